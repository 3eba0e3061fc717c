"""Put the player into the first document, so that it is on the page before Streamlit is.

Streamlit's own script, with all that the document names for it, is put into a `<template>`: the
browser leaves it alone until `app/static/first.js` takes it out. Nothing of a request is written
into the document: it is the same for everyone.

The other pages are Streamlit's document with the head of all pages: the theme that a person has
chosen holds there too, before Streamlit is there to paint anything.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.file_util import get_static_dir

from app.pages_.paths import PATHS
from app.player.files import LESSON, address
from app.serving.packed import ASK_AGAIN, PackedFile, answer_with, pack
from app.text import text

ASSETS = Path(__file__).resolve().parent.parent / "static"
SCRIPT = re.compile(r'<script type="module"[^<>]* src="\./static/[^"<>]+"></script>')
LINK = re.compile(
    r'\s*<link\s[^<>]*rel="(?:modulepreload|stylesheet|preload)"[^<>]*href="\./static/[^<>]*>'
)
TITLE = re.compile(r"<title>[^<>]*</title>")
HEAD_END = "</head>"
ROOT = '<div id="root"></div>'
PLACE = '<main id="first"></main>\n    '
FONTS = {"--st-font": "theme.font", "--st-code-font": "theme.codeFont"}


def with_player(document: str) -> str | None:
    """Write the first document with the player in it; None where Streamlit's has another form."""
    held = [*LINK.findall(document), *SCRIPT.findall(document)]
    fits = len(SCRIPT.findall(document)) == 1 and all(
        document.count(mark) == 1 for mark in (HEAD_END, ROOT)
    )
    if not fits:
        return None
    rest = SCRIPT.sub("", LINK.sub("", document))
    title = f"<title>{escape(text('app.title', 'en'))}</title>"
    rest = TITLE.sub(lambda _: title, rest, count=1)
    head = f"{_common()}{_head()}  {HEAD_END}"
    template = f'<template id="streamlit-held">{"".join(held)}</template>\n    '
    return rest.replace(HEAD_END, head).replace(ROOT, f"{PLACE}{template}{ROOT}")


def with_head(document: str) -> str | None:
    """Write another page's document with the head of all pages; None where it has no head."""
    if document.count(HEAD_END) != 1:
        return None
    other = f"<script>{_inline('other.js', 'script')}</script>"
    return document.replace(HEAD_END, f"{_common()}{other}\n  {HEAD_END}")


def _common() -> str:
    """Write the head of all pages: the ground, what was chosen for all, and how one came here."""
    return (
        f"<style>{_theme()}{_inline('ground.css', 'style')}</style>\n"
        f"<script>{_inline('chosen.js', 'script')}</script>\n"
        f"<script>{_inline('missing.js', 'script')}</script>\n"
    )


def _head() -> str:
    """Write the style of the place, what asks for the first answer, and the player's script."""
    return "\n".join(
        [
            f"<style>{_inline('first.css', 'style')}</style>",
            f'<script data-lesson="./{address(LESSON)}">{_inline("first.js", "script")}</script>',
            f'<script type="module" src="./{address()}" onerror="beginStreamlit()"></script>\n',
        ]
    )


def _inline(name: str, element: str) -> str:
    """Read a file of our own that stands in the document, and so must not end its element."""
    read = (ASSETS / name).read_text(encoding="utf-8")
    if f"</{element}" in read.lower():
        raise ValueError(f"{name} must not contain </{element}: it stands inside that element")
    return read


def _theme() -> str:
    """Write the fonts and the ground that Streamlit gives the player later."""
    light, dark = (config.get_option(f"theme.{name}.backgroundColor") for name in ("light", "dark"))
    said = {name: config.get_option(option) for name, option in FONTS.items()}
    said["--st-background-color"] = f"light-dark({light}, {dark})"
    rules = "".join(f"{name}: {value};" for name, value in said.items())
    # Not `:root` alone: Streamlit says the same of its own elements.
    return f':root:not(:has([data-testid="stApp"])), :root:has(#first) {{{rules}}}\n'


@lru_cache(maxsize=2)
def document_of(player: bool) -> PackedFile | None:
    """Make the document of the player's page or of another one; None for an unknown Streamlit."""
    read = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
    written = with_player(read) if player else with_head(read)
    return pack(written.encode(), "text/html") if written else None


class Documents:
    """Answers the address of a page; as Streamlit does where the form of its document is new."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        document = document_of(scope["path"] == "/") if _is_page(scope) else None
        if document is None:
            await self.app(scope, receive, send)
            return
        await answer_with(document, Request(scope), ASK_AGAIN)(scope, receive, send)


def _is_page(scope: Scope) -> bool:
    """Tell whether a page is asked for; any other path is left to Streamlit."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    return scope["path"] in ("/", *(f"/{path}" for path in PATHS))
