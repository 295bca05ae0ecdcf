"""`measure_flows`: a table's paybacks, values, ratios and rates, by the measures that a scenario has (`measures`)."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import ClockStart
from businesscase.flows.table import EVERYONE, Flows, Terms, recognised
from businesscase.measures.answers import Party
from businesscase.measures.claims import DrawnPaybacks, Probability, probability_by_year, probability_within
from businesscase.measures.payback import (
    ROUNDING,
    cumulative,
    first,
    mid_year_factors,
    peak_need,
    sustained,
    year_end_factors,
)
from businesscase.measures.result import Fan
from businesscase.measures.returns import Central, returns_of
from businesscase.measures.rows import Spread

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Valued:
    """A party's money, discounted or not. Without draws every spread is one value.

    Attributes:
        cost, saving: over the horizon, mean over draws, DKK.
        net: saving less cost.
        ratio: saving per krone of cost; None where there is no cost above 0 in every draw.
        first_years, sustained_years: payback of the mean curve; None: not within the horizon.
        probability: of a sustained payback within the limit; None without draws.
        probability_by_year: of each whole year; empty without draws.
        never_share: share of draws that do not pay back within the horizon; None without draws.
    """

    discounted: bool
    cost: float
    saving: float
    net: Spread
    ratio: Spread | None
    first_years: float | None
    sustained_years: float | None
    probability: Probability | None
    probability_by_year: tuple[float, ...]
    never_share: float | None


@dataclass(frozen=True)
class PartyFlows:
    """A payer, the public sector, or everyone.

    Attributes:
        name: of a payer as written; otherwise `public_sector` or `everyone`.
        pays: whether it has a cost; without, a payback of 0 years means that it never was in deficit.
        undiscounted, discounted: its money either way.
        internal_rate_of_return: a year; None unless there is exactly one root and money is laid out first.
        internal_rates: every root above -100 %, ascending.
        peak_need: deepest accumulated deficit, undiscounted, DKK.
        peak_years: when, in years from where the clock starts; None without a deficit.
        fan: accumulated net saving, undiscounted.
    """

    name: str
    pays: bool
    undiscounted: Valued
    discounted: Valued
    internal_rate_of_return: float | None
    internal_rates: tuple[float, ...]
    peak_need: Spread
    peak_years: float | None
    fan: Fan = field(repr=False)


@dataclass(frozen=True)
class FlowsResult:
    """What `businesscase payback` answers.

    Attributes:
        parties: the payers as they stand in the table, then the public sector where several belong to it, then
            everyone where there are several payers.
        clock: where the years begin to count, in years since the first period began.
        horizon: years from there to the end of the table.
    """

    flows: Flows
    terms: Terms
    draws: int
    clock: float
    horizon: float
    parties: tuple[PartyFlows, ...]

    @property
    def headline(self) -> PartyFlows:
        """The party whose answer stands first."""
        return next(each for each in self.parties if each.name == self.terms.payer)

    def party(self, name: str) -> PartyFlows:
        """A party by its name."""
        return next(each for each in self.parties if each.name.lower() == name.lower())

    def __repr__(self) -> str:
        own = self.headline
        years = own.undiscounted.sustained_years
        said = f"in {years:.2f} years" if years is not None else f"not within {self.horizon:g} years"
        return f"<FlowsResult of {self.flows.source}: {own.name} pays back {said}, undiscounted>"


def party_places(flows: Flows) -> dict[str, list[int]]:
    """Party -> places of its payers on the first axis: each payer, the public sector, everyone."""
    found = {name: [place] for place, name in enumerate(flows.payers)}
    public = [place for place, name in enumerate(flows.payers) if (who := recognised(name)) is not None and who.public]
    if len(public) > 1:
        found[Perspective.PUBLIC_SECTOR.value] = public
    if len(flows.payers) > 1:
        found[EVERYONE] = list(range(len(flows.payers)))
    return found


def measure_flows(flows: Flows, terms: Terms) -> FlowsResult:
    """Measure every party of a table.

    Args:
        flows: that was read.
        terms: clock, discounting, limit and whose answer stands first.
    """
    outlay = _first_outlay(flows)
    clock = outlay if terms.clock_start is ClockStart.FIRST_OUTLAY else 0.0
    of_year = year_end_factors if terms.at_end else mid_year_factors
    factors = of_year(flows.edges, terms.rates, base=outlay)
    parties = tuple(
        _party(name, flows, terms, places, factors, outlay=outlay, clock=clock)
        for name, places in party_places(flows).items()
    )
    horizon = float(flows.edges[-1]) - clock
    return FlowsResult(flows, terms, flows.paid.shape[1], clock, horizon, parties)


def _first_outlay(flows: Flows) -> float:
    """When somebody pays an extra cost in some draw for the first time; 0 if nobody ever does."""
    spent = (flows.paid > 0.0).any(axis=(0, 1))
    return float(flows.edges[int(np.argmax(spent))]) if spent.any() else 0.0


def _party(
    name: str, flows: Flows, terms: Terms, places: list[int], factors: Floats, *, outlay: float, clock: float
) -> PartyFlows:
    paid, saved = flows.paid[places].sum(axis=0), flows.saved[places].sum(axis=0)
    middle = Central(saved.mean(axis=0), paid.mean(axis=0), flows.edges, np.ones_like(factors), outlay, terms.at_end)
    drawn = _drawn(paid, saved, middle.factors)
    plain = returns_of(None, drawn, middle, seed=terms.seed)
    curve = cumulative(saved - paid)
    low, high = np.percentile(curve, [10, 90], axis=0)
    return PartyFlows(
        name=name,
        pays=drawn.pays,
        undiscounted=_valued(flows, terms, paid, saved, np.ones_like(factors), outlay=outlay, clock=clock),
        discounted=_valued(flows, terms, paid, saved, factors, outlay=outlay, clock=clock, discounted=True),
        internal_rate_of_return=plain.internal_rate_of_return,
        internal_rates=plain.internal_rates,
        peak_need=plain.peak_need,
        peak_years=None if plain.peak_years is None else plain.peak_years + outlay - clock,
        fan=Fan(flows.edges, curve.mean(axis=0), low, high),
    )


def _drawn(paid: Floats, saved: Floats, factors: Floats) -> Party:
    """A party of `measures`; there is no noise inside a draw, so one half."""
    own = (saved @ factors, paid @ factors, (np.abs(paid) + np.abs(saved)).sum(axis=-1))
    curve = cumulative(saved - paid)
    saving, cost, turnover = (each[:, None] for each in own)
    return Party(
        saving, cost, turnover, peak_need(curve), curve,
        pays=bool(paid.any()), saves=bool(saved.any()), gains=bool((saved > 0.0).any()),
    )  # fmt: skip


def _valued(
    flows: Flows,
    terms: Terms,
    paid: Floats,
    saved: Floats,
    factors: Floats,
    *,
    outlay: float,
    clock: float,
    discounted: bool = False,
) -> Valued:
    middle = Central(saved.mean(axis=0), paid.mean(axis=0), flows.edges, factors, outlay, terms.at_end)
    found = returns_of(None, _drawn(paid, saved, factors), middle, seed=terms.seed)
    curve, edges = cumulative((saved - paid) * factors), flows.edges
    whole = sustained(curve, edges, start=clock)
    paybacks = DrawnPaybacks(whole, whole[:, None])
    years = np.arange(1.0, np.floor(edges[-1] - clock + ROUNDING) + 1.0)
    reached = terms.within <= float(edges[-1]) - clock + ROUNDING  # beyond the table nothing is known
    by_year, never = probability_by_year(paybacks, years) if flows.drawn else (np.zeros(0), None)
    mean = curve.mean(axis=0)
    return Valued(
        discounted=discounted,
        cost=found.present_cost,
        saving=found.present_saving,
        net=found.net_present_value,
        ratio=found.benefit_cost_ratio,
        first_years=_or_none(first(mean, edges, start=clock)),
        sustained_years=_or_none(sustained(mean, edges, start=clock)),
        probability=probability_within(paybacks, terms.within, seed=terms.seed) if flows.drawn and reached else None,
        probability_by_year=tuple(map(float, by_year)),
        never_share=never,
    )


def _or_none(years: Floats) -> float | None:
    return float(years) if np.isfinite(years) else None
