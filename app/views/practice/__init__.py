"""What the browser is sent while a visitor practises."""

from app.views.practice.practice import broken_structure, with_practice
from app.views.practice.words import Reader

__all__ = ["Reader", "broken_structure", "with_practice"]
