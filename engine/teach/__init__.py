"""Lessons, known mistakes, the diagnosis of an answer, and questions."""
