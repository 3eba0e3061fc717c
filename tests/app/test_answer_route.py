"""The route that answers the player, without a socket."""

import asyncio
import gzip
import json
import random
import time

import pytest
from starlette.applications import Starlette

from app import answer_route
from app.answer.explanation import SECONDS
from app.answer_route import DERIVE, LONGEST, ROUTE, SEARCH
from app.budget.allowances import HERE
from app.design import NICE
from app.workers.failures import Failed, OutOfTime
from app.workers.outcome import POOL, SOON
from app.workers.pool import Done, Full
from app.workers.task import Task
from tests.support.asking import started
from tests.support.works import mutated

JSON = "application/json"
FIRST = {"version": 1, "query": {}, "lang": "en"}


@pytest.fixture(scope="module")
def server():
    """The routes alone: Streamlit's own app cannot be started twice in one process."""
    with started(Starlette(routes=[ROUTE, DERIVE, SEARCH])) as asker:
        yield asker
    POOL.close()


@pytest.fixture
def no_limits(monkeypatch):
    """As much as one likes: many requests are sent here, and all from one address."""
    monkeypatch.setattr(HERE, "wait", lambda sender: 0)


def ask(server, request, **headers):
    body = request if isinstance(request, bytes) else json.dumps(request).encode()
    return server.post("/answer", body, **{"content_type": JSON, **headers})


def test_a_first_visit_is_answered_with_all_of_it(server):
    answer = ask(server, FIRST)
    assert answer.status == 200
    assert answer.headers["content-type"] == JSON
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.body)["data"]["structure"]["steps"]


def test_a_long_answer_is_compressed_for_whoever_takes_it(server):
    answer = ask(server, FIRST, accept_encoding="gzip, br")
    assert answer.headers["content-encoding"] == "gzip"
    plain = ask(server, FIRST)
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(answer.body) == plain.body
    assert len(answer.body) < len(plain.body) / 3


def test_a_short_one_is_not(server):
    answer = ask(server, {"version": 1, "lang": "fr"}, accept_encoding="gzip")
    assert "content-encoding" not in answer.headers


def test_a_refusal_is_a_sentence_in_the_language_of_the_page(server):
    work = {"version": 1, "iterations": [[["X", 9, 0, 1]]]}
    answer = ask(server, {"version": 1, "work": work, "lang": "zh"})
    assert answer.status == 422
    error = json.loads(answer.body)["error"]
    assert (error["path"], error["reason"]) == ("work.iterations.0.0", "no_entry")
    assert error["text"].endswith("X 的第 10 行第 1 列没有可以改写的元素。")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"version": NaN}', 400),
        (b'{"version": 1, "version": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 50_000, 400),
        (b"null", 422),
        (b"[]", 422),
        (b'"\\ud800"', 422),
        (b'{"version": 1e999}', 422),
        (b'{"version": 1, "\\ud800": 1}', 422),
        (b" " * (LONGEST + 1), 413),
    ],
)
def test_a_hostile_body_is_refused_with_a_sentence(server, body, status):
    answer = ask(server, body)
    assert answer.status == status
    assert json.loads(answer.body)["error"]["text"]


def test_what_is_not_sent_as_json_is_refused(server):
    """A form of another site can be sent with a visitor's cookies, but only as text."""
    assert ask(server, FIRST, content_type="text/plain").status == 415


def test_it_is_asked_by_post_only(server):
    assert server.get("/answer").status == 405


CHECK = {"q": {"kind": "check", "power": 5}}


def test_what_takes_long_is_computed_by_a_worker(server, monkeypatch):
    """The same question is short, so that here it is said to be long; and then as it is."""
    monkeypatch.setitem(SECONDS, "check", lambda trace: 5.0)
    tasks = list[Task]()
    wanted = POOL.done

    async def done(task, ended):
        tasks.append(task)
        return await wanted(task, ended)

    monkeypatch.setattr(POOL, "done", done)
    edit = {"type": "edit", "name": "X", "row": 0, "col": 0, "typed": "0.321"}
    request = FIRST | {"questions": CHECK, "changes": [edit]}
    answer = json.loads(ask(server, request).body)
    assert [task.kind for task in tasks] == ["check"]
    assert answer["answers"]["q"]["h"] == 1e-5
    assert json.loads(ask(server, request).body)["answers"] == answer["answers"]
    assert len(tasks) == 1, "it is kept"


def test_all_lessons_are_searched(server):
    """3.6 d of the handout prints −950."""

    def found(**asked):
        answer = server.post("/search", json.dumps(asked).encode(), content_type=JSON)
        return answer.status, json.loads(answer.body)

    status, told = found(words="3.6 prints −950", lang="en")
    assert (status, told["found"][0]["title"]) == (200, "A digit that was lost")
    assert found(words="no such words", lang="zh") == (200, {"found": []})
    status, told = found(words="9" * 61, lang="zh")
    assert status == 422
    assert "61" in told["error"]["text"]
    assert found(words="9", lang="fr")[0] == 422


def test_a_long_formula_is_derived_by_a_worker(server, monkeypatch):
    tasks = list[Task]()
    wanted = POOL.done

    async def done(task, ended):
        tasks.append(task)
        return await wanted(task, ended)

    monkeypatch.setattr(POOL, "done", done)
    for formula in ("sumsq(A * x)", "sum(log(1 + exp(-y .* (X * w)))) + 0.5 * w' * w"):
        body = json.dumps({"formula": formula, "lang": "en"}).encode()
        answer = server.post("/derive", body, content_type=JSON)
        assert json.loads(answer.body)["agrees"], answer.body
    assert [task.typed for task in tasks] == [formula]


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (OutOfTime(), "这需要的时间或内存过多"),
        (MemoryError(), "这需要的时间或内存过多"),
        (Failed(), "计算时出了问题：请再试一次"),
    ],
)
def test_what_takes_too_long_or_fails_says_so_and_the_rest_is_answered(
    server, monkeypatch, failure, sentence
):
    monkeypatch.setitem(SECONDS, "check", lambda trace: 5.0)

    async def done(task, ended):
        ended(1)
        return Done(failure, 1)

    monkeypatch.setattr(POOL, "done", done)
    edit = {"type": "edit", "name": "X", "row": 0, "col": 0, "typed": "0.123"}
    answer = ask(server, FIRST | {"questions": CHECK, "changes": [edit], "lang": "zh"})
    assert answer.status == 200
    said = json.loads(answer.body)
    assert said["answers"]["q"]["error"].startswith(sentence)
    assert said["data"]["values"]["X"][0][0] == 0.123


def test_a_request_does_not_wait_for_ever_in_the_queue(server, monkeypatch):
    monkeypatch.setitem(SECONDS, "check", lambda trace: 5.0)
    monkeypatch.setattr(answer_route, "PATIENCE", 0.2)

    async def done(task, ended):
        await asyncio.sleep(1000)

    monkeypatch.setattr(POOL, "done", done)
    edit = {"type": "edit", "name": "X", "row": 0, "col": 0, "typed": "0.124"}
    said = json.loads(ask(server, FIRST | {"questions": CHECK, "changes": [edit]}).body)
    assert said["answers"]["q"]["error"].startswith("This takes too long")


def test_a_change_that_no_worker_is_free_for_is_to_be_asked_again(server, monkeypatch):
    """It is not refused, since nothing is wrong with it."""

    async def done(task, ended):
        raise Full

    monkeypatch.setattr(POOL, "done", done)
    nice = {"type": "design", "design": {"start": NICE, "seed": 4711, "batch": 60}}
    answer = ask(server, FIRST | {"changes": [nice]})
    assert (answer.status, answer.headers["retry-after"]) == (429, str(SOON))


def test_who_computes_too_much_is_told_when_it_goes_on(server, monkeypatch):
    monkeypatch.setattr(HERE, "wait", lambda sender: 2.3)
    answer = ask(server, FIRST | {"lang": "zh"})
    assert (answer.status, answer.headers["retry-after"]) == (429, "3")
    error = json.loads(answer.body)["error"]
    assert (error["reason"], error["text"]) == (
        "too_busy",
        "此页面短时间内的计算量过大：3 秒后继续。",
    )


def test_a_browser_pays_for_what_it_asks(server, monkeypatch):
    """The clock stands still, so that nothing comes back in between."""
    now = time.monotonic()
    monkeypatch.setattr(HERE, "_clock", lambda: now)
    word = "abcdefghijklmnopqrstuv"
    assert ask(server, FIRST, cookie=f"browser={word}").status == 200
    bucket = HERE._bucket(("browser", word))
    assert 0 < HERE.allowances["browser"].most - bucket.left < 5


def test_a_new_browser_is_given_a_word(server):
    assert ask(server, FIRST).headers["set-cookie"].startswith("browser=")


@pytest.mark.usefixtures("no_limits")
@pytest.mark.filterwarnings("ignore")
def test_hostile_requests_are_answered_or_refused(server):
    work = json.loads(ask(server, FIRST).body)["work"]
    request = FIRST | {"work": work, "changes": [{"type": "update"}], "known": {"words": "en"}}
    del request["query"]
    rng = random.Random(1)
    for k in range(300):
        body = _written(mutated(request, k))
        for _ in range(rng.choice([0, 0, 1, 3])):
            body[rng.randrange(len(body))] = rng.randrange(256)
        assert ask(server, bytes(body)).status in (200, 400, 422)


def _written(value):
    """As JSON; what is too deep or too long for Python's own writer, as something short."""
    try:
        return bytearray(json.dumps(value).encode())
    except (ValueError, RecursionError):
        return bytearray(b"[1]")
