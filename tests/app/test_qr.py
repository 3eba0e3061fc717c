"""The route that draws the address of a page as a QR code."""

import re
import time
from threading import Thread, current_thread
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from app import qr
from app.budget.allowances import HERE
from app.qr import LONGEST, qr_svg
from tests.support.asking import started

HOST = "http://127.0.0.1:8501"


@pytest.fixture(scope="module")
def server():
    """The route alone: Streamlit's own app cannot be started twice in one process."""
    with started(Starlette(routes=[Route("/player/qr.svg", qr_svg)])) as asker:
        yield asker


def drawn(server, link, **headers):
    return server.get("/player/qr.svg?" + urlencode({"link": link}), **headers)


def squares(svg):
    """The dark squares of a drawing, as `(row, col)`; the path is moves and horizontal lines."""
    found, row, col = set(), -0.5, 0
    (path,) = re.findall(r'stroke="#000" d="([^"]*)"', svg)
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        first, *rest = map(float, numbers.split())
        if kind == "M":
            col, row = first, rest[0] - 0.5
        elif kind == "m":
            col, row = col + first, row + rest[0]
        else:
            found |= {(int(row), int(col) + k) for k in range(int(first))}
            col += first
    return found


FINDER = [
    "#######",
    "#     #",
    "# ### #",
    "# ### #",
    "# ### #",
    "#     #",
    "#######",
]
"""ISO/IEC 18004, 6.3.3: the pattern in three corners by which a camera finds the code."""


def test_a_link_is_drawn_dark_on_white_with_a_margin(server):
    answer = drawn(server, f"{HOST}/?net=2-3.norm.relu-2&typed=X:0:0:1.5&lang=zh")
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    svg = answer.body.decode()
    (size,) = re.findall(r'viewBox="0 0 (\d+) \1"', svg)
    # 17 + 4 version squares and a margin of 4 on each side, of the same standard.
    side = int(size) - 8
    assert (side - 17) % 4 == 0
    assert f'fill="#fff" d="M0 0h{size}v{size}h-{size}z"' in svg
    dark = squares(svg)
    assert all(4 <= k < 4 + side for square in dark for k in square)
    finder = {(r, c) for r, line in enumerate(FINDER) for c, mark in enumerate(line) if mark == "#"}
    for top, left in ((4, 4), (4, side - 3), (side - 3, 4)):
        corner = {(r - top, c - left) for r, c in dark if 0 <= r - top < 7 and 0 <= c - left < 7}
        assert corner == finder


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_a_link_of_limited_length(server, length):
    link = f"{HOST}/?typed=".ljust(length, "1")
    assert drawn(server, link).status == (200 if length <= LONGEST else 413)


def test_it_is_drawn_in_a_thread_and_once(server, monkeypatch):
    """So that nobody waits for the code of another: a long one takes a third of a second."""
    threads = list[Thread]()
    make = qr.segno.make

    def noted(*args, **kinds):
        threads.append(current_thread())
        return make(*args, **kinds)

    monkeypatch.setattr(qr.segno, "make", noted)
    for _ in range(2):
        assert drawn(server, f"{HOST}/?seed=4712").status == 200
    (thread,) = threads
    assert thread is not current_thread()


def test_who_computed_too_much_waits(server, monkeypatch):
    monkeypatch.setattr(HERE, "wait", lambda sender: 2.3)
    answer = drawn(server, f"{HOST}/?seed=4713")
    assert (answer.status, answer.headers["retry-after"]) == (429, "3")


def test_a_browser_pays_for_a_code(server, monkeypatch):
    """The clock stands still, so that nothing comes back in between."""
    now = time.monotonic()
    monkeypatch.setattr(HERE, "_clock", lambda: now)
    word = "abcdefghijklmnopqrstuQ"
    link = f"{HOST}/?typed=".ljust(LONGEST, "2")
    assert drawn(server, link, cookie=f"browser={word}").status == 200
    bucket = HERE._bucket(("browser", word))
    assert 0 < HERE.allowances["browser"].most - bucket.left < 5


@pytest.mark.parametrize(
    "link",
    [
        "",
        "/?step=Y1",
        "http://elsewhere.example/?step=Y1",
        "javascript://127.0.0.1:8501/%0aalert(1)",
        "http://127.0.0.1:8501@elsewhere.example/",
        "http://127.0.0.1:8501.elsewhere.example/",
        "http://[half",
        "any text",
    ],
)
def test_nothing_but_an_address_of_this_app(server, link):
    answer = drawn(server, link)
    assert answer.status == 400
    assert answer.body.startswith(b"link: ")


def test_behind_a_proxy_the_page_has_another_name(server):
    link = "https://class.example/backprop/?step=Y1"
    assert drawn(server, link).status == 400
    assert drawn(server, link, referer="https://class.example/backprop/").status == 200
