"""`measure`: from the money of all draws and mean quantities to everything a run answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Discrepancy, Savings, not_modelled
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.central import Central
from businesscase.ledger.ledger import Ledger
from businesscase.measures.accounts import accounts
from businesscase.measures.answers import Owner
from businesscase.measures.asking import Valued, by_perspective, counting, enrols, routine, rows, samples_of
from businesscase.measures.basis import Measurements
from businesscase.measures.budgets import savings_views
from businesscase.measures.claims import corrected_hits, noise_share
from businesscase.measures.evidence import Headline, compared
from businesscase.measures.goals import goal_outcomes
from businesscase.measures.levels import level_stocks
from businesscase.measures.observed import extrapolated_share, observed_until
from businesscase.measures.observing import Prediction
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.purses import purses_of
from businesscase.measures.quantities import shares_by_year, totals_until
from businesscase.measures.result import Fan, Money, Moved, Paybacks, PerDraw, Result, Run
from businesscase.measures.returns import returns_by_party, successes
from businesscase.measures.rows import NetSaving, Payback
from businesscase.measures.sample import Sample
from businesscase.measures.saving import extra_cost, mean_savings, net_saving, saving
from businesscase.measures.sensitivity import drivers
from businesscase.measures.strategies import money_by_strategy, time_by_strategy
from businesscase.measures.verdicts import claim_result, payback_of
from businesscase.measures.views import discount_factors
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]

SHOWN_YEARS = 5  # years of which the saving is shown one by one


@dataclass(frozen=True)
class Counted:
    """The quantities of a run.

    Attributes:
        central: quantities averaged over draws, at declared prices.
        families: that are served, by segment; not whole where families are weighted.
        persons: in those families.
        stocks: of the levels, by the key of each target, shape (3, draw): reported, without and credited.
        goals: by the key of each, shape (6, draw) (`Solved.goals`).
    """

    central: Central
    families: Mapping[str, float]
    persons: int
    stocks: Mapping[str, Floats]
    goals: Mapping[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """What the draws predict for the observations.

    Attributes:
        predictions, errors: by observation and reading; errors of the measured values, shape (draw,).
        likelihoods: logs, by observation, shape (draw,).
        possible: whether no reported level contradicted the draw's base hazards as they were drawn first, (draw,).
    """

    predictions: Mapping[tuple[str, str], Prediction]
    errors: Mapping[tuple[str, str], Floats]
    likelihoods: Mapping[str, Floats]
    possible: NDArray[np.bool_]


def measure(
    scenario: Scenario,
    run: Run,
    money: Valued,
    counted: Counted,
    predicted: Callable[[], Beside],
    inputs: Mapping[str, Floats],
) -> Result:
    """Test the claims and summarise a run.

    Args:
        scenario: what was declared (with the variant's values).
        run: how it was computed; its share of noise is found here.
        money: over draws and of the central curve.
        counted: the quantities behind it.
        predicted: gives what the draws predict for the observations; asked once the draws have been.
        inputs: the drawn inputs, key -> shape (draw,).

    Raises:
        NumericalError: if an amount is not finite.
        ValueError: if a claim counts from enrolment and there is no cohort.
    """
    for name, ledger in (("central", money.central), *money.segments.items()):
        if not np.isfinite(ledger.amounts).all():
            raise NumericalError(f"the {name} ledger holds amounts that are not finite")
    declared = next(claim for claim in scenario.claims.values() if claim.headline)
    # Of what a budget can be cut by there is no more than the municipality's own claim: all else counts every saving.
    cut = declared.savings is Savings.BUDGET_REDUCIBLE
    headline = declared.model_copy(update={"savings": Savings.BEFORE_TAX}) if cut else declared
    samples, beside = samples_of(scenario, headline, money, inputs), predicted()
    plain, own = samples[False], samples[enrols(headline)]
    answer, seed = own.answers.to(headline), run.seed
    start = own.start(headline)
    date = start + headline.within_years
    factors = _factors(scenario, headline, own)
    mean, edges = plain.drawn.mean, plain.drawn.edges
    worth = discount_factors(scenario, edges, base=plain.drawn.first_outlay(headline.costs))
    share = extrapolated_share(scenario, headline, mean, date)
    cost = float((extra_cost(own.drawn.mean, headline.perspective, headline.costs)[0, 0] * factors).sum())
    saved_by = _saving_by_category(headline, own.drawn.mean, factors, date)
    families = sum(counted.families.values())
    of_draws = Headline(
        corrected_hits(answer.paybacks, headline.within_years), answer.at_date.mean(axis=1), cost, families
    )
    observations = compared(
        scenario, beside.predictions, beside.errors, beside.likelihoods, beside.possible, inputs, of_draws
    )
    measured = Measurements(scenario, observations.comparisons, run.fitted)
    fans = {each: plain.answers.parties[Owner(each.payers)].curve for each in Perspective}
    yearly = {each: _at_years(curve, edges) for each, curve in fans.items()}
    return Result(
        scenario=scenario,
        run=replace(run, noise_share=noise_share(answer.at_date)),
        claims=tuple(
            claim_result(
                name, claim, samples[enrols(claim)].answers.to(claim),
                horizon_years=scenario.time.horizon_years, seed=seed,
                basis=measured.basis_of(claim, samples[enrols(claim)].start(claim) + claim.within_years),
                either={
                    each: samples[enrols(claim)].answers.to(counting(claim, each))
                    for each in (Discrepancy if scenario.not_modelled else ())
                },
            )
            for name, claim in scenario.claims.items()
        ),
        drivers=() if share is None else drivers(inputs, answer.at_date.mean(axis=1)),
        observations=observations,
        paybacks=Paybacks(
            headline={claim.perspective: payback_of(scenario, claim, own) for claim in by_perspective(headline)},
            routine=(
                None if scenario.programme.steady_state is None else payback_of(scenario, routine(headline), own)
            ),
            rows=_paybacks(scenario, headline, plain),
            cohort=_paybacks(scenario, headline, samples[True]) if True in samples else (),
            by_savings=savings_views(scenario, declared, own, measured, seed=seed) if scenario.budget_reducible else (),
        ),
        purses=purses_of(scenario, headline, own, measured, seed=seed),
        accounts=accounts(scenario, headline, money.central, counted.central.refunded, until=date),
        money=Money(
            cost=cost,
            by_category=saved_by,
            not_modelled=_not_modelled(scenario, own.drawn.mean, date),
            by_segment=_segment_saving(headline, money.segments, date, counted.families),
            net_saving={each: _net_saving(each, headline, at_years) for each, at_years in yearly.items()},
            yearly_saving={each: _yearly(saving(mean, each, headline.savings)[0, 0], edges) for each in Perspective},
            extra_cost={each: float(extra_cost(mean, each, headline.costs).sum()) for each in Perspective},
            other_municipalities=_other_municipalities(headline, mean),
            extrapolated_share=share,
            observed_until=observed_until(scenario),
            returns=returns_by_party(scenario, headline, own, seed=seed),
            successes=successes(
                scenario, counted.central.occupancy, plain.answers.success,
                at=date, cost=cost, saved=sum(saved_by.values()), families=families,
            ),
            strategies=money_by_strategy(mean, worth, date),
        ),
        moved=Moved(
            families=round(families),
            persons=counted.persons,
            person_years=totals_until(counted.central.occupancy, min(date, float(edges[-1])), "time"),
            entries=totals_until(counted.central.occupancy, min(date, float(edges[-1])), "entry"),
            outcomes=_outcomes(scenario, counted.central.occupancy),
            levels=tuple(level_stocks(scenario, counted.stocks)),
            goals=tuple(goal_outcomes(scenario, counted.goals, inputs)),
            strategies=time_by_strategy(counted.central.occupancy, worth, date),
        ),
        per_draw=PerDraw(
            dict(inputs), beside.likelihoods, beside.possible, dict(yearly.items()),
            hits={
                name: corrected_hits(samples[enrols(claim)].answers.to(claim).paybacks, claim.within_years)
                for name, claim in scenario.claims.items()
            },
            saved=of_draws.saved,
        ),
        fans={each: _fan(curve, edges) for each, curve in fans.items()},
        central=counted.central,
        cohort_central_ledger=None if money.cohort is None else money.cohort[1],
    )  # fmt: skip


def _paybacks(scenario: Scenario, headline: Claim, sample: Sample) -> tuple[Payback, ...]:
    return tuple(payback_of(scenario, claim, sample) for claim in rows(scenario, headline))


def _factors(scenario: Scenario, claim: Claim, sample: Sample) -> Floats:
    """What a krone of each period is worth to a claim, shape (period,)."""
    if not claim.discounted:
        return np.ones(len(sample.drawn.edges) - 1)
    return discount_factors(scenario, sample.drawn.edges, base=sample.drawn.first_outlay(claim.costs))


def _saving_by_category(headline: Claim, ledger: Ledger, factors: Floats, date: float) -> dict[str, float]:
    flows = mean_savings(ledger, headline.perspective.payers, headline.savings)
    return {
        category: float(value_at(cumulative(flow * factors), ledger.edges, date)) for category, flow in flows.items()
    }


def _not_modelled(scenario: Scenario, ledger: Ledger, date: float) -> dict[str, float]:
    flows = mean_savings(ledger, tuple(Payer), Savings.BEFORE_TAX)
    return {
        name: float(value_at(cumulative(flows[not_modelled(name)]), ledger.edges, date))
        for name in scenario.not_modelled
    }


def _other_municipalities(headline: Claim, ledger: Ledger) -> float:
    flows = mean_savings(ledger, [Payer.OTHER_MUNICIPALITY], headline.savings).values()
    last = min(SHOWN_YEARS, int(ledger.edges[-1] + 1e-9))
    return float(sum(value_at(cumulative(flow), ledger.edges, last) for flow in flows))


def _outcomes(scenario: Scenario, occupancy: Occupancy) -> dict[str, dict[str, dict[str, tuple[float, ...]]]]:
    """Shares by year of every clock but those that end a member: of the dead nobody asks where they stand."""
    ending = {
        name for name, clock in scenario.clocks.items() if any(state.ends_member for state in clock.states.values())
    }
    return {clock: shares for clock, shares in shares_by_year(occupancy).items() if clock not in ending}


def _net_saving(perspective: Perspective, headline: Claim, at_years: Floats) -> NetSaving:
    low, high = np.percentile(at_years, [10, 90], axis=0)
    return NetSaving(
        perspective=perspective,
        costs=headline.costs,
        years=tuple(float(year) for year in range(1, at_years.shape[1] + 1)),
        mean=tuple(map(float, at_years.mean(axis=0))),
        p10=tuple(map(float, low)),
        p90=tuple(map(float, high)),
    )


def _at_years(curve: Floats, edges: Floats) -> Floats:
    """K at the end of years 1, 2, ..., shape (draw, year)."""
    years = np.arange(1.0, np.floor(edges[-1] + 1e-9) + 1)
    return np.stack([value_at(curve, edges, year) for year in years], axis=1)


def _fan(curve: Floats, edges: Floats) -> Fan:
    low, high = np.percentile(curve, [10, 90], axis=0)
    return Fan(edges, curve.mean(axis=0), low, high)


def _yearly(flows: Floats, edges: Floats) -> tuple[float, ...]:
    curve = cumulative(flows)
    last = min(SHOWN_YEARS, int(edges[-1] + 1e-9))
    at_ends = [float(value_at(curve, edges, year)) for year in range(last + 1)]
    return tuple(map(float, np.diff(at_ends)))


def _segment_saving(
    headline: Claim, ledgers: Mapping[str, Ledger], date: float, families: Mapping[str, float]
) -> dict[str, float]:
    """Mean K at the date per family of each segment, undiscounted."""
    savings = {}
    for name, ledger in ledgers.items():
        flows = net_saving(ledger, headline.perspective, headline.costs, headline.savings)
        total = float(value_at(cumulative(flows.mean(axis=(0, 1))), ledger.edges, date))
        if families[name]:
            savings[name] = total / families[name]
    return savings
