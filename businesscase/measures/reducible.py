"""What a budget can be cut by: the part of each saving that can be taken out of a named budget, and when.

With s the saving of a category in a month, its part is s x share x r(t), r(t) = 0 until `begin`, (t - begin) / ramp on
the ramp and 1 after it (t in years from programme start). An extra cost, s < 0, always counts in full: no budget is
relieved of it. A month counts as saving where the mean of s over draws is above 0, one sign for all draws, so that
noise inside a draw is not cut in half; the sign of a month does not depend on the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import years_since
from businesscase.core.vocabulary import (
    COST_CATEGORIES,
    TAX_CATEGORIES,
    Costs,
    Payer,
    Perspective,
    Savings,
    Strategy,
)
from businesscase.ledger.ledger import Ledger, Line
from businesscase.measures.payback import cumulative, value_at
from businesscase.measures.rows import SavingsView
from businesscase.measures.saving import mean_savings, saving
from businesscase.measures.verdicts import claim_result
from businesscase.measures.views import payback_of, view_of
from businesscase.scenario.declare.finance import Claim
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


def reducible_book(scenario: Scenario, ledger: Ledger, inputs: Mapping[str, Floats]) -> Ledger:
    """The ledger in which the municipality saves only what its budgets can be cut by; every cost stays.

    Args:
        scenario: declares the parts; a category that is not declared cannot be cut at all.
        ledger: over draws, or central.
        inputs: drawn numbers, shape (draw,); declared values stand in for what is missing (the central ledger: {}).

    Returns:
        Cost lines of every payer unchanged, and the municipality's savings before tax as money not spent with the
        programme, in the department whose budget is cut.
    """
    lines: list[Line] = []
    amounts: list[Floats] = []
    for row, line in enumerate(ledger.lines):
        books = ledger.amounts[:, :, :, row]
        if line.category in COST_CATEGORIES:
            lines.append(line)
            amounts.append(books)
        elif line.payer is Payer.MUNICIPALITY and line.category not in TAX_CATEGORIES:
            saved = books[:, :, _COUNTERFACTUAL] - books[:, :, _PROGRAMME]
            rule = scenario.budget_reducible.get(line.category)
            part = (
                np.zeros((1, len(ledger.edges) - 1)) if rule is None else _factors(scenario, line, rule, ledger, inputs)
            )
            factor = np.where(saved.mean(axis=(0, 1)) > 0.0, part, 1.0)
            less = np.zeros_like(books)
            less[:, :, _PROGRAMME] = -saved * factor[:, None, :]
            lines.append(Line(line.payer, line.category, (rule.by if rule else None) or line.department))
            amounts.append(less)
    stacked = np.stack(amounts, axis=3) if amounts else ledger.amounts[:, :, :, :0]
    return Ledger(tuple(lines), stacked, ledger.edges)


def savings_views(
    scenario: Scenario,
    headline: Claim,
    books: Mapping[Savings, tuple[Ledger, Ledger]],
    *,
    seed: int,
) -> tuple[SavingsView, ...]:
    """The municipality's payback with all savings and with those that a budget can be cut by, for every cost.

    The headline's own cost definition comes first; its discounting, crossing and clock start hold for all.

    Args:
        scenario: what was declared.
        headline: whose years and confidence are asked for.
        books: the ledger over draws and the central one, by kind of saving.
        seed: of the run.
    """
    declared = [costs for costs in Costs if costs is not Costs.STEADY_STATE or scenario.programme.steady_state]
    found = []
    for costs in sorted(declared, key=lambda one: one is not headline.costs):
        for savings, (ledger, central) in books.items():
            asked = headline.model_copy(
                update={"perspective": Perspective.MUNICIPALITY, "costs": costs, "savings": savings}
            )
            view = view_of(scenario, asked, ledger)
            until = view.start + headline.within_years
            total = cumulative(saving(ledger, Perspective.MUNICIPALITY, savings).mean(axis=(0, 1)))
            parts = mean_savings(ledger, [Payer.MUNICIPALITY], savings)
            found.append(
                SavingsView(
                    costs=costs,
                    savings=savings,
                    saved=float(value_at(total, ledger.edges, until)),
                    by_category={
                        name: float(value_at(cumulative(flow), ledger.edges, until)) for name, flow in parts.items()
                    },
                    payback=payback_of(scenario, asked, ledger, central),
                    claim=claim_result(
                        savings.value, asked, view, horizon_years=scenario.time.horizon_years, seed=seed
                    ),
                )
            )
    return tuple(found)


def _factors(scenario: Scenario, line: Line, rule: Reducible, ledger: Ledger, inputs: Mapping[str, Floats]) -> Floats:
    key = f"budget_reducible.{line.category}"

    def drawn(name: str, quantity: Quantity) -> Floats:
        return inputs.get(f"{key}.{name}", np.full(len(ledger.amounts), quantity.canonical))

    if rule.lag is not None:
        begin = drawn("lag", rule.lag)
    else:
        assert rule.not_before is not None
        begin = np.full(len(ledger.amounts), years_since(scenario.time.start, rule.not_before))
    return reducible_factors(ledger.edges, share=drawn("share", rule.share), begin=begin, ramp=drawn("ramp", rule.ramp))
