"""Broken files, pastes and networks: each is judged or refused in a sentence, soon and small."""

import pytest

from tests.engine.teach.submission import fuzzing
from tests.support.apart import reported


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=pytest.mark.long)])
def test_what_is_broken_is_judged_or_refused(count, capsys):
    ends = reported("tests.engine.teach.submission.fuzzing", count, capsys)
    other = [end for end in ends if end not in ("judged", "read", "refused")]
    assert not other, "\n".join(other)
    assert min(ends["judged"], ends["read"], ends["refused"]) > count / 100


def test_a_traceback_would_be_seen(monkeypatch):
    def faulty(name, data):
        raise IndexError(name)

    monkeypatch.setattr(fuzzing, "read_arrays", faulty)
    assert "IndexError: a.txt" in fuzzing.ends("a.txt", b"")
