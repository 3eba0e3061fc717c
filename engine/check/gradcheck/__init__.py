"""Gradient check: every gradient of a trace against central differences, entry by entry.

The slope of the loss along an entry `v` is `(L(v + h) - L(v - h)) / 2h`. A value in the middle of
the network is moved by itself, and only the equations after it are run again.
"""

from engine.gradcheck.base import TOLERANCE
from engine.gradcheck.checks import Check, check
from engine.gradcheck.stepped import Stepped, at_step
from engine.gradcheck.sweeps import SWEEP, Swept, sweep
from engine.gradcheck.which import gradients, through

__all__ = [
    "SWEEP",
    "TOLERANCE",
    "Check",
    "Stepped",
    "Swept",
    "at_step",
    "check",
    "gradients",
    "sweep",
    "through",
]
