"""What goes over the network of a page: bytes on the wire, and whose they are."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

OWN = ("/player", "/answer")
BINARY = 2
"""The opcode of a websocket frame that the protocol of the browser's tools hands over in base64."""


class Traffic:
    """Counts from when it is made: requests, frames of the websocket, bytes as they came."""

    def __init__(self, page: Page) -> None:
        self.requests = 0
        self.frames = 0
        self.bytes: dict[str, float] = {}
        self._paths: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketFrameSent", self._framed)
        session.on("Network.webSocketFrameReceived", self._framed)
        session.send("Network.enable")

    @property
    def own(self) -> float:
        """The bytes of the document, of the player's files, and of what it is answered."""
        return sum(size for path, size in self.bytes.items() if _is_own(path))

    @property
    def streamlit(self) -> float:
        """The bytes of Streamlit's own files, and of all that the websocket carries."""
        return sum(self.bytes.values()) - self.own

    @property
    def own_requests(self) -> int:
        """The requests for these."""
        return sum(_is_own(path) for path in self._paths.values())

    def _asked(self, event: dict[str, Any]) -> None:
        self.requests += 1
        self._paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _loaded(self, event: dict[str, Any]) -> None:
        self._add(self._paths.get(event["requestId"], "?"), event["encodedDataLength"])

    def _framed(self, event: dict[str, Any]) -> None:
        """A frame as it was before the websocket compressed it, if it did."""
        self.frames += 1
        frame = event["response"]
        data = frame["payloadData"]
        size = len(base64.b64decode(data)) if frame["opcode"] == BINARY else len(data.encode())
        self._add("websocket", size)

    def _add(self, path: str, size: float) -> None:
        self.bytes[path] = self.bytes.get(path, 0) + size


def _is_own(path: str) -> bool:
    return path == "/" or path.startswith(OWN)
