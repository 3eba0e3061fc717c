"""`derive`: the gradient of a formula, or its Jacobian, line by line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence

from engine.calculus.derive.derivation import Derivation
from engine.calculus.derive.formula import derive
from engine.calculus.derive.index_form import IndexForm, flattened, written
from engine.calculus.derive.typed.letters import python_name
from engine.core.errors import DeriveError
from engine.core.expr import Dim, names
from engine.core.ops.shapes import dims
from engine.core.render import source
from engine.core.words import text


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("formula", help="such as a' * X * b, or ||Ax - b||^2")
    parser.add_argument("--wrt", metavar="NAME", required=True, help="the variable, such as X")
    about = "X=3,4 is a matrix, a=3 a column, c= a number; a shape left out is guessed and shown"
    parser.add_argument("--shape", metavar="NAME=..", action="append", default=[], help=about)
    parser.add_argument("--latex", action="store_true", help="print the lines as LaTeX")
    flat = "print a Jacobian as one matrix too, with a row for each entry of the formula"
    parser.add_argument("--flat", action="store_true", help=flat)


def prepared(argv: Sequence[str]) -> list[str]:
    """Let a formula begin with a minus: a blank before it says that it is no option."""
    return [f" {arg}" if arg[:1] == "-" != arg[1:2] and arg != "-h" else arg for arg in argv]


def command(args: Namespace) -> int:
    """Print each line with its rule, the result and its check; 1 if the check fails."""
    shapes, formula = dict(map(_declared, args.shape)), args.formula.strip()
    try:
        derivation = derive(formula, args.wrt, shapes)
    except DeriveError as error:
        raise _pointed(error, formula) from None
    _check_read(shapes, derivation)
    print(derivation.latex if args.latex else "\n".join(_lines(derivation, args, formula)))
    return 0 if derivation.check.agrees else 1


def _declared(option: str) -> tuple[str, tuple[Dim, ...]]:
    """Read `X=3,4` as a matrix, `a=3` as a column, `c=` as a number; a dimension may be a name."""
    name, equals, shape = option.partition("=")
    parts = [part.strip() for part in shape.split(",") if part.strip()]
    if not equals or len(parts) > 2:
        raise DeriveError(f"--shape {option} is not NAME=ROWS,COLUMNS, NAME=ROWS or NAME=")
    return name.strip(), tuple(int(p) if p.isascii() and p.isdigit() else p for p in parts)


def _pointed(error: DeriveError, formula: str) -> DeriveError:
    """Show the place of an error in the formula: `a' * →* b`."""
    if error.column is None:
        return error
    before, after = formula[: error.column - 1], formula[error.column - 1 :]
    return DeriveError(f"{error.why}: {before}→{after}", error.column)


def _check_read(shapes: Iterable[str], derivation: Derivation) -> None:
    known = names(derivation.expr)
    for name in shapes:
        if python_name(name) not in known:
            raise DeriveError(f"{name} is not in the formula, which has {', '.join(known)}")


def _lines(derivation: Derivation, args: Namespace, formula: str) -> Iterator[str]:
    yield from _read_as(derivation, formula)
    if derivation.upstream:
        g = derivation.upstream
        yield f"with F for the formula, and f = tr({g}.T @ F) for any {g} of its shape:"
    left = source(derivation.lines[0].lhs)
    for line in derivation.lines:
        yield f"{left} = {source(line.rhs)}  [{line.words()}]"
        left = " " * len(left)
    if derivation.jacobian:
        yield from _jacobian(derivation, derivation.jacobian, args)
    else:
        shape = dims(derivation.shapes[derivation.wrt])
        yield f"gradient with respect to {args.wrt}: {source(derivation.gradient)}  ({shape})"
    agrees = "agrees with" if derivation.check.agrees else "DIFFERS from"
    yield f"it {agrees} central differences, relative error {derivation.check.error:.1e}"


def _read_as(derivation: Derivation, formula: str) -> Iterator[str]:
    """Say how the formula was read, and what was guessed."""
    reading = derivation.reading
    if reading is None:
        return
    if reading.spelled.replace(" ", "") != formula.partition(";")[0].replace(" ", ""):
        yield f"read as: {reading.spelled}"
    for note in reading.notes:
        yield f"column {note.column}: " + text(f"formula.note.{note.key}")
    guessed = ", ".join(f"{name} {dims(reading.shapes[name])}" for name in reading.guessed)
    if guessed:
        yield f"shapes guessed: {guessed}; --shape NAME=.. declares another"


def _jacobian(derivation: Derivation, jacobian: IndexForm, args: Namespace) -> Iterator[str]:
    reading = derivation.reading
    assert reading is not None
    shape = "x".join(str(jacobian.sizes[index]) for index in jacobian.indices) or "a number"
    left = f"J[{', '.join(jacobian.indices)}]" if jacobian.indices else "J"
    yield (
        f"Jacobian of {reading.spelled} with respect to {args.wrt}: "
        f"{left} = {written(jacobian, derivation.shapes)}  ({shape})"
    )
    for name, part in jacobian.parts.items():
        yield f"  where {name} = {source(part)}"
    if args.flat:
        yield f"  flattened: {flattened(jacobian, derivation.shapes)}"
    yield text("formula.note.jacobian", shape=dims(reading.shape))
