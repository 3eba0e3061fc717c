"""What nice numbers are, for networks of all kinds."""

from dataclasses import replace
from fractions import Fraction
from time import process_time

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.core.errors import SettingError
from engine.core.program import Phase, Role
from engine.entries.exact.run import exact
from engine.network.build import build
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES
from engine.network.nice import search
from engine.network.nice.search import nice
from engine.network.optimizers import OPTIMIZERS
from engine.network.scenario.reading import from_json
from engine.network.scenario.scenario import Scenario
from engine.network.scenario.writing import to_json
from engine.network.spec import NetworkSpec, mlp_spec, placed
from engine.running.trace import run

TOY = mlp_spec((2, 3, 3, 2))
WIDTHS = st.lists(st.integers(1, 10), min_size=2, max_size=4)
BATCH, SEED = st.integers(1, 6), st.integers(0, 10**6)


@st.composite
def networks(draw, kinds, losses, outputs=None, widths=WIDTHS, norm="none"):
    sizes = draw(widths)
    inner = len(sizes) - 2
    hidden = draw(st.lists(st.sampled_from(sorted(kinds)), min_size=inner, max_size=inner))
    loss = draw(st.sampled_from(sorted(losses)))
    output = draw(st.sampled_from(outputs or LOSSES[loss].outputs))
    assume(sizes[-1] > 1 or output != "softmax")
    return mlp_spec(sizes, hidden, loss, output, norm=norm)


RATIONAL = {"kinds": ("relu", "leaky_relu", "identity"), "losses": ("l2", "mse")}
RATIONAL |= {"outputs": ("identity", "relu")}
"""In these all is a fraction, from the inputs to the updated parameters."""
LEARNING = [name for name, loss in LOSSES.items() if not loss.cancels]
ANY = networks(set(ACTIVATIONS) - {"softmax"}, LEARNING)


def traced(spec, values):
    return run(build(spec), values)


def forward_values(trace):
    return {e.name: trace[e.name] for e in trace.program.equations if e.phase is Phase.FORWARD}


def before_relu(spec, trace):
    return [trace[layer.place.below.name] for layer in placed(spec) if layer.kind == "relu"]


def dead_units(spec, trace):
    return sum(int((z <= 0).all(axis=0).sum()) for z in before_relu(spec, trace))


@given(networks(**RATIONAL), BATCH, SEED)
def test_every_number_is_exact_and_short(spec, batch, seed):
    """Below the bar stand the batch, the outputs (in a mean of squares), 10 of the learning rate,
    2 of ½ Σ and 100 of every slope of a leaky ReLU, on the way there and back."""
    trace = traced(spec, nice(spec, batch, seed))
    slopes = sum(layer.kind == "leaky_relu" for layer in placed(spec))
    below = 10 * batch * placed(spec)[-1].width_out * 100 ** (3 * slopes)
    for name, fractions in exact(trace).items():
        for value in fractions.flat:
            assert type(value) is Fraction, name
            assert below % value.denominator == 0, f"{name} has {value}"
    assert all(np.abs(value).max() <= 99 for value in forward_values(trace).values())


@given(ANY, BATCH, SEED)
def test_inputs_weights_biases_and_targets_are_small_whole_numbers(spec, batch, seed):
    values = nice(spec, batch, seed)
    largest = {Role.INPUT: 5, Role.TARGET: 99 + 3, Role.PARAMETER: 60}
    for wanted in build(spec).inputs:
        value = values[wanted.name]
        if wanted.role in largest:
            assert (value == np.rint(value)).all(), wanted.name
            assert np.abs(value).max() <= largest[wanted.role], wanted.name
        if wanted.name.startswith("W"):
            assert np.abs(value).max() <= 3


@given(ANY, BATCH, SEED)
def test_no_unit_is_dead_and_every_sample_takes_part(spec, batch, seed):
    trace = traced(spec, nice(spec, batch, seed))
    for z in before_relu(spec, trace):
        assert (np.abs(z) > 1e-6).all(), "no number stands at the kink"
        assert (z > 0).any(axis=0).all(), "every unit is active for some sample"
        assert (z > 0).any(axis=1).all(), "for every sample some unit is active"
    assert trace.first_nonfinite() is None


@given(ANY, BATCH, SEED)
def test_every_unit_is_read_and_learns(spec, batch, seed):
    """Before a threshold nothing learns."""
    trace = traced(spec, nice(spec, batch, seed))
    layers = placed(spec)
    for k, layer in enumerate(layers):
        if layer.kind != "linear":
            continue
        assert trace[layer.place.own("W").name].any(axis=1).all(), "every unit is read"
        if not any(later.kind == "threshold" for later in layers[k:]):
            back = np.abs(trace[f"grad{layer.place.out.name}"])
            assert (back.max(axis=0) > 1e-9).all(), "every unit has a gradient"
            assert (back.max(axis=1) > 1e-9).all(), "every sample has a gradient"
            assert np.abs(trace[f"gradW{layer.place.number}"]).max() > 1e-9


@given(st.lists(st.integers(2, 6), min_size=3, max_size=4), SEED, st.data())
def test_as_many_units_are_dead_as_are_asked_for(widths, seed, data):
    spec = mlp_spec(widths, loss="l2")
    dead = data.draw(st.integers(0, sum(width - 1 for width in widths[1:-1])))
    trace = traced(spec, nice(spec, 3, seed, dead))
    assert dead_units(spec, trace) == dead
    assert all((z > 0).any(axis=1).all() for z in before_relu(spec, trace))


SMALL = st.lists(st.integers(1, 4), min_size=2, max_size=4)
NORMED = st.one_of(*(networks(**RATIONAL, widths=SMALL, norm=p) for p in ("before", "after")))


@given(NORMED, st.sampled_from([4, 5, 6, 8]), SEED)
def test_with_normalisation_all_is_exact_going_forward(spec, batch, seed):
    """Where such numbers are not found, that is said."""
    try:
        trace = traced(spec, nice(spec, batch, seed))
    except SettingError:
        return
    found = exact(trace)
    for name, value in forward_values(trace).items():
        assert all(type(v) is Fraction for v in found[name].flat), name
        assert np.abs(value).max() <= 99, name
    for layer in placed(spec):
        if layer.kind == "batch_norm":
            assert trace[layer.place.own("eps").name] == 0
            assert trace[layer.place.own("var").name].min() > 0
    assert dead_units(spec, trace) == 0


@pytest.mark.parametrize("norm", ["before", "after"])
@pytest.mark.parametrize("batch", [4, 5, 6, 8])
def test_for_small_normalised_networks_they_are_found(norm, batch):
    for seed in range(5):
        assert nice(mlp_spec((2, 3, 3, 2), norm=norm), batch, seed)
        assert nice(mlp_spec((2, 4, 1), loss="l2", norm=norm), batch, seed)


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_in_inference_the_running_statistics_are_nice(batch):
    spec = replace(mlp_spec((2, 3, 2), loss="l2", norm="before"), training=False)
    for fractions in exact(traced(spec, nice(spec, batch, 7))).values():
        assert all(type(value) is Fraction for value in fractions.flat)


@given(st.integers(2, 5), st.integers(1, 12), SEED)
def test_every_class_is_the_target_as_often_as_another(classes, batch, seed):
    d = nice(mlp_spec((2, 3, classes)), batch, seed)["D"]
    assert (d.sum(axis=1) == 1).all()
    assert d.sum(axis=0).max() - d.sum(axis=0).min() <= 1


def test_up_to_the_first_irrational_activation_all_is_exact():
    spec = mlp_spec((2, 3, 3, 2), ["relu", "tanh"])
    found = exact(traced(spec, nice(spec, 4, 3)))
    assert all(value is not None for name in ("Y1", "Y2lin") for value in found[name].flat)
    assert all(value is None or value == 0 for value in found["Y2"].flat)


def test_logits_are_small_so_that_softmax_is_not_saturated():
    """At 4 and -4 it is 0.9997 and 0.0003 still."""
    logits = [np.abs(traced(TOY, nice(TOY, 4, seed))["Y3lin"]).max() for seed in range(20)]
    assert np.mean(logits) < 4


def test_the_same_seed_gives_the_same_numbers():
    first, again, other = (nice(TOY, 4, seed) for seed in (5, 5, 6))
    assert all((first[name] == again[name]).all() for name in first)
    assert any((first[name] != other[name]).any() for name in first)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_input_has_a_value(optimizer):
    spec = replace(TOY, penalty="half", optimizer=optimizer, decay=True)
    values = nice(spec, 3)
    assert list(values) == [wanted.name for wanted in build(spec).inputs]
    assert traced(spec, values).first_nonfinite() is None


def test_a_gradient_at_the_output_may_be_given_instead_of_a_loss():
    spec = NetworkSpec(2, (("linear", 3), ("relu", 0), ("linear", 2)), loss="upstream")
    values = nice(spec, 3, 1)
    assert set(np.abs(values["gradY2lin"]).flat) <= {1, 2, 3}
    fractions = exact(traced(spec, values)).values()
    assert all(value is not None for array in fractions for value in array.flat)


LAYERS = {
    "an activation of the inputs": (("relu", 0), ("linear", 3), ("relu", 0), ("linear", 2)),
    "normalised inputs": (("batch_norm", 0), ("linear", 3), ("relu", 0), ("linear", 2)),
    "a softmax within": (("linear", 3), ("softmax", 0), ("relu", 0), ("linear", 2)),
    "two activations": (("linear", 3), ("relu", 0), ("tanh", 0), ("linear", 2)),
}


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
def test_layers_in_any_order(layers):
    for seed in range(5):
        spec = NetworkSpec(3, layers, loss="l2")
        trace = traced(spec, nice(spec, 4, seed))
        assert trace.first_nonfinite() is None
        assert dead_units(spec, trace) == 0


def test_they_make_a_scenario():
    scenario = Scenario(TOY, nice(TOY, 3, 2))
    again = from_json(to_json(scenario))
    assert again.spec == TOY
    assert all((again.values[name] == value).all() for name, value in scenario.values.items())


def test_the_values_are_read_only():
    values = nice(TOY)
    with pytest.raises(ValueError, match="read-only"):
        values["W1"][0, 0] = 9
    with pytest.raises(TypeError):
        values["W1"] = None


def test_the_toy_problem_takes_milliseconds():
    times = []
    for seed in range(10):
        start = process_time()
        nice(TOY, 3, seed)
        times.append(process_time() - start)
    assert min(times) < 0.05


def test_a_search_that_ends_without_says_what_is_missing(monkeypatch):
    monkeypatch.setattr(search, "first_fault", lambda *_: "a gradient for every unit of Y1lin")
    with pytest.raises(SettingError, match=r"in 20 attempts; what is missing is a gradient for"):
        nice(TOY)
