"""Explain a single entry of a matrix: its formula, its terms, its exact value."""
