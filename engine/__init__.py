"""The mathematics of backpropagation as data: expressions, equations, programs and their traces.

>>> import engine
>>> program = engine.mlp((2, 3, 2))
>>> [equation.name for equation in program.equations][:3]
['Y1lin', 'Y1', 'Y2lin']

What describes a network and runs it is here at once. All else that is offered is imported when it
is first asked for, so that each use of the engine starts as quickly as it can.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from engine.conventions import HANDOUT, MEAN, PRESETS, SUM, Conventions
from engine.errors import (
    AnswerError,
    BindError,
    DeriveError,
    EngineError,
    LessonError,
    LimitError,
    ProgramError,
    ScenarioError,
    SettingError,
    ShapeError,
)
from engine.expr import Cell, Expr, Name, Number, Size
from engine.network import build, mlp
from engine.program import Equation, Input, Phase, Program, Role
from engine.spec import NetworkSpec, mlp_spec
from engine.trace import Trace, run

if TYPE_CHECKING:
    from engine.answers import read_matrix, read_number, read_shape
    from engine.columns import columns
    from engine.compiler import compiled, function_source
    from engine.derive.derivation import Derivation
    from engine.derive.equation import derive_equation
    from engine.derive.formula import derive
    from engine.diagnose import compare, diagnose
    from engine.differentiate import derived, vjp
    from engine.exact import exact, exact_line, exact_plain, fraction_text
    from engine.explain import cells, entry, entry_of, evaluate
    from engine.fast import Fast
    from engine.gradcheck import check as gradcheck
    from engine.gradcheck import sweep
    from engine.graph import graph
    from engine.initialize import initialize
    from engine.jacobian import jacobian, proof
    from engine.mistakes import broken, offered, variants
    from engine.nice import nice
    from engine.paths import paths
    from engine.printing.jax import script as jax_script
    from engine.printing.latex import document, equation_latex
    from engine.printing.mathml import equation_mathml
    from engine.printing.numpy import equation_line, script
    from engine.printing.torch import script as torch_script
    from engine.questions import Question, another, draw
    from engine.scenario import Scenario, from_json, from_text, iterate, schema, to_json
    from engine.terms import origin, terms
    from engine.training import train

_LATER = {
    "Derivation": "derive.derivation",
    "Fast": "fast",
    "Question": "questions",
    "Scenario": "scenario",
    "another": "questions",
    "broken": "mistakes",
    "cells": "explain",
    "columns": "columns",
    "compare": "diagnose",
    "compiled": "compiler",
    "derive": "derive.formula",
    "derive_equation": "derive.equation",
    "derived": "differentiate",
    "diagnose": "diagnose",
    "document": "printing.latex",
    "draw": "questions",
    "entry": "explain",
    "entry_of": "explain",
    "equation_latex": "printing.latex",
    "equation_line": "printing.numpy",
    "equation_mathml": "printing.mathml",
    "evaluate": "explain",
    "exact": "exact",
    "exact_line": "exact",
    "exact_plain": "exact",
    "fraction_text": "exact",
    "from_json": "scenario",
    "from_text": "scenario",
    "function_source": "compiler",
    "gradcheck": "gradcheck:check",
    "graph": "graph",
    "initialize": "initialize",
    "iterate": "scenario",
    "jacobian": "jacobian",
    "jax_script": "printing.jax:script",
    "nice": "nice",
    "offered": "mistakes",
    "origin": "terms",
    "paths": "paths",
    "proof": "jacobian",
    "read_matrix": "answers",
    "read_number": "answers",
    "read_shape": "answers",
    "schema": "scenario",
    "script": "printing.numpy",
    "sweep": "gradcheck",
    "terms": "terms",
    "to_json": "scenario",
    "torch_script": "printing.torch:script",
    "train": "training",
    "variants": "mistakes",
    "vjp": "differentiate",
}
"""Where to find what is imported later, and under which name where it has another there."""

__all__ = [
    "HANDOUT",
    "MEAN",
    "PRESETS",
    "SUM",
    "AnswerError",
    "BindError",
    "Cell",
    "Conventions",
    "Derivation",
    "DeriveError",
    "EngineError",
    "Equation",
    "Expr",
    "Fast",
    "Input",
    "LessonError",
    "LimitError",
    "Name",
    "NetworkSpec",
    "Number",
    "Phase",
    "Program",
    "ProgramError",
    "Question",
    "Role",
    "Scenario",
    "ScenarioError",
    "SettingError",
    "ShapeError",
    "Size",
    "Trace",
    "another",
    "broken",
    "build",
    "cells",
    "columns",
    "compare",
    "compiled",
    "derive",
    "derive_equation",
    "derived",
    "diagnose",
    "document",
    "draw",
    "entry",
    "entry_of",
    "equation_latex",
    "equation_line",
    "equation_mathml",
    "evaluate",
    "exact",
    "exact_line",
    "exact_plain",
    "fraction_text",
    "from_json",
    "from_text",
    "function_source",
    "gradcheck",
    "graph",
    "initialize",
    "iterate",
    "jacobian",
    "jax_script",
    "mlp",
    "mlp_spec",
    "nice",
    "offered",
    "origin",
    "paths",
    "proof",
    "read_matrix",
    "read_number",
    "read_shape",
    "run",
    "schema",
    "script",
    "sweep",
    "terms",
    "to_json",
    "torch_script",
    "train",
    "variants",
    "vjp",
]


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, own = _LATER[name].partition(":")
    globals()[name] = found = getattr(import_module(f"{__name__}.{module}"), own or name)
    return found


class _Engine(ModuleType):
    """`engine.paths` stays the function when the module of that name is imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _LATER and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Engine
