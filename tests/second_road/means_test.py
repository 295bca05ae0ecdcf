"""Means tests written household by household: what two parents get together, then each one's part.

Pure functions of arrays that broadcast, in the same unit of money per time (docs/explanation/rules/means_test.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from businesscase.scenario.declare.finance import Price
from businesscase.scenario.declare.means_test import MeansTest
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


def household(amount: Floats, limit: Floats, taper: Floats, incomes: Sequence[Floats]) -> Floats:
    """What a household of these incomes is paid."""
    above = np.maximum(sum(incomes, np.zeros_like(amount)) - limit, 0.0)
    return np.maximum(amount - taper * above, 0.0)


def parts(
    scenario: Scenario,
    name: str,
    segment: str,
    *,
    amount: Floats,
    drawn: Callable[[str], Floats],
    income: Callable[[str, str | None], Floats],
) -> Iterator[tuple[str, str | None, Floats]]:
    """State, named situation of the partner ("" for any other, None if nothing hangs on it), amount without factors.

    Args:
        scenario: declares the price.
        name: of the price.
        segment: of the family.
        amount: of the household, before income.
        drawn: a number of the test by its key below it, money in prices of the price year.
        income: of a parent in a state, with the partner in a named state or None.
    """
    price = scenario.prices[name]
    test = price.means_test
    assert test is not None
    limit = drawn("limit")
    if test.limit_per_child is not None:
        limit = limit + drawn("limit_per_child") * drawn("further_children")
    alone = scenario.population.segments[segment].parents == 1
    for state in price.states:
        named = partners(scenario, test, state, segment)
        for partner in ("", *named) if named else (None,):
            own = income(state, partner or None)
            if alone:
                both, rest = household(amount, limit, drawn("taper"), [own]), np.zeros_like(amount)
                half = both
            else:
                other = income(partner, None) if partner else own
                both = household(amount, limit, drawn("taper"), [own, other])
                half = both / 2
                rest = half - household(amount, limit, drawn("taper"), [other, other]) / 2
            if test.ceiling is not None and state in test.ceiling.states:
                room = np.maximum(drawn("ceiling.amount") - own, 0.0)
                half = half - drawn("ceiling.share") * np.maximum(half - room, 0.0)
            yield state, partner, half + rest


def partners(scenario: Scenario, test: MeansTest, state: str, segment: str) -> list[str]:
    """States of the partner on which an income in this state depends."""
    found: dict[str, None] = {}
    for name in (*test.benefits, *test.wages):
        other: Price = scenario.prices[name]
        support = other.mutual_support
        if state in other.states and support is not None and segment in support.segments:
            found.update(dict.fromkeys(support.partner))
    return list(found)
