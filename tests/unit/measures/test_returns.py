"""Other views: present values, ratios, internal rates, funding need and successes, each by another road too."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.optimize import brentq

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Costs, Savings
from businesscase.measures.answers import answers_of
from businesscase.measures.drawn import drawn_of
from businesscase.measures.payback import cumulative, peak_need
from businesscase.measures.returns import (
    PARTIES,
    dated_flows,
    in_success,
    internal_rates,
    rate_of_return,
    returns_by_party,
    success_cells,
    successes,
)
from businesscase.measures.sample import Sample
from businesscase.scenario.declare.finance import Claim
from tests.unit.measures.builders import averaged, book, declaration, noisy_ledger, occupancy, result, scenario, sourced

M = Perspective.MUNICIPALITY


def at_rate(rate: float):
    return scenario(discounting={"rates": {"0 years": sourced(rate, "per year")}})


def headline(**changes) -> Claim:
    return scenario().claims["recouped"].model_copy(update={"costs": Costs.GROSS, **changes})


def rows(ledger, *, rate: float = 0.035, **changes):
    declared, claim, drawn = at_rate(rate), headline(**changes), drawn_of(ledger)
    answers = answers_of(declared, claim, drawn, (), parties=PARTIES)
    found = returns_by_party(declared, claim, Sample(drawn, averaged(ledger), None, answers), seed=1)
    return {row.party: row for row in found}


def found_successes(there, **more):
    """What successes cost, from quantities over draws."""
    return successes(scenario(), there.mean(), in_success(there, success_cells(scenario(), there)), **more)


def profile(flows, **more):
    """A municipal ledger of yearly net flows: what is negative is cost, what is positive a saving, years from 0."""
    flows = np.asarray(flows, dtype=np.float64)
    return book(
        {
            (Payer.MUNICIPALITY, "programme_cost"): (np.maximum(-flows, 0.0), 0),
            (Payer.MUNICIPALITY, "placement"): (-np.maximum(flows, 0.0), 0),
        },
        years=flows.shape[-1],
        **more,
    )


# Flows by year from the first, the rate, the net present value with the first year at full value. Published sources
# (calcdomain and a textbook); the library's mid-year convention discounts all of them by half a year more.
PUBLISHED = [
    ([-200, 50, 60, 70, 200], 0.10, 84.236),
    ([-200_000, 60_000, 80_000, 70_000, 60_000, 50_000], 0.12, 33_673.98),
    ([-210, 85, 75, 85, 105], 0.11, 58.77),
]


@pytest.mark.parametrize(("flows", "rate", "truth"), PUBLISHED)
def test_net_present_value_is_the_published_one_at_mid_year(flows, rate, truth) -> None:
    row = rows(profile(flows), rate=rate)[M]
    assert row.net_present_value.central * math.sqrt(1 + rate) == pytest.approx(truth, rel=1e-4)
    assert row.present_cost * math.sqrt(1 + rate) == pytest.approx(-flows[0])
    assert row.fiscal_return.central == pytest.approx(1 + truth / -flows[0], rel=1e-4), "gross: savings over cost"
    assert row.probability_not_negative == 1.0
    assert row.benefit_cost_ratio is None, "that is for everyone together"


@pytest.mark.parametrize(("flows", "rate", "truth"), PUBLISHED)
def test_internal_rate_is_where_a_root_finder_puts_it(flows, rate, truth) -> None:
    def value(r: float) -> float:
        return sum(flow / (1 + r) ** year for year, flow in enumerate(flows))

    found = rows(profile(flows), rate=rate)[M]
    assert found.internal_rate_of_return == pytest.approx(brentq(value, -0.5, 2.0), abs=1e-9)
    assert found.internal_rate_of_return > rate, "its present value is positive"
    assert found.roots == 1
    assert rows(profile(flows), rate=0.0)[M].internal_rate_of_return == found.internal_rate_of_return


def test_internal_rate_of_five_equal_savings_is_the_known_one() -> None:
    assert rate_of_return(np.array([-10_000.0] + [3_000.0] * 5))[0] == pytest.approx(0.152382, abs=1e-6)


@pytest.mark.parametrize(
    ("flows", "truth"),
    [
        ([-100.0, 230.0, -132.0], (0.1, 0.2)),  # two rates: saves, then must be cleared up
        ([100.0, -100.0, 100.0], ()),
        ([-100.0, 0.0, 0.0], ()),
        ([0.0, 0.0, 0.0], ()),
        ([-100.0, -10.0, -5.0], ()),
        ([0.0, -100.0, 110.0], (0.1,)),  # the first year empty
        ([-100.0, 50.0], (-0.5,)),
        ([-100.0, 1.0], (-0.99,)),  # as low as it may be
        ([-1.0, 30.0, -40.0], (0.398529, 27.601471)),  # as high as it may be: 39.9 % and 2,760 %
        ([-100.0, 110.0, 1e-12], (0.1,)),  # rounding is not a flow
    ],
)
def test_every_rate_is_found_and_none_is_picked_unless_it_is_the_only_one(flows, truth) -> None:
    assert internal_rates(np.array(flows)) == pytest.approx(truth, abs=1e-6)
    rate, roots = rate_of_return(np.array(flows))
    assert roots == pytest.approx(truth, abs=1e-6)
    assert rate == (pytest.approx(truth[0]) if len(truth) == 1 else None)


def test_an_outlay_at_time_0_stands_half_a_year_before_the_middle_of_its_year() -> None:
    """-100 at time 0 and 110 in the middle of the year are 21 % a year; at the end of the year they are 10 %."""
    flows, edges = np.array([-100.0, 110.0]), np.array([0.0, 0.0, 1.0])
    for at_end, truth in ((False, 0.21), (True, 0.1)):
        dated, per_year = dated_flows(flows, edges, base=0.0, at_end=at_end)
        assert internal_rates(dated, per_year=per_year) == pytest.approx((truth,))


def test_what_a_loan_costs_is_not_a_return() -> None:
    assert rate_of_return(np.array([100.0, -110.0])) == (None, (pytest.approx(0.1),))


@given(some.lists(some.integers(-50, 50), min_size=2, max_size=12))
def test_a_fine_grid_finds_no_crossing_that_the_polynomial_misses(flows: list[int]) -> None:
    """Crossings on a grid are at most the roots, and of the same parity unless a root touches or two lie together."""
    growth = np.exp(np.linspace(math.log(0.1), math.log(11.0), 4001))
    values = np.array(flows, dtype=np.float64) @ growth[None, :] ** -np.arange(len(flows))[:, None]
    signs = np.sign(values[np.abs(values) > 1e-9 * np.abs(values).max(initial=0.0)])
    crossings = np.flatnonzero(signs[1:] != signs[:-1])
    found = internal_rates(np.array(flows, dtype=np.float64))
    assert len(found) >= len(crossings)
    for rate in found:
        weights = (1 + rate) ** -np.arange(len(flows), dtype=np.float64)
        assert abs(flows @ weights) <= 1e-5 * (np.abs(flows) @ weights)


def test_share_of_draws_with_positive_value_turns_with_discounting() -> None:
    """Cost 100 and five savings N(22, 4): P = Phi(0.5) undiscounted, 0.485236 at 3.5 % (five must reach 100)."""
    draws = 10_000
    saving = np.random.default_rng(1).normal(22, 4, size=(draws, 1, 1)) * np.r_[0.0, np.ones(5)]
    ledger = book(
        {
            (Payer.MUNICIPALITY, "programme_cost"): (np.r_[100.0, np.zeros(5)], 0),
            (Payer.MUNICIPALITY, "placement"): (-saving, 0),
        },
        years=6,
        draws=draws,
        halves=1,
    )
    for rate, truth in ((0.0, 0.691462), (0.035, 0.485236)):
        row = rows(ledger, rate=rate)[M]
        assert abs(row.probability_not_negative - truth) < 4 * math.sqrt(truth * (1 - truth) / draws)
        spread = row.net_present_value
        factors = np.array([(1 + rate) ** -(year + 0.5) for year in range(6)])
        assert spread.mean == pytest.approx(spread.central)
        middle, deviation = 22 * factors[1:].sum() - 100 * factors[0], 4 * factors[1:].sum()
        assert spread.p10 == pytest.approx(middle - 1.281552 * deviation, abs=0.1 * deviation)
        assert spread.p90 == pytest.approx(middle + 1.281552 * deviation, abs=0.1 * deviation)
        assert row.fiscal_return.mean == pytest.approx(1 + spread.mean / row.present_cost)


def test_probability_is_corrected_for_noise_as_a_payback_is() -> None:
    ledger = noisy_ledger(draws=4000, saving=1.3e5, spread=4e4, noise=8e4)
    exact = noisy_ledger(draws=4000, saving=1.3e5, spread=4e4, noise=0.0)
    noisy, truth = (rows(each, costs=Costs.NET_OF_GRANTS)[M].probability_not_negative for each in (ledger, exact))
    value = (ledger.amounts[:, :, 1] - ledger.amounts[:, :, 0])[:, :, [0, 1, 4]].sum(axis=2)
    months = np.repeat(1.035 ** -(np.arange(10) + 0.5), 12)
    raw = float(((value @ months).mean(axis=1) >= 0).mean())
    assert abs(noisy - truth) < abs(raw - truth), "nearer to what there is without noise than the plain share"


def test_each_purse_has_its_own_ratio_and_everyone_the_benefit_cost_ratio() -> None:
    """100 of municipal cost, 30 a year saved for ten years, 60 % municipal (a payback of 5.56 and of 3.33 years)."""
    years = np.r_[0.0, np.ones(10)]
    ledger = book(
        {
            (Payer.MUNICIPALITY, "programme_cost"): (np.r_[100.0, np.zeros(10)], 0),
            (Payer.MUNICIPALITY, "public_benefit"): (-18 * years, 0),
            (Payer.CENTRAL_GOVERNMENT, "public_benefit"): (-12 * years, 0),
            (Payer.HOUSEHOLD, "public_benefit"): (30 * years, 0),
            (Payer.HOUSEHOLD, "wage"): (-45 * years, 0),
        },
        years=11,
    )
    found = rows(ledger, rate=0.0)
    assert found[M].fiscal_return.central == pytest.approx(1.8)
    assert found[Perspective.PUBLIC_SECTOR].fiscal_return.central == pytest.approx(3.0)
    assert found[Perspective.CENTRAL_GOVERNMENT].fiscal_return is None, "it pays nothing: no ratio, whatever it saves"
    assert found[Perspective.HOUSEHOLD].fiscal_return is None
    assert found[None].benefit_cost_ratio.central == pytest.approx(4.5), (
        "benefits paid are saved by one, lost by another"
    )
    assert found[None].net_present_value.central == pytest.approx(350.0)
    assert found[Perspective.REGION].untouched
    assert not found[Perspective.HOUSEHOLD].untouched


def test_grants_and_taxes_between_parties_leave_everyone_where_they_were() -> None:
    ledger = noisy_ledger(draws=20, saving=2e5, spread=5e4, noise=0.0)
    everyone = [
        rows(ledger, costs=costs, savings=savings)[None]
        for costs in (Costs.GROSS, Costs.NET_OF_GRANTS)
        for savings in Savings
    ]
    for row in everyone[1:]:
        assert row.net_present_value.central == pytest.approx(everyone[0].net_present_value.central)
        assert row.benefit_cost_ratio.central == pytest.approx(everyone[0].benefit_cost_ratio.central)


def test_no_ratio_where_the_cost_is_none_or_negative_in_some_draw() -> None:
    cost = np.array([100.0, -1.0])[:, None, None] * np.r_[1.0, np.zeros(4)]
    ledger = book(
        {(Payer.MUNICIPALITY, "programme_cost"): (cost, 0), (Payer.MUNICIPALITY, "placement"): (-10.0, 0)},
        years=5,
        draws=2,
    )
    assert rows(ledger)[M].fiscal_return is None


def test_rolling_intake_needs_as_much_money_as_the_case_says() -> None:
    cohort = np.array([-100.0, 30, 30, 30, 30, 30])
    flows = sum(np.pad(cohort, (shift, 3 - shift)) for shift in range(3))
    assert float(peak_need(cumulative(flows))) == 210
    row = rows(profile(flows, draws=3))[M]
    assert row.peak_need == dataclasses.replace(row.peak_need, central=pytest.approx(210), mean=pytest.approx(210))
    assert row.peak_years == pytest.approx(3.0)
    assert peak_need(cumulative(np.array([5.0, 5.0]))) == 0
    assert rows(profile([5.0, 5.0, 0.0]))[M].peak_years is None


def test_years_count_from_the_first_outlay_and_values_are_discounted_to_it() -> None:
    late, soon = rows(profile([0.0, 0.0, -100.0, 60.0, 60.0]))[M], rows(profile([-100.0, 60.0, 60.0]))[M]
    assert late.net_present_value.central == pytest.approx(soon.net_present_value.central)
    assert late.peak_years == pytest.approx(soon.peak_years)
    assert late.internal_rate_of_return == pytest.approx(soon.internal_rate_of_return)


def test_a_success_costs_the_cost_shared_among_successes() -> None:
    """Four parents instead of two hold a job: each costs half of 1 mio.; 0.22 mio. a year are saved by two."""
    found = result(draws=20, saving=2.2e5, spread=0.0, noise=0.0).money.successes
    assert found.states == ("public_benefit.job",)
    assert found.families == 10
    assert found.extra.mean == pytest.approx(2.0)
    assert (found.extra.p10, found.extra.p90) == pytest.approx((2.0, 2.0))
    assert found.cost_per_success == pytest.approx(5e5)
    value_of_one = 5 * 2.2e5 / 2
    assert found.needed == pytest.approx(1e6 / value_of_one), "cost over the value of one success"


def test_as_many_successes_as_are_needed_recoup_the_cost_exactly() -> None:
    needed = result(draws=20, saving=1e5, spread=0.0, noise=0.0).money.successes.needed
    assert needed == pytest.approx(4.0)
    found = result(draws=20, saving=1e5 * needed / 2, spread=0.0, noise=0.0)
    assert found.money.net_saving[M].mean[4] == pytest.approx(0.0, abs=1.0), "within a krone of a million"


def test_successes_are_those_at_the_date_and_over_draws() -> None:
    place = occupancy(draws=200)
    quantities = place.quantities.copy()
    quantities[..., :59, :] = 0  # only the month that ends with year 5 counts
    quantities[:, :, 0] *= np.linspace(0.5, 1.5, 200, dtype=np.float32)[:, None, None, None, None]
    changed = dataclasses.replace(place, quantities=quantities)
    found = found_successes(changed, at=5.0, cost=1.0, saved=1.0, families=10)
    assert found.extra.mean == pytest.approx(2.0, rel=1e-5)
    assert found.extra.p10 == pytest.approx(4 * 0.6 - 2, rel=1e-4)
    assert found.extra.p90 == pytest.approx(4 * 1.4 - 2, rel=1e-4)


def test_without_success_cost_or_saving_there_is_no_price_and_no_number() -> None:
    place = occupancy()
    swapped = dataclasses.replace(place, quantities=place.quantities[:, :, ::-1])
    for there, cost, saved in ((swapped, 1.0, 1.0), (place, 0.0, 1.0), (place, 1.0, -1.0)):
        found = found_successes(there, at=5.0, cost=cost, saved=saved, families=10)
        assert found.needed is None
    assert found_successes(swapped, at=5.0, cost=1.0, saved=1.0, families=10).cost_per_success is None
    assert found_successes(place, at=5.0, cost=1.0, saved=-1.0, families=10).cost_per_success == pytest.approx(0.5)


def test_a_scenario_that_does_not_say_what_success_is_has_none() -> None:
    programme = {**declaration()["programme"], "success": None}
    assert result(draws=20, scenario=scenario(programme=programme)).money.successes is None
