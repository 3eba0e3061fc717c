"""Exact mode: a trace once more in fractions, as far as its numbers are fractions.

The same program, with the same expressions and the same lines of the table of operations, runs on
numbers that are fractions or unknown. What is unknown is said to be so: nothing is rounded.
"""
