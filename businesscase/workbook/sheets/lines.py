"""Price lines: the quantities that one price, share and levy apply to alike, by period, averaged over draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Strategy
from businesscase.measures.reducible import cut_of
from businesscase.measures.result import Result
from businesscase.model.tariffs.charges import Charge
from businesscase.model.tariffs.tariffs import Tariffs
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
class CentralCase:
    """The central case of a result: its rules of money, and quantities by price line.

    Attributes:
        served: family-years of service by period, as given, shape (period,).
    """

    result: Result
    periods: Periods
    tariffs: Tariffs
    lines: tuple[PriceLine, ...]
    served: Floats


def case_of(result: Result, periods: Periods) -> CentralCase:
    """Read the central case off a result; nothing is compiled, solved or simulated again."""
    central = result.central
    quantities = central.occupancy.quantities[0, 0].astype(np.float64)  # strategy, segment, month, cell
    lines = tuple(_lines(result, central.tariffs.charges, quantities, central.resident, periods))
    return CentralCase(result, periods, central.tariffs, lines, periods.summed(central.served))


def _lines(
    result: Result, charges: tuple[Charge, ...], quantities: Floats, stay: Floats, periods: Periods
) -> Iterator[PriceLine]:
    cutting = _cutting(result)
    for charge in charges:
        counted = quantities[:, list(charge.segments)][:, :, :, charge.cells].sum(axis=(1, 3))  # strategy, month
        if charge.profile is not None:
            counted[Strategy.PROGRAMME.axis] = result.central.effective[charge.profile]
        monthly = charge.where_charged(counted, axis=0)
        if not monthly.any():
            continue
        here = monthly * stay
        change = here[0] - here[1]
        saved, extra = cutting.get(charge.category, (0.0, 0.0))
        yield PriceLine(
            charge=charge,
            here=periods.summed(here),
            away=periods.summed(monthly - here),
            saved=periods.summed(change * saved),
            extra=periods.summed(change * extra),
        )


def _cutting(result: Result) -> dict[str, tuple[Floats, Floats]]:
    """Category -> weight of each month as a saving that can be cut, and as an extra cost; the sheet has the share."""
    ledger = result.central.ledger
    saved = ledger.amounts[0, 0, Strategy.COUNTERFACTUAL.axis] - ledger.amounts[0, 0, Strategy.PROGRAMME.axis]
    cut = cut_of(result.scenario, ledger.lines, saved, ledger.edges)
    weights = {line.category: cut.weights(row, {}) for row, line in cut.lines.items()}
    return {category: (part[0], extra[0]) for category, (part, extra) in weights.items()}
