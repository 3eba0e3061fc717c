"""The command line: which commands there are, and how an error is printed.

Exit codes: 0 where all is well, 1 where a check failed or the output could not be written, 2 for
bad usage or bad input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from engine.core.errors import EngineError

FINE, FAILED, BAD = 0, 1, 2
COMMANDS = Path(__file__).with_name("commands")
FIRST = ("run", "check", "diagnose", "explain", "export", "derive", "lesson", "schema")
"""The order in which commands are listed; any others come after them."""
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
    """A parser that prints a mistake in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, and return the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    called = next((arg for arg in argv if not arg.startswith("-")), "")
    args = parser(called).parse_args(_prepared(called, argv))
    try:
        code: int = _module(args.command).command(args)
        print(end="", flush=True)
    except BrokenPipeError:
        # The reader (`head`) has seen enough.
        _write_no_more()
        return FINE
    except OSError as error:
        _write_no_more()
        return _failed(args.command, f"output: {error.strerror}", FAILED)
    except EngineError as error:
        return _failed(args.command, str(error), BAD)
    return code


def _prepared(called: str, argv: Sequence[str]) -> Sequence[str]:
    """Let a command change its arguments before they are read."""
    if not (COMMANDS / f"{called}.py").is_file():
        return argv
    prepare = getattr(_module(called), "prepared", None)
    prepared: Sequence[str] = prepare(argv) if prepare else argv
    return prepared


def _module(command: str) -> Any:
    return import_module(f"engine.cli.commands.{command}")


def _write_no_more() -> None:
    """Throw away what is still to be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(command: str, why: str, code: int) -> int:
    print(f"python -m engine {command}: {' '.join(why.split())}", file=sys.stderr)
    return code


def parser(command: str) -> argparse.ArgumentParser:
    """List all commands, with the arguments of the one that is called.

    Only that one is imported, so that each starts, and the list is there, as quickly as can be.
    """
    whole = _Parser(
        prog="python -m engine",
        description="Backpropagation with every value named, explained and checked.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, about in _commands():
        added = commands.add_parser(name, help=about, description=about)
        if name == command and (arguments := getattr(_module(name), "arguments", None)):
            arguments(added)
    return whole


def _commands() -> Iterator[tuple[str, str]]:
    """Find every command with its help, which is the first line of its file after its name."""
    known = {path.stem for path in COMMANDS.glob("[!_]*.py")}
    for name in (*FIRST, *sorted(known - set(FIRST))):
        with (COMMANDS / f"{name}.py").open(encoding="utf-8") as file:
            yield name, file.readline().strip().strip('"').partition(": ")[2].removesuffix(".")
