"""Parse tokens into a syntax tree, by precedence climbing; shapes do not matter yet.

| binds | what |
|---|---|
| least | `a + b`, `a - b`, from the left |
| | `a * b`, `a / b`, `a .* b`, `a ./ b`, and `a b`, from the left; `-a * b` is `-(a * b)` |
| | behind `/`: `a / b c` is `a / (b c)`, but `a / 2 b` is `(a / 2) b` |
| | a function without brackets, `log a b`, up to the next sign |
| most | `a'`, `a ^ b`, `a .^ b`, from the left; an exponent may carry its own `-` |
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from engine.calculus.derive.typed.functions import FUNCTIONS
from engine.calculus.derive.typed.indexed import by_entries
from engine.calculus.derive.typed.letters import python_name, split
from engine.calculus.derive.typed.node import SyntaxNode
from engine.calculus.derive.typed.notation import ADVICE, ALIASES, NEED_BRACKETS
from engine.calculus.derive.typed.refusal import refusal
from engine.calculus.derive.typed.tokens import Token, tokens
from engine.core.errors import DeriveError

SUMS, PRODUCTS = 1, 2
BINARY = {"+": SUMS, "-": SUMS, "*": PRODUCTS, "/": PRODUCTS, ".*": PRODUCTS, "./": PRODUCTS}
RAISED = ("^", ".^")
CLOSING = {"(": ")", "{": "}", "[": "]", "||": "||", "|": "|"}
GROUPS = ("(", "{", "[")
NORMS = {"": "norm2", "2": "norm2", "F": "norm2", "Fro": "norm2", "1": "norm1", "inf": "norminf"}
"""The function of a norm, by its index."""
DEEPEST, MOST = 24, 60


def parse(text: str, declared: Collection[str] = ()) -> SyntaxNode:
    """Parse a formula, in which `declared` are names of which something is known.

    Raises `DeriveError` with the column where the formula cannot go on, as in
    `column 5: expected a name, a number or '(' after '*', not the end`.
    """
    reader = _Reader(split(tokens(text), declared), declared)
    try:
        node = reader.expression(SUMS)
    except RecursionError:  # signs before one another nest, too: ∑∑∑...
        raise refusal("too_deep", reader.here.column, most=DEEPEST) from None
    if reader.here.kind != "end":
        raise reader.expected("sign_or_end")
    return node


class _Reader:
    """Reads the tokens from left to right; `open` are the brackets it is inside of."""

    def __init__(self, formula: tuple[Token, ...], declared: Collection[str]) -> None:
        self.tokens, self.declared = formula, declared
        self.at, self.depth, self.operations = 0, 0, 0
        self.open: list[str] = []

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    @property
    def next(self) -> Token:
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    @property
    def after_next(self) -> Token:
        return self.tokens[min(self.at + 2, len(self.tokens) - 1)]

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def at_sign(self, *signs: str) -> bool:
        return self.here.kind == "sign" and self.here.text in signs

    def expected(self, what: str) -> DeriveError:
        here = self.here
        if here.text == "=":
            return refusal("no_equation", here.column)
        if here.text == "," and not self.open:
            return refusal("one_formula", here.column)
        before = self.tokens[self.at - 1].text if self.at else ""
        key = f"expected_{what if before else 'start'}" + "_end" * (here.kind == "end")
        return refusal(key, here.column, before=repr(before), actual=repr(here.text))

    def node(self, token: Token, *args: SyntaxNode, called: bool = False) -> SyntaxNode:
        self.operations += 1
        if self.operations > MOST:
            raise refusal("too_many", token.column, most=MOST)
        return SyntaxNode(token, args, called)

    def expression(self, least: int) -> SyntaxNode:
        """Read operators that bind at least as tightly as `least`, with their operands."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise refusal("too_deep", self.here.column, most=DEEPEST)
        left = self.signed(least)
        while True:
            if self.at_sign(*BINARY) and BINARY[self.here.text] >= least:
                token = self.take()
                right = (
                    self.divisor(left)
                    if token.text == "/"
                    else self.expression(BINARY[token.text] + 1)
                )
            elif least <= PRODUCTS and self.at_factor():
                token, right = replace(self.here, kind="sign", text="*"), self.factor()
            else:
                break
            left = self.node(token, left, right)
        self.depth -= 1
        return left

    def signed(self, least: int) -> SyntaxNode:
        if self.at_sign("-"):
            return self.node(self.take(), self.expression(max(least, PRODUCTS)))
        if self.at_sign("+"):
            self.take()
            return self.expression(max(least, PRODUCTS))
        return self.factor()

    def divisor(self, left: SyntaxNode) -> SyntaxNode:
        """Read what stands behind `/`: also the factors that follow without a sign.

        Behind a number that is divided or divides, as in `1/2 x`, there is only that number.
        """
        if self.at_sign("-"):
            return self.node(self.take(), self.divisor(left))
        first, number = self.here, self.here.kind == "number"
        result = self.factor()
        touching = number and self.here.column == first.column + len(first.text)
        if number and (left.token.kind == "number" or not touching or self.at_sign(*GROUPS)):
            return result
        while self.at_factor():
            result = self.node(replace(self.here, kind="sign", text="*"), result, self.factor())
        return result

    def at_factor(self) -> bool:
        """Tell whether a factor begins here without a sign before it."""
        if self.at_sign("||", "|"):
            return self.here.text not in self.open
        return self.here.kind == "name" or self.at_sign(*GROUPS, "\\frac")

    def factor(self) -> SyntaxNode:
        return self.raised(self.atom())

    def raised(self, node: SyntaxNode) -> SyntaxNode:
        """Read what stands behind an atom: `'`, exponents, and `.sum()`."""
        while self.at_sign("'", *RAISED, "."):
            token = self.take()
            if token.text == ".":
                node = self.method(node)
            elif token.text == "'":
                node = self.node(token, node)
            else:
                node = self.power(token, node)
        return node

    def power(self, token: Token, base: SyntaxNode) -> SyntaxNode:
        if base.token.text == "e" and not base.args and "e" not in self.declared:
            return self.node(replace(base.token, text="exp"), self.exponent(), called=True)
        if self.here.text in ("*", "+", "H", "\\dagger"):
            raise refusal("no_such_power", token.column, sign=self.here.text)
        return self.node(token, base, self.exponent())

    def exponent(self) -> SyntaxNode:
        if self.at_sign("-"):
            return self.node(self.take(), self.exponent())
        return self.atom()

    def method(self, node: SyntaxNode) -> SyntaxNode:
        """Read `.sum()` behind what it is done to."""
        if self.here.kind != "name" or self.next.text != "(":
            raise refusal("no_point", self.tokens[self.at - 1].column)
        token = self.function_name(self.take())
        self.take()
        args = [node]
        if not self.at_sign(")"):
            args += self.arguments()
        self.close("(", "comma")
        return self.called(token, args)

    def atom(self) -> SyntaxNode:
        if self.at_name_in_braces():
            return self.named_in_braces()
        if self.at_sign(*GROUPS):
            return self.inside(self.take().text)
        if self.at_sign("||"):
            return self.norm()
        if self.at_sign("|"):
            token = self.take()
            return self.node(replace(token, kind="name"), self.inside("|"), called=True)
        if self.at_sign("\\frac"):
            return self.fraction()
        if self.here.kind not in ("name", "number"):
            raise self.expected("operand")
        token = self.take()
        return self.named(token) if token.kind == "name" else SyntaxNode(token)

    def inside(self, opened: str) -> SyntaxNode:
        """Read the formula inside brackets, and the closing one."""
        self.open.append(opened)
        node = self.expression(SUMS)
        self.close(opened, "close")
        self.open.pop()
        return node

    def close(self, opened: str, what: str) -> None:
        if not self.at_sign(CLOSING[opened]):
            if opened in ("||", "|", "{", "["):
                raise refusal("not_closed", self.here.column, sign=CLOSING[opened])
            raise self.expected(what)
        self.take()

    def norm(self) -> SyntaxNode:
        """Read `||a||`, with its index: `||a||_2`, `||A||_F`, `||a||_1`."""
        token = self.take()
        node, index = self.inside("||"), ""
        if self.at_sign("_"):
            self.take()
            index = self.index()
        if index not in NORMS:
            raise refusal("no_such_norm", token.column, index=index)
        name = "norm2_index" if index == "2" else NORMS[index]
        return self.node(replace(token, kind="name", text=name), node, called=True)

    def index(self) -> str:
        """Read what stands behind `_`: a name or a number, or several signs in braces."""
        if not self.at_sign("{"):
            return self.take().text if self.here.kind in ("name", "number") else ""
        self.take()
        signs = list[str]()
        while self.here.kind != "end" and not self.at_sign("}"):
            signs.append(self.take().text)
        self.close("{", "close")
        return "".join(signs)

    def fraction(self) -> SyntaxNode:
        r"""Read `\frac{a}{b}` and `\frac12`."""
        token = self.take()
        if self.here.kind == "number" and len(self.here.text) > 1 and self.here.text.isdigit():
            first, second = (self.digit(k) for k in (0, 1))
            rest = self.here.text[2:]
            self.take()
            if rest:
                raise refusal("fraction_digits", token.column)
        else:
            first, second = self.atom(), self.atom()
        return self.node(replace(token, text="/"), first, second)

    def digit(self, k: int) -> SyntaxNode:
        return SyntaxNode(replace(self.here, text=self.here.text[k], column=self.here.column + k))

    def named(self, token: Token) -> SyntaxNode:
        """Read a name, or the call of a function."""
        if token.text not in self.declared and self.is_indexed_sum(token):
            return self.indexed_sum(token)
        if self.at_sign("[") and self.here.column == token.column + len(token.text):
            raise refusal("no_entries", self.here.column, name=token.text)
        if token.text in self.declared or not self.is_function(token):
            return SyntaxNode(replace(token, text=python_name(token.text)))
        function = self.function_name(token)
        of_function = self.at_name_in_braces() and self.next.text in FUNCTIONS
        if self.at_sign("(", "{") and not of_function:
            opened = self.take().text
            args = self.arguments()
            self.close(opened, "comma")
            return self.called(function, args)
        if not self.at_factor() and self.here.kind != "number":
            raise refusal("function_alone", token.column, name=token.text)
        return self.called(function, [self.factors()])

    def at_name_in_braces(self) -> bool:
        name = self.next.kind == "name" and self.after_next.text == "}"
        return name and self.at_sign("{")

    def named_in_braces(self) -> SyntaxNode:
        r"""Read a name in braces, as LaTeX has it: `{\rm tr}(X)`."""
        self.take()
        token = self.take()
        self.take()
        return self.named(token)

    def is_indexed_sum(self, token: Token) -> bool:
        base, _, index = token.text.partition("_")
        return base in ("sum", "Σ") and (bool(index) or self.at_sign("_"))

    def is_function(self, token: Token) -> bool:
        """Tell whether a name is that of a function. Raises `DeriveError` for an unknown one."""
        name, bracket = token.text, self.at_sign("(")
        if name in FUNCTIONS or name in ALIASES:
            return bracket or name not in NEED_BRACKETS
        base, _, index = name.partition("_")
        if name in ADVICE or (index and base in ("min", "max", "argmin", "argmax")):
            raise refusal(ADVICE.get(name, "no_minimum"), token.column, sign=name)
        if bracket and (len(base) > 2 or name in ("f", "g", "h")):
            raise refusal("no_function", token.column, name=name, known=", ".join(FUNCTIONS))
        return False

    def function_name(self, token: Token) -> Token:
        name = ALIASES.get(token.text, token.text)
        if name not in FUNCTIONS and name != "'":
            raise refusal("no_function", token.column, name=name, known=", ".join(FUNCTIONS))
        return replace(token, kind="name", text=name)

    def called(self, function: Token, args: list[SyntaxNode]) -> SyntaxNode:
        if function.text == "'":
            return self.node(replace(function, kind="sign"), *args[:1])
        return self.node(function, *args, called=True)

    def arguments(self) -> list[SyntaxNode]:
        self.open.append("(")
        args = [self.expression(SUMS)]
        while self.at_sign(","):
            self.take()
            args.append(self.expression(SUMS))
        self.open.pop()
        return args

    def factors(self) -> SyntaxNode:
        """Read the argument of a function without brackets: `log a b`, up to the next sign."""
        node = self.factor()
        while self.at_factor() and self.here.text not in FUNCTIONS:
            node = self.node(replace(self.here, kind="sign", text="*"), node, self.factor())
        return node

    def indexed_sum(self, token: Token) -> SyntaxNode:
        """Read `sum_i a_i b_i`, or with bounds `sum_{i=1}^n`: a sum over all entries."""
        index = token.text.partition("_")[2]
        if self.at_sign("_"):
            self.take()
            index = self.index()
        if self.at_sign("^"):
            self.take()
            self.atom()
        indices = index.partition("=")[0].replace(",", "")
        body = self.expression(PRODUCTS)
        return self.node(
            replace(token, text="sum"), by_entries(body, indices, token.column), called=True
        )
