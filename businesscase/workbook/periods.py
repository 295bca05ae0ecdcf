"""`Periods`: the columns of the workbook. Calendar years, divided where a price or rule in use changes.

Also at the first outlay, at the headline's date, and where a year of discounting ends, so that price, rule and factor
are the same throughout a period and quantity x price is exact; and where a deficit would be hidden inside a period.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import calendar_years, overlap, years_since
from businesscase.core.vocabulary import ClockStart, Costs
from businesscase.measures.payback import value_at, without_rounding
from businesscase.measures.result import Result
from businesscase.measures.saving import first_outlay
from businesscase.model.tariffs.epochs import epochs_of
from businesscase.workbook.asked import asked_of, curve_of

Floats = NDArray[np.float64]
_CLOSE = 1e-9  # years: limits nearer than this are one


@dataclass(frozen=True)
class Periods:
    """The columns in order.

    Attributes:
        labels: "2025", or "2025 (2)" for the second part of a year.
        years: calendar year in which each is booked, shape (period,).
        calendar: calendar year in which each lies; another one only where a programme starts inside a month.
        edges: limits in years since programme start, shape (period + 1,).
        moments: a day whose rules and amounts hold in each.
        weights: part of each month that falls into each, shape (period, month).
        outlays: years until the first outlay, by cost definition.
        date: the headline's date in years since programme start.
    """

    labels: tuple[str, ...]
    years: tuple[int, ...]
    calendar: tuple[int, ...]
    edges: Floats
    moments: tuple[Date, ...]
    weights: Floats
    outlays: dict[Costs, float]
    date: float

    def __len__(self) -> int:
        return len(self.labels)

    def summed(self, monthly: Floats) -> Floats:
        """Monthly amounts by period, shape (..., month) -> (..., period)."""
        found: Floats = monthly @ self.weights.T
        return found


def periods_of(result: Result) -> Periods:
    """The columns that a result needs."""
    scenario, edges = result.scenario, result.central_ledger.edges
    epochs, start = epochs_of(scenario), scenario.time.start
    horizon = float(edges[-1])
    declared = [costs for costs in Costs if costs is not Costs.STEADY_STATE or scenario.programme.steady_state]
    outlays = {costs: first_outlay(result.central_ledger, costs) for costs in declared}
    head = result.headline
    begin = outlays[head.costs] if head.clock_start is ClockStart.FIRST_OUTLAY else 0.0
    booked = calendar_years(start, edges)
    cuts = [0.0, horizon, begin + head.within_years, *outlays.values()]
    cuts += [float(edges[month]) for month in np.flatnonzero(np.diff(booked)) + 1]
    cuts += [years_since(start, Date(year, 1, 1)) for year in range(start.year + 1, int(booked[-1]) + 2)]
    cuts += [base + year for base in outlays.values() for year in range(1, int(horizon) + 1)]
    bounds = np.concatenate([[0.0], np.cumsum(epochs.share @ np.diff(edges))])  # of the epochs
    cuts += list(map(float, bounds))
    limits: list[float] = []
    for cut in sorted(cut for cut in cuts if 0.0 <= cut <= horizon + _CLOSE):
        if not limits or cut - limits[-1] > _CLOSE:
            limits.append(cut)
    limits[-1] = horizon
    limits = sorted({*limits, *_hidden(result, outlays, limits)})
    weights = np.stack([overlap(a, b, edges) / np.diff(edges) for a, b in pairwise(limits)])
    weights[weights < _CLOSE] = 0.0
    weights /= weights.sum(axis=0)
    middles = [(a + b) / 2.0 for a, b in pairwise(limits)]
    into = years_since(start.replace(month=1, day=1), start)
    months = [int(np.searchsorted(edges, middle, side="right")) - 1 for middle in middles]
    years = tuple(int(booked[month]) for month in months)
    epoch = [
        int(np.clip(np.searchsorted(bounds, middle, side="right") - 1, 0, len(epochs.moments) - 1))
        for middle in middles
    ]
    return Periods(
        labels=tuple(_label(years, place) for place in range(len(years))),
        years=years,
        calendar=tuple(start.year + int(np.floor(middle + into + _CLOSE)) for middle in middles),
        edges=np.array(limits),
        moments=tuple(epochs.moments[one] for one in epoch),
        weights=weights,
        outlays=outlays,
        date=begin + head.within_years,
    )


def _hidden(result: Result, outlays: dict[Costs, float], limits: list[float]) -> set[float]:
    """Where a deficit begins and ends inside one period, the month in which it is deepest: a column shows it then.

    Otherwise a payback after some months would read as one from the start.
    """
    found = set()
    for asked in asked_of(result):
        view = curve_of(result, asked, outlays)
        curve, edges = without_rounding(view.curve[0, 0]), view.edges
        for first, last in pairwise(limits):
            inside = np.flatnonzero((edges > first + _CLOSE) & (edges < last - _CLOSE))
            ends = value_at(curve, edges, first), value_at(curve, edges, last)
            if len(inside) and min(ends) >= 0.0 and curve[inside].min() < 0.0:
                found.add(float(edges[inside[np.argmin(curve[inside])]]))
    return found


def _label(years: tuple[int, ...], place: int) -> str:
    same = [other for other, year in enumerate(years) if year == years[place]]
    return str(years[place]) if len(same) == 1 else f"{years[place]} ({same.index(place) + 1})"
