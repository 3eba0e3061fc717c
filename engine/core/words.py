"""Texts for people, in every language, from one catalogue: `assets/text.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = {"en": "English", "zh": "中文"}
CATALOGUE = Path(__file__).resolve().parents[2] / "assets" / "text.toml"


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Read every text by its dotted key, in every language: `reason.kink` in `en` and in `zh`."""
    with CATALOGUE.open("rb") as file:
        return dict(_texts(tomllib.load(file), ""))


def _texts(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            by_language = {lang: value[lang] for lang in LANGUAGES if lang in value}
            if by_language:
                yield prefix + key, by_language
            yield from _texts(value, f"{prefix}{key}.")


def template(key: str, lang: str = "en") -> str:
    """Look up the text of a key, with its `{placeholders}`; the key itself if there is no text."""
    return catalogue().get(key, {}).get(lang, key)


def text(key: str, lang: str = "en", *names: object, **facts: object) -> str:
    """Fill in the placeholders of the text of a key: `{0}` by `names`, `{name}` by `facts`."""
    return template(key, lang).format(*names, **facts)
