"""A token bucket of seconds of computing, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """What someone may use: `most` seconds at once; `rate` of them come back each second."""

    most: float
    rate: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """What someone had left at a time; below 0 is a debt, which is paid by waiting."""

    left: float
    at: float


def left(bucket: Bucket, allowance: Allowance, now: float) -> float:
    """Tell how many seconds of computing there are now."""
    return min(allowance.most, bucket.left + (now - bucket.at) * allowance.rate)


def after(bucket: Bucket, allowance: Allowance, seconds: float, now: float) -> Bucket:
    """Take so many seconds of computing out of a bucket; fewer than 0 are given back."""
    return Bucket(min(allowance.most, left(bucket, allowance, now) - seconds), now)


def wait(bucket: Bucket, allowance: Allowance, now: float) -> float:
    """Tell how many seconds pass until there is something left; 0 where there is."""
    return max(0.0, -left(bucket, allowance, now) / allowance.rate)
