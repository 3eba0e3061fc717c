"""Questions about a trace: predict, then reveal."""

from engine.teach.questions.drawing import draw, worth_asking
from engine.teach.questions.question import Kind, Question, asked, from_plain, hidden, to_plain
from engine.teach.questions.redrawing import another, redrawn

__all__ = [
    "Kind",
    "Question",
    "another",
    "asked",
    "draw",
    "from_plain",
    "hidden",
    "redrawn",
    "to_plain",
    "worth_asking",
]
