"""Money: known quantities times known prices, in the invented municipality and with the Danish rules."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.delivery.schedule import Exposure
from businesscase.engines.occupancy import Occupancy
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.resolve import load_scenario
from businesscase.vocabulary import Payer

INVENTED = "tests/invented_municipality.yaml"
AARHUS = "scenarios/opgang_til_opgang.yaml"
TRANSFERS = ("kontanthjaelp", "ledighedsydelse", "fleksloentilskud", "foertidspension", "su")


def priced(model, clock, state, *, band=None, segment=0, kind="time", role=None, strategy=1, partner=()):
    """The ledger of one person-year (or entry) in a cell during the first year, nothing else."""
    periods = model.arrays.edges.shape[0] - 1
    quantities = np.zeros(
        (model.draws, 2, 2, len(model.segments), periods, len(model.structure.cells)), dtype=np.float32
    )
    cells = model.structure.cells
    found = cells.find(clock, (state,), kind=kind, role=role, band=band)
    cell = [at for at in found if cells.cells[at].partner in (None, partner)]
    assert len(cell) == 1
    quantities[:, :, strategy, segment, :12, cell[0]] = 1 / 12
    occupancy = Occupancy(quantities, model.structure.cells, model.arrays.edges, model.segments, 2, "")
    return value(model, occupancy, Exposure(model.schedule))


def paid(ledger, payer, *categories, strategy=1):
    """DKK paid by a payer in the first draw, all periods."""
    return float(ledger.total((payer,), categories or None)[0, 0, strategy].sum())


@pytest.fixture(scope="module")
def invented():
    held = {
        "population.moving_away": 0,
        "prices.benefit.factor": 0.9,
        "prices.treatment.per_time": 800,
        "prices.placement_decision.per_entry": 40_000,
    }
    return compile_model(load_scenario(INVENTED).with_values(held), draws=3)


@pytest.mark.parametrize(("band", "state_share"), [(0, 0.8), (1, 0.4), (2, 0.3), (3, 0.2)])
def test_the_staircase_splits_a_benefit_by_accumulated_time(invented, band, state_share):
    ledger = priced(invented, "public_benefit", "on_benefit", band=band)
    amount = 15_000 * 12 * 0.9
    assert paid(ledger, Payer.CENTRAL_GOVERNMENT, "public_benefit") == pytest.approx(state_share * amount)
    assert paid(ledger, Payer.MUNICIPALITY, "public_benefit") == pytest.approx((1 - state_share) * amount)
    assert paid(ledger, Payer.HOUSEHOLD, "public_benefit") == pytest.approx(-amount)
    assert paid(ledger, Payer.HOUSEHOLD, "tax") == pytest.approx(0.25 * amount)
    assert paid(ledger, Payer.MUNICIPALITY, "tax") == pytest.approx(-0.25 * amount)


def test_fixed_shares(invented):
    ledger = priced(invented, "public_benefit", "pension")
    assert paid(ledger, Payer.MUNICIPALITY, "public_benefit") == pytest.approx(0.8 * 19_000 * 12)
    assert paid(ledger, Payer.CENTRAL_GOVERNMENT, "public_benefit") == pytest.approx(0.2 * 19_000 * 12)


def test_a_weekly_price_an_old_price_year_and_a_price_per_entry(invented):
    ledger = priced(invented, "health", "treated")
    assert paid(ledger, Payer.REGION, "health") == pytest.approx(800 * 52 * 1.04 * 1.03)  # 2022 to 2024
    ledger = priced(invented, "placement", "placed", kind="entry")
    assert paid(ledger, Payer.MUNICIPALITY, "social_measure") == pytest.approx(40_000)


def test_a_wage_is_paid_from_outside_and_taxed(invented):
    ledger = priced(invented, "public_benefit", "job")
    wage = invented.inputs["prices.wage.per_time"][0]
    assert paid(ledger, Payer.HOUSEHOLD, "wage") == pytest.approx(-wage)
    assert paid(ledger, Payer.MUNICIPALITY, "wage", "tax") == pytest.approx(-0.25 * wage)
    assert paid(ledger, Payer.CENTRAL_GOVERNMENT, "wage") == 0


def test_families_that_move_fall_on_another_municipality():
    rate = 0.1
    model = compile_model(load_scenario(INVENTED).with_values({"population.moving_away": rate}), draws=2)
    ledger = priced(model, "public_benefit", "pension")
    stayed = -np.expm1(-rate) / rate  # mean of exp(-rate t) over the first year
    assert paid(ledger, Payer.MUNICIPALITY, "public_benefit") == pytest.approx(0.8 * 19_000 * 12 * stayed)
    assert paid(ledger, Payer.OTHER_MUNICIPALITY, "public_benefit") == pytest.approx(0.8 * 19_000 * 12 * (1 - stayed))


def test_programme_cost_is_booked_in_its_years_and_price_level(invented):
    ledger = priced(invented, "public_benefit", "job")
    spent = ledger.total((Payer.MUNICIPALITY,), ("programme_cost",))
    by_year = spent[0, 0, 0].reshape(-1, 12).sum(axis=1)
    growth = {2021: 1.02, 2022: 1.03, 2023: 1.04, 2024: 1.03}
    to_2024 = {year: np.prod([growth[y] for y in growth if y > year]) for year in (2020, 2021, 2022)}
    evaluation = invented.inputs["programme.costs.evaluation.total"][0] * to_2024[2022]
    expected = [1_500_000 * to_2024[2020], 1_500_000 * to_2024[2021], 1_500_000 * to_2024[2022] + evaluation, 0]
    np.testing.assert_allclose(by_year[:4], expected, rtol=1e-12)
    assert spent[0, 0, 1].sum() == 0  # the counterfactual has no programme
    grant = ledger.total((Payer.FOUNDATION,), ("grant",))[0, 0, 0].reshape(-1, 12).sum(axis=1)
    np.testing.assert_allclose(grant[:3], [1e6 * to_2024[2020], 1e6 * to_2024[2021], 0])
    relief = ledger.total((Payer.MUNICIPALITY,), ("grant",))[0, 0, 0].reshape(-1, 12).sum(axis=1)
    np.testing.assert_allclose(relief, -grant)


def test_displaced_casework_and_routine_cost_follow_the_families_served(invented):
    ledger = priced(invented, "public_benefit", "job")
    length = invented.inputs["programme.served.length"][0]
    per_family = invented.inputs["programme.displaced.casework.per_family"][0]
    weight = invented.arrays.weight[0, invented.arrays.family_segment].sum()
    assert paid(ledger, Payer.MUNICIPALITY, "displaced_casework", strategy=0) == pytest.approx(
        -per_family * length * weight
    )
    routine = invented.inputs["programme.steady_state.per_family"][0]
    assert paid(ledger, Payer.MUNICIPALITY, "steady_state_cost", strategy=0) == pytest.approx(routine * weight)


@pytest.fixture(scope="module")
def aarhus():
    return compile_model(load_scenario(AARHUS).with_values({"population.moving_away": 0}), draws=200, workers=2)


PUBLIC = (Payer.MUNICIPALITY, Payer.REGION, Payer.CENTRAL_GOVERNMENT)


def test_a_single_parents_move_to_fleksjob_saves_nothing_in_transfers_before_tax(aarhus):
    """Caution 1: a fleksjob is public support. Per payer, in every draw, also at the fully paid kontanthjælp."""
    single = aarhus.segments.index("single_parent")
    before = priced(aarhus, "public_benefit", "kontanthjaelp", band=3, segment=single)
    after = priced(aarhus, "public_benefit", "fleksjob", band=3, segment=single)
    for payers in ((Payer.MUNICIPALITY,), (Payer.CENTRAL_GOVERNMENT,), PUBLIC):
        saved = (before.total(payers, TRANSFERS) - after.total(payers, TRANSFERS))[:, 0, 1].sum(axis=1)
        assert np.all(saved < 0)


def test_foertidspension_costs_the_municipality_more_than_kontanthjaelp(aarhus):
    """Caution 2: the pension is dearer than the benefit by more than the casework that ends, single or couple."""
    for segment in range(len(aarhus.segments)):
        before = priced(aarhus, "public_benefit", "kontanthjaelp", band=3, segment=segment)
        after = priced(aarhus, "public_benefit", "foertidspension", band=3, segment=segment)
        support = (after.total((Payer.MUNICIPALITY,), TRANSFERS) - before.total((Payer.MUNICIPALITY,), TRANSFERS))[
            :, 0, 1
        ].sum(axis=1)
        assert np.all(support > 0)
        assert support.mean() > 0


def test_an_ordinary_job_saves_the_municipality_four_fifths_of_the_benefit(aarhus):
    before = priced(aarhus, "public_benefit", "kontanthjaelp", band=3)
    after = priced(aarhus, "public_benefit", "job")
    saved = paid(before, Payer.MUNICIPALITY, *TRANSFERS) - paid(after, Payer.MUNICIPALITY, *TRANSFERS)
    factor = aarhus.inputs["prices.kontanthjaelp.factor"][0]
    assert saved == pytest.approx(0.8 * 15_874 * 12 * factor)


def test_tax_on_benefits_as_in_the_worked_example():
    """Kontanthjælp of a provider 2024, 16,382 a month, past 52 weeks: the municipality pays 13,106, the state 3,276.

    The evidence taxes it at 24.5 % after the personal allowance, 0.245 x (16,382 - 4,142) = 2,999. Here tax is
    marginal, because the allowance is used in every state: a difference between two states is the same.
    """
    scenario = load_scenario(AARHUS).with_values(
        {
            "population.moving_away": 0,
            "prices.kontanthjaelp.factor": 1.0,
            "prices.kontanthjaelp.per_time": 16_382,
            "levies.municipal_tax_on_benefits.rate": 0.245,
        }
    )
    model = compile_model(scenario, draws=2)
    ledger = priced(model, "public_benefit", "kontanthjaelp", band=3)
    assert paid(ledger, Payer.MUNICIPALITY, *TRANSFERS) / 12 == pytest.approx(13_106, abs=1)
    assert paid(ledger, Payer.CENTRAL_GOVERNMENT, *TRANSFERS) / 12 == pytest.approx(3_276, abs=1)
    assert -paid(ledger, Payer.MUNICIPALITY, "tax") / 12 == pytest.approx(0.245 * 16_382)
    assert -paid(ledger, Payer.CENTRAL_GOVERNMENT, "tax") / 12 == pytest.approx(0.1201 * 16_382)


@pytest.mark.parametrize("strategy", ["programme", "counterfactual"])
def test_a_price_of_one_strategy_is_paid_in_that_one_only(strategy):
    own = load_scenario(INVENTED).with_values({"prices.benefit.strategy": strategy, "population.moving_away": 0})
    plain = load_scenario(INVENTED).with_values({"population.moving_away": 0})
    models = [compile_model(scenario, draws=2) for scenario in (own, plain)]
    for place, name in enumerate(("programme", "counterfactual")):
        ours, both = (priced(model, "public_benefit", "on_benefit", band=0, strategy=place) for model in models)
        assert ours.lines == both.lines
        for payer in (Payer.MUNICIPALITY, Payer.CENTRAL_GOVERNMENT, Payer.HOUSEHOLD):
            expected = paid(both, payer, "public_benefit", "tax", strategy=place) if name == strategy else 0.0
            found = paid(ours, payer, "public_benefit", "tax", strategy=place)
            assert found == pytest.approx(expected, rel=1e-12)
            assert expected != 0.0 or name != strategy
        # the other prices are those of both
        ours, both = (priced(model, "placement", "placed", strategy=place) for model in models)
        np.testing.assert_allclose(ours.amounts, both.amounts)
