"""A printed number is found: from the step that computes it, and by a search in the contents."""

from playwright.sync_api import expect

from tests.browser.player import Player


def test_from_the_toy_problem_a_mark_leads_to_the_stop_that_explains_a_printed_number(
    toy_player,
):
    """3.6 d prints −950 in `gradB2`, which is (−1211 − 1603 − 360)/3 = −1058."""
    player, page = toy_player, toy_player.page
    player.go("gradB2")
    mark = page.get_by_role("button", name="Printed in 3.6 d as −950: why?")
    expect(mark).to_be_visible()
    player.go("gradX")
    expect(mark).to_have_count(0)
    player.go("gradB2")
    mark.click()
    expect(page.locator(".lesson h2").first).to_have_text("A digit that was lost")
    player.expect_step("gradB2")


def test_the_contents_show_the_sections_and_are_searched_with_all_lessons(page, server):
    player = Player(page, server).open("?lesson=first-principles")
    summary = page.locator(".lesson .all > summary")
    summary.click()
    rows = page.locator(".contents li")
    expect(rows).to_have_count(22)
    expect(rows.nth(5)).to_contain_text("The Linear Layer")
    page.get_by_role("searchbox", name="Search all lessons").fill("950")
    found = rows.filter(has_text="A digit that was lost")
    expect(found).to_contain_text("-950")
    expect(page.locator(".contents h3")).to_have_text("In other lessons")
    page.get_by_role("searchbox").fill("no such words")
    expect(page.locator(".contents")).to_contain_text("No lesson has all these words.")
    page.get_by_role("searchbox").fill("950")
    found.locator("button").click()
    expect(page.locator(".lesson .words h2")).to_have_text("A digit that was lost")
    player.expect_step("gradB2")
    # The same stop, in the lesson that is open now: 3.6 d prints it in gradW2.
    summary.click()
    page.get_by_role("searchbox").fill("−27795")
    expect(found.locator("mark")).to_have_text(["-27795"])
    found.locator("button").click()
    player.expect_step("gradW2")


LIES_ON_A_LINK = """element => {
  const { left, top, height } = element.getBoundingClientRect();
  return document.elementFromPoint(left + 40, top + height / 2)?.closest("a") != null;
}"""


def test_a_row_of_the_lessons_opens_as_a_whole(page, server):
    """Its picture, and its small print, which once lay over the link."""
    Player(page, server).open()
    page.locator(".pages").get_by_text("Lessons").click()
    card = page.locator('[class*="st-key-card-"]').first
    for part in ("img", '[data-testid="stCaptionContainer"]', "a"):
        inside = card.locator(part).first
        inside.wait_for()
        page.wait_for_function(LIES_ON_A_LINK, arg=inside.element_handle())


def test_the_page_of_lessons_is_searched_while_one_types(page, server):
    """No key confirms it; what is found stands in the place of the cards, and leads to its stop."""
    player = Player(page, server).open()
    page.locator(".pages").get_by_text("Lessons").click()
    field = page.get_by_role("searchbox", name="Search all lessons")
    cards = page.locator(".st-key-lessons")
    expect(cards).to_be_visible()
    field.press_sequentially("3.6 prints −950")
    found = page.locator(".search li")
    expect(found.first).to_contain_text("A digit that was lost")
    expect(cards).to_be_hidden()
    expect(field).to_be_focused()
    field.fill("no such words")
    expect(page.locator(".search")).to_contain_text("No lesson has all these words.")
    field.fill("")
    expect(cards).to_be_visible()
    field.fill("950")
    found.first.click()
    expect(page.locator(".lesson .words h2")).to_have_text("A digit that was lost")
    player.expect_step("gradB2")
    page.go_back()
    expect(found.first).to_contain_text("A digit that was lost")
    expect(field).to_have_value("950")
    # A sign says nothing; what is found is marked; it leads to the step that prints it.
    field.fill("-")
    expect(page.locator(".search")).to_contain_text("No lesson has all these words.")
    field.fill("−27795")
    expect(found.locator("mark")).to_have_text(["-27795"])
    found.first.click()
    player.expect_step("gradW2")
    # So does a number of the step at which that stop begins, from another step of the stop.
    page.locator(".pages").get_by_text("Lessons").click()
    field.fill("−950")
    found.first.click()
    player.expect_step("gradB2")
