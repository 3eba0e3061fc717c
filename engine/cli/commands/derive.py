"""`derive`: the gradient of a formula, line by line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from engine.calculus.derive.derivation import Derivation
from engine.calculus.derive.formula import derive
from engine.core.errors import DeriveError
from engine.core.expr import Dim, names
from engine.core.ops.shapes import dims
from engine.core.render import source


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for."""
    parser.add_argument("formula", help="such as a' * X * b")
    parser.add_argument("--wrt", metavar="NAME", required=True, help="the variable, such as X")
    about = "X=3,4 is a matrix, a=3 a column, c= a number; otherwise A is a matrix, a a column"
    parser.add_argument("--shape", metavar="NAME=..", action="append", default=[], help=about)
    parser.add_argument("--latex", action="store_true", help="print the lines as LaTeX")


def command(args: Namespace) -> int:
    """Print each line with its rule, the gradient and its check; 1 if the check fails."""
    shapes = dict(map(_declared, args.shape))
    derivation = derive(args.formula, args.wrt, shapes)
    _check_read(shapes, derivation)
    print(derivation.latex if args.latex else "\n".join(_lines(derivation)))
    return 0 if derivation.check.agrees else 1


def _declared(text: str) -> tuple[str, tuple[Dim, ...]]:
    """`X=3,4` is a matrix, `a=3` a column, `c=` a number; a dimension may be a name."""
    name, equals, shape = text.partition("=")
    parts = [part.strip() for part in shape.split(",") if part.strip()]
    if not equals or len(parts) > 2:
        raise DeriveError(f"--shape {text} is not NAME=ROWS,COLUMNS, NAME=ROWS or NAME=")
    return name.strip(), tuple(int(p) if p.isascii() and p.isdigit() else p for p in parts)


def _check_read(shapes: Iterable[str], derivation: Derivation) -> None:
    known = names(derivation.expr)
    for name in shapes:
        if name not in known:
            raise DeriveError(f"{name} is not in the formula, which has {', '.join(known)}")


def _lines(derivation: Derivation) -> Iterator[str]:
    left = source(derivation.lines[0].lhs)
    for line in derivation.lines:
        yield f"{left} = {source(line.rhs)}  [{line.words()}]"
        left = " " * len(left)
    shape = dims(derivation.shapes[derivation.wrt])
    yield f"gradient with respect to {derivation.wrt}: {source(derivation.gradient)}  ({shape})"
    agrees = "agrees with" if derivation.check.agrees else "DIFFERS from"
    yield f"it {agrees} central differences, relative error {derivation.check.error:.1e}"
