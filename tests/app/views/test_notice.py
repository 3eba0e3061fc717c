"""The first step that is not finite is named."""

import pytest

from app.text import LANGUAGES
from app.views.notice import notice
from tests.support.moved import moved


def test_there_is_no_notice_of_finite_numbers(batch):
    assert notice(batch, "en") is None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("changed", "name", "step"),
    [
        ({"X": {(0, 0): 1e308}}, "Y1lin", 1),  # 4·1e308
        ({"W2": {(0, 0): 1e308}}, "Y2lin", 3),  # 31·1e308
        ({"lr": {(): 1e308}}, "W1_new", 20),  # 1e308·56084.7
    ],
)
def test_the_notice_names_the_first_step_that_is_not_finite(network, lang, changed, name, step):
    said = notice(moved(network, **changed), lang)
    assert name in said
    assert {"en": f"(step {step})", "zh": f"第 {step} 步"}[lang] in said
