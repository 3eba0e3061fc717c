"""Streamlit's script held back, so that a test has the page before it and the take-over."""

from playwright.sync_api import expect

STREAMLIT = "**/static/js/index.*.js"


class Held:
    """Streamlit's script, which comes when it is let go."""

    def __init__(self, page):
        self.page, self.asked, self.is_free = page, [], False
        page.route(STREAMLIT, self.hold)

    def hold(self, route):
        if self.is_free:
            route.continue_()
        else:
            self.asked.append(route)

    def let_go(self):
        """Wait until Streamlit has asked for its script, and then has taken the player over."""
        self.page.wait_for_function(
            "() => document.querySelector('script[src*=\"/static/js/index.\"]')"
        )
        self.is_free = True
        for route in self.asked:
            route.continue_()
        expect(self.page.locator("#first")).to_have_count(0)
