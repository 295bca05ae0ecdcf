"""What was to be reached: without the programme, the goal, and what the model has when as much of it is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from businesscase.scenario.load.scenario import Scenario


@dataclass(frozen=True)
class GoalOutcome:
    """A goal in numbers, means over draws: persons or moves as numbers, shares of one, or years.

    Attributes:
        goal: its name; clock, states: whose; of families those of all parts.
        measure: entries, share, count, time or families; kind: at_least, at_most, more, fewer or times.
        since, until: the days between which it is counted, or the day at which; since is None from the start on.
        amount, unit: as it is written.
        without: had there been no programme.
        full: the goal.
        reached: in the model, with the programme.
        met: the share of the goal that is met.
        already: share of draws in which the goal is there without the programme.
        missed: share of draws in which no hazard ratio reaches as much of it as is met; there it does what it can.
        ratio: that multiplies the hazards of its transitions when the effect is full, median over draws.
    """

    goal: str
    clock: str
    states: tuple[str, ...]
    measure: str
    kind: str
    since: date | None
    until: date
    amount: float
    unit: str
    without: float
    full: float
    reached: float
    met: float
    already: float
    missed: float
    ratio: float


def goal_outcomes(
    scenario: Scenario, goals: Mapping[str, NDArray[np.float64]], inputs: Mapping[str, NDArray[np.float64]]
) -> Iterator[GoalOutcome]:
    """Every goal, means over draws.

    Args:
        scenario: what is declared.
        goals: by the key of each goal, shape (6, draw) (`Solved.goals`).
        inputs: drawn inputs that are uncertain, by key.
    """
    for name, goal in scenario.goals.items():
        without, full, _, reached, missed, ratio = goals[f"goals.{name}"]
        met = inputs.get(f"goals.{name}.met")
        there = without >= full if goal.grows else without <= full
        yield GoalOutcome(
            goal=name, clock=", ".join(dict.fromkeys(clock for clock, _ in goal.counted_on)),
            states=tuple(state for _, states in goal.counted_on for state in states),
            measure=goal.measure, kind=goal.kind,
            since=goal.since, until=goal.until, amount=goal.amount.value, unit=goal.amount.unit,
            without=float(without.mean()), full=float(full.mean()), reached=float(reached.mean()),
            met=goal.met.canonical if met is None else float(met.mean()),
            already=float(there.mean()), missed=float(missed.mean()), ratio=float(np.median(ratio)),
        )  # fmt: skip
