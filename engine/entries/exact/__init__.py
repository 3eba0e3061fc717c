"""Exact mode: a trace once more in fractions, as far as its numbers are fractions.

The same program, with the same expressions and the same lines of the table of operations, runs on
numbers that are fractions or unknown. What is unknown is said to be so: nothing is rounded.
"""

from engine.entries.exact.line import exact_line
from engine.entries.exact.plain import exact_plain, fraction_text
from engine.entries.exact.run import Fractions, exact

__all__ = ["Fractions", "exact", "exact_line", "exact_plain", "fraction_text"]
