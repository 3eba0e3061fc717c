"""The app as it is served: its health, its files, its headers."""

import asyncio
import gc
import gzip
import json
import re
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from app.player.files import STATIC, address, version
from app.server import app, lifespan
from app.serving import warm
from app.serving.player_files import scripts
from app.text import LANGUAGES
from app.workers.outcome import POOL
from tests.support.asking import started

A_YEAR = "public, max-age=31536000, immutable"
MODULES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js"))


@pytest.fixture(scope="module")
def server():
    with started(app) as asker:
        yield asker
    gc.unfreeze()


def test_the_workers_leave_nothing_behind(monkeypatch):
    """The slow work of the start is not done again here."""
    monkeypatch.setattr(warm, "up", lambda: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)

    async def folder():
        async with lifespan(app):
            POOL.start()
            return POOL._nursery._folder

    assert not asyncio.run(folder()).exists()
    assert POOL._nursery is None


def test_the_player_is_answered(server):
    answer = server.post("/answer", b'{"version": 1}', content_type="application/json")
    assert answer.status == 200
    assert b'"X":[[4.0,3.0]' in answer.body


@pytest.fixture(scope="module")
def streamlit_script():
    """The address and the content of the largest script of Streamlit."""
    root = Path(get_static_dir())
    path = max((root / "static" / "js").glob("*.js"), key=lambda path: path.stat().st_size)
    return f"/{path.relative_to(root).as_posix()}", path.read_bytes()


def test_is_healthy(server):
    assert server.get("/_stcore/health").status == 200
    assert server.get("/_stcore/health").body == b"ok"


def test_the_name_of_a_page_leads_to_it(server):
    """A typed name is no page of Streamlit, which would complain in the browser's console."""
    answer = server.get("/check?example=norm")
    assert answer.status == 307
    assert answer.headers["location"] == "./?example=norm&lens=submission"
    assert server.get("/", method="HEAD").status == 200


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/nope", "./?no-page=nope"),
        ("/lessons/x?lang=zh", "../lessons?lang=zh&no-page=lessons%2Fx"),
        ("//nope", "../?no-page=nope"),
        ("/nope/", "../?no-page=nope"),
        ("/a:/nope", "../?no-page=a%3A%2Fnope"),
        ("/favicon.png", None),
        ("/static/js/nope.js", "../../?no-page=static%2Fjs%2Fnope.js"),
        ("/_stcore/health", None),
        ("/train/_stcore/health", None),
        ("/answer?seed=1", "./?seed=1&no-page=answer"),
        ("/player/nope.js", None),
        ("/train", None),
    ],
)
def test_a_person_is_led_from_what_is_not_there_and_nothing_else(server, path, way):
    """A browser asks for `text/html` where a person has typed an address, and nowhere else."""
    answer = server.get(path, accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.headers.get("location") == way
    assert answer.status == 307 if way else answer.status != 307
    assert "location" not in server.get(path, accept="*/*").headers or path.endswith("/")


def test_streamlit_shows_no_dialog_of_its_own_about_a_lost_server(server):
    """Its other settings are as it sends them; without this entry it no longer asks for it."""
    sent = json.loads(server.get("/_stcore/host-config").body)
    assert sent.pop("blockErrorDialogs") is True
    assert set(sent) >= {"allowedOrigins", "useExternalAuthToken", "enableCustomParentMessages"}
    scripts = Path(get_static_dir()).rglob("*.js")
    assert any(b"blockErrorDialogs" in path.read_bytes() for path in scripts)


@pytest.mark.parametrize("name", MODULES)
def test_the_modules_are_served_as_they_stand_and_asked_for_again(server, name):
    answer = server.get(f"/player/{name}")
    assert answer.status == 200
    assert re.match(r"(text|application)/javascript\b", answer.headers["content-type"])
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.body == (STATIC / name).read_bytes()


@pytest.mark.parametrize("name", sorted(scripts()))
def test_the_joined_scripts_are_kept_for_a_year(server, name):
    answer = server.get(f"/player-{version()}/{name}", accept_encoding="gzip")
    assert answer.status == 200
    assert re.match(r"(text|application)/javascript\b", answer.headers["content-type"])
    assert answer.headers["cache-control"] == A_YEAR
    body = gzip.decompress(answer.body) if len(scripts()[name].text) > 1000 else answer.body
    assert body.decode() == scripts()[name].text
    assert server.get(f"/player-{version()}/{name}.map").status == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_builder_offers_is_kept_for_a_year(server, lang):
    answer = server.get(f"/player-{version()}/choices-{lang}.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == A_YEAR
    assert "conventions" in json.loads(answer.body)


def test_a_component_imports_the_joined_script(server):
    assert server.get(f"/{address()}").body.decode() == scripts()["main.js"].text


def test_another_version_is_not_there(server):
    assert server.get("/player-000000000000/main.js").status == 404


@pytest.mark.parametrize(
    "path", ["/player/nothing.js", "/player/../component.py", "/player/", "/vendor/plotly.min.js"]
)
def test_nothing_else_is_served(server, path):
    answer = server.get(path)
    assert answer.status in (400, 404) or answer.headers["content-type"].startswith("text/html")
    assert b"def mount(" not in answer.body


def files_to_ask_for(streamlit_script):
    """One file of each kind."""
    return [f"/{address()}", "/player/main.js", streamlit_script[0]]


@pytest.mark.parametrize("kind", range(3))
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_what_a_browser_has_is_not_sent_again(server, streamlit_script, kind, encoding):
    path = files_to_ask_for(streamlit_script)[kind]
    tag = server.get(path, accept_encoding=encoding).headers["etag"]
    again = server.get(path, accept_encoding=encoding, if_none_match=f'"other", W/{tag}')
    assert again.status == 304
    assert again.body == b""
    assert again.headers["etag"] == tag


@pytest.mark.parametrize("kind", range(3))
def test_plain_and_compressed_have_different_tags(server, streamlit_script, kind):
    path = files_to_ask_for(streamlit_script)[kind]
    tags = {server.get(path, accept_encoding=taken).headers["etag"] for taken in ("", "gzip")}
    assert len(tags) == 2


@pytest.mark.parametrize("kind", range(3))
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_a_head_says_what_a_get_sends(server, streamlit_script, kind, encoding):
    path = files_to_ask_for(streamlit_script)[kind]
    sent, said = (server.get(path, method, accept_encoding=encoding) for method in ("GET", "HEAD"))
    assert said.body == b""
    for name in ("content-length", "content-type", "cache-control", "etag"):
        assert said.headers[name] == sent.headers[name]
    assert int(said.headers["content-length"]) == len(sent.body)
    assert ("content-encoding" in sent.headers) == (encoding == "gzip")


def test_a_script_of_streamlit_is_compressed_and_kept(server, streamlit_script):
    path, plain = streamlit_script
    answer = server.get(path, accept_encoding="gzip, deflate, br")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == A_YEAR
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert gzip.decompress(answer.body) == plain
    assert len(answer.body) < len(plain) / 2


def test_without_gzip_streamlit_answers_itself(server, streamlit_script):
    path, plain = streamlit_script
    answer = server.get(path)
    assert answer.body == plain
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert "immutable" in answer.headers["cache-control"]


def test_a_part_of_a_script_is_a_part_of_the_plain_one(server, streamlit_script):
    path, plain = streamlit_script
    answer = server.get(path, accept_encoding="gzip", range="bytes=10-19")
    assert answer.status == 206
    assert "content-encoding" not in answer.headers
    assert answer.body == plain[10:20]


@pytest.mark.parametrize("path", ["/static/js/nothing.js", "/static/../../config.py"])
def test_nothing_beside_streamlit_s_files_is_packed(server, path):
    assert "content-encoding" not in server.get(path, accept_encoding="gzip").headers


def test_the_headers_of_the_document_are_short(server):
    """At most 1,000 bytes, with what serves the app adds: its name and the date."""
    headers = server.get("/").headers
    written = sum(len(f"{name}: {value}\r\n") for name, value in headers.items())
    added = "HTTP/1.1 200 OK\r\ndate: Thu, 26 Nov 2026 10:53:35 GMT\r\nserver: uvicorn\r\n\r\n"
    assert written + len(added) < 1000
