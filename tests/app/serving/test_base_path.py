"""The app below a path of its own: every request comes to it as if there was none."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import config

from app.serving.base_path import OPTION, BelowBasePath, taken_base_path
from app.serving.typed_paths import TypedPaths
from tests.support.asking import started


def says(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{request.scope['path']} {request.scope['raw_path'].decode()}")


@pytest.fixture(params=["", "/teaching/bp"])
def base(request):
    return request.param


@pytest.fixture
def site(base):
    """A site that says which path it is asked for."""
    middleware = [Middleware(BelowBasePath, base=base), Middleware(TypedPaths)]
    routes = [Route("/{path:path}", says)]
    with started(Starlette(routes=routes, middleware=middleware)) as asker:
        yield asker


def test_the_path_is_taken_away_and_the_way_to_a_page_leads_on_below_it(site, base):
    assert site.get(f"{base}/").body == b"/ /"
    assert site.get(f"{base}/static/js/a.js").body == b"/static/js/a.js /static/js/a.js"
    assert site.get("/_stcore/health").body == b"/_stcore/health /_stcore/health"
    assert site.get(f"{base}/check/?seed=1").headers["location"] == "../?seed=1&lens=submission"


def test_the_path_itself_has_a_slash_at_its_end_and_a_longer_word_is_another_path():
    with started(BelowBasePath(Starlette(routes=[Route("/{path:path}", says)]), "/a/bp")) as site:
        assert site.get("/a/bp?seed=1").headers["location"] == "./bp/?seed=1"
        assert site.get("/a/bp").headers["location"] == "./bp/"
        assert site.get("/a/bpx").body == b"/a/bpx /a/bpx"


def test_a_path_with_letters_that_are_escaped_is_taken_away_as_it_was_typed():
    asked = []

    async def inner(scope, _receive, _send):
        asked.append((scope["path"], scope["raw_path"]))

    app = BelowBasePath(inner, "/übung/a b")
    for path, raw in (("train", b"tr%61in"), ("", b""), ("x/y", b"x/y")):
        typed = {"path": f"/übung/a b/{path}", "raw_path": b"/%C3%BCbung/a%20b/" + raw}
        asyncio.run(app({"type": "http"} | typed, None, None))
    assert asked == [("/train", b"/tr%61in"), ("/", b"/"), ("/x/y", b"/x/y")]


@pytest.mark.parametrize("said", ["/teaching/bp/", "teaching/bp"])
def test_the_path_is_that_of_streamlit_s_configuration(said):
    config.set_option(OPTION, said)
    try:
        assert taken_base_path() == "/teaching/bp"
        assert config.get_option(OPTION) == ""
        assert taken_base_path() == ""
    finally:
        config.set_option(OPTION, "")
