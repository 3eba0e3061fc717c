"""Who may ask workers for how much, and what they pay."""

import asyncio
from collections import Counter

import pytest
from starlette.requests import ClientDisconnect, Request

from app.budget.allowances import APART
from app.budget.sender import Sender
from app.work.errors import TooBusy
from app.workers import outcome
from app.workers.outcome import PLACES, outcome_of
from app.workers.pool import LONGEST_QUEUE, Pool
from tests.support.tasks import Hog, Process, Sum

ME, OTHER = (Sender(letter * 22, "192.0.2.7") for letter in "ab")


def request(leaves=None):
    """One whose browser leaves after so many seconds, or waits."""

    async def receive():
        await asyncio.sleep(1000 if leaves is None else leaves)
        return {"type": "http.disconnect"}

    return Request({"type": "http"}, receive)


@pytest.fixture
def spent(monkeypatch):
    """What each sender spent in whole."""
    spent = dict[Sender, float]()
    monkeypatch.setattr(
        APART, "spend", lambda who, seconds: spent.update({who: spent.get(who, 0) + seconds})
    )
    return spent


def with_pool(monkeypatch, use):
    async def main():
        pool = Pool(1)
        monkeypatch.setattr(outcome, "POOL", pool)
        monkeypatch.setattr(outcome, "_taken", Counter())
        try:
            await pool.done(Sum((1,)))
            return await use()
        finally:
            pool.close()

    return asyncio.run(main())


def test_who_leaves_pays_for_what_was_computed(monkeypatch, spent):
    async def use():
        with pytest.raises(ClientDisconnect):
            await outcome_of(Hog("time", seconds=0.01), request(leaves=0.5), ME, 90)
        await asyncio.sleep(0)

    with_pool(monkeypatch, use)
    assert 0.4 < spent[ME] < 20
    assert not outcome._taken


def test_one_sender_does_not_fill_the_queue(monkeypatch, spent):
    """Not even all those of an address; what is asked for already takes no place."""
    assert PLACES["browser"] == PLACES["newcomers"] == 4
    assert PLACES["address"] < LONGEST_QUEUE

    async def use():
        mine = [
            asyncio.ensure_future(outcome_of(Process(name), request(), ME, 90)) for name in "abcd"
        ]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        refused = await outcome_of(Process("e"), request(), ME, 90)
        again = asyncio.ensure_future(outcome_of(Process("a"), request(), ME, 90))
        other = asyncio.ensure_future(outcome_of(Sum((1, 2)), request(), OTHER, 90))
        await asyncio.gather(*mine)
        return refused, await again, await other, await mine[0]

    refused, again, other, first = with_pool(monkeypatch, use)
    assert isinstance(refused, TooBusy)
    assert again == first
    assert other == 3
    assert not outcome._taken
    assert all(seconds < 4 for seconds in spent.values()), "estimates are given back"
