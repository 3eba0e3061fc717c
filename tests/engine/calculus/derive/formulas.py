"""Formulas that are drawn, and formulas with a fault, for the fuzz test."""

from __future__ import annotations

import random

from engine.calculus.derive.typed import functions

NAMES = ["a", "b", "x", "w", "X", "W", "A", "B"]
FUNCTIONS = list(functions.FUNCTIONS)
SIGNS = [*"+-*/^'(),.$ 2", ".*", "./", ".^", "1e999", "0", "é", "**", "\n", "_"]
NOTATION = [
    *"‖|ᵀ²·⊙@λσ∑;=:{}[]\\",
    "||",
    "^T",
    "\\frac",
    "\\|",
    "_2",
    "sum_i",
    "e^",
    "^{-1}",
    "; x: 3",
]
PIECES = [*NAMES, *FUNCTIONS, *SIGNS, *NOTATION]
WORKING = [
    "a' * X * b",
    "a' * exp(X*b)",
    "tr(X' * A * X)",
    "det(X)",
    "a' * inv(X) * b",
    "norm2(A*x - b)^2",
    "logsumexp(A*x)",
    "-y' * log(softmax(X*w))",
    "sum(exp(X))",
    "tr(A*X*B*X')",
    "||Ax - b||_2^2 + λ||x||^2",
    "sigmoid(W*x + b)",
    "\\frac12 \\|Xw - y\\|_2^2 + \\lambda \\|w\\|^2",
    "log(1 + e^(-y wᵀx)) ; y: number",
    "sum_i (y_i - x_i)^2 / mean(x)",
    "softmax(W@x)",
    "max(0, 1 - y .* (X*w))",
]


def drawn(rng: random.Random, depth: int) -> str:
    """A formula by the grammar; its shapes may not fit."""
    if depth == 0 or rng.random() < 0.1:
        return rng.choice([*NAMES, "X", "x", str(rng.randint(0, 3)), "0.5"])
    first, second = (drawn(rng, depth - 1 - rng.randrange(depth)) for _ in range(2))
    return rng.choice(
        [
            f"{rng.choice(FUNCTIONS)}({first})",
            f"{first} {rng.choice(['+', '-', '*', '*', '.*', './', '/'])} {second}",
            f"({first})'",
            f"-{first}",
            f"({first} + {second})",
            f"({first}){rng.choice(['^', '.^'])}{rng.choice(['2', '3', '-1', '0.5'])}",
            f"sum({first})",
            f"tr({first} * {second}')",
        ]
    )


def mutated(rng: random.Random, text: str) -> str:
    """A formula with up to four pieces put in, taken out, or repeated."""
    for _ in range(rng.randint(1, 4)):
        at, kind = rng.randrange(len(text) + 1), rng.randrange(4)
        end = min(len(text), at + rng.randint(1, 5))
        put = [rng.choice(PIECES), "", text[at:end] * rng.randint(2, 60), rng.choice(PIECES) * 200]
        text = text[:at] + put[kind if rng.random() < 0.9 else 0] + text[end if kind == 1 else at :]
    return text


def formulas(count: int, seed: int):
    """Formulas, each with the name to derive by."""
    rng = random.Random(seed)
    for k in range(count):
        text = drawn(rng, rng.randint(1, 7)) if k % 2 else mutated(rng, rng.choice(WORKING))
        yield text, rng.choice(["X", "x", "a", "w"] + [n for n in NAMES if n in text])
