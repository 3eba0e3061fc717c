"""Right work as people have it, by the hundred: in their names, layouts, digits and conventions.

None of it may be called wrong.
"""

import io
from itertools import product

import numpy as np
import pytest

from engine.teach.diagnose.comparison import first_wrong
from engine.teach.submission.conventions import other_conventions
from engine.teach.submission.files import read_arrays
from engine.teach.submission.judge import judge
from engine.teach.submission.layout import weights_of
from engine.teach.submission.quantities import quantities
from tests.engine.teach.submission.bringing import NETWORKS, brought, scenario

PARAMETERS = ("weight", "bias", "gamma", "beta")
TORCH = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}
LETTERS = {
    "weight": "W",
    "bias": "b",
    "linear": "Z",
    "output": "A",
    "gamma": "gamma",
    "beta": "beta",
}
SMALL = LETTERS | {"linear": "z", "output": "a", "weight": "w"}


def in_letters(letters, mark):
    """Names such as `dW2` and `Z1`, by a mark of the gradient: `d{}`."""

    def name(quantity):
        if quantity.kind not in letters:
            return None
        plain = f"{letters[quantity.kind]}{quantity.layer}"
        return mark.format(plain) if quantity.gradient else plain

    return name


def of_modules(module, norm="bn{}"):
    """Names such as `fc1.weight.grad`."""

    def name(quantity):
        if quantity.kind not in PARAMETERS:
            return None
        stem = (norm if quantity.kind in ("gamma", "beta") else module).format(quantity.layer)
        return f"{stem}.{TORCH[quantity.kind]}" + ".grad" * quantity.gradient

    return name


STYLES = {
    "dW2": in_letters(LETTERS, "d{}"),
    "grad_W2": in_letters(LETTERS, "grad_{}"),
    "dL_dW2": in_letters(LETTERS, "dL_d{}"),
    "W2.grad": in_letters(LETTERS, "{}.grad"),
    "dw2": in_letters(SMALL, "d{}"),
    "grads['W2']": in_letters(LETTERS, "grads['{}']"),
    "fc2.weight.grad": of_modules("fc{}"),
    "linear2.weight.grad": of_modules("linear{}", "norm{}"),
}
DIGITS = ("float64", "float32", "printed")


def printed(own):
    """Arrays as NumPy prints them, with four digits, pasted."""
    out = io.StringIO()
    with np.printoptions(precision=4, suppress=True, threshold=10_000, linewidth=10_000):
        for name, value in own.items():
            print(f"{name} = {value}", file=out)
    return read_arrays("pasted.txt", out.getvalue().encode())


def turned(trace, name, weights, samples):
    is_turned = weights if name in weights_of(trace.program) else samples
    return trace[name].T if is_turned else trace[name]


def written(trace, style, weights, samples, digits):
    """The values of a trace in someone's names, layout and digits."""
    own = {}
    for quantity, name in quantities(trace.program).items():
        if name in trace.program.by_name and (theirs := STYLES[style](quantity)):
            own[theirs] = turned(trace, name, weights, samples)
    if digits == "printed":
        return printed(own)
    return {name: value.astype(digits) for name, value in own.items()}


def in_conventions(given):
    """All that is computed, in each convention that there is for a network."""
    for changes, other in other_conventions(given):
        yield changes, brought(other.trace())


def test_of_conventions_only_those_are_changed_that_the_given_values_depend_on():
    """Gradients do not read the running statistics; the updates of these do."""
    given = scenario("normalised")
    about = {
        names: {
            change.setting for changes, _ in other_conventions(given, names) for change in changes
        }
        for names in (("gradW1",), ("gradW1", "running_var1"))
    }
    assert about["gradW1",].isdisjoint({"alpha", "running_var"})
    assert "mean" in about["gradW1",]
    assert about["gradW1", "running_var1"] >= {"alpha", "running_var", "mean"}


def faults(given, own):
    """What is wrong in a judgement of right work."""
    judged = judge(given, own)
    wrong = first_wrong(judged.compared)
    unnamed = [one.own for one in judged.names if one.name is None]
    return [wrong.diagnosis.name] if wrong else unnamed


@pytest.mark.long
@pytest.mark.parametrize("network", NETWORKS)
def test_right_work_gives_no_false_alarm(network, capsys):
    given = scenario(network)
    trace = given.trace()
    alarms, total = [], 0
    for style, weights, samples, digits in product(STYLES, (0, 1), (0, 1), DIGITS):
        total += 1
        found = faults(given, written(trace, style, weights, samples, digits))
        alarms += [(style, weights, samples, digits, found)] if found else []
    conventions = 0
    for changes, own in in_conventions(given):
        conventions += 1
        found = faults(given, own)
        alarms += [(changes, found)] if found else []
    with capsys.disabled():
        print(
            f"\n{network}: {len(alarms)} false alarms of {total + conventions}: {len(STYLES)} "
            f"naming styles, 4 layouts, {len(DIGITS)} digits, {conventions} other conventions"
        )
    assert total + conventions >= 100
    assert not alarms
