"""Measurements that hold on any machine: ratios of times taken side by side in one run.

Everyone has one thread, which has to be said before NumPy is imported.
"""

import os

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
