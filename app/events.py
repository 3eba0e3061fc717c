"""Handle the events that the player sends: each one once, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app import bench as benches
from app import builder
from app import visit as visits
from app.bench import Bench
from app.design import PRESETS
from app.given import is_there
from app.limits import DesignError
from app.practice import after
from app.text import text
from app.views.builder import refusal
from app.visitor import Visitor
from app.work.writing import read_writing
from engine.teach.answers.number import NotANumber, parse_number

Event = Mapping[str, Any]
ACTIONS: dict[str, Callable[[Bench], Bench]] = {
    "undo": benches.undone,
    "redo": benches.redone,
    "reset": benches.reset,
    "back": benches.iteration_back,
}
WORKING = ("edit", "update", *ACTIONS)
"""What changes the numbers; what is practised is not worked on."""
BUILDING = ("preset", "design")
"""What makes another network; a lesson has its own."""


def take(visitor: Visitor, message: Event) -> None:
    """Handle a message of the player: each event once, in order."""
    visitor.have = str(message.get("have", ""))
    visitor.knows = str(message.get("knows", ""))
    visitor.holds = int(message.get("holds", 0))
    fresh = [event for event in message.get("list", ()) if event["id"] > visitor.answered]
    if any(event["type"] != "ask" for event in fresh):
        _work(visitor, fresh)
    for event in fresh:
        if event["type"] == "ask":
            visitor.desk.ask(str(event["kind"]), event["question"])
        visitor.answered = event["id"]


def _work(visitor: Visitor, fresh: list[Event]) -> None:
    """Handle what is not a question: forget what was refused before, mark what changes."""
    before, visitor.refused, visitor.unbuilt, visitor.closer.told = visitor.bench, None, None, {}
    for event in fresh:
        if event["type"] != "ask":
            _handle(visitor, event)
            visitor.answered = event["id"]
    if any(event["type"] == "practise" for event in fresh):
        visitor.changed = {}
    elif visitor.bench is not before:
        visitor.mark(before)
        visitor.closer.again(visitor.trace(), visitor.before)


def _handle(visitor: Visitor, event: Event) -> None:
    kind = event["type"]
    idle = visitor.practice and kind in WORKING
    if kind in HANDLERS and not idle and (visitor.visit is None or kind not in BUILDING):
        HANDLERS[kind](visitor, event)


def _present(visitor: Visitor, event: Event) -> None:
    visitor.presenting = event["on"] is True


def _practise(visitor: Visitor, event: Event) -> None:
    source = visitor.bench.source()
    practice = None if visitor.is_large else after(visitor.practice, source, event)
    visitor.practising = practice and (practice, visitor.place, visitor.bench)
    if practice is None and event["do"] != "stop":
        nothing = {"name": "", "row": 0, "col": 0, "typed": ""}
        visitor.refused = nothing | {"text": text("practise.none", visitor.lang)}


def _stop(visitor: Visitor, event: Event) -> None:
    visitor.stop_at(str(event["stop"]))


def _writing(visitor: Visitor, event: Event) -> None:
    visitor.writing = read_writing(event["names"], event["gradients"], visitor.document)


def _formula(visitor: Visitor, event: Event) -> None:
    if visitor.visit:
        visitor.visit = visits.typed(visitor.visit, int(event["panel"]), event["formula"])


def _closer(visitor: Visitor, event: Event) -> None:
    visitor.closer.ask(event, visitor.trace(), visitor.before)


def _act(visitor: Visitor, event: Event) -> None:
    visitor.bench = ACTIONS[event["type"]](visitor.bench)


def _preset(visitor: Visitor, event: Event) -> None:
    preset = PRESETS.get(event["name"], visitor.design)
    visitor.bench = benches.exchanged(visitor.bench, preset)


def _design(visitor: Visitor, event: Event) -> None:
    try:
        design = builder.read(event["design"], visitor.design)
    except DesignError as error:
        visitor.unbuilt = refusal(error, visitor.lang)
    else:
        visitor.bench = benches.redesigned(visitor.bench, design)


def _update(visitor: Visitor, _: Event) -> None:
    if visitor.trace().first_nonfinite() is None:
        visitor.bench = benches.updated(visitor.bench)


def _edit(visitor: Visitor, event: Event) -> None:
    place = {key: event[key] for key in ("name", "row", "col")}
    if not is_there(visitor.bench.values, (place["name"], place["row"], place["col"])):
        # Typed just before another example was opened: there is nothing left to change.
        return
    typed = str(event["typed"])
    try:
        value = parse_number(typed)
    except NotANumber as error:
        said = text(f"refused.{error.reason}", visitor.lang, typed=typed.strip()[:40])
        visitor.refused = place | {"typed": typed, "text": said}
    else:
        visitor.bench = benches.edited(visitor.bench, **place, value=value)
        if visitor.refused and place.items() <= visitor.refused.items():
            visitor.refused = None


HANDLERS: dict[str, Callable[[Visitor, Event], None]] = {
    "present": _present,
    "practise": _practise,
    "edit": _edit,
    "update": _update,
    "stop": _stop,
    "writing": _writing,
    "formula": _formula,
    "stretch": _closer,
    "origin": _closer,
    "preset": _preset,
    "design": _design,
    **dict.fromkeys(ACTIONS, _act),
}
"""The function that handles each type of event; other types are ignored."""
