"""What is done while practising, as data: a practice is the list of what was done in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.work.errors import WorkError, shown
from app.work.reading import (
    IDS,
    each,
    read_option,
    read_table,
    read_text,
    read_whole,
    read_word,
)
from engine.teach.questions.question import Kind

MOST_ACTS = 200
MOST_ENTRIES = 64
LONGEST_ANSWER = 60
Read = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done, and what belongs to it."""

    do: str
    about: tuple[tuple[str, Any], ...] = ()

    @property
    def begins(self) -> bool:
        """Whether a practice begins with it."""
        return self.do in BEGINNINGS


def _entries(value: Any, path: str) -> tuple[tuple[int, int, str], ...]:
    return each(value, path, MOST_ENTRIES, _entry)


def _entry(value: Any, path: str) -> tuple[int, int, str]:
    if not isinstance(value, list) or len(value) != 3:
        raise WorkError(path, "not_answer")
    row, col, said = value
    return (
        read_whole(row, path, 0, 999),
        read_whole(col, path, 0, 999),
        read_text(said, path, LONGEST_ANSWER),
    )


def _decimals(value: Any, path: str) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, dict) or len(value) > 200:
        raise WorkError(path, "not_table", asked=shown(value))
    return tuple(
        (read_word(name, path), read_whole(count, path, 0, 12)) for name, count in value.items()
    )


def _name(value: Any, path: str) -> str:
    return read_word(value, path)


def _here(value: Any, path: str) -> str:
    return value if value == "" else read_word(value, path)


def _wish(value: Any, path: str) -> str:
    return read_word(value, path, IDS)


def _seed(value: Any, path: str) -> int:
    return read_whole(value, path, 0, 2**31)


def _kind(value: Any, path: str) -> str:
    return read_option(value, path, [kind.value for kind in Kind])


ACTS: Mapping[str, Mapping[str, Read]] = {
    "predict": {"kind": _kind, "here": _here, "seed": _seed},
    "break": {"wish": _wish, "seed": _seed},
    "answer": {"entries": _entries, "decimals": _decimals},
    "hint": {},
    "reveal": {},
    "onward": {},
    "another": {"wish": _wish},
    "elsewhere": {},
    "check": {"name": _name},
    "accuse": {"name": _name},
}
"""What may be done, and how the parts of each are read."""
BEGINNINGS = ("predict", "break")
USUAL: Mapping[str, Any] = {"here": "", "wish": None, "decimals": {}}
"""The parts that may be missing."""


def read_act(value: Any, path: str) -> Act:
    """Read one thing that was done while practising."""
    if not isinstance(value, dict):
        raise WorkError(path, "not_table", asked=shown(value))
    do = read_option(value.get("do"), f"{path}.do", ACTS)
    parts = ACTS[do]
    table = read_table(value, path, ("do", *parts))
    for name in parts:
        if name not in table and name not in USUAL:
            raise WorkError(path, "missing", part=name)
    about = ((n, read(table[n], f"{path}.{n}")) for n, read in parts.items() if n in table)
    return Act(do, tuple(about))


def read_practice(value: Any, path: str) -> tuple[Act, ...]:
    """Read what was done in a practice; it begins with a question, which ends what was before."""
    acts = each(value, path, MOST_ACTS, read_act)
    for k, act in enumerate(acts):
        if act.begins != (k == 0):
            raise WorkError(f"{path}.{k}", "not_begun")
    return acts


def plain_act(act: Act) -> dict[str, Any]:
    """Write it as JSON."""
    return {"do": act.do, **{name: _plain(name, part) for name, part in act.about}}


def _plain(name: str, part: Any) -> Any:
    if name == "entries":
        return [list(entry) for entry in part]
    return dict(part) if name == "decimals" else part
