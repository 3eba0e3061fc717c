"""Measurements that hold on any machine: ratios of times taken side by side in one run."""
