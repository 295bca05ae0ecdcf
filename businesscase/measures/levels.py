"""Where participants were reported to stand, where they would have stood anyway, and what the programme is credited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.measures.rows import LevelStock
from businesscase.scenario.load.scenario import Scenario

SAMPLED = " (sampled)"  # ends the key of an input that is not declared but drawn: a reported stock
GAP = 0.005  # of a share: a gap that does not show in whole per cent has no share that could be told


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
