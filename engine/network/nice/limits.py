"""What nice numbers cannot be: the reasons, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from engine.core.errors import SettingError
from engine.network.nice.groups import RATIONAL, SOFTMAX, Group
from engine.network.spec import LINEAR, NORM, NetworkSpec, placed

FEWEST = 4
"""The smallest batch that is normalised exactly and lets a gradient through."""

WHY_NOT = {
    1: "one sample has no variance to divide by",
    2: "two samples become -1 and 1 whatever they are, so that no gradient comes back",
    3: "the variance of three whole numbers is never the square of a fraction",
}
"""Why a batch of so many has no nice numbers where it is normalised."""


def check(spec: NetworkSpec, pieces: tuple[Group, ...], batch: int, seed: int, dead: int) -> None:
    """Raises `SettingError` where no numbers could keep what is promised."""
    for name, number, least in (("batch", batch, 1), ("seed", seed, 0), ("dead", dead, 0)):
        if type(number) is not int or number < least:
            raise SettingError(f"{name} is {number!r}; it needs a whole number from {least}")
    if spec.training and batch in WHY_NOT and _is_normalised(spec, exactly=batch == FEWEST - 1):
        why = f"{WHY_NOT[batch]}; it needs {FEWEST} or more"
        raise SettingError(f"a batch of {batch} is not normalised in nice numbers: {why}")
    if any(width == 1 for width in _softmax_widths(spec)):
        raise SettingError("the softmax of one output is 1 whatever it is; it needs two or more")
    most = sum(room(spec, pieces))
    if dead > most:
        raise SettingError(f"dead is {dead}, but this network can have {most} dead units at most")


def _is_normalised(spec: NetworkSpec, exactly: bool) -> bool:
    """Is there a normalisation, `exactly` with fractions coming in?"""
    kinds = [layer.kind for layer in placed(spec)]
    if exactly:
        kinds = list(takewhile(lambda kind: kind in (LINEAR, NORM, *RATIONAL), kinds))
    return NORM in kinds


def _softmax_widths(spec: NetworkSpec) -> Iterator[int]:
    layers = placed(spec)
    yield from (layer.width_out for layer in layers if layer.kind == SOFTMAX)
    if spec.loss == "softmax_cross_entropy":
        yield layers[-1].width_out


def room(spec: NetworkSpec, pieces: tuple[Group, ...]) -> tuple[int, ...]:
    """How many units of each piece may be dead; one is always left."""
    return tuple(
        group.linear.width_out - 1 if group.linear and group.may_die(spec.training) else 0
        for group in pieces
    )
