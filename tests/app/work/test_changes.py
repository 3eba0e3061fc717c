"""What a person does, from one work to the next, on the toy problem."""

import base64
import random
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.design import PRESETS, with_loss
from app.text import LANGUAGES, text
from app.work.changes import KINDS, changed
from app.work.errors import WorkError
from app.work.numbers import inputs_of, losses_of, trace_of
from app.work.plain import LONGEST_FORMULA, from_plain, to_plain
from app.work.practising import practice_of
from app.work.run import run_of, whole_run_of
from app.work.source import iterations_of, lesson_of, shown_of
from app.work.work import FRESH, MOST_ITERATIONS, Entry, Place, Work, typed
from engine.network.conventions import MEAN
from engine.teach.lessons.lesson import lesson_ids
from tests.support import toy
from tests.support.designs import design
from tests.support.works import mutated, works

FIRST = lesson_of("cmu-toy").stops[0]


def edit(said, name="X", row=0, col=0):
    return {"type": "edit", "name": name, "row": row, "col": col, "typed": said}


UPDATE, BACK, RESET, LEAVE = ({"type": kind} for kind in ("update", "back", "reset", "leave"))


def after(*changes, work=None):
    work = work or Work()
    for change in changes:
        work = changed(work, change)
    return work


def numbers(work):
    return {name: value.tolist() for name, value in inputs_of(run_of(work)).items()}


TOY = {name: value.tolist() for name, value in toy.BATCH.items()}


def test_a_fresh_work_has_the_numbers_of_the_example():
    assert numbers(Work()) == TOY


def test_an_edit_is_recomputed_with():
    """10·4 + 3·5, 10·2 + 3·4, 10·(−2) + 3·5."""
    trace = trace_of(run_of(after(edit("10"))))
    assert trace["Y1lin"].tolist() == [[55, 32, -5], [50, 34, 20], [68, 46, 26]]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1/3", 1 / 3),
        ("2,5", 2.5),
        ("1 000", 1000),
        ("1e-3", 0.001),
        ("−3", -3),
        ("2.1×10⁻²¹", 2.1e-21),
        ("−27\u2009795", -27795),
    ],
)
def test_a_cell_takes_what_an_answer_takes(said, number):
    assert numbers(after(edit(said)))["X"][0][0] == number


def test_an_entry_that_is_edited_again_is_typed_once():
    assert after(edit("10"), edit("20")) == Work(iterations=((Entry("X", 0, 0, 20),),))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("abc", "not_a_number"),
        ("", "empty"),
        ("nan", "not_finite"),
        ("−inf", "not_finite"),
        ("1e400", "too_large"),
        ("1/0", "divided_by_zero"),
        ("1 2", "not_a_number"),
    ],
)
def test_what_is_no_number_is_refused_in_the_language_of_the_page(said, reason):
    with pytest.raises(WorkError) as refused:
        after(edit(said))
    for lang in LANGUAGES:
        assert refused.value.sentence(lang) == text(f"refused.{reason}", lang, typed=said)


def test_a_refusal_repeats_what_was_typed_but_not_all_of_a_novel():
    with pytest.raises(WorkError) as refused:
        after(edit("  " + "ab" * 100))
    assert "“" + "ab" * 20 + "”" in refused.value.sentence("en")


@pytest.mark.parametrize(
    ("name", "row", "col"),
    [("W4", 0, 0), ("Y1lin", 0, 0), ("gradW1", 0, 0), ("X", 3, 0), ("W1", 0, 3), ("lr", 0, 1)],
)
def test_an_edit_of_what_is_not_there_is_passed_over(name, row, col):
    assert after(edit("9", name, row, col)) == Work()


def test_an_update_makes_the_new_parameters_the_parameters():
    trace = trace_of(run_of(Work()))
    updated = numbers(after(UPDATE))
    for name in toy.PARAMETERS:
        assert updated[name] == trace[f"{name}_new"].tolist()
    for name in ("X", "D", "lr"):
        assert updated[name] == TOY[name]


def test_an_edit_belongs_to_the_iteration_that_is_shown():
    work = after(UPDATE, edit("0.5", "lr"))
    assert work.iterations == ((), (Entry("lr", 0, 0, 0.5),))
    assert numbers(work)["lr"] == 0.5
    back = after(BACK, work=work)
    assert (back.iterations, shown_of(back)) == (work.iterations, 1)
    assert numbers(back)["lr"] == TOY["lr"]
    assert after(UPDATE, work=back) == work
    assert after(BACK) == Work()


SMALL = {"type": "preset", "name": "small"}


def run_to(number):
    return {"type": "run", "to": number}


def show(number):
    return {"type": "iteration", "number": number}


def test_a_run_is_as_many_updates():
    ran, updated = after(SMALL, run_to(31)), after(SMALL, *[UPDATE] * 30)
    assert ran == updated
    assert numbers(ran) == numbers(updated)
    assert after(run_to(31), work=ran) == ran
    assert after(run_to(10), work=ran) == ran


def test_another_iteration_is_shown_and_all_of_them_stay():
    ran = after(SMALL, run_to(31))
    fourth = after(show(4), work=ran)
    assert (shown_of(fourth), fourth.iterations) == (4, ran.iterations)
    assert numbers(fourth) == numbers(after(SMALL, *[UPDATE] * 3))
    assert after(show(31), work=fourth) == ran
    assert shown_of(after(show(400), work=fourth)) == 31
    assert shown_of(after(run_to(14), work=fourth)) == 14
    assert after(run_to(31), work=fourth) == ran


def test_an_edit_in_the_fourth_iteration_stays_there_and_later_ones_follow_from_it():
    ran = after(SMALL, run_to(31))
    edited = after(show(4), edit("9", "W1"), work=ran)
    assert [k for k, one in enumerate(edited.iterations, 1) if one] == [4]
    assert (shown_of(edited), len(edited.iterations)) == (4, 31)
    by_hand = after(SMALL, *[UPDATE] * 3, edit("9", "W1"), *[UPDATE] * 27)
    assert numbers(after(show(31), work=edited)) == numbers(by_hand)
    assert numbers(after(show(3), work=edited)) == numbers(after(show(3), work=ran))
    assert losses_of(whole_run_of(edited))[:3] == losses_of(whole_run_of(ran))[:3]
    assert losses_of(whole_run_of(edited))[3] != losses_of(whole_run_of(ran))[3]


def test_a_run_ends_where_the_numbers_leave_the_finite_range():
    """One update after the other ends at the same iteration."""
    work = Work()
    while (onward := after(UPDATE, work=work)) != work:
        work = onward
    assert 2 < len(work.iterations) < 20
    assert after(run_to(100)) == work


def test_a_large_network_is_run_in_parts():
    """One change takes at most about a tenth of a second; who wants more asks again."""
    some = after({"type": "preset", "name": "digits"}, run_to(100))
    assert 2 <= shown_of(some) < 60
    assert shown_of(some) < shown_of(after(run_to(100), work=some))


@pytest.mark.parametrize(
    "change",
    [
        edit("10") | {"iteration": 4},
        {"type": "paste", "name": "X", "text": "10", "row": 0, "col": 0, "iteration": 4},
    ],
    ids=lambda change: change["type"],
)
def test_what_was_typed_before_a_run_went_on_stays_where_it_was_seen(change):
    """The run came to the ninth iteration before the server heard of it."""
    work = after(SMALL, {"type": "run", "to": 9}, change)
    typed_in = [k for k, entries in enumerate(iterations_of(work), 1) if entries]
    assert (typed_in, shown_of(work), len(iterations_of(work))) == ([4], 4, 9)


def test_what_was_typed_into_an_iteration_that_was_undone_goes_into_the_last_one():
    work = after(SMALL, {"type": "run", "to": 2}, edit("10") | {"iteration": 4})
    assert (shown_of(work), iterations_of(work)[1]) == (2, (Entry("X", 0, 0, 10.0),))
    with pytest.raises(WorkError, match="iteration"):
        changed(Work(), edit("10") | {"iteration": 0})


def test_there_is_a_last_iteration():
    work = replace(Work(PRESETS["small"]), iterations=((),) * (MOST_ITERATIONS - 5))
    last = after(run_to(MOST_ITERATIONS + 95), work=work)
    assert shown_of(last) == MOST_ITERATIONS
    with pytest.raises(WorkError) as refused:
        after(run_to(MOST_ITERATIONS + 95), work=last)
    assert str(MOST_ITERATIONS) in refused.value.sentence("en")


def test_no_update_from_numbers_that_are_not_finite():
    assert len(after(edit("1e308"), UPDATE).iterations) == 1


def test_a_reset_is_the_example_as_it_came():
    assert after(edit("10"), UPDATE, edit("3", "W1"), RESET) == Work()


def test_every_iteration_has_its_loss():
    work = after({"type": "preset", "name": "small"}, *[UPDATE] * 3)
    losses = losses_of(run_of(work))
    assert len(losses) == 4
    assert losses[-1] == trace_of(run_of(work))["L"]
    assert losses[:-1] == losses_of(run_of(after(BACK, work=work)))
    assert losses == losses_of(whole_run_of(after(BACK, work=work)))


def test_a_thousand_iterations_are_computed_from_the_beginning():
    work = Work(iterations=((),) * 1000, design=replace(PRESETS["small"], batch=2))
    losses = losses_of(run_of(work))
    assert len(losses) == 1000
    assert losses[-1] == trace_of(run_of(work))["L"]


def test_another_loss_keeps_the_data_and_the_rate_of_now():
    """W1 as it was edited before the first update; X, D and lr as they are now."""
    work = after(edit("9", "W1"), UPDATE, UPDATE, UPDATE)
    work = after(edit("70"), edit("80", "D"), edit("0.2", "lr"), edit("5", "B2"), work=work)
    work = after({"type": "design", "design": {"loss": "l2"}}, work=work)
    assert work.design == with_loss(PRESETS["toy"], "l2")
    kept = [
        Entry("D", 0, 0, 80),
        Entry("W1", 0, 0, 9),
        Entry("X", 0, 0, 70),
        Entry("lr", 0, 0, 0.2),
    ]
    assert work.iterations == (typed(kept),)


@pytest.mark.parametrize(
    "other",
    [
        {"type": "samples", "samples": "single"},
        {
            "type": "design",
            "design": {"layers": to_plain(Work(design(hidden="tanh")))["design"]["layers"]},
        },
        {"type": "design", "design": {"loss": "l2"}},
    ],
    ids=["samples", "activation", "loss"],
)
def test_another_way_of_training_keeps_the_edits_and_restarts_the_iterations(other):
    work = after(edit("10"), edit("9", "W1"), UPDATE, other)
    assert work.design != PRESETS["toy"]
    assert work.iterations == (typed([Entry("W1", 0, 0, 9), Entry("X", 0, 0, 10)]),)
    assert trace_of(run_of(work)).dims["n"] == (1 if work.design.single else 3)


def test_the_same_design_changes_nothing():
    work = after(edit("10"), UPDATE)
    same = {"type": "design", "design": to_plain(work)["design"]}
    assert after(same, {"type": "samples", "samples": "batch"}, work=work) == work


def test_new_numbers_leave_the_rate_and_nothing_else_that_was_typed():
    work = after(
        edit("7", "W1"), edit("0.5", "lr"), {"type": "design", "design": {"start": "zeros"}}
    )
    assert work.iterations == ((Entry("lr", 0, 0, 0.5),),)


def test_what_was_typed_where_there_is_nothing_any_more_is_left_out():
    layers = [{"width": w, "activation": a} for w, a in ((2, "relu"), (3, "relu"), (2, "softmax"))]
    narrow = {"type": "design", "design": {"layers": [one | {"norm": "none"} for one in layers]}}
    work = after(edit("7", "W3", 2, 1), edit("8", "B1", 0, 2), narrow)
    assert work.iterations == ((Entry("W3", 2, 1, 7),),)


def test_a_convention_is_a_change_of_the_design():
    from dataclasses import asdict

    work = after({"type": "design", "design": {"conventions": asdict(MEAN)}})
    assert work.design == replace(PRESETS["toy"], conventions=MEAN)


def test_a_network_that_cannot_be_is_refused_at_its_field():
    with pytest.raises(WorkError, match="batch: within") as refused:
        after({"type": "design", "design": {"batch": "99"}})
    assert refused.value.sentence("en") == "99 is not possible here: it can be 1 to 64."


def test_a_single_sample_is_edited_in_the_batch():
    work = after({"type": "samples", "samples": "single"}, edit("8", col=1))
    assert trace_of(run_of(work))["X"].tolist() == [[4, 8]]
    batch = after({"type": "samples", "samples": "batch"}, work=work)
    assert numbers(batch)["X"] == [[4, 8], [5, 6], [7, 8]]


def test_an_example_is_opened_with_nothing_typed():
    work = after(edit("10"), {"type": "preset", "name": "small"})
    assert work == Work(PRESETS["small"])
    assert after(run_to(3), show(2), SMALL) == work


def test_each_scene_shows_an_iteration_of_its_own():
    stops = lesson_of("cmu-toy").stops
    one, other = [s for s in stops if s.scene in ("batch", "norm")][:2]
    work = after({"type": "lesson", "lesson": "cmu-toy", "stop": one.id}, UPDATE, UPDATE, show(2))
    away = after({"type": "stop", "stop": other.id}, work=work)
    assert (shown_of(work), shown_of(away)) == (2, 2 if other.scene == one.scene else 1)
    assert after({"type": "stop", "stop": one.id}, work=away).place.shown == work.place.shown
    assert after(show(3), work=work).place.shown == ()


def test_a_lesson_keeps_the_work_on_each_scene_and_leaves_ones_own_alone():
    own = after(edit("10"))
    inside = after({"type": "lesson", "lesson": "cmu-toy"}, work=own)
    assert inside.place == Place("cmu-toy", FIRST.id)
    name, value = next(iter(inputs_of(run_of(inside)).items()))
    worked = after(edit("77", name), UPDATE, work=inside)
    assert iterations_of(worked) == ((Entry(name, 0, 0, 77),), ())
    other = next(s for s in lesson_of("cmu-toy").stops if s.scene != FIRST.scene)
    away = after({"type": "stop", "stop": other.id}, work=worked)
    assert iterations_of(away) == FRESH
    back = after({"type": "stop", "stop": FIRST.id}, work=away)
    assert iterations_of(back) == iterations_of(worked)
    left = after({"type": "stop", "stop": other.id}, LEAVE, work=back)
    assert (left.place, left.iterations) == (None, own.iterations)
    again = after({"type": "lesson", "lesson": "cmu-toy"}, work=left)
    assert again.place.stop == other.id
    assert value.size


@pytest.mark.parametrize("lesson", lesson_ids())
def test_a_lesson_opens_at_its_first_stop_with_its_own_numbers(lesson):
    first = lesson_of(lesson).stops[0]
    scene = lesson_of(lesson).scenes[first.scene]
    for asked in ({}, {"stop": "nonsense"}):
        work = after({"type": "lesson", "lesson": lesson, **asked})
        assert work.place == Place(lesson, first.id)
        inputs = inputs_of(run_of(work))
        assert inputs.keys() == scene.values.keys()
        assert all((inputs[name] == value).all() for name, value in scene.values.items())
        assert dict(work.reached) == {lesson: first.id}


@pytest.mark.parametrize("lesson", ["", "nonsense", "../lessons/cmu-toy"])
def test_what_is_no_lesson_is_refused_and_the_lessons_are_named(lesson):
    with pytest.raises(WorkError, match="lesson: no_choice") as refused:
        after({"type": "lesson", "lesson": lesson})
    assert "cmu-toy" in refused.value.sentence("en")


def test_what_is_no_stop_is_refused():
    with pytest.raises(WorkError, match="stop: no_choice"):
        after({"type": "lesson", "lesson": "cmu-toy"}, {"type": "stop", "stop": "nonsense"})
    assert after({"type": "stop", "stop": FIRST.id}) == Work(), "outside of lessons there are none"


def formula(said, panel=0):
    return {"type": "formula", "panel": panel, "formula": said}


def test_a_typed_formula_belongs_to_its_panel():
    inside = after({"type": "lesson", "lesson": "first-principles", "stop": "gradient"})
    work = after(formula("tr(X)"), formula("tr(X' * X)"), work=inside)
    assert work.place.formula(0) == "tr(X' * X)"
    assert work.place.formula(1) is None
    elsewhere = after({"type": "stop", "stop": "step1"}, work=work)
    assert elsewhere.place.formula(0) is None
    assert after({"type": "stop", "stop": "gradient"}, work=elsewhere).place == work.place
    assert len(after(formula("x" * 1000), work=inside).place.formula(0)) == LONGEST_FORMULA
    assert after(formula("tr(X)", panel=1), work=inside) == inside, "the stop has one panel"


def test_a_lesson_has_its_own_network():
    inside = after({"type": "lesson", "lesson": "mnist"})
    assert after({"type": "preset", "name": "small"}, work=inside) == inside


def predict(kind="matrix"):
    return {"type": "practise", "do": "predict", "kind": kind, "here": "gradW2", "seed": 1}


def test_while_something_is_practised_its_numbers_stay():
    work = after(predict())
    assert practice_of(work).name == "gradW2"
    assert after(edit("10"), UPDATE, RESET, work=work) == work
    assert after({"type": "practise", "do": "stop"}, work=work) == Work()


def test_a_practice_ends_where_something_else_is_opened():
    assert after(predict(), {"type": "samples", "samples": "single"}).practice == ()


def test_an_answer_counts_and_a_new_question_begins_anew():
    work = after(predict(), {"type": "practise", "do": "answer", "entries": [[0, 0, "1"]]})
    assert practice_of(work).judged.marks == {(0, 0): "wrong"}
    assert practice_of(from_plain(to_plain(work))).judged == practice_of(work).judged
    assert after(predict(), work=work) == after(predict())


def test_where_there_is_nothing_to_practise_it_is_said():
    with pytest.raises(WorkError) as refused:
        after({"type": "preset", "name": "digits"}, predict())
    assert refused.value.sentence("en") == text("practise.none", "en")


def test_what_is_looked_at_changes_no_number():
    work = after({"type": "look", "view": {"step": "gradW2", "present": True}})
    assert (work.view.step, work.view.present) == ("gradW2", True)
    assert run_of(work) == run_of(Work())


CHANGES = [
    edit("3"), UPDATE, BACK, RESET, LEAVE, predict(), predict("entry"), run_to(7), show(2),
    {"type": "paste", "name": "X", "text": "1 2\n3 4", "row": 1, "col": 0, "transposed": False},
    {"type": "paste", "name": "W1", "text": "[[1, 2, 3], [4, 5, 6]]"},
    {"type": "fill", "name": "W1", "rule": "random", "seed": 7},
    {"type": "preset", "name": "norm"},
    {"type": "design", "design": to_plain(Work())["design"]},
    {"type": "samples", "samples": "single"},
    {"type": "written", "text": "nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))"},
    {"type": "values", "name": "b.csv", "data": base64.b64encode(b"W1\n1,2\n3,4").decode()},
    {"type": "lesson", "lesson": "cmu-toy", "stop": FIRST.id},
    {"type": "stop", "stop": FIRST.id},
    {"type": "formula", "panel": 0, "formula": "x^T x"},
    {"type": "practise", "do": "answer", "entries": [[0, 0, "1/2"]], "decimals": {"X": 2}},
    {"type": "practise", "do": "break", "wish": "any", "seed": 2},
    {"type": "practise", "do": "accuse", "name": "gradW2"},
    {"type": "practise", "do": "another"},
    {"type": "look", "view": {"step": "gradW2", "zoom": "layers"}},
]  # fmt: skip


def test_every_kind_of_change_is_tried():
    assert {change["type"] for change in CHANGES} == set(KINDS)


def work_or_refusal(work, change):
    """Whatever else is raised is a mistake."""
    try:
        return changed(work, change)
    except WorkError as error:
        return error


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(works(), st.integers(0, 10**9))
def test_hostile_changes_are_works_or_named_refusals(work, seed):
    """Four hundred changes of each of eight works, each work one that can be read again."""
    make_hostile_changes(work, seed)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
@settings(max_examples=25, deadline=None, phases=[Phase.generate])
@given(works(), st.integers(0, 10**9))
def test_ten_thousand_hostile_changes(work, seed):
    """Four hundred changes of each of 25 works."""
    make_hostile_changes(work, seed)


def make_hostile_changes(work, seed):
    rng = random.Random(seed)
    for k in range(400):
        change = rng.choice(CHANGES)
        change = mutated(change, f"{seed} {k}") if rng.random() < 0.9 else change
        after = work_or_refusal(work, change)
        if isinstance(after, WorkError):
            assert after.located("zh").encode()
        else:
            assert from_plain(to_plain(after)) == after
