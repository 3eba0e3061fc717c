"""Break the backward: one mistake is in the way back, and the learner looks for its step."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from app.bench import Source
from engine.check.gradcheck import check_gradients
from engine.core.errors import SettingError
from engine.core.expr import walk
from engine.core.program import Phase, Program
from engine.network.conventions import Conventions
from engine.running.trace import Trace, run
from engine.teach.mistakes import BrokenProgram, noticeable_mistakes
from engine.teach.questions import redrawn

LEVELS = ("easy", "medium", "hard")
ANY = "any"
TRIED = 20


@dataclass(frozen=True, eq=False)
class Hunt:
    """A program with one mistake in its way back.

    - `wish`: a level, the key of a mistake, or `any`
    - `checks`: what the gradient check has said of a gradient; `accused`: who was accused in vain
    - `over`: `found` or `shown`, empty while it is looked for
    """

    source: Source
    variant: BrokenProgram
    seed: int
    wish: str = ANY
    checks: Mapping[str, bool] = field(default_factory=dict)
    accused: tuple[str, ...] = ()
    over: str = ""
    streak: int = 0
    number: int = 1

    @cached_property
    def right(self) -> Trace:
        """The program without the mistake."""
        return self.source.trace()

    @cached_property
    def trace(self) -> Trace:
        """The program with the mistake."""
        given = {i.name: self.right[i.name] for i in self.variant.program.inputs}
        return run(self.variant.program, given)

    @property
    def culprit(self) -> str:
        """The step in which the mistake sits."""
        return self.variant.equation_name

    @cached_property
    def checkable(self) -> tuple[str, ...]:
        """The gradients that can be checked."""
        return tuple(equation.name for equation in self.trace.program.gradients)

    @cached_property
    def spoiled(self) -> tuple[str, ...]:
        """What the mistake has changed besides its own step, in order."""
        names = (e.name for e in self.trace.program.equations if e.name != self.culprit)
        return tuple(n for n in names if not np.allclose(self.trace[n], self.right[n], rtol=1e-9))


def level(variant: BrokenProgram) -> str:
    """How hard a mistake is to see.

    Easy: something is left out. Medium: something is turned round, or too much. Hard: something
    is taken from elsewhere, so that the formula looks as it should.
    """
    right = variant.right.by_name[variant.equation_name]
    wrong = variant.program.by_name[variant.equation_name]
    if set(wrong.reads) - set(right.reads):
        return "hard"
    shorter = len(list(walk(wrong.expr))) < len(list(walk(right.expr)))
    return "easy" if shorter else "medium"


def fits(variant: BrokenProgram, wish: str) -> bool:
    """Whether it is what is wished for. One that shows in the order of the steps is not drawn."""
    if wish == variant.mistake:
        return True
    order = [e.name for e in variant.program.equations]
    return wish in (ANY, level(variant)) and order == [e.name for e in variant.right.equations]


def begin(source: Source, wish: str, seed: int) -> Hunt:
    """A mistake of a level, of a kind, or any. Raises `SettingError` where none can be made."""
    variant = _drawn(source, wish, seed) or _drawn(source, ANY, seed)
    if variant is None:
        raise SettingError("no known mistake changes anything in this way back")
    return Hunt(source, variant, seed, wish)


def _drawn(source: Source, wish: str, seed: int) -> BrokenProgram | None:
    """A mistake that the gradient check finds; its kind is drawn first, then its step."""
    fitting = [v for v in candidates(source) if fits(v, wish)]
    rng = random.Random(seed)
    rng.shuffle(fitting)
    kinds = sorted({variant.mistake for variant in fitting})
    order = rng.sample(kinds, len(kinds))
    fitting.sort(key=lambda variant: order.index(variant.mistake))
    return next((v for v in fitting[:TRIED] if _is_exposed(Hunt(source, v, seed))), None)


def _is_exposed(hunt: Hunt) -> bool:
    """Whether the check can tell: in a large loss a small gradient is lost in rounding."""
    return not checked(hunt, hunt.culprit).checks[hunt.culprit]


@lru_cache(maxsize=64)
def candidates(source: Source) -> tuple[BrokenProgram, ...]:
    """The mistakes that can be made in gradients on the way back, and change a number."""
    trace = source.trace()
    known = {equation.name for equation in trace.program.gradients}
    return tuple(
        v for v in noticeable_mistakes(trace, (Phase.BACKWARD,)) if v.equation_name in known
    )


def renewed(hunt: Hunt, wish: str | None = None) -> Hunt:
    """Another mistake of the same kind, in new numbers where they can be drawn."""
    chosen, seed = hunt.wish if wish is None else wish, hunt.seed + 1
    new = begin(hunt.source, chosen, seed)
    for k in range(TRIED):
        values = redrawn(hunt.right.program, hunt.source.values, seed * TRIED + k)
        source = hunt.source.with_values(values)
        variant = _tried(source, chosen, seed)
        if variant:
            new = Hunt(source, variant, seed, chosen)
            break
    return replace(new, streak=hunt.streak, number=hunt.number + 1)


def _tried(source: Source, wish: str, seed: int) -> BrokenProgram | None:
    """The same in numbers that were drawn; nothing in those that cannot be computed with."""
    try:
        return _drawn(source, wish, seed)
    except np.linalg.LinAlgError:
        return None


def checked(hunt: Hunt, name: str) -> Hunt:
    """What the gradient check says of a gradient. Nothing for what is none."""
    if name not in hunt.checkable or name in hunt.checks:
        return hunt
    (check,) = check_gradients(hunt.trace, conventions(hunt.source), (name,))
    return replace(hunt, checks={**hunt.checks, name: check.passed})


def conventions(source: Source) -> Conventions:
    """Those that the program was made with."""
    own = getattr(source, "conventions", None)
    return own or source.spec.conventions  # type: ignore[attr-defined]


def accused(hunt: Hunt, name: str) -> Hunt:
    """A step called the wrong one."""
    if hunt.over or name not in hunt.trace.program.by_name:
        return hunt
    if name == hunt.culprit:
        return replace(hunt, over="found", streak=hunt.streak + 1)
    return replace(hunt, accused=tuple(dict.fromkeys((*hunt.accused, name))), streak=0)


def given_up(hunt: Hunt) -> Hunt:
    """The step told."""
    return hunt if hunt.over else replace(hunt, over="shown", streak=0)


@lru_cache(maxsize=128)
def without_idea(variant: BrokenProgram) -> Program:
    """The program with the mistake; its step has no sentence of its own."""
    steps = variant.program.equations
    bare = (replace(e, idea="") if e.name == variant.equation_name else e for e in steps)
    return Program(variant.program.inputs, tuple(bare))
