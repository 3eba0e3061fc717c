"""The table: every mistake is named and explained, in every language."""

from string import Formatter

import pytest

from app.text import LANGUAGES, catalogue, section
from engine.teach.mistakes.table import MISTAKES, OF_INPUTS
from engine.teach.mistakes.words import name_of, sentence_of
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.engine.teach.mistakes.test_wrong_steps import PROGRAMS


def placeholders(said):
    fields = {field for _, field, _, _ in Formatter().parse(said) if field is not None}
    return {int(field) for field in fields - {"number"}}


ALL = MISTAKES | OF_INPUTS


@pytest.mark.parametrize("key", ALL)
def test_every_mistake_has_a_name_and_a_sentence(key):
    assert ALL[key].key == key
    for lang in LANGUAGES:
        assert name_of(key, lang)
        assert placeholders(catalogue()[f"mistake.{key}.text"][lang]) >= {0}


@pytest.fixture(scope="module")
def slips():
    """One of every kind of slip that can be made."""
    return {
        wrong.mistake: wrong
        for program in PROGRAMS.values()
        for sizes in ((), (("n", 4),))
        for found in wrong_steps(program, sizes).values()
        for wrong in found
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_speaks_of_the_names_that_there_are(slips, lang):
    assert len(slips) > len(ALL) / 2
    for key, slip in slips.items():
        said = sentence_of(slip, lang)
        assert slip.step in said
        assert said[-1] in ".。"
        used = placeholders(catalogue()[f"mistake.{key}.text"][lang])
        assert used <= set(range(len(slip.about))), key


def test_every_text_is_of_a_mistake_and_no_two_names_are_alike():
    assert {key.split(".")[0] for key in section("mistake", "en")} == set(ALL)
    for lang in LANGUAGES:
        names = [name_of(key, lang) for key in ALL]
        assert len(set(names)) == len(names)
