"""What a budget can be cut by (`rules.reducible`), as a ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.categories import is_cost
from businesscase.core.payers import Payer
from businesscase.core.timeline import years_since
from businesscase.core.vocabulary import Strategy
from businesscase.ledger.ledger import Ledger, Line
from businesscase.rules.amounts import Amounts
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.reducible import EXTRA, SAVED, budget_of, can_be_cut, countable, reach, saves
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

    def weights(self, row: int, inputs: Mapping[str, Floats]) -> tuple[Floats, Floats]:
        """How much of a row's change is a saving that can be cut (before the share), and how much an extra cost.

        Shape (draw or 1, period) and (1, period); arguments as of `factor`.
        """
        saves = self.saves[row][None, :]
        return saves * reach_of(self.scenario, self.lines[row].category, self.edges, inputs), 1.0 * ~saves

    def factor(self, row: int, inputs: Mapping[str, Floats]) -> Floats:
        """The part of a row's saving that counts, shape (draw, period), (1, period) where no number is drawn.

        Args:
            row: of the ledger.
            inputs: drawn numbers, shape (draw,); declared values stand in for what is missing.
        """
        category = self.lines[row].category
        flows = dict(zip((SAVED.name, EXTRA.name), self.weights(row, inputs), strict=True))
        rule, key = self.scenario.budget_reducible.get(category), f"budget_reducible.{category}.share"
        declared = {} if rule is None else {key: np.array([rule.share.canonical])}
        return Numbers({**declared, **inputs}, Columns(()), flows).of(countable(Amounts(self.scenario), category))


def cut_of(scenario: Scenario, lines: Sequence[Line], saved: Floats, edges: Floats) -> Cut:
    """What budgets can be cut by in a ledger whose savings, mean over draws, are `saved`, shape (line, period)."""
    found = {}
    for row, line in enumerate(lines):
        if line.payer is Payer.MUNICIPALITY and can_be_cut(line.category):
            found[row] = replace(line, department=budget_of(scenario, line.category, line.department))
    signs = [saves(scenario, line.category, own) for line, own in zip(lines, saved, strict=True)]
    return Cut(scenario, found, np.array(signs, dtype=np.bool_).reshape(saved.shape), edges)


def reducible_ledger(scenario: Scenario, ledger: Ledger, inputs: Mapping[str, Floats]) -> Ledger:
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
        if is_cost(line.category):
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
