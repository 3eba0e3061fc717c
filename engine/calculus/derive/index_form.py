"""Write a Jacobian by its indices: `J[i, j] = s[i] (1 - s[i]) H[i, j]`.

The gradient of `tr(Gᵀ F)` is linear in `G`; with `G` 1 at one entry of `F` and 0 elsewhere it is
the slope of that entry. So its entry, with `δ` for the entries of `G`, is the Jacobian:
`Σ_k G[k, 0] H[k, j]` becomes `Σ_k δ_ki H[k, j] = H[i, j]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count

from engine.calculus.derive.tidy import finished
from engine.core import ops
from engine.core.box import Box, Letter, Row, Sign, Sub
from engine.core.box import row as in_a_row
from engine.core.expr import (
    Apply,
    Cell,
    Delta,
    Dim,
    Expr,
    Index,
    Name,
    Number,
    Shape,
    Sum,
    names,
    walk,
)
from engine.core.infer import shape_of
from engine.core.ops import OPS
from engine.core.render import boxes, source
from engine.core.rewrite import bind_indices, map_parts
from engine.entries.entry import entry
from engine.printing.latex import latex

NAMES = ("s", "t", "u", "v", "z", "p", "q", "r")
LETTERS = "ijklmnpq"
PLACES = ("?row", "?col", "?down", "?across")
"""The indices of an entry of the formula and of the name it is derived by, while it is written."""


@dataclass(frozen=True)
class IndexForm:
    """The Jacobian of a formula, entry by entry.

    - `entry`: an expression of entries, `J[i, j, ...]`
    - `rows`, `columns`: the indices of the formula, and of the name it is derived by; a matrix of
      one column or one row has one index, and a number none
    - `sizes`: the dimension of each index
    - `parts`: what the names stand for that are in `entry` but not in the formula
    """

    entry: Expr
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    sizes: Mapping[str, Dim]
    parts: Mapping[str, Expr]

    @property
    def indices(self) -> tuple[str, ...]:
        """All indices, those of the formula first."""
        return (*self.rows, *self.columns)

    @property
    def box(self) -> Box:
        """The whole as mathematics, `J_ij = ...`."""
        left: Box = Letter("J")
        if self.indices:
            left = Sub(left, in_a_row(*map(Letter, self.indices)))
        return Row((left, Sign("="), boxes(self.entry)))

    @property
    def latex(self) -> str:
        """The whole as LaTeX."""
        return latex(self.box)


def index_form(gradient: Expr, g: Name, wrt: Name, shapes: Mapping[str, Shape]) -> IndexForm:
    """Make the Jacobian from the gradient of `tr(Gᵀ F)`, which is linear in `G`."""
    named = _Named(g.name, shapes)
    linear = named.change(gradient)
    known = {**shapes, **{name: shape_of(part, shapes) for name, part in named.parts.items()}}
    dims = (*shapes[g.name], *(shapes[wrt.name] or (1, 1)))
    row, col, down, across = (
        0 if dim == 1 else place for place, dim in zip(PLACES, dims, strict=True)
    )
    terms = _terms(entry(linear, known, down, across), g.name, (row, col))
    total = finished(_without_single_sums(_sum(terms)), known)
    result, letters = _lettered(total, [i for i in (row, col, down, across) if i])
    return IndexForm(
        result,
        tuple(letters[i] for i in (row, col) if i),
        tuple(letters[i] for i in (down, across) if i),
        {letters[place]: dim for place, dim in zip(PLACES, dims, strict=True) if place in letters},
        {name: part for name, part in named.parts.items() if name in names(result)},
    )


@dataclass
class _Named:
    """Gives a name to each value that `G` does not go through, so that entries stay short."""

    g: str
    shapes: Mapping[str, Shape]

    def __post_init__(self) -> None:
        self.parts: dict[str, Expr] = {}
        letters = chain(NAMES, (f"s{k}" for k in count(1)))
        self.free: Iterator[str] = (name for name in letters if name not in self.shapes)

    def change(self, expr: Expr) -> Expr:
        if not isinstance(expr, Apply):
            return expr
        if self.g in names(expr) or self._is_short(expr):
            return map_parts(expr, self.change)
        known = next((name for name, part in self.parts.items() if part == expr), None)
        name = known or next(self.free)
        self.parts[name] = expr
        return Name(name)

    def _is_short(self, expr: Apply) -> bool:
        """Tell whether an entry is written as shortly as the whole: by a sign, or as a 1."""
        op = OPS[expr.op]
        if op.is_constant:
            return shape_of(expr, self.shapes) != ()
        if expr.op == "matmul":
            return shape_of(expr.args[0], self.shapes)[1] == 1
        return "(" not in op.source.build(*("a" for _ in expr.args))


@dataclass(frozen=True)
class _Term:
    """A summand of an entry that is linear in `G`: a product of `δ`, and a factor."""

    deltas: tuple[Delta, ...]
    factor: Expr

    def times(self, left: Expr) -> _Term:
        return replace(self, factor=ops.scale(left, self.factor))

    def over(self, below: Expr) -> _Term:
        return replace(self, factor=ops.div(self.factor, below))

    def summed(self, index: str, dim: Dim) -> _Term:
        """Sum over an index: `Σ_k δ_ki a[k]` is `a[i]`."""
        if dim == 1:
            return _Term(
                tuple(_bound(delta, index, 0) for delta in self.deltas),
                bind_indices(self.factor, {index: 0}),
            )
        for delta in self.deltas:
            if index in (delta.row, delta.col):
                other = delta.col if delta.row == index else delta.row
                rest = (d for d in self.deltas if d != delta)
                return _Term(
                    tuple(_bound(d, index, other) for d in rest if isinstance(d, Delta)),
                    bind_indices(self.factor, {index: other}),  # type: ignore[dict-item]
                )
        return replace(self, factor=Sum(index, dim, self.factor))


def _bound(delta: Delta, index: str, to: Index) -> Delta:
    return Delta(*(to if i == index else i for i in (delta.row, delta.col)))


def _terms(expr: Expr, g: str, place: tuple[Index, Index]) -> list[_Term]:
    """Split an entry into summands, with `δ` for each entry of `G`."""
    match expr:
        case Cell(name, row, col) if name == g:
            return [_Term((Delta(row, place[0]), Delta(col, place[1])), Number(1))]
        case Sum(index, dim, body):
            return [term.summed(index, dim) for term in _terms(body, g, place)]
        case Apply("add", (a, b)):
            return _terms(a, g, place) + _terms(b, g, place)
        case Apply("sub", (a, b)):
            return _terms(a, g, place) + _terms(-b, g, place)
        case Apply("neg", (a,)):
            return [replace(t, factor=-t.factor) for t in _terms(a, g, place)]
        case Apply("div" | "over" | "quotient", (a, b)):
            return [term.over(b) for term in _terms(a, g, place)]
        case Apply("scale" | "hadamard", (a, b)) if g in names(b):
            return [term.times(a) for term in _terms(b, g, place)]
        case Apply("scale" | "hadamard", (a, b)):
            return [term.times(b) for term in _terms(a, g, place)]
    return []


def _without_single_sums(expr: Expr) -> Expr:
    """Replace a sum of one term by the term."""
    match expr:
        case Sum(index, 1, body):
            return _without_single_sums(bind_indices(body, {index: 0}))
    return map_parts(expr, _without_single_sums)


def _sum(terms: list[_Term]) -> Expr:
    """Add up the summands; what does not stand on the diagonal is 0 there."""
    total: Expr | None = None
    for term in terms:
        written = term.factor
        for delta in term.deltas:
            if delta.row != delta.col:
                written = ops.scale(delta, written)
        total = written if total is None else total + written
    return total or Number(0)


def _lettered(expr: Expr, places: list[Index]) -> tuple[Expr, dict[Index, str]]:
    """Give the places the letters `i`, `j`, ..., and the sums inside the letters after them."""
    free = (letter for letter in chain(LETTERS, (f"k{n}" for n in count(1))))
    summed = dict.fromkeys(node.index for node in walk(expr) if isinstance(node, Sum))
    letters: dict[Index, str] = {index: next(free) for index in (*places, *summed)}
    return _renamed(expr, letters), {place: letters[place] for place in places}


def _renamed(expr: Expr, letters: Mapping[Index, str]) -> Expr:
    match expr:
        case Cell(name, row, col):
            return Cell(name, letters.get(row, row), letters.get(col, col))
        case Delta(row, col):
            return Delta(*sorted(letters.get(i, str(i)) for i in (row, col)))
        case Sum(index, dim, body):
            return Sum(letters[index], dim, _renamed(body, letters))
    return map_parts(expr, lambda part: _renamed(part, letters))


def written(form: IndexForm, shapes: Mapping[str, Shape]) -> str:
    """Write the entry in NumPy, in which a sum runs to `W.shape[0]`, not to `m`."""

    def sized(expr: Expr) -> Expr:
        if isinstance(expr, Sum):
            return Sum(expr.index, _size(expr.dim, shapes), sized(expr.body))
        return map_parts(expr, sized)

    return source(sized(form.entry))


def flattened(form: IndexForm, shapes: Mapping[str, Shape]) -> str:
    """Write the Jacobian as one NumPy matrix: a row for each entry of the formula, row by row."""
    inner, outer = (
        " ".join(f"for {i} in range({_size(form.sizes[i], shapes)})" for i in indices)
        for indices in (form.columns, form.rows)
    )
    one = written(form, shapes)
    row = f"[{one} {inner}]" if inner else f"[{one}]"
    return f"np.array([{row} {outer}])" if outer else f"np.array([{row}])"


def _size(dim: Dim, shapes: Mapping[str, Shape]) -> str:
    """Write a dimension in NumPy: `3`, or `W.shape[0]`."""
    places = ((name, k) for name, shape in shapes.items() for k, d in enumerate(shape) if d == dim)
    return str(dim) if isinstance(dim, int) else "{}.shape[{}]".format(*next(places))
