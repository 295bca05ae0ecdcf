"""What is not modelled: family-years of full effect in closed form, who pays, and what it leaves untouched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from businesscase.core.errors import ScenarioError
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Engine, Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.discrete_event.engine import simulate as live_by_events
from businesscase.ledger.ledger import Ledger, Line
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from tests.loaded import loaded
from tests.tiny import document, fixed, label, live, live_with

FAMILIES, SAVED, LAG, RAMP, LENGTH, HALF_LIFE, HORIZON = 50, 1_000.0, 0.25, 0.5, 1.5, 2.0, 6
RATE = float(np.log(2.0)) / HALF_LIFE
# 0 until the lag is over, half of the ramp, full until the service ends, then fading to the horizon
IN_CLOSED_FORM = 0.5 * RAMP + (LENGTH - LAG - RAMP) + (1.0 - np.exp(-RATE * (HORIZON - LENGTH))) / RATE


def entry(saved: float = SAVED, **more: Any) -> dict[str, Any]:
    amount = fixed(saved, "DKK per year", price_year=2020)
    return {"label": label("left out"), "per_family": amount, "payer": "municipality", "profile": "plain", **more}


def content(entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    found = document(
        states=["a", "b"],
        transitions={"a -> b": {"exponential": {"rate": fixed(0.1, "per year")}}},
        start={"a": {"share": "rest"}},
        horizon_years=HORIZON,
        families=FAMILIES,
        not_modelled=entries,
        **more,
    )
    found["programme"]["served"] = {"intake": fixed(0, "months"), "length": fixed(12 * LENGTH, "months")}
    found["effects"]["profiles"]["plain"] = {
        "lag": fixed(12 * LAG, "months"), "ramp": fixed(12 * RAMP, "months"), "half_life": fixed(HALF_LIFE, "years")
    }  # fmt: skip
    return found


def valued(scenario: Scenario, engine: Engine = Engine.MONTECARLO, *, cohort: bool = False) -> Ledger:
    model = compile_model(scenario, draws=2)
    exposure = Exposure(model.schedule, cohort=cohort)
    return value(model, live_with(model, exposure, engine=engine), exposure)


def booked(ledger: Ledger, payer: Payer, name: str = "one", department: str | None = None) -> np.ndarray:
    """What is paid with the programme, first draw and half, shape (period,); without it nothing is."""
    row = ledger.lines.index(Line(payer, f"not_modelled:{name}", department))
    assert not ledger.amounts[:, :, Strategy.COUNTERFACTUAL.axis, row].any()
    found: np.ndarray = ledger.amounts[0, 0, Strategy.PROGRAMME.axis, row]
    return found


@pytest.mark.parametrize("engine", [Engine.MONTECARLO, Engine.EXPECTED])
@pytest.mark.parametrize("cohort", [False, True])
def test_family_years_of_full_effect_in_closed_form(engine: Engine, cohort: bool) -> None:
    ledger = valued(as_scenario(content({"one": entry()})), engine, cohort=cohort)
    assert booked(ledger, Payer.MUNICIPALITY).sum() == pytest.approx(-SAVED * FAMILIES * IN_CLOSED_FORM, rel=1e-12)


def test_month_by_month_it_follows_the_profile() -> None:
    paid = -booked(valued(as_scenario(content({"one": entry()}))), Payer.MUNICIPALITY) / (SAVED * FAMILIES / 12)
    assert np.allclose(paid[:3], 0.0)
    assert paid[3:9] == pytest.approx((np.arange(6) + 0.5) / 6)  # the ramp
    assert paid[9:18] == pytest.approx(1.0)
    assert paid[18 + 24] / paid[18] == pytest.approx(0.5)  # a half-life later


@pytest.mark.parametrize(("length", "lag", "ramp"), [(1.0, 2.0, 0.5), (1.0, 0.5, 2.0), (1.0, 0.0, 0.0)])
def test_a_service_that_ends_on_the_way_fades_from_where_it_was(length: float, lag: float, ramp: float) -> None:
    declared = content({"one": entry()})
    declared["programme"]["served"]["length"] = fixed(12 * length, "months")
    declared["effects"]["profiles"]["plain"] |= {"lag": fixed(12 * lag, "months"), "ramp": fixed(12 * ramp, "months")}
    reached = 0.0 if lag >= length else 1.0 if ramp == 0.0 else min((length - lag) / ramp, 1.0)
    risen = 0.5 * reached * min(ramp, max(length - lag, 0.0)) + max(length - lag - ramp, 0.0)
    years = risen + reached * (1.0 - np.exp(-RATE * (HORIZON - length))) / RATE
    paid = booked(valued(as_scenario(declared)), Payer.MUNICIPALITY).sum()
    assert paid == pytest.approx(-SAVED * FAMILIES * years, rel=1e-12, abs=1e-9)


def test_every_draw_has_its_own_amount_and_profile() -> None:
    declared = content({"one": entry()})
    uncertain = {"low": 0.5, "high": 4.0, "assumption": "invented", "value": 2.0, "unit": "years"}
    declared["effects"]["profiles"]["plain"]["half_life"] = uncertain
    declared["not_modelled"]["one"]["per_family"] = {
        "value": 1_000, "low": -4_000, "high": 6_000, "unit": "DKK per year", "price_year": 2020,
        "assumption": "invented",
    }  # fmt: skip
    model, occupancy = live(as_scenario(declared), draws=40)
    ledger = value(model, occupancy, Exposure(model.schedule))
    row = ledger.lines.index(Line(Payer.MUNICIPALITY, "not_modelled:one"))
    rate = np.log(2.0) / model.inputs["effects.profiles.plain.half_life"]
    years = 0.5 * RAMP + (LENGTH - LAG - RAMP) + (1.0 - np.exp(-rate * (HORIZON - LENGTH))) / rate
    saved = model.inputs["not_modelled.one.per_family"]
    assert saved.min() < 0.0 < saved.max()
    np.testing.assert_allclose(ledger.amounts[:, 0, 0, row].sum(axis=-1), -saved * FAMILIES * years, rtol=1e-10)


def test_a_saving_lowers_what_its_payer_pays_and_a_cost_raises_it() -> None:
    entries = {"one": entry(), "two": entry(-500.0, payer="region"), "three": entry(200.0, payer="household")}
    ledger = valued(as_scenario(content(entries)))
    ours = booked(ledger, Payer.MUNICIPALITY).sum()
    assert ours < 0.0
    assert booked(ledger, Payer.REGION, "two").sum() == pytest.approx(-0.5 * ours)
    assert booked(ledger, Payer.HOUSEHOLD, "three").sum() == pytest.approx(0.2 * ours)  # its income


def test_where_families_move_away_another_municipality_saves_and_the_payers_sum_to_the_total() -> None:
    declared = content({"one": entry()})
    declared["population"]["moving_away"] = fixed(0.3, "per year")
    ledger, stays = valued(as_scenario(declared)), valued(as_scenario(content({"one": entry()})))
    here, away = booked(ledger, Payer.MUNICIPALITY), booked(ledger, Payer.OTHER_MUNICIPALITY)
    np.testing.assert_allclose(here + away, booked(stays, Payer.MUNICIPALITY), rtol=1e-12)
    share = here[-1] / (here + away)[-1]
    assert share == pytest.approx(np.exp(-0.3 * (HORIZON - 1.0 / 24)), rel=1e-3)


def test_segments_sum_to_the_whole() -> None:
    scenario = loaded("tests/invented_municipality.yaml").with_values(
        {"not_modelled.one": entry(profile="slow", per_family=fixed(SAVED, "DKK per year", price_year=2024))}
    )
    model = compile_model(scenario, draws=4)
    exposure = Exposure(model.schedule)
    occupancy = live_with(model, exposure)

    def total(segment: str | None) -> np.ndarray:
        ledger = value(model, occupancy, exposure, segment=segment)
        found: np.ndarray = ledger.total(tuple(Payer), ("not_modelled:one",))
        return found

    np.testing.assert_allclose(sum(map(total, model.segments)), total(None), rtol=1e-12)
    assert total(None).any()


def test_entries_of_zero_leave_everything_else_as_it_was() -> None:
    entries = {"one": entry(0.0), "two": entry(0.0, payer="central_government")}
    without, with_them = valued(as_scenario(content({}))), valued(as_scenario(content(entries)))
    for row, line in enumerate(with_them.lines):
        wanted = without.amounts[:, :, :, without.lines.index(line)] if line in without.lines else 0.0
        assert np.array_equal(
            with_them.amounts[:, :, :, row], np.broadcast_to(wanted, with_them.amounts[:, :, :, row].shape)
        )


def test_an_amount_of_another_year_is_carried_by_the_index_of_what_is_not_modelled() -> None:
    growth = {"wages": {"label": label("wages"), "growth": {2020: fixed(0.1, "per year")}}}
    declared = content(
        {"one": entry(per_family=fixed(SAVED, "DKK per year", price_year=2019))},
        indices=growth,
        index_of={"not_modelled": "wages"},
    )
    paid = booked(valued(as_scenario(declared)), Payer.MUNICIPALITY).sum()
    assert paid == pytest.approx(-1.1 * SAVED * FAMILIES * IN_CLOSED_FORM)
    with pytest.raises(ScenarioError, match="no index brings 'not_modelled' to 2020"):
        as_scenario({**declared, "indices": {}, "index_of": {}})


def ending() -> Scenario:
    """Everybody is in b from the first moments on, which ends the service after three months of it."""
    declared = content({"one": entry()})
    declared["clocks"]["life"]["transitions"]["a -> b"] = {"exponential": {"rate": fixed(1_000, "per year")}}
    declared["programme"]["served"]["ends_when"] = {
        "there": {"of": "any_parent", "clock": "life", "states": ["b"], "lasting": "6 months"}
    }
    return as_scenario(declared)


def test_where_the_family_ends_its_service_the_effect_fades_from_then_on() -> None:
    model = compile_model(ending(), draws=2)
    exposure = Exposure(model.schedule)
    occupancy = live_by_events(model, exposure, replications=2)
    paid = booked(value(model, occupancy, exposure), Payer.MUNICIPALITY).sum()
    reached = (0.5 - LAG) / RAMP  # half a year after enrolment the ramp is half done
    years = 0.5 * reached * (0.5 - LAG) + reached * (1.0 - np.exp(-RATE * (HORIZON - 0.5))) / RATE
    assert paid == pytest.approx(-SAVED * FAMILIES * years, rel=0.02)  # the move to b takes a thousandth of a year
    assert paid != pytest.approx(-SAVED * FAMILIES * IN_CLOSED_FORM, rel=0.1)


def test_without_an_early_end_the_events_count_what_the_schedule_says() -> None:
    model: CompiledModel = compile_model(ending(), draws=2)
    never = replace(
        model, schedule=replace(model.schedule, endings=(replace(model.schedule.endings[0], lasting=99.0),))
    )
    exposure = Exposure(never.schedule)
    occupancy = live_by_events(never, exposure, replications=2)
    assert occupancy.effective is not None
    assert occupancy.effective.sum(axis=(2, 3, 4)) == pytest.approx(FAMILIES * IN_CLOSED_FORM, rel=1e-9)
    assert occupancy.mean().effective == pytest.approx(occupancy.effective.mean(axis=(0, 1), keepdims=True))
