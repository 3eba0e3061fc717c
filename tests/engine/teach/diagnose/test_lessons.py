"""Programs in the words of a document are diagnosed like any: every step of every lesson."""

import numpy as np
import pytest

from engine.teach.diagnose.comparison import compare
from engine.teach.diagnose.diagnosis import diagnose
from engine.teach.lessons.lesson import lesson_ids, load
from engine.teach.mistakes.broken import noticeable_mistakes

SCENES = [(name, scene) for name in lesson_ids() for scene in load(name).scenes]


@pytest.mark.parametrize(("lesson", "scene"), SCENES, ids=str)
def test_every_step_can_be_asked_and_broken(lesson, scene):
    trace = load(lesson).scenes[scene].trace()
    assert {c.verdict for c in compare(trace, dict(trace.values))} == {"right"}
    for equation in trace.program.equations:
        value = trace[equation.name]
        assert diagnose(trace, equation.name, value).passed
        assert not diagnose(trace, equation.name, value + 1 + np.abs(value)).passed
    assert all(
        variant.program.shapes == trace.program.shapes for variant in noticeable_mistakes(trace)
    )
