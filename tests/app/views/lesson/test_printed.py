"""What the handout prints of the toy problem, as the playground says it."""

import pytest

from app.design import PRESETS
from app.text import LANGUAGES
from app.views.lesson.printed import printed
from app.work import numbers
from app.work.recent import Recent
from app.work.source import lesson_of, stop_named
from engine.network.build import build

TOY = PRESETS["toy"]


def test_of_the_toy_problem_the_lost_digit_is_found_where_it_is_printed():
    """3.6 d prints −950 where (−1211 − 1603 − 360)/3 = −1058."""
    assert (-1211 - 1603 - 360) / 3 == -1058
    (place,) = printed(TOY, "en")["gradB2"]
    assert (place["lesson"], place["stop"], place["agrees"]) == ("cmu-toy", "batch-second", False)
    assert place["text"] == "Printed in 3.6 d as −950: why?"
    assert place["of"] == "The toy problem"
    assert "−950" in printed(TOY, "zh")["gradB2"][0]["text"]


def test_what_agrees_is_said_once():
    """`gradW2` is printed in 3.6 d with −27795, which agrees, beside the wrong −950."""
    (place,) = printed(TOY, "en")["gradW2"]
    assert place["agrees"]
    assert place["text"] == "Printed in 3.6 d, and the same"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_leads_to_a_stop(lang):
    places = [place for all_places in printed(TOY, lang).values() for place in all_places]
    assert places
    for place in places:
        assert stop_named(lesson_of(place["lesson"]), place["stop"])


def test_it_is_found_after_many_other_networks(monkeypatch):
    """Then the network is built anew, while the lesson has the program with which it was read."""
    assert lesson_of("cmu-toy")
    monkeypatch.setattr(numbers, "KEPT", Recent())
    build.cache_clear()
    assert "gradB2" in printed.__wrapped__(TOY, "en")


def test_of_other_numbers_nothing_is_printed():
    assert printed(PRESETS["small"], "en") == {}
