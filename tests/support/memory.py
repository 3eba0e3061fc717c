"""How much memory this process has needed at most."""

import re
import resource
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_megabytes():
    """Linux says it of this program alone; `getrusage` counts in what it was forked from, too."""
    if STATUS.exists():
        return int(re.search(r"VmHWM:\s*(\d+) kB", STATUS.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
