"""Serve the app below a path, `server.baseUrlPath`, as below a proxy that takes the path away.

Streamlit would put its own routes below that path, and leave those of the app where they are.
"""

from __future__ import annotations

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

OPTION = "server.baseUrlPath"


def taken_base_path() -> str:
    """Take the path out of Streamlit's configuration: `/teaching/backprop`, or nothing."""
    base = str(config.get_option(OPTION) or "").strip("/")
    if base:
        config.set_option(OPTION, "")
    return f"/{base}" if base else ""


class BelowBasePath:
    """Takes the path away from every request that has it; any other one is answered, too."""

    def __init__(self, app: ASGIApp, base: str) -> None:
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app, path = self.app, scope.get("path", "")
        if self.base and path == self.base:
            app = RedirectResponse(_with_slash(scope))
        elif self.base and path.startswith(f"{self.base}/"):
            rest = path.removeprefix(self.base)
            scope = {**scope, "path": rest, "raw_path": self._raw_rest(scope, rest)}
        await app(scope, receive, send)

    def _raw_rest(self, scope: Scope, rest: str) -> bytes:
        """Take as many folders from the path as it was typed: one may be escaped, as `%C3%BC`."""
        raw: bytes = scope.get("raw_path") or b""
        folders = raw.split(b"/", self.base.count("/") + 1)
        return b"/" + folders[-1] if raw else rest.encode()


def _with_slash(scope: Scope) -> str:
    """Write the way to the same path with a slash, in which what the page fetches is found."""
    query = scope.get("query_string", b"").decode("latin-1")
    return f"./{scope['path'].rpartition('/')[2]}/{'?' if query else ''}{query}"
