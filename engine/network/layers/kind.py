"""What is known of a kind of layer: its values, its equations, and how its output is named."""

from __future__ import annotations

from collections.abc import Callable

from engine.core.expr import Expr, Name
from engine.core.immutable import immutable
from engine.core.naming import Place
from engine.core.program import Equation, Input
from engine.network.conventions import Conventions

LINEAR, NORM, ACTIVATION, DROPOUT, RESIDUAL = (
    "linear",
    "batch_norm",
    "activation",
    "dropout",
    "residual",
)
"""The families of layers; a layer of a family that its group has already begins a new group."""


@immutable
class LayerValue:
    """A value of a layer of `m` outputs.

    - `about`: its description in the schema
    - `start`: the number that every entry starts with; None for a matrix, drawn or in JSON
    - `bounds`: the least and the largest value of a single number; None for a row `(1, m)`
    - `letter`: what it is called in the program, without the number of its group, if not as in JSON
    - `optional`: whether a matrix may be left out; it is then made of other values
    """

    about: str
    start: float | None
    bounds: tuple[float, float] | None = None
    letter: str = ""
    optional: bool = False

    @property
    def is_row(self) -> bool:
        """Tell a row from a matrix and from a number."""
        return self.start is not None and self.bounds is None


@immutable
class PlacedLayer:
    """A layer at its place, with the widths of its input and its output.

    `added`: for a residual addition, the value that it adds.
    """

    kind: str
    place: Place
    width_in: int
    width_out: int
    added: Name | None = None


@immutable
class LayerKind:
    """A kind of layer, as one row of the table `KINDS`.

    - `name`: what it is called in a network, `family`: what it has in common with others
    - `ending`: how the name of its output ends, `Y1lin`
    - `values`: the values that it holds besides its equations, by their keys in JSON
    - `inputs`: lists its inputs, in training or in inference
    - `forward`, `backward`: write its equations; `backward` also takes the gradient of a penalty
    - `json`: what it is called in JSON, if not by its name
    """

    name: str
    family: str
    ending: str
    values: tuple[tuple[str, LayerValue], ...]
    inputs: Callable[[PlacedLayer, bool], tuple[Input, ...]]
    forward: Callable[[PlacedLayer, Conventions, bool], tuple[Equation, ...]]
    backward: Callable[[PlacedLayer, Conventions, bool, Expr | None], tuple[Equation, ...]]
    json: str = ""
