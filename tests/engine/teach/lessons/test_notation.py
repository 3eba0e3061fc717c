"""How a lesson writes its names."""

import pytest

from engine.core.errors import LessonError
from engine.printing.latex import latex
from engine.teach.lessons.notation import written


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("ŷ", r"\hat{y}"),
        ("z^{[1]}", r"{z}^{\mathrm{[1]}}"),
        ("W_1", r"W_{\mathrm{1}}"),
        ("∂L/∂Z_2", r"\partial L/\partial Z_{\mathrm{2}}"),
    ],
)
def test_a_name_is_written(text, tex):
    assert latex(written(text)).replace(" ", "") == tex.replace(" ", "")


@pytest.mark.parametrize("text", ["", "_1", "^x"])
def test_what_cannot_be_written_is_refused(text):
    with pytest.raises(LessonError):
        written(text)
