"""Known mistakes: one table of what can be done wrong in a step, as changes of its equation.

A mistake looks at the structure of an equation and its place in the program, so the same table
serves networks of rows, of columns, and programs that are written out in a lesson.
"""
