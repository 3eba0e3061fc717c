"""Collect all that the player is sent about a visitor."""

from __future__ import annotations

from typing import Any

from app.views.lesson import lesson_data
from app.views.player import player_data
from app.views.practice import Reader, broken_structure, with_practice
from app.visitor import Visitor
from app.work import network_address


def sent(visitor: Visitor) -> dict[str, Any]:
    """Collect the trace, the answers to questions, the address, and the lesson if one is open."""
    visit, trace, practice = visitor.visit, visitor.trace(), visitor.practice
    reader = Reader(visitor.lang, visit.lesson if visit else None, visitor.writing)
    own = broken_structure(practice, reader) if practice else None
    numbers = visitor.number, visitor.holds
    data = player_data(
        trace, reader.lang, visitor.have, visitor.state(), *reader[1:], own, *numbers
    )
    if practice:
        data = with_practice(data, practice, reader)
    data["answers"] = visitor.answers(trace)
    data["address"] = None if visit else network_address.whole(*visitor.linked)
    data["present"] = visitor.presenting
    if visit:
        untouched = visitor.bench.untouched and practice is None
        data["lesson"] = lesson_data(visit, trace, visitor.lang, visitor.knows, untouched)
    return data
