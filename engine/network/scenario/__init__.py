"""Scenarios: networks with every number that goes into them, and their JSON.

- `json_schema`: the parts of a schema, and reading JSON by one, whatever it is of
- `layout`: the schema of a scenario; `limits`: how large one may be
- `reading`, `writing`: from JSON to a `Scenario` and back
"""
