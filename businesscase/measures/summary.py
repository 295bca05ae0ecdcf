"""`measure`: from ledgers and quantities to everything a run answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.occupancy import Occupancy
from businesscase.errors import NumericalError
from businesscase.ledger.book import Ledger
from businesscase.measures.claims import Paybacks, noise_share, probability_by_year, probability_within, verdict
from businesscase.measures.payback import cumulative, first, mid_year_factors, sustained, value_at
from businesscase.measures.quantities import shares_by_year, totals_until
from businesscase.measures.result import ClaimResult, NetSaving, Payback, Result
from businesscase.measures.saving import extra_cost, first_outlay, net_saving, saving
from businesscase.measures.sensitivity import drivers
from businesscase.scenario.document import Scenario
from businesscase.scenario.finance import Claim
from businesscase.scenario.programme import Level
from businesscase.scenario.quantity import parse_span
from businesscase.timeline import years_since
from businesscase.vocabulary import ClockStart, Costs, Crossing, Perspective

Floats = NDArray[np.float64]

SHOWN_YEARS = 5  # years of which the saving is shown one by one


def measure(
    *,
    scenario: Scenario,
    variant: str | None,
    engine: str,
    ledger: Ledger,
    central_ledger: Ledger,
    cohort_ledgers: tuple[Ledger, Ledger] | None,
    segment_ledgers: Mapping[str, Ledger],
    occupancy: Occupancy,
    inputs: Mapping[str, Floats],
    seed: int,
    segment_families: Mapping[str, int],
    persons: int,
    redrawn: Mapping[str, float],
) -> Result:
    """Test the claims and summarise a run.

    Args:
        scenario: what was declared (with the variant's values).
        variant: its name, None for the scenario itself.
        engine: name of the engine.
        ledger: money of the whole population, programme view.
        central_ledger: of the central curve: mean quantities at declared prices, one draw and one half.
        cohort_ledgers: both as if every family enrolled on the start date; needed by claims counted from enrolment.
        segment_ledgers: money of each segment; the half axis may have length 1.
        occupancy: the quantities behind the ledger.
        inputs: the drawn inputs, key -> shape (draw,).
        seed: of the run.
        segment_families: families served, by segment.
        persons: in those families.
        redrawn: share of draws, by level, whose reported shares were drawn again.

    Raises:
        NumericalError: if an amount is not finite.
        ValueError: if a claim counts from enrolment and there is no cohort ledger.
    """
    cohort_ledger = None if cohort_ledgers is None else cohort_ledgers[0]
    for name, book in (("programme", ledger), ("central", central_ledger), *segment_ledgers.items()):
        if not np.isfinite(book.amounts).all():
            raise NumericalError(f"the {name} ledger holds amounts that are not finite")
    headline = next(claim for claim in scenario.claims.values() if claim.headline)
    view = _view(scenario, headline, ledger, cohort_ledger)
    date = view.start + headline.within_years
    at_date = value_at(view.curve, view.edges, date)
    horizon = float(ledger.edges[-1])
    return Result(
        scenario=scenario,
        variant=variant,
        engine=engine,
        draws=len(ledger.amounts),
        replications=occupancy.replications,
        seed=seed,
        residual_noise_share=noise_share(at_date),
        extrapolated_share=_extrapolated_share(scenario, headline, ledger, date),
        observed_until=observed_until(scenario),
        claims=tuple(
            _claim(name, claim, _view(scenario, claim, ledger, cohort_ledger), seed, scenario)
            for name, claim in scenario.claims.items()
        ),
        payback=_paybacks(scenario, ledger, central_ledger),
        cohort_payback=() if cohort_ledgers is None else _paybacks(scenario, *cohort_ledgers),
        net_saving={each: _net_saving(ledger, each, headline) for each in Perspective},
        yearly_saving={each: _yearly(saving(ledger, each, headline.savings), ledger.edges) for each in Perspective},
        extra_cost={
            each: float(extra_cost(ledger, each, headline.costs).mean(axis=(0, 1)).sum()) for each in Perspective
        },
        outcomes=shares_by_year(occupancy),
        person_years=totals_until(occupancy, min(date, horizon), "time"),
        entries=totals_until(occupancy, min(date, horizon), "entry"),
        drivers=drivers(inputs, at_date.mean(axis=1)),
        segment_saving=_segment_saving(headline, segment_ledgers, date, segment_families),
        families=sum(segment_families.values()),
        persons=persons,
        redrawn=dict(redrawn),
        inputs=dict(inputs),
        occupancy=occupancy,
        ledger=ledger,
        central_ledger=central_ledger,
    )


@dataclass(frozen=True)
class _View:
    """Curves of one perspective and cost: shape (draw, half, period + 1), on `edges`, years counted from `start`."""

    curve: Floats
    edges: Floats
    start: float

    def paybacks(self, crossing: Crossing) -> Paybacks:
        measure_of = sustained if crossing is Crossing.SUSTAINED else first
        return Paybacks(
            whole=measure_of(self.curve.mean(axis=1), self.edges, start=self.start),
            halves=measure_of(self.curve, self.edges, start=self.start),
        )


def discount_rates(scenario: Scenario) -> dict[float, float]:
    """Lower limit in years -> yearly rate."""
    return {parse_span(limit): rate.canonical for limit, rate in scenario.discounting.rates.items()}


def observed_until(scenario: Scenario) -> float | None:
    """Years from programme start to the last observed outcome, None if none was.

    An outcome is observed when a level's stock has a source; a goal, an assumption or a what-if is not an observation,
    and a ratio borrowed from another programme says nothing of how long this one was followed.
    """
    dates = [level.measured for level in scenario.effects.levels.values() if _is_observed(level)]
    return years_since(scenario.time.start, max(dates)) if dates else None


def _is_observed(level: Level) -> bool:
    stocks = [target.share or target.change for target in level.targets.values()]
    return any(stock is not None and stock.source is not None and not stock.what_if for stock in stocks)


def _view(scenario: Scenario, claim: Claim, ledger: Ledger, cohort_ledger: Ledger | None) -> _View:
    if claim.clock_start is ClockStart.ENROLMENT:
        if cohort_ledger is None:
            raise ValueError(f"the claim '{claim.label.en}' counts from enrolment, which needs a cohort ledger")
        ledger = cohort_ledger
    flows = net_saving(ledger, claim.perspective, claim.costs, claim.savings)
    outlay = first_outlay(ledger, claim.costs)
    if claim.discounted:
        flows = flows * mid_year_factors(ledger.edges, discount_rates(scenario), base=outlay)
    start = outlay if claim.clock_start is ClockStart.FIRST_OUTLAY else 0.0
    return _View(cumulative(flows), ledger.edges, start)


def _claim(name: str, claim: Claim, view: _View, seed: int, scenario: Scenario) -> ClaimResult:
    probability = probability_within(view.paybacks(claim.crossing), claim.within_years, seed=seed)
    return ClaimResult(
        name=name,
        headline=claim.headline,
        perspective=claim.perspective,
        costs=claim.costs,
        savings=claim.savings,
        discounted=claim.discounted,
        crossing=claim.crossing,
        clock_start=claim.clock_start,
        within_years=claim.within_years,
        horizon_years=scenario.time.horizon_years,
        confidence=claim.confidence,
        probability=probability.value,
        raw_probability=probability.raw,
        monte_carlo_error=probability.error,
        lower=probability.lower,
        upper=probability.upper,
        verdict=verdict(probability, claim.confidence),
    )


def _paybacks(scenario: Scenario, ledger: Ledger, central: Ledger) -> tuple[Payback, ...]:
    definitions = [
        costs for costs in Costs if costs is not Costs.STEADY_STATE or scenario.programme.steady_state is not None
    ]
    outlays = {costs: first_outlay(ledger, costs) for costs in definitions}
    rows = []
    for perspective in Perspective:
        for costs in definitions:
            total = float(extra_cost(central, perspective, costs).sum())
            for discounted in (False, True):
                drawn, middle = (
                    _curve(scenario, book, perspective, costs, discounted, outlays[costs]) for book in (ledger, central)
                )
                years = scenario.time.horizon_years
                rows.append(_payback(drawn, middle, perspective, costs, discounted, total, years))
    return tuple(rows)


def _curve(
    scenario: Scenario, ledger: Ledger, perspective: Perspective, costs: Costs, discounted: bool, outlay: float
) -> _View:
    flows = net_saving(ledger, perspective, costs)
    if discounted:
        flows = flows * mid_year_factors(ledger.edges, discount_rates(scenario), base=outlay)
    return _View(cumulative(flows), ledger.edges, outlay)


def _payback(
    view: _View, central: _View, perspective: Perspective, costs: Costs, discounted: bool, cost: float, horizon: int
) -> Payback:
    by_year, never = probability_by_year(view.paybacks(Crossing.SUSTAINED), np.arange(1.0, horizon + 1))
    curve = central.curve[0, 0]
    return Payback(
        perspective=perspective,
        costs=costs,
        discounted=discounted,
        first_years=_or_none(first(curve, central.edges, start=central.start)),
        sustained_years=_or_none(sustained(curve, central.edges, start=central.start)),
        never_share=never,
        probability_by_year=tuple(map(float, by_year)),
        extra_cost=cost,
        untouched=not view.curve.any(),
    )


def _or_none(years: Floats) -> float | None:
    return float(years) if np.isfinite(years) else None


def _net_saving(ledger: Ledger, perspective: Perspective, headline: Claim) -> NetSaving:
    curve = cumulative(net_saving(ledger, perspective, headline.costs, headline.savings).mean(axis=1))
    years = np.arange(1.0, np.floor(ledger.edges[-1] + 1e-9) + 1)
    at_years = np.stack([value_at(curve, ledger.edges, year) for year in years])
    low, high = np.percentile(at_years, [10, 90], axis=1)
    return NetSaving(
        perspective=perspective,
        costs=headline.costs,
        years=tuple(map(float, years)),
        mean=tuple(map(float, at_years.mean(axis=1))),
        p10=tuple(map(float, low)),
        p90=tuple(map(float, high)),
    )


def _yearly(flows: Floats, edges: Floats) -> tuple[float, ...]:
    curve = cumulative(flows.mean(axis=(0, 1)))
    last = min(SHOWN_YEARS, int(edges[-1] + 1e-9))
    at_ends = [float(value_at(curve, edges, year)) for year in range(last + 1)]
    return tuple(map(float, np.diff(at_ends)))


def _extrapolated_share(scenario: Scenario, headline: Claim, ledger: Ledger, date: float) -> float:
    """Share of the absolute mean monthly saving (costs left out) up to a date that accrues after the last observation.

    Absolute, so that a loss after the observation is extrapolation too. 1 where no outcome was observed, or nothing
    is saved before it; 0 where the date is within the observed time.
    """
    observed = observed_until(scenario)
    if observed is None:
        return 1.0
    flows = saving(ledger, headline.perspective, headline.savings).mean(axis=(0, 1))
    grown = cumulative(np.abs(flows))
    total = float(value_at(grown, ledger.edges, date))
    if total == 0.0 or observed >= date:
        return 0.0
    return 1.0 - float(value_at(grown, ledger.edges, observed)) / total


def _segment_saving(
    headline: Claim, ledgers: Mapping[str, Ledger], date: float, families: Mapping[str, int]
) -> dict[str, float]:
    """Mean K at the date per family of each segment, undiscounted."""
    savings = {}
    for name, ledger in ledgers.items():
        flows = net_saving(ledger, headline.perspective, headline.costs, headline.savings)
        total = float(value_at(cumulative(flows.mean(axis=(0, 1))), ledger.edges, date))
        if families[name]:
            savings[name] = total / families[name]
    return savings
