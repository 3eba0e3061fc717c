"""NumPy under JAX's name.

JAX is not among the test dependencies. What a script for JAX says is the same to NumPy, but for
what stands here, so its lines are run with NumPy in the place of `jax.numpy`. What is missed by
that, JAX's own refusals, was looked for with JAX itself (0.10.2): every kind of network gave the
same numbers.
"""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import numpy as np

from engine.core.numerics import normal_cdf
from engine.core.ops import OPS


def jax_scope() -> dict[str, object]:
    """What an expression in JAX may name, the helpers of a script among it."""
    helpers = {op.helper.__name__: op.helper for op in OPS.values() if op.helper}
    return {"jax": jax(), "jnp": np} | helpers


def jax() -> ModuleType:
    """A module `jax` whose `numpy` is NumPy."""
    module = ModuleType("jax")
    module.numpy = np
    module.config = SimpleNamespace(update=lambda name, value: None)
    module.scipy = SimpleNamespace(special=SimpleNamespace(ndtr=normal_cdf))
    return module


def installed(monkeypatch) -> None:
    """`import jax.numpy as jnp` gives NumPy."""
    monkeypatch.setitem(sys.modules, "jax", jax())
    monkeypatch.setitem(sys.modules, "jax.numpy", np)
