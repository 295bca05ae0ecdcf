"""What is said where a report and the base of its clock contradict each other: which, how often, and what was tried."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.core.words import Words
from businesscase.model.calibration.fitting import Fit
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.inputs.redrawing import Base
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.load.scenario import Scenario

NAMED = 3  # numbers that are named, those in which the draws concerned differ most


def contradiction(
    scenario: Scenario,
    base: Base,
    inputs: Inputs,
    fits: Mapping[str, Fit],
    of: NDArray[np.int64],
    left: NDArray[np.int64],
    tried: int,
) -> Words:
    """The error of draws whose report is impossible.

    Args:
        inputs: as they were drawn first.
        fits: by level, of the draws `of`, some more than once.
        left: draws for which no attempt made the reports possible; tried: how many were made after the first.
    """
    name = max(fits, key=lambda level: int(np.sum(~fits[level].possible)))
    level, found = scenario.effects.levels[name], fits[name]
    row = int(np.flatnonzero(~found.possible)[0])
    wanted = tuple(
        Words("levels.nearest", label=label, reported=found.reported[row, i], reached=found.nearest[row, i])
        for i, label in enumerate(level.targets)
    )
    return Words(
        "levels.unreached",
        name=name,
        clock=level.clock,
        left=left.size,
        draws=inputs.draws,
        share=left.size / inputs.draws,
        draw=inputs.first + of[row],
        wanted=wanted,
        hazards=_hazards(scenario, level.clock, inputs, left),
        outcome=_outcome(scenario, base, tried),
    )


def _hazards(scenario: Scenario, clock: str, inputs: Inputs, left: NDArray[np.int64]) -> Words:
    """The uncertain numbers of the clock that are most unlike the others' in those draws."""
    keys = [key for key in inputs.uncertain if key.startswith(f"clocks.{clock}.")]
    if not keys:
        return Words("levels.certain", clock=clock)
    off = {key: abs(inputs[key][left].mean() - inputs[key].mean()) / max(inputs[key].std(), 1e-300) for key in keys}
    named = sorted(keys, key=lambda key: -off[key])[:NAMED]
    declared = quantities(scenario)
    means = tuple(
        Words(
            "levels.mean",
            name=key,
            those=inputs[key][left].mean() / declared[key].factor,
            all=inputs[key].mean() / declared[key].factor,
        )
        for key in named
    )
    return Words("levels.contradicts", means=means)


def _outcome(scenario: Scenario, base: Base, tried: int) -> str:
    if base.numbers and tried:
        return Words("levels.in_vain", tried=tried)
    filed = any(
        number.column is not None and key.startswith(f"clocks.{scenario.effects.levels[level].clock}.")
        for level in base.levels
        for key, number in quantities(scenario).items()
    )
    return Words("levels.filed") if filed else ""
