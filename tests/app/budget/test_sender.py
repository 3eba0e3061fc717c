"""Who sends a request, as far as it is known: a random word and an address."""

import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.budget.sender import Sender, named, sender_of

WORD = "Zm9vYmFyYmF6cXV4MTIzNA"


HOME = "192.0.2.7"


def request(address, scheme="http", **headers):
    written = [(key.encode(), value.encode()) for key, value in headers.items()]
    about = {"scheme": scheme, "server": ("class.example", 80), "path": "/", "query_string": b""}
    return Request({"type": "http", "headers": written, "client": (address, 1), **about})


def given(sender, asked):
    return named(Response(), sender, asked).headers.get("set-cookie")


def test_a_browser_is_known_by_its_word():
    assert sender_of(request("192.0.2.7", cookie=f"browser={WORD}")) == Sender(WORD, "192.0.2.7")


def test_a_word_that_was_not_given_out_is_none():
    for said in ("", "me", "a" * 23, "x" * 5000, "ü" * 22):
        assert sender_of(request("192.0.2.7", cookie=f"browser={said}")).browser == ""


def test_what_a_header_says_of_the_address_is_not_believed():
    """Where the proxy is trusted, the web server has put the address in its place already."""
    asked = request("192.0.2.7", **{"x-forwarded-for": "198.51.100.9"})
    assert sender_of(asked).address == "192.0.2.7"


def test_a_home_has_one_address_in_the_newer_form():
    homes = {sender_of(request(f"2001:db8:1:2:{k}::1")).address for k in range(9)}
    assert homes == {"2001:db8:1:2::/64"}


def test_a_new_browser_is_given_a_word_that_scripts_cannot_read():
    said = given(Sender("", HOME), request(HOME))
    assert "; HttpOnly; Path=/; SameSite=lax" in said
    assert "Secure" not in said, "such a cookie is not kept by http"
    assert "expires" not in said.lower()
    assert said != given(Sender("", HOME), request(HOME))
    word = said.partition("=")[2].partition(";")[0]
    assert sender_of(request(HOME, cookie=f"browser={word}")).browser == word


@pytest.mark.parametrize(
    "asked",
    [request(HOME, scheme="https"), request(HOME, origin="https://class.example")],
    ids=["itself", "behind a proxy"],
)
def test_by_https_it_is_sent_in_a_frame_of_another_site_too(asked):
    """RFC 6265bis: without `None` it is not; and those that block others' cookies keep this one."""
    assert given(Sender("", HOME), asked).endswith("; SameSite=None; Secure; Partitioned")


def test_who_has_a_word_keeps_it():
    assert given(Sender(WORD, HOME), request(HOME)) is None
