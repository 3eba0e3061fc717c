"""`recorder`: some lines to paste into your own code, which save its arrays for `diagnose`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from engine.teach.submission.recorder import RECORDERS, recorder


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for."""
    parser.add_argument("language", choices=RECORDERS, help="what your code is written with")


def command(args: Namespace) -> int:
    """Print the lines."""
    print(recorder(args.language), end="")
    return 0
