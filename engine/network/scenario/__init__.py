"""Scenarios: networks with the numbers of all their inputs, and their JSON.

- `schema_parts`: the parts of any JSON Schema, and reading JSON by a schema
- `json_form`: the schema of a scenario; `limits`: how large one may be
- `reading`, `writing`: from JSON to a `Scenario` and back
"""
