"""What a person does, as functions from one work to the next: one entry for each in one table.

`changed(work, {"type": "edit", "name": "X", "row": 0, "col": 0, "typed": "1.5"})`. A change that
cannot be read, or that would make an impossible network, raises `WorkError`. A change of something
that is not there any more leaves the work as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app import builder
from app.design import PRESETS, Design
from app.start import scenario_of
from app.text import text
from app.work.act import ACTS, MOST_ACTS, read_act
from app.work.errors import EntryError, WorkError, no_choice, shown
from app.work.files import read_base64, read_name
from app.work.matrices import FILLS, MatrixError, Target, filled, pasted
from app.work.numbers import longer
from app.work.plain import (
    LONGEST_FORMULA,
    MOST_FORMULAS,
    design_plain,
    read_lesson,
    read_view,
    view_plain,
)
from app.work.practising import practice_of
from app.work.reading import (
    read_flag,
    read_option,
    read_table,
    read_text,
    read_whole,
    read_word,
    row_names,
)
from app.work.rules import carried_over
from app.work.run import whole_run_of
from app.work.source import (
    Shapes,
    has_entry,
    input_shapes,
    iterations_of,
    scene_of,
    scene_shapes,
    shown_of,
    shown_shapes,
    stop_named,
    stop_of,
)
from app.work.view import View
from app.work.work import (
    FRESH,
    LAST,
    MOST_ITERATIONS,
    MOST_TYPED,
    Entry,
    Formula,
    Iterations,
    Place,
    Work,
    as_shown,
    typed,
)
from app.work.written import with_file, with_written
from engine.network.scenario.limits import LARGEST_SEED
from engine.network.written.syntax import LONGEST as LONGEST_CODE
from engine.teach.answers.matrix import LONGEST as LONGEST_PASTED
from engine.teach.answers.number import NotANumber, read_number

Parts = Mapping[str, Any]
LONGEST_TYPED = 400
SAMPLES = ("batch", "single")
PRACTISED = tuple(dict.fromkeys(part for parts in ACTS.values() for part in parts))
"""The parts that a change of kind `practise` may have."""


class PracticeError(WorkError):
    """There is nothing to practise."""

    def sentence(self, lang: str) -> str:
        """Say that there is none."""
        return text("practise.none", lang)


@dataclass(frozen=True)
class Kind:
    """A kind of change: its parts and what it does.

    - `parts`: what is sent with it; `optional`: what may be missing
    - `numbers`: whether it changes the numbers, which stay while something is practised
    - `network`: whether it makes another network; in a lesson it does nothing
    """

    change: Callable[[Work, Parts], Work]
    parts: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    numbers: bool = False
    network: bool = False


def changed(work: Work, change: Any) -> Work:
    """Apply a change. Raises `WorkError` for one that cannot be read or made."""
    if not isinstance(change, dict):
        raise WorkError("", "not_table", asked=shown(change))
    kind = KINDS[read_option(change.get("type"), "type", KINDS)]
    parts = read_table(change, "", ("type", *kind.parts, *kind.optional))
    for part in kind.parts:
        if part not in parts:
            raise WorkError("", "missing", part=part)
    if (kind.numbers and work.practice) or (kind.network and work.place):
        return work
    return kind.change(work, parts)


def with_iterations(work: Work, iterations: Iterations, number: int = LAST) -> Work:
    """Put in place what was typed, and show the iteration of this number; a practice is over."""
    shown = as_shown(number, iterations)
    if work.place:
        place = work.place.with_scene(stop_of(work.place).scene, iterations, shown)
        changed = replace(work, place=place)
    else:
        changed = replace(work, iterations=iterations, iteration=shown)
    return work if changed == work else replace(changed, practice=())


def shapes_of(work: Work) -> Shapes:
    """Find the shapes of all that can be typed over."""
    return scene_shapes(scene_of(work.place)) if work.place else input_shapes(work.design)


def _edit(work: Work, parts: Parts) -> Work:
    """Type a number into an entry of an iteration."""
    name = read_word(parts["name"], "name")
    row, col = read_whole(parts["row"], "row"), read_whole(parts["col"], "col")
    said = read_text(parts["typed"], "typed", LONGEST_TYPED)
    if not has_entry(shapes_of(work), name, row, col):
        # Typed just before another example was opened: there is nothing left to change.
        return work
    try:
        value = read_number(said).value + 0.0
    except NotANumber as error:
        raise EntryError("typed", error.reason, typed=said.strip()[:40]) from error
    return _with_typed(work, parts, [Entry(name, row, col, value)])


def _paste(work: Work, parts: Parts) -> Work:
    """Paste numbers from an entry on, or over a whole matrix."""
    said = read_text(parts["text"], "text", LONGEST_PASTED)
    at = None
    if "row" in parts or "col" in parts:
        at = read_whole(parts.get("row"), "row"), read_whole(parts.get("col"), "col")
    shape = _shape_of(work, read_word(parts["name"], "name"))
    if shape is None or (at and not (at[0] < shape[0] and at[1] < shape[1])):
        return work
    turned = read_flag(parts.get("transposed", False), "transposed")
    return _with_typed(work, parts, pasted(said, Target(parts["name"], shape, at, turned)))


def _fill(work: Work, parts: Parts) -> Work:
    """Fill a matrix with zeros, ones, the identity or random numbers."""
    rule = read_option(parts["rule"], "rule", FILLS)
    seed = read_whole(parts.get("seed", 0), "seed", 0, LARGEST_SEED)
    shape = _shape_of(work, read_word(parts["name"], "name"))
    return _with_typed(work, parts, filled(parts["name"], shape, rule, seed)) if shape else work


def _shape_of(work: Work, name: str) -> tuple[int, int] | None:
    """Find the shape in which an input is shown; None if there is no such input any more."""
    shapes = scene_shapes(scene_of(work.place)) if work.place else shown_shapes(work.design)
    rows, cols = (shapes[name] or (1, 1)) if name in shapes else (0, 0)
    return (rows, cols) if rows and cols else None


def _with_typed(work: Work, parts: Parts, entries: Iterable[Entry]) -> Work:
    """Put typed numbers into the iteration in which they were typed, and show that one.

    It is the one that is shown, unless another one was when they were typed.
    """
    iterations = iterations_of(work)
    seen = read_whole(parts.get("iteration", shown_of(work)), "iteration", 1)
    number = min(seen, len(iterations))
    *before, here = iterations[:number]
    iterations = (*before, typed([*here, *entries]), *iterations[number:])
    _check_typed(iterations)
    return with_iterations(work, iterations, number)


def _check_typed(iterations: Iterations) -> None:
    count = sum(map(len, iterations))
    if count > MOST_TYPED:
        raise MatrixError("typed", "matrix.too_many", count=count, most=MOST_TYPED)


def _update(work: Work, _: Parts) -> Work:
    """Go to the next iteration: the updated parameters become its inputs, if they are finite."""
    return _to(work, shown_of(work) + 1)


def _run(work: Work, parts: Parts) -> Work:
    """Go on until the iteration of a number: as far as is computed quickly, at least by one.

    Who asks for more asks again. It ends before that where the numbers leave the finite range.
    """
    number = read_whole(parts["to"], "to", 1)
    return work if number <= shown_of(work) else _to(work, number)


def _to(work: Work, number: int) -> Work:
    """Show a later iteration, and make those that there are not yet."""
    whole = whole_run_of(work)
    if number <= len(whole.iterations):
        return with_iterations(work, whole.iterations, number)
    if len(whole.iterations) >= MOST_ITERATIONS:
        raise WorkError("", "too_many", count=number, most=MOST_ITERATIONS)
    return with_iterations(work, longer(whole, min(number, MOST_ITERATIONS)).iterations)


def _iteration(work: Work, parts: Parts) -> Work:
    """Show one of the iterations that there are."""
    iterations = iterations_of(work)
    number = read_whole(parts["number"], "number", 1)
    return with_iterations(work, iterations, min(number, len(iterations)))


def _back(work: Work, _: Parts) -> Work:
    """Go back to the iteration before; in the first one nothing changes."""
    return with_iterations(work, iterations_of(work), max(1, shown_of(work) - 1))


def _reset(work: Work, _: Parts) -> Work:
    """Go back to the numbers that the network or the scene came with."""
    return with_iterations(work, FRESH)


def _preset(work: Work, parts: Parts) -> Work:
    """Open an example with nothing typed."""
    design = PRESETS[read_option(parts["name"], "name", PRESETS)]
    fresh = replace(work, design=design, iterations=FRESH, iteration=LAST)
    return work if fresh == work else replace(fresh, practice=())


def _design(work: Work, parts: Parts) -> Work:
    """Build another network in place of this one."""
    known = design_plain(work.design)
    change = read_table(parts["design"], "design", known)
    return redesigned(work, builder.read(change, work.design))


def _written(work: Work, parts: Parts) -> Work:
    """Build a network as someone has it written."""
    return with_written(work, read_text(parts["text"], "written", LONGEST_CODE))


def _values(work: Work, parts: Parts) -> Work:
    """Put the arrays of a file into the network."""
    name, data = read_name(parts["name"], "values"), read_base64(parts["data"], "values")
    changed = with_file(work, name, data)
    _check_typed(changed.iterations)
    return changed


def _samples(work: Work, parts: Parts) -> Work:
    """Show all samples, or the first one only."""
    chosen = read_option(parts["samples"], "samples", SAMPLES)
    return redesigned(work, replace(work.design, single=chosen == "single"))


def redesigned(work: Work, design: Design) -> Work:
    """Build another design, and show its first iteration; see `carried_over` for what is kept."""
    if design == work.design:
        return work
    entries = _kept(work, design, input_shapes(design))
    return replace(work, design=design, iterations=(typed(entries),), iteration=LAST, practice=())


def _kept(work: Work, design: Design, shapes: Shapes) -> Iterator[Entry]:
    program = scenario_of(work.design).program
    for entry in carried_over(work.iterations, program, work.design, design):
        if has_entry(shapes, *entry[:3]):
            yield entry


def _lesson(work: Work, parts: Parts) -> Work:
    """Open a lesson, at a stop or where it was left; the step is the browser's to go to."""
    read_text(parts.get("step", ""), "step", LONGEST_TYPED)
    lesson = read_lesson(parts["lesson"], "lesson")
    if work.place and work.place.lesson == lesson.id:
        return _stop(work, parts) if "stop" in parts else work
    asked = parts.get("stop", dict(work.reached).get(lesson.id))
    stop = stop_named(lesson, asked) or lesson.stops[0]
    return _at(work, Place(lesson.id, stop.id))


def _stop(work: Work, parts: Parts) -> Work:
    """Go to another stop of the lesson, which may show another scene."""
    if work.place is None:
        return work
    lesson = read_lesson(work.place.lesson, "lesson")
    stop = stop_named(lesson, parts["stop"])
    if stop is None:
        raise no_choice("stop", parts["stop"], (one.id for one in lesson.stops))
    return _at(work, replace(work.place, stop=stop.id))


def _at(work: Work, place: Place) -> Work:
    if place == work.place:
        return work
    reached = tuple(sorted({**dict(work.reached), place.lesson: place.stop}.items()))
    return replace(work, place=place, reached=reached, practice=())


def _leave(work: Work, _: Parts) -> Work:
    """Go back from a lesson to one's own network."""
    return replace(work, place=None, practice=()) if work.place else work


def _formula(work: Work, parts: Parts) -> Work:
    """Put another formula into a panel of the stop."""
    if work.place is None:
        return work
    panels = stop_of(work.place).panels
    panel = read_whole(parts["panel"], "panel")
    said = read_text(parts["formula"], "formula", 10**6)[:LONGEST_FORMULA]
    if panel >= len(panels):
        return work
    place = work.place.with_formula(Formula(work.place.stop, panel, said))
    if len(place.formulas) > MOST_FORMULAS:
        raise WorkError("formula", "too_many", count=len(place.formulas), most=MOST_FORMULAS)
    return replace(work, place=place)


def _practise(work: Work, parts: Parts) -> Work:
    """Begin a practice, do something in it, or end it."""
    if parts["do"] == "stop":
        return replace(work, practice=())
    act = read_act({key: part for key, part in parts.items() if key != "type"}, "")
    if act.begins:
        begun = replace(work, practice=(act,))
        if practice_of(begun) is None:
            raise PracticeError("", "none")
        return begun
    if not work.practice:
        return work
    if len(work.practice) >= MOST_ACTS:
        raise WorkError("", "too_many", count=MOST_ACTS + 1, most=MOST_ACTS)
    return replace(work, practice=(*work.practice, act))


def _look(work: Work, parts: Parts) -> Work:
    """Look at the work in another way."""
    changes = read_table(parts["view"], "view", row_names(View))
    return replace(work, view=read_view({**view_plain(work.view), **changes}, "view"))


KINDS: Mapping[str, Kind] = {
    "edit": Kind(_edit, ("name", "row", "col", "typed"), ("iteration",), numbers=True),
    "paste": Kind(
        _paste, ("name", "text"), ("row", "col", "transposed", "iteration"), numbers=True
    ),
    "fill": Kind(_fill, ("name", "rule"), ("seed", "iteration"), numbers=True),
    "update": Kind(_update, numbers=True),
    "run": Kind(_run, ("to",), numbers=True),
    "iteration": Kind(_iteration, ("number",), numbers=True),
    "back": Kind(_back, numbers=True),
    "reset": Kind(_reset, numbers=True),
    "preset": Kind(_preset, ("name",), network=True),
    "design": Kind(_design, ("design",), network=True),
    "written": Kind(_written, ("text",), network=True),
    "values": Kind(_values, ("name", "data"), numbers=True, network=True),
    "samples": Kind(_samples, ("samples",), network=True),
    "lesson": Kind(_lesson, ("lesson",), ("stop", "step")),
    "stop": Kind(_stop, ("stop",)),
    "leave": Kind(_leave),
    "formula": Kind(_formula, ("panel", "formula")),
    "practise": Kind(_practise, ("do",), PRACTISED),
    "look": Kind(_look, ("view",)),
}
"""The kinds of change."""
