"""A design and what was typed, as the address of the page has them: only what differs, readable.

`?net=2-3.norm.relu-2&optimizer=adam&typed=X:0:0:10`: the layers, and every other setting under its
key in the table. After a typed number stands the iteration, where it is not the first:
`W1:0:1:2.5:3`. What an address says that cannot be is passed over, and added to the refusals by
name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.design import PRESETS, Design, Layer, example_of, settled, with_hidden, with_loss
from app.limits import DesignError, check
from app.work.errors import WorkError, no_choice, shown
from app.work.layers_address import read_layers, written_layers
from app.work.reading import count_in
from app.work.work import MOST_ITERATIONS, Entry, Iterations
from engine.network.conventions import MEAN_BEFORE, Conventions
from engine.network.conventions import PRESETS as KNOWN_CONVENTIONS
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES, Loss
from engine.network.options import Setting, settings_of
from engine.teach.answers.number import NotANumber, parse_number

SETTINGS = tuple(setting for setting in settings_of(Design) if setting.key)
KEYS = ("net", *(setting.key for setting in SETTINGS), "hidden", "conventions", "example")
KEY_OF = {setting.name: setting.key for setting in SETTINGS}
"""The keys of the settings by their names; what is no setting of its own stands in `net`."""


def read(query: Mapping[str, str], refusals: list[WorkError]) -> Design:
    """Read a design from an address; what it does not say is as in the example.

    What cannot be is added to the `refusals`, and is as in the example too: a word that there is
    not, and the part at fault of what does not go together.
    """
    refusals += _refused(query)
    layers = read_layers(query["net"], refusals) if query.get("net") else None
    said = {key: query[key] for key in KEYS if query.get(key)}
    while True:
        design = _design(said, layers)
        try:
            check(design)
        except DesignError as error:
            key = _at_fault(error, said)
            is_own = key == KEY_OF.get(error.path) and "number" in error.facts
            facts = error.facts | ({"number": shown(said[key])} if is_own else {})
            refusals.append(DesignError(key, error.reason, **facts))
            del said[key]
        else:
            return design


def _at_fault(error: DesignError, said: Mapping[str, str]) -> str:
    """Find the part of an address to leave out: the refused one, or one that it goes with."""
    own = KEY_OF.get(error.path.partition(".")[0], "net")
    return next(key for key in (own, "data", *KEYS) if key in said)


def _design(said: Mapping[str, str], layers: tuple[int, tuple[Layer, ...]] | None) -> Design:
    """Put a design together from what an address says."""
    design = PRESETS.get(said.get("example", ""), PRESETS["toy"])
    chosen = {s.name: _value(s, said.get(s.key, "")) for s in SETTINGS}
    chosen = {name: value for name, value in chosen.items() if value is not None}
    design = with_loss(design, chosen.get("loss", design.loss))
    if said.get("hidden") in ACTIVATIONS:
        design = with_hidden(design, said["hidden"])
    if layers and "net" in said:
        design = replace(design, inputs=layers[0], layers=layers[1])
    conventions = _conventions(said.get("conventions", ""), design)
    return settled(replace(design, conventions=conventions, **chosen))


def _refused(query: Mapping[str, str]) -> Iterator[WorkError]:
    """Refuse what an address says of a network that is not one of the choices."""
    for key, options in (("example", PRESETS), ("hidden", ACTIVATIONS)):
        if query.get(key, "") not in ("", *options):
            yield no_choice(key, query[key], options)
    for setting in SETTINGS:
        word = query.get(setting.key, "")
        if word and _value(setting, word) is None:
            yield _no_value(setting, word, setting.key)
    yield from _refused_conventions(query.get("conventions", ""))


def _refused_conventions(text: str) -> Iterator[WorkError]:
    rows = {row.key: row for row in settings_of(Conventions)}
    parts = [part for part in text.split(".") if part] or [text]
    for part in parts if text and text not in KNOWN_CONVENTIONS else ():
        key, _, word = part.partition(":")
        if key not in rows:
            yield no_choice("conventions", key, dict.fromkeys((*KNOWN_CONVENTIONS, *rows)))
        elif _value(rows[key], word) is None:
            yield _no_value(rows[key], word, f"conventions.{key}")


def _no_value(setting: Setting, word: str, path: str) -> WorkError:
    if setting.whole:
        return WorkError(path, "not_whole", asked=shown(word))
    return no_choice(path, word, map(setting.word, setting.options))


def _value(setting: Setting, word: str) -> Any:
    """Read the value of a setting; None for what is none."""
    if setting.whole:
        return count_in(word)
    return setting.option(word)


def _conventions(text: str, design: Design) -> Conventions:
    """Read a preset, or `mean:loss.alpha:new` for what differs from the handout's."""
    if text in KNOWN_CONVENTIONS:
        return _named(LOSSES[design.loss])[text]
    words = dict(part.partition(":")[::2] for part in text.split("."))
    chosen = {s.name: _value(s, words.get(s.key, "")) for s in settings_of(Conventions)}
    chosen = {name: value for name, value in chosen.items() if value is not None}
    return replace(Conventions() if text else design.conventions, **chosen)


def _named(loss: Loss) -> Mapping[str, Conventions]:
    """List the presets by name; `mean` is what it was in older addresses, where that differs.

    The present `MEAN` is then written out in full.
    """
    return KNOWN_CONVENTIONS | ({"mean": MEAN_BEFORE} if loss.summed_before else {})


def written(design: Design) -> dict[str, str]:
    """Write a design, so that `read` makes the same one of it; what is usual is left out."""
    name = example_of(design)
    base = PRESETS.get(name, PRESETS["toy"])
    query = {"example": name} if name in PRESETS and name != "toy" else {}
    query |= _net(design, base) | differences(design, base)
    if design.conventions != base.conventions:
        query["conventions"] = conventions_word(design)
    return query


def differences(chosen: Any, base: Any) -> dict[str, str]:
    """Write the settings that differ, by their keys."""
    return {
        setting.key: setting.word(getattr(chosen, setting.name))
        for setting in settings_of(type(chosen))
        if setting.key and getattr(chosen, setting.name) != getattr(base, setting.name)
    }


def _net(design: Design, base: Design) -> dict[str, str]:
    base = with_loss(base, design.loss)
    if (design.inputs, design.layers) == (base.inputs, base.layers):
        return {}
    hidden = design.layers[0].activation
    if (design.inputs, design.layers) == (base.inputs, with_hidden(base, hidden).layers):
        return {"hidden": hidden}
    return {"net": written_layers(design.inputs, design.layers)}


def conventions_word(design: Design) -> str:
    """Write conventions: a preset by its name, else what differs from the handout's."""
    presets = _named(LOSSES[design.loss]).items()
    names = (name for name, preset in presets if preset == design.conventions)
    return next(names, spelled(design.conventions))


def spelled(conventions: Conventions) -> str:
    """Write what differs from the handout's conventions: `mean:loss.alpha:new`."""
    differs = differences(conventions, Conventions())
    return ".".join(f"{key}:{word}" for key, word in differs.items())


def written_typed(iterations: Iterations) -> dict[str, str]:
    """Write what was typed in each iteration."""
    entries = [
        f"{name}:{row}:{col}:{_number(value)}" + (f":{k}" if k > 1 else "")
        for k, typed in enumerate(iterations, 1)
        for name, row, col, value in typed
    ]
    return {"typed": ",".join(entries)} if entries else {}


def _number(value: float) -> str:
    """Write a number in the fewest digits that are read as the same one."""
    return repr(value).removesuffix(".0")


def read_typed(query: Mapping[str, str], refusals: list[WorkError]) -> list[tuple[int, Entry]]:
    """Read what was typed, each with the number of its iteration, which is 1 for the first."""
    entries: list[tuple[int, Entry]] = []
    for part in query.get("typed", "").split(","):
        entry = _entry(part)
        if entry:
            entries.append(entry)
        elif part:
            refusals.append(WorkError("typed", "not_typed", asked=shown(part)))
    return entries


def _entry(part: str) -> tuple[int, Entry] | None:
    name, *rest = part.split(":")
    if len(rest) not in (3, 4):
        return None
    *at, said, number = (*rest, "1")[:4]
    row, col, iteration = map(count_in, (*at, number))
    if row is None or col is None or iteration is None:
        return None
    try:
        value = parse_number(said) + 0.0
    except NotANumber:
        return None
    if not 1 <= iteration <= MOST_ITERATIONS:
        return None
    return iteration, Entry(name, row, col, value)
