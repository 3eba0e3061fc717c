"""One judge: a gradient is the slope, follows a convention, stands at a kink, or is wrong."""

import json

import numpy as np
import pytest

from app.examples import load
from app.practice import after
from app.text import LANGUAGES
from app.views.explain import answer
from app.views.panels.check import check as check_panel
from app.views.panels.request import Request
from engine.check.gradcheck.compare import check_gradients
from engine.check.verdict import Verdict, at_step, judged, worst
from engine.cli.main import main
from engine.network.build import mlp
from engine.network.scenario.reading import from_text
from engine.printing.names import AS_NAMED
from engine.running.trace import Trace, run
from tests.support import toy

NEAR, FAR = 1e-7, 0.5


@pytest.mark.parametrize(
    ("errors", "verdict"),
    [
        ((NEAR, NEAR, NEAR), "agrees"),
        ((FAR, NEAR, NEAR), "convention"),
        ((FAR, FAR, NEAR), "kink"),
        ((NEAR, FAR, FAR), "unconventional"),
        ((FAR, FAR, FAR), "differs"),
        ((np.inf, np.inf, np.inf), "differs"),
    ],
)
def test_the_verdict_on_an_entry(errors, verdict):
    assert judged(*map(np.array, errors)) == verdict


def test_without_a_finite_loss_nothing_is_called_wrong():
    """And nothing is called right that no slope shows to be so."""
    far = np.full(2, np.inf)
    assert judged(far, far, far, finite=False).tolist() == ["infinite", "infinite"]
    assert not Verdict.INFINITE.right


SATURATED = {
    "layers": [{"type": "linear", "W": [[1, 0], [0, 1]]}, {"type": "softmax"}],
    "loss": {"type": "cross_entropy"},
    "X": [[800, 0]],
    "D": [[0, 1]],
}
HUGE = SATURATED | {"layers": SATURATED["layers"][:1], "loss": {"type": "l2"}, "X": [[1e200, 0]]}
WHY = {
    "a probability of 0": (SATURATED, "L is infinite: Y1[0, 1] is exactly 0, "),
    "an overflow": (HUGE, "L is not a finite number, so it has no slope: L is the first value "),
}


@pytest.mark.parametrize(("scenario", "why"), WHY.values(), ids=WHY.keys())
def test_an_infinite_loss_is_said_with_its_reason_once(capsys, tmp_path, scenario, why):
    """exp(-800) is 0 as a float of 64 bits, and the square of 1e200 is beyond the largest."""
    path = tmp_path / "s.json"
    path.write_text(json.dumps({"version": 1, **scenario}))
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    *lines, last = out.splitlines()
    verdicts = [line for line in lines if not line.startswith("  ")]
    assert all(
        line.endswith("cannot be checked: the loss is not finite and has no slope")
        for line in verdicts
    )
    assert [line for line in lines if line.startswith("  ")] == [lines[1]]
    assert lines[1].strip().startswith(why)
    assert last == f"{len(verdicts)} of {len(verdicts)} gradients cannot be checked"
    assert "WRONG" not in out


def test_the_page_says_so_too():
    trace = from_text(json.dumps({"version": 1, **SATURATED}).encode()).trace()
    request = Request({"power": 5}, trace, "en", AS_NAMED)
    found = answer("check", request)["gradients"]
    assert {one["state"] for one in found.values()} == {"infinite"}
    assert {reason["kind"] for one in found.values() for reason in one["reasons"]} == {"infinite"}


def test_only_a_step_can_be_blamed_for_what_a_better_one_explains():
    found = at_step(np.array(["kink", "kink", "differs"]), np.array(["agrees", "kink", "differs"]))
    assert found.tolist() == ["step", "kink", "differs"]


def test_the_verdict_on_a_gradient_is_that_of_its_worst_entry():
    assert worst(np.array([["agrees", "convention"]])) is Verdict.CONVENTION
    assert worst(np.array([["differs", "convention"]])) is Verdict.DIFFERS


def test_a_sum_is_the_slope_and_not_what_the_handout_asks_for():
    """With rows of D that sum to one, n gradB3 is the slope; the handout averages it."""
    trace = run(mlp(toy.WIDTHS, loss="l2"), toy.BATCH)
    summed = trace.values | {"gradB3": 3 * trace["gradB3"]}
    (found,) = check_gradients(Trace(trace.program, summed, trace.dims), only=["gradB3"])
    assert (found.verdict, found.passed) == (Verdict.UNCONVENTIONAL, False)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_has_words(lang):
    said = [verdict.words(lang) for verdict in Verdict]
    assert len(set(said)) == len(said)


def test_every_place_gives_the_same_verdict(capsys):
    """No gradient of the toy problem is the slope: the rows of D sum to 244, 322 and 74."""
    toy_problem = load("toy")
    trace, conventions = toy_problem.trace(), toy_problem.spec.conventions
    engine = {c.name: c.verdict for c in check_gradients(trace, conventions)}
    assert set(engine.values()) == {"convention"}
    begun = ({"do": "break", "wish": "any", "seed": seed} for seed in range(1, 50))
    hunts = (after(None, toy_problem, act) for act in begun)
    # A mistake at the beginning of the backward pass would leave no gradient as it is.
    hunt = next(hunt for hunt in hunts if len(hunt.spoiled) + 1 < len(hunt.checkable))
    for name in hunt.checkable:
        hunt = after(hunt, toy_problem, {"do": "check", "name": name})
    untouched = {n: v for n, v in hunt.checks.items() if n not in (hunt.culprit, *hunt.spoiled)}
    assert untouched
    assert untouched == {name: engine[name] for name in untouched}
    request = Request({"power": 5}, trace, "en", AS_NAMED, conventions=conventions)
    layer = answer("check", request)["gradients"]
    assert {name: one["state"] for name, one in layer.items()} == engine
    panel = check_panel(request)["gradients"]
    assert {one["name"]: one["verdict"] for one in panel} == engine
    assert main(["check", "assets/examples/toy.json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum("follows the handout's convention" in line for line in lines) == len(engine)
    assert not any("agrees with the slope" in line for line in lines)
