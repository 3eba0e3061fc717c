"""Keep the questions that the player has open, and answer them for the numbers that are shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from app.views.explain import KINDS, answer
from app.views.panels.request import Data, Request

MOST_KEPT = 40
"""So many answers about the same numbers are kept."""
Question = Mapping[str, Any]


@dataclass
class Desk:
    """One open question of each kind; it stays open, so that it is answered again after an edit."""

    open: dict[str, Question] = field(default_factory=dict)
    _values: object = None
    _about: tuple[Any, ...] = ()
    _kept: dict[str, Data] = field(default_factory=dict)

    def ask(self, kind: str, question: Any) -> None:
        """Open a question in place of the last one of its kind; with None, close that one."""
        if kind in KINDS and isinstance(question, Mapping):
            self.open[kind] = {
                k: v for k, v in question.items() if isinstance(v, str | int | float)
            }
        else:
            self.open.pop(kind, None)

    def answers(
        self, values: object, about: tuple[Any, ...], asked: Callable[[Question], Request]
    ) -> Data:
        """Answer all open questions.

        Answers are kept as long as the values and what else they depend on, `about`, are the same.
        """
        if values is not self._values or about != self._about:
            self._values, self._about, self._kept = values, about, {}
        answers: Data = {}
        for kind, question in self.open.items():
            with suppress(KeyError, TypeError, ValueError):
                answers[kind] = self._answer(kind, asked(question))
        return answers

    def _answer(self, kind: str, asked: Request) -> Data:
        key = json.dumps([kind, dict(asked.panel)], sort_keys=True)
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = answer(kind, asked)
        return self._kept[key]
