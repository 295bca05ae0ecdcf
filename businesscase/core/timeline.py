"""Time in years since programme start: dates, periods, and the one place where time is converted.

A year is a calendar year; a month is 1/12 of it and a week 1/52 (docs/explanation/model.md).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

MONTHS = 12
YOUNGEST, OLDEST = 20.0, 60.0  # years, to which drawn ages of parents are cut
Thing = TypeVar("Thing")


def years_since(start: date, moment: date) -> float:
    """Years from start to a date: whole months where the days agree, days as shares of their month in between."""
    return (_months(moment) - _months(start)) / MONTHS


def _months(moment: date) -> float:
    _, days = calendar.monthrange(moment.year, moment.month)
    return MONTHS * moment.year + (moment.month - 1) + (moment.day - 1) / days


def latest(dated: Iterable[tuple[date | None, Thing]], day: date) -> Thing:
    """Of things that begin on rising days the one in force; the first also stands for what was before it."""
    (_, chosen), *later = dated
    for begin, thing in later:
        if begin is not None and begin <= day:
            chosen = thing
    return chosen


def month_edges(horizon_years: int) -> NDArray[np.float64]:
    """Limits of the months in years, shape (12 * horizon_years + 1,)."""
    return np.arange(horizon_years * MONTHS + 1) / MONTHS


def calendar_years(start: date, edges: NDArray[np.float64]) -> NDArray[np.int64]:
    """Calendar year of the middle of each period, which is the period's own where it starts on the first of a month.

    Returns:
        Shape (period,).
    """
    into = years_since(start.replace(month=1, day=1), start)
    years: NDArray[np.int64] = np.floor((edges[:-1] + edges[1:]) / 2.0 + into).astype(np.int64) + start.year
    return years


def overlap(begin: float, end: float, edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Years of [begin, end) in each period, shape (period,)."""
    return np.asarray(np.clip(np.minimum(end, edges[1:]) - np.maximum(begin, edges[:-1]), 0.0, None))
