"""A table that a browser brings again, because the server has forgotten it."""

from __future__ import annotations

import base64
import json

from app.train.refusals import UnusableTable
from app.train.tables import MOST_BYTES, keep
from app.work.errors import WorkError
from app.work.reading import read_json, read_table, read_text
from engine.core.errors import DataError

LONGEST = 4 * -(-MOST_BYTES // 3)
"""Signs of base64: four for three bytes."""


def brought(body: bytes) -> bytes:
    """Keep a table, `{"base64": …}`, and answer its name. Raises `WorkError` for what is none."""
    sent = read_table(read_json(body), "", ("base64",))
    text = read_text(sent.get("base64", ""), "base64", LONGEST)
    try:
        name = keep(base64.b64decode(text, validate=True))
    except DataError as error:
        raise UnusableTable(error) from None
    except ValueError as error:
        raise WorkError("table", "unusable_table", why=str(error)) from None
    return json.dumps({"table": name}).encode()
