"""Who sends a request: a browser by its cookie, and a network by its address.

Behind a proxy the web server takes the address from `X-Forwarded-For`, if the proxy is one of those
that the environment names in `FORWARDED_ALLOW_IPS` (uvicorn's setting); else it is the proxy's own.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "browser"
PLAIN = "SameSite=lax"
FRAMED = "SameSite=None; Secure; Partitioned"
"""Sent in a frame on a page of another site too, where each such site has a cookie of its own."""
WORD = re.compile(r"[A-Za-z0-9_-]{22}")
HOME_BITS = 64
"""A home or a hall has this many leading bits of an IPv6 address to itself."""
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sender:
    """The random word of a browser, empty in its first request, and the address it comes from."""

    browser: str
    address: str

    @property
    def keys(self) -> tuple[Key, Key]:
        """Whose buckets it uses; all new browsers of an address share one."""
        own = ("browser", self.browser) if self.browser else ("newcomers", self.address)
        return own, ("address", self.address)


def sender_of(request: Request) -> Sender:
    """Tell who sends a request."""
    word = request.cookies.get(COOKIE, "")
    address = request.client.host if request.client else ""
    return Sender(word if WORD.fullmatch(word) else "", network(address))


def named(response: Response, sender: Sender, request: Request) -> Response:
    """Give a new browser a random word; it says nothing about anyone, and ends with the browser."""
    if not sender.browser:
        word = secrets.token_urlsafe(16)
        kind = FRAMED if _is_https(request) else PLAIN
        response.headers.append("set-cookie", f"{COOKIE}={word}; HttpOnly; Path=/; {kind}")
    return response


def _is_https(request: Request) -> bool:
    """Tell whether the browser came by https; a proxy that uses http passes its `Origin` on."""
    said = request.headers.get("origin", "")
    return request.url.scheme == "https" or said.startswith("https://")


def network(address: str) -> str:
    """Find the part of an address that stands for one home or hall.

    >>> network("192.0.2.7"), network("2001:db8:1:2:3::4"), network("::ffff:192.0.2.7")
    ('192.0.2.7', '2001:db8:1:2::/64', '192.0.2.7')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    short = ipaddress.ip_network((parsed, HOME_BITS), strict=False)
    return str(parsed.ipv4_mapped or short)
