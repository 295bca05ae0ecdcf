"""Where participants were reported to stand, where they would have stood anyway, and what the programme is credited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from businesscase.scenario.load.scenario import Scenario

SAMPLED = " (sampled)"  # ends the key of an input that is not declared but drawn: a reported stock
GAP = 0.005  # of a share: a gap that does not show in whole per cent has no share that could be told


@dataclass(frozen=True)
class LevelStock:
    """Share of members in the states of a target at its date, means over draws.

    Attributes:
        level, target: their names; clock, states: whose.
        observed: whether participants were seen to stand there; otherwise a goal, or levels of others.
        reported: as participants were said to stand.
        without: had the level's hazards been left as they are. Ratios from controlled studies act in it too.
        credited: as the programme is credited with.
        share_of_gap: (credited - without) / (reported - without); None where that gap is too small to show.
    """

    level: str
    target: str
    clock: str
    states: tuple[str, ...]
    measured: date
    observed: bool
    reported: float
    without: float
    credited: float
    share_of_gap: float | None


def level_stocks(scenario: Scenario, stocks: Mapping[str, NDArray[np.float64]]) -> Iterator[LevelStock]:
    """The stocks of every target at its date, means over draws.

    Args:
        stocks: by the key of each target, shape (3, draw): reported, without and credited.
    """
    for name, level in scenario.effects.levels.items():
        for label, target in level.targets.items():
            means = stocks[f"effects.levels.{name}.targets.{label}"].mean(axis=1)
            reported, without, credited = map(float, means)
            gap = reported - without
            yield LevelStock(
                level=name, target=label, clock=level.clock, states=tuple(target.states), measured=level.measured,
                observed=level.observed, reported=reported, without=without, credited=credited,
                share_of_gap=(credited - without) / gap if abs(gap) >= GAP else None,
            )  # fmt: skip
