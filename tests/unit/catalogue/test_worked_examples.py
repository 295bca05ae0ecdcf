"""The worked examples of the pages on rules, per payer, with the Danish catalogue (docs/explanation/rules)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.model.compile import compile_model
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.scenario.load.resolve import load_scenario
from businesscase.scenario.read.price_list import price_list
from tests.loaded import loaded
from tests.pricing import paid, priced

AARHUS = Path("scenarios/opgang_til_opgang.yaml")
BENEFITS = ("kontanthjaelp", "ledighedsydelse", "fleksloentilskud", "fleksbidrag", "foertidspension", "su")
TOWN, STATE, REGION = Payer.MUNICIPALITY, Payer.CENTRAL_GOVERNMENT, Payer.REGION
SINGLE, COUPLE = 0, 1
PAID_IN_FULL = {
    f"prices.kontanthjaelp_{who}.factor": {"value": 1.0, "unit": "ratio", "source": "the example", "grade": "A"}
    for who in ("single", "couple")
}


def known(value, unit, **more):
    return {"value": value, "unit": unit, "source": "the example", "grade": "A", **more}


def model_of(year, changes=(), *, draws=2, scenario=None):
    """Aarhus under the rules and in the prices of one year."""
    held = {"population.moving_away": 0, "rules": {"frozen": year}, "time.price_year": year}
    scenario = (scenario or loaded(AARHUS)).with_values({**held, **dict(changes)})
    assert list(scenario.population.segments) == ["single_parent", "couple"]
    return compile_model(scenario, draws=draws)


def benefit(model, state, *, segment=SINGLE, band=3):
    """A year past 52 weeks on a benefit (or another step), without a partner whose income counts."""
    partner = () if state == "kontanthjaelp" else None
    return priced(model, "public_benefit", state, band=band, segment=segment, partner=partner)


def monthly(ledger, payer, *categories):
    return paid(ledger, payer, *(categories or BENEFITS)) / 12


def in_every_draw(ledger, *payers):
    return ledger.total(payers, BENEFITS)[:, 0, 1].sum(axis=1)


@pytest.mark.parametrize(("band", "state"), [(0, 0.8), (1, 0.4), (2, 0.3), (3, 0.2)])
def test_each_step_of_the_staircase(band, state):
    """A provider in 2024, 16,382 a month; past 52 weeks municipality 13,106, state 3,276."""
    ledger = benefit(model_of(2024, PAID_IN_FULL), "kontanthjaelp", band=band)
    assert monthly(ledger, STATE) == pytest.approx(state * 16_382)
    assert monthly(ledger, TOWN) == pytest.approx((1 - state) * 16_382)
    if band == 3:
        assert (monthly(ledger, TOWN), monthly(ledger, STATE)) == pytest.approx((13_106, 3_276), abs=1)


def test_from_kontanthjaelp_to_foertidspension_costs_the_municipality_3190_more():
    model = model_of(2024, PAID_IN_FULL)
    before, after = benefit(model, "kontanthjaelp"), benefit(model, "foertidspension")
    assert monthly(after, TOWN) - monthly(before, TOWN) == pytest.approx(3_190, abs=1)


def test_from_kontanthjaelp_to_a_fleksjob_transfers_of_a_single_rise_by_1530():
    """17,404 of tilskud, 17,400 in the catalogue, less 15,874: in the mean, for the tilskud is uncertain."""
    model = model_of(2023, PAID_IN_FULL, draws=200)
    before, after = benefit(model, "kontanthjaelp"), benefit(model, "fleksjob")
    rise = (in_every_draw(after, TOWN, STATE) - in_every_draw(before, TOWN, STATE)) / 12
    assert rise.mean() == pytest.approx(1_526, abs=4 * rise.std() / np.sqrt(len(rise)))


@pytest.mark.parametrize(("changes", "share"), [({}, 1.0), (PAID_IN_FULL, 0.95)], ids=["as paid", "in full"])
def test_a_fleksjob_of_a_single_and_a_pension_save_the_public_nothing(changes, share):
    """In every draw as it is paid; even at the full rate wherever the tilskud is not below its 5th percentile."""
    model = model_of(2023, changes, draws=100)
    for payers in ((STATE,), (TOWN, STATE, REGION)):
        before, after = benefit(model, "kontanthjaelp"), benefit(model, "fleksjob")
        assert np.mean(in_every_draw(after, *payers) > in_every_draw(before, *payers)) >= share
    for segment in (SINGLE, COUPLE):
        before, after = (benefit(model, state, segment=segment) for state in ("kontanthjaelp", "foertidspension"))
        assert np.all(in_every_draw(after, TOWN) > in_every_draw(before, TOWN))


# ---- fleksbidrag: 17,404 of tilskud at a wage of 6,430 in 2023; to the krone, as every product on the page is rounded

NINE_HOURS = {
    "prices.fleksloentilskud.per_time": known(17_404, "DKK per month", price_year=2023),
    "prices.wage_fleksjob.per_time": known(6_430, "DKK per month", price_year=2023),
    "contributions.fleksbidrag.base": known(19_333, "DKK per month", price_year=2023),
    **PAID_IN_FULL,
}


def test_the_catalogue_holds_the_tilskud_and_the_maximum_of_the_example():
    """19,333 less 30 % of 6,430 is 17,404; the catalogue has it to the nearest hundred."""
    since = {name: price_list()[name].since for name in ("fleksloentilskud_maximum", "fleksloentilskud_average")}
    wage, taper = (price_list()[name].since["2022"].value for name in ("wage_fleksjob", "fleksloentilskud_taper_low"))
    maximum, average = (since[name]["2023"].value for name in since)
    assert (maximum, wage) == (19_333, 6_430)
    assert maximum - taper * wage == pytest.approx(17_404)
    assert average == round(maximum - taper * wage, -2)
    assert loaded(AARHUS).contributions["fleksbidrag"].base.since["2023"].value == maximum


def test_a_fleksjob_of_nine_hours_with_fleksbidrag():
    """Kontanthjælp 15,874: state 3,175, municipality 12,699. Fleksjob 17,404: 3,481 and 3,354, municipality 10,569."""
    model = model_of(2023, NINE_HOURS)
    before, after = benefit(model, "kontanthjaelp"), benefit(model, "fleksjob")
    assert (monthly(before, TOWN), monthly(before, STATE)) == pytest.approx((12_699, 3_175), abs=0.5)
    assert monthly(after, TOWN, "fleksloentilskud") + monthly(after, STATE, "fleksloentilskud") == pytest.approx(17_404)
    assert monthly(after, STATE, "fleksloentilskud") == pytest.approx(3_481, abs=0.5)
    assert monthly(after, STATE, "fleksbidrag") == pytest.approx(3_354, abs=0.5)
    assert monthly(after, TOWN) == pytest.approx(10_569, abs=0.5)
    assert monthly(before, TOWN) - monthly(after, TOWN) == pytest.approx(2_130, abs=0.5)
    assert in_every_draw(after, TOWN, STATE) - in_every_draw(before, TOWN, STATE) == pytest.approx(12 * 1_530)


@pytest.mark.parametrize("band", [0, 1, 2])
def test_no_fleksbidrag_in_the_first_52_weeks(band):
    ledger = benefit(model_of(2023, NINE_HOURS), "fleksjob", band=band)
    assert monthly(ledger, STATE, "fleksbidrag") == monthly(ledger, TOWN, "fleksbidrag") == 0.0


@pytest.mark.parametrize("state", ["kontanthjaelp", "ledighedsydelse", "foertidspension"])
def test_no_fleksbidrag_on_other_benefits(state):
    assert monthly(benefit(model_of(2023), state), STATE, "fleksbidrag") == 0.0


@pytest.mark.parametrize(("wage", "bidrag"), [(0, 4_640), (23_100, 20), (23_200, 0), (30_000, 0)])
def test_fleksbidrag_falls_with_the_wage_to_nothing_at_about_23200(wage, bidrag):
    model = model_of(
        2023, {**NINE_HOURS, "prices.wage_fleksjob.per_time": known(wage, "DKK per month", price_year=2023)}
    )
    assert monthly(benefit(model, "fleksjob"), STATE, "fleksbidrag") == pytest.approx(bidrag, abs=0.5)


def test_an_ordinary_job_saves_four_fifths_of_what_was_paid():
    """At 0.92 of 15,874 it is 11,683 a month."""
    model = model_of(2023, {"prices.kontanthjaelp_single.factor": known(0.92, "ratio")})
    job = benefit(model, "job", band=None)
    assert monthly(benefit(model, "kontanthjaelp"), TOWN) - monthly(job, TOWN) == pytest.approx(11_683, abs=1)


@pytest.mark.parametrize(("who", "after"), [("single", 17_192), ("couple", 15_554)])
def test_after_the_reform_a_lone_provider_has_a_supplement(who, after):
    """12,770 + 2,784, and 1,638 more for a lone provider, from 1 July 2025; until then 16,972 for both."""
    key = f"prices.kontanthjaelp_{who}"
    scenario = loaded(AARHUS).with_values(
        {
            "population.moving_away": 0,
            "time.price_year": 2025,
            f"{key}.factor": known(1.0, "ratio"),
            f"{key}.per_time.since.2025": 16_972,
            f"{key}.per_time.since.2025-07-01": after,
        }
    )
    declared = loaded(AARHUS).prices[f"kontanthjaelp_{who}"].per_time.since
    assert (declared["2025"].value, declared["2025-07-01"].value) == (16_972, after)
    model = compile_model(scenario, draws=2)
    segment = (SINGLE, COUPLE)[who == "couple"]
    charge = next(t for t in model.tariffs.charges if t.name == f"kontanthjaelp_{who}" and segment in t.segments)
    days = Columns((date(2025, 1, 1), date(2025, 7, 1)))
    half_years = Numbers(model.inputs.values, days).of(charge.amount)[0] / 12
    assert half_years == pytest.approx([16_972, after])


def test_the_marginal_krone_of_wage_in_2025():
    """At a municipal rate of 24.5 % the municipality has 19.5 øre, of a lone parent 16.7, and the state 19.0."""
    taxable = {"wages": 0.92 - 0.123, "wages_of_lone_parents": 0.92 - 0.123 - 0.115}
    changes = {}
    for who, share in taxable.items():
        key = f"levies.municipal_tax_on_{who}"
        assert loaded(AARHUS).levies[key[7:]].rate_factor.since["2025"].value == pytest.approx(share)
        changes |= {f"{key}.rate": known(0.245, "share"), f"{key}.rate_factor": known(share, "ratio")}
    model = model_of(2025, changes)
    for segment, town in ((COUPLE, 0.195), (SINGLE, 0.167)):
        ledger = priced(model, "public_benefit", "job", segment=segment)
        wage = -paid(ledger, Payer.HOUSEHOLD, "wage")
        assert -paid(ledger, TOWN, "tax") / wage == pytest.approx(town, abs=0.0005)
        assert -paid(ledger, STATE, "tax") / wage == pytest.approx(0.190, abs=0.001)


def test_net_cost_of_kontanthjaelp_after_tax():
    """Of 16,382 in 2024 the municipality taxes 4,014 back at the margin, at a rate of 24.5 %.

    The average is less, because of the personal allowance of 49,700, which is used up in a job too and cancels in a
    difference: 0.245 x (16,382 - 49,700 / 12) = 2,999. Net 10,107 for the municipality, 1,806 for the state.
    """
    rates = {"municipal_tax_on_benefits": 0.245, "bottom_tax_on_benefits": 0.1201}
    changes = {f"levies.{name}.rate": known(rate, "share") for name, rate in rates.items()}
    ledger = benefit(model_of(2024, {**PAID_IN_FULL, **changes}), "kontanthjaelp")
    town, state = -monthly(ledger, TOWN, "tax"), -monthly(ledger, STATE, "tax")
    assert (town, state) == pytest.approx((4_014, 1_967), abs=1)
    allowance = 49_700 / 12
    assert monthly(ledger, TOWN) - (town - 0.245 * allowance) == pytest.approx(10_107, abs=1)
    assert monthly(ledger, STATE) - (state - 0.1201 * allowance) == pytest.approx(1_806, abs=1)


@pytest.mark.parametrize(("own", "share", "kept"), [(0.245, 0.75, 0.057), (0.257, 0.95, 0.019)])
def test_equalisation_leaves_little_of_a_krone_of_taxable_income(own, share, kept):
    changes = {
        "levies.municipal_tax_on_benefits.rate": known(own, "share"),
        "levies.equalisation_of_benefits.rate": known(0.2507, "share"),
        "levies.equalisation_of_benefits.rate_factor": known(share, "ratio"),
    }
    ledger = benefit(model_of(2024, changes), "kontanthjaelp")
    income = -paid(ledger, Payer.HOUSEHOLD, "kontanthjaelp")
    assert -paid(ledger, TOWN, "tax", "equalisation") / income == pytest.approx(kept, abs=0.0005)


@pytest.mark.parametrize(("variant", "town"), [(None, 0.0), ("health as in SØM", 0.2)])
def test_health_is_the_regions_and_with_the_switch_a_fifth_is_nominally_municipal(variant, town):
    """Of 14,000: region 14,000; with the switch municipality 2,800, region 11,200."""
    scenario = loaded(AARHUS) if variant is None else loaded(AARHUS).variant(variant)
    amount = {"prices.health_ordinary.per_time": known(14_000, "DKK per year", price_year=2024)}
    share = {"financing.health_nominal_cofinancing.shares.municipality": known(0.2, "share")}
    ledger = priced(model_of(2024, {**amount, **share}, scenario=scenario), "health_cost", "ordinary")
    assert (paid(ledger, TOWN), paid(ledger, REGION)) == pytest.approx((14_000 * town, 14_000 * (1 - town)))


def test_a_pension_from_before_july_2014_is_65_percent_municipal_whatever_the_weeks(tmp_path):
    """20,370 a month in 2024: municipality 13,240.50, state 7,129.50."""
    text = AARHUS.read_text(encoding="utf-8").replace(
        "danish_financing,", "danish_financing, danish_before_july_2014,", 1
    )
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    start = {"clocks.public_benefit.start.foertidspension_before_2014": {"share": known(0.05, "share")}}
    model = model_of(2024, start, scenario=load_scenario(tmp_path / "old.yaml"))
    for band in range(4):
        ledger = priced(model, "public_benefit", "foertidspension_before_2014", band=band, segment=SINGLE)
        found = [monthly(ledger, payer, "foertidspension_before_2014") for payer in (TOWN, STATE)]
        assert found == pytest.approx([13_240.5, 7_129.5])


def test_boligsikring_is_half_and_half():
    """1,200 a month: 600 each."""
    changes = {
        **PAID_IN_FULL,
        "prices.kontanthjaelp_single.financing": "boligsikring",
        "prices.kontanthjaelp_single.per_time": known(1_200, "DKK per month", price_year=2024),
    }
    ledger = benefit(model_of(2024, changes), "kontanthjaelp")
    assert (monthly(ledger, TOWN), monthly(ledger, STATE)) == pytest.approx((600, 600))
