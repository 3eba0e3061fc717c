"""What a worker that has no result comes to; other sides know it from these."""

from __future__ import annotations


class Failed(Exception):
    """A worker ended without a result, and nobody knows why."""


class OutOfTime(Failed):
    """A worker took longer than it may."""
