"""What a mistake makes of the numbers of a trace."""

from __future__ import annotations

import numpy as np

from engine.network.build import build
from engine.network.conventions import HANDOUT, Conventions
from engine.network.spec import NetworkSpec, mlp_spec
from engine.running.numbers import Numbers
from engine.running.trace import run
from engine.teach.diagnose.comparison import compare, first_wrong
from engine.teach.mistakes.broken import broken_programs
from engine.teach.mistakes.wrong_steps import wrong_steps
from tests.support.drawing import values_of


def made(trace, mistake, step):
    """The values of a step under a mistake, one for each way to make it there."""
    found = wrong_steps(trace.program, tuple(sorted(trace.dims.items())))[step]
    numbers = Numbers(dict(trace.values), trace.dims)
    return [numbers.of(wrong.expr) for wrong in found if wrong.mistake == mistake]


def program_with(program, mistake, step):
    """The program with a mistake in a step, the first way to make it there."""
    return next(
        broken.program
        for broken in broken_programs(program)
        if (broken.mistake, broken.equation_name) == (mistake, step)
    )


def about(trace, mistake, step):
    """The names that the sentences speak of, one tuple for each way."""
    return [s.about for s in wrong_steps(trace.program)[step] if s.mistake == mistake]


def network(widths=(2, 3, 3, 2), hidden="relu", loss="l2", batch=4, seed=3, **settings):
    """A trace of a network of rows on smooth drawn values, and its values as a namespace."""
    conventions = settings.pop("conventions", HANDOUT)
    spec = NetworkSpec(
        **{
            **fields(
                mlp_spec(widths, hidden, loss, None, conventions, settings.pop("norm", "none"))
            ),
            **settings,
        }
    )
    values = values_of(spec, batch, "probabilities", np.random.default_rng(seed))
    return run(build(spec), values)


def fields(spec):
    return {name: getattr(spec, name) for name in spec.__dataclass_fields__}


MEAN_LOSS = Conventions(mean="loss")


def same(found, *expected):
    """The ways are exactly these, in any order."""
    assert len(found) == len(expected), (len(found), len(expected))
    for value in expected:
        assert any(np.shape(v) == np.shape(value) and np.allclose(v, value) for v in found), value


def first_named(trace, mistake, step):
    """What a diagnosis of all that a program with a mistake computes names: its step, its name."""
    broken = run(program_with(trace.program, mistake, step), trace.inputs)
    own = {e.name: broken[e.name] for e in trace.program.equations}
    diagnosis = first_wrong(compare(trace, own)).diagnosis
    return diagnosis.name, diagnosis.causes[0].mistake
