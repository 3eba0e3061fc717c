"""Seconds of computing: they are used up, come back with time, and are not kept when they have."""

import pytest

from app.budget import budget
from app.budget.allowances import APART, HERE
from app.budget.bucket import Allowance, Bucket, after, left, wait
from app.budget.budget import Budget
from app.budget.sender import Sender

ALLOWANCE = Allowance(most=10, rate=0.5)
ONE, OTHER = Sender("a" * 22, "192.0.2.1"), Sender("b" * 22, "192.0.2.1")
NEW, ELSEWHERE = Sender("", "192.0.2.1"), Sender("a" * 22, "198.51.100.1")


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def small(clock):
    kinds = {"browser": ALLOWANCE, "newcomers": ALLOWANCE, "address": Allowance(30, 1)}
    return Budget(kinds, clock)


def test_what_is_used_comes_back_with_time():
    """10 − 12 is −2; after 4 s at half a second a second it is 0; after 100 s there are 10."""
    used = after(Bucket(10, 0), ALLOWANCE, 12, 0)
    assert [left(used, ALLOWANCE, now) for now in (0, 4, 10, 100)] == [-2, 0, 3, 10]
    assert [wait(used, ALLOWANCE, now) for now in (0, 2, 4, 100)] == [4, 2, 0, 0]


def test_a_browser_that_computes_too_much_waits_and_no_other(small, clock):
    small.spend(ONE, 11)
    assert (small.wait(ONE), small.wait(OTHER), small.wait(NEW)) == (2, 0, 0)
    clock.now += 2
    assert small.wait(ONE) == 0


def test_all_of_an_address_share_a_wide_bound_and_another_address_does_not(small):
    for k in range(4):
        small.spend(Sender(str(k) * 22, "192.0.2.1"), 9)
    assert small.wait(OTHER) == 6  # 30 − 4·9, at one second a second
    assert small.wait(Sender("b" * 22, "198.51.100.1")) == 0


def test_browsers_without_a_cookie_share_one_bucket(small):
    small.spend(NEW, 11)
    assert (small.wait(NEW), small.wait(OTHER)) == (2, 0)


def test_who_has_all_of_it_is_forgotten(small, clock):
    for k in range(1000):
        small.spend(Sender(f"{k:022}", f"192.0.2.{k % 9}"), 1)
    clock.now += 300
    small.spend(ONE, 1)
    assert len(small._kept) == 2


def test_no_more_are_kept_than_there_is_room_for(small, monkeypatch):
    monkeypatch.setattr(budget, "MOST_KEPT", 50)
    for k in range(1000):
        small.spend(Sender(f"{k:022}", "192.0.2.1"), 5)
    assert len(small._kept) == 50


def test_a_hand_is_never_stopped_and_a_loop_soon():
    """Three edits a second of 784-256-10, each 0.07 s, for ten minutes; and without a pause."""
    hand, clock = Budget(HERE.allowances, Clock()), Clock()
    hand._clock = clock
    for _ in range(1800):
        assert hand.wait(ONE) == 0
        hand.spend(ONE, 0.07)
        clock.now += 1 / 3
    loop = Budget(HERE.allowances, clock)
    start = clock.now
    while loop.wait(ONE) == 0:
        loop.spend(ONE, 0.07)
        clock.now += 0.07
    assert clock.now - start < 30


def test_a_hall_of_three_hundred_goes_on():
    """Each opens the page within a minute, 0.1 s without a cookie, and edits every five seconds."""
    clock = Clock()
    hall = Budget(HERE.allowances, clock)
    for _ in range(300):
        assert hall.wait(NEW) == 0
        hall.spend(NEW, 0.1)
        clock.now += 0.2
    for _ in range(60):
        for k in range(300):
            one = Sender(f"{k:022}", NEW.address)
            assert hall.wait(one) == 0
            hall.spend(one, 0.008)
            clock.now += 5 / 300


def test_the_workers_let_a_class_look_at_its_checks():
    assert APART.allowances["browser"].most >= 8 * 7
