"""Join modules of the player into one script, so that a browser asks once and not sixty times.

Each module becomes a function that is run once, in the order of the imports. What it exports is
kept in `$modules` by its place. A script that is loaded later imports `$modules` and `$define` from
the first one: a module that both have is run once too, and shared.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.serving.module import EXPORT, IMPORT, LATER, META, Module, ModuleError, place_of
from app.serving.source_map import Piece, source_map

SHEET = re.compile(r'"([\w-]+/[\w-]+)"')
"""How a module names a style sheet: `"core/colours"`."""
BEGIN = """const $modules = {};
const $running = {};
const $define = (place, run) =>
  ($running[place] ??= run().then((exported) => void ($modules[place] = exported)));
const $root = import.meta.url;
globalThis.playerSheets ??= {};
"""


@dataclass(frozen=True)
class Script:
    """Joined modules, and the map by which a browser finds the line of a module in them."""

    text: str
    map: str


def joined(
    modules: Mapping[str, Module], sheets: Mapping[str, str], first: str
) -> dict[str, Script]:
    """Join all that `first` imports into one script, and all that is imported later into others.

    `sheets` are the texts of style sheets by their names; a script brings those that its modules
    name. Each script has the place of the module that it stands for.
    """
    begun = in_order(modules, first)
    scripts = {first: _script(modules, sheets, first, begun, None)}
    for place in sorted({later for module in modules.values() for later in module.later}):
        more = [module for module in in_order(modules, place) if module not in begun]
        scripts[place] = _script(modules, sheets, place, more, first)
    return scripts


def reached(modules: Mapping[str, Module], first: str) -> dict[str, Module]:
    """List the modules that a page needs, from the first one on."""
    return {module.place: module for module in in_order(modules, first)}


def in_order(modules: Mapping[str, Module], first: str) -> list[Module]:
    """List a module and what it imports, each after its own imports, as a browser runs them.

    Raises `ModuleError` where an import leads nowhere, or back to the module itself.
    """
    done: dict[str, Module] = {}
    open_: list[str] = []

    def visit(place: str, importer: str) -> None:
        if place in done:
            return
        if place in open_:
            raise ModuleError(f"a circle of imports: {' -> '.join([*open_, place])}")
        if place not in modules:
            raise ModuleError(f"{importer} imports {place}, which is not there")
        open_.append(place)
        for imported in modules[place].imports:
            visit(imported, place)
        done[open_.pop()] = modules[place]

    visit(first, "the page")
    return list(done.values())


def _script(
    modules: Mapping[str, Module],
    sheets: Mapping[str, str],
    place: str,
    joined_modules: list[Module],
    first: str | None,
) -> Script:
    pieces = [
        Piece(_beginning(place, first)),
        Piece(_brought(sheets, joined_modules)),
        *(piece for module in joined_modules for piece in _defined(modules, module, place)),
        Piece(_ending(modules[place], first)),
        Piece(f"//# sourceMappingURL={posixpath.basename(place)}.map\n"),
    ]
    return Script("".join(piece.text for piece in pieces), source_map(place, pieces))


def _beginning(place: str, first: str | None) -> str:
    if first is None:
        return BEGIN
    return f'import {{ $define, $modules, $root }} from "{_address(place, first)}";\n'


def _brought(sheets: Mapping[str, str], joined_modules: Iterable[Module]) -> str:
    """Write the style sheets that these modules name; `core/sheets.js` looks for them here."""
    named = [name for module in joined_modules for name in SHEET.findall(module.code)]
    brought = {name: sheets[name] for name in named if name in sheets}
    return f"Object.assign(globalThis.playerSheets, {json.dumps(brought)});\n"


def _defined(modules: Mapping[str, Module], module: Module, place: str) -> Iterator[Piece]:
    """Write a module as a function that is run once; it keeps the number of its lines."""
    exported = ", ".join(
        name if name == known else f"{known}: {name}" for known, name in module.exports.items()
    )
    yield Piece(f"await $define({json.dumps(module.place)}, async () => {{\n")
    yield Piece(_rewritten(modules, module, place).rstrip("\n") + "\n", module.place)
    yield Piece(f"return {{ {exported} }};\n}});\n")


def _rewritten(modules: Mapping[str, Module], module: Module, place: str) -> str:
    """Write the code of a module with its imports taken from `$modules`."""

    def later(match: re.Match[str]) -> str:
        return f'import("{_address(place, place_of(module.place, match[1]))}")'

    code = EXPORT.sub("", module.code)
    code = IMPORT.sub(_taken(modules, module), code)
    code = LATER.sub(later, code)
    return META.sub(f'new URL("{module.place}", $root).href', code)


def _taken(modules: Mapping[str, Module], module: Module) -> Callable[[re.Match[str]], str]:
    """Write an import as the names of a table: `const { a, b: c } = $modules["core/x.js"];`."""

    def taken(match: re.Match[str]) -> str:
        source = place_of(module.place, match[3])
        if match[2]:
            return f'const {match[2]} = $modules["{source}"];'
        wanted = [part.split(" as ") for part in (match[1] or "").split(",") if part.strip()]
        for name, *_ in wanted:
            if name.strip() not in modules[source].exports:
                wrong = f"{module.place} imports {name.strip()}, which {source} does not export"
                raise ModuleError(wrong)
        return f'const {{{(match[1] or "").replace(" as ", ": ")}}} = $modules["{source}"];'

    return taken


def _ending(module: Module, first: str | None) -> str:
    """Export what the module exports, and from the first script what the others need."""
    taken = f'$modules["{module.place}"]'
    lines = [
        f"export default {taken}.default;\n"
        if known == "default"
        else f"export const {known} = {taken}.{known};\n"
        for known in module.exports
    ]
    return "".join(lines) + ("export { $define, $modules, $root };\n" if first is None else "")


def _address(importer: str, place: str) -> str:
    """Write the address by which one script imports another: `../main.js`."""
    address = posixpath.relpath(place, posixpath.dirname(importer) or ".")
    return address if address.startswith(".") else f"./{address}"
