"""Find the value of a program that each of someone's own names stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engine.core.program import Program
from engine.teach.submission.notation import Meaning, Module, meanings
from engine.teach.submission.quantities import Quantity, last_layer, quantities

Sizes = tuple[int, ...]
STANDS_FOR = {
    "linear": ("linear", "output"),
    "output": ("output", "target"),
    "prediction": ("output",),
    "norm": ("norm", "normed"),
}
"""The kinds that a kind may be, where a network lacks it or a word is used for both."""
UNSURE = ("output",)
"""The kinds that are looked for when all others have their values."""
WITHOUT_LAYER = ("input", "target", "loss")
OF_NORM = {"weight": "gamma", "bias": "beta"}
"""What the parameters of a normalisation are called in PyTorch, and here."""


@dataclass(frozen=True, slots=True)
class Named:
    """One of someone's names, and the value that it stands for; None where none was found."""

    own: str
    name: str | None


def named(
    program: Program,
    shapes: Mapping[str, Sizes],
    sizes: Mapping[str, int],
    chosen: Mapping[str, str],
) -> tuple[Named, ...]:
    """Find the value for each of someone's names, by what the name says, then by its shape.

    `shapes` are those of their arrays, `sizes` the named dimensions of the program, `{"n": 4}`;
    `chosen` says what some of the names stand for. A name of the program stands for itself. No two
    names stand for one value: the first has it.
    """
    wanted = program.sized(sizes)
    reader = _Reader(program, _all_meanings(shapes))
    found = {own: chosen.get(own, own) for own in shapes}
    found = {own: name for own, name in found.items() if name in program.shapes}
    for by_name_alone in (False, True):
        for own in sorted((own for own in shapes if own not in found), key=reader.is_unsure):
            for name, sure in reader.candidates(own):
                right = sure if by_name_alone else fits(wanted[name], shapes[own])
                if right and name not in found.values():
                    found[own] = name
                    break
    return tuple(Named(own, found.get(own)) for own in shapes)


def fits(want: Sizes, have: Sizes) -> bool:
    """Tell whether an array has the sizes of a value: as it stands, transposed, or as a list."""
    return sorted(d for d in want if d != 1) == sorted(d for d in have if d != 1)


def _all_meanings(shapes: Mapping[str, Sizes]) -> dict[str, tuple[Meaning, ...]]:
    """List what names may mean; in a module whose weight is a list, a normalisation's names."""
    found = {own: tuple(meanings(own)) for own in shapes}
    norms = _norms(found, shapes)
    return {
        own: tuple(replace(m, quantity=_of_norm(m.quantity)) for m in all_of_it)
        if any(m.module in norms for m in all_of_it)
        else all_of_it
        for own, all_of_it in found.items()
    }


def _of_norm(quantity: Quantity) -> Quantity:
    return replace(quantity, kind=OF_NORM.get(quantity.kind, quantity.kind))


def _norms(
    found: Mapping[str, tuple[Meaning, ...]], shapes: Mapping[str, Sizes]
) -> frozenset[Module]:
    """List the modules whose weight is a list."""
    return frozenset(
        m.module
        for own, shape in shapes.items()
        for m in found[own]
        if len(shape) == 1 and m.module is not None and m.quantity.kind == "weight"
    )


@dataclass(frozen=True, eq=False)
class _Reader:
    """Reads names for a program, all at once: whether layers count from 0 shows in all of them."""

    program: Program
    meanings: Mapping[str, tuple[Meaning, ...]]

    @cached_property
    def first(self) -> int:
        """The number of the first layer: 0 where some name has it, else 1."""
        return 0 if any(m.quantity.layer == 0 for m in self.all) else 1

    @cached_property
    def layers(self) -> Mapping[Module, int]:
        """The layer of each module that has parameters, by its place among those of its kind."""
        found = dict[Module, int]()
        for kinds in (("weight", "bias"), ("gamma", "beta")):
            modules = {m.module for m in self.all if m.module and m.quantity.kind in kinds}
            layers = {q.layer or 0 for q in quantities(self.program) if q.kind in kinds}
            if len(modules) == len(layers):
                found |= dict(zip(sorted(modules, key=_number), sorted(layers), strict=True))
        return found

    @property
    def all(self) -> Iterator[Meaning]:
        """The meanings of all names."""
        return (meaning for meanings in self.meanings.values() for meaning in meanings)

    def is_unsure(self, own: str) -> bool:
        """Tell whether a word is used for several kinds, as `y` for the target and the output."""
        return any(m.quantity.kind in UNSURE for m in self.meanings[own])

    def candidates(self, own: str) -> Iterator[tuple[str, bool]]:
        """List the values that a name may stand for, each with whether the name says its layer."""
        known = quantities(self.program)
        for meaning in self.meanings[own]:
            for quantity, sure in self._numbered(meaning):
                for kind in STANDS_FOR.get(quantity.kind, (quantity.kind,)):
                    layer = None if kind in WITHOUT_LAYER else quantity.layer
                    if name := known.get(Quantity(kind, layer, quantity.gradient)):
                        yield name, sure

    def _numbered(self, meaning: Meaning) -> Iterator[tuple[Quantity, bool]]:
        """Say the layer of a quantity: as it is written, by its module, or any, the last first."""
        quantity, module = meaning.quantity, meaning.module
        if quantity.layer is not None:
            yield replace(quantity, layer=quantity.layer + 1 - self.first), True
        elif module and module in self.layers:
            yield replace(quantity, layer=self.layers[module]), True
        else:
            if module:
                yield replace(quantity, layer=module[1]), False
            for layer in range(last_layer(self.program), 0, -1):
                yield replace(quantity, layer=layer), False


def _number(module: Module) -> int:
    return module[1]
