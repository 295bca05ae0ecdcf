"""The JSON: all keys of the interface, nothing that JSON does not have."""

from __future__ import annotations

import json
import math

import pytest

from businesscase.core.vocabulary import Perspective
from businesscase.report.json.document import as_document, as_json
from tests.unit.measures.builders import HORIZON, altered, result

FOUND = result()


def test_keys_of_the_interface_are_there() -> None:
    document = as_document(FOUND)
    assert {
        "scenario",
        "engine",
        "engine_reason",
        "approximations",
        "draws",
        "replications",
        "seed",
        "residual_noise_share",
        "claims",
        "payback",
        "net_saving",
        "outcomes",
    } <= set(document)
    assert {"title", "variant", "families", "persons", "horizon_years", "price_year"} <= set(document["scenario"])
    for claim in document["claims"]:
        assert {
            "name", "headline", "perspective", "costs", "savings", "discounted", "crossing", "clock_start",
            "within_years", "horizon_years", "confidence", "probability", "raw_probability", "monte_carlo_error",
            "verdict",
        } <= set(claim)  # fmt: skip
    for row in document["payback"]:
        assert {
            "perspective", "costs", "discounted", "first_years", "sustained_years", "never_share", "probability_by_year"
        } <= set(row)  # fmt: skip
        assert len(row["probability_by_year"]) == HORIZON
    assert list(document["net_saving"]) == [
        "municipality", "region", "central_government", "public_sector", "foundation", "household"
    ]  # fmt: skip
    for saving in document["net_saving"].values():
        assert {len(saving[name]) for name in ("years", "mean", "p10", "p90")} == {HORIZON}


def test_what_is_not_within_the_horizon_is_null_and_text_is_json() -> None:
    read = json.loads(as_json(FOUND), parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    foundation = [
        row for row in read["payback"] if (row["perspective"], row["costs"]) == ("foundation", "net_of_grants")
    ]
    assert [row["sustained_years"] for row in foundation] == [None, None]
    assert read["outcomes"]["public_benefit"]["programme"]["job"][0] == pytest.approx(0.4)
    assert read["scenario"]["variant"] is None


def test_numbers_are_not_rounded() -> None:
    read = json.loads(as_json(FOUND))
    assert read["net_saving"]["municipality"]["mean"] == list(FOUND.money.net_saving[Perspective.MUNICIPALITY].mean)
    assert read["claims"][0]["probability"] == FOUND.headline.probability


def test_single_draw_has_no_nan() -> None:
    read = json.loads(as_json(result(draws=1, inputs={})), parse_constant=lambda name: pytest.fail(name))
    assert read["residual_noise_share"] is None


def test_a_number_that_is_not_finite_is_named() -> None:
    broken = altered(FOUND, by_segment={"single": math.nan})
    with pytest.raises(ValueError, match=r"segment_saving\.single is nan"):
        as_document(broken)


def test_other_views_are_there_for_every_party_and_null_where_they_say_nothing() -> None:
    read = json.loads(as_json(FOUND))
    by_party = {row["party"]: row for row in read["returns"]}
    assert list(by_party) == [*(each.value for each in Perspective), "everyone"]
    for row in by_party.values():
        assert set(row["net_present_value"]) == {"central", "mean", "p10", "p90"}
    assert by_party["everyone"]["benefit_cost_ratio"]["central"] < 1
    assert by_party["municipality"]["benefit_cost_ratio"] is None
    assert by_party["municipality"]["fiscal_return"]["central"] > 1
    assert by_party["foundation"]["internal_rate_of_return"] is None
    assert read["successes"]["states"] == ["public_benefit.job"]
    assert json.loads(as_json(altered(FOUND, successes=None)))["successes"] is None
