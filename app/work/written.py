"""A network as someone has it written, and the arrays of its weights, brought into the work."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from app.builder import INITIALIZATION
from app.design import DRAWN, GIVEN, NICE, Design
from app.limits import DesignError, check
from app.start import scenario_of
from app.text import text
from app.work.errors import WorkError
from app.work.numbers import KEPT, inputs_of
from app.work.run import as_run, run_of
from app.work.source import Values
from app.work.work import LAST, Entry, Work, typed
from app.written import design_of
from engine.core.errors import AnswerError, WrittenError
from engine.network.scenario.scenario import Scenario
from engine.network.written.network import WrittenNetwork, read_network
from engine.teach.submission.files import read_arrays
from engine.teach.submission.refused import refusal_at
from engine.teach.submission.values import Taken, with_arrays

FIXED = (GIVEN, NICE)
"""Beginnings that go with samples of their own."""
PER_NAME = 400
"""About so many bytes are held for each name of an array."""


class WrittenRefusal(WorkError):
    """What was written cannot be read, or not expressed; `line` is where, None if nowhere."""

    def sentence(self, lang: str) -> str:
        """Say why, with the line."""
        facts = {key: fact for key, fact in self.facts.items() if key != "line"}
        said = text(f"written.{self.reason}", lang, **facts)
        line = self.facts["line"]
        return said if line is None else text("written.at_line", lang, line=line, said=said)


class ValuesRefusal(WorkError):
    """A file of weights cannot be read, or does not fit."""

    def sentence(self, lang: str) -> str:
        """Say why, with the name of the file and of the array."""
        error = AnswerError(self.reason, "", within=self.facts["within"])
        return refusal_at(error, lang)


def network_of(code: str) -> tuple[Design, list[Entry], WrittenNetwork]:
    """Read a written network as a design, and the numbers that it says.

    Raises `WrittenRefusal`, and `DesignError` for one that is too large.
    """
    try:
        network = read_network(code)
        design = design_of(network)
    except WrittenError as error:
        facts = {**error.facts, "line": error.line}
        raise WrittenRefusal("written", error.key, **facts) from None
    try:
        check(design)
    except DesignError as error:
        raise DesignError("written", error.reason, **error.facts) from None
    return design, list(_said(design, network.settings)), network


def _said(design: Design, settings: Mapping[str, float]) -> Iterator[Entry]:
    """Type the numbers that are written and that the network begins without."""
    values = scenario_of(design).values
    for name, number in settings.items():
        if name in values and values[name].shape == () and float(values[name]) != number:
            yield Entry(name, 0, 0, float(number))


def with_written(work: Work, code: str) -> Work:
    """Build a written network in place of this one, with its numbers typed."""
    design, entries, _ = network_of(code)
    return replace(work, design=design, iterations=(typed(entries),), iteration=LAST, practice=())


def with_file(work: Work, name: str, data: str) -> Work:
    """Put the arrays of a file in: weights, samples, targets. All other numbers stay as shown.

    They begin a first iteration. Raises `ValuesRefusal` for a file that cannot be read, and where
    none of its arrays fits, and `DesignError` for more samples than a network may have.
    """
    taken = taken_of(work, name, data)
    count = len(taken.scenario.values["X"])
    design = work.design
    if count != len(_shown(work).values["X"]):
        design = replace(design, batch=count, data=DRAWN, single=False)
        design = replace(design, start=INITIALIZATION if design.start in FIXED else design.start)
        check(design)
    base = scenario_of(design)
    base = base.first_rows(1) if design.single else base
    entries = typed(_differences(base.values, taken.scenario.values))
    return replace(work, design=design, iterations=(entries,), iteration=LAST, practice=())


def taken_of(work: Work, name: str, data: str) -> Taken:
    """Put the arrays of a file into the numbers of a work; what was read lately is known again."""
    owner = run_of(work), name, hashlib.blake2b(data.encode(), digest_size=16).digest()
    return KEPT.of(owner, "taken", lambda: _read_into(work, name, data), _cost)


def _cost(taken: Taken) -> int:
    """Estimate how many bytes are held by a scenario with the arrays of a file, and the names."""
    arrays = sum(value.nbytes for value in taken.scenario.values.values())
    return PER_NAME * len(taken.names) + arrays


def _read_into(work: Work, name: str, data: str) -> Taken:
    try:
        taken = with_arrays(_shown(work), read_arrays(name, base64.b64decode(data)))
        given = [taken.scenario.values[name] for name in taken.inputs]
        if not all(np.isfinite(array).all() for array in given):
            raise AnswerError("not_finite", "has numbers that are not finite").below(name)
        if not taken.inputs:
            raise AnswerError("nothing_fits", "has no array that can be put in").below(name)
    except AnswerError as error:
        within = error.within if error.within[:1] == (name,) else (name, *error.within)
        raise ValuesRefusal("values", error.reason, within=within) from None
    return taken


def _shown(work: Work) -> Scenario:
    run = run_of(work)
    source = as_run(run, inputs_of(run))
    assert isinstance(source, Scenario)
    return source


def _differences(base: Values, values: Values) -> Iterator[Entry]:
    """Type each entry that is another number."""
    for name, value in values.items():
        for place in np.argwhere(np.atleast_2d(value != base[name])):
            row, col = map(int, place)
            yield Entry(name, row, col, float(np.atleast_2d(value)[row, col]) + 0.0)


def remarks(work: Work, change: Mapping[str, Any], lang: str) -> list[str]:
    """Say what was assumed of a written network, or which arrays of a file were put in."""
    if change.get("type") == "written":
        design, _, network = network_of(change["text"])
        loss = text(f"choice.loss.{design.loss}", lang)
        return [text(f"written.assumed.{key}", lang, loss=loss) for key in network.assumed]
    if change.get("type") == "values":
        return list(_put_in(taken_of(work, change["name"], change["data"]), lang))
    return []


def _put_in(taken: Taken, lang: str) -> Iterator[str]:
    """Say which arrays were put in, for what, and which were left out."""
    put = [f"{one.own} → {one.name}" for one in taken.names if one.name in taken.inputs]
    yield text("written.values.taken", lang, names=", ".join(put))
    left = [one.own for one in taken.names if one.name not in taken.inputs]
    if left:
        yield text("written.values.left", lang, names=", ".join(left))
