"""Scenarios: networks with every number that goes into them, and their JSON.

- `schema_parts`: the parts of a schema, and reading JSON by one, whatever it is of
- `json_form`: the schema of a scenario; `limits`: how large one may be
- `reading`, `writing`: from JSON to a `Scenario` and back
"""
