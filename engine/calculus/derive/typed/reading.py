"""Read a formula into an expression, with the shapes that its parts need.

Where nothing is declared, shapes are guessed (`guess`): the first guess with which the formula is a
number is taken, else the first that fits at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.calculus.derive.typed.dims import Dims, named
from engine.calculus.derive.typed.functions import FUNCTIONS, SIGNS_OF_NORMS
from engine.calculus.derive.typed.guess import guesses
from engine.calculus.derive.typed.letters import python_name
from engine.calculus.derive.typed.node import SyntaxNode
from engine.calculus.derive.typed.operators import OPERATORS, POWERS, Sense
from engine.calculus.derive.typed.refusal import Misfit, refusal
from engine.calculus.derive.typed.shaped import ONE_BY_ONE, Shaped
from engine.calculus.derive.typed.spelled import spelled
from engine.calculus.derive.typed.syntax import parse
from engine.core.errors import DeriveError
from engine.core.expr import Expr, Name, Number, Shape, walk
from engine.running.numbers import Numbers

LARGEST = 125
"""How many signs and names a formula may have once its powers are written out."""
SUMS = ("sum", "mean")


@dataclass(frozen=True)
class Note:
    """Something to be said about how a formula was read: `[formula.note.KEY]`."""

    key: str
    column: int


@dataclass(frozen=True)
class Reading:
    """A formula as an expression, the shapes of its names, and the columns of its parts.

    - `shape`: of the whole; a number where it can be one
    - `columns`: the parts, the innermost first
    - `spelled`: the formula in plain notation
    - `guessed`: the names whose shapes nobody declared
    """

    expr: Expr
    shape: Shape
    shapes: Mapping[str, Shape]
    columns: tuple[tuple[int, Expr], ...]
    spelled: str
    guessed: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def is_number(self) -> bool:
        """Whether the whole is a number, or a 1x1 matrix."""
        return self.shape in ((), ONE_BY_ONE)


def read(text: str, declared: Mapping[str, Shape], wrt: str = "") -> Reading:
    """Read a formula; `wrt` is one of its names.

    Raises `DeriveError`, with the column, for what is not a formula and for shapes that do not fit.
    """
    root = parse(text, {*declared, wrt})
    declared = {python_name(name): shape for name, shape in declared.items()}
    first: Reading | DeriveError | None = None
    for numbers in guesses(root, declared, python_name(wrt)):
        try:
            reading = _read(root, declared, numbers)
        except DeriveError as error:
            first = first or error
            continue
        if reading.is_number:
            return reading
        first = reading if not isinstance(first, Reading) else first
    assert first is not None
    if isinstance(first, DeriveError):
        raise first
    return first


def _read(root: SyntaxNode, declared: Mapping[str, Shape], numbers: Iterable[str]) -> Reading:
    """Read with these names as numbers, and with every name that comes out as 1x1."""
    known = {**declared, **dict.fromkeys(numbers, ())}
    reader = _Reader(known)
    expr, shape = reader.read(root)
    shapes = {name: reader.dims.known(shape) for name, shape in reader.shapes.items()}
    small = {name for name, shape in shapes.items() if shape == ONE_BY_ONE} - declared.keys()
    if small:
        try:
            return _read(root, declared, {*numbers, *small})
        except DeriveError:
            pass
    all_named = named({**shapes, "": reader.dims.known(shape)})
    whole = all_named.pop("")
    guessed = tuple(name for name in shapes if name not in declared)
    return Reading(
        expr, whole, all_named, tuple(reader.columns), spelled(root), guessed, reader.notes_once
    )


@dataclass
class _Reader:
    declared: Mapping[str, Shape]
    dims: Dims = field(default_factory=Dims)
    shapes: dict[str, Shape] = field(default_factory=dict)
    columns: list[tuple[int, Expr]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def notes_once(self) -> tuple[Note, ...]:
        """The notes, each once."""
        return tuple({note.key: note for note in reversed(self.notes)}.values())

    def read(self, node: SyntaxNode, in_sum: bool = False) -> Shaped:
        summed = node.called and node.token.text in SUMS
        args = [self.read(arg, summed) for arg in node.args]
        sense = Sense(self.dims, in_sum)
        try:
            expr, shape = self.build(node, args, sense)
        except Misfit as misfit:
            raise misfit.at(node.token.column, node.token.text) from None
        if sum(1 for _ in walk(expr)) > LARGEST:
            raise refusal("powers_too_large", node.token.column)
        self.columns.append((node.token.column, expr))
        self.notes += (Note(key, node.token.column) for key in sense.notes)
        return expr, shape

    def build(self, node: SyntaxNode, args: list[Shaped], sense: Sense) -> Shaped:
        text = node.token.text
        if node.called:
            return self.function(text, args)
        if node.is_number:
            return Number(_finite(text)), ()
        if node.is_name:
            return self.name(text)
        if text in POWERS:
            return POWERS[text](sense, args[0], _exponent(args[1][0]))
        if len(args) == 2:
            return OPERATORS[text](sense, *args)
        return _transposed(*args[0]) if text == "'" else _negated(*args[0])

    def name(self, name: str) -> Shaped:
        if name not in self.shapes and name in self.declared:
            self.shapes[name] = self.declared[name]
        elif name not in self.shapes:
            self.shapes[name] = self.usual(name)
        return Name(name), self.shapes[name]

    def usual(self, name: str) -> Shape:
        return (self.dims.unknown(), 1 if name[0].islower() else self.dims.unknown())

    def function(self, name: str, args: list[Shaped]) -> Shaped:
        function = SIGNS_OF_NORMS.get(name) or FUNCTIONS[name]
        if len(args) not in function.arities:
            raise Misfit(
                "arguments", wanted=" / ".join(map(str, function.arities)), actual=len(args)
            )
        if not function.takes_numbers and not all(shape for _, shape in args):
            raise Misfit("needs_vector")
        return function.build(self.dims, *args)


def _transposed(expr: Expr, shape: Shape) -> Shaped:
    return (expr.T, shape[::-1]) if shape else (expr, shape)


def _negated(expr: Expr, shape: Shape) -> Shaped:
    """Negate; a number that was typed keeps its sign in itself, as an exponent needs it."""
    return (Number(-expr.value), ()) if isinstance(expr, Number) else (-expr, shape)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise Misfit("too_large_number")
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _exponent(expr: Expr) -> float:
    """Compute the number of an exponent, such as `2`, `-1`, `(1/3)` or `(2 - 1)`."""
    if any(isinstance(node, Name) for node in walk(expr)):
        raise Misfit("exponent")
    value = float(Numbers({}).of(expr))
    if not math.isfinite(value):
        raise Misfit("exponent")
    return int(value) if value.is_integer() else value
