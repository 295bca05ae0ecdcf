"""What a budget can be cut by (`rules.reducible`), as a ledger.

A month counts as saving where the mean of its saving over draws is above 0, one sign for all draws, so that noise
inside a draw is not cut in half; the sign of a month does not depend on the horizon. What is not modelled has the sign
that it was declared with: a judged saving takes nothing out of a budget, a judged cost counts in full.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.timeline import years_since
from businesscase.core.vocabulary import COST_CATEGORIES, TAX_CATEGORIES, Strategy, is_not_modelled
from businesscase.ledger.ledger import Ledger, Line
from businesscase.rules.amounts import Amounts
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.reducible import EXTRA, SAVED, countable, reach
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
_PROGRAMME, _COUNTERFACTUAL = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis


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
        category, saves = self.lines[row].category, self.saves[row][None, :]
        flows = {
            SAVED.name: saves * reach_of(self.scenario, category, self.edges, inputs),
            EXTRA.name: 1.0 * ~saves,
        }
        rule, key = self.scenario.budget_reducible.get(category), f"budget_reducible.{category}.share"
        declared = {} if rule is None else {key: np.array([rule.share.canonical])}
        return Numbers({**declared, **inputs}, Columns(()), flows).of(countable(Amounts(self.scenario), category))


def cut_of(scenario: Scenario, lines: Sequence[Line], saved: Floats, edges: Floats) -> Cut:
    """What budgets can be cut by in a ledger whose savings, mean over draws, are `saved`, shape (line, period)."""
    found = {}
    for row, line in enumerate(lines):
        if line.payer is Payer.MUNICIPALITY and line.category not in COST_CATEGORIES + TAX_CATEGORIES:
            rule = scenario.budget_reducible.get(line.category)
            found[row] = Line(line.payer, line.category, (rule.by if rule else None) or line.department)
    saves = [saving_months(scenario, line.category, own) for line, own in zip(lines, saved, strict=True)]
    return Cut(scenario, found, np.array(saves, dtype=np.bool_).reshape(saved.shape), edges)


def saving_months(scenario: Scenario, category: str, saved: Floats) -> NDArray[np.bool_]:
    """In which months a category counts as saving, of its saving, mean over draws, shape (period,)."""
    if is_not_modelled(category):
        declared = scenario.not_modelled[category.partition(":")[2]].per_family.canonical
        return np.full(saved.shape, declared >= 0.0)
    return saved > 0.0


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


def reach_of(scenario: Scenario, category: str, edges: Floats, inputs: Mapping[str, Floats]) -> Floats:
    """How far the budget of a category can be cut by in each period, before its share; shape (draw or 1, period)."""
    rule, key = scenario.budget_reducible.get(category), f"budget_reducible.{category}"
    if rule is None:
        return np.zeros((1, len(edges) - 1))
    if rule.lag is not None:
        begin = inputs.get(f"{key}.lag", np.array([rule.lag.canonical]))
    else:
        assert rule.not_before is not None
        begin = np.array([years_since(scenario.time.start, rule.not_before)])
    return reach(edges, begin=begin, ramp=inputs.get(f"{key}.ramp", np.array([rule.ramp.canonical])))
