"""Scenarios: networks with every number that goes into them, and their JSON.

- `json_schema`: the parts of a schema, and reading JSON by one, whatever it is of
- `layout`: the schema of a scenario; `limits`: how large one may be
- `reading`, `writing`: from JSON to a `Scenario` and back
"""

from engine.network.scenario.layout import VERSION, schema
from engine.network.scenario.reading import from_json, from_text
from engine.network.scenario.scenario import Scenario, iterate
from engine.network.scenario.writing import to_json

__all__ = [
    "VERSION",
    "Scenario",
    "from_json",
    "from_text",
    "iterate",
    "schema",
    "to_json",
]
