"""Read Python by its grammar into calls and plain values; nothing is run.

What is neither is kept as `Unread`, and refused only where it is needed.
"""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator, Mapping

from engine.core.immutable import immutable
from engine.network.written.refusal import refusal

LONGEST = 20_000
"""Characters that may be read."""
PROMPT = re.compile(r"^\s*(?:>>> ?|\.\.\. ?|In \[\d*\]: ?|%.*$|!.*$)", re.MULTILINE)
LARGEST = 10**9
"""Numbers that are read, and those that are computed, such as `2 * 3`, stay below it."""


@immutable
class Path:
    """A name that stands for nothing known: `torch.relu`."""

    name: str
    line: int


@immutable
class Unread:
    """What is neither a plain value nor a call, as it is written."""

    code: str
    line: int


@immutable
class Call:
    """A call: `nn.Linear(2, 3, bias=False)`; `on` is what stands before its name, `nn`."""

    name: str
    on: str
    args: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]
    line: int


Value = int | float | bool | str | None | tuple["Value", ...] | Path | Unread | Call
Names = Mapping[str, Value]
"""What names stand for."""


def parsed(text: str) -> ast.Module:
    """Parse a text by Python's grammar.

    Raises `WrittenError` at the line that is no Python, and for what is too long or too deep.
    """
    if len(text) > LONGEST:
        raise refusal("too_long", most=LONGEST)
    plain = textwrap.dedent(PROMPT.sub("", text.replace("\t", "    ")))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(plain)
    except SyntaxError as error:
        raise refusal("not_python", error.lineno, why=error.msg) from None
    except (RecursionError, MemoryError):
        raise refusal("too_deep") from None
    except ValueError:
        raise refusal("not_python", None, why="it has a character that no program has") from None


def value(node: ast.expr, names: Names) -> Value:
    """Read an expression: a plain value, a call, or what a name stands for."""
    match node:
        case ast.Constant(bool() | int() | float() | str() | None as constant):
            return constant
        case ast.Tuple(parts) | ast.List(parts):
            return tuple(values(parts, names))
        case ast.Name() | ast.Attribute():
            path = dotted(node)
            return names.get(path, Path(path, node.lineno)) if path else _unread(node)
        case ast.Call():
            return call(node, names)
        case ast.UnaryOp(ast.USub(), operand):
            number = value(operand, names)
            return -number if isinstance(number, int | float) else _unread(node)
        case ast.BinOp(left, op, right):
            return _computed(node, op, value(left, names), value(right, names))
    return _unread(node)


def values(nodes: list[ast.expr], names: Names) -> Iterator[Value]:
    """Read several expressions; `*layers` gives each of its parts."""
    for node in nodes:
        if not isinstance(node, ast.Starred):
            yield value(node, names)
            continue
        inner = value(node.value, names)
        yield from inner if isinstance(inner, tuple) else (_unread(node),)


def call(node: ast.Call, names: Names) -> Call:
    """Read a call, with its arguments."""
    path = dotted(node.func) or ""
    on, _, name = path.rpartition(".")
    keywords = ((k.arg or "**", value(k.value, names)) for k in node.keywords)
    return Call(name, on, tuple(values(node.args, names)), tuple(keywords), node.lineno)


def dotted(node: ast.expr) -> str:
    """Write a dotted name, `torch.nn.functional`; empty for anything else."""
    parts = list[str]()
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _unread(node: ast.expr | ast.stmt) -> Unread:
    return Unread(code_of(node), node.lineno)


def code_of(node: ast.AST) -> str:
    """Write the beginning of a part of the program, for a sentence."""
    try:
        code = " ".join(ast.unparse(node).split())
    except RecursionError:
        return "..."
    return code if len(code) <= 60 else f"{code[:57]}..."


def is_number(part: Value) -> bool:
    """Tell a number from anything else; True and False are none."""
    return isinstance(part, int | float) and not isinstance(part, bool)


def _is_small(part: Value) -> bool:
    return is_number(part) and isinstance(part, int | float) and abs(part) < LARGEST


def _computed(node: ast.expr, op: ast.operator, a: Value, b: Value) -> Value:
    """Compute `2 * 3`, join lists, and repeat nothing."""
    match (op, a, b):
        case (ast.Add(), tuple(), tuple()):
            return (*a, *b)
        case (_, int() | float(), int() | float()) if _is_small(a) and _is_small(b):
            found = _arithmetic(op, a, b)
            if found is not None and _is_small(found):
                return found
    return _unread(node)


def _arithmetic(op: ast.operator, a: float, b: float) -> float | None:
    match op:
        case ast.Add():
            return a + b
        case ast.Sub():
            return a - b
        case ast.Mult():
            return a * b
        case ast.FloorDiv() if b:
            return a // b
        case ast.Div() if b:
            return a / b
        case ast.Pow() if abs(a) <= 10 and abs(b) <= 9 and a:
            return float(a**b) if b < 0 else a**b
    return None
