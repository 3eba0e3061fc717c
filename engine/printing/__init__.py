"""Expressions and programs as text: LaTeX, MathML, NumPy."""
