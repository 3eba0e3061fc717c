"""Answer what the player asks about the numbers on the page."""

from app.views.explain.answers import KINDS, answer

__all__ = ["KINDS", "answer"]
