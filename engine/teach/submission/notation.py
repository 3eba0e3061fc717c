"""Read what a name means as people write it: `dW2`, `fc1.weight.grad`, `dL_dZ1`, `delta2`.

A name has up to three parts: a mark that it is a gradient, the word for the value, a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.teach.submission.quantities import Quantity

WORDS: dict[str, tuple[str, ...]] = {
    "weight": ("w", "weight", "weights", "theta", "kernel"),
    "bias": ("b", "bias", "biases"),
    "linear": ("z", "u", "s", "net", "lin", "linear", "pre", "preact", "logit", "logits", "yin"),
    "output": ("a", "h", "o", "act", "out", "output", "hidden", "activation", "relu", "y"),
    "gamma": ("gamma", "g"),
    "beta": ("beta",),
    "mean": ("mean", "mu"),
    "variance": ("var", "variance", "sigma2", "sigmasq"),
    "norm": ("norm", "xhat", "zhat", "xnorm", "znorm", "normalized"),
    "normed": ("bn", "ybn", "zbn", "bnout"),
    "input": ("x", "input", "inputs"),
    "target": ("d", "t", "target", "targets", "label", "labels", "ytrue", "true"),
    "loss": ("l", "j", "loss", "cost", "error", "lossvalue", "totalloss"),
    "prediction": ("yhat", "ypred", "pred", "preds", "prediction", "probs", "prob", "p", "softmax"),
}
"""The words for each kind of value, without underscores and in small letters."""
KIND_OF = {word: kind for kind, words in WORDS.items() for word in words}
NORMS = ("bn", "norm", "batchnorm", "batch_norm")
"""The modules whose weight is `gamma`, and whose bias is `beta`."""
BEFORE = (
    r"(?:grad(?:ient)?_?(?:of_|wrt_)?|d_?[LJEC]_?d_?|∂[LJE]/∂|d[LJ]/d|∂|δ(?=[A-Z]))",
    r"d_?(?=[A-Za-z])",
)
AFTER = r"(?:\.grad|_grad|grad|_gradient|_g)"
GRADIENTS = ("grad", "grads", "gradients", "derivatives")
"""The names of tables of gradients: `grads['W2']`."""
DELTA = re.compile(r"(?:delta|δ|err)_?(\d+)?", re.IGNORECASE)


Module = tuple[str, int]
"""A numbered module: `("fc", 1)`."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means: the quantity, and the module that it belongs to, `layers.2`, if any.

    The layer of a module is its place among the others: `layers.0` and `layers.2` are 1 and 2.
    """

    quantity: Quantity
    module: Module | None = None


def meanings(name: str) -> Iterator[Meaning]:
    """List what a name may mean, the likeliest first; nothing where it cannot be read.

    >>> next(meanings("dL_dW2")).quantity
    Quantity(kind='weight', layer=2, gradient=True)
    >>> next(meanings("fc1.weight.grad"))
    Meaning(quantity=Quantity(kind='weight', layer=None, gradient=True), module=('fc', 1))
    """
    plain = re.sub(r"\s+", "", name)
    *path, last = re.split(r"[.\[\]'\"]+", plain.strip(".[]'\""))
    if last.isdigit() and path:
        last = path.pop() + last
    if last == "grad" and path:
        *path, last = path
        last = f"grad_{last}"
    module, of_gradients = _module(path), any(part.lower() in GRADIENTS for part in path)
    for gradient, rest in _marks(last):
        yield from _worded(rest, gradient or of_gradients, module)


def _marks(text: str) -> Iterator[tuple[bool, str]]:
    """Take the marks of a gradient off a name, in each way that there is."""
    for form in BEFORE:
        if (found := re.match(form, text)) and found.end() < len(text):
            yield True, text[found.end() :]
    if (found := re.search(AFTER + "(_?\\d*)$", text)) and found.start():
        yield True, text[: found.start()] + found[1]
    yield False, text


def _worded(text: str, gradient: bool, module: Module | None) -> Iterator[Meaning]:
    """Read the word and the number of a name without its marks."""
    if not gradient and (delta := DELTA.fullmatch(text)):
        yield Meaning(Quantity("linear", int(delta[1]) if delta[1] else None, True), module)
    found = re.fullmatch(r"([A-Za-z_]+?)_?[\^(]?(\d+)?\)?_?([A-Za-z_]*)", text)
    if not found:
        return
    word = re.sub("_", "", found[1] + found[3]).lower()
    kind = _kind(word, module)
    if kind:
        yield Meaning(Quantity(kind, int(found[2]) if found[2] else None, gradient), module)


def _kind(word: str, module: Module | None) -> str | None:
    kind = KIND_OF.get(word)
    if module and module[0] in NORMS:
        return {"weight": "gamma", "bias": "beta"}.get(kind or "", kind)
    return kind


def _module(path: list[str]) -> Module | None:
    """Read the module of a dotted name: `layers.0` is ("layers", 0), `fc1` is ("fc", 1)."""
    for part in reversed(path):
        if found := re.fullmatch(r"([A-Za-z_]*?)_?(\d+)", part):
            return found[1].lower(), int(found[2])
    return None
