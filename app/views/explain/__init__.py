"""What the player asks about the numbers that are on the page, and what it is answered."""

from app.views.explain.answers import KINDS, answer

__all__ = ["KINDS", "answer"]
