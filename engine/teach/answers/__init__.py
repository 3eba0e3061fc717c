"""Answers as people type them, read into numbers: one number, a matrix, a shape."""

from engine.teach.answers.matrix import Typed, read_matrix
from engine.teach.answers.number import NotANumber, TypedNumber, parse_number, read_number
from engine.teach.answers.shape import read_shape

__all__ = [
    "NotANumber",
    "Typed",
    "TypedNumber",
    "parse_number",
    "read_matrix",
    "read_number",
    "read_shape",
]
