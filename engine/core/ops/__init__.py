# ruff: noqa: F403
"""The table of operations: a row for each of `+`, `@`, `relu`, ... holds all that is known of it.

One row says how an operation is computed and written in NumPy, how it is written in mathematics,
how it is differentiated, which shapes it takes and gives, and how one entry of its result is
computed from the entries of its arguments. Numbers, formulas, code and explanations are all made by
walking over an expression and looking up the row of each operation.

Every operation can be imported from here: `from engine.core.ops import tanh`. A new operation is
one entry in one of the files; this file need not change.
"""

from engine.core.ops.activations import *
from engine.core.ops.algebra import *
from engine.core.ops.arithmetic import *
from engine.core.ops.diagonal import *
from engine.core.ops.functions import *
from engine.core.ops.op import *
from engine.core.ops.reductions import *
from engine.core.ops.softmax import *
from engine.core.ops.steps import *
