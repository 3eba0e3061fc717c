"""Predict, then reveal: questions about hidden values, answers, hints."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np

from app.practice.judging import SIZES, Judged, Place, judged_entries, judged_shape
from app.work.source import Source
from engine.core.errors import SettingError
from engine.core.program import Phase, Program
from engine.network.nice.search import nice
from engine.running.trace import Trace
from engine.teach.questions.drawing import draw, worth_asking
from engine.teach.questions.question import Kind, Question, hidden, predicted
from engine.teach.questions.redrawing import DRAWN, another

MOST_ENTRIES = 30
"""A larger matrix is asked for by one of its entries."""
MOST_HINTS = 3
SHAPE_HINTS = 2
TRIED = 40
CHOICES = 5
"""So many sets of new numbers are looked at."""


@dataclass(frozen=True)
class Prediction:
    """A question about a network or a scene, and how far the learner is.

    - `turn`: which value it is about, where the whole backward pass is asked for
    - `solved`: `right` or `shown`; empty while the question is open
    - `streak`: how many answers were right in a row; `number`: which question it is, from 1
    """

    source: Source
    question: Question
    seed: int
    turn: int = 0
    hints: int = 0
    judged: Judged | None = None
    solved: str = ""
    streak: int = 0
    number: int = 1

    @cached_property
    def trace(self) -> Trace:
        """All values, the hidden ones among them."""
        return self.source.trace()

    @property
    def program(self) -> Program:
        """The program that the question is about."""
        return self.trace.program

    @cached_property
    def turns(self) -> tuple[str, ...]:
        """The values to predict, one after the other."""
        return predicted(self.program, self.question)

    @property
    def name(self) -> str:
        """The value to predict now."""
        return self.turns[self.turn]

    @property
    def places(self) -> tuple[Place, ...]:
        """The entries to predict now; for a shape, its two numbers."""
        if self.question.kind is Kind.ENTRY:
            return ((self.question.row, self.question.col),)
        if self.question.kind is Kind.SHAPE:
            return SIZES
        rows, cols = self.trace[self.name].shape or (1, 1)
        return tuple(product(range(rows), range(cols)))

    @property
    def most_hints(self) -> int:
        """How many hints there are."""
        return SHAPE_HINTS if self.question.kind is Kind.SHAPE else MOST_HINTS

    @property
    def last(self) -> bool:
        """Whether no value comes after this one."""
        return self.turn == len(self.turns) - 1

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The values that are not shown: those to predict, and all that are computed from them."""
        if self.solved and self.last:
            return frozenset()
        if self.question.kind is not Kind.BACKWARD:
            return frozenset(hidden(self.program, self.question))
        still = self.turns[self.turn + bool(self.solved) :]
        follows = self.program.computed_from(*still)
        return frozenset({*still, *(equation.name for equation in follows)})


def begin(source: Source, kind: Kind, here: str, seed: int) -> Prediction:
    """Ask a question of a kind: about the step that is open if it is worth asking, else another.

    Raises `SettingError` where there is nothing to ask.
    """
    trace = source.trace()
    if kind is Kind.BACKWARD:
        return Prediction(source, draw(trace, kind, seed), seed)
    about = _about(trace, kind, here, seed) if here in trace.program.by_name else None
    return Prediction(source, about or _anywhere(trace, kind, seed), seed)


def _about(trace: Trace, kind: Kind, name: str, seed: int) -> Question | None:
    """Find a question about a step; None where there is nothing to work out."""
    if kind is Kind.MATRIX and trace[name].size > MOST_ENTRIES:
        kind = Kind.ENTRY
    questions = [Question(kind, name)]
    if kind is Kind.ENTRY:
        rows, cols = trace[name].shape or (1, 1)
        questions = [Question(kind, name, i, j) for i, j in product(range(rows), range(cols))]
        random.Random(seed).shuffle(questions)
    return next((q for q in questions[:TRIED] if worth_asking(trace, q)), None)


def _anywhere(trace: Trace, kind: Kind, seed: int) -> Question:
    """Find a question about a gradient, or about any step where there is no backward pass."""
    question = draw(trace, kind, seed, (Phase.BACKWARD,)) if _goes_back(trace) else None
    question = question or draw(trace, kind, seed)
    return _about(trace, kind, question.name, seed) or question


def _goes_back(trace: Trace) -> bool:
    return bool(trace.program.in_phase(Phase.BACKWARD))


def answered(
    prediction: Prediction, typed: dict[Place, str], decimals: Mapping[str, int]
) -> Prediction:
    """Judge an answer: a right one counts once, a wrong one ends the streak.

    `decimals` says to how many decimals the values are rounded that the learner saw.
    """
    if prediction.solved:
        return prediction
    if prediction.question.kind is Kind.SHAPE:
        judged = judged_shape(prediction.trace, prediction.name, typed)
    else:
        judged = judged_entries(
            prediction.trace, prediction.name, prediction.places, typed, decimals
        )
    if judged.right:
        return _solved(prediction, "right", judged)
    wrong = "wrong" in judged.marks.values()
    return replace(prediction, judged=judged, streak=0 if wrong else prediction.streak)


def hinted(prediction: Prediction) -> Prediction:
    """Give one more hint."""
    return replace(prediction, hints=min(prediction.hints + 1, prediction.most_hints))


def revealed(prediction: Prediction) -> Prediction:
    """Show the answer."""
    return prediction if prediction.solved else _solved(prediction, "shown", prediction.judged)


def _solved(prediction: Prediction, solved: str, judged: Judged | None) -> Prediction:
    streak = 0 if solved == "shown" else prediction.streak + 1
    return replace(prediction, solved=solved, judged=judged, streak=streak)


def onward(prediction: Prediction) -> Prediction:
    """Go on to the next value of the backward pass, or to new numbers after the last one."""
    if not prediction.solved:
        return prediction
    if prediction.last:
        return renewed(prediction)
    return _fresh(replace(prediction, turn=prediction.turn + 1))


def renewed(prediction: Prediction) -> Prediction:
    """Ask the same about new numbers: of a few sets, the one that is easiest to compute with."""
    seeds = range(prediction.seed + 1, prediction.seed + 1 + CHOICES)
    drawn = [new for new in (_tried(prediction, seed) for seed in seeds) if new]
    if not drawn:
        return prediction
    return _fresh(replace(min(drawn, key=effort), seed=seeds[-1], turn=0))


def _tried(prediction: Prediction, seed: int) -> Prediction | None:
    """Draw the numbers of a seed; None where they cannot be asked about or computed with."""
    try:
        source = _nice(prediction, seed) or another(prediction.source, prediction.question, seed)
    except (SettingError, np.linalg.LinAlgError):
        return None
    return replace(prediction, source=source)


def _nice(prediction: Prediction, seed: int) -> Source | None:
    """Draw numbers that keep every step short, where the network can have such."""
    spec = getattr(prediction.source, "spec", None)
    try:
        drawn = nice(spec, prediction.trace.dims["n"], seed) if spec else None
    except SettingError:
        return None
    if drawn is None:
        return None
    kept = {i.name: drawn[i.name] for i in prediction.program.inputs if i.role in DRAWN}
    source = prediction.source.with_values(kept)
    return source if worth_asking(source.trace(), prediction.question) else None


def effort(prediction: Prediction) -> float:
    """Measure how hard numbers are to compute with: the shares of long inputs and zero answers."""
    names = dict.fromkeys(
        n for name in prediction.turns for n in prediction.program.by_name[name].reads
    )
    given = np.concatenate([prediction.trace[name].ravel() for name in names])
    answers = np.concatenate([prediction.trace[name].ravel() for name in prediction.turns])
    long = ~np.isclose(100 * given, np.round(100 * given), rtol=0, atol=1e-9)
    return float(long.mean() + (answers == 0).mean())


def elsewhere(prediction: Prediction) -> Prediction:
    """Ask a question of the same kind about another step."""
    trace, present = prediction.trace, prediction.question
    for seed in range(prediction.seed + 1, prediction.seed + TRIED):
        drawn = draw(trace, present.kind, seed)
        if drawn.name != present.name:
            question = _about(trace, drawn.kind, drawn.name, prediction.seed) or drawn
            return _fresh(replace(prediction, question=question, seed=seed, turn=0))
    return prediction


def _fresh(prediction: Prediction) -> Prediction:
    return replace(prediction, hints=0, judged=None, solved="", number=prediction.number + 1)
