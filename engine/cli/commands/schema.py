"""`schema`: the JSON Schema of a scenario."""

from __future__ import annotations

import json
from argparse import Namespace

from engine.network.scenario.json_form import schema


def command(_args: Namespace) -> int:
    """Print the schema."""
    print(json.dumps(schema(), indent=2))
    return 0
