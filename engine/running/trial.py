"""Try every call once, on the inputs themselves, to see what its result is.

That is a number, a new array of some shape and type, or a view, which shows (part of) an array that
is there already.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.core.immutable import immutable
from engine.running.lowering import Call

CONSTANT = {"np.ones_like"}
"""Functions whose result depends on a shape alone: it is computed once and never written over."""


@immutable
class Trial:
    """The results of calls that were tried.

    - `values`: every input and every result, by name
    - `owners`: for the name of each array, the name of the array that owns its memory: of a view
      the array that it shows, of any other array its own name
    """

    values: Mapping[str, Any]
    owners: Mapping[str, str]


def try_calls(calls: tuple[Call, ...], inputs: Mapping[str, Any], scope: dict[str, Any]) -> Trial:
    """Run all calls, one by one; arrays of numbers take the type of the inputs."""
    (dtype,) = {value.dtype for value in inputs.values() if isinstance(value, np.ndarray)}
    values: dict[str, Any] = dict(inputs)
    owners = {name: name for name, value in inputs.items() if isinstance(value, np.ndarray)}
    for call in calls:
        result = values[call.target] = _result(call, {**scope, **values}, dtype)
        if isinstance(result, np.ndarray):
            arrays = (arg for arg in call.args if arg in owners)
            shown = (owners[a] for a in arrays if np.may_share_memory(result, values[a]))
            owners[call.target] = next(shown, call.target)
    return Trial(values, owners)


def _result(call: Call, scope: dict[str, Any], dtype: Any) -> Any:
    result = eval(call.line, scope)
    if not np.ndim(result):
        return float(result)
    is_truth = result.dtype == np.bool_ and not call.counted
    return result if is_truth else result.astype(dtype, copy=False)


def numpy_function(call: Call) -> Any:
    """Look up NumPy's function of a call; None where it is another."""
    return getattr(np, call.function.removeprefix("np."), None)


def is_entrywise(call: Call) -> bool:
    """Tell whether each entry of the result depends only on the same entry of each argument."""
    function = numpy_function(call)
    return isinstance(function, np.ufunc) and function.signature is None
