"""Net saving by period from a ledger: counterfactual minus programme, for one perspective and cost definition."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray

from businesscase.core.categories import is_saving
from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import GRANT, Costs, Savings, Strategy
from businesscase.ledger.ledger import Ledger, Line

Floats = NDArray[np.float64]

_PROGRAMME, _COUNTERFACTUAL = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis


def net_saving(ledger: Ledger, perspective: Perspective, costs: Costs, savings: Savings = Savings.BEFORE_TAX) -> Floats:
    """Net saving per period, DKK, shape (draw, half, period); positive is a saving.

    Cost lines are those of the cost definition (grants and displaced casework come with it or stay out); all other
    lines count, taxes and equalisation only when the savings are after tax. What a budget can be cut by is counted
    like savings before tax, in a ledger of its own (`reducible.reducible_ledger`).
    """
    return saving(ledger, perspective, savings) - extra_cost(ledger, perspective, costs)


def saving(ledger: Ledger, perspective: Perspective, savings: Savings = Savings.BEFORE_TAX) -> Floats:
    """Saving per period before the programme's own cost, shape (draw, half, period)."""
    return _difference(ledger, perspective, lambda line: is_saving(line.category, savings))


def mean_savings(ledger: Ledger, payers: Collection[Payer], savings: Savings) -> dict[str, Floats]:
    """Ledger category -> mean saving over draws and halves before the programme's own cost, shape (period,)."""
    found: dict[str, Floats] = {}
    for row, line in enumerate(ledger.lines):
        if line.payer in payers and is_saving(line.category, savings):
            pair = ledger.amounts[:, :, _COUNTERFACTUAL, row] - ledger.amounts[:, :, _PROGRAMME, row]
            found[line.category] = found.get(line.category, 0.0) + pair.mean(axis=(0, 1))
    return found


def extra_cost(ledger: Ledger, perspective: Perspective, costs: Costs) -> Floats:
    """Extra cost per period under a cost definition, shape (draw, half, period); positive is paid."""
    return -_difference(ledger, perspective, lambda line: line.category in costs.categories)


def first_outlay(ledger: Ledger, costs: Costs) -> float:
    """Years since programme start to the first month with an extra cost, whoever pays it; 0 if there is none.

    Grants are not outlays: they pay for one.
    """
    spent = np.zeros(len(ledger.edges) - 1)
    for row, line in enumerate(ledger.lines):
        if line.category in costs.categories and line.category != GRANT:
            money = ledger.amounts[:, :, :, row, :]
            spent += np.maximum(money[:, :, _PROGRAMME] - money[:, :, _COUNTERFACTUAL], 0.0).mean(axis=(0, 1))
    months = np.flatnonzero(spent > 0)
    return float(ledger.edges[months[0]]) if len(months) else 0.0


def _difference(ledger: Ledger, perspective: Perspective, counts: Callable[[Line], bool]) -> Floats:
    """Counterfactual minus programme over the lines that count.

    Line by line, so that strategies without any difference give exactly zero and no large copy is made.
    """
    draws, halves, _, _, periods = ledger.amounts.shape
    total = np.zeros((draws, halves, periods))
    for row, line in enumerate(ledger.lines):
        if line.payer in perspective.payers and counts(line):
            total += ledger.amounts[:, :, _COUNTERFACTUAL, row] - ledger.amounts[:, :, _PROGRAMME, row]
    return total
