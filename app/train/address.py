"""A training as the parameters of an address: what is usual is left out, the rest is readable.

`?net=2-8.tanh-2.softmax&optimizer=adam&set=moons&noise=0.2&lr=0.05`: the network as in the address
of a work, beside it the data and the training. What cannot be is as usual, and is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.limits import DesignError, check
from app.train.refusals import UnusableTable
from app.train.training import (
    BROUGHT,
    OWN,
    SETS,
    USUAL,
    USUAL_DESIGN,
    Training,
    entry_of,
    fitted,
    with_set,
)
from app.work import network_address
from app.work.careless import meant
from app.work.errors import WorkError, no_choice, shown
from app.work.layers_address import written_layers
from app.work.reading import count_in
from engine.core.errors import DataError
from engine.network.options import Setting, settings_of

OWN_ROWS = tuple(setting for setting in settings_of(Training) if setting.name != "set")
NUMBER = re.compile(r"(\d{1,12}([.,]\d{0,12})?|[.,]\d{1,12})(e[+-]?\d{1,2})?")
NETWORK = {
    "net": "2-12.tanh-8.tanh-2.softmax",
    "optimizer": USUAL_DESIGN.optimizer,
    "batch": str(USUAL_DESIGN.batch),
    "init": USUAL_DESIGN.start,
    # Not `mean`, which is what it was in older addresses.
    "conventions": network_address.spelled(USUAL_DESIGN.conventions),
}
"""What an address means that does not say it."""
KEYS = (*network_address.KEYS, "set", *(setting.key for setting in OWN_ROWS))
"""What an address says of a training."""
NOT_HERE = ("data", "mode", "samples", "dead", "typed")
"""What a work has and a training has not: its samples are those of the data set."""
FILES = "files"
"""What a refusal is about where a data set has to be downloaded first."""
Refusals = tuple[WorkError, ...]


def from_query(query: Mapping[str, str]) -> tuple[Training, Refusals]:
    """Read a training: as much as can be, and what could not be."""
    refusals: list[WorkError] = []
    query = meant(query, KEYS)
    design = network_address.read(_of_network(query), refusals)
    training = replace(USUAL, design=design)
    name = query.get("set", USUAL.set)
    if name not in SETS:
        refusals.append(no_choice("set", name, SETS))
        name = USUAL.set
    training = training if name in BROUGHT else with_set(training, name)
    training = _with_own(replace(training, set=name), query, refusals)
    if name == OWN and not training.table:
        return training, (*refusals, WorkError("table", "no_table"))
    try:
        training = fitted(training)
        check(training.design)
    except DataError as error:
        if name in BROUGHT:
            return training, (*refusals, _not_here(name, error))
        refusals.append(WorkError("formula", "not_function", why=error.why))
        training = with_set(training, name)
    except DesignError as error:
        refusals.append(error)
        training = fitted(replace(training, design=USUAL_DESIGN))
    return training, tuple(refusals)


def _not_here(name: str, error: DataError) -> WorkError:
    if name == OWN:
        return UnusableTable(error)
    return WorkError(FILES, "not_downloaded")


def _of_network(query: Mapping[str, str]) -> dict[str, str]:
    said = {key: word for key, word in query.items() if word and key not in NOT_HERE}
    usual = {key: word for key, word in NETWORK.items() if key != "net" or "example" not in query}
    return {**usual, "data": USUAL_DESIGN.data, **said}


def _with_own(training: Training, query: Mapping[str, str], refusals: list[WorkError]) -> Training:
    chosen = dict[str, Any]()
    for setting in OWN_ROWS:
        said = query.get(setting.key, "")
        if not said or not applies(training, setting.name):
            continue
        try:
            chosen[setting.name] = _value(setting, said)
        except WorkError as error:
            refusals.append(error)
    return replace(training, **chosen)


def applies(training: Training, name: str) -> bool:
    """Tell whether a setting means anything for the data set of a training."""
    entry = entry_of(training.set)
    if name in ("table", "target", "scaled"):
        return training.set == OWN
    if name in ("count", "noise"):
        return entry.count > 0
    return bool(entry.formula) if name == "formula" else True


def _value(setting: Setting, said: str) -> Any:
    """Read a value of an address. Raises `WorkError` for what is none."""
    if setting.pattern:
        if not re.fullmatch(setting.pattern, said):
            raise WorkError(setting.key, "not_word", asked=shown(said))
        return said
    if setting.bounds is None:
        option = setting.option(said)
        if option is None:
            raise no_choice(setting.key, said, map(setting.word, setting.options))
        return option
    return _number(setting, said)


def _number(setting: Setting, said: str) -> float:
    least, most = setting.bounds or (0, 0)
    number = count_in(said) if setting.whole else _real(said)
    if number is None:
        raise WorkError(
            setting.key, "not_whole" if setting.whole else "not_number", asked=said[:20]
        )
    if not least <= number <= most:
        facts = {"least": shown(least), "most": shown(most)}
        raise WorkError(setting.key, "within", number=shown(said), **facts)
    return number


def _real(said: str) -> float | None:
    """Read a number, with a comma too; None for what is none."""
    is_number = NUMBER.fullmatch(said) and said.isascii()
    return float(said.replace(",", ".")) if is_number else None


def to_query(training: Training) -> dict[str, str]:
    """Write a training, so that `from_query` reads the same one."""
    design = training.design
    said = {
        "net": written_layers(design.inputs, design.layers),
        "optimizer": design.optimizer,
        "batch": str(design.batch),
        "init": design.start,
        **network_address.differences(design, USUAL_DESIGN),
    }
    if design.conventions != USUAL_DESIGN.conventions:
        said["conventions"] = network_address.conventions_word(design)
    named = {} if training.set == USUAL.set else {"set": training.set}
    return {k: v for k, v in said.items() if NETWORK.get(k) != v} | named | dict(_own(training))


def _own(training: Training) -> Iterator[tuple[str, str]]:
    usual = USUAL if training.set in BROUGHT else with_set(USUAL, training.set)
    for setting in OWN_ROWS:
        value = getattr(training, setting.name)
        if value != getattr(usual, setting.name) and applies(training, setting.name):
            number = setting.bounds is not None
            yield setting.key, f"{value:.12g}" if number else setting.word(value)
