"""Choose the array that each result is written into, and know when that array can be reused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import frexp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.running.joining import SIDE_BY_SIDE, Names
from engine.running.lowering import Call
from engine.running.memory import parts
from engine.running.trial import CONSTANT, Trial, is_entrywise, numpy_function

Array = NDArray[Any]

REDUCTIONS = {
    "np.sum": "np.add.reduce",
    "np.max": "np.maximum.reduce",
    "np.min": "np.minimum.reduce",
}
"""NumPy's reductions, and the method of a `ufunc` that does the same."""
REDUCED = frozenset(REDUCTIONS.values())
SIGNS = {"np.add": "+", "np.subtract": "-", "np.multiply": "*"}
"""Functions of single numbers that Python computes alike, and sooner."""
BY_KEYWORD = {"np.maximum", "np.minimum"}
"""Functions to which NumPy wants the array to write into said by `out=`."""
SMALL = 4096
"""Entries of a product that is mostly the time of its call."""


@dataclass
class Plan:
    """The lines of a function that makes calls and writes their results into `buffers`.

    - `trial`: what the results of the calls are
    - `replacements`: for an input, the result that replaces it in the next iteration, such as that
      of `W1_new` for `W1`; when the function returns, it stands in the memory of the input
    - `kept`: the results that the function returns
    - `dtype`: the type of the inputs; `numbers`: the inputs that are numbers
    - `rows`: the arrays that hold others side by side, and what lies in each
    - `held`: the inputs whose arrays are known already, and the rows that these lie in
    - `constants`: the arrays that hold the numbers of the lines, by the number as it is written
    - `views`: (parts of) arrays that are known already, so that no line has to make them
    """

    calls: tuple[Call, ...]
    trial: Trial
    replacements: Mapping[str, str]
    kept: frozenset[str]
    dtype: Any
    numbers: tuple[str, ...] = ()
    rows: Mapping[str, Names] = field(default_factory=dict)
    held: Mapping[str, Array] = field(default_factory=dict)
    buffers: dict[str, Array] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    views: dict[str, Array] = field(default_factory=dict)
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
                self._show_parts(call.target)
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
        value, entrywise = self.trial.values[call.target], is_entrywise(call)
        for old, new in self.replacements.items():
            read = last.get(self.trial.owners.get(old, old), -1)
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

    def _show_parts(self, row: str) -> None:
        if row in self.rows:
            array = self.views[row] = self._array(row)
            shapes = {name: self.trial.values[name].shape for name in self.rows[row]}
            self.views |= parts(array, shapes)

    def _array(self, name: str) -> Any:
        """Find the array of a value, if it is known already."""
        array = self._array_of.get(name, name)
        return self.views.get(name, self.buffers.get(array, self.held.get(array)))

    def _release(self, step: int, call: Call, last: Mapping[str, int]) -> None:
        """Free the buffers that no later step reads, but for the one that was just written into."""
        owners = {self.trial.owners[arg] for arg in call.args if arg in self.trial.owners}
        ended = {self._array_of[o] for o in owners if last[o] == step and o in self._array_of}
        taken = {self._array_of.get(call.target), *self._free}
        self._free += sorted((ended & self.buffers.keys()) - taken)

    def _line(self, call: Call) -> Iterator[str]:
        """Write a call as Python: into its array where it has one."""
        target, array = call.target, self._array_of.get(call.target)
        if call.function == SIDE_BY_SIDE:
            return
        if target in self.views:
            yield self._into(_quick(call), target) if _takes_out(call) else _copied(call, target)
        elif call.function in CONSTANT and array:
            yield f"{target} = {array}"
        elif call.function == "np.transpose" and self._array(call.args[0]) is not None:
            self.views[target] = self._array(call.args[0]).T
        elif call.function == "np.transpose":
            yield f"{target} = {call.args[0]}.T"
        elif target not in self.trial.owners:
            yield f"{target} = {self._number(call)}"
        elif array is None:
            yield f"{target} = {call.line}"
        elif _takes_out(call):
            yield f"{target} = {self._into(_quick(call), array)}"
        else:
            yield f"{target} = {array}"
            yield _copied(call, target)

    def _into(self, call: Call, array: str) -> str:
        """Write a call that writes into an array, in the form that NumPy is quickest with.

        That is without keywords, and with numbers in arrays of their own.
        """
        if call.function in REDUCED:
            given = dict(setting.split("=", 1) for setting in call.settings)
            settings = [given.pop("axis", "0"), "None", array, given.pop("keepdims", "False")]
            if not given:
                return f"{call.function}({', '.join((*call.args, *settings))})"
        if call.function == "np.matmul" and self._is_small_product(call):
            return f"{call.args[0]}.dot({call.args[1]}, {array})"
        if call.settings:
            return replace(call, settings=(*call.settings, f"out={array}")).line
        into = f"out={array}" if call.function in BY_KEYWORD else array
        return f"{call.function}({', '.join((*map(self._as_array, call.args), into))})"

    def _number(self, call: Call) -> str:
        """Write a call that gives a single number."""
        if call.function in SIGNS and not self.trial.owners.keys() & set(call.args):
            return f" {SIGNS[call.function]} ".join(call.args)
        return f"float({_quick(call).line})"

    def _is_small_product(self, call: Call) -> bool:
        """Tell whether the method `dot` is quicker, and calls the same function of the BLAS.

        It first fills the result with zeros, which takes long where that is large. Where a
        dimension is 1, it calls another one.
        """
        values = [self.trial.values[name] for name in (*call.args, call.target)]
        return values[-1].size <= SMALL and all(v.ndim == 2 and min(v.shape) > 1 for v in values)

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
            **self.held,
            **self.buffers,
            **self.views,
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


def _copied(call: Call, array: str) -> str:
    return f"np.copyto({array}, {call.line}, casting='unsafe')"


def _is_plain(text: str) -> bool:
    """Tell whether a piece of source is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _takes_out(call: Call) -> bool:
    """Tell whether NumPy's function takes `out=`, the array to write the result into."""
    return isinstance(numpy_function(call), np.ufunc) or call.function in REDUCTIONS
