"""Gradient check: every gradient of a trace against central differences, entry by entry.

The slope of the loss along an entry `v` is `(L(v + h) - L(v - h)) / 2h`. A value in the middle of
the network is moved by itself, and only the equations after it are run again.
"""
