"""`fetch`: the files of MNIST or Fashion-MNIST, for `train mnist --folder`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from engine.data.download import SOURCES, download

WIDE = 30


def arguments(parser: ArgumentParser) -> None:
    """Add what may be asked for."""
    parser.add_argument("data", choices=tuple(SOURCES), help="which data set")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where its files go")
    about = "where to look first: the beginning of an address, to which a file's name is added"
    parser.add_argument("--mirror", action="append", default=[], metavar="URL", help=about)


def command(args: Namespace) -> int:
    """Download what is missing, and say where it is."""
    source = SOURCES[args.data]
    mirrors = (*(f"{one.rstrip('/')}/" for one in args.mirror), *source.mirrors)
    download(replace(source, mirrors=mirrors), args.folder, _progress)
    print(f"{args.data} is in {args.folder}: python -m engine train mnist --folder {args.folder}")
    return 0


def _progress(name: str, done: int, whole: int) -> None:
    """Draw how far a file is, where a person looks on."""
    if not sys.stderr.isatty():
        return
    bar = "#" * round(WIDE * done / whole)
    end = "\n" if done == whole else "\r"
    said = f"[{bar:.<{WIDE}}] {name}, {done / 1e6:.1f} of {whole / 1e6:.1f} MB "
    print(said, end=end, file=sys.stderr, flush=True)
