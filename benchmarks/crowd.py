"""Fifty people train spirals at once; another one edits the toy problem, and one trains MNIST.

Each of the fifty watches a training of their own. The time of an edit is that of its request, from
another process, so that what the browser paints is not in it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.quantity import Quantity, p95
from tests.browser.serving import Server, served

PEOPLE, EDITS, PAUSE = 50, 100, 0.2
TURNS, WATCHED = 6, 150
"""So many turns are waited for, but not for more seconds."""
SPIRALS, MNIST = {}, {"set": "mnist", "net": "784-64.relu-10.softmax"}
LONGEST, SHARE = 200, 3.0
"""Milliseconds of an edit; and so many times its share of the turns may MNIST have at most."""


def quantities() -> Iterator[Quantity]:
    """An edit among fifty trainings, and how far these come beside MNIST."""
    with TemporaryDirectory() as folder, served(Path(folder) / "log.txt") as server:
        yield from asyncio.run(_crowded(server))


async def _crowded(server: Server) -> list[Quantity]:
    heard = [0] * (PEOPLE + 1)
    people = [
        asyncio.ensure_future(_train(server, heard, k, MNIST if k == PEOPLE else SPIRALS))
        for k in range(PEOPLE + 1)
    ]
    await _edit(server, 0)
    times = [await _edit(server, k) for k in range(EDITS)]
    until = time.monotonic() + WATCHED
    while median(heard[:PEOPLE]) < TURNS and time.monotonic() < until:
        await asyncio.sleep(1)
    for one in people:
        one.cancel()
    spirals, mnist = sorted(heard[:PEOPLE]), heard[PEOPLE]
    turns = f"turns: least {spirals[0]}, median {median(spirals):g}, most {spirals[-1]}"
    shown = f"p95 of {EDITS}, median {median(times):.1f} ms, {PEOPLE} spirals and MNIST beside it"
    return [
        Quantity("an edit beside fifty trainings", p95(times), "ms", LONGEST, shown),
        Quantity(
            "what MNIST has beside fifty spirals",
            mnist / max(1, median(spirals)),
            "shares",
            SHARE,
            f"of MNIST {mnist}, of spirals {turns}",
        ),
    ]


async def _train(server: Server, heard: list[int], person: int, query: dict[str, str]) -> None:
    """Watch a training of one's own; count how often it is told where it stands."""
    asked = {"query": {**query, "seed": str(person)}, "from": 0, "to": 1_000_000, "known": -1}
    while True:
        reader, writer = await _asked(server, "/train/live", asked, person)
        try:
            async for line in reader:
                heard[person] += b'"seen"' in line
        finally:
            writer.close()
        await asyncio.sleep(1)


async def _edit(server: Server, k: int) -> float:
    """Type over an entry; the milliseconds until the whole answer is there."""
    await asyncio.sleep(PAUSE)
    work = {"version": 1, "iterations": [[["X", 0, 0, k / 7]]]}
    begun = time.perf_counter()
    reader, writer = await _asked(server, "/answer", {"version": 1, "work": work}, PEOPLE + 1)
    answer = await reader.read()
    writer.close()
    if b" 200 " not in answer.split(b"\r\n", 1)[0]:
        raise RuntimeError(answer[:300].decode())
    return (time.perf_counter() - begun) * 1e3


async def _asked(
    server: Server, path: str, asked: object, person: int
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Send a request as a browser with a cookie of its own does."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=2**24)
    body = json.dumps(asked).encode()
    head = [
        f"POST {path} HTTP/1.1",
        f"host: 127.0.0.1:{server.port}",
        "content-type: application/json",
        f"content-length: {len(body)}",
        f"cookie: browser={person:022d}",
        "connection: close",
    ]
    writer.write("\r\n".join([*head, "", ""]).encode() + body)
    await writer.drain()
    return reader, writer
