"""Why a panel or a question has no answer is said in the language of the page."""

import pytest

from app.views.panels.refusal import refusal
from engine.core.errors import BindError, EngineError, LimitError, ProgramError

SAID = {
    BindError("Y9", "is not there"): ("of Y9", "询问 Y9"),
    LimitError("the gradients have 30,000 entries"): ("too large", "过大"),
    ProgramError("L", "is not there"): ("cannot be computed", "无法算出"),
}


@pytest.mark.parametrize("error", SAID, ids=lambda error: type(error).__name__)
def test_every_error_of_the_engine_has_a_sentence_in_both_languages(error):
    assert isinstance(error, EngineError)
    for lang, words in zip(("en", "zh"), SAID[error], strict=True):
        assert words in refusal(error, lang)
        assert str(error) not in refusal(error, lang)
