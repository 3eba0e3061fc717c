"""The mathematics of backpropagation as data: expressions, equations, programs and their traces.

>>> import engine
>>> program = engine.mlp((2, 3, 2))
>>> [equation.name for equation in program.equations][:3]
['Y1lin', 'Y1', 'Y2lin']

Each name below is imported when it is first used, so that a program that only runs networks does
not wait for what it never asks for. The README shows each of them at work.
"""

from importlib import import_module
from typing import Any

_MODULES = {
    "EngineError": "core.errors",
    "build": "network.build",
    "cells": "entries.entry",
    "check_gradients": "check.gradcheck.compare",
    "columns": "network.columns",
    "compare": "teach.diagnose.comparison",
    "derive": "calculus.derive.formula",
    "entry_of": "entries.entry",
    "equation_latex": "printing.latex",
    "equation_line": "printing.numpy",
    "exact": "entries.exact.run",
    "from_json": "network.scenario.reading",
    "graph": "printing.graph",
    "iterate": "network.scenario.scenario",
    "jacobian": "calculus.jacobian",
    "mlp": "network.build",
    "mlp_spec": "network.spec",
    "nice": "network.nice.search",
    "paths": "calculus.paths",
    "run": "running.trace",
    "script": "printing.numpy",
    "terms": "entries.terms",
    "to_json": "network.scenario.writing",
    "train": "network.training",
}
"""The module of each name that is offered to those who use the engine as a library."""

__all__ = list(_MODULES)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
