"""The JSON of the analyses: one document each, by the published schema, with nothing that JSON does not have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from businesscase.analysis.breakeven.breakeven import breakeven
from businesscase.analysis.breakeven.results import BreakEven
from businesscase.analysis.plans.results import Plans
from businesscase.analysis.sensitivity.results import Sensitivity
from businesscase.analysis.sensitivity.sensitivity import sensitivity
from businesscase.analysis.voi.results import Voi
from businesscase.analysis.voi.voi import voi
from businesscase.report.json.analyses import (
    ANALYSES,
    COMMITTED,
    FORMAT_VERSION,
    analyses_schema,
    analyses_schema_text,
    as_analysis,
    as_analysis_json,
)
from tests.tiny import fixed
from tests.unit.analysis.test_breakeven import small
from tests.unit.analysis.test_plans import content, planned

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    dear = content()
    dear["programme"]["costs"]["team"]["total"] = fixed(90, "mio DKK", price_year=2020)
    return {
        "breakeven": breakeven(small(), draws=50),
        "sensitivity": sensitivity(small(), draws=50),
        "voi": voi(small(), draws=200),
        "plans": planned(dear, "some", serve_first={"families": 3, "by": ["segment"]}),
    }


def test_the_published_schema_is_fresh() -> None:
    message = f"refresh it with: businesscase schema --analyses > {COMMITTED.as_posix()}"
    assert (ROOT / COMMITTED).read_text(encoding="utf-8") == analyses_schema_text(), message


@pytest.mark.parametrize("name", ANALYSES.values())
def test_each_keeps_to_the_schema_and_a_key_more_or_less_does_not(name: str, found: dict[str, Any]) -> None:
    schema = analyses_schema()
    Draft202012Validator.check_schema(schema)
    validator, document = Draft202012Validator(schema), as_analysis(found[name])
    mine = Draft202012Validator({"$ref": f"#/$defs/{type(found[name]).__name__}Document", "$defs": schema["$defs"]})
    assert [f"{list(error.path)}: {error.message}" for error in mine.iter_errors(document)] == []
    assert validator.is_valid(document)
    assert (document["format_version"], document["analysis"]) == (FORMAT_VERSION, name)
    for broken in (
        {**document, "more": 1},
        {key: value for key, value in document.items() if key != "claim"},
        {**document, "draws": "many"},
        {**document, "analysis": "guess"},
    ):
        assert not validator.is_valid(broken)


@pytest.mark.parametrize("name", ANALYSES.values())
def test_text_is_json_and_says_what_the_result_has(name: str, found: dict[str, Any]) -> None:
    read = json.loads(as_analysis_json(found[name]), parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))
    one: BreakEven | Sensitivity | Voi | Plans = found[name]
    assert read["draws"] == one.draws
    assert read["claim"]["within_years"] == one.asked.claim.within_years
    if isinstance(one, BreakEven):
        assert [each["value"] for each in read["values"]] == [each.value for each in one.values]
    elif isinstance(one, Sensitivity):
        assert [each["first"] for each in read["indices"]] == [each.first for each in one.indices]
    elif isinstance(one, Voi):
        assert read["decisions"][0]["perfect"]["value"] == one.decision.perfect.value
    else:
        assert [row["at_date"] for row in read["rows"]] == [row.at_date for row in one.rows]
        assert [row["payback"] for row in read["rows"]] == [row.payback for row in one.rows]
        assert None in [row.payback for row in one.rows]  # not within the horizon
