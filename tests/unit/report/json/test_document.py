"""The JSON: derived from the types, as its schema is; nothing that JSON does not have."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from businesscase.core.payers import Perspective
from businesscase.report.json.document import FORMAT_VERSION, as_document, as_json
from businesscase.report.json.schema import COMMITTED, result_schema, result_schema_text
from tests.unit.measures.builders import HORIZON, altered, result

FOUND = result()
ROOT = Path(__file__).parents[4]


def test_the_published_schema_is_fresh() -> None:
    message = f"refresh it with: businesscase schema --result > {COMMITTED.as_posix()}"
    assert (ROOT / COMMITTED).read_text(encoding="utf-8") == result_schema_text(), message


def test_a_document_keeps_to_its_schema_and_a_key_more_or_less_does_not() -> None:
    schema = result_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    document = as_document(FOUND)
    assert [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(document)] == []
    assert document["format_version"] == FORMAT_VERSION
    for broken in (
        {**document, "engine": "mixed"},
        {key: value for key, value in document.items() if key != "claims"},
        {**document, "run": {**document["run"], "draws": "many"}},
        {**document, "format_version": FORMAT_VERSION + 1},
    ):
        assert not validator.is_valid(broken)


def test_lists_have_the_length_of_the_horizon() -> None:
    document = as_document(FOUND)
    for row in document["paybacks"]["rows"]:
        assert len(row["probability_by_year"]) == HORIZON
    assert list(document["money"]["net_saving"]) == [
        "municipality", "region", "central_government", "public_sector", "foundation", "household"
    ]  # fmt: skip
    for saving in document["money"]["net_saving"].values():
        assert {len(saving[name]) for name in ("years", "mean", "p10", "p90")} == {HORIZON}


def test_what_is_not_within_the_horizon_is_null_and_text_is_json() -> None:
    read = json.loads(as_json(FOUND), parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    foundation = [
        row for row in read["paybacks"]["rows"] if (row["perspective"], row["costs"]) == ("foundation", "net_of_grants")
    ]
    assert [row["sustained_years"] for row in foundation] == [None, None]
    assert read["moved"]["outcomes"]["public_benefit"]["programme"]["job"][0] == pytest.approx(0.4)
    assert read["run"]["variant"] is None


def test_numbers_are_not_rounded() -> None:
    read = json.loads(as_json(FOUND))
    own = FOUND.money.net_saving[Perspective.MUNICIPALITY]
    assert read["money"]["net_saving"]["municipality"]["mean"] == list(own.mean)
    assert read["claims"][0]["probability"] == FOUND.headline.probability


def test_single_draw_has_no_nan() -> None:
    read = json.loads(as_json(result(draws=1, inputs={})), parse_constant=lambda name: pytest.fail(name))
    assert read["run"]["noise_share"] is None


def test_a_number_that_is_not_finite_is_named() -> None:
    broken = altered(FOUND, by_segment={"single": math.nan})
    with pytest.raises(ValueError, match=r"money\.by_segment\.single is nan"):
        as_document(broken)


def test_other_views_are_there_for_every_party_and_null_where_they_say_nothing() -> None:
    read = json.loads(as_json(FOUND))
    by_party = {row["party"]: row for row in read["money"]["returns"]}
    assert list(by_party) == [*(each.value for each in Perspective), None]
    for row in by_party.values():
        assert set(row["net_present_value"]) == {"central", "mean", "p10", "p90"}
    assert by_party[None]["benefit_cost_ratio"]["central"] < 1
    assert by_party["municipality"]["benefit_cost_ratio"] is None
    assert by_party["municipality"]["fiscal_return"]["central"] > 1
    assert by_party["foundation"]["internal_rate_of_return"] is None
    assert read["money"]["successes"]["states"] == ["public_benefit.job"]
    assert json.loads(as_json(altered(FOUND, successes=None)))["money"]["successes"] is None
