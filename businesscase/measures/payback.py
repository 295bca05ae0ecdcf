"""When a cumulative net saving reaches zero, and what a later krone is worth.

A curve K holds the cumulative net saving at the limits of the periods: shape (..., period + 1), K[..., 0] at the
start. It is linear within a period. Years not within the horizon are `inf` here; `Result` says None.
Definitions: docs/explanation/payback.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.rules.discounting import YEAR, YearFactor, mid_year, years_of
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.expressions import ByNumber, Expression, Input
from businesscase.rules.payback import (
    BALANCE,
    BEGIN,
    COST,
    END,
    FIRST,
    FOR_GOOD,
    OPENING,
    SIGN,
    START,
    TOLERANCE,
    TOLERATED,
    WHOLE_YEARS,
    YEARS,
    cleared,
)

Floats = NDArray[np.float64]

ROUNDING = TOLERANCE  # a cumulative saving this small beside its turnover is rounding, not a deficit


def cumulative(flows: Floats, *, opening: float = 0.0) -> Floats:
    """Curve of flows per period, shape (..., period) -> (..., period + 1); `opening` is paid or saved at time 0."""
    start = np.full((*flows.shape[:-1], 1), opening)
    return np.concatenate([start, opening + np.cumsum(flows, axis=-1)], axis=-1)


def sustained(curve: Floats, edges: Floats, *, start: float = 0.0) -> Floats:
    """Years from `start` to the smallest T with K >= 0 on all of [T, horizon], shape (...); inf if there is none.

    Args:
        curve: K at the edges, shape (..., period + 1).
        edges: limits of the periods in years, shape (period + 1,).
        start: when the years begin to count, on the time axis of `edges`.
    """
    return _measured(FOR_GOOD, curve, edges, start)


def first(curve: Floats, edges: Floats, *, start: float = 0.0) -> Floats:
    """Years from `start` to the first time K reaches zero after it was negative, shape (...).

    0 where K is never negative; inf where it never comes back. Arguments as in `sustained`.
    """
    return _measured(FIRST, curve, edges, start)


def value_at(curve: Floats, edges: Floats, time: float) -> Floats:
    """K at a time, linear within the period and held before the first and after the last edge, shape (...)."""
    right = int(np.clip(np.searchsorted(edges, time, side="left"), 1, len(edges) - 1))
    since, length = time - edges[right - 1], edges[right] - edges[right - 1]
    share = 0.0 if since <= 0.0 else float(np.clip(since / length, 0.0, 1.0))  # also where the period is a moment
    values: Floats = curve[..., right - 1] * (1.0 - share) + curve[..., right] * share
    return values


def whole_years(payback: Floats) -> Floats:
    """Payback in whole years, rounded up (5.000 stays 5, inf stays inf)."""
    flows = {YEARS.name: payback.reshape(1, -1), TOLERATED.name: np.full((1, 1), TOLERANCE)}
    return Numbers({}, Columns(()), flows).of(WHOLE_YEARS).reshape(payback.shape)


def without_rounding(curve: Floats) -> Floats:
    """The curve with values that are only rounding (below `ROUNDING` of its turnover) set to exactly zero."""
    numbers = Numbers({}, Columns(()), _balance(curve))
    balance = np.concatenate([numbers.of(cleared(level)) for level in (OPENING, BALANCE)], axis=1)
    return 0.0 - balance.reshape(curve.shape)


def peak_need(curve: Floats) -> Floats:
    """The deepest deficit of a curve K, shape (..., period + 1) -> (...); 0 where it is never in deficit."""
    need: Floats = np.maximum(-without_rounding(curve).min(axis=-1), 0.0)
    return need


def mid_year_factors(edges: Floats, rates: Mapping[float, float], *, base: float) -> Floats:
    """Factor of each period, shape (period,): that of the middle of the year, counted from `base`, that it lies in.

    A period without length is a moment, such as an outlay at time 0: it has the factor of when its year begins.

    Args:
        edges: limits of the periods in years.
        rates: lower limit of each band in years -> yearly rate; the lowest limit is 0.
        base: time from which years are counted, such as the first outlay.
    """
    factors: Floats = _year_factors(edges, rates, base, lambda years, place: years[place].middle)
    return factors


def year_end_factors(edges: Floats, rates: Mapping[float, float], *, base: float) -> Floats:
    """The same with the money of a year at its end: DF(k) = prod over 1..k of 1 / (1 + r), as textbooks discount."""
    factors: Floats = _year_factors(edges, rates, base, lambda years, place: years[place + 1].begin)
    return factors


def _year_factors(
    edges: Floats,
    rates: Mapping[float, float],
    base: float,
    of_year: Callable[[Mapping[int, YearFactor], int], Expression],
) -> Floats:
    """Factors by the year of each period; of moments, which have no length, by when their year begins."""
    years = years_of(edges, base=base)
    keys = {limit: Input(str(limit)) for limit in rates}
    first_year, last_year = min(int(years.min()), 0), max(int(years.max()), 0)
    found = {one.year: one for one in mid_year(keys, first=first_year, last=last_year + 1).years}
    values = {key.key: np.array([rates[limit]]) for limit, key in keys.items()}
    numbers = Numbers(values, Columns(()), {YEAR.name: years[None, :]})
    places = range(first_year, last_year + 1)
    flowing: Floats = numbers.of(ByNumber(YEAR, {place: of_year(found, place) for place in places}))[0]
    if (np.diff(edges) > 0.0).all():
        return flowing
    begins = numbers.of(ByNumber(YEAR, {place: found[place].begin for place in places}))[0]
    return np.where(np.diff(edges) > 0.0, flowing, begins)


def continuous_factors(edges: Floats, rate: float, *, base: float) -> Floats:
    """Factor of each period, shape (period,): the mean of exp(-rate t) over it, t in years from `base`.

    (exp(-r t0) - exp(-r t1)) / (r (t1 - t0)), for money that flows evenly within the period; exp(-r t0) of a moment.
    """
    length, begin = np.diff(edges), edges[:-1] - base
    if rate == 0.0:
        return np.ones_like(length)
    flowing = rate * np.where(length > 0.0, length, 1.0)
    factors: Floats = np.exp(-rate * begin) * np.where(length > 0.0, -np.expm1(-flowing) / flowing, 1.0)
    return factors


def _measured(rule: Expression, curve: Floats, edges: Floats, start: float) -> Floats:
    """A payback by `rules.payback`, for all curves at once, shape (..., period + 1) -> (...)."""
    flows = {
        **_balance(curve),
        SIGN.name: np.ones((1, 1)),
        BEGIN.name: edges[None, :-1],
        END.name: edges[None, 1:],
        START.name: np.full((1, 1), start),
    }
    return Numbers({}, Columns(()), flows).of(rule)[:, 0].reshape(curve.shape[:-1])


def _balance(curve: Floats) -> dict[str, Floats]:
    """What `rules.payback` counts of curves of savings, which are costs with their sign turned."""
    balance = -curve.reshape(-1, curve.shape[-1])
    return {
        BALANCE.name: balance[:, 1:],
        OPENING.name: balance[:, :1],
        COST.name: np.diff(balance, axis=1),
        TOLERATED.name: np.full((1, 1), TOLERANCE),
    }
