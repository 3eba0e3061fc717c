"""What a question asks for, and what would give the answer away."""

from engine.network.build import mlp
from engine.teach.questions.question import Kind, Question, hidden, predicted

PROGRAM = mlp((2, 3, 2))


def test_what_gives_the_answer_away_is_hidden():
    """The loss and everything before gradW2 stay; its update would give it away."""
    question = Question(Kind.MATRIX, "gradW2")
    assert predicted(PROGRAM, question) == ("gradW2",)
    assert hidden(PROGRAM, question) == ("gradW2", "W2_new")
    assert hidden(PROGRAM, Question(Kind.SHAPE, "gradW2")) == ("gradW2",)


def test_all_of_the_way_back():
    question = Question(Kind.BACKWARD)
    back = ("gradY2lin", "gradW2", "gradB2", "gradY1", "gradY1lin", "gradW1", "gradB1", "gradX")
    assert predicted(PROGRAM, question) == back
    assert hidden(PROGRAM, question) == (*back, "W1_new", "B1_new", "W2_new", "B2_new")
