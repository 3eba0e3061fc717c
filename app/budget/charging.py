"""Let in who has something left, and charge what is computed here for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import thread_time

from app.budget.allowances import HERE, RESERVED
from app.budget.sender import Sender


def let_in(sender: Sender) -> float:
    """Tell how many seconds a sender has to wait; where that is 0, charge `RESERVED`."""
    seconds = HERE.wait(sender)
    if not seconds:
        HERE.spend(sender, RESERVED)
    return seconds


@contextmanager
def charged(sender: Sender) -> Iterator[None]:
    """Charge a sender that was let in for what this thread computes."""
    start = thread_time()
    try:
        yield
    finally:
        HERE.spend(sender, thread_time() - start - RESERVED)
