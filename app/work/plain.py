"""The work as JSON: `from_plain(to_plain(work)) == work`, and a named refusal for anything else."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from app.design import Design, Layer
from app.limits import LAYERS, DesignError, check, check_bounds
from app.train.instant import Moment
from app.train.moment import read_moment, word_of
from app.work.act import plain_act, read_practice
from app.work.errors import WorkError, no_choice, shown
from app.work.reading import (
    IDS,
    each,
    read_list,
    read_number,
    read_rows,
    read_table,
    read_text,
    read_whole,
    read_word,
    row_names,
)
from app.work.source import (
    Shapes,
    has_entry,
    input_shapes,
    lesson_of,
    scene_shapes,
    stop_named,
)
from app.work.view import View
from app.work.work import (
    FRESH,
    LAST,
    MOST_ITERATIONS,
    MOST_TYPED,
    VERSION,
    Entry,
    Formula,
    Iterations,
    Place,
    Typed,
    Work,
    as_shown,
    typed,
)
from engine.network.conventions import Conventions
from engine.network.losses import LOSSES
from engine.teach.lessons.lesson import Lesson, lesson_ids

Data = dict[str, Any]
KEYS = ("version", "design", "iterations", "iteration", "place", "reached", "practice", "view")
LONGEST_FORMULA = 300
MOST_FORMULAS = 50
LARGEST_EXACT = 2**53
"""Below it every whole number is one of floating point."""


def to_plain(work: Work) -> Data:
    """Write a work as JSON; what is as usual is left out, but for the network."""
    return {
        "version": VERSION,
        "design": design_plain(work.design),
        "iterations": iterations_plain(work.iterations),
        **({"iteration": work.iteration} if work.iteration != LAST else {}),
        **({"place": _place_plain(work.place)} if work.place else {}),
        **({"reached": dict(work.reached)} if work.reached else {}),
        **({"practice": [plain_act(act) for act in work.practice]} if work.practice else {}),
        "view": view_plain(work.view),
    }


def design_plain(design: Design) -> Data:
    """Write a network as the builder has it."""
    layers = [_rows_plain(layer) for layer in design.layers]
    conventions = _rows_plain(design.conventions)
    moment = {"moment": word_of(design.moment)} if isinstance(design.moment, Moment) else {}
    return {**_rows_plain(design), "layers": layers, "conventions": conventions, **moment}


def _rows_plain(chosen: Any) -> Data:
    """Write a table of settings, all of whose fields are texts, numbers or flags."""
    return {name: plain_number(getattr(chosen, name)) for name in row_names(type(chosen))}


def plain_number(value: Any) -> Any:
    """Write a whole number without a fraction, as browsers do: equal works have one text."""
    whole = isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_EXACT
    return int(value) if whole else value


def view_plain(view: View) -> Data:
    """Write how the work is looked at, where that is not as usual."""
    return {
        field.name: plain_number(getattr(view, field.name))
        for field in fields(view)
        if getattr(view, field.name) != field.default
    }


def iterations_plain(iterations: Iterations) -> list[list[list[Any]]]:
    """Write what was typed."""
    return [[[*entry[:3], plain_number(entry.value)] for entry in one] for one in iterations]


def _place_plain(place: Place) -> Data:
    scenes = {scene: iterations_plain(iterations) for scene, iterations in place.scenes}
    return {
        "lesson": place.lesson,
        "stop": place.stop,
        **({"scenes": scenes} if scenes else {}),
        **({"shown": dict(place.shown)} if place.shown else {}),
        **({"formulas": [list(one) for one in place.formulas]} if place.formulas else {}),
    }


def from_plain(plain: Any) -> Work:
    """Read a work. Raises `WorkError` at the first part that is not as it should be."""
    if isinstance(plain, dict):
        check_version(plain)
    table = read_table(plain, "", KEYS)
    design = read_design(table["design"], "design") if "design" in table else Work().design
    shapes = input_shapes(design)
    iterations = read_iterations(table.get("iterations", [[]]), "iterations", shapes)
    return Work(
        design,
        iterations,
        read_place(table["place"], "place") if table.get("place") is not None else None,
        _reached(table.get("reached", {}), "reached"),
        read_practice(table.get("practice", []), "practice"),
        read_view(table.get("view", {}), "view"),
        read_shown(table.get("iteration", LAST), "iteration", iterations),
    )


def check_version(table: Data) -> None:
    """Check that a work or a request is one of this version of the program."""
    if "version" not in table:
        raise WorkError("", "missing", part="version")
    version = table["version"]
    if type(version) is not int or version != VERSION:
        raise WorkError("version", "newer", asked=shown(version), version=VERSION)


def read_design(value: Any, path: str) -> Design:
    """Read a whole network, strictly."""
    table = read_table(value, path, ("layers", "conventions", "moment", *row_names(Design)))
    chosen = read_rows(Design, table, path)
    if "layers" not in table:
        raise WorkError(path, "missing", part="layers")
    layers = each(table["layers"], f"{path}.layers", LAYERS, _layer)
    conventions = _conventions(table.get("conventions", {}), f"{path}.conventions")
    moment = read_moment(table["moment"], f"{path}.moment") if "moment" in table else None
    design = Design(layers=layers, conventions=conventions, moment=moment, **chosen)
    try:
        check(design)
    except DesignError as error:
        raise error.below(path) from error
    _check_output(design, path)
    return design


def _layer(value: Any, path: str) -> Layer:
    return Layer(**read_rows(Layer, read_table(value, path, row_names(Layer)), path))


def _conventions(value: Any, path: str) -> Conventions:
    table = read_table(value, path, row_names(Conventions))
    return Conventions(**read_rows(Conventions, table, path))


def _check_output(design: Design, path: str) -> None:
    """Check that the output activation is one that goes with the loss."""
    outputs, last = LOSSES[design.loss].outputs, design.layers[-1].activation
    if last not in outputs:
        place = f"{path}.layers.{len(design.layers) - 1}.activation"
        raise no_choice(place, last, outputs)


def read_iterations(value: Any, path: str, shapes: Shapes) -> Iterations:
    """Read what was typed in each iteration into inputs of these shapes."""
    lists = read_list(value, path, MOST_ITERATIONS)
    iterations = tuple(_typed(one, f"{path}.{k}", shapes) for k, one in enumerate(lists))
    count = sum(map(len, iterations))
    if count > MOST_TYPED:
        raise WorkError(path, "too_many", count=count, most=MOST_TYPED)
    return iterations or FRESH


def read_shown(value: Any, path: str, iterations: Iterations) -> int:
    """Read the number of the iteration that is shown."""
    return as_shown(read_whole(value, path, LAST, len(iterations)), iterations)


def _typed(value: Any, path: str, shapes: Shapes) -> Typed:
    return typed(each(value, path, MOST_TYPED, lambda part, at: read_entry(part, at, shapes)))


def read_entry(value: Any, path: str, shapes: Shapes) -> Entry:
    """Read a typed number: its value's name, its row, its column, and the number."""
    if not isinstance(value, list) or len(value) != 4:
        raise WorkError(path, "not_entry")
    name, (row, col) = read_word(value[0], path), (read_whole(k, path) for k in value[1:3])
    number = read_number(value[3], path)
    if not has_entry(shapes, name, row, col):
        raise WorkError(path, "no_entry", name=name, row=row + 1, col=col + 1)
    return Entry(name, row, col, number)


def read_place(value: Any, path: str) -> Place:
    """Read where in a lesson someone is, and what was done there."""
    table = read_table(value, path, ("lesson", "stop", "scenes", "formulas", "shown"))
    lesson = read_lesson(table.get("lesson"), f"{path}.lesson")
    stop = stop_named(lesson, table.get("stop"))
    if stop is None:
        raise no_choice(f"{path}.stop", table.get("stop"), (s.id for s in lesson.stops))
    place = Place(lesson.id, stop.id)
    scenes = read_table(table.get("scenes", {}), f"{path}.scenes", lesson.scenes)
    shown = read_table(table.get("shown", {}), f"{path}.shown", scenes)
    for name, plain in scenes.items():
        shapes = scene_shapes(lesson.scenes[name])
        iterations = read_iterations(plain, f"{path}.scenes.{name}", shapes)
        number = read_shown(shown.get(name, LAST), f"{path}.shown.{name}", iterations)
        place = place.with_scene(name, iterations, number)
    formulas = each(
        table.get("formulas", []),
        f"{path}.formulas",
        MOST_FORMULAS,
        lambda part, at: _formula(part, at, lesson),
    )
    for formula in formulas:
        place = place.with_formula(formula)
    return place


def read_lesson(value: Any, path: str) -> Lesson:
    """Read the name of a lesson."""
    lesson = lesson_of(value) if isinstance(value, str) else None
    if lesson is None:
        raise no_choice(path, value, lesson_ids())
    return lesson


def _formula(value: Any, path: str, lesson: Lesson) -> Formula:
    if not isinstance(value, list) or len(value) != 3:
        raise WorkError(path, "not_list", asked=shown(value))
    stop = stop_named(lesson, value[0])
    if stop is None:
        raise no_choice(path, value[0], (s.id for s in lesson.stops))
    panel = read_whole(value[1], path, 0, max(0, len(stop.panels) - 1))
    return Formula(stop.id, panel, read_text(value[2], path, LONGEST_FORMULA))


def _reached(value: Any, path: str) -> tuple[tuple[str, str], ...]:
    if value == {}:
        return ()
    table = read_table(value, path, lesson_ids())
    return tuple(sorted((key, read_word(stop, path, IDS)) for key, stop in table.items()))


def read_view(value: Any, path: str) -> View:
    """Read how the work is looked at."""
    table = read_table(value, path, row_names(View))
    view = View(**read_rows(View, table, path))
    try:
        check_bounds(view)
    except DesignError as error:
        raise error.below(path) from error
    return view
