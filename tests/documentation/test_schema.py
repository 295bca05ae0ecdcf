"""The JSON Schema is fresh, is draft 7, and accepts what the library accepts."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from businesscase.scenario.explain.json_schema import committed_schema_text, json_schema, json_schema_text
from businesscase.scenario.read.dumping import to_json
from businesscase.scenario.read.reading import read_yaml

ROOT = Path(__file__).parents[2]
FILES = [
    ROOT / "tests" / "invented_municipality.yaml",
    ROOT / "businesscase" / "scenario" / "explain" / "starter.yaml",
    *sorted((ROOT / "scenarios").glob("*.yaml")),
]
REFRESH = "python -c 'from businesscase.scenario.explain.json_schema import *; print(json_schema_text(), end=\"\")'"


def plain(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(to_json(read_yaml(path).data))
    return data


def faults(data: dict[str, Any]) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in Draft7Validator(json_schema()).iter_errors(data)]


def test_the_committed_schema_is_fresh() -> None:
    message = f"refresh it with: {REFRESH} > businesscase/scenario/explain/scenario.schema.json"
    assert committed_schema_text() == json_schema_text(), message


def test_it_is_draft_7() -> None:
    schema = json_schema()
    Draft7Validator.check_schema(schema)
    text = json_schema_text()
    for later in ("$defs", "prefixItems", "unevaluatedProperties", "dependentRequired", "what_if"):
        assert later not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_accepts_a_real_scenario(path: Path) -> None:
    assert faults(plain(path)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "businesscase/catalogue").glob("*/*.yaml")), ids=lambda path: path.name)
def test_it_accepts_a_part_of_the_catalogue(path: Path) -> None:
    assert faults({"version": 1, "title": "a part", "evidence": {"en": "none", "da": "ingen"}, **plain(path)}) == []


def test_it_warns_of_a_misspelt_key_a_wrong_unit_and_a_wrong_type() -> None:
    data = plain(FILES[0])
    data["titel"] = "x"
    data["population"]["families"]["unit"] = "family"
    data["time"]["horizon_years"] = "ten"
    data["prices"]["benefit"]["per_time"] = 5
    assert len(faults(data)) == 4
