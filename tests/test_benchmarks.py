"""What benchmarks report; the measuring itself is `make bench`."""

from datetime import date

from benchmarks.quantity import Quantity
from benchmarks.ratio import Ratio, interleaved
from benchmarks.report import report

MET = Ratio("this", 0.5, 0.85, "1 s to 2 s")
MISSED = Ratio("that", 0.9, 0.85, "9 s to 10 s")
FASTER = Quantity("more", 3.0, "a second", 2, "in all", is_least=True)


def test_a_report_has_every_measure_with_its_target_and_its_verdict():
    found = {"a": [MET, MISSED], "b": [Quantity("it", 3.0, "ms", 2, "of 10"), FASTER]}
    lines = report(found, date(2024, 2, 29)).splitlines()
    assert "| this | 0.50 | at most 0.85 | yes | 1 s to 2 s |" in lines
    assert "| that | 0.90 | at most 0.85 | **no** | 9 s to 10 s |" in lines
    assert "| it | 3.0 ms | at most 2 | **no** | of 10 |" in lines
    assert "| more | 3.0 a second | at least 2 | yes | in all |" in lines
    assert lines.index("## a") < lines.index("## b")
    assert any("2024-02-29" in line for line in lines)


def test_rounds_take_turns():
    order = []
    calls = {name: lambda name=name: order.append(name) for name in ("one", "other")}
    times = interleaved(calls, rounds=3, repeats=2)
    assert order[4:] == ["one", "one", "other", "other"] * 3
    assert times.keys() == calls.keys()
