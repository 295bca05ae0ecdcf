"""Money: known quantities times known prices, in the invented municipality."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import revalued, value
from businesscase.model.compile import compile_model
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.reading import Reading
from tests.loaded import loaded
from tests.pricing import paid, priced

INVENTED = "tests/invented_municipality.yaml"


@pytest.fixture(scope="module")
def invented():
    held = {
        "population.moving_away": 0,
        "prices.benefit.factor": 0.9,
        "prices.treatment.per_time": 800,
        "prices.placement_decision.per_entry": 40_000,
    }
    return compile_model(loaded(INVENTED).with_values(held), draws=3)


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
    model = compile_model(loaded(INVENTED).with_values({"population.moving_away": rate}), draws=2)
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


@pytest.mark.parametrize("strategy", ["programme", "counterfactual"])
def test_a_price_of_one_strategy_is_paid_in_that_one_only(strategy):
    own = loaded(INVENTED).with_values({"prices.benefit.strategy": strategy, "population.moving_away": 0})
    plain = loaded(INVENTED).with_values({"population.moving_away": 0})
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


def test_what_is_valued_again_is_what_would_have_been_valued() -> None:
    """Some numbers at other values: only what they change is valued, and the sum is that of the whole."""
    scenario = loaded("scenarios/opgang_til_opgang.yaml")
    model = compile_model(scenario, draws=3, workers=1)
    exposure = Exposure(model.schedule)
    occupancy = simulate(model, exposure, replications=2, workers=1)
    taken = {
        "prices.activation_kontanthjaelp.factor": np.ones(3),
        "indices.benefits.growth.2020": np.full(3, 0.03),
        "population.moving_away": np.full(3, 0.08),  # which no booking reads, and all of them hang on
        "programme.on_payroll": np.full(3, 0.9),  # an outlay, which is no booking
    }
    for each in ({key: values} for key, values in taken.items()):
        other = replace(model, inputs=replace(model.inputs, values={**model.inputs.values, **each}))
        whole = value(other, occupancy, exposure)
        part = revalued(value(model, occupancy, exposure), model, occupancy, exposure, each)
        assert part.lines == whole.lines
        scale = np.abs(whole.amounts).max()
        np.testing.assert_allclose(part.amounts, whole.amounts, rtol=1e-9, atol=1e-12 * scale)
        assert not np.array_equal(part.amounts, value(model, occupancy, exposure).amounts)


def test_a_charge_reads_the_numbers_that_move_it_and_no_others() -> None:
    """What a search leaves out: of every charge and every price, whether its bookings change with the number."""
    model = compile_model(loaded(INVENTED), draws=2)
    columns, charges = Columns(model.tariffs.epochs.moments), model.tariffs.charges
    plain = Numbers(model.inputs.values, columns)
    found = Reading()
    read = [frozenset().union(*(found.of(one.unit) for one in each.bookings)) for each in charges]
    moved_any = 0
    for key in sorted(frozenset().union(*read)):
        moved = Numbers({**model.inputs.values, key: model.inputs.values[key] * 1.5 + 0.01}, columns)
        for charge, keys in zip(charges, read, strict=True):
            same = all(np.array_equal(plain.of(one.unit), moved.of(one.unit)) for one in charge.bookings)
            assert same or key in keys, key
            moved_any += not same
    assert moved_any > len(charges)
