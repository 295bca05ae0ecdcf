"""Other views of the same money: net present value, ratios, rates of return, funding need, successes.

Each is a few lines on a ledger. Definitions and what each leaves out: docs/explanation/returns.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Strategy
from businesscase.engines.common.occupancy import Occupancy
from businesscase.measures.answers import Owner, Party
from businesscase.measures.claims import DrawnPaybacks, probability_within
from businesscase.measures.payback import ROUNDING, cumulative, peak_need
from businesscase.measures.rows import Returns, Spread, Successes
from businesscase.measures.sample import Sample, owned
from businesscase.measures.saving import extra_cost, saving
from businesscase.measures.views import Dated, discount_factors
from businesscase.rules.discounting import years_of
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]

# The parties whose money is added for everyone; grants and taxes between them cancel.
EVERYONE = Owner(tuple(Payer))
PARTIES = (*(Owner(each.payers) for each in Perspective), EVERYONE)


def returns_by_party(scenario: Dated, headline: Claim, sample: Sample, *, seed: int) -> tuple[Returns, ...]:
    """One row per perspective, then one for everyone (`party` None): cost and savings as the headline defines them.

    Present values are discounted at the scenario's own rates to the first outlay, whether or not the headline is.

    Args:
        scenario: for its discounting.
        headline: for its cost definition and its savings.
        sample: in which the headline's years count; its answers hold `PARTIES`.
        seed: of the run, for the bootstrap behind a probability.
    """
    outlay = sample.drawn.first_outlay(headline.costs)
    factors = discount_factors(scenario, sample.drawn.edges, base=outlay)
    rows = []
    for party in (*Perspective, None):
        owner = EVERYONE if party is None else Owner(party.payers)
        own = owned(sample.central, owner)
        saved = saving(own, Perspective.MUNICIPALITY, headline.savings)[0, 0]
        paid = extra_cost(own, Perspective.MUNICIPALITY, headline.costs)[0, 0]
        rows.append(
            returns_of(
                party,
                sample.answers.parties[owner],
                Central(saved, paid, sample.drawn.edges, factors, outlay),
                seed=seed,
            )
        )
    return tuple(rows)


@dataclass(frozen=True)
class Central:
    """A party's money on the central curve.

    Attributes:
        saved, paid: DKK by period, undiscounted, shape (period,).
        edges: limits of the periods in years.
        factors: what discounts each period.
        outlay: when the years begin to count.
        at_end: whether the money of a year stands at its end, and not in its middle.
    """

    saved: Floats
    paid: Floats
    edges: Floats
    factors: Floats
    outlay: float
    at_end: bool = False


def returns_of(party: Perspective | None, drawn: Party, middle: Central, *, seed: int) -> Returns:
    """Net present value, ratio, rate and funding need of a party, or of everyone together (None).

    Args:
        party: whose they are: the benefit-cost ratio is of everyone, the fiscal return of a public purse.
        drawn: of every draw, discounted by the same factors.
        middle: its central curve.
        seed: of the run, for the bootstrap behind a probability.
    """
    middle_gain, middle_cost = float(middle.saved @ middle.factors), float(middle.paid @ middle.factors)
    value, curve = drawn.saving - drawn.cost, cumulative(middle.saved - middle.paid)
    turnover = drawn.turnover
    below = np.where(value < -ROUNDING * turnover, np.inf, 0.0)
    whole = np.where(value.mean(axis=1) < -ROUNDING * turnover.mean(axis=1), np.inf, 0.0)
    flows, per_year = dated_flows(middle.saved - middle.paid, middle.edges, base=middle.outlay, at_end=middle.at_end)
    rate, roots = rate_of_return(flows, per_year=per_year)
    need = float(peak_need(curve))
    ratio = _ratio(middle_gain, middle_cost, drawn.saving.mean(axis=1), drawn.cost.mean(axis=1), turnover.max())
    return Returns(
        party=party,
        present_cost=middle_cost,
        present_saving=middle_gain,
        net_present_value=_spread(middle_gain - middle_cost, value.mean(axis=1)),
        probability_not_negative=probability_within(DrawnPaybacks(whole, below), 0.0, seed=seed).value,
        benefit_cost_ratio=ratio if party is None else None,
        fiscal_return=ratio if party is not None and party.public else None,
        internal_rate_of_return=rate,
        internal_rates=roots,
        roots=len(roots),
        peak_need=_spread(need, drawn.need),
        peak_years=max(float(middle.edges[int(np.argmin(curve))]) - middle.outlay, 0.0) if need else None,
        untouched=not (drawn.pays or drawn.saves),
    )


def internal_rates(flows: Floats, *, per_year: int = 1) -> tuple[float, ...]:
    """Every yearly rate r above -100 % with sum_k flows[k] (1 + r)^(-k / per_year) = 0, ascending; shape (step,).

    All roots of the polynomial in the factor of a step, so none is missed between the points of a grid, however high.
    """
    turnover = float(np.abs(flows).sum())
    cleaned = np.where(np.abs(flows) <= ROUNDING * turnover, 0.0, flows)
    there = np.flatnonzero(cleaned)
    if len(there) < 2:
        return ()
    roots = np.polynomial.polynomial.polyroots(cleaned[there[0] : there[-1] + 1] / turnover)
    real = roots.real[(np.abs(roots.imag) <= 1e-6 * np.abs(roots)) & (roots.real > 0)]
    return tuple(map(float, np.sort(real ** -float(per_year) - 1.0)))


def rate_of_return(flows: Floats, *, per_year: int = 1) -> tuple[float | None, tuple[float, ...]]:
    """Internal rate of return of dated flows, and every root; None unless there is exactly one.

    None as well where the flows begin with a gain: the root is then what a loan costs, not what an outlay yields.
    """
    roots = internal_rates(flows, per_year=per_year)
    first = flows[np.flatnonzero(np.abs(flows) > ROUNDING * np.abs(flows).sum())[:1]]
    invests = len(first) == 1 and first[0] < 0
    return (roots[0] if len(roots) == 1 and invests else None), roots


def dated_flows(flows: Floats, edges: Floats, *, base: float, at_end: bool = False) -> tuple[Floats, int]:
    """Flows at equal steps, for `internal_rates`, and how many steps make a year; periods of a year are added up.

    Years count from `base`. The money of a year stands in its middle, or at its end; that of a moment (a period without
    length, such as an outlay at time 0) stands where the moment is, half a year before the middle of the year it opens.
    """
    moment = np.diff(edges) <= 0.0
    year = years_of(edges, base=base).astype(np.int64)
    per_year = 2 if moment.any() and not at_end else 1
    step = np.where(moment, year, year + at_end) if at_end else per_year * year + np.where(moment, 0, per_year - 1)
    summed: Floats = np.bincount(step - step.min(), weights=flows).astype(np.float64)
    return summed, per_year


def success_cells(scenario: Scenario, occupancy: Occupancy) -> NDArray[np.int64] | None:
    """Cells of persons in a state that the scenario calls a success; None if it does not say what one is."""
    success = scenario.programme.success
    return None if success is None else occupancy.cells.find(success.clock, tuple(success.states))


def in_success(occupancy: Occupancy, cells: NDArray[np.int64]) -> Floats:
    """Persons in success states with the programme less without it, shape (draw, half, period)."""
    there = np.take(occupancy.quantities, cells, axis=-1).astype(np.float64).sum(axis=(3, 5)) / np.diff(occupancy.edges)
    order = list(Strategy)
    extra: Floats = there[:, :, order.index(Strategy.PROGRAMME)] - there[:, :, order.index(Strategy.COUNTERFACTUAL)]
    return extra


def successes(
    scenario: Scenario, occupancy: Occupancy, extra: Floats, *, at: float, cost: float, saved: float, families: float
) -> Successes | None:
    """What a success costs, and how many of the families must succeed for the cost to be recouped.

    A success is one more person in a state that the scenario calls a success at time `at` than without the programme.
    The headline's whole saving is shared evenly among the successes, so the number needed is successes x cost / saving
    (Aos, WSIPP: the break-even success rate, cost over the value of a success).

    Args:
        scenario: says what a success is.
        occupancy: person-time, mean over draws.
        extra: `in_success` of all draws.
        at: years since programme start.
        cost: what the headline has to recoup, DKK.
        saved: what it has saved by `at` before that cost, DKK, mean over draws.
        families: that are served.

    Returns:
        None if the scenario does not say what a success is.
    """
    success, cells = scenario.programme.success, success_cells(scenario, occupancy)
    if success is None or cells is None:
        return None
    period = int(np.clip(np.searchsorted(occupancy.edges, at - 1e-9), 1, len(occupancy.edges) - 1)) - 1
    length = float(occupancy.edges[period + 1] - occupancy.edges[period])
    there = float(occupancy.quantities[:, :, :, :, period][..., cells].sum(axis=(3, 4)).mean()) / length
    by_draw = extra[:, :, period].mean(axis=1)
    mean = float(by_draw.mean())
    some = mean > ROUNDING * there
    low, high = map(float, np.percentile(by_draw, [10, 90]))
    return Successes(
        states=tuple(f"{success.clock}.{name}" for name in success.states),
        families=families,
        extra=Spread(mean, mean, low, high),
        cost_per_success=cost / mean if some and cost > 0 else None,
        needed=mean * cost / saved if some and cost > 0 and saved > 0 else None,
    )


def _ratio(gain: float, cost: float, gains: Floats, costs: Floats, turnover: float) -> Spread | None:
    """Savings per krone of cost. Over draws the ratio of means, for a mean of ratios is led by the smallest costs.

    None where there is no positive cost, in the middle or in any draw: the ratio then has no sign to read.
    """
    if min(cost, float(costs.min())) <= ROUNDING * turnover:
        return None
    low, high = map(float, np.percentile(gains / costs, [10, 90]))
    return Spread(gain / cost, float(gains.mean() / costs.mean()), low, high)


def _spread(central: float, by_draw: Floats) -> Spread:
    low, high = map(float, np.percentile(by_draw, [10, 90]))
    return Spread(central, float(by_draw.mean()), low, high)
