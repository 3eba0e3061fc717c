"""The rules of WCAG 2.2 AA, as far as a program can check them, by axe-core in the page."""

from __future__ import annotations

from functools import lru_cache

from playwright.sync_api import Page

from tests.browser.serving import ROOT

SOURCE = ROOT / "tests/javascript/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": TAGS, "resultTypes": ["violations"], "elementRef": True, "preload": False}
NOTATION = ".node, .part, .tile, .caption, .branch, .heads button"
"""What has its name drawn in mathematical notation; see `RUN`."""
# The name that is told is the one that the page writes and reads out everywhere: gradW2 where
# the drawn label is a nabla with a W and a small 2, which nobody can say. That it is the name
# of what is drawn is tested elsewhere; every other label has to be part of its name.
RUN = """async ([part, options, notation]) => {
  const within = (root) => root.querySelector(part) ?? [...root.querySelectorAll("*")]
    .map(({ shadowRoot }) => shadowRoot && within(shadowRoot)).find(Boolean);
  const found = within(document);
  if (!found) return [`there is no ${part}`];
  const { violations } = await axe.run(found, options);
  return violations.flatMap(({ id, nodes }) => nodes
    .filter(({ element }) => id !== "label-content-name-mismatch" || !element?.matches(notation))
    .map(({ target, html, any, all, none }) =>
    `${id} at ${target.flat().join(" ")}: ${html.slice(0, 160)}\\n    `
    + [...any, ...all, ...none].map(({ message }) => message).join("; ")));
}"""


@lru_cache(maxsize=1)
def _source() -> str:
    return SOURCE.read_text()


def violations(page: Page, part: str = "html") -> list[str]:
    """What is broken on the page, or in a part of it: rule, element and why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    found: list[str] = page.evaluate(RUN, [part, OPTIONS, NOTATION])
    return found
