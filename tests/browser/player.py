"""The player as a person meets it: what can be seen, and what can be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import DESKTOP

AS_TYPED = str.maketrans({"\u2009": None, "\u202f": None, "−": "-"})
ALL_IS_FETCHED = """() => performance.getEntriesByType("resource").some(
    ({ name, responseEnd }) => name.includes("/choices-") && responseEnd > 0)"""
AS_EXPONENT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text: str) -> float:
    """A shown number: `−27\u202f795`, or `2.1×10⁻²¹` where it is very small."""
    mantissa, _, exponent = text.translate(AS_TYPED).partition("×10")
    return float(f"{mantissa}e{exponent.translate(AS_EXPONENT)}") if exponent else float(mantissa)


class Player:
    """The open app."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.server = server

    def open(self, query: str = "") -> Player:
        """Open the app and wait until its graph is drawn, and Streamlit has taken the player in."""
        self.page.goto(f"{self.server}/{query}")
        self.page.locator("#first").wait_for(state="detached", timeout=30_000)
        self.page.locator(".player .graph .node").first.wait_for(timeout=30_000)
        return self

    def back_to_the_toy_problem(self) -> Player:
        """Its first step and its own numbers; loaded again only where something else is open."""
        self.page.bring_to_front()
        self.page.set_viewport_size(DESKTOP)
        self.page.mouse.click(3, 450)  # beside everything, so that nothing keeps the focus
        self.press(*["Escape"] * 5)
        if not self.page.locator('.player .graph .node[data-name="gradX"]').count():
            return self.open()
        if "?" in self.page.url or not self.status.startswith("step") or self.undoable:
            self.button("Reset").click()
        self.press("Home")
        self.page.mouse.move(1, 1)
        self.expect_step("Y1lin")
        self.expect_iteration(1)
        self.expect_answered()
        expect(self.page.locator(".player .refusal")).to_have_count(0)
        expect(self.cell("Y1lin", 0, 0)).to_have_text("31")
        return self

    @property
    def undoable(self) -> bool:
        """Has anything been done that can be undone?"""
        return self.page.locator(".player .commands .undo:not([aria-disabled])").count() > 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def step(self) -> str:
        """The name of the current step, as it stands before the `=` of its line of code."""
        code = self.page.locator(".player aside code").inner_text()
        return re.search(r"^(\w+) = ", code, re.MULTILINE)[1]

    @property
    def status(self) -> str:
        return self.page.locator(".player .status").inner_text()

    def expect_step(self, name: str) -> None:
        line = re.compile(f"^{name} = ", re.MULTILINE)  # a definition may stand above it
        expect(self.page.locator(".player aside code")).to_have_text(line)

    def expect_iteration(self, iteration: int) -> None:
        expect(self.page.locator(".player .status")).to_contain_text(
            re.compile(rf"iteration {iteration}(?!\d)")  # 1 is not the beginning of 11
        )

    def expect_answered(self, timeout: float = 20_000) -> None:
        """Nothing is on its way any more, within so many milliseconds."""
        expect(self.page.locator(".player .shell[data-waits]")).to_have_count(0, timeout=timeout)

    def grid(self, name: str) -> Locator:
        """The matrix of a value beside the formula; the last one where it stands there twice."""
        return self.page.locator(f'.player .numbers .grid[data-name="{name}"]').last

    def cell(self, name: str, row: int, col: int) -> Locator:
        return self.grid(name).locator(f'td[data-key="{name}:{row}:{col}"]')

    def shown(self, name: str) -> list[list[float]]:
        """The numbers of a matrix, read off the page when everything is answered."""
        self.expect_answered()
        rows = self.grid(name).locator("tr")
        return [
            [number(text) for text in row.locator("td[data-key]").all_inner_texts()]
            for row in rows.all()
        ]

    def node(self, name: str) -> Locator:
        """The node of a value in the graph."""
        return self.page.locator(f'.player .graph .node[data-name="{name}"]')

    def go(self, name: str) -> None:
        """To a step by a click on the timeline."""
        self.page.locator(f'.player .timeline [data-step="{name}"]').click()
        self.expect_step(name)

    def button(self, name: str) -> Locator:
        return self.page.locator(".player").get_by_role("button", name=name, exact=True)

    def edit(self, name: str, row: int, col: int, typed: str, leave: str = "Enter") -> None:
        """Click a cell, type over what is there, and leave it with a key."""
        self.cell(name, row, col).click()
        self.page.locator(".player input.editor").fill(typed)
        self.press(leave)

    @contextmanager
    def silence(self) -> Iterator[list[str]]:
        """What goes over the network meanwhile: requests, and frames of the open connection.

        It begins when all that is fetched ahead is there; the builder's choices come last.
        """
        self.page.wait_for_function(ALL_IS_FETCHED)
        said: list[str] = []
        self.page.on("request", lambda request: said.append(request.url))
        yield said
