"""Discount factors by whole years from a base (the first outlay): the product of yearly factors, in mid-year.

DF(n + 1/2) = prod over years k = 1..n of 1 / (1 + r_k), over the root of 1 + r_{n+1}. A falling schedule is a product,
not (1 + r)^-t at the latest rate (Danish Ministry of Finance 2021: 3.5 % for years 0-35, then 2.5 % *for those years*).
Before the base the first rate applies, and factors exceed one. All months of a year share the factor of its middle, the
convention of yearly accounts, so monthly and yearly flows discount alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.rules.expressions import ONE, ByNumber, Expression, Flow, Root

Floats = NDArray[np.float64]

YEAR = Flow("year")  # whole years from the base to the column
_ROUNDING = 1e-12  # years


@dataclass(frozen=True)
class YearFactor:
    """A year from the base: the rate in force, the factor when it begins, and that of its middle."""

    year: int
    rate: Expression
    begin: Expression
    middle: Expression


@dataclass(frozen=True)
class MidYear:
    """The factors of some years.

    Attributes:
        rates: lower limit in years -> rate and the root of 1 + rate, rising.
        years: from the base on, then those before it, backwards.
        factor: of the column, by the flow `YEAR`.
    """

    rates: Mapping[float, tuple[Expression, Expression]]
    years: tuple[YearFactor, ...]
    factor: Expression


def years_of(edges: Floats, *, base: float) -> Floats:
    """The year from the base in which the middle of each period lies, shape (period,).

    A year may begin in the middle of a period, and sums of twelfths are off by rounding.
    """
    found: Floats = np.floor((edges[:-1] + edges[1:]) / 2.0 - base + _ROUNDING)
    return found


def mid_year(rates: Mapping[float, Expression], *, first: int, last: int) -> MidYear:
    """Factors of the years `first` (0 or before) to `last`; `rates`: lower limit in years, from 0 -> yearly rate."""
    by_limit = {limit: (rates[limit], Root(rates[limit] + ONE)) for limit in sorted(rates)}
    lowest = min(by_limit)

    def in_force(year: int) -> tuple[Expression, Expression]:
        return by_limit[max((limit for limit in by_limit if limit <= year), default=lowest)]

    years: list[YearFactor] = []
    begin: Expression = ONE
    for year in range(last + 1):
        rate, root = in_force(year)
        years.append(YearFactor(year, rate, begin, begin / root))
        begin = begin / (rate + ONE)
    begin = ONE
    for year in range(-1, first - 1, -1):
        rate, root = in_force(year)
        begin = begin * (rate + ONE)
        years.append(YearFactor(year, rate, begin, begin / root))
    return MidYear(by_limit, tuple(years), ByNumber(YEAR, {one.year: one.middle for one in years}))
