"""The app as it is served: its health, its files, its headers."""

import gc
import re
from urllib.parse import urljoin

import pytest

from app.headers import MODULES, NOT_NAMED, SHEETS, first_modules, imports
from app.player.component import STATIC
from app.server import app
from tests.support.asking import started


@pytest.fixture(scope="module")
def server():
    with started(app) as asker:
        yield asker
    gc.unfreeze()


def test_the_player_is_answered(server):
    answer = server.post("/answer", b'{"version": 1}', content_type="application/json")
    assert answer.status == 200
    assert b'"X":[[4.0,3.0]' in answer.body


def test_is_healthy(server):
    assert server.get("/_stcore/health").status == 200
    assert server.get("/_stcore/health").body == b"ok"


@pytest.mark.parametrize("name", MODULES)
def test_the_player_is_served_as_javascript(server, name):
    answer = server.get(f"/player/{name}")
    assert answer.status == 200
    assert re.match(r"(text|application)/javascript\b", answer.headers["content-type"])
    assert answer.body == (STATIC / name).read_bytes()


@pytest.mark.parametrize(
    "path", ["/player/nothing.js", "/player/../component.py", "/player/", "/vendor/plotly.min.js"]
)
def test_nothing_else_is_served(server, path):
    answer = server.get(path)
    assert answer.status in (400, 404) or answer.headers["content-type"].startswith("text/html")
    assert b"def mount(" not in answer.body


def links(answer):
    """`{address: how it is preloaded}` of a Link header; addresses as the document reads them."""
    pairs = re.findall(r"<([^>]+)>;rel=([^,]+)", answer.headers["link"])
    return {urljoin("/", address): how for address, how in pairs}


def test_the_document_names_what_the_player_will_need(server):
    answer = server.get("/")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    late = ";fetchpriority=low"
    preloaded = links(answer)
    fetched = {f"/player/{name}": f"preload;as=fetch;crossorigin{late}" for name in SHEETS}
    assert preloaded == {f"/player/{name}": f"modulepreload{late}" for name in MODULES} | fetched


def test_everything_that_is_preloaded_is_there(server):
    for address in links(server.get("/")):
        assert server.get(address).status == 200, address


@pytest.mark.parametrize("path", ["/_stcore/health", "/player/main.js"])
def test_only_the_document_has_a_link(server, path):
    assert "link" not in server.get(path).headers


def test_what_is_not_named_is_found_in_main_and_fetched_at_once():
    """One round trip more at most: `main.js` imports it, and all else that it imports is named."""
    assert imports("main.js") >= NOT_NAMED
    for module in NOT_NAMED:
        assert imports(module) <= set(MODULES)
    assert len(NOT_NAMED) <= 6
    assert set(first_modules()) == set(MODULES) | NOT_NAMED


def test_nginx_takes_the_headers_of_the_document(server):
    """It answers 502 from 4,096 bytes on; what serves the app adds its name and the date."""
    headers = server.get("/").headers
    written = sum(len(f"{name}: {value}\r\n") for name, value in headers.items())
    assert (
        written
        + len("HTTP/1.1 200 OK\r\ndate: Thu, 26 Nov 2026 10:53:35 GMT\r\nserver: uvicorn\r\n\r\n")
        < 4000
    )
