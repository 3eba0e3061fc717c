"""Every number in the sentences of the lessons is the engine's, in both languages."""

import re

import pytest

from engine.teach.lessons.lesson import lesson_ids, load
from tests.engine.teach.lessons.claims import CLAIMS

LESSONS = {name: load(name) for name in lesson_ids()}
NUMBER = re.compile(r"(?<![\w_\[^{.])[−-]?\d[\d,]*(?:\.\d+)*(?:e[−-]?\d+)?(?![\w_])")
TRIVIAL = {"0", "1", "-1", "2"}
EPS = {"1e-8", "0.001", "8"}
"""The cause of many misprints: shown by its change, which gives the printed digits."""
SECTION = re.compile(r"\d\.\d(?:\.\d)?")
OTHERWISE = {("first-principles", "gpt2"): ({"7"}, {"70"})}
"""Where Chinese counts in another unit: 7 billion are 70 亿."""


def places():
    """Every text of a lesson: `(lesson, place, scene, text)`."""
    for lesson in LESSONS.values():
        for stop in lesson.stops:
            yield lesson, stop.id, stop.scene, stop.text
        for finding in lesson.findings:
            yield lesson, finding.where, finding.scene, finding.text
        for printed in lesson.checkpoints:
            if printed.cause:
                yield lesson, f"{printed.where} {printed.name}", printed.scene, printed.cause


PLACES = {(lesson.id, place): (lesson, scene, text) for lesson, place, scene, text in places()}
every_place = pytest.mark.parametrize("place", PLACES, ids=" ".join)
CLAIMING = [place for place in PLACES if place[0] in {lesson for lesson, _ in CLAIMS}]
"""The texts of the lessons that claim something: a new one has not begun to."""


def sections(lesson):
    """The numbers of the document's sections, which are no values."""
    printed = [*lesson.stops, *lesson.checkpoints, *lesson.findings]
    named = " ".join(one.where for one in printed)
    return {*SECTION.findall(named), "4.1.1"} if lesson.id == "cmu-toy" else set()


def numbers(lesson, said):
    """The numbers in a text that are neither trivial nor of a section."""
    found = NUMBER.findall(re.sub(r"\{\w+\}", " ", said))
    plain = {number.replace("−", "-").rstrip(",") for number in found}
    return plain - TRIVIAL - sections(lesson)


@pytest.mark.parametrize("place", CLAIMS, ids=" ".join)
def test_a_claim_holds(place):
    lesson, scene, _ = PLACES[place]
    _, holds = CLAIMS[place]
    assert holds(lesson.scenes[scene].trace().values if scene else {})


@pytest.mark.parametrize("place", CLAIMING, ids=" ".join)
def test_every_number_that_is_said_is_claimed(place):
    lesson, _, text = PLACES[place]
    claimed = set(CLAIMS.get(place, ("",))[0].split())
    said = numbers(lesson, text["en"])
    assert claimed <= said | TRIVIAL, "claimed, but not said"
    assert said - claimed <= (EPS if place not in CLAIMS else set()), "said, but nobody checks it"


@every_place
def test_both_languages_name_the_same_numbers(place):
    lesson, _, text = PLACES[place]
    only_en, only_zh = OTHERWISE.get(place, (set(), set()))
    english, chinese = numbers(lesson, text["en"]), numbers(lesson, text["zh"])
    assert (english - chinese, chinese - english) == (only_en, only_zh)
