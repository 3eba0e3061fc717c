"""The structure is plain data, and the same for the same network."""

import os
import subprocess
import sys
from itertools import product

import numpy as np
import pytest

from app.design import PRESETS
from app.examples import EXAMPLES
from app.start import scenario_of
from app.text import LANGUAGES
from app.views.structure import structure
from engine.entries.entry import entry_of
from engine.entries.terms import sources
from engine.network.build import mlp
from engine.network.layers.activations import ACTIVATIONS
from engine.network.losses import LOSSES as ALL_LOSSES
from engine.running.trace import run
from engine.teach.lessons.lesson import lesson_ids
from engine.teach.lessons.lesson import load as load_lesson
from tests.architecture.modules import ROOT
from tests.support import toy
from tests.support.designs import HIDDEN, LOSSES, trace_for
from tests.support.moved import moved
from tests.support.plain import plain

OFFERED = list(product(EXAMPLES, [True, False], HIDDEN, LOSSES, LANGUAGES))


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


PRINT_ID = """
from app.views.structure import structure
from tests.support.designs import trace_for

print(structure(trace_for(), "en")["id"])
"""


def test_the_id_is_the_same_in_another_process():
    """A process has its own order of what is in a set."""
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    command = [sys.executable, "-c", PRINT_ID]
    said = subprocess.check_output(command, env=environment, cwd=ROOT, text=True)
    assert said.strip() == structure(trace_for(), "en")["id"]


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
