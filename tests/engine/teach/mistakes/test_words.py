"""The sentence about a mistake in a step, in English and Chinese."""

from engine.teach.mistakes.words import name_of, sentence_of
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.engine.teach.mistakes.making import network


def test_the_names_stand_in_the_sentence():
    found = {s.mistake: s for s in wrong_steps(network().program)["gradY1"]}
    said = sentence_of(found["new_weights"])
    assert said.startswith("gradY1 goes back through W2_new, updated already.")
    assert "W2_new" in sentence_of(found["new_weights"], "zh")
    assert name_of("new_weights") == "Weights updated too early"
    assert name_of("new_weights", "zh") == "权重更新得太早"
