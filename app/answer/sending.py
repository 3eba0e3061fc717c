"""The bytes of an answer: a request's JSON in, JSON out, with the status it is sent with."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from app.answer.exchange import language_of, refusal_data, reply
from app.work.errors import TooBusy, WorkError
from app.work.reading import read_json

STATUS = {"too_long": 413, "not_sent_as_json": 415, "not_json": 400, "too_busy": 429}
"""The status of a refusal of the whole by its reason."""
UNREADABLE = 422
"""The status of a request that is JSON, but not as it should be somewhere."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A status, the JSON, and headers of its own."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def answered(body: bytes) -> Sent:
    """Answer a request, or say in its language why it is refused."""
    lang = "en"
    try:
        asked = read_json(body)
        lang = language_of(asked)
        return Sent(200, _written(reply(asked)))
    except WorkError as error:
        return refused(error, lang)


def refused(error: WorkError, lang: str) -> Sent:
    """Say why a request is refused."""
    body = json.dumps(refusal_data(error, lang)).encode()
    later = {"retry-after": str(error.seconds)} if isinstance(error, TooBusy) else {}
    return Sent(UNREADABLE if error.path else STATUS.get(error.reason, UNREADABLE), body, later)


def _written(answer: dict[str, Any]) -> bytes:
    """Write an answer; what answers the questions is JSON already."""
    said = ",".join(f"{json.dumps(key)}:{one}" for key, one in answer["answers"].items())
    rest = {key: value for key, value in answer.items() if key != "answers"}
    text = json.dumps(rest, separators=(",", ":"), allow_nan=False)
    return f'{text[:-1]},"answers":{{{said}}}}}'.encode()
