"""What a panel is to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.box import Box
from engine.network.conventions import HANDOUT, Conventions
from engine.printing.mathml import block
from engine.printing.names import Notation
from engine.running.trace import Trace

Data = dict[str, Any]


@dataclass(frozen=True)
class Writer:
    """Writes for one reader: in a language, names as a document writes them."""

    lang: str
    notation: Notation

    def math(self, box: Box) -> str:
        """Write a box as a line of MathML."""
        return block(box, self.notation)


@dataclass(frozen=True)
class Request:
    """A panel of a lesson, or a question of the player, about the numbers of a trace.

    `conventions` are those that its program was made with; `typed` is the student's own formula.
    """

    panel: Mapping[str, Any]
    trace: Trace
    lang: str
    notation: Notation
    typed: str | None = None
    conventions: Conventions = HANDOUT

    @property
    def writer(self) -> Writer:
        """Who writes the panel."""
        return Writer(self.lang, self.notation)

    def math(self, box: Box) -> str:
        """Write a box as a line of MathML, names as the lesson writes them."""
        return self.writer.math(box)
