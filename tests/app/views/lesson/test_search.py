"""A search over all lessons, as a person types it."""

import re

import pytest

from app.text import LANGUAGES
from app.views.lesson.search import MOST, search
from engine.teach.lessons.lesson import lesson_ids, load


def stops(words, lang="en"):
    return [(hit["lesson"], hit["stop"]) for hit in search(words, lang)]


TYPED = [
    *("950", "-950", "−950", "3.6 950", "  950  ", "-950.0", "950?", "3.6 d", "3.6d"),
    *("3.6 prints −950", "why does 3.6 print -950?", "gradB2=-950", "3.6", "section 3.6"),
    *("第3.6节为什么印出−950", "3.6 为什么是 −950", "27,795", "−27 795", "−27\u202f795"),
]


@pytest.mark.parametrize("words", TYPED)
def test_a_printed_number_is_found_at_the_stop_that_explains_it(words):
    """3.6 d prints −950 in `gradB2`; 3.7 lost the same digit."""
    assert ("cmu-toy", "batch-second") in stops(words)
    hit = next(hit for hit in search(words, "en") if hit["stop"] == "batch-second")
    assert (hit["where"], hit["title"]) == ("3.6", "A digit that was lost")


@pytest.mark.parametrize("words", ["950", "why does 3.6 print -950?"])
def test_what_is_shown_of_a_hit_is_around_the_number(words):
    hit = next(hit for hit in search(words, "en") if hit["stop"] == "batch-second")
    assert "950" in hit["text"]


@pytest.mark.parametrize("name", lesson_ids())
def test_every_printed_array_with_a_cause_leads_to_its_stop(name):
    """Typed with its section, inside a question; of each array the number of most digits."""
    for check in filter(lambda check: check.cause, load(name).checkpoints):
        number = max((number.text for row in check.printed for number in row), key=len)
        assert (name, check.stop) in stops(f"why {check.where}: {number}?"), (check.where, number)


def test_a_number_is_found_whole():
    """2.2.2 prints 9.9995e-01, which has a 9995 in it, and not a 999."""
    assert ("cmu-toy", "softmax") in stops("9.9995e-01")
    assert ("cmu-toy", "softmax") not in stops("9.999")
    assert ("cmu-toy", "softmax") not in stops("9995")


@pytest.mark.parametrize("words", ["-", "−", "=", ".", "+", " - ", "( )"])
def test_a_sign_by_itself_finds_nothing(words):
    assert stops(words) == []
    assert stops(f"{words} −950 {words}") == stops("−950")


def marked(hit, key):
    return [hit[key][start:end] for start, end in hit["marks"][key]]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("digit", "0127")
def test_a_digit_finds_only_what_is_that_digit(digit, lang):
    """Not 10, 0.5, 2.0, `W0` or 4e-7: beside one that is marked is no letter, digit or point."""
    hits = search(digit, lang)
    shown = [(hit[key], spot) for hit in hits for key in hit["marks"] for spot in hit["marks"][key]]
    assert len(shown) > 3
    for text, (start, end) in shown:
        assert text[start:end] == digit
        assert not re.search(r"[A-Za-z_\d.]$", text[:start]), text
        assert not re.match(r"[A-Za-z_\d]|\.\d", text[end:]), text


@pytest.mark.parametrize("words", ["0.0", "0.", "00.00"])
def test_a_zero_with_decimals_is_a_zero_and_not_everything(words):
    assert stops(words) == stops("0")
    assert stops(f"{words} kronecker") == stops("0 kronecker")


@pytest.mark.parametrize("words", ["BatchNorm", "batchnorm", "Batch-Norm", "batch normalization"])
def test_batch_normalisation_is_found_as_people_write_it(words):
    """4.1 begins with its mean and variance."""
    assert ("cmu-toy", "norm-statistics") in stops(words)


@pytest.mark.parametrize("dash", "-‐‑")
def test_a_dash_is_a_dash(dash):
    assert stops(f"cross{dash}entropy") == stops("cross-entropy") != []


def test_a_letter_finds_only_what_is_that_letter():
    """2.1.1 multiplies by the weights W; `softmax` has an x and is not X."""
    hits = {(hit["lesson"], hit["stop"]): hit for hit in search("w", "en")}
    assert set(marked(hits["cmu-toy", "linear"], "text")) == {"W"}
    assert "Softmax: a row of shares" not in [hit["title"] for hit in search("x", "en")]


def test_what_was_found_is_marked():
    (hit,) = search("−27795", "en")
    assert marked(hit, "text") == ["-27795"]
    hit = next(hit for hit in search("digit lost 3.6", "en") if hit["stop"] == "batch-second")
    assert (marked(hit, "title"), marked(hit, "where")) == (["digit", "lost"], ["3.6"])
    assert {tuple(marked(hit, "text")) for hit in search("∇W2", "en")} >= {("gradW2",)}


def test_a_printed_number_is_found_at_the_step_that_computes_it():
    """3.6 d prints −27795 in `gradW2` and −950 in `gradB2`, at whose step that stop begins."""
    for number, step in {"−27795": "gradW2", "-950": "gradB2"}.items():
        hit = next(hit for hit in search(number, "zh") if hit["stop"] == "batch-second")
        assert hit["step"] == step


@pytest.mark.parametrize("name", lesson_ids())
def test_every_step_of_a_hit_is_one_of_the_scene_of_its_stop(name):
    lesson = load(name)
    scenes = {stop.id: lesson.scenes[stop.scene].program for stop in lesson.stops}
    for check in lesson.checkpoints:
        number = max((number.text for row in check.printed for number in row), key=len)
        for hit in search(f"{check.name} {number}", "en"):
            if hit["lesson"] == name and hit["step"]:
                assert hit["step"] in scenes[hit["stop"]].by_name


@pytest.mark.parametrize(
    ("words", "lang"), [("kronecker", "en"), ("Kronecker", "zh"), ("批量归一化", "zh")]
)
def test_words_are_found_in_both_languages_whatever_the_page_speaks(words, lang):
    assert stops(words, "en") == stops(words, "zh") != []
    shown = {load(name).title[lang] for name in lesson_ids()}
    assert {hit["of"] for hit in search(words, lang)} <= shown


def test_what_is_found_in_the_other_language_alone_is_told_by_its_passage():
    """“漏掉一位”, a digit that was lost, is said of what 3.6 d prints in `gradY2lin`."""
    hit = next(hit for hit in search("漏掉一位", "en") if hit["stop"] == "batch-second")
    assert hit["text"].startswith("3.6 d: gradY2lin = -1215")
    assert hit["step"] == "gradY2lin"


@pytest.mark.parametrize("words", ["∇W2", "∇W₂"])
def test_a_gradient_is_found_by_its_sign_on_the_page(words):
    """3.6 d prints `gradW2`, which the page shows as ∇W₂."""
    assert stops(words) == stops("gradW2")
    assert ("cmu-toy", "batch-second") in stops(words)


def test_a_title_comes_before_a_mention():
    titles = [hit["title"].casefold() for hit in search("sigmoid", "en")]
    named = ["sigmoid" in title for title in titles]
    assert any(named)
    assert named == sorted(named, reverse=True)


def test_all_words_have_to_be_there():
    both = [("cmu-toy", "sigmoid"), ("cmu-toy", "sigmoid-back")]  # 1.3e-14 is printed in 3.3 too
    assert stops("sigmoid 1.3e-14") == both
    assert stops("sigmoid nowhere") == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", ["", "   ", "(", "[a-", "\\", ".", "e" * 5000])
def test_whatever_is_typed_is_searched_as_it_stands(words, lang):
    assert len(search(words, lang)) <= MOST


@pytest.mark.parametrize("name", lesson_ids())
def test_every_stop_is_found_by_its_title(name):
    for stop in load(name).stops:
        for lang in LANGUAGES:
            assert (name, stop.id) in stops(stop.title[lang], lang)
