"""Build the structure: all that the player shows that does not depend on the numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from app.views.graph import GraphView, graph_view
from app.views.jacobians import jacobians
from app.views.layout import Layout, grows, layout
from app.views.see.data import pictures
from app.views.see.naming import Naming, naming
from app.views.step import step_data
from app.work.numbers import KEPT
from app.work.writing import AS_WRITTEN, Writing
from engine.core.box import Box
from engine.core.program import Phase, Program
from engine.printing.names import AS_NAMED, label
from engine.printing.screen import screen
from engine.running.trace import Trace
from engine.teach.lessons.lesson import Lesson

Data = dict[str, Any]
Sizes = Mapping[str, int]
Shapes = Mapping[str, tuple[int, ...]]
KINDS = {
    Phase.FORWARD: "value",
    Phase.LOSS: "loss",
    Phase.BACKWARD: "gradient",
    Phase.UPDATE: "update",
}


def structure(
    trace: Trace, lang: str, lesson: Lesson | None = None, writing: Writing = AS_WRITTEN
) -> Data:
    """Build the graph, the names, the formulas and words of each step, and an `id` for all this.

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
        "nodes": _nodes(view, picture, written_as),
        "edges": _edges(view),
        "see": pictures(program, shapes, picture, view.edges),
        "names": _names(program, shapes, written),
        "steps": [
            step_data(equation, sizes, shapes, written, ideas, lang)
            | {"jacobians": around[equation.name]}
            for equation in program.equations
        ],
    }
    return {"id": _digest(program, sizes, data["steps"], written), **data}


def _nodes(view: GraphView, picture: Layout, written_as: Callable[[str], Box]) -> list[Data]:
    """Tell which shape of the figure is which node: those of the nodes come first."""
    return [
        {"name": name, "shape": k, "grows": grows(picture.places[name].width, written_as(name))}
        for k, name in enumerate(view.nodes)
    ]


def _edges(view: GraphView) -> list[Data]:
    """Tell which shape of the figure is which edge."""
    return [
        {
            "from": edge.source,
            "to": edge.target,
            "shape": k,
            "kind": "cross" if edge.cross else "flow",
        }
        for k, edge in enumerate(view.edges, len(view.nodes))
    ]


def _digest(program: Program, sizes: Sizes, steps: list[Data], written: Naming) -> str:
    """Hash what tells structures apart; all else follows from inputs, formulas and words.

    A set is none of it: in another process it may be written in another order.
    """
    told = [(step["formula"], step["said"], step["of"]) for step in steps]
    names = written.labels, written.symbols, written.plain
    seen = repr((program.inputs, sorted(sizes.items()), told, names)).encode()
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
