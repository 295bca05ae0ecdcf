"""Mutual support of married couples: what is left of a benefit when the partner has an income.

Pure functions of arrays of any shape that broadcast. Rates and incomes are in the same unit of money per time. Both
spouses' rates are taken to be equal. The rules and their sources: docs/explanation/rules/mutual_support.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from businesscase.scenario.declare.mutual_support import MutualSupport, PartnerIncome

Floats = NDArray[np.float64]


def net_wage(wage: Floats, contribution: Floats, fixed: Floats) -> Floats:
    """A wage less its contributions (AM-bidrag, ATP), which are taken off before it counts; never below nothing."""
    return np.maximum(0.0, (1.0 - contribution) * wage - fixed)


def counted_hourly(net: Floats, hours: Floats, per_hour: Floats, at_most: Floats) -> Floats:
    """A net wage less so many kroner per hour, for so many hours at most (lov om aktiv socialpolitik § 31)."""
    return np.maximum(0.0, net - per_hour * np.minimum(hours, at_most))


def counted_with_allowance(net: Floats, rate: Floats, amount: Floats, taper: Floats, ceiling: Floats) -> Floats:
    """A share of the net wage above an amount; every krone once wage and what is left of the own rate reach a ceiling.

    The two meet where wage + rate - taper (wage - amount) = ceiling. Never more than the wage (agreement of 13 October
    2023; that the ceiling is one of the spouse's own wage and rate is our reading).
    """
    tapered = taper * np.maximum(0.0, net - amount)
    return np.minimum(net, np.maximum(tapered, net + rate - ceiling))


def left_of_couple(rate: Floats, income: Floats) -> Floats:
    """Help to the couple, both entitled: two rates less the countable income (§§ 26, 30)."""
    return np.maximum(0.0, 2.0 * rate - income)


def left_above_own_rate(rate: Floats, income: Floats) -> Floats:
    """Help to one, whose spouse has another benefit: only what that exceeds the spouse's own rate by is deducted."""
    return np.maximum(0.0, rate - np.maximum(0.0, income - rate))


def among_couples(rate: Floats, left: Floats, married: Floats) -> Floats:
    """Mean over couples, of whom only the married owe each other support."""
    return married * left + (1.0 - married) * rate


def amounts_by_partner(
    declared: MutualSupport,
    rate: Floats,
    drawn: Callable[[str], Floats],
    converted: Callable[[str], Floats],
    amount_of: Callable[[str], Floats],
    disregard: Sequence[str],
) -> dict[str, Floats]:
    """The amount at the full rate by state of the partner, per year.

    Args:
        declared: the declaration.
        rate: amount of a person without a partner, per year.
        drawn: a number of the declaration by its key below it, in canonical units, as it is in force.
        converted: an amount of money likewise, in prices of the price year.
        amount_of: amount per year of another price, by name.
        disregard: which disregard applies, for each position of the last axis.
    """
    married = drawn("married")
    return {
        state: among_couples(rate, _left(state, income, rate, drawn, converted, amount_of, disregard), married)
        for state, income in declared.partner.items()
    }


def _left(
    state: str,
    income: PartnerIncome,
    rate: Floats,
    drawn: Callable[[str], Floats],
    converted: Callable[[str], Floats],
    amount_of: Callable[[str], Floats],
    disregard: Sequence[str],
) -> Floats:
    total = np.zeros_like(rate)
    if income.wages:
        wage = np.asarray(sum(amount_of(name) for name in income.wages))
        net = net_wage(wage, drawn("contribution"), converted("fixed"))
        counted = {name: _counted(name, state, net, rate, drawn, converted) for name in sorted(set(disregard))}
        every = np.broadcast_shapes(*(one.shape for one in counted.values()))
        by_epoch = [np.broadcast_to(counted[name], every)[..., place] for place, name in enumerate(disregard)]
        total = total + np.stack(by_epoch, axis=-1)
    for name in income.benefits:
        total = total + amount_of(name)
    return left_above_own_rate(rate, total) if income.above_own_rate else left_of_couple(rate, total)


def _counted(
    name: str,
    state: str,
    net: Floats,
    rate: Floats,
    drawn: Callable[[str], Floats],
    converted: Callable[[str], Floats],
) -> Floats:
    if name == "hourly":
        hours = drawn(f"partner.{state}.hours")
        return counted_hourly(net, hours, converted("disregards.hourly.per_hour"), drawn("disregards.hourly.at_most"))
    amount, ceiling = converted("disregards.allowance.amount"), converted("disregards.allowance.ceiling")
    return counted_with_allowance(net, rate, amount, drawn("disregards.allowance.taper"), ceiling)
