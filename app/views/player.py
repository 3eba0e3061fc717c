"""Send the player the structure, which does not depend on the numbers, and the numbers."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.text import Piece, optional, pieces, section, spoken, template, text
from app.views.graph import graph_view
from app.views.jacobians import jacobians
from app.views.large import summary
from app.views.layout import layout
from app.views.reasons import reason_data
from app.views.see.code import code
from app.views.see.data import pictures, pictures_text
from app.views.see.naming import Naming, naming
from app.work.numbers import KEPT
from app.work.sizes import is_large
from app.work.writing import AS_WRITTEN, Writing
from engine.check.infinite import probability_of_zero
from engine.core.errors import ShapeError
from engine.core.expr import Apply, Cell, Expr, Name, Sum
from engine.core.program import Equation, Phase, Program
from engine.core.render import boxes
from engine.core.rewrite import at_sizes
from engine.entries.entry import entry
from engine.printing.mathml import formula_mathml
from engine.printing.names import AS_NAMED, label
from engine.printing.numpy import what_names_stand_for
from engine.printing.screen import screen
from engine.running.trace import Trace, in_a_row
from engine.teach.lessons.lesson import Lesson

Data = dict[str, Any]
Array = NDArray[np.float64]
Sizes = Mapping[str, int]
Shapes = Mapping[str, tuple[int, ...]]
ROUNDING = 1e-12
"""What differs by a smaller share has not changed."""
KINDS = {
    Phase.FORWARD: "value",
    Phase.LOSS: "loss",
    Phase.BACKWARD: "gradient",
    Phase.UPDATE: "update",
}


def words(lang: str) -> dict[str, str]:
    """Collect the words of the player."""
    return section("player", lang) | pictures_text(lang)


def notice(trace: Trace, lang: str, iteration: int = 1) -> str | None:
    """A sentence about the first step that is not finite; None where all are.

    After some iterations it says that they end here, and what may keep the numbers small.
    """
    fault = trace.first_nonfinite()
    if fault is None:
        return None
    if why := probability_of_zero(trace):
        return reason_data(why, lang)["said"]
    step = trace.program.equations.index(fault) + 1
    key = "notice.not_finite" if iteration == 1 else "notice.grown"
    return text(key, lang, name=fault.name, step=step, iteration=iteration)


def structure(
    trace: Trace, lang: str, lesson: Lesson | None = None, writing: Writing = AS_WRITTEN
) -> Data:
    """All but the numbers: graph, names, each step's formulas and words, and an `id`.

    In a lesson names and sentences are the lesson's own, unless `writing` asks for others.
    """
    about = trace.program, tuple(trace.dims.items()), lang, lesson, writing

    def compute() -> Data:
        return build_structure(trace.program, trace.dims, lang, lesson, writing)

    return KEPT.of(about, "structure", compute, structure_cost)


def structure_cost(structure: Data) -> int:
    """Estimate how many bytes a structure holds: 5 for each letter of its JSON, as measured."""
    return 5 * len(json.dumps(structure))


def build_structure(
    program: Program,
    sizes: Sizes,
    lang: str,
    lesson: Lesson | None = None,
    writing: Writing = AS_WRITTEN,
) -> Data:
    """Build the structure of a program at these sizes."""
    written = naming(program, writing, lesson.notation if lesson else AS_NAMED)
    ideas = {key: said[lang] for key, said in lesson.ideas.items()} if lesson else {}
    shapes = program.sized(sizes)
    written_as = partial(label, notation=written.labels)
    picture, around = layout(program, written_as), jacobians(program, shapes)
    view = graph_view(program, shapes, picture, written_as)
    data = {
        "figure": view.figure,
        "nodes": [{"name": name, "shape": k} for k, name in enumerate(view.nodes)],
        "edges": [
            {
                "from": edge.source,
                "to": edge.target,
                "shape": k,
                "kind": "cross" if edge.cross else "flow",
            }
            for k, edge in enumerate(view.edges, len(view.nodes))
        ],
        "see": pictures(program, shapes, picture, view.edges),
        "names": _names(program, shapes, written),
        "steps": [
            _step(equation, sizes, shapes, _sentence(equation, sizes, lang, ideas), written)
            | {"jacobians": around[equation.name]}
            for equation in program.equations
        ],
    }
    return {"id": _digest(program, sizes, data["steps"], written), **data}


def _digest(program: Program, sizes: Sizes, steps: list[Data], written: Naming) -> str:
    """Hash what tells structures apart; all else follows from inputs, formulas and words."""
    told = [(step["formula"], step["said"], step["of"]) for step in steps]
    seen = repr((program.inputs, sorted(sizes.items()), told, written)).encode()
    return hashlib.blake2b(seen, digest_size=8).hexdigest()


def _names(program: Program, shapes: Shapes, written: Naming) -> Data:
    kinds = {given.name: given.role.value for given in program.inputs}
    kinds |= {equation.name: KINDS[equation.phase] for equation in program.equations}
    steps = {equation.name: k for k, equation in enumerate(program.equations)}
    of = {equation.name: equation.of for equation in program.equations}
    return {
        name: {
            "label": screen(label(name, written.labels)),
            "plain": written.plain.get(name, name),
            "rows": shape[0] if shape else 1,
            "cols": shape[1] if shape else 1,
            "scalar": not shape,
            "kind": kinds[name],
            "editable": name not in steps,
            "step": steps.get(name),
            "of": of.get(name),
        }
        for name, shape in shapes.items()
    }


def _step(
    equation: Equation, sizes: Sizes, shapes: Shapes, sentence: list[Piece], written: Naming
) -> Data:
    expr = at_sizes(equation.expr, sizes)
    of_entry, formula = _entry(expr, shapes), boxes(expr)
    return {
        "name": equation.name,
        "phase": equation.phase.value,
        "layer": equation.layer,
        "of": equation.of,
        "reads": list(equation.reads),
        "formula": formula_mathml(equation.name, formula, written.symbols),
        "numbers": screen(formula),
        "entry": screen(boxes(of_entry), scalars=True) if of_entry else None,
        "sources": _sources(of_entry) if of_entry else [],
        "lines": code(equation.name, expr),
        "helpers": what_names_stand_for(expr),
        "sentence": sentence,
        "said": spoken(sentence),
    }


def _sources(of_entry: Expr) -> list[Any]:
    """List the cells that an entry reads, as a pattern in its indices, in the order of the formula.

    A cell is `[name, row, col]`, a scalar is the cell `[name, 0, 0]`, and a sum is
    `{"index": "k", "size": 3, "of": [...]}` with the cells of one of its terms.
    """
    match of_entry:
        case Cell(name, row, col):
            return [[name, row, col]]
        case Name(name):
            return [[name, 0, 0]]
        case Sum(index, int(dim), body):
            return [{"index": index, "size": dim, "of": _sources(body)}]
        case Apply(_, args):
            return [source for arg in args for source in _sources(arg)]
    return []


def _entry(expr: Expr, shapes: Shapes) -> Expr | None:
    """The formula of any entry; None where there is none, as for an inverse."""
    try:
        return entry(expr, shapes)
    except ShapeError:
        return None


def _sentence(equation: Equation, sizes: Sizes, lang: str, ideas: Mapping[str, str]) -> list[Piece]:
    own = ideas.get(equation.idea) or _template(equation, sizes, lang)
    # The sentences call the number of samples n, whatever a document calls it.
    samples = next(iter(sizes.values()), 1)
    return pieces(own, equation.reads, **{"n": samples, **sizes})


def _template(equation: Equation, sizes: Sizes, lang: str) -> str:
    """The sentence of an idea; a single sample may have one of its own, without an average."""
    alone = optional(f"idea.{equation.idea}_single", lang)
    one = set(sizes.values()) == {1}
    return alone if one and alone else template(f"idea.{equation.idea}", lang)


def numbers(trace: Trace) -> Data:
    """Write every value as rows of numbers, non-finite ones as `inf` or `nan`.

    Of a large value only a summary is sent.
    """
    small = [value for value in trace.values.values() if not is_large(value)]
    write = np.ndarray.tolist if np.isfinite(in_a_row(small)).all() else _plain
    return {
        name: json_ready(summary(value)) if is_large(value) else write(value)
        for name, value in trace.values.items()
    }


def without_rounding(values: Data, notes: Data) -> Data:
    """Write 0 for what is zero but for rounding, so that no picture shows it in a strong colour."""
    for name, note in notes.items():
        for row, col, _ in note.get("zeros", ()):
            if isinstance(values[name], list):
                values[name][row][col] = 0.0
            else:
                values[name] = 0.0
    return values


def _plain(value: Array) -> Any:
    return json_ready(value.tolist())


def json_ready(data: Any) -> Any:
    """Replace numbers that JSON does not have by their text: `inf`, `-inf`, `nan`."""
    if isinstance(data, dict):
        return {key: json_ready(value) for key, value in data.items()}
    if isinstance(data, list):
        return [json_ready(value) for value in data]
    return str(data) if isinstance(data, float) and not math.isfinite(data) else data


def changes(before: Trace, after: Trace) -> dict[str, list[list[int]]]:
    """Find the entries in which two traces differ, for values that both have in the same shape.

    Of a large value it is only said that it differs. Nothing is marked where the sizes of the data
    differ. Two programs may compute the same in another order: rounding is then no difference.
    """
    if before.dims != after.dims:
        return {}
    share = 0.0 if before.program is after.program else ROUNDING
    compared = {
        name: (old, value)
        for name, value in after.values.items()
        if (old := before.values.get(name)) is not None
        if old is not value and old.shape == value.shape
    }
    with np.errstate(all="ignore"):
        differ = _differ(compared, share)
    return {
        name: [] if is_large(value) else _places(differ[name].reshape(value.shape))
        for name, (_, value) in compared.items()
        if differ[name].any()
    }


def _differ(
    compared: Mapping[str, tuple[Array, Array]], share: float
) -> Mapping[str, NDArray[np.bool_]]:
    """Where two values differ, by name: of small ones all at once, of large ones each alone."""
    large = {name: both for name, both in compared.items() if is_large(both[1])}
    small = {name: both for name, both in compared.items() if name not in large}
    old, new = (in_a_row([both[k] for both in small.values()]) for k in (0, 1))
    ends = np.cumsum([both[1].size for both in small.values()])
    parts = np.split(~_same(old, new, share), ends[:-1]) if small else []
    alone = {name: ~_same(*both, share) for name, both in large.items()}
    return dict(zip(small, parts, strict=True)) | alone


def _same(before: Array, after: Array, share: float) -> NDArray[np.bool_]:
    """Where entries differ by no more than a share of their size; NaN is like NaN."""
    same: NDArray[np.bool_] = before == after
    if not same.all():
        same = same | (np.isnan(before) & np.isnan(after))
        if share:
            same = same | (np.abs(before - after) <= share * np.abs(after))
    return same


def _places(there: NDArray[np.bool_]) -> list[list[int]]:
    rows, cols = np.nonzero(np.atleast_2d(there))
    return [[row, col] for row, col in zip(rows.tolist(), cols.tolist(), strict=True)]
