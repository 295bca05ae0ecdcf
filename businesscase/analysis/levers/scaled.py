"""Derived quantities as levers: cost per family, persons moved, entries avoided; each scales a part of the curve.

A curve is linear in how much of a part there is: K(f) = K(0) + f (K(1) - K(0)), where K(1) is as the model finds and
K(0) is without that part. No engine is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.cases import valued
from businesscase.analysis.levers.line import Line, base_view
from businesscase.core.vocabulary import Strategy
from businesscase.engines.common.occupancy import Occupancy
from businesscase.gathering import families_by_segment
from businesscase.measures.asked import Asked, cost_apart, view
from businesscase.measures.saving import first_outlay
from businesscase.measures.views import View

Floats = NDArray[np.float64]
MOST = 10.0  # times what the model finds, where nothing else is a limit
_NEGLIGIBLE = 0.005  # of a person or an entry: less than that is not counted in persons


class Derived(StrEnum):
    """Kinds of derived quantities."""

    COST_PER_FAMILY = "cost_per_family"
    SUCCESS = "success"
    AVOIDED = "avoided"


@dataclass(frozen=True)
class Scaled:
    """A derived quantity.

    Attributes:
        kind: what it is.
        name: of the clock and state that are counted, ("", "") of the cost.
        found: how much the model finds: DKK per family, or persons or entries by the claim's date.
        most: more than that there cannot be.
        without: the claim's view without it.
        base: the claim's view as it is found.
    """

    kind: Derived
    name: tuple[str, str]
    found: float
    most: float
    without: View
    base: View

    def at(self, factor: float) -> View:
        """The view with so many times as much."""
        return replace(self.base, curve=self.without.curve + factor * (self.base.curve - self.without.curve))


def scaled_of(line: Line, asked: Asked) -> tuple[Scaled, ...]:
    """Cost per family; persons in a state that the scenario calls a success; entries that an effect avoids."""
    return (*_cost(line, asked), *_success(line, asked), *_avoided(line, asked))


def cost_of(line: Line, asked: Asked) -> Scaled | None:
    """What the claim has to recoup over the horizon, kroner per family; None where it has no cost."""
    return next(_cost(line, asked), None)


def _cost(line: Line, asked: Asked) -> Iterator[Scaled]:
    found = cost_apart(line.scenario, asked, line.base.ledger, line.base.central.inputs.values)
    if found is not None:
        cost = found.cost / sum(families_by_segment(line.base.model).values())
        yield Scaled(Derived.COST_PER_FAMILY, ("", ""), cost, MOST * cost, found.without, found.base)


def _success(line: Line, asked: Asked) -> Iterator[Scaled]:
    """The whole difference on the clock of success, counted in persons who are there at the claim's date."""
    success, mean = line.scenario.programme.success, line.base.mean
    if success is None:
        return
    there = mean.cells.find(success.clock, tuple(success.states))
    clock = np.array([place for place, cell in enumerate(mean.cells.cells) if cell.clock == success.clock])
    time = np.array([place for place in clock if mean.cells.cells[place].kind == "time"])
    (programme, otherwise), (_, everyone) = (_persons(line, asked, cells) for cells in (there, time))
    yield from _counted(
        line, asked, Derived.SUCCESS, (success.clock, ""), clock, programme - otherwise, everyone - otherwise
    )


def _avoided(line: Line, asked: Asked) -> Iterator[Scaled]:
    """Entries into the states that a declared ratio leads to, with the time spent there and its refunds."""
    mean, until = line.base.mean, base_view(line, asked).start + asked.claim.within_years
    whole = mean.edges[1:] <= until + 1e-9
    for clock, state in dict.fromkeys(
        (effect.clock, transition.split("->")[1].strip())
        for effect in line.scenario.effects.ratios.values()
        if effect.ratio.value < 1.0  # what an effect is to bring about, such as going home again, is not avoided
        for transition in effect.transitions
    ):
        cells = [
            place
            for place, cell in enumerate(mean.cells.cells)
            if cell.clock == clock and (cell.state == state or cell.kind == "kroner")
        ]
        entries = mean.quantities[0, 0, :, :, whole][..., mean.cells.find(clock, (state,), kind="entry")]
        programme, otherwise = (float(entries[:, each.axis].sum()) for each in Strategy)
        yield from _counted(
            line, asked, Derived.AVOIDED, (clock, state), np.array(cells), otherwise - programme, otherwise
        )


def _counted(
    line: Line, asked: Asked, kind: Derived, name: tuple[str, str], cells: NDArray[np.int64], found: float, most: float
) -> Iterator[Scaled]:
    if found <= _NEGLIGIBLE or len(cells) == 0:
        return
    ledger = valued(line.setting, line.base.central, _like_without(line.base.mean, cells))
    outlay = _outlay(line, asked)
    without = view(line.scenario, asked, ledger, line.base.central.inputs.values, outlay=outlay)
    yield Scaled(kind, name, found, most, without, base_view(line, asked))


def _like_without(mean: Occupancy, cells: NDArray[np.int64]) -> Occupancy:
    """Quantities whose programme is like the counterfactual in some cells."""
    quantities = mean.quantities.copy()
    quantities[:, :, Strategy.PROGRAMME.axis, ..., cells] = quantities[:, :, Strategy.COUNTERFACTUAL.axis, ..., cells]
    return replace(mean, quantities=quantities)


def _persons(line: Line, asked: Asked, cells: NDArray[np.int64]) -> tuple[float, float]:
    """Persons in some cells at the claim's date, with the programme and without it."""
    mean, date = line.base.mean, base_view(line, asked).start + asked.claim.within_years
    period = min(max(int(np.searchsorted(mean.edges, date - 1e-9)) - 1, 0), len(mean.edges) - 2)
    there = mean.quantities[0, 0, :, :, period][..., cells].sum(axis=(1, 2)) / np.diff(mean.edges)[period]
    return float(there[Strategy.PROGRAMME.axis]), float(there[Strategy.COUNTERFACTUAL.axis])


def _outlay(line: Line, asked: Asked) -> float:
    return first_outlay(line.base.ledger, asked.claim.costs)
