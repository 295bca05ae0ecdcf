"""Scrambled Sobol points as the standard normal numbers of the draws: evener than random ones.

Draw i is point i // SCRAMBLES of the scramble i % SCRAMBLES, whatever the number of draws. Each scramble by itself is a
valid sample, and they are independent (Owen 1997): how far their means scatter is the error of the mean of all.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import UsageError
from businesscase.core.randomness import name_id
from businesscase.core.words import Words
from businesscase.model.calibration.fitting import sampled, sampling_name
from businesscase.model.inputs.inputs import normal_names
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.load.scenario import Scenario

SCRAMBLES = 16  # their scatter has 15 degrees of freedom
_BITS = 30  # of a coordinate


def normals_of(scenario: Scenario) -> tuple[str, ...]:
    """Names of all independent standard normal numbers of a draw: of its inputs, and of its reports' sampling error."""
    reports = [
        sampling_name(name, label) for name, level in scenario.effects.levels.items() for label in sampled(level)
    ]
    return (*normal_names(scenario), *reports)


def check_sobol(scenario: Scenario, draws: int) -> None:
    """See that draws can be Sobol points.

    Raises:
        UsageError: if numbers are drawn from a file, or the scrambles would have less than two points each.
    """
    filed = [key for key, quantity in quantities(scenario).items() if quantity.column is not None]
    if filed:
        raise UsageError(Words("sobol.filed", keys=", ".join(filed)))
    if draws < 2 * SCRAMBLES:
        raise UsageError(Words("sobol.few", least=2 * SCRAMBLES, draws=draws))


def sobol_positions(scenario: Scenario, *, draws: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Standard normal numbers by name, shape (draw,); a name's place among all is its dimension."""
    from scipy.special import ndtri
    from scipy.stats import qmc

    names = normals_of(scenario)
    each = math.ceil(draws / SCRAMBLES)
    points = np.empty((each, SCRAMBLES, len(names)))
    for scramble in range(SCRAMBLES if names else 0):
        generator = np.random.default_rng([seed, name_id("sobol"), scramble])
        sequence = qmc.Sobol(len(names), scramble=True, bits=_BITS, rng=generator)
        points[:, scramble] = sequence.random_base2(math.ceil(math.log2(each)))[:each]
    flat = points.reshape(each * SCRAMBLES, len(names))[:draws]
    normal = ndtri(flat + 0.5 ** (_BITS + 1))  # in the middle of its cell, so never 0 or 1
    return {name: np.ascontiguousarray(normal[:, place]) for place, name in enumerate(names)}
