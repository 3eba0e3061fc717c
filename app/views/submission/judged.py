"""What is said of the work that someone brings, as plain data for the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.text import text
from app.views.plain import json_ready
from app.views.practice.words import Reader
from app.views.submission.brought import NOT_THIS, Brought, arrays_of, unread_data
from app.views.submission.class_table import class_data, without_class
from app.views.submission.entries import Entry, apart, judged_entries, together
from app.views.submission.iterations import recorded_data
from app.views.submission.values import value_data
from app.work.source import Source
from engine.core.errors import AnswerError
from engine.network.conventions import Conventions
from engine.network.options import settings_of
from engine.running.trace import Trace
from engine.teach.diagnose.comparison import Verdict, first_wrong
from engine.teach.submission.conventions import Change
from engine.teach.submission.judge import Judged, Others, answers_of, judged_by
from engine.teach.submission.layout import Layout
from engine.teach.submission.names import Named, fits, named

Data = dict[str, Any]
Shapes = Mapping[str, tuple[int, ...]]
SETTINGS = {setting.name: setting for setting in settings_of(Conventions)}


def submission_data(source: Source, others: Others, brought: Brought, reader: Reader) -> Data:
    """Judge what someone brings against the numbers of a network, or say why it cannot be read.

    - `names`: what each of their names was taken for, and what else it may be
    - `values`: what is said of each value that they have; `first`: the first wrong one
    - `said`: sentences about all of it, its convention and its layout
    - `unread`: why a part of it could not be read, where the rest could
    - `iterations`: of a recorded training, each; `class`: of a class set, the table
    """
    try:
        table = class_data(source, brought, reader.lang)
        single = replace(brought, files=without_class(brought))
        data: Data = json_ready(_data(source, others, single, reader, table is not None))
    except AnswerError as error:
        return dict(unread_data(error, reader.lang))
    return data | {"class": table}


def _data(
    source: Source,
    others: Others,
    brought: Brought,
    reader: Reader,
    beside_class: bool,
) -> Data:
    read, chosen = arrays_of(brought, reader.lang), dict(brought.chosen)
    own, entries = read.own, apart(brought.said)[1]
    unread = list(read.unread)
    data = recorded_data(source, own, chosen, reader)
    if data is None:
        data, no_numbers = _compared(source.trace(), others, own, chosen, entries, reader)
        unread += no_numbers
    if unread and not data["names"] and not beside_class:
        raise unread[0]
    return data | {"unread": [unread_data(error, reader.lang) for error in unread]}


def _compared(
    trace: Trace,
    others: Others,
    own: Mapping[str, Any],
    chosen: Mapping[str, str],
    entries: tuple[Entry, ...],
    reader: Reader,
) -> tuple[Data, list[AnswerError]]:
    """Compare arrays and single entries; the second part is why some entries are no numbers."""
    shapes = {name: answer.values.shape for name, answer in answers_of(own).items()}
    kept = {name: value for name, value in own.items() if chosen.get(name) != NOT_THIS}
    taken = named(trace.program, {name: shapes[name] for name in kept}, trace.dims, chosen)
    names, values, said = list(_names(trace, shapes, taken)), dict[str, Data](), list[str]()
    if any(one.name for one in taken):
        judged = judged_by(trace, kept, chosen=chosen, others=others)
        said = [*_layout(judged.layout, reader.lang), *_convention(judged, reader.lang)]
        for one in judged.compared:
            values[one.diagnosis.name] = value_data(trace, judged, one, reader)
        names += _biases(judged)
    no_numbers = _add_entries(trace, entries, reader, names, values)
    wrong = (n for n in trace.program.names if values.get(n, {}).get("verdict") == Verdict.WRONG)
    data = {"names": names, "values": values, "first": next(wrong, None), "said": said}
    return data, no_numbers


def _add_entries(
    trace: Trace,
    entries: tuple[Entry, ...],
    reader: Reader,
    names: list[Data],
    values: dict[str, Data],
) -> list[AnswerError]:
    """Add single entries, and list why some are no numbers.

    Of a value that is there as a whole, the whole is said already.
    """
    whole, no_numbers = frozenset(values), list[AnswerError]()
    for entry, found in judged_entries(trace, entries, reader):
        if isinstance(found, AnswerError):
            no_numbers.append(found)
            continue
        name = None if found is None else entry.name
        if found is not None and entry.name not in whole:
            values[entry.name] = together(values.get(entry.name), found)
        names.append({"own": entry.own, "name": name, "shape": [], "choices": None})
    return no_numbers


def _biases(judged: Judged) -> Iterator[Data]:
    """Say of each bias that stood among weights that it was judged, too."""
    named = {one.name for one in judged.names}
    for name in (one.diagnosis.name for one in judged.compared):
        if name not in named:
            yield {"own": name, "name": name, "shape": [], "choices": None}


def _names(trace: Trace, shapes: Shapes, names: tuple[Named, ...]) -> Iterator[Data]:
    """Say of each of their names what it was taken for, and which values have such a shape."""
    taken = {one.own: one.name for one in names}
    for own, shape in shapes.items():
        others = [name for name in trace.program.names if fits(trace[name].shape, shape)]
        yield {"own": own, "name": taken.get(own), "shape": list(shape), "choices": others}


def _layout(layout: Layout, lang: str) -> Iterator[str]:
    """Say how their arrays stand, where that is not as here."""
    if layout.weights:
        yield text("submission.layout.weights", lang)
    if layout.samples:
        yield text("submission.layout.samples", lang)
    if layout.bias:
        yield text(f"submission.layout.bias.{layout.bias}", lang)


def _convention(judged: Judged, lang: str) -> Iterator[str]:
    """Say in which convention their work is right, or most of it."""
    if judged.changes:
        key = "most_in_convention" if first_wrong(judged.compared) else "in_convention"
        chosen = ", ".join(_choice(change, lang) for change in judged.changes)
        yield text(f"submission.{key}", lang, chosen=chosen)


def _choice(change: Change, lang: str) -> str:
    """Name a choice as the builder does: `Average over the batch: loss`."""
    if change.setting == "loss":
        return text(f"choice.loss.{change.value}", lang)
    word = SETTINGS[change.setting].word(change.value)
    name = text(f"convention.{change.setting}", lang)
    return text(
        "submission.choice",
        lang,
        name=name,
        option=text(f"convention.{change.setting}.{word}", lang),
    )
