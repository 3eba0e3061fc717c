"""The work as an address: what is common is readable, the rest is packed into one word.

`?net=2-3.norm.relu-2&typed=X:0:0:1.5&iteration=3&step=gradW2`; `rest` is the JSON of what was done
in lessons and in a practice. Every address of before is read as before.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.design import Design
from app.train.address import KEYS as OF_TRAINING
from app.train.instant import Moment, come_near
from app.train.moment import design_at, read_moment, word_of
from app.work import network_address, view_address
from app.work.careless import meant
from app.work.errors import TooBusy, WorkError, no_choice, shown
from app.work.mistaken import KEYS, SHORTENED, mistaken
from app.work.overruled import overruled
from app.work.plain import from_plain, read_lesson, to_plain
from app.work.reading import count_in, read_json
from app.work.source import has_entry, input_shapes, stop_named
from app.work.told import told
from app.work.work import (
    LAST,
    MOST_ITERATIONS,
    MOST_TYPED,
    VERSION,
    Entry,
    Iterations,
    Place,
    Work,
    as_shown,
    typed,
)

EMBEDDED = ("true", "false")
"""Whether the page stands in another one, as Streamlit's own parameter says it."""
LONGEST_REST = 100_000
PACKED = ("place", "practice")
"""What is packed into `rest`. Where each lesson was left is for nobody else."""
PACKED_BEFORE = ("reached",)
"""What older addresses have in it, too; it is passed over."""
Refusals = tuple[WorkError, ...]


def to_query(work: Work) -> dict[str, str]:
    """Write a work as the parameters of an address; what is as usual is left out."""
    return source_query(work) | view_address.written(work.view)


def source_query(work: Work) -> dict[str, str]:
    """Write a work but for how it is looked at, which the browser writes by itself."""
    query = network_address.written(work.design)
    if isinstance(work.design.moment, Moment):
        query = _differing(query, work.design.moment)
    query |= network_address.written_typed(work.iterations)
    if len(work.iterations) > 1:
        query["iteration"] = str(work.iteration or len(work.iterations))
    if work.iteration != LAST:
        query["iterations"] = str(len(work.iterations))
    if work.place:
        query |= {"lesson": work.place.lesson, "stop": work.place.stop}
    return query | _rest(work)


def _differing(query: dict[str, str], moment: Moment) -> dict[str, str]:
    """Write what an address has to say besides the moment, whose network it means."""
    usual = network_address.written(design_at(moment))
    said = {key: word for key, word in query.items() if usual.get(key) != word}
    missing = {key: "" for key in usual if key not in query}
    return {**missing, **said, "moment": word_of(moment)}


def _rest(work: Work) -> dict[str, str]:
    plain = to_plain(work)
    parts = {key: plain[key] for key in PACKED if key in plain}
    if parts.get("place", {}).keys() <= {"lesson", "stop"}:
        parts.pop("place", None)
    if not parts:
        return {}
    packed = zlib.compress(json.dumps(parts, separators=(",", ":")).encode(), 9)
    return {"rest": base64.urlsafe_b64encode(packed).decode().rstrip("=")}


def from_query(query: Mapping[str, str]) -> tuple[Work, Refusals]:
    """Read a work from an address: as much as can be, and what could not be."""
    query = meant(query, KEYS)
    refusals = [WorkError(SHORTENED, "left_out")] if query.get(SHORTENED) else list[WorkError]()
    refusals += (*mistaken(query), *_elsewhere(query))
    design, of_moment = _design(query, refusals)
    entries = network_address.read_typed(query, refusals)
    iterations, number = _iterations(query, design, entries, refusals)
    refusals += overruled(query, design, entries, of_moment)
    work = Work(design, iterations, iteration=number, view=view_address.read(query, refusals))
    work = _with_rest(work, query.get("rest", ""), refusals)
    work = replace(work, place=_place(query, work.place, refusals))
    return view_address.there(work, refusals), tuple(told(refusals))


def _elsewhere(query: Mapping[str, str]) -> Iterator[WorkError]:
    """Name what only an address of the page *Train* can say, and what cannot be embedded."""
    for key in OF_TRAINING:
        if query.get(key) and key not in KEYS:
            yield WorkError(key, "of_training")
    embed = query.get("embed", "")
    if embed not in ("", *EMBEDDED):
        yield no_choice("embed", embed, EMBEDDED)


def _design(
    query: Mapping[str, str], refusals: list[WorkError]
) -> tuple[Design, Mapping[str, str]]:
    """Read a network, and what an address says of that of a training whose numbers it has."""
    if "moment" not in query:
        return network_address.read(query, refusals), {}
    try:
        moment = read_moment(query["moment"])
    except WorkError as error:
        refusals.append(error)
        return network_address.read(query, refusals), {}
    of_moment = network_address.written(design_at(moment))
    own = network_address.read({**of_moment, **query}, refusals)
    try:
        come_near(moment)
    except TooBusy:
        raise  # Nothing is wrong with it: the browser asks again later.
    except WorkError as error:
        refusals.append(error)
        return own, of_moment
    return replace(own, moment=moment), of_moment


def _iterations(
    query: Mapping[str, str],
    design: Design,
    entries: Sequence[tuple[int, Entry]],
    refusals: list[WorkError],
) -> tuple[Iterations, int]:
    """Put what was typed into each iteration, as far as the network has such entries.

    `iteration` is the one that is shown, `iterations` how many there are if it is not the last.
    """
    if len(entries) > MOST_TYPED:
        refusals.append(WorkError("typed", "too_many", count=len(entries), most=MOST_TYPED))
    number, many = (_number(query, key, refusals) for key in ("iteration", "iterations"))
    count = max([number or 1, many or 1, *(k for k, _ in entries)])
    shapes, kept = input_shapes(design), [list[Entry]() for _ in range(count)]
    for k, entry in entries[:MOST_TYPED]:
        if has_entry(shapes, *entry[:3]):
            kept[k - 1].append(entry)
        else:
            at = {"name": shown(entry.name), "row": entry.row + 1, "col": entry.col + 1}
            refusals.append(WorkError("typed", "no_entry", **at))
    iterations = tuple(map(typed, kept))
    return iterations, as_shown(number or LAST, iterations)


def _number(query: Mapping[str, str], key: str, refusals: list[WorkError]) -> int | None:
    """Read the number of an iteration; None where there is none, or none that can be."""
    said = query.get(key, "")
    number = count_in(said)
    if said and number is not None and not 1 <= number <= MOST_ITERATIONS:
        facts = {"number": shown(said), "least": 1, "most": MOST_ITERATIONS}
        refusals.append(WorkError(key, "within", **facts))
    elif said and str(number) != said:
        refusals.append(WorkError(key, "not_whole", asked=shown(said)))
    return number if number is not None and 1 <= number <= MOST_ITERATIONS else None


def _with_rest(work: Work, packed: str, refusals: list[WorkError]) -> Work:
    """Add what is packed, each part by itself."""
    for key, plain in _parts(packed, refusals).items():
        try:
            read = from_plain({"version": VERSION, key: plain})
        except WorkError as error:
            refusals.append(error.below("rest"))
        else:
            work = replace(work, **{key: getattr(read, key)})
    return work


def _parts(packed: str, refusals: list[WorkError]) -> dict[str, Any]:
    try:
        parts = read_json(_unpacked(packed)) if packed else {}
        if not isinstance(parts, dict) or not parts.keys() <= {*PACKED, *PACKED_BEFORE}:
            raise ValueError(parts)
        return {key: parts[key] for key in PACKED if key in parts}
    except (ValueError, RecursionError, zlib.error):
        refusals.append(WorkError("rest", "damaged"))
        return {}


def _unpacked(packed: str) -> bytes:
    """Unpack a word, but not more than a work can be."""
    padding = "=" * (-len(packed) % 4)
    raw = base64.b64decode((packed + padding).encode(), altchars=b"-_", validate=True)
    return zlib.decompressobj().decompress(raw, LONGEST_REST)


def _place(query: Mapping[str, str], kept: Place | None, refusals: list[WorkError]) -> Place | None:
    """Read the lesson and the stop; an unknown stop is the first one.

    What was done in a lesson is packed: that of another one than the address names is left out.
    """
    name = query.get("lesson", "")
    if kept and kept.lesson != name:
        refusals.append(WorkError("rest", "other_lesson"))
    if not name:
        return None
    try:
        lesson = read_lesson(name, "lesson")
    except WorkError as error:
        refusals.append(error)
        return None
    asked = query.get("stop", "")
    stop = stop_named(lesson, asked)
    if asked and stop is None:
        refusals.append(no_choice("stop", asked, (one.id for one in lesson.stops)))
    at = (stop or lesson.stops[0]).id
    return replace(kept, stop=at) if kept and kept.lesson == name else Place(name, at)
