"""Small answers without delay: the listening sockets are told not to wait for more data."""

from __future__ import annotations

import gc
import socket


def answer_at_once() -> int:
    """Set `TCP_NODELAY` on every listening TCP socket of the process; how many there were.

    Streamlit opens its socket without naming the protocol, and asyncio switches the waiting off
    only where it is named: a small file on a kept connection then takes some 40 ms longer.
    Accepted sockets inherit the option. The socket is handed to no one, so it is looked for.
    """
    # By type, not by isinstance: that would ask objects of anyone's making for their class.
    sockets = [s for s in gc.get_objects() if issubclass(type(s), socket.socket)]
    listening = [s for s in sockets if _listens(s)]
    for one in listening:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(listening)


def _listens(one: socket.socket) -> bool:
    tcp = one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM
    return bool(
        one.fileno() >= 0 and tcp and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
    )
