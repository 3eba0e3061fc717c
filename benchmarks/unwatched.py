"""A tab that nobody watches, as a visitor's is.

Playwright watches every page of its own with the browser's debugging tools, and a browser that is
watched keeps the source of each call: a large script then takes twice as long to start.
So a first visit is timed in a tab that is opened past Playwright. Its context has an empty cache;
the cache is not switched off besides, which would ask for those tools and fetch preloads twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, CDPSession

TIMEOUT = 30


@contextmanager
def unwatched(browser: Browser, script: str) -> Iterator[Tab]:
    """A tab with a cache of its own, in which a script runs before the page does."""
    session = browser.new_browser_cdp_session()
    context = session.send("Target.createBrowserContext")["browserContextId"]
    tab = Tab(session, context)
    try:
        tab.send("Page.enable")
        tab.send("Page.addScriptToEvaluateOnNewDocument", source=script)
        yield tab
    finally:
        session.send("Target.disposeBrowserContext", {"browserContextId": context})
        session.detach()


class Tab:
    """Sends the commands of the browser's protocol and waits for their answers."""

    def __init__(self, session: CDPSession, context: str) -> None:
        self._browser = session
        self._answers: dict[int, Any] = {}
        session.on("Target.receivedMessageFromTarget", self._received)
        place = {"url": "about:blank", "browserContextId": context, "width": 1440, "height": 900}
        target = session.send("Target.createTarget", place)["targetId"]
        attach = {"targetId": target, "flatten": False}
        self._id = session.send("Target.attachToTarget", attach)["sessionId"]

    def send(self, method: str, **parameters: Any) -> Any:
        """What the tab answers to a command."""
        number = len(self._answers)
        message = json.dumps({"id": number, "method": method, "params": parameters})
        self._browser.send(
            "Target.sendMessageToTarget", {"sessionId": self._id, "message": message}
        )
        deadline = time.monotonic() + TIMEOUT
        while number not in self._answers:
            if time.monotonic() > deadline:
                raise TimeoutError(f"no answer to {method} within {TIMEOUT} s")
            time.sleep(0.1)
            self._browser.send("Target.getTargets")  # takes in what has come meanwhile
        return self._answers[number]

    def value(self, expression: str) -> Any:
        """The value of an expression, or of what it promises."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        return answer["result"]["value"]

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if event["sessionId"] == self._id and "id" in message:
            self._answers[message["id"]] = message.get("result", message.get("error"))
