"""Files in memory, plain and compressed once, and how a browser is answered with them."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

A_YEAR = "public, max-age=31536000, immutable"
"""For an address that is another one as soon as the content is."""
ASK_AGAIN = "no-cache"
SMALL = 1000
"""What is no longer than this is not compressed."""
LEVEL = 6


@dataclass(frozen=True)
class PackedFile:
    """A file, the same compressed where that is worth it, and a tag made from its content."""

    plain: bytes
    packed: bytes | None
    media_type: str
    tag: str


def pack(plain: bytes, media_type: str) -> PackedFile:
    """Compress a file, and make its tag."""
    tag = hashlib.sha256(plain).hexdigest()[:20]
    return PackedFile(plain, compressed(plain, LEVEL), media_type, tag)


def compressed(plain: bytes, level: int) -> bytes | None:
    """Compress what is sent, where that is worth it."""
    return gzip.compress(plain, compresslevel=level, mtime=0) if len(plain) > SMALL else None


def takes_gzip(headers: Headers) -> bool:
    """Tell whether a browser takes gzip; read as starlette reads it."""
    return "gzip" in headers.get("accept-encoding", "")


def answer_with(file: PackedFile, request: Request, cache: str) -> Response:
    """Answer a GET or a HEAD with a file, or say that the browser has it already."""
    packs = file.packed is not None and takes_gzip(request.headers)
    body = file.packed if file.packed is not None and packs else file.plain
    tag = f'"{file.tag}-gzip"' if packs else f'"{file.tag}"'
    headers = {"cache-control": cache, "etag": tag, "vary": "Accept-Encoding"}
    if tag in known_tags(request.headers):
        return Response(status_code=304, headers=headers)
    headers["content-length"] = str(len(body))
    if packs:
        headers["content-encoding"] = "gzip"
    sent = b"" if request.method == "HEAD" else body
    return Response(sent, headers=headers, media_type=file.media_type)


def known_tags(headers: Headers) -> set[str]:
    """Read the tags of what the browser has already."""
    tags = headers.get("if-none-match", "").split(",")
    return {tag.strip().removeprefix("W/") for tag in tags}
