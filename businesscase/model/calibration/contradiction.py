"""What is said where a report and the base of its clock contradict each other: which, how often, and what was tried."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

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
) -> str:
    """The error of draws whose report is impossible.

    Args:
        inputs: as they were drawn first.
        fits: by level, of the draws `of`, some more than once.
        left: draws for which no attempt made the reports possible; tried: how many were made after the first.
    """
    name = max(fits, key=lambda level: int(np.sum(~fits[level].possible)))
    level, found = scenario.effects.levels[name], fits[name]
    row = int(np.flatnonzero(~found.possible)[0])
    wanted = ", ".join(
        f"{label} {found.reported[row, i]:.1%} (nearest reached {found.nearest[row, i]:.1%})"
        for i, label in enumerate(level.targets)
    )
    return (
        f"effects.levels.{name}: the reported level cannot be reached on clock '{level.clock}' in {left.size:,} of "
        f"{inputs.draws:,} draws ({left.size / inputs.draws:.1%}); in draw {of[row]}: {wanted}. Hazard ratios from "
        f"1/1000 to 1000 were tried. {_hazards(scenario, level.clock, inputs, left)}{_outcome(scenario, base, tried)}: "
        "check the base hazards, the start, the intake, and which transitions the level acts on"
    )


def _hazards(scenario: Scenario, clock: str, inputs: Inputs, left: NDArray[np.int64]) -> str:
    """The uncertain numbers of the clock that are most unlike the others' in those draws."""
    keys = [key for key in inputs.uncertain if key.startswith(f"clocks.{clock}.")]
    if not keys:
        return f"Nothing of clocks.{clock} is uncertain, so nothing can be drawn again"
    off = {key: abs(inputs[key][left].mean() - inputs[key].mean()) / max(inputs[key].std(), 1e-300) for key in keys}
    named = sorted(keys, key=lambda key: -off[key])[:NAMED]
    declared = quantities(scenario)
    means = (
        f"{key} ({inputs[key][left].mean() / declared[key].factor:.3g} in those draws, "
        f"{inputs[key].mean() / declared[key].factor:.3g} in all)"
        for key in named
    )
    return f"It contradicts {'; '.join(means)}"


def _outcome(scenario: Scenario, base: Base, tried: int) -> str:
    if base.numbers and tried:
        return f". Drawn again in vain, attempts: {tried}"
    filed = any(
        number.column is not None and key.startswith(f"clocks.{scenario.effects.levels[level].clock}.")
        for level in base.levels
        for key, number in quantities(scenario).items()
    )
    return ". What comes from the file of draws cannot be drawn again" if filed else ""
