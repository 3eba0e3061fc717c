"""Which worker has which file next, where several share the tests."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

LONGEST = ("tests/browser/test_train.py", "tests/browser/test_survive.py")
"""These begin first, so that none of them is left when all others are done."""
FEWEST = 2
"""A worker begins a test only when it knows the next one, or that there is none."""


class BrowserBesideOthers(LoadFileScheduling):
    """Every second worker has the files with a browser first, the others all other files.

    A test in a browser waits much, and keeps four processes busy when it does not: two of them at
    once are too much for two processors, and beside one the other worker has what is left. Who has
    none left takes what there is.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        in_browser = int(node.gateway.id.removeprefix("gw")) % 2 == 0
        wished = [file for file in self.workqueue if is_in_browser(file) == in_browser]
        if wished:
            first = next((file for file in LONGEST if file in wished), wished[0])
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)

    def _reschedule(self, node: WorkerController) -> None:
        """Give a worker a file where it has nearly none left, and more where that is too short.

        One that came in place of another has none until it knows all tests: it asks then.
        """
        if node not in self.registered_collections:
            return
        super()._reschedule(node)
        is_short = self._pending_of(self.assigned_work[node]) < FEWEST
        if is_short and self.workqueue and not node.shutting_down:
            self._reschedule(node)

    def remove_node(self, node: WorkerController) -> str | None:
        """Give what a worker has left to the others; name the test in which it ended, if in one.

        That test is not begun again, and a file that was done is not given to anybody: a worker
        waits for ever for the end of a file in which nothing is left.
        """
        files = self.assigned_work.pop(node)
        left = ((tests, test) for tests in files.values() for test in tests if not tests[test])
        tests, ended = next(left, ({}, None))
        if ended is not None:
            tests[ended] = True
        self.workqueue.update({file: own for file, own in files.items() if not all(own.values())})
        for other in self.assigned_work:
            self._reschedule(other)
        return ended


def is_in_browser(file: str) -> bool:
    return file.startswith("tests/browser/")
