"""The lines as LaTeX."""

import re

from engine.calculus.derive.formula import derive
from engine.calculus.derive.rules import RuleName


def test_the_lines_are_aligned_with_the_rule_at_the_right():
    """Example 1 of the notes on differential forms."""
    assert derive("a' * X * b", "X").latex.splitlines() == [
        r"\begin{aligned}",
        r"d f &= d \left( {a}^\top \, X \, b \right) && \text{what is to be derived} \\",
        r"&= \mathrm{tr} \left( d \left( {a}^\top \, X \, b \right) \right)"
        r" && \text{trace of a scalar} \\",
        r"&= \mathrm{tr} \left( d \left( {a}^\top \, X \right) \, b \right)"
        r" && \text{differential of a product} \\",
        r"&= \mathrm{tr} \left( b \, d \left( {a}^\top \, X \right) \right)"
        r" && \text{cyclic property} \\",
        r"&= \mathrm{tr} \left( b \, {a}^\top \, d X \right)"
        r" && \text{differential of a product} \\",
        r"&= \mathrm{tr} \left( {\left( a \, {b}^\top \right)}^\top \, d X \right)"
        r" && \text{transpose of a product}",
        r"\end{aligned}",
    ]


def test_every_line_and_the_gradient_are_balanced():
    derivation = derive("-sum(Y .* log(softmax(inv(X)*X*W)))", "W")
    for text in (derivation.latex, derivation.gradient_latex, *(x.latex for x in derivation.lines)):
        assert text.count("{") == text.count("}")
        assert len(re.findall(r"\\left\b", text)) == len(re.findall(r"\\right\b", text))


def test_the_rules_are_words_that_latex_takes_as_they_are():
    assert all(re.fullmatch(r"[A-Za-z ]+", rule) for rule in RuleName)
