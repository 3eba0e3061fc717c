"""Send a practice to the browser."""

from app.views.practice.practice import broken_structure, with_practice
from app.views.practice.words import Reader

__all__ = ["Reader", "broken_structure", "with_practice"]
