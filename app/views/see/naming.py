"""Write any network in the names of one of five documents, and its gradients in one of three ways.

A scheme says what a document calls each role: the values before and after the activation of layer
`k`, its weights and bias, input, output, target, loss. The roles of a program's values are found
from its layers, so the toy problem can be read in the names of any of the documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.views.see.layers import layers
from app.work.writing import AS_WRITTEN, SCHEMES, Writing
from engine.core.box import Box, Letter, Row, Sign, Sub, Sup, Word
from engine.core.program import Phase, Program, Role
from engine.printing.names import AS_NAMED, Notation, label, letters, symbol
from engine.teach.lessons.notation import written


@dataclass(frozen=True)
class Naming:
    """How every value is written: by itself, in a formula, and in a line of code.

    `letters`: those that the values have in formulas, so that nothing else is called by them
    """

    labels: Notation
    symbols: Notation
    plain: Mapping[str, str]
    letters: frozenset[str]


def naming(program: Program, writing: Writing, own: Notation = AS_NAMED) -> Naming:
    """Find how every value is written; `own` is the notation of its own document."""
    if writing == AS_WRITTEN:
        return Naming(own, own, MappingProxyType({}), _letters(program, own))
    texts = _without_clashes(program, dict(_roles(program, writing)), own)
    boxes = dict(own) | {name: written(text) for name, text in texts.items()}
    codes = {name: _identifier(text) for name, text in texts.items()}
    gradients = tuple(_gradients(program, writing, boxes, texts))
    updates = dict(_updates(program, boxes, texts))
    symbols = boxes | {g.name: g.symbol for g in gradients} | updates
    return Naming(
        boxes | {g.name: g.label for g in gradients} | updates,
        symbols,
        codes | {g.name: g.code(codes) for g in gradients} | dict(_updates_in_code(program, codes)),
        _letters(program, symbols),
    )


def _letters(program: Program, symbols: Notation) -> frozenset[str]:
    return letters(symbol(name, symbols) for name in program.names)


def _roles(program: Program, writing: Writing) -> Iterator[tuple[str, str]]:
    """Yield the values that have a role, and what the chosen document calls them."""
    scheme, chain = SCHEMES.get(writing.names), layers(program)
    if scheme is None or not chain:
        return
    inside = scheme.alone if scheme.alone and len(chain) == 2 else (scheme.before, scheme.after)
    for k, layer in enumerate(chain, 1):
        before, after = (scheme.last, scheme.output) if k == len(chain) else inside
        yield layer.weights, _numbered(scheme.weights, k)
        if layer.bias:
            yield layer.bias, _numbered(scheme.bias, k)
        if len(layer.values) > 1:
            yield layer.values[0], _numbered(before, k)
        normalised = (name for name in layer.values[1:-1] if name.endswith(("bn", "ln")))
        yield from ((name, _numbered(_normalised(before), k)) for name in normalised)
        yield layer.values[-1], _numbered(after, k)
    yield chain[0].below, scheme.input
    targets, losses = program.with_role(Role.TARGET), program.losses
    yield from ((name, scheme.target) for name in targets if len(targets) == 1)
    yield from ((name, scheme.loss) for name in losses if len(losses) == 1)


def _numbered(text: str, k: int) -> str:
    return text.replace("{k}", str(k) if text.count("{") > 1 else f"{{{k}}}")


def _normalised(before: str) -> str:
    """`Z_{k}` as `Z_{{k}bn}`."""
    if "{k}" not in before:
        return f"{before}_{{bn}}"
    return before.replace("{k}", "{k}bn" if before.count("{") > 1 else "{{k}bn}")


def _without_clashes(program: Program, texts: dict[str, str], own: Notation) -> dict[str, str]:
    """Drop the names that another value has already."""
    boxes = {name: written(text) for name, text in texts.items()}
    seen = Counter(boxes.get(name) or label(name, own) for name in program.names)
    return {name: text for name, text in texts.items() if seen[boxes[name]] == 1}


def _identifier(text: str) -> str:
    """`z^{[1]}` as `z1`, `ŷ` as `yhat`."""
    return re.sub(r"[_^{}\[\]]", "", text).replace("ŷ", "yhat")


@dataclass(frozen=True)
class _Gradient:
    """A gradient, or a term of one: of what, and how it is written."""

    name: str
    of: str
    mark: str
    spelt: str
    box: Box
    loss: str

    @property
    def label(self) -> Box:
        return self._marked(Row((*self._opening, self.box)))

    @property
    def symbol(self) -> Box:
        """In a formula, ∇ says of what: ∇ with the index W, L."""
        if self.spelt != "nabla":
            return self.label
        return Row((self._marked(Sub(Sign("∇"), self.box)), Letter(self.loss)))

    @property
    def _opening(self) -> tuple[Box, ...]:
        if self.spelt == "partial":
            return Sign("∂"), Letter(self.loss), Sign("/"), Sign("∂")
        return (Letter("d") if self.spelt == "d" else Sign("∇"),)

    def _marked(self, box: Box) -> Box:
        return Sup(box, Word(self.mark)) if self.mark else box

    def code(self, codes: Mapping[str, str]) -> str:
        """Write the same in code: `gradW2`, `dL_dW2`, `dW2`."""
        start = {"nabla": "grad", "partial": f"d{self.loss}_d", "d": "d"}[self.spelt]
        mark = f"_{self.mark}" if self.mark else ""
        return start + codes.get(self.of, self.of) + mark


def _gradients(
    program: Program, writing: Writing, boxes: Notation, texts: Mapping[str, str]
) -> Iterator[_Gradient]:
    """Yield all gradients and their terms, as they are written now."""
    scheme = SCHEMES.get(writing.names)
    spelt = writing.gradients or (scheme.gradients if scheme else "nabla")
    losses = program.losses
    loss = _identifier(texts.get(losses[0], losses[0])) if losses else "L"
    for equation in program.gradients:
        of = str(equation.of)
        mark = equation.name.removeprefix(program.gradient_of[of])
        if mark == equation.name:
            continue
        yield _Gradient(equation.name, of, mark.lstrip("_"), spelt, label(of, boxes), loss)


def _updates(
    program: Program, boxes: Notation, texts: Mapping[str, str]
) -> Iterator[tuple[str, Box]]:
    """Yield how the updated value of each renamed parameter is written."""
    for equation in program.in_phase(Phase.UPDATE):
        if equation.of in texts:
            yield equation.name, Sup(boxes[equation.of], Word("new"))


def _updates_in_code(program: Program, codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for equation in program.in_phase(Phase.UPDATE):
        if equation.of in codes:
            yield equation.name, f"{codes[equation.of]}_new"
