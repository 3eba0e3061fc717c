"""Find what an address of the page *Train* says beside its training and cannot mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.text import LANGUAGES
from app.train.address import KEYS as KEYS_OF_TRAINING
from app.train.address import NOT_HERE, OWN_ROWS
from app.train.beside import BESIDE
from app.train.experiments import EXPERIMENTS
from app.train.moment import AT
from app.train.training import MOST_ITERATIONS
from app.work import network_address
from app.work.errors import WorkError, no_choice, shown
from app.work.mistaken import KEYS as KEYS_OF_WORK
from app.work.mistaken import STREAMLIT, mistaken
from app.work.reading import count_in

EXPERIMENT, PREDICTED = "experiment", "predicted"
"""The parameters with an experiment, and with the prediction, which is there after a reload."""
TRAINING = tuple(key for key in (*KEYS_OF_TRAINING, AT, BESIDE) if key not in NOT_HERE)
"""What an address says of a training; an experiment has trainings of its own."""
OF_PAGE = (EXPERIMENT, PREDICTED, "lang", "reached", *STREAMLIT)
OF_WORK = tuple(key for key in KEYS_OF_WORK if key not in (*TRAINING, *OF_PAGE))
"""What an address of the player says, and one of a training cannot."""
KEYS = (*TRAINING, *OF_PAGE, *OF_WORK)
GUESSED = MappingProxyType({"rate": "lr", "learning_rate": "lr", "dataset": "set"})
NAMES = MappingProxyType(
    {**GUESSED, **network_address.KEY_OF, **{row.name: row.key for row in OWN_ROWS}}
)
"""The keys by what people call them, and by the names of their settings."""


def misread(query: Mapping[str, str]) -> Iterator[WorkError]:
    """Refuse what the page has not: an experiment, an iteration, a part of an address."""
    if query.get("lang") and query["lang"] not in LANGUAGES:
        yield no_choice("lang", query["lang"], LANGUAGES)
    experiment = query.get(EXPERIMENT, "")
    if experiment in EXPERIMENTS:
        yield from _of_experiment(query, EXPERIMENTS[experiment].predictions)
    else:
        yield from _of_training(query)
    yield from (WorkError(key, "not_in_training") for key in OF_WORK if query.get(key))
    others = {key: said for key, said in query.items() if key not in OF_WORK}
    yield from mistaken(others, (*TRAINING, *OF_PAGE), NAMES)


def _of_experiment(query: Mapping[str, str], predictions: int) -> Iterator[WorkError]:
    """Refuse a prediction that is not offered, and what is said of a training of one's own."""
    yield from _outside(query, PREDICTED, 1, predictions)
    for key in TRAINING:
        if query.get(key):
            yield WorkError(key, "in_experiment")


def _of_training(query: Mapping[str, str]) -> Iterator[WorkError]:
    if experiment := query.get(EXPERIMENT):
        yield no_choice(EXPERIMENT, experiment, EXPERIMENTS)
    yield from _outside(query, AT, 0, MOST_ITERATIONS)


def _outside(query: Mapping[str, str], key: str, least: int, most: int) -> Iterator[WorkError]:
    """Refuse what is no whole number within bounds."""
    said = query.get(key, "")
    number = count_in(said)
    if said and number is None:
        yield WorkError(key, "not_whole", asked=shown(said))
    elif number is not None and not least <= number <= most:
        yield WorkError(key, "within", number=shown(said), least=least, most=most)
