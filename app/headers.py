"""Headers that the app adds to what Streamlit serves."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.player.component import STATIC

IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"(\.[\w./-]+)";', re.MULTILINE)
# They answer a click or a key. A browser finds them in `main.js` and fetches them together over its
# six connections: with them the header would come near the 4,096 bytes at which nginx answers 502.
NOT_NAMED = {
    "builder/button.js",
    "matrix/editor.js",
    "matrix/panel.js",
    "practise/button.js",
    "present/key.js",
    "step/help.js",
}
SHEET_NAMES = re.compile(r"const NAMES = \[([^\]]*)\]")


def imports(module: str) -> set[str]:
    """List the modules that one imports, by their places in the folder of the player."""
    path = STATIC / module
    names = IMPORT.findall(path.read_text(encoding="utf-8"))
    return {
        (path.parent / name).resolve().relative_to(STATIC.resolve()).as_posix() for name in names
    }


def first_modules() -> list[str]:
    """List `main.js` and what it imports, directly or through others: the first picture's."""
    seen: set[str] = set()
    waiting = {"main.js"}
    while waiting:
        module = waiting.pop()
        seen.add(module)
        waiting |= imports(module) - seen
    return sorted(seen)


def first_sheets() -> list[str]:
    """List the style sheets of the first picture, which `core/sheets.js` names."""
    (names,) = SHEET_NAMES.findall((STATIC / "core" / "sheets.js").read_text(encoding="utf-8"))
    return [f"{name}.css" for name in re.findall(r'"([^"]+)"', names)]


MODULES = [name for name in first_modules() if name not in NOT_NAMED]
SHEETS = first_sheets()
# Fetched while Streamlit's own files are run, not after that; and not before these are fetched,
# since a browser has no more than six connections.
PRELOAD = ",".join(
    f"<{path}>;rel={rel};fetchpriority=low"
    for path, rel in [
        *((f"player/{name}", "modulepreload") for name in MODULES),
        *((f"player/{name}", "preload;as=fetch;crossorigin") for name in SHEETS),
    ]
)


class PreloadHeaders:
    """Adds a `Link` header to the first document, naming what the player will need."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_link(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers["link"] = PRELOAD
            await send(message)

        await self.app(scope, receive, with_link if scope["type"] == "http" else send)
