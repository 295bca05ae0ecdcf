"""What a goal counts in an engine's quantities, and how much of it is asked for in each draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import overlap, years_since
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.declare.goals import Goal
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MONTHS = 12


@dataclass(frozen=True)
class Counted:
    """What a goal counts.

    Attributes:
        cells: that are added up; whole: those that a share is of, None where it is no share.
        inside: what each month counts, shape (period,): all up to the last that counts.
    """

    cells: Ints
    whole: Ints | None
    inside: Floats

    @property
    def months(self) -> int:
        """Months up to the last that counts."""
        return int(np.flatnonzero(self.inside)[-1]) + 1


def counted(scenario: Scenario, model: CompiledModel, goal: Goal) -> Counted:
    """What a goal counts; a stock is the mean over the month that ends with its date, as in the tables of outcomes."""
    edges, cells, start = model.arrays.edges, model.structure.cells, scenario.time.start
    until = years_since(start, goal.until)
    assert goal.clock is not None  # families are counted in `together`
    own = cells.find(goal.clock, tuple(goal.states), kind="entry" if goal.measure == "entries" else "time")
    if not goal.is_stock:
        since = 0.0 if goal.since is None else years_since(start, goal.since)
        return Counted(own, None, overlap(since, until, edges) / np.diff(edges))
    month = max(int(np.searchsorted(edges, until - 1e-9)) - 1, 0)
    inside = np.zeros(len(edges) - 1)
    inside[month] = 1.0 / (edges[month + 1] - edges[month])  # person-time of a month over its length: persons
    every = tuple(dict.fromkeys(cell.state for cell in cells.cells if cell.clock == goal.clock))
    return Counted(own, cells.find(goal.clock, every) if goal.measure == "share" else None, inside)


def outcome(what: Counted, quantities: NDArray[np.floating]) -> Floats:
    """The outcome of each strategy, shape (draw, strategy), from (draw, strategy, segment, month, cell)."""
    inside = what.inside[: quantities.shape[3]]
    own = np.asarray(np.take(quantities, what.cells, axis=-1).sum(axis=(2, 4), dtype=np.float64) @ inside)
    if what.whole is None:
        return own
    whole = np.asarray(np.take(quantities, what.whole, axis=-1).sum(axis=(2, 4), dtype=np.float64) @ inside)
    return np.asarray(np.divide(own, whole, out=np.zeros_like(own), where=whole > 0.0))


def asked(name: str, goal: Goal, model: CompiledModel, without: Floats, draws: Ints) -> tuple[Floats, Floats, float]:
    """The goal in full and as much of it as is met, shape (draw,), and whether more is better (1) or less (-1).

    A part of a goal is that part of the way from what would be without the programme. A level that is there already
    without it asks for no more than that it is kept.
    """
    amount: Floats = model.inputs[f"goals.{name}.{goal.kind}"][draws]
    if goal.of is not None:
        amount = amount / model.inputs[f"goals.{name}.of"][draws]
    towards = 1.0 if goal.grows else -1.0
    if goal.kind in ("at_least", "at_most"):
        full = amount
    else:
        full = without * amount if goal.kind == "times" else without + towards * amount
    met = model.inputs[f"goals.{name}.met"][draws]
    part = without + met * (full - without)
    return full, np.where(towards * (full - without) < 0.0, full, part), towards
