"""Gradient check: every gradient of a trace against central differences, entry by entry.

The slope of the loss along an entry `v` is `(L(v + h) - L(v - h)) / 2h`. A value in the middle of
the network is moved by itself, and only the equations after it are run again.
"""

from engine.check.gradcheck.base import TOLERANCE
from engine.check.gradcheck.checks import Check, check_gradients
from engine.check.gradcheck.stepped import Stepped, at_step
from engine.check.gradcheck.sweeps import SWEEP, Swept, sweep
from engine.check.gradcheck.which import through

__all__ = [
    "SWEEP",
    "TOLERANCE",
    "Check",
    "Stepped",
    "Swept",
    "at_step",
    "check_gradients",
    "sweep",
    "through",
]
