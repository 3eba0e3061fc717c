"""A cache that is full soon, in place of the one that is used everywhere."""

import pytest

from app.work.recent import Recent

KEEPERS = (
    "app.work.numbers",
    "app.work.practising",
    "app.answer.exchange",
    "app.answer.questions",
    "app.views.structure",
    "app.views.practice.practice",
    "app.practice.hunt",
)
"""Where the one cache is used."""


@pytest.fixture
def small(monkeypatch):
    """A cache of the kind, that is full soon."""
    cache = Recent(most=4_000_000)
    for module in KEEPERS:
        monkeypatch.setattr(f"{module}.KEPT", cache)
    return cache
