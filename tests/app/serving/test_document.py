"""The first document: the player in it, Streamlit held back; unchanged where its form is new."""

import gc
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit.file_util import get_static_dir

from app.player.files import STATIC, address, version
from app.serving import document
from app.serving.document import Documents, document_of, with_head, with_player
from app.serving.page_names import MISSING
from tests.support import asking
from tests.support.asking import started

INSTALLED = (Path(get_static_dir()) / "index.html").read_text(encoding="utf-8")
HELD = re.compile(r'<template id="streamlit-held">(.*?)</template>', re.DOTALL)


@pytest.fixture
def site():
    """A site of which every page is Streamlit's document, with the middleware before it."""
    page = HTMLResponse(INSTALLED)
    routes = [Route(path, page) for path in ("/", "/lessons", "/elsewhere")]
    with started(Starlette(routes=routes, middleware=[Middleware(Documents)])) as asker:
        yield asker
    gc.unfreeze()


class Tags(HTMLParser):
    """The tags of a document with their attributes, those in a template apart."""

    def __init__(self, text):
        super().__init__()
        self.live, self.held, self.inside = [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.inside = self.inside or tag == "template"
        (self.held if self.inside else self.live).append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "template"


def named(tags):
    """What of Streamlit's some tags would fetch."""
    sources = [attrs.get("src") or attrs.get("href") for _, attrs in tags]
    return {source for source in sources if source and source.startswith("./static/")}


def test_the_installed_streamlit_has_the_form_that_is_expected():
    assert with_player(INSTALLED) is not None


def test_all_that_streamlit_s_document_fetches_is_held_back():
    before, after = Tags(INSTALLED), Tags(with_player(INSTALLED))
    assert named(after.live) == set()
    assert named(after.held) == named(before.live)
    assert len(named(before.live)) > 50


def test_the_player_s_script_and_its_place_are_there():
    tags = Tags(with_player(INSTALLED)).live
    assert [attrs["src"] for tag, attrs in tags if tag == "script" and "src" in attrs] == [
        f"./{address()}"
    ]
    assert [attrs["id"] for tag, attrs in tags if tag in ("main", "div")] == [
        "first",
        "root",
    ]


def test_the_rest_of_the_document_is_as_it_was():
    """Every other tag stays in its order; a place, two styles and four scripts are new."""
    before, after = Tags(INSTALLED).live, Tags(with_player(INSTALLED)).live
    kept = [tag for tag in before if not named([tag])]
    ours = [("style", {}), ("style", {}), *[("script", {})] * 2, ("main", {"id": "first"})]
    scripts = [tag for tag in after if f"player-{version()}/" in str(tag)]
    assert len(scripts) == 2
    assert sorted(map(str, after)) == sorted(map(str, [*kept, *ours, *scripts]))


SCRIPT = re.search(r'<script type="module".*?</script>', INSTALLED)[0]


@pytest.mark.parametrize(
    "strange",
    [
        INSTALLED.replace(SCRIPT, ""),
        INSTALLED.replace(SCRIPT, SCRIPT + SCRIPT),
        INSTALLED.replace('type="module"', "defer"),
        INSTALLED.replace('src="./static/', 'src="https://example.org/static/'),
        INSTALLED.replace('<div id="root"></div>', '<main id="root"></main>'),
        INSTALLED.replace("</head>", ""),
        "",
    ],
)
def test_a_document_of_another_form_is_not_touched(strange, monkeypatch, tmp_path, site):
    assert with_player(strange) is None
    (tmp_path / "index.html").write_text(strange, encoding="utf-8")
    monkeypatch.setattr(document, "get_static_dir", lambda: str(tmp_path))
    document_of.cache_clear()
    try:
        assert site.get("/").body.decode() == INSTALLED
    finally:
        document_of.cache_clear()


def test_each_page_has_its_document_and_what_is_no_page_has_streamlit_s(site):
    assert site.get("/").body.decode() == with_player(INSTALLED)
    assert site.get("/lessons").body.decode() == with_head(INSTALLED)
    assert site.get("/elsewhere").body.decode() == INSTALLED


def test_another_page_has_all_of_streamlit_s_document_and_the_head_of_all_pages():
    """They are run before Streamlit's script, which is a module and so comes last."""
    before, after = Tags(INSTALLED).live, Tags(with_head(INSTALLED)).live
    ours = [("style", {}), *[("script", {})] * 3]
    assert sorted(map(str, after)) == sorted(map(str, [*before, *ours]))
    assert with_head("<html></html>") is None


@pytest.mark.parametrize(
    "query", [b"", b"lang=zh", b"net=</script><script>alert(1)</script>", b'lang="><img src=x>']
)
def test_nothing_of_a_request_is_in_the_document(site, query, monkeypatch):
    monkeypatch.setitem(asking.SCOPE, "query_string", query)
    asked = site.get("/", accept_language="<script>", user_agent="<script>")
    assert asked.body.decode() == with_player(INSTALLED)


def test_a_browser_asks_again_and_is_told_that_nothing_has_changed(site):
    answer = site.get("/")
    assert answer.headers["cache-control"] == "no-cache"
    assert site.get("/", if_none_match=answer.headers["etag"]).status == 304


def test_what_the_document_brings_does_not_end_its_own_element(monkeypatch, tmp_path):
    (tmp_path / "first.js").write_text("'</script>'", encoding="utf-8")
    for name in ("first.css", "ground.css", "chosen.js", "missing.js"):
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(document, "ASSETS", tmp_path)
    with pytest.raises(ValueError, match=r"first\.js"):
        with_player(INSTALLED)


def test_the_kept_work_is_looked_for_where_the_player_keeps_it():
    kept = (STATIC / "core" / "kept.js").read_text(encoding="utf-8")
    (prefix,) = re.findall(r'^export const PREFIX = "([^"]+)"', kept, re.MULTILINE)
    (name,) = re.findall(r"^const KEY = `\$\{PREFIX\}(\w+)`", kept, re.MULTILINE)
    assert f'"{prefix}{name}"' in (document.ASSETS / "first.js").read_text(encoding="utf-8")


def test_every_page_takes_from_its_address_what_the_server_has_told_there():
    script = (document.ASSETS / "missing.js").read_text(encoding="utf-8")
    assert f"/[?&]{MISSING}=[^&]*$/" in script
    assert f'get("{MISSING}")' in script
    for page, reader in ((with_player, "first.js"), (with_head, "other.js")):
        written, read = page(INSTALLED), (document.ASSETS / reader).read_text(encoding="utf-8")
        assert written.index(script) < written.index(read)
