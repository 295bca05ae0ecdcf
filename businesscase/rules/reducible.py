"""What a budget can be cut by: the part of each saving that can be taken out of a named budget, and when.

With s the saving of a category in a month, its part is s x share x r(t), r(t) = 0 until `begin`, (t - begin) / ramp on
the ramp and 1 after it (t in years from programme start). An extra cost, s < 0, always counts in full: no budget is
relieved of it. A month saves where the mean of its saving over draws is above 0, one sign for all draws, so that noise
inside a draw is not cut in half; the sign of a month does not depend on the horizon.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.core.categories import is_saving
from businesscase.core.vocabulary import Savings, is_not_modelled
from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import Expression, Flow
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]

SAVED = Flow("saved")  # in months in which a category saves: saving x r(t)
EXTRA = Flow("extra")  # in months in which it costs more: the saving, which is negative
_STEP = 1e-9  # years: a ramp of nothing is a step


def can_be_cut(category: str) -> bool:
    """Whether a budget can be cut by what is saved of a category: never by the programme's own money, nor by tax."""
    return is_saving(category, Savings.BUDGET_REDUCIBLE)


def budget_of(scenario: Scenario, category: str, own: str | None) -> str | None:
    """The department whose budget is cut: the one that is named, or the category's own."""
    rule = scenario.budget_reducible.get(category)
    return (rule.by if rule else None) or own


def saves(scenario: Scenario, category: str, saved: Floats) -> NDArray[np.bool_]:
    """Which months save, from the saving of a category in each, mean over draws, shape (period,).

    What is not modelled has the sign that it was declared with: a judged saving takes nothing out of a budget, a judged
    cost counts in full.
    """
    if is_not_modelled(category):
        declared = scenario.not_modelled[category.partition(":")[2]].per_family.canonical
        return np.full(saved.shape, declared >= 0.0)
    return np.asarray(saved > 0.0)


def countable(amounts: Amounts, category: str) -> Expression:
    """What counts of the savings of a category; a category that is not declared cannot be cut at all."""
    if category not in amounts.scenario.budget_reducible:
        return EXTRA
    return SAVED * amounts.number(f"budget_reducible.{category}.share") + EXTRA


def reach(edges: Floats, *, begin: Floats, ramp: Floats) -> Floats:
    """Mean over each period of r(t), shape (draw, period); the arguments have shape (draw,).

    The integral of a ramp from 0 to 1 of length d that begins at b, until t: 0 before b, (t - b)^2 / (2 d) on it,
    t - b - d / 2 after it.
    """
    length = np.maximum(ramp, _STEP)[:, None]
    since = np.clip((edges[None, :] - begin[:, None]) / length, 0.0, None)
    integral = length * np.where(since < 1.0, since**2 / 2.0, since - 0.5)
    factors: Floats = np.diff(integral, axis=1) / np.diff(edges)
    return factors
