"""Differentials by differences: what an expression changes by along a direction."""

import numpy as np

from engine.running.numbers import Numbers

H = 1e-6


def evaluate(expr, values, sizes):
    """An expression of names and differentials, on values for all of them."""
    return Numbers(dict(values), sizes).of(expr)


def slope(f, x, direction):
    """`(f(x + h d) - f(x - h d)) / 2h`, of a number or a matrix."""
    return (np.asarray(f(x + H * direction)) - np.asarray(f(x - H * direction))) / (2 * H)
