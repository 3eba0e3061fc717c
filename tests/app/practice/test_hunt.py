"""One mistake in the backward pass: the check finds it, and at the end it is explained."""

import numpy as np
import pytest

from app.examples import load
from app.practice import after
from app.practice.hunt import candidates, level
from app.views.numbers import numbers
from app.views.practice import Reader, broken_structure, with_practice
from engine.teach.lessons.lesson import lesson_ids
from engine.teach.lessons.lesson import load as load_lesson

EN = Reader("en")
SCENES = [(name, scene) for name in lesson_ids() for scene in load_lesson(name).scenes]


@pytest.fixture(scope="module")
def source():
    return load("toy")


def begin(source, wish="any", seed=1):
    return after(None, source, {"do": "break", "wish": wish, "seed": seed})


def do(hunt, wanted, **parts):
    return after(hunt, hunt.source, {"do": wanted, **parts})


def sent(hunt, reader=EN):
    return with_practice({"values": numbers(hunt.trace)}, hunt, reader)


@pytest.mark.parametrize("seed", range(6))
def test_only_from_the_wrong_step_on_gradients_differ(source, seed):
    """What does not depend on the step agrees; the step itself differs."""
    hunt = begin(source, seed=seed)
    for name in hunt.checkable:
        hunt = do(hunt, "check", name=name)
    assert not hunt.checks[hunt.culprit].right
    assert {n for n, verdict in hunt.checks.items() if not verdict.right} == {
        hunt.culprit,
        *(name for name in hunt.spoiled if name in hunt.checkable),
    }


@pytest.mark.parametrize("seed", range(40))
def test_in_drawn_numbers_the_first_gradient_that_is_not_right_is_the_wrong_one(source, seed):
    """Whatever the verdicts are: what comes before the wrong step is right, and it is not."""
    hunt = do(begin(source, seed=seed), "another", wish="average_forgotten")
    for name in hunt.checkable[: hunt.checkable.index(hunt.culprit) + 1]:
        hunt = do(hunt, "check", name=name)
    assert [name for name, verdict in hunt.checks.items() if not verdict.right] == [hunt.culprit]


def test_a_mistake_is_drawn_by_level_or_by_name(source):
    for wish in ("easy", "medium", "hard"):
        assert level(begin(source, wish).variant) == wish
    hunt = begin(source, "average_forgotten")
    assert hunt.variant.mistake == "average_forgotten"
    assert do(hunt, "another", wish="transpose_forgotten").variant.mistake == "transpose_forgotten"
    assert do(hunt, "another").variant.mistake == "average_forgotten"


def test_every_level_has_its_mistakes(source):
    levels = {variant.mistake: level(variant) for variant in candidates(source)}
    assert levels["average_forgotten"] == "easy"
    assert levels["target_minus_output"] == "medium"
    assert levels["value_other_layer"] == "hard"


def test_what_is_drawn_does_not_show_in_the_order_of_the_steps(source):
    """Weights that are updated too early come before their turn: only by its name."""
    order = [e.name for e in source.program.equations]
    for seed in range(12):
        hunt = begin(source, "hard", seed)
        assert [e.name for e in hunt.trace.program.equations] == order
    early = begin(source, "new_weights")
    assert [e.name for e in early.trace.program.equations] != order


def test_where_it_is_is_not_sent_before_it_is_found(source):
    hunt = begin(source, "average_forgotten")
    data = sent(hunt)["practice"]
    assert data["found"] is None
    assert hunt.culprit not in str(
        {k: v for k, v in data.items() if k not in ("checkable", "text")}
    )
    step = next(s for s in broken_structure(hunt, EN)["steps"] if s["name"] == hunt.culprit)
    assert "averaged over the 3 samples" in step["said"], "what it is meant to be"
    assert not any("/ 3" in str(piece) for piece in step["lines"]["numpy"]), "what it is"


def test_an_innocent_step_is_told_so_and_the_row_ends(source):
    hunt = do(begin(source, "average_forgotten"), "accuse", name="gradY2")
    assert (hunt.accused, hunt.over, hunt.streak) == (("gradY2",), "", 0)
    hunt = do(hunt, "accuse", name=hunt.culprit)
    assert (hunt.over, hunt.streak) == ("found", 1)
    assert do(hunt, "another").streak == 1


def test_it_is_explained_with_both_formulas_and_numbers(source):
    hunt = do(begin(source, "average_forgotten"), "reveal")
    found = sent(hunt)["practice"]["found"]
    assert found["mistake"]["name"] == "Summed, not averaged"
    np.testing.assert_allclose(found["wrong"]["value"], 3 * np.array(found["right"]["value"]))
    assert "mfrac" in found["right"]["formula"]
    assert "mfrac" not in found["wrong"]["formula"]
    assert len(found["differs"]) == found["entries"]
    assert found["spoiled"] == [hunt.culprit.removeprefix("grad") + "_new"]
    assert hunt.streak == 0


@pytest.mark.parametrize(("lesson", "scene"), SCENES)
def test_in_lessons_what_is_put_in_is_found_by_the_check(lesson, scene):
    taught = load_lesson(lesson)
    hunt = begin(taught.scenes[scene])
    if hunt:
        other = do(hunt, "another")
        checks = do(other, "check", name=other.culprit).checks
        assert [verdict.right for verdict in checks.values()] == [False]
        assert sent(do(other, "reveal"), Reader("zh", taught))["practice"]["found"]


@pytest.mark.parametrize(("lesson", "scene"), SCENES)
def test_in_lessons_there_are_questions(lesson, scene):
    taught = load_lesson(lesson)
    source, reader = taught.scenes[scene], Reader("en", taught)
    for kind in ("entry", "matrix", "shape", "backward"):
        here = source.program.equations[-1].name
        asked = after(None, source, {"do": "predict", "kind": kind, "here": here, "seed": 2})
        for wanted in ("hint", "hint", "hint", "reveal", "another") if asked else ():
            asked = do(asked, wanted)
            data = {"values": numbers(asked.trace)}
            assert with_practice(data, asked, reader)["practice"]["name"] in source.program.by_name
