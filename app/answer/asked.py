"""The head of a task that answers a question: whose numbers it is about, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.work.run import Run, as_run
from app.work.source import Source, Values, lesson_of
from app.work.writing import Writing
from engine.teach.lessons.lesson import Lesson


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question about the numbers of a run, in a writing and a language.

    `inputs` are what the run comes to before anything is computed, so that a worker need not go
    through all iterations; `seconds` is what it will take.
    """

    run: Run
    writing: Writing
    lang: str
    inputs: Values = field(compare=False, repr=False)
    seconds: float = field(compare=False)

    @property
    def source(self) -> Source:
        """The network or the scene, with these inputs."""
        return as_run(self.run, self.inputs)

    @property
    def lesson(self) -> Lesson | None:
        """The lesson that the run is of; None where it is a network of one's own."""
        return lesson_of(self.run.origin[0]) if isinstance(self.run.origin, tuple) else None
