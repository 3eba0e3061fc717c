"""Headers that the app adds to what Streamlit serves."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.player.component import STATIC

# Of the folders, what is needed for the first picture; the rest is loaded after it.
FIRST = ("choice", "code", "pictures", "reach", "strip", "touch", "view", "zoom")
# types.js holds only types; nothing imports it when the page runs.
MODULES = sorted(path.name for path in STATIC.glob("*.js") if path.name != "types.js") + [
    f"see/{name}.js" for name in FIRST
]
SHEETS = sorted(path.name for path in STATIC.glob("*.css"))
# Fetched while Streamlit's own files are run, not after that; and not before these are fetched,
# since a browser has no more than six connections.
PRELOAD = ", ".join(
    f"<{path}>; rel={rel}; fetchpriority=low"
    for path, rel in [
        *((f"/player/{name}", "modulepreload") for name in MODULES),
        *((f"/player/{name}", "preload; as=fetch; crossorigin") for name in SHEETS),
        ("/vendor/plotly.min.js", "preload; as=script"),
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
