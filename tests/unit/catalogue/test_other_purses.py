"""The other purses by hand: docs/explanation/rules/means_test.md, and what base rates are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import choose
from businesscase.engines.mixed import solve_and_simulate
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario, load_scenario
from tests.loaded import loaded
from tests.pricing import paid, priced
from tests.purses import BASE_RATES, BY_LAW, without_purses

AARHUS = Path("scenarios/opgang_til_opgang.yaml")
TOWN, STATE, HOUSEHOLD = Payer.MUNICIPALITY, Payer.CENTRAL_GOVERNMENT, Payer.HOUSEHOLD
SINGLE, COUPLE = 0, 1


def known(value, unit, **more):
    return {"value": value, "unit": unit, "source": "the example", "grade": "A", **more}


def kroner(value, year=2023, per="month"):
    return known(value, f"DKK per {per}", price_year=year)


def example(*, year=2023, married=0.0, ceiling=1.0, wage=24_000.0):
    """Nobody moves; round amounts: 36,000 a year before income, a limit of 200,000 and 40,000 for one further child."""
    changes = {
        "population.moving_away": 0,
        "rules": {"frozen": year},
        "time.price_year": year,
        "prices.kontanthjaelp_couple.mutual_support.married": known(married, "share"),
        "prices.wage_job.per_time": kroner(wage, year),
        "prices.wage_job.factor": known(1.0, "ratio"),
        "prices.wage_fleksjob.per_time": kroner(6_430, year),
        "prices.fleksloentilskud.per_time": kroner(17_404, year),
    }
    for who in ("single", "couple"):
        test = f"prices.housing_benefit_{who}.means_test"
        changes |= {
            f"prices.kontanthjaelp_{who}.per_time": kroner(15_874, year),
            f"prices.kontanthjaelp_{who}.factor": known(1.0, "ratio"),
            f"prices.housing_benefit_{who}.per_time": kroner(36_000, year, "year"),
            f"prices.housing_benefit_{who}.factor": known(1.0, "ratio"),
            f"{test}.limit": kroner(200_000, year, "year"),
            f"{test}.limit_per_child": kroner(40_000, year, "year"),
            f"{test}.further_children": known(1.0, "ratio"),
            f"{test}.wage_share": known(0.95, "ratio"),
            f"{test}.ceiling.share": known(ceiling, "share"),
            f"{test}.ceiling.amount": kroner(16_941, year),
        }
    return compile_model(loaded(AARHUS).with_values(changes), draws=2)


def yearly(model, state, category, *, segment=SINGLE, partner=None, payers=(TOWN, STATE), band=3):
    counts = state in ("kontanthjaelp", "ledighedsydelse", "fleksjob", "foertidspension")
    partner = () if state == "kontanthjaelp" and partner is None else partner
    ledger = priced(
        model, "public_benefit", state, band=band if counts else None, segment=segment, partner=partner
    )  # fmt: skip
    return sum(paid(ledger, payer, category) for payer in payers)


@pytest.fixture(scope="module")
def as_legislated():
    return example()


@pytest.mark.parametrize(
    ("state", "left"),
    [
        ("kontanthjaelp", 12_804),  # 12 x (16,941 - 15,874): what the ceiling leaves, of 36,000
        ("job", 29_952),  # 0.95 x 288,000 = 273,600, which is 33,600 above 240,000: 36,000 - 0.18 x 33,600
        ("fleksjob", 28_413),  # 208,848 + 0.95 x 77,160 = 282,150: 36,000 - 0.18 x 42,150
        ("education", 36_000),  # below the limit
    ],
)
def test_housing_benefit_of_a_lone_parent(as_legislated, state, left):
    """Half of it is the state's, all of it the household's, and no tax is paid of it."""
    found = yearly(as_legislated, state, "housing_benefit")
    assert found == pytest.approx(left, abs=0.5)
    assert yearly(as_legislated, state, "housing_benefit", payers=(TOWN,)) == pytest.approx(left / 2, abs=0.5)
    assert yearly(as_legislated, state, "housing_benefit", payers=(HOUSEHOLD,)) == pytest.approx(-left, abs=0.5)


def test_without_the_ceiling_a_fleksjob_saves_what_it_takes_off():
    """Kontanthjælp 190,488 is below the limit: 36,000. In a fleksjob the municipality saves (36,000 - 28,413) / 2."""
    model = example(ceiling=0.0)
    before, after = (yearly(model, state, "housing_benefit", payers=(TOWN,)) for state in ("kontanthjaelp", "fleksjob"))
    assert before == pytest.approx(18_000)
    assert before - after == pytest.approx(3_793.5, abs=0.5)


def test_a_lone_provider_of_three_with_300000_a_year():
    """lfgr.dk: 2,887 a month. 41,500 - 0.18 x (300,000 - 171,500 - 2 x 45,200), the amount being fitted to it."""
    test = loaded(AARHUS).prices["housing_benefit_single"].means_test
    assert (test.limit.value, test.limit_per_child.value) == (171_500, 45_200)
    assert (test.limit.price_year, test.limit_per_child.price_year) == (2026, 2026)
    amount, taper = loaded(AARHUS).prices["housing_benefit_single"].per_time.value, test.taper.value
    assert (amount - taper * (300_000 - 171_500 - 2 * 45_200)) / 12 == pytest.approx(2_887, abs=1)


def test_housing_benefit_of_a_couple_is_that_of_the_household():
    """A wage of 150,000 counts 142,500. Both on kontanthjælp: 380,976, 36,000 - 0.18 x 140,976 = 10,624 together.

    One in a job: 142,500 + 190,488 = 332,988, so 36,000 - 0.18 x 92,988 = 19,262: 13,950 booked on the one in the job
    (as if both had it), 5,312 on the other. One in a fleksjob: 472,638, and nothing is left.
    """
    model = example(ceiling=0.0, wage=12_500)
    both = yearly(model, "kontanthjaelp", "housing_benefit", segment=COUPLE)
    assert 2 * both == pytest.approx(10_624, abs=1)
    job = yearly(model, "job", "housing_benefit", segment=COUPLE)
    with_job = yearly(model, "kontanthjaelp", "housing_benefit", segment=COUPLE, partner=("job",))
    assert (job, with_job) == pytest.approx((13_950, 5_312), abs=1)
    assert job + with_job == pytest.approx(19_262, abs=1)
    fleksjob = yearly(model, "fleksjob", "housing_benefit", segment=COUPLE)
    with_fleksjob = yearly(model, "kontanthjaelp", "housing_benefit", segment=COUPLE, partner=("fleksjob",))
    assert fleksjob + with_fleksjob == pytest.approx(0, abs=0.5)


def test_free_places_fall_by_the_parents_income_and_are_the_municipalitys():
    """33,000 a child; 0.077 per krone above 270,390 for a lone provider and above 200,301 for a couple (2024).

    Couple, one child: both on kontanthjælp 380,976: 33,000 - 0.077 x 180,675 = 19,088.
    """
    changes = {"population.moving_away": 0, "rules": {"frozen": 2024}, "time.price_year": 2024}
    for who in ("single", "couple"):
        test = f"prices.free_places_{who}.means_test"
        changes |= {
            f"prices.kontanthjaelp_{who}.per_time": kroner(15_874, 2024),
            f"prices.kontanthjaelp_{who}.factor": known(1.0, "ratio"),
            f"prices.free_places_{who}.per_time": kroner(33_000, 2024, "year"),
            f"prices.free_places_{who}.factor": known(1.0, "ratio"),
            f"{test}.further_children": known(0.0, "ratio"),
            f"{test}.taper": known(0.077, "share"),
        }
    model = compile_model(loaded(AARHUS).with_values(changes), draws=2)
    assert yearly(model, "kontanthjaelp", "free_places") == pytest.approx(33_000)
    couple = 2 * yearly(model, "kontanthjaelp", "free_places", segment=COUPLE)
    assert couple == pytest.approx(19_088, abs=1)
    assert yearly(model, "kontanthjaelp", "free_places", segment=COUPLE, payers=(STATE,)) == 0.0


@pytest.mark.parametrize(("band", "town"), [(0, 0.2), (3, 0.8)])
def test_special_support_goes_with_kontanthjaelp(band, town):
    """500 a month, half of them: 3,000 a year by the staircase."""
    changes = {
        "population.moving_away": 0, "rules": {"frozen": 2024}, "time.price_year": 2024,
        "prices.special_support.per_time": kroner(500, 2024),
        "prices.special_support.factor": known(0.5, "ratio"),
    }  # fmt: skip
    model = compile_model(loaded(AARHUS).with_values(changes), draws=2)
    found = yearly(model, "kontanthjaelp", "special_support", payers=(TOWN,), band=band)
    assert found == pytest.approx(3_000 * town)
    assert yearly(model, "foertidspension", "special_support") == 0.0


def test_sickness_benefit_in_a_job():
    """2.2 weeks of 52 at 4,550: 52 x 4,550 x 0.042 = 9,937 a year in a job, 0.74 of it the municipality's."""
    changes = {
        "population.moving_away": 0, "rules": {"frozen": 2023},
        "prices.sickness_benefit.per_time": known(4_550, "DKK per week", price_year=2023),
        "prices.sickness_benefit.factor": known(0.042, "ratio"),
        "financing.sickness_benefit.shares.municipality": known(0.74, "share"),
    }  # fmt: skip
    model = compile_model(loaded(AARHUS).with_values(changes), draws=2)
    assert yearly(model, "job", "sickness_benefit") == pytest.approx(9_937, abs=1)
    assert yearly(model, "job", "sickness_benefit", payers=(TOWN,)) == pytest.approx(7_354, abs=1)


@pytest.fixture(scope="module")
def books():
    """Aarhus by both roads of `run`: lives, and expectations with lives where these are sampled."""
    model = compile_model(loaded(AARHUS), draws=4, seed=1)
    exposure, choice = Exposure(model.schedule), choose(model)
    solved = solve_and_simulate(model, exposure, settings=choice.settings, replications=2)
    return [value(model, lived, exposure) for lived in (simulate(model, exposure, replications=2), solved)]


def test_base_rates_are_the_same_in_both_futures_in_every_draw(books):
    """Exactly; and there is something of each. What follows from the parents' income does move."""
    programme, counterfactual = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis
    for ledger in books:
        for category in (*BASE_RATES, *BY_LAW):
            rows = [row for row, line in enumerate(ledger.lines) if line.category == category and line.payer is TOWN]
            amounts = ledger.amounts[:, :, :, rows]
            assert amounts.sum() > 0, category
            same = np.array_equal(amounts[:, :, programme], amounts[:, :, counterfactual])
            assert same == (category in BASE_RATES), category


def test_without_the_part_nothing_else_moves(books):
    """The ledger of Aarhus without the part is, krone by krone, that with it, less the lines of the part."""
    scenario = as_scenario(without_purses("opgang_til_opgang"))
    model = compile_model(scenario, draws=4, seed=1)
    exposure = Exposure(model.schedule)
    without, with_part = value(model, simulate(model, exposure, replications=2), exposure), books[0]
    rows = [i for i, line in enumerate(with_part.lines) if line.category not in (*BASE_RATES, *BY_LAW)]
    assert [with_part.lines[i] for i in rows] == list(without.lines)
    assert np.array_equal(with_part.amounts[..., rows, :], without.amounts)


@pytest.mark.parametrize(("segment", "monthly", "town"), [(SINGLE, 12_699, 10_159.2), (COUPLE, 8_886, 7_108.8)])
def test_newcomers_have_a_benefit_of_their_own(tmp_path, segment, monthly, town):
    """2023, past 52 weeks: a lone provider 12,699 a month, of which the municipality pays 10,159."""
    rest = "      kontanthjaelp:\n        share: rest\n"
    share = "      sho: {share: {value: 0.1, low: 0.05, high: 0.2, unit: share, assumption: invented}}\n"
    text = AARHUS.read_text(encoding="utf-8").replace(rest, share + rest, 1)
    text = text.replace("danish_other_purses,", "danish_other_purses, danish_newcomers,", 1)
    (tmp_path / "newcomers.yaml").write_text(text, encoding="utf-8")
    changes = {"population.moving_away": 0, "rules": {"frozen": 2023}, "time.price_year": 2023}
    for who, amount in (("single", 12_699), ("couple", 8_886)):
        changes[f"prices.sho_{who}.per_time"] = kroner(amount)
    model = compile_model(load_scenario(tmp_path / "newcomers.yaml").with_values(changes), draws=2)
    ledger = priced(model, "public_benefit", "sho", band=3, segment=segment)
    assert paid(ledger, TOWN, "sho") / 12 == pytest.approx(town)
    assert (paid(ledger, TOWN, "sho") + paid(ledger, STATE, "sho")) / 12 == pytest.approx(monthly)
