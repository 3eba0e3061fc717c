"""Formulas in people's notation: each is derived and agrees with differences, or says why not."""

import pytest

from engine.calculus.derive.formula import derive
from engine.core.errors import DeriveError
from engine.core.words import LANGUAGES, text
from tests.engine.calculus.derive.collected import COLLECTED

ROWS = [row for rows in COLLECTED.values() for row in rows]


def outcome(formula, wrt):
    """How a formula ends: "gradient", "Jacobian", "differs", or the key of its refusal."""
    try:
        derivation = derive(formula, wrt)
    except DeriveError as error:
        return error.key if is_helpful(error, formula) else f"no help: {error}"
    if not derivation.check.agrees:
        return "differs"
    return "Jacobian" if derivation.jacobian else "gradient"


def is_helpful(error, formula):
    """Whether a refusal points at a place in the formula, and is a sentence in every language."""
    said = [text(f"formula.{error.key}", lang, **error.facts) for lang in LANGUAGES]
    points = error.column is not None and 1 <= error.column <= len(formula) + 1
    return points and said[0] == error.why != said[1]


@pytest.mark.parametrize("source", COLLECTED)
def test_formulas_of_a_source(source):
    ends = [(row, outcome(*row[:2])) for row in COLLECTED[source]]
    expected = [("gradient", "Jacobian") if len(row) == 2 else row[2:] for row, _ in ends]
    assert not [end for end, right in zip(ends, expected, strict=True) if end[1] not in right]


def test_two_hundred_are_collected(capsys):
    ends = [outcome(*row[:2]) for row in ROWS]
    refused = [end for end in ends if end not in ("gradient", "Jacobian", "differs")]
    with capsys.disabled():
        print(
            f"\n{len(ROWS)} formulas from {len(COLLECTED)} sources: {ends.count('gradient')} "
            f"gradients, {ends.count('Jacobian')} Jacobians, {len(refused)} refused"
        )
    assert len(set(ROWS)) >= 200
    assert len(refused) < len(ROWS) / 8
