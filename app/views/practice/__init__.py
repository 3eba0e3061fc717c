"""What the browser is sent while a visitor practises."""

from app.views.practice.practice import practised, structure_of
from app.views.practice.words import Reader

__all__ = ["Reader", "practised", "structure_of"]
