"""The command line: what may be asked for, and how an error is told.

Exit codes: 0 where all is well, 1 where a check failed or the output could not be written, 2 for
bad usage or bad input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from engine.core.errors import EngineError

FINE, FAILED, BAD = 0, 1, 2
TARGETS = ("numpy", "torch", "jax", "latex")
EPILOG = """\
S.json is a scenario (`schema` says what may stand in it), or - for standard input.

  python -m engine run S.json --json
  python -m engine explain S.json gradW2 0 1
  python -m engine diagnose S.json own.json
  python -m engine export S.json --to torch > step.py
  python -m engine derive "a' * X * b" --wrt X

exit codes: 0 all is well, 1 a check failed or no output, 2 bad usage or bad input
"""


class _Parser(argparse.ArgumentParser):
    """A parser that tells a mistake in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for; the exit code."""
    args = parser().parse_args(argv)
    # A command is imported when it is asked for, so that each starts as quickly as it can.
    command: Callable[[argparse.Namespace], int] = import_module(
        f"engine.cli.commands.{args.command}"
    ).command
    try:
        code = command(args)
        print(end="", flush=True)
    except BrokenPipeError:
        # The reader (`head`) has seen enough.
        _write_no_more()
        return FINE
    except OSError as error:
        _write_no_more()
        return _told(args.command, f"output: {error.strerror}", FAILED)
    except EngineError as error:
        return _told(args.command, str(error), BAD)
    return code


def _write_no_more() -> None:
    """What is still to be written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(command: str, why: str, code: int) -> int:
    print(f"python -m engine {command}: {' '.join(why.split())}", file=sys.stderr)
    return code


def parser() -> argparse.ArgumentParser:
    """The arguments of every command, each with its help."""
    whole = _Parser(
        prog="python -m engine",
        description="Backpropagation with every value named, explained and checked.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, about: str, scenario: bool = True) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        if scenario:
            added.add_argument("scenario", metavar="S.json", help="a scenario, or -")
        return added

    _run(command("run", "every value of the last iteration"))
    command("check", "every gradient of the last iteration against central differences")
    _diagnose(
        command("diagnose", "your own arrays against the last iteration: where they go wrong")
    )
    _explain(command("explain", "where one entry of a value comes from"))
    _export(command("export", "the last iteration as source, or the formulas as LaTeX"))
    _derive(command("derive", "the gradient of a formula, line by line", scenario=False))
    _lesson(command("lesson", "the lessons, or one with every printed number judged", False))
    command("schema", "the JSON Schema of a scenario", scenario=False)
    return whole


def _run(added: argparse.ArgumentParser) -> None:
    about = 'print {"values": {"Y1lin": [[..]], ..}}; not finite: "inf", "-inf", "nan"'
    added.add_argument("--json", action="store_true", help=about)


def _diagnose(added: argparse.ArgumentParser) -> None:
    added.add_argument("own", metavar="own.json", help='your arrays, {"gradW2": [[..]], ..}, or -')
    about = "how far a number may be off, as a part of it (default 1e-6; 1e-4 for float32)"
    added.add_argument("--tolerance", type=float, default=1e-6, metavar="T", help=about)
    about = 'print {"arrays": [{"name": .., "verdict": .., "causes": [..]}, ..]}'
    added.add_argument("--json", action="store_true", help=about)


def _explain(added: argparse.ArgumentParser) -> None:
    added.add_argument("value", help="the value, such as gradW2")
    for name in ("row", "column"):
        added.add_argument(name, type=int, nargs="?", default=0, help="counted from 0 (default 0)")


def _export(added: argparse.ArgumentParser) -> None:
    added.add_argument("--to", choices=TARGETS, required=True, help="the language")


def _lesson(added: argparse.ArgumentParser) -> None:
    added.add_argument("id", nargs="?", help="the lesson; without it, the lessons are listed")
    about = 'print {"id": .., "checkpoints": [..], "findings": [..]}'
    added.add_argument("--json", action="store_true", help=about)


def _derive(added: argparse.ArgumentParser) -> None:
    added.add_argument("formula", help="such as a' * X * b")
    added.add_argument("--wrt", metavar="NAME", required=True, help="the variable, such as X")
    about = "X=3,4 is a matrix, a=3 a column, c= a number; otherwise A is a matrix, a a column"
    added.add_argument("--shape", metavar="NAME=..", action="append", default=[], help=about)
    added.add_argument("--latex", action="store_true", help="print the lines as LaTeX")
