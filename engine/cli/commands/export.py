"""`export`: the last iteration as source that prints its results, or the formulas as LaTeX."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from importlib import import_module

from engine.cli.scenario_file import add_scenario, last_trace
from engine.core.errors import SettingError
from engine.printing.results import comparison, results
from engine.printing.torch import WAYS
from engine.running.trace import Trace

TARGETS = ("numpy", "torch", "jax", "latex")


def arguments(parser: ArgumentParser) -> None:
    """Add the arguments of the command."""
    add_scenario(parser)
    parser.add_argument("--to", choices=TARGETS, required=True, help="the language")
    about = "whose gradients: the formulas' (hand), compared with autograd's; or autograd's alone"
    parser.add_argument("--by", choices=WAYS, default="hand", help=f"in PyTorch, {about}")


def command(args: Namespace) -> int:
    """Print the script or the document."""
    if args.by == "autograd" and args.to != "torch":
        raise SettingError(f"--by autograd is there for --to torch, not for --to {args.to}")
    print(written(last_trace(args), args.to, args.by), end="")
    return 0


def written(trace: Trace, to: str, by: str) -> str:
    """Write the document, or the script with what it prints at its end."""
    printer = import_module(f"engine.printing.{to}")
    if to == "latex":
        return str(printer.document(trace))
    script = printer.script(trace, by) if to == "torch" else printer.script(trace)
    compared = comparison(trace.program) if (to, by) == ("torch", "hand") else ""
    return f"{script}{results(trace.program)}{compared}"
