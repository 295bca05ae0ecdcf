"""Prices, shares and rules that change on dates: known quantities, month by month."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from businesscase.core.errors import ScenarioError
from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.scenario.load.resolve import as_scenario, from_yaml
from businesscase.scenario.read.dumping import to_yaml
from tests.tiny import document, fixed, label

MONTHS = 72


def scenario(per_time=None, shares=None, **more):
    content = document(
        states=["stay", "gone"],
        transitions={"stay -> gone": {"exponential": {"rate": fixed(0, "per year")}}},
        start={"stay": {"share": "rest"}},
        families=1,
        **more,
    )
    if per_time is not None:
        content["prices"]["stay"]["per_time"] = per_time
    if shares is not None:
        content["financing"]["town"]["shares"] = shares
    return as_scenario(content)


def monthly(given, payer=Payer.MUNICIPALITY, category="support"):
    """DKK of each month for one person in the state throughout, without the programme."""
    model = compile_model(given, draws=1)
    quantities = np.zeros((1, 1, 2, 1, MONTHS, len(model.structure.cells)))
    quantities[..., model.structure.cells.find("life", ("stay",))] = 1 / 12
    occupancy = Occupancy(quantities, model.structure.cells, model.arrays.edges, model.segments, 2, "")
    ledger = value(model, occupancy, Exposure(model.schedule))
    return ledger.total((payer,), (category,))[0, 0, 1]


def krone(amount, year=2020):
    return fixed(amount, "DKK per year", price_year=year)


def test_each_amount_is_used_from_its_date_on():
    found = monthly(scenario({"since": {"2020": krone(120), "2021-07-01": krone(60), "2023": krone(24)}}))
    assert found == pytest.approx(np.r_[np.full(18, 10), np.full(18, 5), np.full(36, 2)])


def test_the_first_amount_also_stands_for_what_was_before_it():
    assert monthly(scenario({"since": {"2022": krone(120), "2024": krone(60)}})) == pytest.approx(
        np.r_[np.full(48, 10), np.full(24, 5)]
    )


def test_a_date_inside_a_month_divides_the_month():
    found = monthly(scenario({"since": {"2020": krone(120), "2021-03-15": krone(0)}}))
    assert found[:16] == pytest.approx(np.r_[np.full(14, 10), 10 * 14 / 31, 0])


@pytest.mark.parametrize(("year", "amount"), [(2019, 10), (2021, 10), (2022, 5), (2040, 2)])
def test_frozen_rules_hold_as_they_stood_on_1_january(year, amount):
    series = {"since": {"2020": krone(120), "2021-07-01": krone(60), "2023": krone(24)}}
    assert monthly(scenario(series, rules={"frozen": year})) == pytest.approx(np.full(MONTHS, amount))


def test_each_amount_is_converted_from_its_own_price_year():
    index = {"label": label("index"), "growth": {2021: fixed(0.1, "per year"), 2022: fixed(0.5, "per year")}}
    given = scenario(
        {"since": {"2020": krone(120), "2022": krone(330, 2022)}},
        indices={"prices": index},
        index_of={"support": "prices"},
    )
    assert monthly(given) == pytest.approx(np.r_[np.full(24, 10), np.full(48, 330 / 1.65 / 12)])


def test_shares_change_together_and_sum_to_the_amount():
    shares = {
        "municipality": {"since": {"2018": fixed(0.5, "share"), "2023-10-01": fixed(0.8, "share")}},
        "central_government": {"since": {"2018": fixed(0.5, "share"), "2023-10-01": fixed(0.2, "share")}},
    }
    given = scenario(krone(120), shares)
    town, state = monthly(given), monthly(given, Payer.CENTRAL_GOVERNMENT)
    assert town == pytest.approx(np.r_[np.full(45, 5), np.full(27, 8)])
    assert town + state == pytest.approx(np.full(MONTHS, 10))


def test_a_levy_is_that_of_its_segments_and_changes_on_its_date():
    levy = {
        "label": label("tax"),
        "on": ["support"],
        "segments": ["single"],
        "rate": fixed(0.5, "share"),
        "rate_factor": {"since": {"2020": fixed(0.8, "ratio"), "2022": fixed(0.6, "ratio")}},
        "payer": "household",
        "receiver": "municipality",
        "category": "tax",
    }
    content = document(
        states=["stay", "gone"],
        transitions={"stay -> gone": {"exponential": {"rate": fixed(0, "per year")}}},
        start={"stay": {"share": "rest"}},
        levies={"tax": levy},
    )
    content["prices"]["stay"] |= {"per_time": krone(120), "to_household": True}
    assert monthly(as_scenario(content), category="tax") == pytest.approx(-np.r_[np.full(24, 4), np.full(48, 3)])
    content["population"]["segments"] = {
        "single": {"label": label("single"), "parents": 1, "share": "rest"},
        "couple": {"label": label("couple"), "parents": 2, "share": fixed(0.5, "share")},
    }
    content["levies"]["tax"]["segments"] = ["couple"]
    model = compile_model(as_scenario(content), draws=1)
    taxed = {one.segments for one in model.tariffs.charges for booking in one.bookings if booking.category == "tax"}
    assert taxed == {(1,)}


def test_the_numbers_of_a_series_share_one_draw():
    def unsure(low, value, high):
        return {"value": value, "low": low, "high": high, "unit": "DKK per year", "price_year": 2020, "assumption": "?"}

    other = {**unsure(5, 10, 20), "draws_with": "prices.stay.per_time"}
    content = document(
        states=["stay", "gone"],
        transitions={"stay -> gone": {"exponential": {"rate": fixed(0, "per year")}}},
        start={"stay": {"share": "rest"}},
    )
    content["prices"]["stay"]["per_time"] = {"since": {"2020": unsure(50, 100, 200), "2023": unsure(5, 10, 20)}}
    content["prices"]["gone"] = {**content["prices"]["stay"], "states": ["gone"], "per_time": other}
    inputs = draw_inputs(as_scenario(content), draws=50, seed=1)
    first, second = (inputs[f"prices.stay.per_time.since.{year}"] for year in (2020, 2023))
    assert np.std(first) > 0
    assert first / 10 == pytest.approx(second)
    assert inputs["prices.gone.per_time"] == pytest.approx(second)


@pytest.mark.parametrize(
    ("rules", "moved"), [("as_legislated", True), ({"frozen": 2020}, True), ({"frozen": 2022}, False)]
)
def test_a_transition_that_the_law_closes_stays_open_under_older_rules(rules, moved):
    content = document(
        states=["stay", "gone"],
        transitions={"stay -> gone": {"exponential": {"rate": fixed(1, "per year")}, "closes": "2021-01-01"}},
        start={"stay": {"share": "rest"}},
        rules=rules,
    )
    closes = compile_model(as_scenario(content), draws=1).arrays.closes[0]
    assert closes == (1.0 if rules == "as_legislated" else (np.inf if moved else -np.inf))


def test_a_series_survives_writing_and_reading():
    given = scenario({"since": {"2020": krone(120), "2021-07-01": krone(60)}}, rules={"frozen": 2023})
    assert from_yaml(to_yaml(given)) == given
    changed = given.with_values({"prices.stay.per_time.since.2020": 90})
    assert changed.prices["stay"].per_time.since["2020"].value == 90


def test_it_can_be_pickled():
    given = scenario({"since": {"2020": krone(120), "2021-07-01": krone(60)}})
    assert pickle.loads(pickle.dumps(given)) == given


WRONG = {
    "dates do not rise": ({"since": {"2021": krone(1), "2020": krone(2)}}, None, "does not come after"),
    "no date": ({"since": {"spring": krone(1)}}, None, "'spring' is no date"),
    "ends before it begins": ({"since": {"2020": krone(1)}, "until": "2019-01-01"}, None, "before its last number"),
    "ends while it is used": ({"since": {"2020": krone(1)}, "until": "2022-01-01"}, None, "it ends on 2022-01-01"),
    "a share without a rule": (
        None,
        {"municipality": {"since": {"2021": fixed(1, "share")}}},
        "nothing says what holds from 2020-01-01 to 2021-01-01",
    ),
    "shares of one date": (
        None,
        {
            "municipality": {"since": {"2020": fixed(0.5, "share"), "2022": fixed(0.7, "share")}},
            "central_government": fixed(0.5, "share"),
        },
        "the shares sum to 1.2, not to 1 from 2022-01-01",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_dates_that_cannot_be(name):
    per_time, shares, words = WRONG[name]
    with pytest.raises(ScenarioError, match=words):
        scenario(per_time, shares)


def test_a_bare_number_does_not_say_which_of_a_series_is_meant():
    given = scenario({"since": {"2020": krone(120), "2021-07-01": krone(60)}})
    with pytest.raises(ScenarioError, match=r"(?s)changes on dates.*per_time\.since\.2021-07-01"):
        given.with_values({"prices.stay.per_time": 100})
