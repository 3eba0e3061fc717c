"""Gradient check: every gradient of a trace against central differences, entry by entry.

The slope of the loss along an entry `v` is `(L(v + h) - L(v - h)) / 2h`. A value in the middle of
the network is moved directly, as if it were an input, and only the equations after it run again.

Conventions adjust gradients: they average those of the parameters over the batch, or begin the
backward pass at `Y - D`. A check compares the slopes with both: the gradient in the trace, and the
gradient before the conventions adjust it.
"""
