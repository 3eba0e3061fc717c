"""Mathematics read as a person reads it: boxes back to a value.

A sum is read before a product is, `⊙` before what stands side by side, each from the left; `∑`
and `log` take all that follows in their product; a superscript belongs to what it stands at. Side
by side are matrices to be multiplied, or a number and what it scales.
"""

from __future__ import annotations

import numpy as np

from engine.core.box import (
    Box,
    Digits,
    Fence,
    Frac,
    Gap,
    Letter,
    NameBox,
    Root,
    Row,
    Sign,
    Sub,
    Sup,
    Times,
    Transposed,
    Word,
)
from engine.core.numerics import normal_cdf, softmax
from engine.core.ops import OPS
from engine.running.compiler import function

ONES, LOG, DET, TANH = Word("1", bold=True), Word("log"), Word("det"), Word("tanh")
PRIME, INVERSE = Sign("′"), Digits("−1")
BELL = np.sqrt(2 / np.pi)


def bend(z):
    return BELL * (z + 0.044715 * z**3)


FUNCTIONS = {
    Letter("σ"): lambda a: 1 / (1 + np.exp(-a)),
    Letter("Φ"): normal_cdf,
    Letter("φ"): lambda a: np.exp(-(a**2) / 2) / np.sqrt(2 * np.pi),
    Sub(Letter("Φ"), TANH): lambda a: (1 + np.tanh(bend(a))) / 2,
    Sub(Letter("φ"), TANH): lambda a: (
        (1 - np.tanh(bend(a)) ** 2) / 2 * BELL * (1 + 3 * 0.044715 * a**2)
    ),
    TANH: np.tanh,
    Word("ReLU"): lambda a: np.maximum(a, 0),
    Word("softplus"): lambda a: np.log1p(np.exp(a)),
    Word("softmax"): softmax,
    Word("sin"): np.sin,
    Word("cos"): np.cos,
    Word("sign"): np.sign,
    Word("tr"): np.trace,
    Word("diag"): lambda a: np.diag(a[:, 0]),
    Word("diagonal"): lambda a: np.diag(a)[:, None],
    Word("logsumexp"): lambda a: np.log(np.exp(a).sum()),
    DET: np.linalg.det,
    ONES: lambda a: a,
}
WITH_CONSTANT = {
    Letter("H"): lambda a, at_zero: np.where(a == 0, at_zero, a > 0),
    Word("LeakyReLU"): lambda a, slope: np.where(a > 0, a, slope * a),
    Sup(Word("LeakyReLU"), PRIME): lambda a, slope: np.where(a > 0, 1, slope),
    Word("ELU"): lambda a, alpha: np.where(a > 0, a, alpha * (np.exp(a) - 1)),
    Sup(Word("ELU"), PRIME): lambda a, alpha: np.where(a > 0, 1, alpha * np.exp(a)),
}
"""Functions whose constant stands as their index."""
for op in OPS.values():
    match op.written.build(*map(NameBox, "xc"[: len(op.written.takes)])):
        case Row((Sub(head, NameBox("c")), Fence())):
            WITH_CONSTANT.setdefault(head, function(op))
        case Row((head, Fence("(", NameBox("x")))) if head not in (LOG, ONES):
            FUNCTIONS.setdefault(head, function(op))
"""What the table has besides is read as the table computes it."""


def is_function(head: Box) -> bool:
    return head in FUNCTIONS or (isinstance(head, Sub) and head.base in WITH_CONSTANT)


def flat(box: Box) -> list[Box]:
    """What stands side by side, as if no row had ever been grouped; `f(x)` is one thing."""
    match box:
        case Row((head, Fence())) if is_function(head):
            return [box]
        case Row(items):
            return [token for item in items if item != Gap() for token in flat(item)]
        case Digits(text) if text.startswith("-"):
            return [Sign("−"), Digits(text[1:])]
        case Sup(Letter("e"), _):
            return [box]
        case Sup(base, sup):
            *before, last = flat(base)
            return [*before, Sup(last, sup)]
        case Transposed(of):
            *before, last = flat(of)
            return [*before, Transposed(last)]
    return [box]


class Reader:
    def __init__(self, box: Box, values) -> None:
        self.tokens = flat(box)
        self.values = values

    def next_is(self, *signs: Box) -> bool:
        return bool(self.tokens) and self.tokens[0] in signs

    def read(self):
        value = self.sum()
        if self.next_is(Sign(">")):
            self.tokens.pop(0)
            value = 1.0 * (value > self.sum())
        assert not self.tokens, f"left over: {self.tokens}"
        return value

    def sum(self):
        negative = self.next_is(Sign("−"))
        if negative:
            self.tokens.pop(0)
        value = -self.product() if negative else self.product()
        while self.next_is(Sign("+"), Sign("−")):
            sign = self.tokens.pop(0)
            value = value + self.product() if sign == Sign("+") else value - self.product()
        return value

    def product(self):
        value = self.beside()
        while self.next_is(Sign("⊙")):
            self.tokens.pop(0)
            value = value * self.beside()
        return value

    def beside(self):
        value = self.factor()
        while self.tokens and not self.next_is(Sign("+"), Sign("−"), Sign(">"), Sign("⊙")):
            if self.next_is(Times()):
                self.tokens.pop(0)
            if self.next_is(ONES):
                self.tokens.pop(0)
                value = value.sum(axis=1, keepdims=True)
            else:
                value = side_by_side(value, self.factor())
        return value

    def factor(self):
        box = self.tokens.pop(0)
        if box == Sign("∑"):
            return np.sum(self.product())
        if box == LOG:
            return np.log(self.product())
        if box == DET:
            return np.linalg.det(self.factor())
        if box == Transposed(ONES):
            assert self.tokens.pop(0) == Times()
            return self.factor().sum(axis=0, keepdims=True)
        return self.atom(box)

    def atom(self, box: Box):
        match box:
            case NameBox(name):
                return self.values[name]
            case Digits(text):
                return np.float64(text)
            case Sub(Fence("‖", of, _), _):
                return np.linalg.norm(self.inner(of))
            case Fence(opening, of, _):
                return np.abs(self.inner(of)) if opening == "|" else self.inner(of)
            case Row((Sub(head, constant), Fence(_, of, _))) if head in WITH_CONSTANT:
                return WITH_CONSTANT[head](self.inner(of), self.inner(constant))
            case Row((head, Fence(_, of, _))):
                return FUNCTIONS[head](self.inner(of))
            case Root(of):
                return np.sqrt(self.inner(of))
            case Frac(over, under):
                return self.inner(over) / self.inner(under)
            case Sup(Letter("e"), sup):
                return np.exp(self.inner(sup))
            case Sup(base, sup) if sup == INVERSE:
                return np.linalg.inv(self.atom(base))
            case Sup(base, sup):
                return self.atom(base) ** self.inner(sup)
            case Transposed(of):
                return self.atom(of).T
        raise AssertionError(f"{box} cannot be read here")

    def inner(self, box: Box):
        return Reader(box, self.values).read()


def side_by_side(a, b):
    return a @ b if np.ndim(a) and np.ndim(b) else a * b


def read(box: Box, values):
    """The value of a formula, as it is written."""
    return Reader(box, values).read()
