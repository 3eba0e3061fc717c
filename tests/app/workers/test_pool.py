"""Workers: each task in a process of its own, with an end."""

import asyncio
import os
import time
from contextlib import aclosing

import pytest

from app.workers import pool
from app.workers.failures import Failed, OutOfTime
from app.workers.pool import MOST_UNHEARD, SHORT_TURN, Full, Pool, workers
from engine.core.errors import SettingError
from tests.support.tasks import Count, Fault, Hog, Process, Sum


def with_pool(use, most=2, seconds=30):
    async def main():
        there = Pool(most, seconds)
        try:
            return await use(there)
        finally:
            there.close()

    return asyncio.run(main())


def done(*tasks, most=2, seconds=30):
    async def use(there):
        return await asyncio.gather(*(there.done(task) for task in tasks))

    return with_pool(use, most, seconds)


def test_a_task_is_computed_in_another_process():
    ((pid, priority),) = (one.outcome for one in done(Process("a")))
    assert pid != os.getpid()
    assert priority > 0, "what people wait for goes first"


def test_it_says_what_it_took():
    (one,) = done(Sum((1, 2, 3)))
    assert one.outcome == 6
    assert 0 <= one.seconds < 5


def test_what_a_task_raises_is_what_it_comes_to():
    (one,) = done(Fault(SettingError("there are none")))
    assert isinstance(one.outcome, SettingError)
    assert str(one.outcome) == "there are none"


def test_too_much_memory_is_refused_and_the_next_task_is_computed():
    hog, fine = done(Hog("memory"), Sum((1, 2)), most=1)
    assert isinstance(hog.outcome, MemoryError)
    assert fine.outcome == 3


@pytest.mark.parametrize("when", ["end", "half"])
def test_a_worker_that_dies_is_replaced(when):
    """Also one that has written a part of its result."""
    dead, fine = done(Hog(when), Sum((1, 2)), most=1)
    assert type(dead.outcome) is Failed, "neither too long nor too much memory"
    assert dead.seconds < 20, "it is charged what it took, not the 30 seconds that it may take"
    assert fine.outcome == 3


def test_too_much_computing_is_ended_and_the_next_task_is_computed():
    hog, fine = done(Hog("time"), Sum((1, 2)), most=1, seconds=1)
    assert isinstance(hog.outcome, OutOfTime)
    assert fine.outcome == 3


def test_a_task_that_does_nothing_for_long_is_given_up(monkeypatch):
    async def use(there):
        monkeypatch.setattr(pool, "PATIENCE", 2.0)
        hog = await there.done(Hog("sleep"))
        monkeypatch.setattr(pool, "PATIENCE", 90.0)
        return hog.outcome, (await there.done(Sum((1, 2)))).outcome

    given_up, fine = with_pool(use, most=1)
    assert isinstance(given_up, OutOfTime)
    assert fine == 3


def test_the_process_they_come_from_is_started_again():
    async def use(there):
        first = await there.done(Sum((1,)))
        there._nursery._process.kill()
        there._nursery._process.wait()
        return first.outcome, (await there.done(Sum((2,)))).outcome

    assert with_pool(use) == (1, 2)


def test_the_same_task_is_computed_once_for_all_who_wait():
    """And the first one is told what it took."""
    told = list[tuple[int, float]]()

    async def use(there):
        asked = (
            there.done(Process("same"), lambda seconds, k=k: told.append((k, seconds)))
            for k in range(5)
        )
        return await asyncio.gather(*asked)

    tasks = with_pool(use, most=1)
    assert len({one.outcome[0] for one in tasks}) == 1
    assert told == [(0, tasks[0].seconds)]


def test_only_so_many_work_at_once():
    async def use(there):
        await there.done(Sum((1,)))
        start = time.perf_counter()
        await asyncio.gather(*(there.done(Process(name)) for name in "abc"))
        return time.perf_counter() - start

    assert with_pool(use, most=1) >= 3 * 0.3


def test_where_too_many_wait_one_more_is_refused(monkeypatch):
    monkeypatch.setattr(pool, "LONGEST_QUEUE", 2)

    async def use(there):
        waiting = [asyncio.ensure_future(there.done(Process(name))) for name in "ab"]
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await there.done(Process("c"))
        return await asyncio.gather(*waiting)

    assert len(with_pool(use, most=1)) == 2


def test_a_task_that_nobody_waits_for_is_given_up():
    async def use(there):
        waiting = asyncio.ensure_future(there.done(Hog("time")))
        await asyncio.sleep(0.5)
        waiting.cancel()
        return (await asyncio.wait_for(there.done(Sum((1, 2))), 20)).outcome, len(there._running)

    assert with_pool(use, most=1) == (3, 0)


def test_who_leaves_is_told_what_was_computed_until_then():
    """Nothing for one that was in the queue still."""
    told = dict[str, float]()

    async def use(there):
        await there.done(Sum((1,)))
        asked = [
            asyncio.ensure_future(there.done(hog, lambda s, what=hog.what: told.update({what: s})))
            for hog in (Hog("time"), Hog("sleep"))
        ]
        await asyncio.sleep(0.5)
        for one in asked:
            one.cancel()
        await asyncio.wait(asked)

    with_pool(use, most=1)
    assert 0.4 < told["time"] < 20
    assert told["sleep"] == 0


def gone(pid):
    """Is it gone, or soon? A killed process is there until the system has taken it away."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_the_workers_end_with_the_server():
    async def use(there):
        ((pid, _),) = [(await there.done(Process("a"))).outcome]
        return pid, there._nursery._process

    pid, process = with_pool(use)
    assert process.poll() == 0
    assert gone(pid)


@pytest.mark.parametrize(("processors", "wanted"), [(1, 1), (2, 1), (4, 3), (64, 4)])
def test_there_are_fewer_workers_than_processors_that_may_be_used(monkeypatch, processors, wanted):
    """In a container these are fewer than the machine has."""
    monkeypatch.delenv("WORKERS", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(processors)), raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert workers() == wanted


def test_the_environment_says_how_many(monkeypatch):
    monkeypatch.setenv("WORKERS", "0")
    assert workers() == 0
    for said in ("two", "-1", "1.5", "33", "²"):
        monkeypatch.setenv("WORKERS", said)
        with pytest.raises(ValueError, match=rf"WORKERS={said}: .* from 0 to 32"):
            workers()


# -- Tasks that are told in parts


def heard(task, enough=lambda parts: False):
    """What is told of a task, and what its turn cost."""

    async def use(there):
        await there.done(Sum((1,)))
        parts, spent = [], []
        async with aclosing(there.parts(task, lambda *of: spent.append(of))) as told:
            async for part in told:
                parts.append(part)
                if enough(parts):
                    break
        return parts, spent

    return with_pool(use, most=1)


def test_a_task_is_told_in_parts():
    parts, ((seconds, waited),) = heard(Count(3))
    assert parts == [0, 1, 2]
    assert 0 <= seconds < 5
    assert not waited


def test_what_it_raises_comes_after_its_parts():
    with pytest.raises(SettingError, match="no more"):
        heard(Count(2, SettingError("no more")))


def test_a_worker_that_dies_among_its_parts_has_failed():
    with pytest.raises(Failed):
        heard(Count(2, "dies"))


def test_who_is_left_is_ended():
    """It would count for ever; the next task has its worker at once."""
    parts, ((seconds, _),) = heard(Count(10**9, pause=0.01), enough=lambda told: len(told) > 5)
    assert parts == [0, 1, 2, 3, 4, 5]
    assert seconds < 20


def test_a_turn_ends_when_others_wait():
    async def use(there):
        await there.done(Sum((1,)))

        async def count():
            return [part async for part in there.parts(Count(10**9, pause=0.01))]

        counted = asyncio.ensure_future(count())
        await asyncio.sleep(0.1)
        other = await asyncio.wait_for(there.done(Sum((1, 2))), 20)
        return other.outcome, await asyncio.wait_for(counted, 20)

    other, parts = with_pool(use, most=1)
    assert other == 3
    assert parts == list(range(len(parts)))


def test_who_takes_no_more_parts_does_not_keep_the_worker():
    """A browser may read slowly, or sleep: its turn ends all the same."""

    async def use(there):
        await there.done(Sum((1,)))
        async with aclosing(there.parts(Count(10**9, pause=0.01))) as told:
            first = await anext(told)
            other = await asyncio.wait_for(there.done(Sum((1, 2))), 20)
            rest = [part async for part in told]
        return [first, *rest], other.outcome

    parts, other = with_pool(use, most=1)
    assert other == 3
    assert parts == list(range(len(parts)))


def test_a_turn_ends_where_its_parts_are_not_taken():
    """Nobody else waits, and still not more than so many are kept for who does not read them."""

    async def use(there):
        await there.done(Sum((1,)))
        async with aclosing(there.parts(Count(10**9, pause=0.003))) as told:
            first = await anext(told)
            await asyncio.sleep(1.5)
            return [first, *[part async for part in told]]

    parts = with_pool(use, most=1)
    assert parts == list(range(len(parts)))
    assert MOST_UNHEARD <= len(parts) < 10 * MOST_UNHEARD, "as many as came before it heard of it"


def test_who_is_told_in_parts_has_longer_turns_beside_others_who_are():
    """A turn has to be begun, so that short ones come to little; a round is not endless either."""

    async def use(there):
        await there.done(Sum((1,)))
        first, second, begun = [], [], time.monotonic()

        async def count(to):
            async with aclosing(there.parts(Count(10**9, pause=0.01))) as told:
                async for _ in told:
                    to.append(time.monotonic() - begun)
                    if to is second:
                        return

        await asyncio.gather(count(first), count(second))
        return first[-1], second[0]

    last, began = with_pool(use, most=1)
    assert last > SHORT_TURN
    assert began < 10


@pytest.mark.parametrize(("others", "waited"), [("me", False), ("you", True)])
def test_who_waits_for_oneself_keeps_nobody_waiting(others, waited):
    spent = list[tuple[float, bool]]()

    async def use(there):
        await there.done(Sum((1,)))

        async def count(who):
            task = Count(3, pause=0.2)
            async for _ in there.parts(task, lambda *of: spent.append(of), who):
                pass

        await asyncio.gather(count("me"), count(others))

    with_pool(use, most=1)
    assert [of[1] for of in spent] == [waited, False]


def test_who_waits_for_a_whole_goes_before_who_is_told_in_parts():
    order = list[str]()

    async def use(there):
        await there.done(Sum((1,)))

        async def count(name):
            async for _ in there.parts(Count(1, pause=0.3)):
                order.append(name)

        async def whole():
            await there.done(Process("whole"))
            order.append("whole")

        await asyncio.gather(count("first"), count("second"), whole())

    with_pool(use, most=1)
    assert order == ["first", "whole", "second"]
