"""Gradient check: every gradient of a trace against central differences, entry by entry.

The slope of the loss along an entry `v` is `(L(v + h) - L(v - h)) / 2h`. A value in the middle of
the network is moved by itself, and only the equations after it are run again.
"""

from engine.check.gradcheck.check import Check, check_gradients
from engine.check.gradcheck.checked_trace import TOLERANCE, way_back
from engine.check.gradcheck.steps import SWEEP, StepCheck, SweepPoint, check_at_step, sweep

__all__ = [
    "SWEEP",
    "TOLERANCE",
    "Check",
    "StepCheck",
    "SweepPoint",
    "check_at_step",
    "check_gradients",
    "sweep",
    "way_back",
]
