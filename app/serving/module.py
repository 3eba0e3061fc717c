"""Read a module of the player: what it imports, what it exports, and its lines of code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
IMPORT = re.compile(r'^import (?:(?:\{([^{}]*)\}|\* as (\w+)) from )?"(\.[\w./-]+)";', re.MULTILINE)
EXPORT = re.compile(
    r"^export (default )?(?=(?:async )?function\*? (\w+)|class (\w+)|const (\w+))"
    r"|^export \{\};",
    re.MULTILINE,
)
LATER = re.compile(r'\bimport\("(\.[\w./-]+)"\)')
META = re.compile(r"\bimport\.meta\.url\b")
UNKNOWN = re.compile(
    r"^(?:import\b(?!\()|export\b).*|\bimport\((?!\"\.).*|\bimport\.meta\b(?!\.url\b).*",
    re.MULTILINE,
)


class ModuleError(Exception):
    """A module has a form that cannot be joined with others."""


@dataclass(frozen=True)
class Module:
    """A module by its place in the folder of the player, `core/dom.js`.

    `imports` and `later` are places too; `exports` has the module's own name by the exported one.
    The code has as many lines as the file, so that a line of one is the same line of the other.
    """

    place: str
    imports: tuple[str, ...]
    later: tuple[str, ...]
    exports: Mapping[str, str]
    code: str


def read_module(place: str, text: str) -> Module:
    """Read a module.

    Raises `ModuleError` for a form other than `import { a, b as c } from "./x.js"`,
    `import * as all from "./x.js"`, `import "./x.js"`, `export function`, `export class`,
    `export const`, `export default function`, `import("./x.js")` and `import.meta.url`.
    """
    code = COMMENT.sub(_only_lines, text)
    _refuse_unknown(place, code)
    return Module(
        place,
        tuple(place_of(place, match[3]) for match in IMPORT.finditer(code)),
        tuple(place_of(place, name) for name in LATER.findall(code)),
        dict(_exported(match) for match in EXPORT.finditer(code) if any(match.groups())),
        code,
    )


def place_of(importer: str, address: str) -> str:
    """Find the place of what a module imports: `core/dom.js` for `../core/dom.js` in `step/`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), address))


def _only_lines(match: re.Match[str]) -> str:
    """Leave nothing of a comment but the ends of its lines."""
    return "\n" * match[0].count("\n")


def _exported(match: re.Match[str]) -> tuple[str, str]:
    default, *names = match.groups()
    name = next(filter(None, names))
    return ("default" if default else name), name


def _refuse_unknown(place: str, code: str) -> None:
    known = EXPORT.sub("", IMPORT.sub("", code))
    unknown = UNKNOWN.search(known)
    if unknown:
        raise ModuleError(
            f"{place}: `{unknown[0].strip()}` cannot be joined with other modules; allowed are "
            '`import { a, b as c } from "./x.js"`, `import * as all from "./x.js"`, '
            '`import "./x.js"`, `export function`, `export class`, '
            '`export const`, `export default function`, `import("./x.js")`, `import.meta.url`'
        )
