"""The process from which workers are forked: it has the engine loaded, and never computes.

`python -m app.workers.nursery FD SECONDS`: it accepts connections on a listening socket and forks a
worker for each, which reads one task, computes it, writes what came of it and ends. It ends when
its standard input does, and a worker when its connection does.
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
from contextlib import suppress
from importlib import import_module
from threading import Thread
from typing import Any

from app.workers.limits import BYTES

LOADED = (
    "app.answer.explanation",
    "app.work.changes",
    "app.train.stretch",
    "app.train.surface.frame",
)
"""The modules that bring all that tasks import."""


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


def _work(connection: socket.socket, seconds: int) -> None:
    """Compute one task within the limits, and end."""
    connection.setblocking(True)
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    with connection.makefile("rwb") as file:
        task = pickle.load(file)
        Thread(target=_end_with, args=(connection,), daemon=True).start()
        pickle.dump((_outcome(task), time.process_time()), file)
    os._exit(0)


def _outcome(task: Any) -> Any:
    """Compute a task; return its result, or the exception that it raises.

    That is a `MemoryError` where it needs more than the limit, and a `RuntimeError` in place of one
    that cannot be pickled.
    """
    try:
        return task.compute()
    except Exception as error:
        with suppress(Exception):
            return pickle.loads(pickle.dumps(error))
        return RuntimeError(repr(error))


def _end_with(connection: socket.socket) -> None:
    """End when nobody waits for the task any more."""
    connection.recv(1)
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
