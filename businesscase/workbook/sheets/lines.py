"""Price lines: the quantities that one price, share and levy apply to alike, by period, averaged over draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Strategy
from businesscase.measures.reducible import reach_of, saving_months
from businesscase.measures.result import Result
from businesscase.model.tariffs.charges import Charge
from businesscase.model.tariffs.tariffs import Tariffs
from businesscase.rules.moving import resident_share
from businesscase.workbook.periods import Periods

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PriceLine:
    """What one charge is paid for.

    Attributes:
        charge: price, cells, and what a unit books.
        here, away: quantities of families that live in the municipality, and that have moved, (strategy, period).
        saved, extra: change of what lives here in months in which the category saves, weighted by how far budgets can
            be cut then, and in months in which it costs more, which count in full; shape (period,) each.
    """

    charge: Charge
    here: Floats
    away: Floats
    saved: Floats
    extra: Floats


@dataclass(frozen=True)
class Case:
    """The central case of a result: its rules of money, and quantities by price line.

    Attributes:
        served: family-years of service by period, as given, shape (period,).
    """

    result: Result
    periods: Periods
    tariffs: Tariffs
    lines: tuple[PriceLine, ...]
    served: Floats


def case_of(result: Result, periods: Periods) -> Case:
    """Read the central case off a result; nothing is compiled, solved or simulated again."""
    central = result.central
    quantities = central.occupancy.quantities[0, 0].astype(np.float64)  # strategy, segment, month, cell
    rate = result.scenario.population.moving_away
    here = np.ones(quantities.shape[2])
    if rate is not None:
        here = resident_share(np.array([rate.canonical]), central.occupancy.edges)[0]
    lines = tuple(_lines(result, central.tariffs.charges, quantities, here, periods))
    return Case(result, periods, central.tariffs, lines, periods.summed(central.served))


def _lines(
    result: Result, charges: tuple[Charge, ...], quantities: Floats, stay: Floats, periods: Periods
) -> Iterator[PriceLine]:
    for charge in charges:
        monthly = quantities[:, list(charge.segments)][:, :, :, charge.cells].sum(axis=(1, 3))  # strategy, month
        if charge.profile is not None:
            monthly[Strategy.PROGRAMME.axis] = result.central.effective[charge.profile]
        for strategy in {0, 1} - set(charge.strategies):
            monthly[strategy] = 0.0
        if not monthly.any():
            continue
        here = monthly * stay
        change, (saves, part) = here[0] - here[1], _cutting(result, charge.category)
        yield PriceLine(
            charge=charge,
            here=periods.summed(here),
            away=periods.summed(monthly - here),
            saved=periods.summed(change * saves * part),
            extra=periods.summed(change * ~saves),
        )


def _cutting(result: Result, category: str) -> tuple[NDArray[np.bool_], Floats]:
    """In which months the municipality saves on a category, and how far in each a budget can be cut by a whole share.

    The share itself is left to the sheet.
    """
    ledger = result.central.ledger
    change = np.zeros(len(ledger.edges) - 1)
    for row, line in enumerate(ledger.lines):
        if line.payer is Payer.MUNICIPALITY and line.category == category:
            change += ledger.amounts[0, 0, 0, row] - ledger.amounts[0, 0, 1, row]
    return saving_months(result.scenario, category, -change), reach_of(result.scenario, category, ledger.edges, {})[0]
