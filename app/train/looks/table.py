"""The views that are computed where a training stands, by their names: a new one is an entry here.

Its words are in `assets/text.toml`, and how it is drawn in `app/player/static/train/looks`.
"""

from __future__ import annotations

from app.train.looks.look import Data, Look, LookKind
from app.train.looks.neurons import NEURONS
from app.train.looks.pictures import DRAWN, MISTAKES, SAMPLES
from engine.learning.course import Course

LOOKS: dict[str, LookKind] = {
    "neurons": NEURONS,
    "samples": SAMPLES,
    "mistakes": MISTAKES,
    "drawn": DRAWN,
}


def looked(course: Course, look: Look) -> Data | None:
    """Compute what is looked at; None where the view has nothing besides the course."""
    return LOOKS[look.view].seen(course, look.choice) if look.view in LOOKS else None
