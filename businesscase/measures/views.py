"""A claim's own view of a ledger: curve, discounting, crossing and the time from which its years count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import ClockStart, Crossing
from businesscase.ledger.ledger import Ledger
from businesscase.measures.claims import DrawnPaybacks
from businesscase.measures.payback import continuous_factors, cumulative, first, mid_year_factors, sustained
from businesscase.measures.saving import first_outlay, net_saving
from businesscase.scenario.declare.document import Time
from businesscase.scenario.declare.finance import Claim, Discounting
from businesscase.scenario.declare.quantity import parse_span

Floats = NDArray[np.float64]


class Dated(Protocol):
    """What a view needs of a declaration: its time, and how it discounts (None: not at all)."""

    @property
    def time(self) -> Time:
        """When it starts, how far it looks, in which prices."""

    @property
    def discounting(self) -> Discounting | None:
        """Rates by time since the first outlay."""


@dataclass(frozen=True)
class View:
    """Curves of one perspective and cost: shape (draw, half, period + 1), on `edges`, years counted from `start`.

    `factors` discount each period; ones where the view is undiscounted.
    """

    curve: Floats
    edges: Floats
    start: float
    factors: Floats

    def paybacks(self, crossing: Crossing) -> DrawnPaybacks:
        """Payback of each draw, from all replications and from each half."""
        measure_of = sustained if crossing is Crossing.SUSTAINED else first
        return DrawnPaybacks(
            whole=measure_of(self.curve.mean(axis=1), self.edges, start=self.start),
            halves=measure_of(self.curve, self.edges, start=self.start),
        )


def discount_factors(scenario: Dated, edges: Floats, *, base: float) -> Floats:
    """Factor of each period as the scenario discounts, years counted from `base`, shape (period,)."""
    declared = scenario.discounting
    if declared is None:
        return np.ones(len(edges) - 1)
    if declared.continuous is not None:
        return continuous_factors(edges, declared.continuous.canonical, base=base)
    assert declared.rates is not None
    rates = {parse_span(limit): rate.canonical for limit, rate in declared.rates.items()}
    return mid_year_factors(edges, rates, base=base)


def ledger_of(claim: Claim, ledger: Ledger, cohort_ledger: Ledger | None) -> Ledger:
    """The ledger in which a claim's years count: the cohort's from enrolment, else the programme's.

    Raises:
        ValueError: if the claim counts from enrolment and there is no cohort ledger.
    """
    if claim.clock_start is not ClockStart.ENROLMENT:
        return ledger
    if cohort_ledger is None:
        raise ValueError(f"the claim '{claim.label.en}' counts from enrolment, which needs a cohort ledger")
    return cohort_ledger


def view_of(scenario: Dated, claim: Claim, ledger: Ledger, *, outlay: float | None = None) -> View:
    """A claim's view of the ledger that its years count in; `outlay` where that is not to be read off this ledger."""
    outlay = first_outlay(ledger, claim.costs) if outlay is None else outlay
    factors = np.ones(len(ledger.edges) - 1)
    if claim.discounted:
        factors = discount_factors(scenario, ledger.edges, base=outlay)
    flows = net_saving(ledger, claim.perspective, claim.costs, claim.savings) * factors
    start = outlay if claim.clock_start is ClockStart.FIRST_OUTLAY else 0.0
    return View(cumulative(flows), ledger.edges, start, factors)
