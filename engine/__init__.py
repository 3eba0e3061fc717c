"""The mathematics of backpropagation as data: expressions, equations, programs and their traces.

>>> import engine
>>> program = engine.mlp((2, 3, 2))
>>> [equation.name for equation in program.equations][:3]
['Y1lin', 'Y1', 'Y2lin']
"""

from engine.columns import columns
from engine.compiler import function_source
from engine.conventions import HANDOUT, MEAN, PRESETS, SUM, Conventions
from engine.errors import BindError, EngineError, ProgramError, SettingError, ShapeError
from engine.explain import cells, entry_of, evaluate
from engine.expr import Expr, Name, Number, Size
from engine.graph import graph
from engine.network import build, mlp
from engine.printing.latex import equation_latex
from engine.printing.mathml import equation_mathml
from engine.printing.numpy import equation_line, script
from engine.program import Equation, Input, Phase, Program, Role
from engine.spec import NetworkSpec
from engine.trace import Trace, run

__all__ = [
    "HANDOUT",
    "MEAN",
    "PRESETS",
    "SUM",
    "BindError",
    "Conventions",
    "EngineError",
    "Equation",
    "Expr",
    "Input",
    "Name",
    "NetworkSpec",
    "Number",
    "Phase",
    "Program",
    "ProgramError",
    "Role",
    "SettingError",
    "ShapeError",
    "Size",
    "Trace",
    "build",
    "cells",
    "columns",
    "entry_of",
    "equation_latex",
    "equation_line",
    "equation_mathml",
    "evaluate",
    "function_source",
    "graph",
    "mlp",
    "run",
    "script",
]
