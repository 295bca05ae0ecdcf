"""`measure` on the invented municipality: every field of a Result against arithmetic done by hand."""

from __future__ import annotations

import dataclasses
import math
from datetime import date

import numpy as np
import pytest

from businesscase.core.errors import NumericalError
from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import ClockStart, Costs, Crossing, Savings, Verdict
from businesscase.measures.observed import observed_categories, observed_until
from tests.unit.measures.builders import (
    HORIZON,
    averaged,
    book,
    declaration,
    label,
    noisy_ledger,
    occupancy,
    result,
    scenario,
    sourced,
)

M = Perspective.MUNICIPALITY


def row(found, perspective, costs, *, discounted=False, cohort=False):
    rows = found.paybacks.cohort if cohort else found.paybacks.rows
    (only,) = [
        each for each in rows if (each.perspective, each.costs, each.discounted) == (perspective, costs, discounted)
    ]
    return only


def certain(saving: float, **changes):
    """A result without uncertainty: 1 mio. own cost over two years, `saving` a year."""
    return result(draws=20, saving=saving, spread=0.0, noise=0.0, **changes)


def test_a_certain_payback_is_cost_over_saving_for_every_cost() -> None:
    found = certain(2.5e5)
    assert row(found, M, Costs.GROSS).sustained_years == pytest.approx(8.0)
    assert row(found, M, Costs.NET_OF_GRANTS).sustained_years == pytest.approx(4.0)
    assert row(found, M, Costs.STEADY_STATE).sustained_years == pytest.approx(6.0)
    assert row(found, Perspective.PUBLIC_SECTOR, Costs.NET_OF_GRANTS).sustained_years == pytest.approx(3.2)
    assert row(found, Perspective.CENTRAL_GOVERNMENT, Costs.GROSS).sustained_years == 0.0
    assert row(found, Perspective.REGION, Costs.GROSS).sustained_years == 0.0, "no cost and no effect"
    foundation = row(found, Perspective.FOUNDATION, Costs.NET_OF_GRANTS)
    assert (foundation.sustained_years, foundation.first_years, foundation.never_share) == (None, None, 1.0)


def test_a_certain_payback_steps_the_curve_over_years() -> None:
    payback = row(certain(2.5e5), M, Costs.NET_OF_GRANTS)
    assert payback.probability_by_year == (0.0, 0.0, 0.0) + (1.0,) * (HORIZON - 3)
    assert payback.never_share == 0.0


def test_discounting_uses_mid_year_factors_of_the_first_outlay() -> None:
    found = row(certain(2.5e5), M, Costs.NET_OF_GRANTS, discounted=True).sustained_years
    factors = 1.035 ** -(np.arange(HORIZON) + 0.5)
    curve = np.r_[0, np.cumsum((np.r_[-2.5e5, -2.5e5, [2.5e5] * 8]) * factors)]
    last = np.flatnonzero(curve < 0)[-1]
    assert found == pytest.approx(last - curve[last] / (curve[last + 1] - curve[last]))
    assert found > 4


def test_rows_cover_every_perspective_cost_and_discounting() -> None:
    found = certain(2.5e5)
    assert len(found.paybacks.rows) == len(found.paybacks.cohort) == 6 * 4 * 2
    base = declaration()
    routine = scenario(programme={**base["programme"], "steady_state": None})
    without = certain(2.5e5, scenario=routine, cohort_ledgers=None)
    assert len(without.paybacks.rows) == 6 * 3 * 2
    assert without.paybacks.cohort == ()


def test_headline_and_yearly_savings_without_the_programmes_cost() -> None:
    found = certain(2.5e5)
    assert found.headline.name == "recouped"
    assert found.money.yearly_saving[M] == pytest.approx([2.5e5] * 5)
    assert found.money.yearly_saving[Perspective.HOUSEHOLD] == pytest.approx([-2.5e5] * 5)
    assert found.money.extra_cost[M] == pytest.approx(1e6)
    assert found.money.extra_cost[Perspective.FOUNDATION] == pytest.approx(1e6)
    assert found.money.extra_cost[Perspective.REGION] == 0
    saving = found.money.net_saving[M]
    assert saving.years == tuple(range(1, HORIZON + 1))
    assert saving.mean == pytest.approx([-2.5e5, -5e5] + [-5e5 + 2.5e5 * year for year in range(1, 9)], abs=1e-6)
    assert saving.p10 == pytest.approx(saving.mean)


def test_bands_are_percentiles_over_draws_of_the_mean_of_the_halves() -> None:
    ledger = noisy_ledger(draws=200, saving=2e5, spread=8e4, noise=3e4)
    found = result(draws=200, ledger=ledger)
    yearly = (ledger.amounts[:, :, 1, 4] - ledger.amounts[:, :, 0, 4]).mean(axis=1)[:, :12].sum(axis=1)
    at_five = 5 * yearly - 1e6
    assert found.money.net_saving[M].p10[4] == pytest.approx(np.percentile(at_five, 10))
    assert found.money.net_saving[M].p90[4] == pytest.approx(np.percentile(at_five, 90))
    assert found.money.net_saving[M].mean[4] == pytest.approx(at_five.mean())


@pytest.mark.slow
def test_residual_noise_share_is_of_the_headline_at_its_date() -> None:
    spread, noise, draws = 8e4, 4e4, 4000
    found = result(draws=draws, spread=spread, noise=noise, occupancy=occupancy(), inputs={})
    truth = noise**2 / 2 / (spread**2 + noise**2 / 2)
    assert found.run.noise_share == pytest.approx(truth, rel=4 * 2 * math.sqrt(2 / draws))
    assert certain(2e5).run.noise_share == 0.0
    assert result(draws=1, inputs={}).run.noise_share is None


def test_claims_are_tested_as_declared() -> None:
    base = declaration()["claims"]["recouped"]
    claims = {
        "recouped": base,
        "gross": {**base, "headline": False, "costs": Costs.GROSS},
        "longer": {**base, "headline": False, "costs": Costs.GROSS, "within_years": 8.0},
        "discounted": {**base, "headline": False, "costs": Costs.GROSS, "within_years": 8.0, "discounted": True},
    }
    found = {claim.name: claim for claim in certain(2.5e5, scenario=scenario(claims=claims)).claims}
    assert {name: claim.probability for name, claim in found.items()} == {
        "recouped": 1.0,
        "gross": 0.0,
        "longer": 1.0,
        "discounted": 0.0,
    }
    assert found["recouped"].verdict is Verdict.LIKELY
    assert found["gross"].verdict is Verdict.UNLIKELY
    assert found["recouped"].horizon_years == HORIZON


def test_clock_starts_differ_when_the_first_outlay_is_late_and_in_the_cohort_view() -> None:
    spent = np.r_[0, 1e6, np.zeros(HORIZON - 2)]
    gained = np.r_[0, 0, np.full(HORIZON - 2, 2.5e5)]
    lines = {(Payer.MUNICIPALITY, "programme_cost"): (spent, 0), (Payer.MUNICIPALITY, "public_benefit"): (-gained, 0)}
    early = {key: (np.roll(programme, -1), 0) for key, (programme, _) in lines.items()}
    base = declaration()["claims"]["recouped"]

    def probability(start: ClockStart, within: float) -> float:
        claim = {**base, "clock_start": start, "within_years": within}
        found = result(
            ledger=book(lines, draws=5),
            cohort_ledgers=(book(early, draws=5),) * 2,
            scenario=scenario(claims={"recouped": claim}),
            segment_ledgers={},
            inputs={},
        )
        return found.headline.probability

    # the programme's K is -1 mio. at year 2 and gains 0.25 mio. a year: zero at 6.0; the cohort's one year earlier
    assert probability(ClockStart.PROGRAMME_START, 6.0) == 1.0
    assert probability(ClockStart.PROGRAMME_START, 5.9) == 0.0
    assert probability(ClockStart.FIRST_OUTLAY, 5.0) == 1.0
    assert probability(ClockStart.FIRST_OUTLAY, 4.9) == 0.0
    assert probability(ClockStart.ENROLMENT, 5.0) == 1.0
    assert probability(ClockStart.ENROLMENT, 4.9) == 0.0


def test_first_and_sustained_claims_part_when_savings_turn() -> None:
    flows = np.array([-1.0, 1.5, 0.5, -2.0, 0, 0, 0, 0, 2.0, 0]) * 1e6
    ledger = book({(Payer.MUNICIPALITY, "public_benefit"): (-flows, 0)}, draws=4)
    base = declaration()["claims"]["recouped"]
    for crossing, expected in ((Crossing.FIRST, 1.0), (Crossing.SUSTAINED, 0.0)):
        chosen = scenario(claims={"recouped": {**base, "crossing": crossing}})
        found = result(ledger=ledger, scenario=chosen, segment_ledgers={}, inputs={})
        assert found.headline.probability == expected
    payback = row(found, M, Costs.NET_OF_GRANTS)
    assert payback.first_years == pytest.approx(1 + 2 / 3)
    assert payback.sustained_years == pytest.approx(8.5)


def test_a_claim_from_enrolment_needs_the_cohort_view() -> None:
    claim = {**declaration()["claims"]["recouped"], "clock_start": ClockStart.ENROLMENT}
    with pytest.raises(ValueError, match="needs a cohort ledger"):
        result(scenario=scenario(claims={"recouped": claim}), cohort_ledgers=None)


def test_extrapolated_share_is_what_accrues_after_the_last_observation() -> None:
    found = certain(2.5e5)
    assert found.money.observed_until == 3.0
    assert found.money.extrapolated_share == pytest.approx(2 / 5), "even savings, observed for three of five years"


def level(**changes):
    """Effects with one level, changed."""
    effects = declaration()["effects"]
    return {**effects, "levels": {"work": {**effects["levels"]["work"], **changes}}}


def test_only_levels_declared_observed_are_observations() -> None:
    assert observed_until(scenario()) == 3.0
    goal = scenario(effects=level(observed=False))
    assert observed_until(goal) is None
    assert certain(2.5e5, scenario=goal).money.extrapolated_share == 1.0
    effects = declaration()["effects"]
    later = {**effects["levels"]["work"], "measured": date(2024, 1, 1), "clock": "social_measure"}
    target = {"states": ["placed"], "transitions": ["none -> placed"], "share": sourced(0.1, "share")}
    both = {**effects["levels"], "children": {**later, "targets": {"placed": target}}}
    assert observed_until(scenario(effects={**effects, "levels": both})) == 4.0


def test_a_category_is_observed_only_where_all_its_prices_stand_on_observed_clocks() -> None:
    prices = declaration()["prices"]
    placed = {**prices["support"], "clock": "social_measure", "states": ["placed"], "to_household": False}
    levy = {
        "label": label("Tax"),
        "on": ["public_benefit"],
        "rate": sourced(0.3, "share"),
        "payer": Payer.HOUSEHOLD,
        "receiver": Payer.CENTRAL_GOVERNMENT,
        "category": "tax",
    }
    apart = scenario(prices={**prices, "placed": {**placed, "category": "placement"}}, levies={"tax": levy})
    assert observed_categories(apart) == {"public_benefit": 3.0, "tax": 3.0}, "taxes follow their base"
    together = scenario(prices={**prices, "placed": {**placed, "category": "public_benefit"}}, levies={"tax": levy})
    assert observed_categories(together) == {}


def test_savings_of_unobserved_categories_count_as_not_observed_whatever_their_sign() -> None:
    lines = {
        (Payer.MUNICIPALITY, "public_benefit"): (-1e5, 0),
        (Payer.MUNICIPALITY, "placement"): (1e5, 0),
    }
    found = result(ledger=book(lines, draws=4), segment_ledgers={}, inputs={})
    assert found.money.extrapolated_share == pytest.approx(1 - 3 / 10), "three of ten category-years of equal size"
    assert found.money.by_category == {
        "public_benefit": pytest.approx(5e5),
        "placement": pytest.approx(-5e5),
    }


def test_what_was_observed_is_set_off_within_itself_and_only_the_difference_was_seen() -> None:
    """3e5 a year saved in one benefit and 2e5 paid in another, three of five years; 1e5 a year of what was not seen."""
    other = {**declaration()["prices"]["support"], "category": "other_benefit"}
    declared = scenario(prices={**declaration()["prices"], "other": other})
    lines = {
        (Payer.MUNICIPALITY, "public_benefit"): (-3e5, 0),
        (Payer.MUNICIPALITY, "other_benefit"): (2e5, 0),
        (Payer.MUNICIPALITY, "placement"): (1e5, 0),
    }
    found = result(ledger=book(lines, draws=4), scenario=declared, segment_ledgers={}, inputs={})
    assert found.money.extrapolated_share == pytest.approx(1 - 3 / 10)


def test_where_nothing_is_saved_nothing_is_extrapolated_and_nothing_turns_it() -> None:
    found = certain(0.0, inputs={"effects.attribution": np.arange(20.0)})
    assert found.money.extrapolated_share is None
    assert found.drivers == ()


def test_headline_rows_follow_the_headline_in_savings_crossing_discounting_and_clock() -> None:
    base = declaration()["claims"]["recouped"]
    late = book(
        {
            (Payer.MUNICIPALITY, "programme_cost"): (np.r_[0, 1e6, np.zeros(HORIZON - 2)], 0),
            (Payer.MUNICIPALITY, "public_benefit"): (-np.r_[0, 0, np.full(HORIZON - 2, 2.5e5)], 0),
            (Payer.MUNICIPALITY, "tax"): (-np.r_[0, 0, np.full(HORIZON - 2, 2.5e5)], 0),
        },
        draws=5,
    )
    early = dataclasses.replace(late, amounts=np.roll(late.amounts, -12, axis=-1))

    def years(**changes) -> float | None:
        claims = {"recouped": {**base, **changes}}
        found = result(
            ledger=late,
            cohort_ledgers=(early, averaged(early)),
            scenario=scenario(claims=claims),
            segment_ledgers={},
            inputs={},
        )
        row = found.paybacks.headline[M]
        within = row.probability_by_year[round(found.headline.within_years) - 1]
        assert within == found.headline.probability, "the row and the claim are the same question"
        return row.sustained_years

    assert years() == pytest.approx(5.0)
    assert years(savings=Savings.AFTER_TAX) == pytest.approx(3.0)
    assert years(clock_start=ClockStart.PROGRAMME_START) == pytest.approx(6.0)
    assert years(clock_start=ClockStart.ENROLMENT) == pytest.approx(5.0)
    assert years(discounted=True) > 5.0


def test_what_is_recouped_is_saved_by_category_against_the_headlines_own_cost() -> None:
    found = certain(2.5e5)
    assert found.money.cost == pytest.approx(1e6)
    assert found.money.by_category == {"public_benefit": pytest.approx(5 * 2.5e5)}
    assert found.paybacks.routine is not None
    assert found.paybacks.routine.extra_cost == pytest.approx(1.5e6)
    base = declaration()["claims"]["recouped"]
    discounted = certain(2.5e5, scenario=scenario(claims={"recouped": {**base, "discounted": True}}))
    factors = 1.035 ** -(np.arange(5) + 0.5)
    assert discounted.money.by_category["public_benefit"] == pytest.approx(2.5e5 * factors.sum())
    assert discounted.money.cost == pytest.approx(5e5 * factors[:2].sum())


def test_families_that_moved_are_saved_for_elsewhere() -> None:
    lines = {(Payer.MUNICIPALITY, "public_benefit"): (-1e5, 0), (Payer.OTHER_MUNICIPALITY, "public_benefit"): (-2e4, 0)}
    found = result(ledger=book(lines, draws=4), segment_ledgers={}, inputs={})
    assert found.money.other_municipalities == pytest.approx(1e5)
    public, own = (found.money.net_saving[each].mean[4] for each in (Perspective.PUBLIC_SECTOR, M))
    assert public - own == pytest.approx(found.money.other_municipalities)


def test_too_much_noise_forbids_a_verdict() -> None:
    noisy = result(draws=400, saving=5e5, spread=1e4, noise=8e4, inputs={})
    assert noisy.headline.lower > 0.8
    assert noisy.headline.noise_share > 0.3
    assert noisy.headline.verdict is Verdict.UNDECIDED
    quiet = result(draws=400, saving=5e5, spread=8e4, noise=1e4, inputs={})
    assert quiet.headline.noise_share == quiet.run.noise_share < 0.3
    assert quiet.headline.verdict is Verdict.LIKELY


def test_weighted_families_are_counted_whole() -> None:
    assert certain(2.5e5, segment_families={"single": 5.7, "couple": 4.2}).moved.families == 10


def test_clocks_that_end_a_member_are_no_outcome() -> None:
    clocks = declaration()["clocks"]
    states = {**clocks["social_measure"]["states"], "placed": {"label": label("Gone"), "ends_member": True}}
    ended = scenario(clocks={**clocks, "social_measure": {**clocks["social_measure"], "states": states}})
    assert set(certain(2.5e5, scenario=ended).moved.outcomes) == {"public_benefit"}


def test_an_observation_after_the_date_leaves_nothing_extrapolated() -> None:
    late = scenario(effects=level(measured=date(2027, 1, 1)))
    assert certain(2.5e5, scenario=late).money.extrapolated_share == 0.0


def test_segments_are_per_family_by_declared_shares() -> None:
    ledger = noisy_ledger(draws=20, saving=2.5e5, spread=0, noise=0)
    half = dataclasses.replace(ledger, amounts=ledger.amounts[:, :1] / 2)
    found = certain(2.5e5, segment_ledgers={"single": half, "couple": half})
    assert found.money.by_segment == {
        "single": pytest.approx(2.5e5 / 2 / 6),
        "couple": pytest.approx(2.5e5 / 2 / 4),
    }


def test_drivers_rank_the_input_that_moves_the_answer_first() -> None:
    found = result(draws=300)
    assert found.drivers[0].key == "effects.attribution"
    assert found.drivers[0].correlation > 0.9
    # an unrelated input: |r| within four standard errors of zero
    assert abs(found.drivers[1].correlation) < 4 / math.sqrt(299)


def test_single_draw_one_half_gives_finite_numbers_everywhere() -> None:
    ledger = noisy_ledger(draws=1, saving=2e5, spread=0, noise=0)
    one = dataclasses.replace(ledger, amounts=ledger.amounts[:, :1])
    pair = (one, averaged(one))
    found = result(draws=1, ledger=one, cohort_ledgers=pair, segment_ledgers={"single": one}, inputs={})
    assert found.drivers == ()
    assert found.headline.verdict is Verdict.OPEN
    numbers = [*found.money.net_saving[M].p10, found.headline.monte_carlo_error, found.money.extrapolated_share]
    assert np.isfinite(numbers).all()


def test_an_amount_that_is_not_finite_is_refused() -> None:
    ledger = noisy_ledger(draws=2, saving=2e5, spread=0, noise=0)
    ledger.amounts[1, 1, 0, 0, 3] = np.nan
    with pytest.raises(NumericalError, match="programme ledger"):
        result(draws=2, ledger=ledger, inputs={})
