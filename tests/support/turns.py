"""Which worker has which file next, where several share the tests."""

from __future__ import annotations

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

LONGEST = ("tests/browser/test_train.py", "tests/browser/test_survive.py")
"""These begin first, so that none of them is left when all others are done."""


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


def is_in_browser(file: str) -> bool:
    return file.startswith("tests/browser/")
