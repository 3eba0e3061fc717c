"""Tasks that workers are tried with."""

import os
import time
from dataclasses import dataclass, field
from threading import Timer


@dataclass(frozen=True)
class Sum:
    """Adds up; `seconds` is what it says it takes."""

    numbers: tuple
    seconds: float = 1.0

    def compute(self):
        return sum(self.numbers)


@dataclass(frozen=True)
class Fault:
    """Raises what it is given."""

    error: Exception
    seconds: float = 1.0

    def compute(self):
        raise self.error


@dataclass(frozen=True)
class Hog:
    """Takes memory without end, time without end, or ends at once or while it writes."""

    what: str
    seconds: float = field(default=1.0, compare=False)

    def compute(self):
        if self.what == "memory":
            return bytes(20_000_000_000)
        if self.what == "end":
            os._exit(3)
        if self.what == "half":
            Timer(0.1, os._exit, (3,)).start()  # Writing it takes longer.
            return bytes(200_000_000)
        if self.what == "sleep":
            time.sleep(1000)
        while True:
            pass


@dataclass(frozen=True)
class Process:
    """Says in which process it is computed, after a while."""

    name: str
    seconds: float = 1.0

    def compute(self):
        time.sleep(0.3)
        return os.getpid(), os.getpriority(os.PRIO_PROCESS, 0)


@dataclass(frozen=True)
class Count:
    """Counts, with a pause before each number, until its turn is over; then raises, or dies."""

    to: int
    end: object = None
    pause: float = 0.0

    def in_parts(self, ends):
        for number in range(self.to):
            if ends():
                return
            time.sleep(self.pause)
            yield number
        if self.end == "dies":
            os._exit(3)
        if self.end:
            raise self.end
