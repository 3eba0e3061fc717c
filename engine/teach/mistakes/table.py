"""The table of known mistakes, the most specific first."""

from __future__ import annotations

from engine.teach.mistakes.averages import AVERAGE_MISTAKES
from engine.teach.mistakes.mistake import Mistake
from engine.teach.mistakes.normalisation import NORMALISATION_MISTAKES
from engine.teach.mistakes.penalties import PENALTY_MISTAKES
from engine.teach.mistakes.products import PRODUCT_MISTAKES
from engine.teach.mistakes.signs import SIGN_MISTAKES
from engine.teach.mistakes.slopes import SLOPE_MISTAKES
from engine.teach.mistakes.softmaxes import SOFTMAX_MISTAKES
from engine.teach.mistakes.sources import SOURCE_MISTAKES
from engine.teach.mistakes.updates import UPDATE_MISTAKES

MISTAKES: dict[str, Mistake] = {
    mistake.key: mistake
    for mistake in (
        *NORMALISATION_MISTAKES,
        *PENALTY_MISTAKES,
        *SOFTMAX_MISTAKES,
        *SLOPE_MISTAKES,
        *UPDATE_MISTAKES,
        *SOURCE_MISTAKES,
        *SIGN_MISTAKES,
        *AVERAGE_MISTAKES,
        *PRODUCT_MISTAKES,
    )
}
