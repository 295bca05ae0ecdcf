"""What a budget can be cut by: the part of each saving that can be taken out of a named budget, and when.

With s the saving of a category in a month, its part is s x share x r(t), r(t) = 0 until `begin`, (t - begin) / ramp on
the ramp and 1 after it (t in years from programme start). An extra cost, s < 0, always counts in full: no budget is
relieved of it. A month counts as saving where the mean of s over draws is above 0, one sign for all draws, so that
noise inside a draw is not cut in half; the sign of a month does not depend on the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import years_since
from businesscase.core.vocabulary import (
    COST_CATEGORIES,
    TAX_CATEGORIES,
    Payer,
    Strategy,
)
from businesscase.ledger.ledger import Ledger, Line
from businesscase.scenario.declare.municipality import Reducible
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
_PROGRAMME, _COUNTERFACTUAL = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis
_STEP = 1e-9  # years: a ramp of nothing is a step


def reducible_factors(edges: Floats, *, share: Floats, begin: Floats, ramp: Floats) -> Floats:
    """Mean over each period of share x r(t), shape (draw, period); the arguments have shape (draw,).

    The integral of a ramp from 0 to 1 of length d that begins at b, until t: 0 before b, (t - b)^2 / (2 d) on it,
    t - b - d / 2 after it.
    """
    length = np.maximum(ramp, _STEP)[:, None]
    since = np.clip((edges[None, :] - begin[:, None]) / length, 0.0, None)
    integral = length * np.where(since < 1.0, since**2 / 2.0, since - 0.5)
    factors: Floats = share[:, None] * np.diff(integral, axis=1) / np.diff(edges)
    return factors


@dataclass(frozen=True)
class Cut:
    """Which lines a budget can be cut by, and by how much.

    Attributes:
        scenario: declares the parts; a category that is not declared cannot be cut at all.
        lines: row of the ledger -> the line in the department whose budget is cut.
        saves: months that count as saving, shape (row, period).
        edges: limits of the periods.
    """

    scenario: Scenario
    lines: Mapping[int, Line]
    saves: NDArray[np.bool_]
    edges: Floats

    def factor(self, row: int, inputs: Mapping[str, Floats]) -> Floats:
        """The part of a row's saving that counts, shape (draw, period), (1, period) where no number is drawn.

        Args:
            row: of the ledger.
            inputs: drawn numbers, shape (draw,); declared values stand in for what is missing.
        """
        category = self.lines[row].category
        rule = self.scenario.budget_reducible.get(category)
        part = np.zeros((1, len(self.edges) - 1))
        if rule is not None:
            part = _factors(self.scenario, category, rule, self.edges, inputs)
        return np.where(self.saves[row], part, 1.0)


def cut_of(scenario: Scenario, lines: Sequence[Line], saved: Floats, edges: Floats) -> Cut:
    """What budgets can be cut by in a ledger whose savings, mean over draws, are `saved`, shape (line, period)."""
    found = {}
    for row, line in enumerate(lines):
        if line.payer is Payer.MUNICIPALITY and line.category not in COST_CATEGORIES + TAX_CATEGORIES:
            rule = scenario.budget_reducible.get(line.category)
            found[row] = Line(line.payer, line.category, (rule.by if rule else None) or line.department)
    return Cut(scenario, found, saved > 0.0, edges)


def reducible_book(scenario: Scenario, ledger: Ledger, inputs: Mapping[str, Floats]) -> Ledger:
    """The ledger in which the municipality saves only what its budgets can be cut by; every cost stays.

    Args:
        scenario: declares the parts.
        ledger: over draws, or central.
        inputs: drawn numbers, shape (draw,); declared values stand in for what is missing (the central ledger: {}).

    Returns:
        Cost lines of every payer unchanged, and the municipality's savings before tax as money not spent with the
        programme, in the department whose budget is cut.
    """
    saved = ledger.amounts[:, :, _COUNTERFACTUAL] - ledger.amounts[:, :, _PROGRAMME]  # draw, half, line, period
    cut = cut_of(scenario, ledger.lines, saved.mean(axis=(0, 1)), ledger.edges)
    lines: list[Line] = []
    amounts: list[Floats] = []
    for row, line in enumerate(ledger.lines):
        if line.category in COST_CATEGORIES:
            lines.append(line)
            amounts.append(ledger.amounts[:, :, :, row])
        elif row in cut.lines:
            less = np.zeros_like(ledger.amounts[:, :, :, row])
            less[:, :, _PROGRAMME] = -saved[:, :, row] * cut.factor(row, inputs)[:, None, :]
            lines.append(cut.lines[row])
            amounts.append(less)
    stacked = np.stack(amounts, axis=3) if amounts else ledger.amounts[:, :, :, :0]
    return Ledger(tuple(lines), stacked, ledger.edges)


def _factors(scenario: Scenario, category: str, rule: Reducible, edges: Floats, inputs: Mapping[str, Floats]) -> Floats:
    key = f"budget_reducible.{category}"

    def drawn(name: str, quantity: Quantity) -> Floats:
        return inputs.get(f"{key}.{name}", np.array([quantity.canonical]))

    if rule.lag is not None:
        begin = drawn("lag", rule.lag)
    else:
        assert rule.not_before is not None
        begin = np.array([years_since(scenario.time.start, rule.not_before)])
    return reducible_factors(edges, share=drawn("share", rule.share), begin=begin, ramp=drawn("ramp", rule.ramp))
