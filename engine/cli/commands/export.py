"""`export`: the last iteration as source, or the formulas as LaTeX."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module

from engine.cli.scenario_file import add_scenario, last_trace

TARGETS = ("numpy", "torch", "jax", "latex")


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for."""
    add_scenario(parser)
    parser.add_argument("--to", choices=TARGETS, required=True, help="the language")


def command(args: Namespace) -> int:
    """Print the script or the document."""
    printer = import_module(f"engine.printing.{args.to}")
    written = printer.document if args.to == "latex" else printer.script
    print(written(last_trace(args.scenario)), end="")
    return 0
