"""The mistakes that textbooks and forums tell of, each worked out in NumPy: it is named first.

What is brought is right up to the step whose numbers are written here by hand.
"""

from functools import cache

import numpy as np
import pytest

from engine.network.build import build
from engine.network.conventions import HANDOUT
from engine.network.spec import mlp_spec
from engine.running.trace import run
from engine.teach.diagnose.comparison import compare, first_wrong
from tests.engine.teach.mistakes.making import network
from tests.support.drawing import values_of

KINDS = {
    "relu": {"hidden": "relu"},
    "sigmoid": {"hidden": "sigmoid"},
    "tanh": {"hidden": "tanh", "widths": (3, 3, 3)},
    "square": {"hidden": "tanh", "loss": "softmax_cross_entropy", "widths": (3, 4, 4)},
    "logits": {"hidden": "tanh", "loss": "softmax_cross_entropy"},
    "two steps": {"hidden": "tanh", "loss": "cross_entropy"},
    "half": {"hidden": "tanh", "penalty": "half"},
    "full": {"hidden": "tanh", "penalty": "full"},
    "momentum": {"hidden": "tanh", "optimizer": "momentum"},
    "adam": {"hidden": "tanh", "optimizer": "adam"},
    "norm": {"norm": "before"},
}


@cache
def trace_of(kind):
    if kind == "classes":
        spec = mlp_spec((3, 4, 3), "tanh", "softmax_cross_entropy", None, HANDOUT)
        return run(build(spec), values_of(spec, 4, "classes", np.random.default_rng(7)))
    if kind == "large":
        trace = trace_of("logits")
        return run(trace.program, {**trace.inputs, "B2": [[800, 0, -900]]})
    if kind == "zero":
        trace = trace_of("relu")
        X = np.vstack([trace["X"][:3], np.zeros((1, 3))])
        return run(trace.program, {**trace.inputs, "X": X, "B1": np.zeros_like(trace["B1"])})
    return network(**({"widths": (3, 4, 3)} | KINDS[kind]))


def exp(z):
    with np.errstate(all="ignore"):
        return np.exp(z)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def rows(a):
    return a.sum(axis=1, keepdims=True)


def columns(a):
    return a.sum(axis=0, keepdims=True)


def diagonal(t):
    y = t["Y2"]
    return t["gradY2"] * y * (1 - y)


def share(z):
    with np.errstate(all="ignore"):
        return np.exp(z) / rows(np.exp(z))


def adam(t, m, v, eps_inside=False):
    root = np.sqrt(v + t["eps"]) if eps_inside else np.sqrt(v) + t["eps"]
    return t["W1"] - t["lr"] * m / root


def hats(t, k):
    return t["mW1_new"] / (1 - t["rho1"] ** k), t["vW1_new"] / (1 - t["rho2"] ** k)


def with_w(t, change):
    """The outputs of layer 1 with other parameters."""
    return t["X"] @ change(t["W1"]) + change(t["B1"])


def loss_of(t, target):
    z = t["Y2lin"]
    return -np.sum(target * (z - np.log(rows(np.exp(z)))))


LISTED = [
    *((f"times {k}", "relu", "gradB2", lambda t, k=k: k * t["gradB2"], "times") for k in (5, 10)),
    *((f"over {k}", "relu", "gradB2", lambda t, k=k: t["gradB2"] / k, "divided") for k in (2, 7)),
    ("times n", "relu", "gradY1", lambda t: 4 * t["gradY1"], "times_samples"),
    ("over n", "relu", "gradY1", lambda t: t["gradY1"] / 4, "average_added"),
    ("times C", "relu", "gradY1", lambda t: 3 * t["gradY1"], "times_outputs"),
    ("mean, not summed", "relu", "gradW2", lambda t: 4 * t["gradW2"], "average_forgotten"),
    (
        "the slope of sigmoid",
        "tanh",
        "gradY1lin",
        lambda t: t["gradY1"] * t["Y1"] * (1 - t["Y1"]),
        "sigmoid_slope",
    ),
    (
        "the slope of tanh",
        "sigmoid",
        "gradY1lin",
        lambda t: t["gradY1"] * (1 - t["Y1"] ** 2),
        "tanh_slope",
    ),
    (
        "the slope of ReLU",
        "tanh",
        "gradY1lin",
        lambda t: t["gradY1"] * (t["Y1lin"] > 0),
        "relu_slope",
    ),
    (
        "z (1 - z)",
        "sigmoid",
        "gradY1lin",
        lambda t: t["gradY1"] * t["Y1lin"] * (1 - t["Y1lin"]),
        "slope_formula_at_input",
    ),
    (
        "1 - z²",
        "tanh",
        "gradY1lin",
        lambda t: t["gradY1"] * (1 - t["Y1lin"] ** 2),
        "slope_formula_at_input",
    ),
    (
        "σ(y) (1 - σ(y))",
        "sigmoid",
        "gradY1lin",
        lambda t: t["gradY1"] * sigmoid(t["Y1"]) * (1 - sigmoid(t["Y1"])),
        "slope_at_output",
    ),
    (
        "the slope again after Y - D",
        "logits",
        "gradY2lin",
        lambda t: (t["Y2"] - t["D"]) * t["Y2"] * (1 - t["Y2"]),
        "slope_again",
    ),
    (
        "-d/y passed on",
        "two steps",
        "gradY2lin",
        lambda t: -t["D"] / t["Y2"],
        "softmax_forgotten",
    ),
    ("the diagonal of the Jacobian", "two steps", "gradY2lin", diagonal, "softmax_diagonal"),
    (
        "np.sum without axis",
        "relu",
        "gradB1",
        lambda t: np.sum(t["gradY1lin"]) / 4,
        "sum_of_all",
    ),
    (
        "without keepdims",
        "square",
        "Y2",
        lambda t: np.exp(t["Y2lin"]) / np.exp(t["Y2lin"]).sum(axis=1),
        "sum_spread",
    ),
    (
        "the mask on the gradient",
        "relu",
        "gradY1lin",
        lambda t: t["gradY1"] * (t["gradY1"] > 0),
        "mask_of_gradient",
    ),
    (
        "≥ for >",
        "zero",
        "gradY1lin",
        lambda t: t["gradY1"] * (t["Y1lin"] >= 0),
        "zero_passes",
    ),
    (
        "softmax without exp",
        "logits",
        "Y2",
        lambda t: t["Y2lin"] / rows(t["Y2lin"]),
        "softmax_without_exp",
    ),
    (
        "softmax over the batch",
        "logits",
        "Y2",
        lambda t: np.exp(t["Y2lin"]) / np.exp(t["Y2lin"]).sum(),
        "softmax_of_the_batch",
    ),
    (
        "softmax over the other axis",
        "logits",
        "Y2",
        lambda t: np.exp(t["Y2lin"]) / columns(np.exp(t["Y2lin"])),
        "softmax_axis",
    ),
    ("softmax without max", "large", "Y2", lambda t: share(t["Y2lin"]), "softmax_without_maximum"),
    ("log10", "logits", "L", lambda t: t["L"] / np.log(10), "log_ten"),
    ("log2", "logits", "L", lambda t: t["L"] / np.log(2), "log_two"),
    (
        "penalty on biases",
        "half",
        "gradB1",
        lambda t: t["gradB1"] + t["lam"] * t["B1"],
        "penalty_on_bias",
    ),
    (
        "penalty over n",
        "half",
        "gradW1",
        lambda t: t["gradW1"] - t["lam"] * t["W1"] * (1 - 1 / 4),
        {"penalty_over_samples", "penalty_averaged"},
    ),
    (
        "penalty of the wrong sign",
        "half",
        "gradW1",
        lambda t: t["gradW1"] - 2 * t["lam"] * t["W1"],
        "penalty_sign",
    ),
    ("½ forgotten", "full", "gradW1", lambda t: t["gradW1"] - t["lam"] * t["W1"], "penalty_factor"),
    (
        "begins with ones",
        "logits",
        "gradY2lin",
        lambda t: np.ones_like(t["Y2"]),
        "begins_with_ones",
    ),
    (
        "the upstream gradient left out",
        "tanh",
        "gradY1lin",
        lambda t: 1 - t["Y1"] ** 2,
        "gradient_behind_forgotten",
    ),
    ("W for W.T", "tanh", "gradY1", lambda t: t["gradY2lin"] @ t["W2"], "transpose_forgotten"),
    (
        "momentum as an average",
        "momentum",
        "vW1_new",
        lambda t: t["mu"] * t["vW1"] + (1 - t["mu"]) * t["gradW1"],
        "average_not_weighed",
    ),
    (
        "momentum with the rate inside",
        "momentum",
        "vW1_new",
        lambda t: t["mu"] * t["vW1"] + t["lr"] * t["gradW1"],
        "rate_inside",
    ),
    ("no correction of m", "adam", "mW1_hat", lambda t: t["mW1_new"], "correction_forgotten"),
    ("no correction of v", "adam", "vW1_hat", lambda t: t["vW1_new"], "correction_forgotten"),
    (
        "t off by one",
        "adam",
        "mW1_hat",
        lambda t: hats(t, t["t_new"] + 1)[0],
        "step_counted_wrongly",
    ),
    (
        "β swapped",
        "adam",
        "mW1_new",
        lambda t: t["rho2"] * t["mW1"] + (1 - t["rho2"]) * t["gradW1"],
        "share_of_another",
    ),
    (
        "g not squared",
        "adam",
        "vW1_new",
        lambda t: t["rho2"] * t["vW1"] + (1 - t["rho2"]) * t["gradW1"],
        "square_forgotten",
    ),
    (
        "ε inside the root",
        "adam",
        "W1_new",
        lambda t: adam(t, *hats(t, t["t_new"]), True),
        "eps_moved",
    ),
    (
        "updated before used",
        "tanh",
        "gradY1",
        lambda t: t["gradY2lin"] @ t["W2_new"].T,
        "new_weights",
    ),
    (
        "weights rounded",
        "tanh",
        "Y1lin",
        lambda t: with_w(t, lambda w: np.round(w, 1)),
        "weights_rounded",
    ),
    (
        "labels off by one",
        "classes",
        "L",
        lambda t: loss_of(t, np.roll(t["D"], 1, axis=1)),
        "labels_off_by_one",
    ),
    (
        "samples shuffled",
        "logits",
        "L",
        lambda t: loss_of(t, t["D"][[2, 0, 3, 1]]),
        "samples_shuffled",
    ),
    (
        "the ones of the bias through the activation",
        "tanh",
        "Y2lin",
        lambda t: t["Y1"] @ t["W2"] + np.tanh(1) * t["B2"],
        "ones_activated",
    ),
    (
        "variance with n - 1",
        "norm",
        "var1",
        lambda t: np.var(t["Y1lin"], 0, ddof=1)[None],
        "unbiased_variance",
    ),
    (
        "the mean held constant",
        "norm",
        "gradY1lin",
        lambda t: t["gradY1lin_norm"] + t["gradY1lin_var"],
        "mean_constant",
    ),
    (
        "the variance held constant",
        "norm",
        "gradY1lin",
        lambda t: t["gradY1lin_norm"] + t["gradY1lin_mean"],
        "variance_constant",
    ),
    (
        "ε left out",
        "norm",
        "norm1",
        lambda t: (t["Y1lin"] - t["mean1"]) / np.sqrt(t["var1"]),
        "eps_forgotten",
    ),
    (
        "the mean over the wrong axis",
        "norm",
        "mean1",
        lambda t: rows(t["Y1lin"]) / 4,
        "sum_other_way",
    ),
    (
        "running statistics for the batch's",
        "norm",
        "norm1",
        lambda t: (t["Y1lin"] - t["running_mean1_old"]) / np.sqrt(t["var1"] + t["eps1"]),
        "running_for_batch",
    ),
    ("γ forgotten", "norm", "gradNorm1", lambda t: t["gradY1bn"], "scale_forgotten"),
    (
        "the sign of the variance's gradient",
        "norm",
        "gradVar1",
        lambda t: -t["gradVar1"],
        "sign_lost",
    ),
]


@pytest.mark.parametrize(
    ("kind", "step", "wrong", "keys"), [one[1:] for one in LISTED], ids=[one[0] for one in LISTED]
)
def test_it_is_named_first(kind, step, wrong, keys):
    trace = trace_of(kind)
    computed = [e.name for e in trace.program.equations]
    own = {name: trace[name] for name in computed[: computed.index(step)]} | {step: wrong(trace)}
    found = first_wrong(compare(trace, own))
    named = [cause.mistake for cause in found.diagnosis.causes]
    assert found.diagnosis.name == step
    assert named
    assert named[0] in ({keys} if isinstance(keys, str) else keys), named
