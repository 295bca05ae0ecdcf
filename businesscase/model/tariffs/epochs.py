"""Stretches of time within which no price and no rule changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import month_edges, overlap, years_since
from businesscase.scenario.declare.dated import Dated, numbers_of
from businesscase.scenario.declare.keys import walk
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Epochs:
    """The stretches in order.

    Attributes:
        moments: a day whose rules and amounts hold in each.
        share: part of each period's time that falls into each, shape (epoch, period). A date inside a month divides
            that month in proportion: quantities are not known more finely than by month.
    """

    moments: tuple[date, ...]
    share: Floats


def epochs_of(scenario: Scenario) -> Epochs:
    """One stretch if the rules are frozen; else one from each date on which a number of price or rule changes."""
    edges, start = month_edges(scenario.time.horizon_years), scenario.time.start
    if scenario.frozen is not None:
        return Epochs((scenario.frozen,), np.ones((1, edges.shape[0] - 1)))
    dates = {
        begin
        for section in (scenario.prices, scenario.financing, scenario.levies, scenario.contributions)
        for _, value in walk(section)
        if isinstance(value, Dated)
        for begin in _dates(value)
    }
    begins = {moment: years_since(start, moment) for moment in sorted(dates)}
    moments = [start, *(moment for moment, years in begins.items() if 0.0 < years < edges[-1])]
    limits = [0.0, *(begins[moment] for moment in moments[1:]), float(edges[-1])]
    share = np.stack([overlap(a, b, edges) / np.diff(edges) for a, b in pairwise(limits)])
    return Epochs(tuple(moments), share)


def _dates(dated: Dated[Any]) -> list[date]:
    return [begin for _, begin, _ in numbers_of(dated) if begin is not None]
