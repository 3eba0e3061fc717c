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
from engine.network.layers.activations import ACTIVATIONS

T = TypeVar("T")


def overruled(
    query: Mapping[str, str], design: Design, entries: Sequence[tuple[int, Entry]]
) -> Iterator[WorkError]:
    """Name the parts that say nothing beside the others.

    - `design`: the network that the address means
    - `entries`: what was typed, each with the number of its iteration
    """
    if query.get("stop") and not query.get("lesson"):
        yield WorkError("stop", "needs_lesson")
    yield from _of_layers(query, design)
    yield from _of_conventions(query.get("conventions", ""))
    yield from _of_entries(entries)
    yield from _of_iterations(query, entries)


def _of_layers(query: Mapping[str, str], design: Design) -> Iterator[WorkError]:
    """Name an activation that other layers are written with, or that the loss cannot have."""
    layers = read_layers(query["net"], []) if query.get("net") else None
    if layers is None or [layers[0], *(one.width for one in layers[1])] != [*design.widths]:
        return
    hidden = query.get("hidden", "")
    if hidden in ACTIVATIONS:
        yield WorkError("hidden", "in_net", asked=hidden)
    words = query["net"].rpartition("-")[2].split(".")
    output, taken = layers[1][-1].activation, design.layers[-1].activation
    if output in words and output != taken:
        yield WorkError("net", "unfit_output", asked=output, loss=design.loss, taken=taken)


def _of_conventions(said: str) -> Iterator[WorkError]:
    """Name the conventions that are there twice."""
    keys = filter(None, (part.partition(":")[0] for part in said.split(".")))
    yield from (WorkError("conventions", "twice", asked=shown(key)) for key in _repeated(keys))


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
