"""Known mistakes: a table of what can go wrong in a step, each as a change of its equation.

A mistake is found by the structure of an equation, not by names, so one table serves networks of
rows, networks of columns, and the programs of lessons.
"""
