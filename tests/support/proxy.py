"""One address before a server that can be exchanged or cut off, as a balancer or a network does."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LOOPBACK = "127.0.0.1"
CHUNK = 65_536


class Proxy:
    """Forwards every connection to the port of a server; to none while it is cut."""

    def __init__(self) -> None:
        self.port = 0
        self._backend: int | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def lead_to(self, port: int) -> None:
        """Forward what connects from now on to another port."""
        self._backend = port

    def cut(self) -> None:
        """Break every connection, and refuse new ones until `lead_to` is called."""
        self._backend = None
        asyncio.run_coroutine_threadsafe(self._abort(), self._loop).result()

    async def _abort(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def listen(self) -> asyncio.Server:
        server = await asyncio.start_server(self._forward, LOOPBACK, 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Copy bytes both ways until one side ends."""
        try:
            if self._backend is None:
                return
            there, back = await asyncio.open_connection(LOOPBACK, self._backend)
            self._open |= {writer, back}
            ways = [asyncio.ensure_future(_copy(*way)) for way in ((reader, back), (there, writer))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            self._open -= {writer, back}
            back.close()
        except OSError:
            pass  # Nobody listens there, or not any more.
        finally:
            writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()


@contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """A proxy before a port, in a thread of its own."""
    proxy = Proxy()
    loop = proxy._loop
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(proxy.listen(), loop).result()
    proxy.lead_to(port)
    yield proxy
    proxy.cut()
    loop.call_soon_threadsafe(server.close)
    asyncio.run_coroutine_threadsafe(_end_all(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _end_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
