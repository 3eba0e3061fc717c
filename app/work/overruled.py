"""Find parts of an address that others of it overrule: `hidden` beside `net`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from app.design import Design
from app.work.errors import WorkError, shown
from app.work.layers_address import read_layers
from app.work.reading import count_in
from app.work.work import MOST_ITERATIONS, Entry
from engine.network.conventions import Conventions
from engine.network.layers.activations import ACTIVATIONS
from engine.network.options import settings_of

T = TypeVar("T")


def overruled(
    query: Mapping[str, str],
    design: Design,
    entries: Sequence[tuple[int, Entry]],
    of_moment: Mapping[str, str],
) -> Iterator[WorkError]:
    """Name the parts that say nothing beside the others.

    - `design`: the network that the address means
    - `entries`: what was typed, each with the number of its iteration
    - `of_moment`: what an address says of the network of a training whose numbers it has
    """
    if query.get("stop") and not query.get("lesson"):
        yield WorkError("stop", "needs_lesson")
    yield from _of_layers(query, design, of_moment)
    yield from _of_conventions(query.get("conventions", ""))
    yield from _of_entries(entries)
    yield from _of_iterations(query, entries)


def _of_layers(
    query: Mapping[str, str], design: Design, of_moment: Mapping[str, str]
) -> Iterator[WorkError]:
    """Name an activation that other layers are written with, or that the loss cannot have."""
    net = {**of_moment, **query}.get("net", "")
    layers = read_layers(net, []) if net else None
    if layers is None or [layers[0], *(one.width for one in layers[1])] != [*design.widths]:
        return
    hidden = query.get("hidden", "")
    if hidden in ACTIVATIONS:
        yield WorkError("hidden", "in_net", asked=hidden, by="net" if "net" in query else "moment")
    words = net.rpartition("-")[2].split(".")
    output, taken = layers[1][-1].activation, design.layers[-1].activation
    if output in words and output != taken:
        yield WorkError("net", "unfit_output", asked=output, loss=design.loss, taken=taken)


def _of_conventions(said: str) -> Iterator[WorkError]:
    """Name the conventions that are there twice; what is no convention is refused elsewhere."""
    keys = [part.partition(":")[0] for part in said.split(".")]
    known = [row.key for row in settings_of(Conventions)]
    for key in _repeated(filter(known.__contains__, keys)):
        yield WorkError("conventions", "twice", asked=key)


def _of_entries(entries: Sequence[tuple[int, Entry]]) -> Iterator[WorkError]:
    """Name the entries that were typed over twice in one iteration."""
    for _, name, row, col in _repeated([(k, *entry[:3]) for k, entry in entries]):
        yield WorkError("typed", "twice", asked=shown(f"{name}:{row}:{col}"))


def _of_iterations(
    query: Mapping[str, str], entries: Sequence[tuple[int, Entry]]
) -> Iterator[WorkError]:
    """Name a number of iterations that is less than that of one that is shown or typed into."""
    count, number = (count_in(query.get(key, "")) for key in ("iterations", "iteration"))
    last = max([number or 1, *(k for k, _ in entries)])
    if count and count < last <= MOST_ITERATIONS:
        yield WorkError("iterations", "too_few", number=count, last=last)


def _repeated(keys: Iterable[T]) -> list[T]:
    """List what is there more than once, each once."""
    return [key for key, count in Counter(keys).items() if count > 1]
