"""In whose names a person reads, and how a gradient is written: what the documents offer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OWN = ""
"""What the document itself writes."""
GRADIENTS = ("nabla", "partial", "d")
"""∇, ∂L/∂W, dW."""
HOME = "cmu-toy"
"""The document whose names the networks of the app have."""


@dataclass(frozen=True)
class Scheme:
    """What a document calls each role; `{k}` is the number of the layer.

    `before` and `after` are a hidden layer's values on both sides of its activation, `alone` the
    same where there is one hidden layer only; `last` and `output` those of the last layer.
    """

    before: str
    after: str
    last: str
    output: str
    weights: str
    bias: str
    input: str
    target: str
    loss: str
    gradients: str
    alone: tuple[str, str] | None = None


def _scheme(text: str, gradients: str, alone: str = "") -> Scheme:
    one = alone.split()
    return Scheme(*text.split(), gradients, (one[0], one[1]) if one else None)


SCHEMES: Mapping[str, Scheme] = {
    HOME: _scheme("Y_{{k}lin} Y_{k} Y_{{k}lin} Y_{k} W_{k} B_{k} X D L", "nabla"),
    "differential-forms": _scheme("Z_{k} H_{k} Z_{k} P W_{k} b_{k} X Y L", "partial"),
    "first-principles": _scheme("z_{k} a_{k} z_{k} o W_{k} B_{k} x y l", "d"),
    "mnist": _scheme(
        "z^{[{k}]} h^{[{k}]} z^{[{k}]} ŷ W^{[{k}]} b^{[{k}]} x y L", "partial", "z^{[1]} h"
    ),
    "index-notation": _scheme("Z_{k} H_{k} s p W_{k} b_{k} X Y L", "partial", "Z H"),
}


@dataclass(frozen=True)
class Writing:
    """What a person has chosen: the names of a document, and how a gradient is written."""

    names: str = OWN
    gradients: str = OWN


AS_WRITTEN = Writing()


def read_writing(names: object, gradients: object, own: str = HOME) -> Writing:
    """Read what is asked for, as far as it is offered; `own` are the names of the document itself.

    >>> read_writing("mnist", "roman")
    Writing(names='mnist', gradients='')
    """
    document = str(names) if names in SCHEMES and names != own else OWN
    usual = _usual(document or own)
    spelt = str(gradients) if gradients in GRADIENTS and gradients != usual else OWN
    return Writing(document, spelt)


def effective(writing: Writing, own: str = HOME) -> Writing:
    """Find the names and the gradients that are shown, where nothing or the usual was chosen."""
    names = writing.names or own
    return Writing(names, writing.gradients or _usual(names))


def _usual(document: str) -> str:
    """Tell how a document writes a gradient; one without a scheme as the networks of the app do."""
    return SCHEMES.get(document, SCHEMES[HOME]).gradients
