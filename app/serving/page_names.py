"""Find the page that a person means by the path that they typed, and write the way to it.

*Step* and *Check* are both the page of the player, and a name may have capitals or slashes around
it. The way is relative, so that it also leads there below a path of a proxy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote, urlencode

from app.pages_.paths import FORMULAS, LESSONS, PATHS, TRAIN
from app.work.errors import shown

STEP, CHECK = "step", "check"
CHECKING = MappingProxyType({"lens": "submission"})
"""What the address of the player says where someone's own numbers are checked."""
MISSING = "no-page"
"""The last parameter of a way from a path of no page; `app/static/missing.js` takes it."""
MEANT = (STEP, LESSONS, FORMULAS, TRAIN, CHECK)
"""The names that people type; the page of the graph in Plotly is opened by the player alone."""
DOCUMENT = "index.html"
"""The file in which a server has its first page."""
ALIKE = 0.75
"""From this share of equal letters on a name is taken for a slip, as `trian` is."""


def is_page(path: str) -> bool:
    """Tell whether a path is that of a page, just as it stands."""
    return path in ("/", *(f"/{page}" for page in PATHS))


def way_to(path: str, query: str) -> str | None:
    """Write the way from what was typed to the page; None where it is the page, or names none.

    >>> way_to("/check", "lang=zh"), way_to("/Train/", ""), way_to("/train", "")
    ('./?lang=zh&lens=submission', '../train', None)
    """
    words = _words(path)
    name = _page(*words) if len(words) == 1 else None if words else STEP
    return None if name is None or is_page(path) else _way(path, name, query)


def way_near(path: str, query: str) -> str:
    """Write the way from the path of no page to the page that it comes near; it tells the path.

    >>> way_near("/trian", "lr=0.5"), way_near("/check/x", "")
    ('./train?lr=0.5&no-page=trian', '../?lens=submission&no-page=check%2Fx')
    """
    words = _words(path)
    name = next(_near(words), STEP)
    return _way(path, name, query, {MISSING: shown("/".join(words))})


def _words(path: str) -> Sequence[str]:
    """List what stands between the slashes of a path, without signs that cannot be seen."""
    parts = ("".join(filter(str.isprintable, unquote(part))) for part in path.split("/"))
    return [word for part in parts if (word := part.strip())]


def _page(word: str) -> str | None:
    """Find the page that a word names, with capitals too; None where there is none."""
    name = STEP if word == DOCUMENT else word.lower()
    return name if name in (*MEANT, *PATHS) else None


def _near(words: Sequence[str]) -> Iterator[str]:
    """List the pages that the words name; those whose names they are nearly spelt as come last."""
    yield from filter(None, map(_page, words))
    for word in words:
        yield from get_close_matches(word.lower().partition(".")[0], MEANT, 1, ALIKE)


def _way(path: str, name: str, query: str, told: Mapping[str, str] | None = None) -> str:
    """Write the way to a page, up as many folders as the path has, and what is asked of it."""
    added = {**(CHECKING if name == CHECK else {}), **(told or {})}
    kept = [(key, said) for key, said in parse_qsl(query, True) if key not in added]
    asked = urlencode([*kept, *added.items()])
    up = "../" * (path.count("/") - 1) or "./"
    return f"{up}{name if name in PATHS else ''}{'?' if asked else ''}{asked}"
