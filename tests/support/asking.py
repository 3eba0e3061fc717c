"""A running ASGI app that is asked without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

SCOPE = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "scheme": "http",
    "root_path": "",
    "query_string": b"",
    "client": ("127.0.0.1", 50000),
    "server": ("127.0.0.1", 8501),
}


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Asker:
    """Asks one app for its pages."""

    def __init__(self, app: Any, runner: asyncio.Runner) -> None:
        self.app = app
        self.runner = runner

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """`get("/?lang=zh", accept_encoding="gzip")`."""
        return self.runner.run(self._get(path, method, headers))

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        """`post("/answer", b"{}", content_type="application/json")`."""
        return self.runner.run(self._get(path, "POST", headers, body))

    async def _get(
        self, path: str, method: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Answer:
        sent: list[dict[str, Any]] = []
        named = {"host": "127.0.0.1:8501"} | {k.replace("_", "-"): v for k, v in headers.items()}
        path, _, query = path.partition("?")
        scope = SCOPE | {"method": method, "path": path, "raw_path": path.encode()}
        scope["query_string"] = query.encode()
        scope["headers"] = [(key.encode(), value.encode()) for key, value in named.items()]
        asked = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            """The request, and then nothing: the line stays open."""
            return asked.pop() if asked else await asyncio.Event().wait()

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        start = next(m for m in sent if m["type"] == "http.response.start")
        answer = b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body")
        answered = {key.decode().lower(): value.decode() for key, value in start["headers"]}
        return Answer(start["status"], answered, answer)


@contextmanager
def started(app: Any) -> Iterator[Asker]:
    """The app from its start to its end."""
    with asyncio.Runner() as runner:
        to_app: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        from_app: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        scope = {"type": "lifespan", "asgi": SCOPE["asgi"], "state": {}}

        async def start() -> asyncio.Task[None]:
            task = asyncio.create_task(app(scope, to_app.get, from_app.put))
            await to_app.put({"type": "lifespan.startup"})
            assert (await from_app.get())["type"] == "lifespan.startup.complete"
            return task

        async def stop(task: asyncio.Task[None]) -> None:
            await to_app.put({"type": "lifespan.shutdown"})
            assert (await from_app.get())["type"] == "lifespan.shutdown.complete"
            await task

        task = runner.run(start())
        try:
            yield Asker(app, runner)
        finally:
            runner.run(stop(task))
