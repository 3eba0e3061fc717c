"""Data as it comes out of JSON."""

import json


def plain(data):
    """Through JSON, which has no NaN, and back."""
    return json.loads(json.dumps(data, allow_nan=False))
