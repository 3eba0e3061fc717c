"""Choose the array that each result is written into, and know when that array can be reused.

Every call is tried once, on the inputs themselves, to see what its result is: a number, a new
array of some shape and type, or a view, which shows (part of) an array that is there already.
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
"""NumPy's reductions, and the method of a `ufunc` that does the same."""
REDUCED = frozenset(REDUCTIONS.values())
BY_KEYWORD = {"np.maximum", "np.minimum"}
"""Functions to which NumPy wants the array to write into said by `out=`."""
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


@dataclass
class Plan:
    """The lines of a function that makes calls and writes their results into `buffers`.

    - `trial`: what the results of the calls are
    - `replacements`: for an input, the result that replaces it in the next iteration, such as that
      of `W1_new` for `W1`; when the function returns, it stands in the memory of the input
    - `kept`: the results that the function returns
    - `dtype`: the type of the inputs; `numbers`: the inputs that are numbers
    - `constants`: the arrays that hold the numbers of the lines, by the number as it is written
    """

    calls: tuple[Call, ...]
    trial: Trial
    replacements: Mapping[str, str]
    kept: frozenset[str]
    dtype: Any
    numbers: tuple[str, ...] = ()
    buffers: dict[str, Array] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    _array_of: dict[str, str] = field(default_factory=dict)
    _free: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Write a line for every call; then copy into the inputs what could not be written there.

        `_array_of` names the buffer or the input that each result is written into.
        """
        last = self._last_reads()
        yield from (f"_at_{name}.fill({name})" for name in self.numbers)
        for step, call in enumerate(self.calls):
            if self.trial.owners.get(call.target) == call.target:
                self._choose_array(step, call, last)
            yield from self._line(call)
            self._release(step, call, last)
        for old, new in self.replacements.items():
            if old in self.trial.owners and self._array_of.get(new) != old:
                yield f"np.copyto({old}, {new})"

    def _last_reads(self) -> dict[str, int]:
        """Find the last step that reads each array or a view of it.

        An array that is returned or constant counts as read after the last step.
        """
        owners = self.trial.owners
        last = {owners[c.target]: k for k, c in enumerate(self.calls) if c.target in owners}
        for step, call in enumerate(self.calls):
            last |= {owners[arg]: step for arg in call.args if arg in owners}
        constant = {call.target for call in self.calls if call.function in CONSTANT}
        lasting = owners.keys() & (self.kept | constant)
        return last | {owners[name]: len(self.calls) for name in lasting}

    def _choose_array(self, step: int, call: Call, last: Mapping[str, int]) -> None:
        """Choose the array that the result of a call is written into, the first of these there is.

        1. the memory of the input that the result replaces, if no later step reads that input
        2. for an entrywise call, the buffer of an argument that no later step reads
        3. a free buffer
        4. a new buffer

        Only an entrywise call may write over what it reads itself. A buffer has to have the shape
        and the type of the result.
        """
        value, entrywise = self.trial.values[call.target], _is_entrywise(call)
        for old, new in self.replacements.items():
            read = last.get(old, -1)
            if new == call.target and (read < step or (read == step and entrywise)):
                self._array_of[call.target] = old
                return
        ended = [self._array_of.get(arg) for arg in call.args if last.get(arg) == step]
        over = [name for name in ended if name and name in self.buffers] if entrywise else []
        for buffer in (*over, *self._free):
            if _alike(self.buffers[buffer], value) and call.function not in CONSTANT:
                self._take(buffer, call.target)
                return
        self._take(f"_buffer{len(self.buffers)}", call.target)
        self.buffers[self._array_of[call.target]] = np.array(value, order="C")

    def _take(self, buffer: str, target: str) -> None:
        self._array_of[target] = buffer
        self._free = [free for free in self._free if free != buffer]

    def _release(self, step: int, call: Call, last: Mapping[str, int]) -> None:
        """Free the buffers that no later step reads, but for the one that was just written into."""
        owners = {self.trial.owners[arg] for arg in call.args if arg in self.trial.owners}
        ended = {self._array_of[o] for o in owners if last[o] == step and o in self._array_of}
        taken = {self._array_of.get(call.target), *self._free}
        self._free += sorted((ended & self.buffers.keys()) - taken)

    def _line(self, call: Call) -> Iterator[str]:
        """Write a call as Python: into its array where it has one."""
        target, array = call.target, self._array_of.get(call.target)
        if call.function in CONSTANT and array:
            yield f"{target} = {array}"
        elif call.function == "np.transpose":
            yield f"{target} = {call.args[0]}.T"
        elif target not in self.trial.owners:
            yield f"{target} = float({_quick(call).line})"
        elif array is None:
            yield f"{target} = {call.line}"
        elif _takes_out(call):
            yield f"{target} = {self._into(_quick(call), array)}"
        else:
            yield f"{target} = {array}"
            yield f"np.copyto({target}, {call.line}, casting='unsafe')"

    def _into(self, call: Call, array: str) -> str:
        """Write a call that writes into an array, in the form that NumPy is quickest with.

        That is without keywords, and with numbers in arrays of their own.
        """
        if call.function in REDUCED:
            given = dict(setting.split("=", 1) for setting in call.settings)
            settings = [given.pop("axis", "0"), "None", array, given.pop("keepdims", "False")]
            if not given:
                return f"{call.function}({', '.join((*call.args, *settings))})"
        if call.settings:
            return replace(call, settings=(*call.settings, f"out={array}")).line
        into = f"out={array}" if call.function in BY_KEYWORD else array
        return f"{call.function}({', '.join((*map(self._as_array, call.args), into))})"

    def _as_array(self, arg: str) -> str:
        """Name an array that holds a number: NumPy would make one of it in every call."""
        if arg in self.numbers:
            return f"_at_{arg}"
        if arg.isidentifier() or not _is_plain(arg):
            return arg
        name = f"_number{len(self.constants)}"
        return self.constants.setdefault(arg, name)

    @property
    def arrays(self) -> dict[str, Array]:
        """All arrays that the lines name: the buffers, and those that hold numbers."""
        dtype = self.dtype
        constants = {name: np.array(float(said), dtype) for said, name in self.constants.items()}
        return {
            **self.buffers,
            **constants,
            **{f"_at_{n}": np.zeros((), dtype) for n in self.numbers},
        }


def _alike(buffer: Array, value: Array) -> bool:
    return buffer.shape == value.shape and buffer.dtype == value.dtype


def _quick(call: Call) -> Call:
    """Replace a call by a quicker one that gives the same result.

    A reduction becomes the method of its `ufunc`; a division by a power of two becomes a product,
    which is exact too.
    """
    if call.function in REDUCTIONS:
        settings = call.settings or ("axis=None",)
        return replace(call, function=REDUCTIONS[call.function], settings=settings)
    divisor = call.args[-1]
    if call.function == "np.divide" and divisor.isdigit() and frexp(int(divisor))[0] == 0.5:
        return replace(call, function="np.multiply", args=(call.args[0], repr(1 / int(divisor))))
    return call


def _is_plain(text: str) -> bool:
    """Tell whether a piece of source is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _function(call: Call) -> Any:
    return getattr(np, call.function.removeprefix("np."), None)


def _is_entrywise(call: Call) -> bool:
    """Tell whether each entry of the result depends only on the same entry of each argument."""
    function = _function(call)
    return isinstance(function, np.ufunc) and function.signature is None


def _takes_out(call: Call) -> bool:
    """Tell whether NumPy's function takes `out=`, the array to write the result into."""
    return isinstance(_function(call), np.ufunc) or call.function in REDUCTIONS
