"""The lines as LaTeX."""

import re

import pytest

from engine.calculus.derive.formula import derive
from engine.calculus.derive.rules import RuleName
from engine.core.ops import OPS
from engine.core.words import LANGUAGES, text


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
    lines = [line.latex for line in derivation.lines]
    for latex in (derivation.latex, derivation.gradient_latex, *lines):
        assert latex.count("{") == latex.count("}")
        assert len(re.findall(r"\\left\b", latex)) == len(re.findall(r"\\right\b", latex))


@pytest.mark.parametrize("rule", RuleName)
def test_a_rule_is_said_in_words_that_latex_takes_as_they_are(rule):
    assert re.fullmatch(r"[A-Za-z ]+", text(f"rule.{rule}"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_says_its_rule_in_every_language(lang):
    said = [line.words(lang) for line in derive("a' * X * b", "X").lines]
    assert said[2] == {"en": "differential of a product", "zh": "乘积的微分"}[lang]


@pytest.mark.parametrize("op", OPS.values(), ids=lambda op: op.name)
def test_the_rules_of_a_row_are_rules_of_a_derivation(op):
    assert op.differential in ("", *RuleName)
    assert op.under_trace in [*RuleName]
