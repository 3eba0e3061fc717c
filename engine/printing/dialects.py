"""Write an expression for PyTorch or JAX: as a row of the table says, or as NumPy with their names.

JAX has NumPy's functions in `jnp`. PyTorch has most of them in `torch`, with `dim` for `axis`. A
row has a line of its own for a library that has the function under another name, or for arrays but
not for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.core.expr import Expr
from engine.core.ops import Form
from engine.core.render import NUMPY, render

MODULE = re.compile(r"\bnp\.")


def in_torch(line: str) -> str:
    """Put PyTorch's names into a line of NumPy: `np.sum(x)` is `torch.sum(x)`, `axis` is `dim`."""
    return MODULE.sub("torch.", line).replace("axis=", "dim=").replace("keepdims=", "keepdim=")


def in_jax(line: str) -> str:
    """Put JAX's names into a line of NumPy: `np.exp(x)` is `jnp.exp(x)`."""
    return MODULE.sub("jnp.", line)


def _renamed(form: Form[str], rename: Callable[[str], str]) -> Form[str]:
    return replace(form, build=lambda *args: rename(form.build(*args)))


TORCH = replace(NUMPY, form=lambda op: op.torch or _renamed(op.source, in_torch))
JAX = replace(NUMPY, form=lambda op: op.jax or _renamed(op.source, in_jax))


def torch_source(expr: Expr) -> str:
    """Write an expression in PyTorch: `torch.relu(Y1lin)`."""
    return render(expr, TORCH)


def jax_source(expr: Expr) -> str:
    """Write an expression in JAX: `jnp.maximum(Y1lin, 0)`."""
    return render(expr, JAX)
