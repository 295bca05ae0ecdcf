"""Mixes that sum to one in every draw, and the elapsed time of those who are already there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.words import Words
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.composition import families_of
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


def drawn_shares(key: str, declared: Mapping[str, Quantity | str], inputs: Inputs) -> dict[str, Floats]:
    """Shares per draw; `rest` takes what the others leave.

    Raises:
        NumericalError: if the others exceed one in a draw (never cut silently).
    """
    drawn = {name: inputs[f"{key}.{name}.share"] for name, share in declared.items() if not isinstance(share, str)}
    left = 1.0 - sum(drawn.values(), np.zeros(inputs.draws))
    if np.any(left < -1e-9):
        worst = int(np.argmin(left))
        raise NumericalError(Words("shares.drawn", at=key, draw=worst, names=", ".join(drawn), total=1.0 - left[worst]))
    return {name: np.maximum(left, 0.0) if isinstance(s, str) else drawn[name] for name, s in declared.items()}


def elapsed_parameters(mean: Floats, spread: Floats) -> Floats:
    """Mean and standard deviation of the log of a lognormal time with this mean and spread, shape (draw, 2)."""
    variance = np.log1p((spread / mean) ** 2)
    return np.stack([np.log(mean) - 0.5 * variance, np.sqrt(variance)], axis=1)


def segment_weights(scenario: Scenario, segments: tuple[str, ...], families: int, inputs: Inputs) -> Floats:
    """Families that one listed family stands for, shape (draw, segment): drawn share over the share in the list.

    A segment whose share rounds to none is refused by the checks: nobody could stand for it.
    """
    weight = np.ones((inputs.draws, len(segments)))
    if scenario.population.listed is not None:
        return weight
    declared = scenario.population.segments
    mix = drawn_shares("population.segments", {name: s.share for name, s in declared.items()}, inputs)
    listed = families_of(scenario.population)
    uncertain = any(key.startswith("population.segments.") for key in inputs.uncertain)
    for position, name in enumerate(segments):
        if uncertain and listed[name]:
            weight[:, position] = mix[name] * families / listed[name]
    return weight
