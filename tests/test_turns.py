"""Every test has its turn once, whatever becomes of the workers that share them."""

from types import SimpleNamespace

import pytest

from tests.support.turns import BrowserBesideOthers, is_in_browser

FILES = {
    "tests/browser/test_b.py": 3,
    "tests/browser/test_train.py": 2,
    "tests/browser/test_c.py": 1,
}
FILES |= {f"tests/app/test_{k}.py": 1 + k % 3 for k in range(6)}
TESTS = [f"{file}::test_{k}" for file, count in FILES.items() for k in range(count)]


class Worker:
    """Runs a test when it knows the next one, or that there is none, as those of xdist do."""

    def __init__(self, number):
        self.gateway = SimpleNamespace(id=f"gw{number}")
        self.waiting, self.shutting_down = [], False

    def send_runtest_some(self, indices):
        self.waiting += indices

    def shutdown(self):
        self.shutting_down = True

    @property
    def can_run(self):
        return len(self.waiting) > (0 if self.shutting_down else 1)


def joined(turns, worker):
    turns.add_node(worker)
    turns.add_node_collection(worker, TESTS)
    if turns.collection_is_completed:
        turns.schedule()
    return worker


def run(count, killers=()):
    """List what ran in which worker, and in what workers ended; each is replaced by another."""
    option = SimpleNamespace(loadscopereorder=False)
    config = SimpleNamespace(option=option, getvalue=lambda _: ["popen"] * count)
    turns, ran, ended = BrowserBesideOthers(config), [], []
    workers = [joined(turns, Worker(k)) for k in range(count)]
    number = count
    while able := [worker for worker in workers if worker.can_run]:
        worker = able[len(ran) % len(able)]
        index = worker.waiting.pop(0)
        if TESTS[index] in killers:
            workers.remove(worker)
            ended.append(turns.remove_node(worker))
            workers.append(joined(turns, Worker(number)))
            number += 1
        else:
            ran.append((worker.gateway.id, TESTS[index]))
            turns.mark_test_complete(worker, index)
        if turns.tests_finished:
            for one in workers:
                one.shutdown()
    return ran, ended


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_every_test_runs_once(count):
    ran, _ = run(count)
    assert sorted(test for _, test in ran) == sorted(TESTS)


def test_of_two_workers_one_begins_with_the_browser_and_its_longest_file():
    ran, _ = run(2)
    first = [test for worker, test in ran if worker == "gw0"]
    others = [test for worker, test in ran if worker == "gw1"]
    assert first[0].startswith("tests/browser/test_train.py")
    assert [is_in_browser(test) for test in first[:6]] == [True] * 6
    assert not any(is_in_browser(test) for test in others[:6])


@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("killer", TESTS)
def test_a_worker_that_ends_in_a_test_takes_no_other_one_with_it(count, killer):
    ran, ended = run(count, [killer])
    assert ended == [killer]
    assert sorted(test for _, test in ran) == sorted({*TESTS} - {killer})
