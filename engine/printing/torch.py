"""A whole program as a PyTorch script: every gradient by hand, or all of them by autograd."""

from __future__ import annotations

from typing import Literal

from engine.core.errors import SettingError
from engine.printing.autograd import TENSOR, TORCH_HEAD, by_autograd
from engine.printing.dialects import torch_source
from engine.printing.scripts import script_in
from engine.running.trace import Trace

WAYS = ("hand", "autograd")
"""Gradients by the program's own backward equations, or by `backward()`."""


def script(trace: Trace, by: Literal["hand", "autograd"] = "hand") -> str:
    """Write the program of a trace with its inputs as a script for PyTorch, in float64.

    Running it gives the trace's numbers, to rounding. By autograd it gives a gradient of every
    value; the terms that a gradient is the sum of have no name there. Where a convention is not
    the derivative of the loss (an average of the gradients of the parameters only, the short cut
    for softmax where the rows of the target do not sum to one), the script says so where it
    follows it.
    Raises `SettingError` for another way.
    """
    if by not in WAYS:
        raise SettingError(f"{by!r} is not a way to gradients; there are {', '.join(WAYS)}")
    if by == "autograd":
        return by_autograd(trace)
    return script_in(torch_source, trace, TORCH_HEAD, TENSOR)
