"""The views over the iterations, by their names: a new one is an entry here and its words."""

from __future__ import annotations

from app.train.histories.histograms import HISTOGRAMS
from app.train.histories.history import History
from app.train.histories.paths import PATHS_OF_PARAMETERS

HISTORIES: dict[str, History] = {
    "histograms": HISTOGRAMS,
    "paths": PATHS_OF_PARAMETERS,
}
