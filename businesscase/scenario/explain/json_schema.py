"""The JSON Schema of a scenario file, in draft 7, which editors read."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from businesscase.scenario.declare.quantity import UNITS
from businesscase.scenario.load.scenario import Scenario

FILE_NAME = "scenario.schema.json"
_ALWAYS_OWN = ("version", "title", "evidence")  # a part of the catalogue may bring everything else


def json_schema() -> dict[str, Any]:
    """The schema of a scenario file. Sections that an included part may bring are optional, and so is what they hold.

    A null removes what the catalogue brings, so it is allowed wherever something may be left out. The schema helps an
    editor to complete and to warn; `load_scenario` decides.
    """
    schema: dict[str, Any] = _draft_7(Scenario.model_json_schema(mode="validation"))
    quantity = schema["definitions"]["Quantity"]
    del quantity["properties"]["what_if"]
    del schema["definitions"]["OwnRecords"]["properties"]["priors"], schema["definitions"]["Prior"]
    quantity["properties"]["unit"]["enum"] = list(UNITS)
    for definition in (schema, *schema["definitions"].values()):
        if definition is not quantity and definition is not schema["definitions"]["Label"]:
            required = definition.pop("required", [])
            for name, field in definition.get("properties", {}).items():
                if name not in required:
                    definition["properties"][name] = _or_null(field)
    _allow_references(schema["definitions"])
    schema["required"] = list(_ALWAYS_OWN)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


def _allow_references(definitions: dict[str, Any]) -> None:
    """Wherever a number may stand, its name in the price catalogue may: `{catalogue: NAME}`."""
    text = {"type": "string"}
    shared = {**text, "description": "key of a number whose draw it shares"}
    definitions["Reference"] = {
        "type": "object",
        "title": "Reference",
        "description": "a number of the price catalogue, by a name that `businesscase prices` lists",
        "properties": {"catalogue": text, "draws_with": shared},
        "required": ["catalogue"],
        "additionalProperties": False,
    }
    reference = {"$ref": "#/definitions/Reference"}
    definitions["Number"] = definitions["Quantity"]
    definitions["Quantity"] = {"anyOf": [{"$ref": "#/definitions/Number"}, reference]}
    growth = definitions["Index"]["properties"]["growth"]
    definitions["Index"]["properties"]["growth"] = {"anyOf": [growth, reference]}


def json_schema_text() -> str:
    """The schema as text, as it is written beside a scenario."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def committed_schema_text() -> str:
    """The schema as it is kept in the package."""
    return (files("businesscase.scenario.explain") / FILE_NAME).read_text(encoding="utf-8")


def _draft_7(node: Any) -> Any:
    """2020-12, as the declarations write it, to draft 7; names that are free may also stand for nothing (null)."""
    if isinstance(node, list):
        return [_draft_7(item) for item in node]
    if not isinstance(node, dict):
        return node
    renamed = {("definitions" if name == "$defs" else name): _draft_7(item) for name, item in node.items()}
    if isinstance(renamed.get("$ref"), str):
        reference = renamed["$ref"].replace("#/$defs/", "#/definitions/")
        others = {name: item for name, item in renamed.items() if name != "$ref"}
        return {"allOf": [{"$ref": reference}], **others} if others else {"$ref": reference}
    if renamed.get("type") == "object" and isinstance(renamed.get("additionalProperties"), dict):
        renamed["additionalProperties"] = _or_null(renamed["additionalProperties"])
        renamed.pop("minProperties", None)
    return renamed


def _or_null(field: dict[str, Any]) -> dict[str, Any]:
    null = {"type": "null"}
    if null in field.get("anyOf", []):
        return field
    described: dict[str, Any] = {name: field[name] for name in ("title", "description", "default") if name in field}
    return {**described, "anyOf": [{name: item for name, item in field.items() if name not in described}, null]}
