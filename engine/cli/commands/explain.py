"""`explain`: where one entry of a value comes from."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from engine.cli.scenario_file import add_scenario, last_trace
from engine.core.expr import Cell
from engine.core.render import source
from engine.entries.entry import entry_of
from engine.entries.terms import check_cell, terms, value_at
from engine.printing.numpy import equation_line
from engine.running.trace import Trace


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_scenario(parser)
    parser.add_argument("value", help="the value, such as gradW2")
    for name in ("row", "column"):
        parser.add_argument(name, type=int, nargs="?", default=0, help="counted from 0 (default 0)")


def command(args: Namespace) -> int:
    """Print the entry: its formula, its number, its terms, and the entries they are made of."""
    trace, cell = last_trace(args), Cell(args.value, args.row, args.column)
    check_cell(trace, cell)
    computed = cell.name in trace.program.by_name
    print("\n".join(_lines(trace, cell) if computed else [f"{_equal(trace, cell)}, an input"]))
    return 0


def _lines(trace: Trace, cell: Cell) -> Iterator[str]:
    summed = terms(trace, cell.name, int(cell.row), int(cell.col))
    yield equation_line(trace.program.by_name[cell.name])
    yield f"{_label(trace, cell)} = {source(entry_of(trace, cell.name, cell.row, cell.col))}"
    yield _equal(trace, cell)
    yield "terms"
    yield from (f"  {term.text} = {term.value:.12g}" for term in summed)
    yield "from"
    yield from (f"  {_equal(trace, c)}" for c in dict.fromkeys(c for t in summed for c in t.cells))


def _equal(trace: Trace, cell: Cell) -> str:
    return f"{_label(trace, cell)} = {value_at(trace, cell):.12g}"


def _label(trace: Trace, cell: Cell) -> str:
    return source(cell) if trace[cell.name].ndim else cell.name
