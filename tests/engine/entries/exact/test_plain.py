import json

from engine.core.expr import Name, Number
from engine.core.ops import sqrt
from engine.entries.exact.plain import exact_plain
from engine.network.build import mlp
from engine.running.trace import run
from tests.support.calculate import trace_of


def test_whole_numbers_fractions_and_what_is_not_known():
    """√(4/9) = 2/3, √9 = 3, √2 is no fraction; a name without any is left out."""
    trace = trace_of(sqrt(Name("A")) / Number(1), A=[[4, 9, 2]])
    assert exact_plain(trace)["values"]["result"] == [[2, 3, None]]
    trace = trace_of(sqrt(Name("A") / Name("B")), A=[[4]], B=[[9]])
    assert exact_plain(trace)["values"]["result"] == [[[2, 3]]]
    assert "result" not in exact_plain(trace_of(sqrt(Name("A")), A=[[2]]))["values"]


def test_a_number_is_an_entry_alone(batch):
    values = exact_plain(batch)["values"]
    assert values["lr"] == [1, 10]
    assert values["L"] == 12756
    assert values["gradB3"] == [[[-626, 3], [-11, 3]]]


def test_what_rests_on_a_saturated_softmax_is_said(batch):
    """All from softmax on: the forward values before it are exact in any case."""
    names = [equation.name for equation in batch.program.equations]
    assert exact_plain(batch)["saturated"] == names[names.index("Y3") :]


def test_nothing_is_saturated_without_an_exponential():
    values = {"X": [[1]], "D": [[1]], "W1": [[2]], "B1": [[0]], "lr": 0.5}
    assert exact_plain(run(mlp((1, 1), loss="l2"), values))["saturated"] == []


def test_it_is_plain_json_that_javascript_reads_exactly(batch):
    """Whole numbers up to 2^53 are numbers there; 10^15 is below."""
    data = exact_plain(batch)
    assert json.loads(json.dumps(data)) == data
    assert 10**15 < 2**53
