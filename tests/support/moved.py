"""The toy problem with some entries set."""

from engine.running.trace import run
from tests.support import toy


def moved(network, **changed):
    """The toy problem's batch with some entries set: `W1={(0, 0): 5}`."""
    values = {name: array.copy() for name, array in toy.BATCH.items()}
    for name, entries in changed.items():
        for index, value in entries.items():
            values[name][index] = value
    return run(network, values)
