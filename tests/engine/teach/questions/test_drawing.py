"""Which questions are drawn, and which are not worth asking."""

import numpy as np
import pytest

from engine.core.errors import SettingError
from engine.core.program import Phase
from engine.entries.terms import terms as engine_terms
from engine.running.trace import run
from engine.teach.questions.drawing import draw, worth_asking
from engine.teach.questions.question import Kind, Question
from tests.engine.teach.mistakes.making import network

T = network(loss="l2")
SEEDS = range(40)


@pytest.mark.parametrize("kind", Kind)
def test_a_seed_gives_a_question_that_is_worth_asking_and_the_same_again(kind):
    questions = [draw(T, kind, seed) for seed in SEEDS]
    assert questions == [draw(T, kind.value, seed) for seed in SEEDS]
    assert all(q.kind is kind and worth_asking(T, q) for q in questions)
    assert kind is Kind.BACKWARD or len({q.name for q in questions}) > 5


def test_an_entry_has_two_terms_at_least():
    """An entry of Y1lin is x w + x w + b; of a mask times a gradient it is one product."""
    names = {draw(T, "entry", seed).name for seed in range(100)}
    assert "Y1lin" in names
    assert {"Y1", "gradY1lin", "Y3"}.isdisjoint(names)
    for seed in SEEDS:
        question = draw(T, "entry", seed)
        terms = engine_terms(T, question.name, question.row, question.col)
        assert sum(term.value != 0 for term in terms) > 1


def test_what_is_only_passed_on_is_not_asked():
    """The output is the identity of Y3lin."""
    assert T.program.by_name["Y3"].idea == "identity.forward"
    assert not worth_asking(T, Question(Kind.MATRIX, "Y3"))
    assert not worth_asking(T, Question(Kind.SHAPE, "Y3"))
    assert worth_asking(T, Question(Kind.MATRIX, "Y3lin"))


def test_all_zeros_no_numbers_and_single_numbers_are_not_asked():
    dead = run(T.program, {i.name: T[i.name] * 0 for i in T.program.inputs})
    assert not worth_asking(dead, Question(Kind.MATRIX, "gradW1"))
    assert not worth_asking(dead, Question(Kind.BACKWARD))
    given = {i.name: T[i.name] for i in T.program.inputs}
    huge = run(T.program, given | {"X": np.full_like(T["X"], 1e308)})
    assert not worth_asking(huge, Question(Kind.MATRIX, "L"))
    assert not worth_asking(T, Question(Kind.SHAPE, "L"))


def test_phases_are_chosen():
    names = {draw(T, "matrix", seed, (Phase.UPDATE,)).name for seed in SEEDS}
    assert names == {"W1_new", "B1_new", "W2_new", "B2_new", "W3_new", "B3_new"}


def test_where_nothing_is_worth_asking_it_says_so():
    dead = run(T.program, {i.name: np.zeros_like(T[i.name]) for i in T.program.inputs})
    with pytest.raises(SettingError, match="no entry worth asking"):
        draw(dead, "entry", 1)
    with pytest.raises(SettingError, match="no backward pass"):
        draw(dead, "backward", 1)
    with pytest.raises(ValueError, match="row"):
        draw(T, "row", 1)
