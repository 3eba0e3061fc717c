"""What goes between the server and a worker: objects, each with its length before it."""

from __future__ import annotations

import asyncio
import pickle
import socket
from typing import Any

LENGTH = 8
"""Bytes that say how long an object is."""
END_TURN = b"."
"""What a worker is sent that is to come to an end."""


def packed(value: Any) -> bytes:
    """Write an object, its length first."""
    data = pickle.dumps(value)
    return len(data).to_bytes(LENGTH, "big") + data


async def read_from(reader: asyncio.StreamReader) -> Any:
    """Read the next object. Raises `EOFError` where the other side ended before it was whole."""
    length = int.from_bytes(await reader.readexactly(LENGTH), "big")
    return pickle.loads(await reader.readexactly(length))


def read_of(connection: socket.socket) -> Any:
    """Read the next object, and not a byte more."""
    return pickle.loads(_exactly(connection, int.from_bytes(_exactly(connection, LENGTH), "big")))


def _exactly(connection: socket.socket, count: int) -> bytes:
    parts = list[bytes]()
    while count:
        parts.append(connection.recv(count))
        if not parts[-1]:
            raise EOFError
        count -= len(parts[-1])
    return b"".join(parts)
