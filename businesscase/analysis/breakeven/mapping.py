"""An input against the cost per family: where on the plane of both a claim turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.breakeven.results import BreakEvenMap
from businesscase.analysis.breakeven.turning import turn_of
from businesscase.analysis.levers.asking import Asked, at_date, margin
from businesscase.analysis.levers.levers import Lever
from businesscase.analysis.levers.line import Line, Views, base_view, mover
from businesscase.analysis.levers.scaled import Scaled, cost_of
from businesscase.core.errors import NumericalError, ScenarioError
from businesscase.gathering import families_by_segment
from businesscase.measures.views import View
from businesscase.simulating import Progress

Floats = NDArray[np.float64]
POINTS = 9
FARTHEST = 2.3263478740408408  # normal quantile of 0.99: the map reaches from the 1st to the 99th percentile


def map_of(line: Line, asked: Asked, lever: Lever, *, touches: bool, progress: Progress) -> BreakEvenMap | None:
    """The cost per family at which the claim turns, for values of an input across its distribution.

    None where the claim has no cost. Values at which the model cannot be are left out.
    """
    cost = cost_of(line, asked)
    if cost is None:
        return None
    families = sum(families_by_segment(line.base.model).values())
    base = base_view(line, asked)
    values, saved, turning = [], [], []
    for at, moved in _along(lever, asked, mover(line, lever.values(lever.declared), touches=touches), progress):
        without = replace(moved, curve=cost.without.curve + moved.curve - base.curve)
        values.append(lever.value(at))
        saved.append(at_date(asked, without) / families)
        turning.append(turning_cost(asked, replace(cost, without=without, base=moved)))
    return BreakEvenMap(
        lever.key, lever.shown.unit, np.array(values), lever.shown.value, np.array(saved), np.array(turning), cost.found
    )  # fmt: skip


def turning_cost(asked: Asked, cost: Scaled) -> float:
    """Cost per family at which a claim turns; 0 where none is low enough, the most where none is too high."""
    most = cost.most / cost.found
    turn = turn_of(lambda by: margin(asked, cost.at(by)), lowest=0.0, middle=1.0, highest=most)
    if turn.at is not None:
        return cost.found * turn.at
    return cost.most if margin(asked, cost.at(1.0)) > 0.0 else 0.0


def _along(lever: Lever, asked: Asked, views: Views, progress: Progress) -> Iterator[tuple[float, View]]:
    farthest = min(FARTHEST, lever.reach)
    for place, at in enumerate(_places(farthest)):
        progress("drawing the map", place / POINTS)
        try:
            yield at, views([asked], lever.values(at))[0]
        except (NumericalError, ScenarioError):
            continue


def _places(farthest: float) -> Sequence[float]:
    return [float(at) for at in np.linspace(-farthest, farthest, POINTS)]
