"""PyTorch and JAX as dialects: the NumPy column of the table, and the few rows that differ.

A row of the table is written in JAX as it is in NumPy, with `jnp` for `np`. In PyTorch the same
holds with `torch` for `np` and `dim` for `axis`. Only what neither library has under NumPy's name,
or has for arrays but not for numbers, is declared here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.core.expr import Expr
from engine.core.ops import OPS, Binds, Form
from engine.core.ops.forms import call
from engine.core.render import NUMPY, Dialect, render

MODULE = re.compile(r"\bnp\.")


def _alike(pattern: str, *takes: int, binds: int = Binds.ATOM) -> Form[str]:
    """A pattern that writes an argument more than once, `{0}`."""
    return Form(pattern.format, binds, takes)


TORCH_FORMS: dict[str, Form[str]] = {
    "relu": call("torch.relu({})"),
    "positive": _alike("({0} > 0).to({0}.dtype)", Binds.ATOM),
    "step": _alike("torch.heaviside({0}, torch.full_like({0}, {1}))", 0, 0),
    "leaky_slope": _alike("torch.where({0} > 0, torch.ones_like({0}), {1})", Binds.SUM, 0),
    "elu": _alike(
        "torch.where({0} > 0, {0}, {1} * torch.expm1({0}.clamp(max=0)))", Binds.ATOM, Binds.SIGNED
    ),
    "elu_slope": _alike(
        "torch.where({0} > 0, 1, {1} * torch.exp({0}.clamp(max=0)))", Binds.ATOM, Binds.SIGNED
    ),
    "softplus": _alike("torch.logaddexp({0}, torch.zeros_like({0}))", 0),
    "normal_cdf": call("torch.special.ndtr({})"),
    "softmax": call("torch.softmax({}, dim=1)"),
    "log_softmax": call("torch.log_softmax({}, dim=1)"),
    "xlogy": call("torch.xlogy({}, {})", 2),
    "softmax_cols": call("torch.softmax({}, dim=0)"),
    "eye_like": _alike("torch.eye(len({0}), dtype={0}.dtype)", Binds.ATOM),
    "logsumexp": call("torch.logsumexp({}.flatten(), dim=0)"),
    "quotient": _alike("torch.where({0} == 0, 0, {0} / {1})", Binds.POWER, Binds.POWER),
}
"""Rows whose line of PyTorch is not the line of NumPy with other names."""

JAX_FORMS: dict[str, Form[str]] = {"normal_cdf": call("jax.scipy.special.ndtr({})")}
"""Rows whose line of JAX is not the line of NumPy with other names."""


def in_torch(line: str) -> str:
    """A line of NumPy with PyTorch's names: `np.sum(x)` is `torch.sum(x)`, `axis` is `dim`."""
    return MODULE.sub("torch.", line).replace("axis=", "dim=").replace("keepdims=", "keepdim=")


def in_jax(line: str) -> str:
    """A line of NumPy with JAX's names: `np.exp(x)` is `jnp.exp(x)`."""
    return MODULE.sub("jnp.", line)


def _dialect(forms: dict[str, Form[str]], renamed: Callable[[str], str]) -> Dialect[str]:
    def other(line: Form[str]) -> Form[str]:
        return replace(line, build=lambda *args: renamed(line.build(*args)))

    all_forms = {name: other(op.source) for name, op in OPS.items()} | forms
    return replace(NUMPY, form=lambda op: all_forms[op.name])


TORCH = _dialect(TORCH_FORMS, in_torch)
JAX = _dialect(JAX_FORMS, in_jax)


def torch_source(expr: Expr) -> str:
    """The expression as PyTorch source: `torch.relu(Y1lin)`."""
    return render(expr, TORCH)


def jax_source(expr: Expr) -> str:
    """The expression as JAX source: `jnp.maximum(Y1lin, 0)`."""
    return render(expr, JAX)
