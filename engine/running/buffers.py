"""Where the results of calls are kept: which array each is written into, and when it is free again.

A call is tried once, on the values themselves, to see what it makes: a number, an array of some
shape and type, or a view of one that is there already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import frexp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.core.immutable import immutable
from engine.running.lowering import Call

Array = NDArray[Any]

REDUCTIONS = {
    "np.sum": "np.add.reduce",
    "np.max": "np.maximum.reduce",
    "np.min": "np.minimum.reduce",
}
"""The functions that write where they are told, besides NumPy's `ufunc`s."""
FILLED = {"np.ones_like"}
"""What depends on shapes alone is computed once."""


@immutable
class Tried:
    """What the calls make: every value, and for each array the one whose memory it lies in."""

    values: Mapping[str, Any]
    roots: Mapping[str, str]


def tried(calls: tuple[Call, ...], inputs: Mapping[str, Any], scope: Mapping[str, Any]) -> Tried:
    """All calls, run one by one; arrays of numbers take the type of the inputs."""
    (dtype,) = {value.dtype for value in inputs.values() if isinstance(value, np.ndarray)}
    values: dict[str, Any] = dict(inputs)
    roots = {name: name for name, value in inputs.items() if isinstance(value, np.ndarray)}
    for call in calls:
        result = values[call.target] = _result(call, {**scope, **values}, dtype)
        if isinstance(result, np.ndarray):
            arrays = (arg for arg in call.args if arg in roots)
            views = (roots[a] for a in arrays if np.may_share_memory(result, values[a]))
            roots[call.target] = next(views, call.target)
    return Tried(values, roots)


def _result(call: Call, scope: dict[str, Any], dtype: Any) -> Any:
    result = eval(call.line, scope)
    if not np.ndim(result):
        return float(result)
    truth = result.dtype == np.bool_ and not call.counted
    return result if truth else result.astype(dtype, copy=False)


@dataclass
class Plan:
    """The lines of a function that writes into `buffers`, of what was tried.

    `homes` says of an input which value ends in its memory; `kept` are the values that outlive the
    call.
    """

    calls: tuple[Call, ...]
    tried: Tried
    homes: Mapping[str, str]
    kept: frozenset[str]
    buffers: dict[str, Array] = field(default_factory=dict)
    _place: dict[str, str] = field(default_factory=dict)
    _free: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """A line for every call, then those that bring home what could not be written there."""
        last = self._last_reads()
        for step, call in enumerate(self.calls):
            if self.tried.roots.get(call.target) == call.target:
                self._find_place(step, call, last)
            yield from self._line(call)
            self._release(step, call, last)
        for home, value in self.homes.items():
            if home in self.tried.roots and self._place.get(value) != home:
                yield f"np.copyto({home}, {value})"

    def _last_reads(self) -> dict[str, int]:
        """The step after which the memory of each value is not read any more."""
        roots = self.tried.roots
        last = {roots[c.target]: k for k, c in enumerate(self.calls) if c.target in roots}
        for step, call in enumerate(self.calls):
            last |= {roots[arg]: step for arg in call.args if arg in roots}
        filled = {call.target for call in self.calls if call.function in FILLED}
        lasting = roots.keys() & (self.kept | filled)
        return last | {roots[name]: len(self.calls) for name in lasting}

    def _find_place(self, step: int, call: Call, last: Mapping[str, int]) -> None:
        """Home if that is free, else over an argument read for the last time, else any buffer."""
        value, entrywise = self.tried.values[call.target], _is_entrywise(call)
        for home, moved in self.homes.items():
            if moved == call.target and last.get(home, -1) < step + entrywise:
                self._place[call.target] = home
                return
        over = [self._place.get(arg) for arg in call.args if last.get(arg) == step]
        allowed = [b for b in over if b and b in self.buffers] if entrywise else []
        for buffer in (*allowed, *self._free):
            if _alike(self.buffers[buffer], value) and call.function not in FILLED:
                self._take(buffer, call.target)
                return
        self._take(f"_buffer{len(self.buffers)}", call.target)
        self.buffers[self._place[call.target]] = np.array(value, order="C")

    def _take(self, buffer: str, target: str) -> None:
        self._place[target] = buffer
        if buffer in self._free:
            self._free.remove(buffer)

    def _release(self, step: int, call: Call, last: Mapping[str, int]) -> None:
        """What was read for the last time is free, unless it has just been written over."""
        roots = {self.tried.roots[arg] for arg in call.args if arg in self.tried.roots}
        ended = {self._place[root] for root in roots if last[root] == step and root in self._place}
        taken = {self._place.get(call.target), *self._free}
        self._free += sorted((ended & self.buffers.keys()) - taken)

    def _line(self, call: Call) -> Iterator[str]:
        target, place = call.target, self._place.get(call.target)
        if call.function in FILLED and place:
            yield f"{target} = {place}"
        elif call.function == "np.transpose":
            yield f"{target} = {call.args[0]}.T"
        elif target not in self.tried.roots:
            yield f"{target} = float({_quick(call).line})"
        elif place is None:
            yield f"{target} = {call.line}"
        elif _writes(call):
            quick = _quick(call)
            yield f"{target} = {replace(quick, settings=(*quick.settings, f'out={place}')).line}"
        else:
            yield f"{target} = {place}"
            yield f"np.copyto({target}, {call.line}, casting='unsafe')"


def _alike(buffer: Array, value: Array) -> bool:
    return buffer.shape == value.shape and buffer.dtype == value.dtype


def _quick(call: Call) -> Call:
    """The same result by a quicker way.

    A reduction is called directly, and a division by a power of two, which is exact, is a product.
    """
    if call.function in REDUCTIONS:
        settings = call.settings or ("axis=None",)
        return replace(call, function=REDUCTIONS[call.function], settings=settings)
    divisor = call.args[-1]
    if call.function == "np.divide" and divisor.isdigit() and frexp(int(divisor))[0] == 0.5:
        return replace(call, function="np.multiply", args=(call.args[0], repr(1 / int(divisor))))
    return call


def _function(call: Call) -> Any:
    return getattr(np, call.function.removeprefix("np."), None)


def _is_entrywise(call: Call) -> bool:
    """Whether each entry of the result depends on the entries at its place alone."""
    function = _function(call)
    return isinstance(function, np.ufunc) and function.signature is None


def _writes(call: Call) -> bool:
    return isinstance(_function(call), np.ufunc) or call.function in REDUCTIONS
