"""A scenario: a network with every number that goes into it, frozen, and its form as JSON.

- `forms`, `read`, `json_schema`: JSON by its form, whatever it is of
- `layout`: the form of a scenario; `limits`: how large one may be
- `reading`, `writing`: between JSON and `Scenario`
"""

from engine.network.scenario.layout import VERSION, schema
from engine.network.scenario.reading import from_json, from_text
from engine.network.scenario.scenario import Scenario, iterate, respecified
from engine.network.scenario.writing import to_json

__all__ = [
    "VERSION",
    "Scenario",
    "from_json",
    "from_text",
    "iterate",
    "respecified",
    "schema",
    "to_json",
]
