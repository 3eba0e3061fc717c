"""Hunt for a mistake: one is put into the backward pass, and the learner looks for it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from app.work.numbers import KEPT
from app.work.source import Source
from engine.check.gradcheck.compare import check_gradients
from engine.check.verdict import Verdict
from engine.core.errors import SettingError
from engine.core.expr import walk
from engine.core.program import Phase, Program
from engine.network.conventions import Conventions
from engine.running.trace import Trace, run
from engine.teach.mistakes.broken import BrokenProgram, noticeable_mistakes
from engine.teach.questions.redrawing import redrawn

LEVELS = ("easy", "medium", "hard")
ANY = "any"
TRIED = 20


@dataclass(frozen=True, eq=False)
class Hunt:
    """A program with one mistake in its backward pass.

    - `wish`: a level, the key of a mistake, or `any`
    - `checks`: the verdicts of the gradient check so far; `accused`: steps that were named wrongly
    - `over`: `found` or `shown`; empty while the learner looks for the mistake
    - `streak`: how many mistakes in a row were found; `number`: which mistake it is, from 1
    """

    source: Source
    variant: BrokenProgram
    seed: int
    wish: str = ANY
    checks: Mapping[str, Verdict] = field(default_factory=dict)
    accused: tuple[str, ...] = ()
    over: str = ""
    streak: int = 0
    number: int = 1

    @cached_property
    def right(self) -> Trace:
        """The trace without the mistake."""
        return self.source.trace()

    @cached_property
    def trace(self) -> Trace:
        """The trace with the mistake."""
        given = {i.name: self.right[i.name] for i in self.variant.program.inputs}
        return run(self.variant.program, given)

    @property
    def culprit(self) -> str:
        """The step with the mistake."""
        return self.variant.equation_name

    @cached_property
    def checkable(self) -> tuple[str, ...]:
        """The gradients that can be checked."""
        return tuple(equation.name for equation in self.trace.program.gradients)

    @cached_property
    def spoiled(self) -> tuple[str, ...]:
        """The other values that the mistake has changed, in order."""
        names = (e.name for e in self.trace.program.equations if e.name != self.culprit)
        return tuple(n for n in names if not np.allclose(self.trace[n], self.right[n], rtol=1e-9))


def level(variant: BrokenProgram) -> str:
    """Tell how hard a mistake is to see.

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
    """Tell whether a mistake has the key or the level that is wished for.

    A mistake that changes the order of the steps is only taken where it is named: the order gives
    it away.
    """
    if wish == variant.mistake:
        return True
    order = [e.name for e in variant.program.equations]
    return wish in (ANY, level(variant)) and order == [e.name for e in variant.right.equations]


def begin(source: Source, wish: str, seed: int) -> Hunt:
    """Put in a mistake of a level, of a kind, or any.

    Raises `SettingError` where no known mistake changes a number.
    """
    variant = _drawn(source, wish, seed) or _drawn(source, ANY, seed)
    if variant is None:
        raise SettingError("no known mistake changes anything in this backward pass")
    return Hunt(source, variant, seed, wish)


def _drawn(source: Source, wish: str, seed: int) -> BrokenProgram | None:
    """Draw a mistake that the gradient check finds: first its kind, then its step."""
    fitting = [v for v in candidates(source) if fits(v, wish)]
    rng = random.Random(seed)
    rng.shuffle(fitting)
    kinds = sorted({variant.mistake for variant in fitting})
    order = rng.sample(kinds, len(kinds))
    fitting.sort(key=lambda variant: order.index(variant.mistake))
    return next((v for v in fitting[:TRIED] if _is_exposed(Hunt(source, v, seed))), None)


def _is_exposed(hunt: Hunt) -> bool:
    """Tell whether the gradient check finds the mistake; a large loss may hide small gradients."""
    return not checked(hunt, hunt.culprit).checks[hunt.culprit].right


def candidates(source: Source) -> tuple[BrokenProgram, ...]:
    """Find all mistakes that can be made in the gradients and that change a number."""
    return KEPT.of(source, "mistakes", lambda: _candidates(source), _cost)


def _cost(variants: tuple[BrokenProgram, ...]) -> int:
    """Estimate how many bytes are held: a program has 1,100 for each equation."""
    return sum(1100 * len(variant.right.equations) for variant in variants)


def _candidates(source: Source) -> tuple[BrokenProgram, ...]:
    trace = source.trace()
    known = {equation.name for equation in trace.program.gradients}
    return tuple(
        v for v in noticeable_mistakes(trace, (Phase.BACKWARD,)) if v.equation_name in known
    )


def renewed(hunt: Hunt, wish: str | None = None) -> Hunt:
    """Put in another mistake of the same kind, in new numbers where they can be drawn."""
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
    """Draw a mistake in drawn numbers; None where a matrix of these has no inverse."""
    try:
        return _drawn(source, wish, seed)
    except np.linalg.LinAlgError:
        return None


def checked(hunt: Hunt, name: str) -> Hunt:
    """Check one gradient against central differences; nothing for a name that is no gradient."""
    if name not in hunt.checkable or name in hunt.checks:
        return hunt
    (check,) = check_gradients(hunt.trace, conventions(hunt.source), (name,))
    return replace(hunt, checks={**hunt.checks, name: check.verdict})


def conventions(source: Source) -> Conventions:
    """Find the conventions that the program was made with."""
    own = getattr(source, "conventions", None)
    return own or source.spec.conventions  # type: ignore[attr-defined]


def accused(hunt: Hunt, name: str) -> Hunt:
    """Name a step as the wrong one."""
    if hunt.over or name not in hunt.trace.program.by_name:
        return hunt
    if name == hunt.culprit:
        return replace(hunt, over="found", streak=hunt.streak + 1)
    return replace(hunt, accused=tuple(dict.fromkeys((*hunt.accused, name))), streak=0)


def given_up(hunt: Hunt) -> Hunt:
    """Show the step with the mistake."""
    return hunt if hunt.over else replace(hunt, over="shown", streak=0)


@lru_cache(maxsize=128)
def without_idea(variant: BrokenProgram) -> Program:
    """Take its sentence from the step with the mistake: it would describe the right formula."""
    steps = variant.program.equations
    bare = (replace(e, idea="") if e.name == variant.equation_name else e for e in steps)
    return Program(variant.program.inputs, tuple(bare))
