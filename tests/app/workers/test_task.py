"""What takes long is left to workers, where there are any."""

import pytest

from app.workers.task import Elsewhere, result_of, with_workers
from tests.support.tasks import Sum

QUICK, LONG = Sum((1, 2), 0.01), Sum((1, 2), 5.0)


def test_without_workers_everything_is_computed_here():
    assert (result_of(QUICK), result_of(LONG)) == (3, 3)
    with with_workers(None):
        assert result_of(LONG) == 3


def test_a_long_task_is_asked_for_and_taken_when_it_is_there():
    with with_workers({}):
        assert result_of(QUICK) == 3
        with pytest.raises(Elsewhere) as asked:
            result_of(LONG)
    assert asked.value.task == LONG
    with with_workers({LONG: 7}):
        assert result_of(LONG) == 7


def test_what_stands_for_a_result_is_raised():
    with with_workers({LONG: ValueError("too much")}), pytest.raises(ValueError, match="too much"):
        result_of(LONG)
