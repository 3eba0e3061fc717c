"""What the browser is sent while a visitor practises."""

from app.views.practice.practice import practised, structure_of

__all__ = ["practised", "structure_of"]
