"""A lesson as a person meets it: the text beside the player, and the way from stop to stop."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from engine.teach.lessons.lesson import Lesson, Stop, load
from tests.browser.player import Player

# Looks at each picture that is drawn until all is there that is wanted, or twenty seconds are over.
ARRIVED = """async (frame, wanted) => {
  const count = (selector) => frame.querySelectorAll(selector).length;
  const text = (selector) => frame.querySelector(selector)?.textContent.trim();
  const seen = () => {
  const names = [...frame.querySelectorAll(".lesson .named")];
  return {
    title: text(".lesson .words h2"),
    words: text(".lesson .words"),
    step: text("aside code")?.match(/^(\\w+) = /m)?.[1],
    ticks: count(".timeline [data-step]"),
    checks: count(".printed .check[data-check]"),
    differ: count(".printed .check[data-check] b.differs"),
    findings: count(".printed .finding"),
    panels: count(".panels > section"),
    named: names.map((name) => name.dataset.name),
    unwritten: names.filter((name) => !name.textContent.trim()).length,
    judged: [...frame.querySelectorAll(".timeline .marks")].map((mark) => mark.title),
    here: count(".timeline .flag.here"),
    printed: count(".here .check"),
    lit: count(".graph .node.lit"),
    wide: frame.scrollWidth - frame.clientWidth,
  };
  };
  const there = (found) => Object.entries(wanted).every(([key, value]) => found[key] === value);
  const last = performance.now() + 20_000;
  let found = seen();
  while (!there(found) && performance.now() < last) {
    await new Promise(requestAnimationFrame);
    found = seen();
  }
  return found;
}"""


class LessonPage(Player):
    """The app, open on a lesson."""

    def __init__(self, page: Page, server: str, lesson: str, lang: str = "en") -> None:
        super().__init__(page, server)
        self.lesson: Lesson = load(lesson)
        self.lang = lang

    def at(self, stop: str = "") -> LessonPage:
        """Open the lesson at a stop, or at its beginning."""
        asked = f"&stop={stop}" if stop else ""
        self.open(f"?lesson={self.lesson.id}&lang={self.lang}{asked}")
        self.column.locator("h2").first.wait_for(state="attached")
        return self

    @property
    def column(self) -> Locator:
        return self.page.locator(".player .lesson")

    def expect_stop(self, stop: Stop) -> None:
        """The text of a stop is there, and the player is where the stop has it."""
        expect(self.column.locator(".words h2")).to_have_text(stop.title[self.lang])
        steps = self.lesson.scenes[stop.scene].program.equations
        self.expect_step(re.escape(stop.step or steps[0].name))
        ticks = self.page.locator(".player .timeline [data-step]")
        expect(ticks).to_have_count(len(steps))
        expect(self.column.locator(".panels > section")).to_have_count(len(stop.panels))
        expect(self.page.locator(".player .timeline .flag.here")).to_have_count(
            int(bool(stop.step))
        )

    def arrived(self, **wanted: Any) -> dict[str, Any]:
        """What is on the page as soon as all is there that is wanted, counted at once."""
        frame = self.page.locator(".player .frame")
        found: dict[str, Any] = frame.evaluate(ARRIVED, wanted)
        assert wanted.items() <= {key: found[key] for key in wanted}.items()
        return found

    def at_stop(self, stop: Stop) -> dict[str, Any]:
        """The text of a stop is there, and the player is where the stop has it."""
        steps = self.lesson.scenes[stop.scene].program.equations
        return self.arrived(
            title=stop.title[self.lang],
            step=stop.step or steps[0].name,
            ticks=len(steps),
            panels=len(stop.panels),
            here=int(bool(stop.step)),
        )
