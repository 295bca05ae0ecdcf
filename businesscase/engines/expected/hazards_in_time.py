"""What changes hazards from step to step: the effect's profile, dates, laws that follow the time since start or age."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.profiles import effective_years
from businesscase.engines.expected.compartments import Clock
from businesscase.engines.expected.durations import ELAPSED_NODES
from businesscase.engines.expected.members import Situation, Trait, ages_at_start
from businesscase.engines.expected.starts import elapsed_at_nodes
from businesscase.engines.expected.systems import Built
from businesscase.laws.registry import integrated
from businesscase.model.arrays import AGE, Arrays

Floats = NDArray[np.float64]


def heights(arrays: Arrays, exposure: Exposure, draws: NDArray[np.int64], rank: float, edges: Floats) -> Floats:
    """Mean of every effect profile over every step for a family at a place in the intake, (profile, step, draw).

    `arrays` holds these draws only; `edges` of the steps in years.
    """
    moments, step = edges[:, None], float(edges[1] - edges[0])
    begin = exposure.intake[draws] * rank
    end = np.maximum(np.minimum(begin + exposure.schedule.length[draws], exposure.until), begin)
    found = np.zeros((arrays.profiles.shape[1], edges.shape[0] - 1, arrays.profiles.shape[0]))
    for p in range(arrays.profiles.shape[1]):
        lag, ramp, decay = arrays.profiles[:, p, 0], arrays.profiles[:, p, 1], arrays.profiles[:, p, 2]
        found[p] = np.diff(effective_years(moments, begin, end, lag, ramp, decay), axis=0) / step
    return found


def calendar(arrays: Arrays, transitions: tuple[int, ...], edges: Floats) -> Floats:
    """Share of each step in which a transition is open, (k, step)."""
    chosen = list(transitions)
    opens = arrays.opens[chosen][:, None]
    closes = np.maximum(arrays.closes[chosen][:, None], opens)
    return np.asarray(np.diff(np.clip(edges, opens, closes), axis=1) / (edges[1] - edges[0]))


def timed(
    arrays: Arrays, clock: Clock, built: Built, situation: Situation, ages: Trait | None, *, drawn: bool, edges: Floats
) -> Floats:
    """Mean hazards over each step of the hazards that follow time, (row, step, draw); one row of zeros without any.

    `arrays` holds the block's draws only; `drawn`: whether the members' ages are drawn.
    """
    step, draws = float(edges[1] - edges[0]), arrays.parameters.shape[0]
    found = np.zeros((max(len(built.timed), 1), edges.shape[0] - 1, draws))
    since = np.maximum(edges - situation.begin, 0.0)
    lived = np.maximum(np.diff(since), 1e-12)[:, None]  # of each step; the clock may begin within one
    for row, hazard in enumerate(built.timed):
        k, moments = hazard.transition, since
        if hazard.node == ELAPSED_NODES:
            zero = np.zeros(draws)
        elif hazard.node >= 0:
            state = next(s for s, exits in enumerate(clock.exits) if k in exits)
            zero = elapsed_at_nodes(arrays, clock, state, step)[hazard.node]
        elif arrays.time_scale[k] != AGE:
            moments, zero = situation.begin + since, np.zeros(draws)
        elif situation.begin > 0.0:
            zero = np.full(draws, arrays.type_ages[clock.kind, 0])
        else:
            assert ages is not None
            zero = ages_at_start(arrays, ages.nodes[situation.age : situation.age + 1], drawn)[0]
        reached = integrated(arrays, k, moments[:, None] + zero)
        found[row] = np.maximum(np.diff(reached, axis=0) / lived, 0.0)
    return found
