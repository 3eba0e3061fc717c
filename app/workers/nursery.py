"""The process from which workers are forked: it has the engine loaded, and never computes.

`python -m app.workers.nursery FD SECONDS`: it accepts connections on a listening socket and forks a
worker for each, which reads one task, computes it, writes what came of it and ends. It ends when
its standard input does, and a worker when its connection does.

A worker writes the parts of a result, if it comes in parts, and at last the outcome with the
seconds that it took.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from threading import Event, Thread
from typing import Any

from app.workers.failures import OutOfTime
from app.workers.limits import BYTES
from app.workers.wire import packed, read_of

LOADED = (
    "app.answer.explanation",
    "app.work.changes",
    "app.train.live",
    "app.train.surface.frame",
)
"""The modules that bring all that tasks import."""
GRACE = 1
"""Seconds of a processor in which a worker whose time is over can still say so."""


def main(descriptor: int, seconds: int) -> None:
    """Fork a worker for each connection until standard input ends."""
    for module in LOADED:
        import_module(module)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # Nobody has to wait for the workers.
    listening = socket.socket(fileno=descriptor)
    with selectors.DefaultSelector() as selector:
        selector.register(listening, selectors.EVENT_READ)
        selector.register(sys.stdin, selectors.EVENT_READ)
        while [key.fileobj for key, _ in selector.select()] == [listening]:
            connection, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _work(connection, seconds)
            connection.close()


LINGER = 5.0
"""Seconds after which a worker ends, even if nobody has closed its connection."""


def _work(connection: socket.socket, seconds: int) -> None:
    """Compute one task within the limits, and end."""
    connection.setblocking(True)
    os.nice(10)
    _limit(seconds)
    with suppress(OSError, EOFError):  # Nobody waits for it any more.
        task, ends = read_of(connection), Event()
        listener = Thread(target=_listen, args=(connection, ends), daemon=True)
        listener.start()
        outcome = _outcome(task, lambda part: connection.sendall(packed((False, part))), ends)
        connection.sendall(packed((True, (outcome, time.process_time()))))
        # To end with something unread would reset the connection, and lose what was sent.
        listener.join(LINGER)
    os._exit(0)


def _limit(seconds: int) -> None:
    """Limit the memory and the time; what does not hear that its time is over is killed then."""
    signal.signal(signal.SIGXCPU, _end_in_time)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + GRACE))
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))


def _end_in_time(*_: object) -> None:
    raise OutOfTime


def _outcome(task: Any, tell: Callable[[Any], None], ends: Event) -> Any:
    """Compute a task; return its result, or the exception that it raises.

    A result that comes in parts is told part by part; the outcome is None then. An exception is a
    `MemoryError` or `OutOfTime` where it needs more than the limit, and a `RuntimeError` in place
    of one that cannot be pickled.
    """
    try:
        if not hasattr(task, "in_parts"):
            return task.compute()
        for part in task.in_parts(ends.is_set):
            tell(part)
    except OSError:
        raise
    except Exception as error:
        with suppress(Exception):
            return pickle.loads(pickle.dumps(error))
        return RuntimeError(repr(error))


def _listen(connection: socket.socket, ends: Event) -> None:
    """Hear that the turn is over; end at once when nobody waits for the task any more."""
    with suppress(ConnectionResetError):
        while connection.recv(1):
            ends.set()
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
