"""What the player is sent: plain data, the same structure for the same network, exact numbers."""

import json
import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from app.design import PRESETS
from app.examples import EXAMPLES
from app.start import scenario_of
from app.text import LANGUAGES
from app.views.player import (
    changes,
    json_ready,
    notice,
    numbers,
    structure,
)
from engine.core.expr import Name
from engine.entries.entry import entry_of
from engine.entries.terms import sources
from engine.network.build import mlp
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES as ALL_LOSSES
from engine.running.trace import run
from engine.teach.lessons.lesson import lesson_ids
from engine.teach.lessons.lesson import load as load_lesson
from tests.support import toy
from tests.support.calculate import trace_of
from tests.support.designs import HIDDEN, LOSSES, trace_for

OFFERED = list(product(EXAMPLES, [True, False], HIDDEN, LOSSES, LANGUAGES))


def moved(network, **changed):
    """The toy problem's batch with some entries set: `W1={(0, 0): 5}`."""
    values = {name: array.copy() for name, array in toy.BATCH.items()}
    for name, entries in changed.items():
        for index, value in entries.items():
            values[name][index] = value
    return run(network, values)


def plain(data):
    """Through JSON, which has no NaN, and back."""
    return json.loads(json.dumps(data, allow_nan=False))


# -- The structure


@pytest.mark.parametrize(("example", "batch", "hidden", "loss", "lang"), OFFERED)
def test_the_structure_is_plain_data(example, batch, hidden, loss, lang):
    sent = structure(trace_for(example, batch, hidden, loss), lang)
    figure = {key: value for key, value in sent.items() if key == "figure"}
    rest = {key: value for key, value in sent.items() if key != "figure"}
    assert plain(rest) == rest
    assert plain(figure)["figure"]["layout"]["shapes"]


def test_equal_networks_have_the_same_structure(network):
    first = structure(moved(network), "en")
    assert structure(moved(network, X={(0, 0): 99}, lr={(): 0.5}), "en") is first
    assert structure(trace_for(), "en") is structure(trace_for(), "en")


def test_the_id_is_that_of_language_network_and_sizes(batch):
    ids = [
        structure(trace_for(example, samples, hidden, loss), lang)["id"]
        for example, samples, hidden, loss, lang in OFFERED
    ]
    assert len(set(ids)) == len(OFFERED)
    assert structure(batch, "en")["id"] == structure(trace_for(), "en")["id"]


def places(pattern, **at):
    """The cells of a pattern of sources, its indices put in, as the browser does it."""
    for source in pattern:
        if isinstance(source, dict):
            for k in range(source["size"]):
                yield from places(source["of"], **at, **{source["index"]: k})
        else:
            name, *indices = source
            yield (name, *(at.get(index, index) for index in indices))


def test_the_sources_of_an_entry_are_a_pattern(batch):
    """Y1lin[i, j] = Σ_k X[i, k] W1[k, j] + B1[0, j], over two inputs."""
    steps = {step["name"]: step["sources"] for step in structure(batch, "en")["steps"]}
    term = [["X", "i", "k"], ["W1", "k", "j"]]
    assert steps["Y1lin"] == [{"index": "k", "size": 2, "of": term}, ["B1", 0, "j"]]


def test_the_sources_are_those_that_the_engine_finds(batch):
    for step in structure(batch, "en")["steps"]:
        rows, cols = batch[step["name"]].shape or (1, 1)
        for row, col in product(range(rows), range(cols)):
            cells = sources(entry_of(batch, step["name"], row, col))
            expected = {(cell.name, cell.row, cell.col) for cell in cells}
            assert set(places(step["sources"], i=row, j=col)) == expected, step["name"]


def test_nodes_and_edges_know_their_shapes(batch):
    sent = structure(batch, "en")
    shapes = [*sent["nodes"], *sent["edges"]]
    assert [part["shape"] for part in shapes] == list(range(len(shapes)))
    assert len(sent["figure"]["layout"]["shapes"]) == len(shapes)
    edges = {(edge["from"], edge["to"]): edge["kind"] for edge in sent["edges"]}
    assert edges["Y1", "gradW2"] == "cross"
    assert edges["gradY2lin", "gradW2"] == "flow"


def test_every_name_says_what_it_is(batch):
    names = structure(batch, "en")["names"]
    assert list(names) == list(batch.values)
    assert {k: v for k, v in names["gradW2"].items() if k != "label"} == {
        "plain": "gradW2",
        "rows": 3,
        "cols": 3,
        "scalar": False,
        "kind": "gradient",
        "editable": False,
        "step": 12,
        "of": "W2",
    }
    kinds = {name: names[name]["kind"] for name in ("X", "D", "W1", "lr", "Y1", "L", "B3_new")}
    assert kinds == {
        "X": "input",
        "D": "target",
        "W1": "parameter",
        "lr": "rate",
        "Y1": "value",
        "L": "loss",
        "B3_new": "update",
    }
    assert {name for name in names if names[name]["editable"]} == set(toy.BATCH)
    assert {name for name in names if names[name]["scalar"]} == {"lr", "L"}


def test_rows_and_columns_are_those_of_the_values(trace):
    names = structure(trace, "en")["names"]
    for name, value in trace.values.items():
        assert (names[name]["rows"], names[name]["cols"]) == np.atleast_2d(value).shape, name


def test_every_step_is_its_equation(trace):
    program, sent = trace.program, structure(trace, "en")
    for k, (equation, step) in enumerate(zip(program.equations, sent["steps"], strict=True)):
        assert step["name"] == equation.name
        assert step["phase"] == equation.phase
        assert step["layer"] == equation.layer
        assert step["reads"] == list(equation.reads)
        assert sent["names"][equation.name]["step"] == k
        assert f'data-name="{equation.name}"' in step["formula"]


def test_the_code_of_a_step_gives_its_value(trace):
    for step in structure(trace, "en")["steps"]:
        check_pasted(step, trace)


def check_pasted(step, trace):
    """Run what is shown where only `np` and the values of the trace are known."""
    line = joined(step["lines"]["numpy"])
    known = {"np": np} | dict(trace.values)
    exec(f"{step['helpers']}\n{line}", known)
    np.testing.assert_array_equal(known[step["name"]], trace[step["name"]], err_msg=line)


@pytest.mark.parametrize("preset", ["toy", "norm", "small", "new"])
def test_every_line_of_an_example_runs_when_it_is_pasted(preset):
    trace = scenario_of(PRESETS[preset]).trace()
    for step in structure(trace, "en")["steps"]:
        check_pasted(step, trace)


@pytest.mark.parametrize("loss", ALL_LOSSES)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_every_line_of_a_network_runs_when_it_is_pasted(hidden, loss):
    program = mlp((2, 3, 2), hidden, loss, norm="before")
    shapes, rng = program.sized({"n": 3}), np.random.default_rng(1)
    trace = run(program, {i.name: rng.uniform(0.1, 1, shapes[i.name]) for i in program.inputs})
    with np.errstate(all="ignore"):
        for step in structure(trace, "en")["steps"]:
            check_pasted(step, trace)


@pytest.mark.parametrize("lesson", lesson_ids())
def test_every_line_of_a_lesson_runs_when_it_is_pasted(lesson):
    for scene in load_lesson(lesson).scenes.values():
        trace = scene.trace()
        with np.errstate(all="ignore"):
            for step in structure(trace, "en")["steps"]:
                check_pasted(step, trace)


def joined(pieces):
    return "".join(piece if isinstance(piece, str) else piece["name"] for piece in pieces)


# -- The numbers


def read_back(sent):
    """Numbers as the player takes them: `inf`, `-inf` and `nan` are text."""
    if isinstance(sent, list):
        return [read_back(item) for item in sent]
    assert type(sent) is float or sent in ("inf", "-inf", "nan")
    return float(sent)


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=4)))
def test_every_number_comes_through_json_exactly(value):
    trace = trace_of(Name("A") + Name("A"), A=value)
    sent = plain(numbers(trace))
    for name in ("A", "result"):
        np.testing.assert_array_equal(read_back(sent[name]), trace[name])


@given(st.floats())
def test_a_single_number_comes_through_json_exactly(value):
    sent = plain(numbers(trace_of(Name("A"), A=value)))
    np.testing.assert_array_equal(read_back(sent["A"]), value)


def test_what_is_not_finite_is_text():
    sent = numbers(trace_of(Name("A"), A=[[math.inf, -math.inf], [math.nan, 1.5]]))
    assert sent["A"] == [["inf", "-inf"], ["nan", 1.5]]
    assert json_ready({"a": [math.nan, {"b": -math.inf}], "c": 2, "d": "x", "e": None}) == {
        "a": ["nan", {"b": "-inf"}],
        "c": 2,
        "d": "x",
        "e": None,
    }


def test_every_value_is_sent(batch):
    sent = numbers(batch)
    assert list(sent) == list(batch.values)
    assert sent["gradW2"][0][1] == -27795  # section 3.6
    assert sent["lr"] == 0.1


# -- What changed


def test_nothing_changes_from_a_trace_to_itself(batch):
    assert changes(batch, batch) == {}


@given(
    st.sampled_from(["X", "D", "W1", "B2", "W3", "lr"]),
    st.sampled_from([1.0, -2.5, 1e308, math.nan]),
)
def test_exactly_the_entries_that_differ(name, value):
    network = mlp(toy.WIDTHS)
    index = () if name == "lr" else (0, 1)
    before, after = moved(network), moved(network, **{name: {index: value}})
    wanted = {}
    for other, new in after.values.items():
        rows = zip(np.atleast_2d(before[other]).tolist(), np.atleast_2d(new).tolist(), strict=True)
        found = [
            [i, j]
            for i, (olds, news) in enumerate(rows)
            for j, (a, b) in enumerate(zip(olds, news, strict=True))
            if not (a == b or (math.isnan(a) and math.isnan(b)))
        ]
        if found:
            wanted[other] = found
    assert wanted
    assert changes(before, after) == wanted


def test_what_one_edit_changes_and_what_it_does_not(network):
    """X[0, 0] = 10 makes Y1lin[0, 2] = 10·(−2) + 3·5 = −5, where ReLU stops the gradient."""
    found = changes(moved(network), moved(network, X={(0, 0): 10}))
    assert found["X"] == [[0, 0]]
    assert found["Y1lin"] == found["Y1"] == [[0, 0], [0, 1], [0, 2]]
    assert found["gradY1lin"] == [[0, 2]]
    assert found["gradW1"] == [[0, 0], [0, 1], [0, 2], [1, 2]]
    assert found["gradX"] == [[0, 0], [0, 1]]
    assert found["L"] == [[0, 0]]
    assert found.keys().isdisjoint({"D", "W1", "lr", "gradY3lin", "gradY2", "gradY1"})


def test_nan_that_stays_is_no_change(network):
    twice = [moved(network, X={(0, 0): math.nan}) for _ in range(2)]
    assert changes(*twice) == {}


def test_beside_a_change_nan_that_stays_is_none_either(network):
    before, after = (moved(network, X={(0, 0): math.nan, (2, 1): x}) for x in (8, 9))
    assert changes(before, after)["X"] == [[2, 1]]


def test_other_shapes_are_not_compared(single, batch):
    assert changes(single, batch) == {}


def test_programs_are_compared_by_the_names_that_they_share(batch):
    """tanh for ReLU: what is given and computed before it is as it was."""
    other = run(mlp(toy.WIDTHS, "tanh"), toy.BATCH)
    changed = changes(batch, other)
    assert {"Y1", "Y2lin", "L"} <= changed.keys()
    assert not {"X", "W1", "Y1lin"} & changed.keys()


def test_changes_are_plain_data(network):
    found = changes(moved(network), moved(network, W2={(2, 2): 7}, lr={(): 0.2}))
    assert found["lr"] == [[0, 0]]
    assert plain(found) == found


# -- The notice


def test_there_is_no_notice_of_finite_numbers(batch):
    assert notice(batch, "en") is None


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("changed", "name", "step"),
    [
        ({"X": {(0, 0): 1e308}}, "Y1lin", 1),  # 4·1e308
        ({"W2": {(0, 0): 1e308}}, "Y2lin", 3),  # 31·1e308
        ({"lr": {(): 1e308}}, "W1_new", 20),  # 1e308·56084.7
    ],
)
def test_the_notice_names_the_first_step_that_is_not_finite(network, lang, changed, name, step):
    said = notice(moved(network, **changed), lang)
    assert name in said
    assert {"en": f"(step {step})", "zh": f"第 {step} 步"}[lang] in said
