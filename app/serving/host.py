"""Tell Streamlit's page, which asks its host for it, that it may not show dialogs about failures.

Its dialog about a lost connection covers the page and takes the mouse from it, in English. The
player goes on without a connection, and says so itself.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/_stcore/host-config"


class NoErrorDialogs:
    """Sets `blockErrorDialogs` in the host's configuration, where Streamlit has `false`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith(PATH):
            await self.app(scope, receive, send)
            return
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        for message in _changed(messages):
            await send(message)


def _changed(messages: list[Message]) -> list[Message]:
    """Switch the dialogs off; an answer that is no such table stays as it is."""
    table = _table(b"".join(message.get("body", b"") for message in messages))
    if table is None:
        return messages
    body = json.dumps({**table, "blockErrorDialogs": True}).encode()
    (start, *_) = messages
    MutableHeaders(scope=start)["content-length"] = str(len(body))
    return [start, {"type": "http.response.body", "body": body}]


def _table(body: bytes) -> dict[str, Any] | None:
    try:
        table = json.loads(body)
    except ValueError:
        return None
    return table if isinstance(table, dict) else None
