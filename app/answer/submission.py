"""The question about work that someone brings: read strictly, and judged as a task for a worker."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from app.answer.asked import Asked
from app.views.practice.words import Reader
from app.views.submission.brought import Brought
from app.views.submission.judged import submission_data
from app.work.errors import WorkError, shown
from app.work.files import read_base64, read_name
from app.work.numbers import inputs_of, trace_of
from app.work.reading import NAME, each, read_list, read_table, read_text, read_whole, read_word
from app.work.run import Run
from app.work.writing import Writing
from app.workers.limits import SECONDS
from engine.network.scenario.scenario import Scenario
from engine.teach.answers.matrix import LONGEST
from engine.teach.submission.files import ARRAYS
from engine.teach.submission.files import NAME as LONGEST_NAME
from engine.teach.submission.judge import in_other_conventions, no_others
from engine.teach.submission.parts import parts_in

Data = dict[str, Any]
MOST_FILES = 8
PER_STEP = 0.03
"""Seconds for each step, as measured from the toy problem to BatchNorm: its mistakes are tried."""
PER_PART = 0.004
"""The same for each file of a class set, and for each iteration of a recorded training."""


def _id(value: Any, path: str) -> int:
    return read_whole(value, path)


def _pasted(value: Any, path: str) -> str:
    text = read_text(value, path, LONGEST)
    if (count := len(text.encode())) > LONGEST:
        raise WorkError(path, "too_many_bytes", count=count, most=LONGEST)
    return text


def _files(value: Any, path: str) -> tuple[tuple[str, str], ...]:
    return each(value, path, MOST_FILES, _file)


def _file(value: Any, path: str) -> tuple[str, str]:
    """Read a file: its name, and its bytes in base64."""
    parts = read_list(value, path, 2)
    if len(parts) != 2:
        raise WorkError(path, "not_list", asked=shown(value))
    return read_name(parts[0], path), read_base64(parts[1], path)


def _chosen(value: Any, path: str) -> tuple[tuple[str, str], ...]:
    """Read what some names stand for: a value, or nothing."""
    table = read_table(value, path, value if isinstance(value, dict) else ())
    if len(table) > ARRAYS:
        raise WorkError(path, "too_many", count=len(table), most=ARRAYS)
    return tuple(
        (read_text(own, path, LONGEST_NAME), read_word(name, path, f"({NAME})?"))
        for own, name in table.items()
    )


def _at(value: Any, path: str) -> str:
    return read_text(value, path, LONGEST_NAME)


PARTS: Mapping[str, Callable[[Any, str], Any]] = {
    "id": _id,
    "text": _pasted,
    "files": _files,
    "chosen": _chosen,
    "at": _at,
}
"""The parts of the question; `id` tells the browser which of its questions is answered."""


@dataclass(frozen=True, kw_only=True)
class Submission(Asked):
    """What someone brings, to be judged against the numbers of a run."""

    brought: Brought

    @property
    def key(self) -> Hashable:
        """What its verdict is kept by: of what was brought a digest, which is short."""
        digest = hashlib.blake2b(repr(self.brought).encode(), digest_size=16).digest()
        return self.run, digest, self.writing, self.lang

    def compute(self) -> str:
        """Judge it, as JSON."""
        source, reader = self.source, Reader(self.lang, self.lesson, self.writing)
        others = in_other_conventions(source) if isinstance(source, Scenario) else no_others
        data = submission_data(source, others, self.brought, reader)
        return json.dumps(data, separators=(",", ":"), allow_nan=False)


def submission(run: Run, parts: Data, writing: Writing, lang: str) -> Submission:
    """Prepare the verdict on what is brought with a question."""
    brought = Brought(parts["text"], parts["files"], parts["chosen"], parts["at"])
    return Submission(
        run=run,
        brought=brought,
        writing=writing,
        lang=lang,
        inputs=dict(inputs_of(run)),
        seconds=_seconds(run, brought),
    )


def _seconds(run: Run, brought: Brought) -> float:
    """Estimate how long it takes to judge all parts: as long as a worker may take at most."""
    parts = sum(parts_in(name, base64.b64decode(data)) for name, data in brought.files)
    steps = len(trace_of(run).program.equations)
    return min(steps * (PER_STEP + PER_PART * parts), SECONDS)
