"""Each strategy's own figures, where all else is a difference: money by payer and category, person-years by state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Strategy
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.quantities import mean_quantities, states_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Totals:
    """A sum until the headline's date (`within`) and over the horizon, plain and discounted to the first outlay."""

    within: float
    within_discounted: float
    horizon: float
    horizon_discounted: float


@dataclass(frozen=True)
class StrategyMoney:
    """What a payer pays for a category under one strategy: DKK, mean over draws; a household's income is negative.

    Of the programme's own categories each is a line, the price of routine operation (`steady_state_cost`) too, which
    stands instead of the others and is never added to them. What is not modelled is booked as less paid with
    the programme.
    """

    strategy: Strategy
    payer: Payer
    category: str
    paid: Totals


@dataclass(frozen=True)
class StrategyTime:
    """Person-years in a state under one strategy, mean over draws."""

    strategy: Strategy
    clock: str
    state: str
    person_years: Totals


def money_by_strategy(ledger: Ledger, factors: Floats, date: float) -> tuple[StrategyMoney, ...]:
    """One row per payer, category and strategy; departments of a payer together.

    Args:
        ledger: mean over draws and halves.
        factors: what discounts each period, shape (period,).
        date: of the headline, in years since programme start.
    """
    flows: dict[tuple[Payer, str], Floats] = {}
    mean = ledger.amounts.mean(axis=(0, 1))  # strategy, line, period
    for row, line in enumerate(ledger.lines):
        key = (line.payer, line.category)
        flows[key] = flows.get(key, 0.0) + mean[:, row]
    return tuple(
        StrategyMoney(strategy, payer, category, _totals(flow[strategy.axis], ledger.edges, factors, date))
        for (payer, category), flow in sorted(flows.items(), key=lambda item: list(Payer).index(item[0][0]))
        for strategy in Strategy
    )


def time_by_strategy(occupancy: Occupancy, factors: Floats, date: float) -> tuple[StrategyTime, ...]:
    """One row per state and strategy; arguments as in `money_by_strategy`."""
    return tuple(_times(occupancy, factors, date))


def _times(occupancy: Occupancy, factors: Floats, date: float) -> Iterator[StrategyTime]:
    quantities = mean_quantities(occupancy)  # strategy, period, cell
    for clock, states in states_of(occupancy, "time").items():
        for state in states:
            lived = quantities[:, :, occupancy.cells.find(clock, (state,))].sum(axis=2)
            for strategy in Strategy:
                yield StrategyTime(
                    strategy, clock, state, _totals(lived[strategy.axis], occupancy.edges, factors, date)
                )


def _totals(flow: Floats, edges: Floats, factors: Floats, date: float) -> Totals:
    plain, discounted = cumulative(flow), cumulative(flow * factors)
    return Totals(
        within=float(value_at(plain, edges, date)),
        within_discounted=float(value_at(discounted, edges, date)),
        horizon=float(plain[-1]),
        horizon_discounted=float(discounted[-1]),
    )
