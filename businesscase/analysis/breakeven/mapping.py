"""Two inputs as a map: where on the plane of both a claim turns.

Across goes an input, or when the programme stops; up goes the cost per family, or another input.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.breakeven.results import COST, STOP, Axis, BreakEvenMap
from businesscase.analysis.levers.line import Line, Views, base_view, mover
from businesscase.analysis.levers.scaled import Scaled, cost_of
from businesscase.analysis.plans.stops import last_stop, stopped_at
from businesscase.core.errors import NumericalError, ScenarioError
from businesscase.core.words import Words
from businesscase.gathering import families_by_segment
from businesscase.measures.asked import Asked, at_date, margin
from businesscase.measures.turning import turn_of
from businesscase.model.levers import Lever
from businesscase.simulating import Progress

Floats = NDArray[np.float64]
POINTS, COSTS = 9, 41  # values of an input, and of the cost
FARTHEST = 2.3263478740408408  # normal quantile of 0.99: the map reaches from the 1st to the 99th percentile
ROOM = 1.25  # times the largest cost that is shown


@dataclass(frozen=True)
class Sides:
    """What a map is of.

    Attributes:
        across: an input; None: when the programme stops.
        up: another input; None: the cost per family.
        touches: whether either moves quantities.
    """

    across: Lever | None
    up: Lever | None
    touches: bool


def map_of(line: Line, asked: Asked, sides: Sides, *, progress: Progress) -> BreakEvenMap | None:
    """Where a claim turns on the plane of two inputs.

    None where the claim has no cost that the map would be against. Values at which the model cannot be are left out.
    """
    cost = cost_of(line, asked)
    if sides.up is not None:
        assert sides.across is not None
        return _of_inputs(line, asked, sides.across, sides.up, touches=sides.touches, progress=progress)
    if cost is None:
        return None
    moved = _stops(line, asked, progress) if sides.across is None else _moved(line, asked, cost, sides, progress)
    return _against_cost(line, asked, sides.across, cost, list(moved))


def turning_cost(asked: Asked, cost: Scaled) -> float:
    """Cost per family at which a claim turns; 0 where none is low enough, the most where none is too high."""
    most = cost.most / cost.found
    turn = turn_of(lambda by: margin(asked, cost.at(by)), lowest=0.0, middle=1.0, highest=most)
    if turn.at is not None:
        return cost.found * turn.at
    return cost.most if margin(asked, cost.at(1.0)) > 0.0 else 0.0


def _moved(line: Line, asked: Asked, cost: Scaled, sides: Sides, progress: Progress) -> Iterator[tuple[float, Scaled]]:
    """The claim's cost at every value of an input that goes across."""
    lever, base = sides.across, base_view(line, asked)
    assert lever is not None
    views = mover(line, lever.values(lever.declared), touches=sides.touches)
    for place, at in enumerate(_places(lever)):
        progress(Words("stage.map"), place / POINTS)
        try:
            own = views([asked], lever.values(at))[0]
        except (NumericalError, ScenarioError):
            continue
        without = replace(own, curve=cost.without.curve + own.curve - base.curve)
        yield lever.value(at), replace(cost, without=without, base=own)


def _stops(line: Line, asked: Asked, progress: Progress) -> Iterator[tuple[float, Scaled]]:
    """The same where the programme stops: of its whole cost only what is spent until then. Never begun it is none."""
    for place, years in enumerate(np.linspace(0.0, last_stop(line), POINTS + 1)[1:].tolist()):
        progress(Words("stage.map"), place / POINTS)
        own = stopped_at(line, asked, years)
        if own is not None:
            yield years, own


def _against_cost(
    line: Line, asked: Asked, lever: Lever | None, cost: Scaled, moved: list[tuple[float, Scaled]]
) -> BreakEvenMap:
    families = sum(families_by_segment(line.base.model).values())
    turning = [turning_cost(asked, own) for _, own in moved]
    top = ROOM * max([cost.found, *(min(each, 4.0 * cost.found) for each in turning)])
    costs = np.linspace(0.0, top, COSTS)
    seen = [[own.at(float(each) / cost.found) for each in costs] for _, own in moved]
    values = tuple(value for value, _ in moved)
    if lever is None:
        across = Axis(STOP, "years", values, values[-1])
    else:
        across = Axis(lever.key, lever.shown.unit, values, lever.shown.value)
    return BreakEvenMap(
        across,
        Axis(COST, "DKK", tuple(costs.tolist()), cost.found),
        balance=tuple(tuple(at_date(asked, one) / families for one in row) for row in seen),
        margin=tuple(tuple(margin(asked, one) / families for one in row) for row in seen),
        turning=tuple(turning),
    )


def _of_inputs(
    line: Line, asked: Asked, across: Lever, up: Lever, *, touches: bool, progress: Progress
) -> BreakEvenMap:
    families = sum(families_by_segment(line.base.model).values())
    views = mover(line, {**across.values(across.declared), **up.values(up.declared)}, touches=touches)
    rungs, balance, margins, values = _places(up), [], [], []
    for place, at in enumerate(_places(across)):
        progress(Words("stage.map"), place / POINTS)
        try:
            row = [_both(views, asked, across, at, up, rung) for rung in rungs]
        except (NumericalError, ScenarioError):
            continue
        values.append(across.value(at))
        balance.append(tuple(each[0] / families for each in row))
        margins.append(tuple(each[1] / families for each in row))
    levels = [up.value(rung) for rung in rungs]
    return BreakEvenMap(
        Axis(across.key, across.shown.unit, tuple(values), across.shown.value),
        Axis(up.key, up.shown.unit, tuple(levels), up.shown.value),
        tuple(balance),
        tuple(margins),
        tuple(_crossing(np.array(levels), np.array(row), up.shown.value) for row in margins),
    )


def _both(views: Views, asked: Asked, across: Lever, at: float, up: Lever, rung: float) -> tuple[float, float]:
    seen = views([asked], {**across.values(at), **up.values(rung)})[0]
    return at_date(asked, seen), margin(asked, seen)


def _crossing(values: Floats, margins: Floats, declared: float) -> float | None:
    """Where a margin is zero between values of an input, the nearest to what is declared; straight in between."""
    ahead = np.flatnonzero((margins[:-1] * margins[1:] < 0.0) | (margins[:-1] == 0.0))
    found = [
        float(values[at] - margins[at] * (values[at + 1] - values[at]) / (margins[at + 1] - margins[at]))
        for at in ahead
        if margins[at + 1] != margins[at]
    ]
    return min(found, key=lambda value: abs(value - declared)) if found else None


def _places(lever: Lever) -> list[float]:
    farthest = min(FARTHEST, lever.reach)
    return [float(at) for at in np.linspace(-farthest, farthest, POINTS)]
