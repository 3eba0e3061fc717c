"""Exact mode: run a program on fractions instead of floats.

The expressions and the NumPy source of the operations are the same; only the numbers are fractions.
Nothing is rounded: a result that is no fraction, such as `√2`, is marked as unknown.
"""
