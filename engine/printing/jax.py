"""A whole program as a JAX script, in float64, which JAX has to be asked for."""

from __future__ import annotations

from engine.core.ops import OPS
from engine.printing.dialects import in_jax, jax_source
from engine.printing.scripts import inputs, joined, lines, not_finite
from engine.running.compiler import helper_source
from engine.running.trace import Trace

HEAD = """import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)"""


def script(trace: Trace) -> str:
    """The program of a trace with its inputs, as a script for JAX; gives the trace's numbers.

    The numbers agree to rounding: JAX takes sums and products in an order of its own.
    """
    program = trace.program
    given = inputs(trace, lambda _name, numbers: f"jnp.array({numbers!r})")
    own = [op.helper for op in OPS.values() if op.jax]
    helpers = in_jax(helper_source(program, besides=own))
    return joined(not_finite(trace), HEAD, helpers, given, lines(program.equations, jax_source))
