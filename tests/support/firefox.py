"""Start Firefox for Playwright, and answer for it what an older one does not know.

Playwright speaks to Firefox as Debian has it by WebDriver BiDi, and begins with commands that only
a newer Firefox has; what they would set is then left as it is. Run as a program it takes
Firefox's place: `python -m tests.support.firefox FIREFOX ARGUMENTS`.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sys
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

NAMES = ("firefox-esr", "firefox")
NOT_KNOWN = frozenset({"emulation.setMediaFeaturesOverride"})
LISTENS = re.compile(r"(WebDriver BiDi listening on )(ws://\S+)")
LARGEST = 1 << 28
"""Bytes of a message: a picture of a page is one."""


def installed() -> str | None:
    """The path of the Firefox of this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def stand_in(folder: Path, firefox: str) -> Path:
    """Write the program that Playwright starts as Firefox."""
    path = folder / "firefox"
    root = Path(__file__).resolve().parents[2]
    run = f'cd "{root}" && exec "{sys.executable}" -m {__name__} "{firefox}" "$@"'
    path.write_text(f"#!/bin/sh\n{run}\n")
    path.chmod(0o755)
    return path


async def between(command: list[str]) -> None:
    """Run Firefox, and stand between it and whoever speaks to it, until it ends."""
    pipe = asyncio.subprocess.PIPE
    firefox = await asyncio.create_subprocess_exec(*command, stderr=pipe)
    assert firefox.stderr
    async for line in firefox.stderr:
        said = line.decode(errors="replace")
        if found := LISTENS.search(said):
            said = LISTENS.sub(rf"\1{await _listen(found[2])}", said)
        print(said, end="", file=sys.stderr, flush=True)


async def _listen(firefox: str) -> str:
    """Listen for one who takes this for Firefox; the address where."""

    async def meet(asker: ServerConnection) -> None:
        assert asker.request
        async with connect(f"{firefox}{asker.request.path}", max_size=LARGEST) as answerer:
            await asyncio.gather(_forth(asker, answerer), _back(answerer, asker))

    server = await serve(meet, "127.0.0.1", 0, max_size=LARGEST)
    return f"ws://127.0.0.1:{next(iter(server.sockets)).getsockname()[1]}"


async def _forth(asker: ServerConnection, answerer: ClientConnection) -> None:
    async for message in asker:
        asked = json.loads(message)
        if asked["method"] in NOT_KNOWN:
            answer = {"type": "success", "id": asked["id"], "result": {}}
            await asker.send(json.dumps(answer))
        else:
            await answerer.send(message)
    await answerer.close()


async def _back(answerer: ClientConnection, asker: ServerConnection) -> None:
    try:
        async for message in answerer:
            await asker.send(message)
    except ConnectionClosed:
        return


if __name__ == "__main__":
    asyncio.run(between(sys.argv[1:]))
