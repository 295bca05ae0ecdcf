"""`measure`: from ledgers and quantities to everything a run answers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.vocabulary import ClockStart, Costs, Crossing, Payer, Perspective, Savings
from businesscase.engines.choosing import Choice
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger
from businesscase.measures.accounts import accounts
from businesscase.measures.claims import noise_share
from businesscase.measures.observed import extrapolated_share, observed_until
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.purses import purses_of
from businesscase.measures.quantities import shares_by_year, totals_until
from businesscase.measures.reducible import reducible_book, savings_views
from businesscase.measures.result import Fan, Money, Moved, Origin, Paybacks, PerDraw, Result, Run
from businesscase.measures.returns import returns_by_party, successes
from businesscase.measures.rows import NetSaving, Payback
from businesscase.measures.saving import extra_cost, mean_savings, net_saving, saving
from businesscase.measures.sensitivity import drivers
from businesscase.measures.verdicts import claim_result
from businesscase.measures.views import View, ledger_of, payback_of, view_of
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.load.edits import Edits
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]

SHOWN_YEARS = 5  # years of which the saving is shown one by one


def measure(
    *,
    scenario: Scenario,
    variant: str | None,
    choice: Choice,
    origin: Origin,
    ledger: Ledger,
    central_ledger: Ledger,
    cohort_ledgers: tuple[Ledger, Ledger] | None,
    segment_ledgers: Mapping[str, Ledger],
    occupancy: Occupancy,
    inputs: Mapping[str, Floats],
    seed: int,
    segment_families: Mapping[str, float],
    persons: int,
    redrawn: Mapping[str, float],
    edits: Edits | None = None,
) -> Result:
    """Test the claims and summarise a run.

    Args:
        scenario: what was declared (with the variant's values).
        variant: its name, None for the scenario itself.
        choice: the engine, and why.
        origin: where the quantities came from.
        ledger: money of the whole population, programme view.
        central_ledger: of the central curve: mean quantities at declared prices, one draw and one half.
        cohort_ledgers: both as if every family enrolled on the start date; needed by claims counted from enrolment.
        segment_ledgers: money of each segment; the half axis may have length 1.
        occupancy: the quantities behind the ledger.
        inputs: the drawn inputs, key -> shape (draw,).
        seed: of the run.
        segment_families: families served, by segment; not whole where families are weighted.
        persons: in those families.
        redrawn: share of draws, by level, whose reported shares were drawn again.
        edits: what a reader changed in a workbook.

    Raises:
        NumericalError: if an amount is not finite.
        ValueError: if a claim counts from enrolment and there is no cohort ledger.
    """
    cohort_ledger, cohort_central = cohort_ledgers or (None, None)
    for name, book in (("programme", ledger), ("central", central_ledger), *segment_ledgers.items()):
        if not np.isfinite(book.amounts).all():
            raise NumericalError(f"the {name} ledger holds amounts that are not finite")
    headline = next(claim for claim in scenario.claims.values() if claim.headline)
    book, central = ledger_of(headline, ledger, cohort_ledger), ledger_of(headline, central_ledger, cohort_central)
    cut = reducible_book(scenario, book, inputs) if scenario.budget_reducible else None

    def own_book(claim: Claim) -> Ledger:
        """The ledger of a claim's years and savings."""
        own = ledger_of(claim, ledger, cohort_ledger)
        if claim.savings is not Savings.BUDGET_REDUCIBLE:
            return own
        return cut if own is book and cut is not None else reducible_book(scenario, own, inputs)

    view = view_of(scenario, headline, book)
    date = view.start + headline.within_years
    at_date = value_at(view.curve, view.edges, date)
    own_cost = extra_cost(book, headline.perspective, headline.costs) * view.factors
    share = extrapolated_share(scenario, headline, ledger, date)
    horizon = float(ledger.edges[-1])
    cost, saved_by = float(own_cost.mean(axis=(0, 1)).sum()), _saving_by_category(headline, book, view, date)
    families = sum(segment_families.values())
    return Result(
        scenario=scenario,
        run=Run(
            variant=variant,
            engine=choice.engine,
            reason=choice.reason,
            approximations=choice.approximations,
            draws=len(ledger.amounts),
            replications=occupancy.replications,
            seed=seed,
            noise_share=noise_share(at_date),
            redrawn=dict(redrawn),
            origin=origin,
            edits=edits,
        ),
        claims=tuple(
            claim_result(
                name,
                claim,
                view_of(scenario, claim, own_book(claim)),
                horizon_years=scenario.time.horizon_years,
                seed=seed,
            )
            for name, claim in scenario.claims.items()
        ),
        drivers=() if share is None else drivers(inputs, at_date.mean(axis=1)),
        paybacks=Paybacks(
            headline={
                each: payback_of(scenario, headline.model_copy(update={"perspective": each}), book, central)
                for each in Perspective
            },
            routine=(
                None
                if scenario.programme.steady_state is None
                else payback_of(scenario, headline.model_copy(update={"costs": Costs.STEADY_STATE}), book, central)
            ),
            rows=_paybacks(scenario, headline, ledger, central_ledger),
            cohort=() if cohort_ledgers is None else _paybacks(scenario, headline, *cohort_ledgers),
            by_savings=()
            if cut is None
            else savings_views(
                scenario,
                headline,
                {
                    headline.savings: (book, central),
                    Savings.BUDGET_REDUCIBLE: (cut, reducible_book(scenario, central, {})),
                },
                seed=seed,
            ),
        ),
        purses=purses_of(scenario, headline, book, central, cut, seed=seed),
        accounts=accounts(scenario, headline, central_ledger, until=date),
        money=Money(
            cost=cost,
            by_category=saved_by,
            by_segment=_segment_saving(headline, segment_ledgers, date, segment_families),
            net_saving={each: _net_saving(ledger, each, headline) for each in Perspective},
            yearly_saving={each: _yearly(saving(ledger, each, headline.savings), ledger.edges) for each in Perspective},
            extra_cost={
                each: float(extra_cost(ledger, each, headline.costs).mean(axis=(0, 1)).sum()) for each in Perspective
            },
            other_municipalities=_other_municipalities(headline, ledger),
            extrapolated_share=share,
            observed_until=observed_until(scenario),
            returns=returns_by_party(scenario, headline, book, central, seed=seed),
            successes=successes(
                scenario, occupancy, at=date, cost=cost, saved=sum(saved_by.values()), families=families
            ),
        ),
        moved=Moved(
            families=round(families),
            persons=persons,
            person_years=totals_until(occupancy, min(date, horizon), "time"),
            entries=totals_until(occupancy, min(date, horizon), "entry"),
            outcomes=_outcomes(scenario, occupancy),
        ),
        per_draw=PerDraw(
            inputs=dict(inputs), net_saving={each: _at_years(ledger, each, headline).T for each in Perspective}
        ),
        fans={each: _fan(ledger, each, headline) for each in Perspective},
        occupancy=occupancy.mean(),
        central_ledger=central_ledger,
        cohort_central_ledger=cohort_central,
    )


def _paybacks(scenario: Scenario, headline: Claim, ledger: Ledger, central: Ledger) -> tuple[Payback, ...]:
    """Every perspective, cost and discounting: before tax, for good, from the first outlay."""
    plain = headline.model_copy(
        update={
            "savings": Savings.BEFORE_TAX,
            "crossing": Crossing.SUSTAINED,
            "clock_start": ClockStart.FIRST_OUTLAY,
        }
    )
    return tuple(
        payback_of(
            scenario,
            plain.model_copy(update={"perspective": perspective, "costs": costs, "discounted": discounted}),
            ledger,
            central,
        )
        for perspective in Perspective
        for costs in Costs
        if costs is not Costs.STEADY_STATE or scenario.programme.steady_state is not None
        for discounted in (False, True)
    )


def _saving_by_category(headline: Claim, ledger: Ledger, view: View, date: float) -> dict[str, float]:
    flows = mean_savings(ledger, headline.perspective.payers, headline.savings)
    return {
        category: float(value_at(cumulative(flow * view.factors), ledger.edges, date))
        for category, flow in flows.items()
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


def _net_saving(ledger: Ledger, perspective: Perspective, headline: Claim) -> NetSaving:
    at_years = _at_years(ledger, perspective, headline)
    years = np.arange(1.0, len(at_years) + 1)
    low, high = np.percentile(at_years, [10, 90], axis=1)
    return NetSaving(
        perspective=perspective,
        costs=headline.costs,
        years=tuple(map(float, years)),
        mean=tuple(map(float, at_years.mean(axis=1))),
        p10=tuple(map(float, low)),
        p90=tuple(map(float, high)),
    )


def _at_years(ledger: Ledger, perspective: Perspective, headline: Claim) -> Floats:
    """K at the end of years 1, 2, ..., mean over halves, shape (year, draw)."""
    curve = cumulative(net_saving(ledger, perspective, headline.costs, headline.savings).mean(axis=1))
    years = np.arange(1.0, np.floor(ledger.edges[-1] + 1e-9) + 1)
    return np.stack([value_at(curve, ledger.edges, year) for year in years])


def _fan(ledger: Ledger, perspective: Perspective, headline: Claim) -> Fan:
    curve = cumulative(net_saving(ledger, perspective, headline.costs, headline.savings).mean(axis=1))
    low, high = np.percentile(curve, [10, 90], axis=0)
    return Fan(ledger.edges, curve.mean(axis=0), low, high)


def _yearly(flows: Floats, edges: Floats) -> tuple[float, ...]:
    curve = cumulative(flows.mean(axis=(0, 1)))
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
