"""Wrong versions of an exercise by the hundred: how often the true mistake is named, and how early.

The versions are made by breaking a right program, so that what is counted is the telling apart.
"""

from dataclasses import replace

import numpy as np
import pytest

from engine.core.expr import names
from engine.core.program import Phase, Program
from engine.running.trace import run
from engine.teach.diagnose.comparison import first_wrong
from engine.teach.mistakes.broken import noticeable_mistakes
from engine.teach.mistakes.wrong_inputs import wrong_inputs
from engine.teach.submission.judge import judge
from tests.engine.teach.submission.bringing import NETWORKS, brought, scenario

PHASES = (Phase.FORWARD, Phase.LOSS, Phase.BACKWARD, Phase.UPDATE)


def broken_of(given):
    """The first and the last wrong step of each mistake that can be made and noticed."""
    trace = given.trace()
    found = noticeable_mistakes(trace, PHASES)
    last = {broken.mistake: broken for broken in found}
    first = {broken.mistake: broken for broken in reversed(found)}
    return trace, list(dict.fromkeys((*last.values(), *first.values())))


def inputs_of(trace):
    return {i.name: trace[i.name] for i in trace.program.inputs}


def causes_of(one):
    return [cause.mistake for cause in one.diagnosis.causes]


@pytest.mark.long
@pytest.mark.parametrize("name", NETWORKS)
def test_the_true_mistake_is_named_first(name):
    given = scenario(name)
    trace, found = broken_of(given)
    first, among_three, total, others = 0, 0, 0, list[str]()
    for broken in found:
        judged = judge(given, brought(run(broken.program, inputs_of(trace))))
        wrong = first_wrong(judged.compared)
        if wrong is None and judged.changes:
            continue  # all of it fits another convention
        total += 1
        named = causes_of(wrong) if wrong else []
        first += named[:1] == [broken.mistake]
        among_three += broken.mistake in named[:3]
        if named[:1] != [broken.mistake]:
            others.append(f"{broken.mistake} in {broken.equation_name}: {named[:3]}")
    print(f"\n{name}: {first} first, {among_three} among three, of {total}", *others, sep="\n")
    assert total >= 40
    assert first >= 0.95 * total
    assert among_three == total


@pytest.mark.long
@pytest.mark.parametrize("name", NETWORKS)
def test_two_mistakes_are_found_one_after_the_other(name):
    """The second is judged on what follows from the first.

    A pair counts where each mistake is seen in an array of its own. Not so where both are in one
    array that is brought, and where after the first all is 0, whatever the second does to it.
    """
    given = scenario(name)
    trace, found = broken_of(given)
    order = list(trace.program.names)
    backward = [b for b in found if is_backward(trace.program, b)]
    rng, total, both, others = np.random.default_rng(0), 0, 0, list[str]()
    unseen = 0
    while total < 12:
        pair = sorted(
            rng.choice(backward, 2, replace=False), key=lambda b: order.index(b.equation_name)
        )
        steps = [broken.equation_name for broken in pair]
        if steps[0] == steps[1]:
            continue
        program = with_both(trace.program, *pair)
        both_made = brought(run(program, inputs_of(trace)))
        if not each_is_seen(trace, pair, both_made):
            unseen += 1
            continue
        judged = judge(given, both_made)
        named = [
            (cause.mistake, cause.step)
            for one in judged.compared
            if one.verdict == "wrong"
            for cause in one.diagnosis.causes[:3]
        ]
        total += 1
        right = all((b.mistake, b.equation_name) in named for b in pair)
        both += right
        if not right:
            others.append(f"{[(b.mistake, b.equation_name) for b in pair]}: {named}")
    said = f"\n{name}: both named for {both} of {total}; {unseen} pairs are not seen apart"
    print(said, *others, sep="\n")
    assert both >= 0.9 * total


def each_is_seen(trace, pair, both_made):
    """Does each mistake change an array first, and change what the other leaves?"""
    alone = [brought(run(broken.program, inputs_of(trace))) for broken in pair]
    right = brought(trace)
    first = [next(n for n in right if not np.allclose(right[n], one[n])) for one in alone]
    apart = all(any(not np.allclose(both_made[n], one[n]) for n in right) for one in alone)
    return first[0] != first[1] and apart


def is_backward(program, broken):
    """Is it in the backward pass, and reads nothing that comes after it?"""
    updated = set(program.carried.values())
    in_phase = program.phases[broken.equation_name] is Phase.BACKWARD
    return in_phase and updated.isdisjoint(names(broken.wrong.expr))


def with_both(program, one, other):
    """The program with both wrong steps."""
    by = {broken.equation_name: broken.wrong.expr for broken in (one, other)}
    steps = (replace(e, expr=by[e.name]) if e.name in by else e for e in program.equations)
    return Program(program.inputs, tuple(steps))


@pytest.mark.long
@pytest.mark.parametrize("name", NETWORKS)
def test_a_mistake_in_the_inputs_is_named_first_and_once(name):
    """It explains every array after it, so that one array alone is wrong on its own account."""
    given = scenario(name)
    trace = given.trace()
    total, first = 0, 0
    for wrong in wrong_inputs(trace):
        broken = run(trace.program, {**inputs_of(trace), **wrong.values})
        judged = judge(given, brought(broken))
        found = [one for one in judged.compared if one.verdict == "wrong"]
        total += 1
        first += len(found) == 1 and causes_of(found[0])[:1] == [wrong.mistake]
    print(f"\n{name}: {first} first, of {total} in the inputs")
    assert first == total >= 10
