"""Answers as people type them, read into numbers: one number, a matrix, a shape."""
