"""What the player sends, and what it is answered; no page is drawn."""

import pytest

from app.bench import designed
from app.events import take
from app.text import text
from app.views.player import player_data, structure
from app.visitor import LOSSES_SHOWN, Visitor
from tests.support import toy
from tests.support.designs import design

TOY = design()
SMALL = design("small", hidden="tanh", loss="l2")


@pytest.fixture
def visitor():
    return Visitor(designed(TOY), "en")


def edit(number, typed, name="X", row=0, col=0):
    return {"id": number, "type": "edit", "name": name, "row": row, "col": col, "typed": typed}


def send(visitor, *events, have=""):
    take(visitor, {"have": have, "list": list(events)})
    return visitor.state()


def corner(visitor):
    return visitor.trace()["X"][0, 0]


def test_at_first_nothing_is_done(visitor):
    state = visitor.state()
    assert state.pop("design")["refused"] is None
    assert state == {
        "changed": {},
        "iteration": 1,
        "losses": [12756],  # 639·4 + 1170·2 + 1572·5
        "can": {"undo": False, "redo": False, "back": False, "update": True},
        "writing": {"names": "cmu-toy", "gradients": "nabla"},
        "reply": {"id": 0, "refused": None},
        "closer": {},
    }


def test_the_loss_of_the_toy_problem_by_hand():
    """Softmax gives (1, 0), so -log is (0, difference): 1544−905, 2614−1444, 3538−1966."""
    logits = [[1544, 905], [2614, 1444], [3538, 1966]]
    gaps = [a - b for a, b in logits]
    assert gaps == [639, 1170, 1572]
    assert sum(gap * d for gap, (_, d) in zip(gaps, toy.D_BATCH, strict=True)) == 12756


def test_an_edit_is_recomputed_and_what_changed_is_listed(visitor):
    """10 for 4 in X: Y1lin gains 6·(4, 2, −2), in its first row only."""
    state = send(visitor, edit(1, "10"))
    assert visitor.trace()["Y1lin"].tolist() == [[55, 32, -5], [50, 34, 20], [68, 46, 26]]
    assert state["changed"]["X"] == [[0, 0]]
    assert state["changed"]["Y1lin"] == [[0, 0], [0, 1], [0, 2]]
    assert "W1" not in state["changed"]
    assert state["reply"] == {"id": 1, "refused": None}
    assert state["can"]["undo"]


def test_events_are_handled_in_order(visitor):
    state = send(visitor, edit(1, "10"), edit(2, "20"), {"id": 3, "type": "undo"})
    assert corner(visitor) == 10
    assert state["reply"]["id"] == 3
    assert state["can"] == {"undo": True, "redo": True, "back": False, "update": True}


def test_an_event_that_is_sent_again_is_handled_once(visitor):
    first, second = {"id": 1, "type": "update"}, {"id": 2, "type": "update"}
    send(visitor, first)
    state = send(visitor, first, second)
    assert state["iteration"] == 3
    assert send(visitor, first, second)["iteration"] == 3


def test_what_was_answered_long_ago_is_passed_over(visitor):
    send(visitor, edit(7, "10"))
    state = send(visitor, edit(5, "20"), edit(6, "30"))
    assert corner(visitor) == 10
    assert state["reply"]["id"] == 7


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("abc", "not_a_number"),
        ("", "empty"),
        ("nan", "not_finite"),
        ("−inf", "not_finite"),
        ("1e400", "too_large"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_refusal_is_a_sentence_in_the_language(visitor, lang, typed, reason):
    visitor.lang = lang
    state = send(visitor, edit(1, typed, "W1", 1, 2))
    said = text(f"refused.{reason}", lang, typed=typed)
    refused = {"name": "W1", "row": 1, "col": 2, "typed": typed, "text": said}
    assert state["reply"] == {"id": 1, "refused": refused}
    assert state["changed"] == {}
    assert not state["can"]["undo"]
    assert visitor.bench.untouched


def test_a_refusal_repeats_what_was_typed_but_not_all_of_a_novel(visitor):
    refused = send(visitor, edit(1, "  " + "ab" * 100))["reply"]["refused"]
    assert "“" + "ab" * 20 + "”" in refused["text"]
    assert refused["typed"] == "  " + "ab" * 100


def test_a_refusal_is_not_lost_when_another_event_follows(visitor):
    """Both in one message: the second one is done, the first one is still answered."""
    state = send(visitor, edit(1, "ten"), edit(2, "6", row=1))
    assert state["reply"]["id"] == 2
    refused = state["reply"]["refused"]
    assert (refused["name"], refused["row"], refused["col"]) == ("X", 0, 0)
    assert refused["typed"] == "ten"
    assert visitor.trace()["X"].tolist() == [[4, 3], [6, 6], [7, 8]]


@pytest.mark.parametrize("kind", ["undo", "redo", "reset", "back", "update"])
def test_no_command_takes_a_refusal_along(visitor, kind):
    state = send(visitor, edit(1, "ten"), {"id": 2, "type": kind})
    assert state["reply"]["refused"]["typed"] == "ten"


@pytest.mark.parametrize("place", [("X", 0, 1), ("X", 1, 0), ("W1", 0, 0)])
def test_an_edit_beside_it_leaves_a_refusal(visitor, place):
    state = send(visitor, edit(1, "ten"), edit(2, "1", *place))
    assert state["reply"]["refused"]["typed"] == "ten"


def test_a_refused_entry_that_is_edited_again_is_mended(visitor):
    state = send(visitor, edit(1, "ten"), edit(2, "10"))
    assert state["reply"] == {"id": 2, "refused": None}
    assert corner(visitor) == 10


def test_the_last_of_two_refusals_is_told(visitor):
    state = send(visitor, edit(1, "ten"), edit(2, "six", row=1))
    assert state["reply"]["refused"]["typed"] == "six"


def test_the_next_message_ends_a_refusal(visitor):
    send(visitor, edit(1, "ten"))
    assert send(visitor, {"id": 2, "type": "update"})["reply"]["refused"] is None


def test_a_message_with_nothing_new_keeps_the_refusal(visitor):
    send(visitor, edit(1, "ten"))
    assert send(visitor)["reply"]["refused"]["typed"] == "ten"
    assert send(visitor, edit(1, "ten"))["reply"]["refused"]["typed"] == "ten"


def test_undo_redo_and_reset_mark_what_changed(visitor):
    send(visitor, edit(1, "10"))
    for number, kind in enumerate(("undo", "redo", "reset"), start=2):
        state = send(visitor, {"id": number, "type": kind})
        assert state["changed"]["X"] == [[0, 0]], kind
    assert corner(visitor) == 4


@pytest.mark.parametrize("kind", ["update", "back"])
def test_another_iteration_marks_nothing(visitor, kind):
    send(visitor, {"id": 1, "type": "update"})
    state = send(visitor, {"id": 2, "type": kind})
    assert state["changed"] == {}
    assert state["iteration"] == {"update": 3, "back": 1}[kind]


def test_every_iteration_has_its_loss(visitor):
    visitor.redesign(SMALL)
    shown = send(visitor, *({"id": k, "type": "update"} for k in (1, 2, 3)))["losses"]
    assert len(shown) == 4
    for number, loss in enumerate(reversed(shown), start=4):
        assert visitor.trace()["L"] == loss
        send(visitor, {"id": number, "type": "back"})


def test_only_the_last_losses_are_sent(visitor):
    visitor.redesign(SMALL)
    count = LOSSES_SHOWN + 5
    state = send(visitor, *({"id": k, "type": "update"} for k in range(1, count + 1)))
    assert state["iteration"] == count + 1
    assert len(state["losses"]) == LOSSES_SHOWN
    assert state["losses"][-1] == visitor.trace()["L"]


def test_no_update_from_numbers_that_are_not_finite(visitor):
    state = send(visitor, edit(1, "1e308"))
    assert not state["can"]["update"]
    assert state["can"]["undo"]


# -- The structure


def test_a_structure_that_the_player_does_not_know_is_sent(visitor):
    """`have` is empty after a reload: the whole structure is the answer."""
    wanted = structure(visitor.trace(), "en")
    take(visitor, {"have": "", "list": []})
    data = player_data(visitor.trace(), "en", visitor.have, visitor.state())
    assert data["structure"] is wanted
    take(visitor, {"have": wanted["id"], "list": []})
    data = player_data(visitor.trace(), "en", visitor.have, visitor.state())
    assert data["structure"] is None
    assert data["program"] == wanted["id"]


def test_an_empty_message_is_no_event(visitor):
    take(visitor, {})
    assert (visitor.have, visitor.answered) == ("", 0)


# -- Another network


@pytest.mark.parametrize(
    "other", [design(batch=False), design(hidden="tanh"), design(loss="l2")], ids=["x", "y", "z"]
)
def test_another_way_of_training_keeps_the_edits_and_restarts_the_iterations(visitor, other):
    send(visitor, edit(1, "10"), edit(2, "9", "W1"), {"id": 3, "type": "update"})
    visitor.redesign(other)
    state = visitor.state()
    assert visitor.bench.design == other
    assert state["iteration"] == 1
    assert len(state["losses"]) == 1
    trace = visitor.trace()
    assert trace["X"][0].tolist() == [10, 3]
    assert trace["W1"].tolist() == [[9, 2, -2], [5, 4, 5]]
    assert trace.dims["n"] == (1 if other.single else 3)


def test_the_same_design_changes_nothing(visitor):
    send(visitor, edit(1, "10"), {"id": 2, "type": "update"})
    before = visitor.bench
    visitor.redesign(TOY)
    assert visitor.bench is before


def test_another_example_is_opened_afresh_and_the_way_back_leads_out_of_it(visitor):
    send(visitor, edit(1, "10"))
    visitor.open("small")
    assert len(visitor.trace()["X"]) == 4
    assert visitor.state()["can"]["undo"]
    send(visitor, {"id": 2, "type": "undo"})
    assert corner(visitor) == 10


def test_another_network_ends_a_refusal(visitor):
    send(visitor, edit(1, "ten"))
    visitor.redesign(design(hidden="tanh"))
    assert visitor.state()["reply"] == {"id": 1, "refused": None}


@pytest.mark.parametrize(
    ("name", "row", "col"),
    [("W4", 0, 0), ("gradW1", 0, 0), ("X", 3, 0), ("X", -1, 0), ("lr", 0, 1)],
)
def test_an_edit_of_what_is_not_there_is_passed_over_and_answered(visitor, name, row, col):
    state = send(visitor, edit(1, "9", name, row, col), edit(2, "10"))
    assert state["reply"] == {"id": 2, "refused": None}
    assert corner(visitor) == 10


def test_edits_of_one_message_are_all_marked(visitor):
    state = send(visitor, edit(1, "10"), edit(2, "9", row=1), edit(3, "ten", row=2))
    assert state["changed"]["X"] == [[0, 0], [1, 0]]


def test_parameters_that_are_not_finite_are_not_carried_over(visitor):
    state = send(visitor, edit(1, "1e308"), {"id": 2, "type": "update"})
    assert not state["can"]["update"]
    assert state["iteration"] == 1


# -- Practising


def practise(number, wanted, **more):
    return {"id": number, "type": "practise", "do": wanted, **more}


def predict(number, here="gradW2", kind="matrix"):
    return practise(number, "predict", kind=kind, here=here, seed=1)


def test_while_something_is_practised_its_numbers_stay(visitor):
    state = send(visitor, predict(1), edit(2, "10"), {"id": 3, "type": "update"})
    assert visitor.practice.name == "gradW2"
    assert corner(visitor) == 4
    assert state["can"] == {"undo": False, "redo": False, "back": False, "update": False}
    assert state["reply"] == {"id": 3, "refused": None}


def test_the_numbers_of_a_practice_are_shown_and_given_back(visitor):
    send(visitor, predict(1), practise(2, "another"))
    assert visitor.trace()["X"].tolist() != [[4, 3], [5, 6], [7, 8]]
    send(visitor, practise(3, "stop"))
    assert visitor.practice is None
    assert corner(visitor) == 4


def test_a_practice_ends_where_something_else_is_opened(visitor):
    send(visitor, predict(1))
    visitor.redesign(design(batch=False))
    assert visitor.practice is None
    assert visitor.trace()["X"].tolist() == [[4, 3]]


def test_a_practice_changes_no_cell(visitor):
    state = send(visitor, predict(1), practise(2, "another"))
    assert state["changed"] == {}


def test_where_there_is_nothing_to_practise_it_is_said(visitor):
    state = send(visitor, predict(1, kind="colour"))
    assert visitor.practice is None
    assert state["reply"]["refused"]["text"] == text("practise.none", "en")


def test_the_presenter_mode_is_kept(visitor):
    send(visitor, {"id": 1, "type": "present", "on": True})
    assert visitor.presenting
    send(visitor, {"id": 2, "type": "present", "on": False})
    assert not visitor.presenting
