"""Write a whole program as a JAX script; a setting at its top switches JAX to float64."""

from __future__ import annotations

from engine.core.ops import OPS
from engine.printing.dialects import in_jax, jax_source
from engine.printing.scripts import script_in
from engine.running.compiler import helper_source
from engine.running.trace import Trace

HEAD = """import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)"""


def script(trace: Trace) -> str:
    """Write the program of a trace with its inputs for JAX; it gives the trace's numbers.

    The numbers agree to rounding: JAX takes sums and products in an order of its own.
    """
    in_jax_itself = [op.helper for op in OPS.values() if op.jax]
    helpers = in_jax(helper_source(trace.program, besides=in_jax_itself))
    return script_in(jax_source, trace, HEAD, "jnp.array({!r})", helpers)
