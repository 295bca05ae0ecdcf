"""Discount factors at any time, by products and powers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def discount_factor(times: ArrayLike, rates: Mapping[float, float]) -> Floats:
    """What a krone at each time is worth at time 0: the product of yearly factors 1 / (1 + rate of the year).

    DF(n + s) = prod over years k = 1..n of 1 / (1 + r_k), times (1 + r_{n+1})^-s within a year. A falling schedule is
    a product, not (1 + r)^-t at the latest rate (Danish Ministry of Finance 2021: 3.5 % for years 0-35, then 2.5 %
    *for those years*). Before time 0 the first rate applies, and factors exceed one.

    Args:
        times: years, any shape.
        rates: lower limit of each band in years -> yearly rate; the lowest limit is 0.
    """
    times = np.asarray(times, dtype=np.float64)
    years = np.floor(times).astype(np.int64)
    limits = np.array(sorted(rates))
    level = np.array([rates[limit] for limit in sorted(rates)])

    def rate_of(year: NDArray[np.int64]) -> Floats:
        return level[np.maximum(np.searchsorted(limits, year, side="right") - 1, 0)]

    longest = max(int(years.max(initial=0)), 0)
    products = np.concatenate([[1.0], np.cumprod(1.0 / (1.0 + rate_of(np.arange(longest))))])
    whole = np.where(years >= 0, products[np.maximum(years, 0)], (1.0 + level[0]) ** -np.minimum(years, 0.0))
    factors: Floats = whole * (1.0 + rate_of(years)) ** -(times - years)
    return factors
