"""`meet`: the log ratios of a block of draws under which every goal is met as far as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Strategy
from businesscase.engines.goals.counting import asked
from businesscase.engines.goals.evaluating import Outcomes
from businesscase.model.calibration.roots import LARGEST, TOLERANCE, find_roots, find_roots_of_steps
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.declare.goals import Goal

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEAST = 1e-9  # of an outcome: less is not asked for


class Precision(NamedTuple):
    """How finely goals are met.

    Attributes:
        find: what finds the log ratios.
        tolerance: relative, of outcomes.
        missed: relative distance from which a goal counts as out of reach.
        nothing: share of what is asked for that stands for none at all, which has no logarithm.
    """

    find: Callable[..., tuple[Floats, Floats, NDArray[np.bool_]]]
    tolerance: float
    missed: float
    nothing: float


EXACT = Precision(find_roots, TOLERANCE, 1e-6, 1e-12)
SAMPLED = Precision(find_roots_of_steps, 2e-3, 0.05, 1e-3)
IN_LIVES = Precision(find_roots_of_steps, 2e-2, 0.1, 1e-2)  # of families, of which there are few


def meet(
    goals: Mapping[str, Goal], model: CompiledModel, outcomes: Outcomes, precision: Precision, draws: Ints
) -> tuple[Floats, Floats]:
    """Log ratios of a block, shape (draw, goal), and without, goal, met and reached, shape (4, draw, goal).

    Some stand fast: a goal of which nothing is met has the ratio 1; so has one that is met already, without the
    programme or by all else that it does, for no goal is worked against; one that is out of reach has the last ratio
    that is tried. The others are met beside them.
    """
    size, number = len(draws), len(goals)
    at = np.zeros((size, number))
    plain = outcomes(draws, at)
    without = plain[:, :, Strategy.COUNTERFACTUAL.axis]
    each = [asked(name, goal, model, without[:, g], draws) for g, (name, goal) in enumerate(goals.items())]
    full = np.stack([goal for goal, _, _ in each], axis=1)
    wanted = np.stack([part for _, part, _ in each], axis=1)
    towards = np.array([sign for _, _, sign in each])
    met = np.stack([model.inputs[f"goals.{name}.met"][draws] for name in goals], axis=1)
    target, held = np.maximum(wanted, LEAST), at.copy()
    close = precision.tolerance * target

    def programme(chosen: Ints, log_ratio: Floats) -> Floats:
        return outcomes(draws[chosen], log_ratio)[:, :, Strategy.PROGRAMME.axis]

    def over(chosen: Ints, log_ratio: Floats) -> Floats:
        return np.asarray(towards * (programme(chosen, log_ratio) - target[chosen]))

    def gaps_of(some: Ints, chosen: Ints, log_ratio: Floats) -> Floats:
        own = some[chosen]
        gap = np.log(np.maximum(programme(own, log_ratio) / target[own], precision.nothing))
        return np.where(fast[own], log_ratio - held[own], gap)

    left = np.arange(size)
    idle = towards * (plain[:, :, Strategy.PROGRAMME.axis] - target) > -close  # met already by all else
    fast, again = (met == 0.0) | idle, np.zeros((size, number), bool)
    for _ in range(3 * number + 1):
        at[left], gap, solved = precision.find(partial(gaps_of, left), at[left], tolerance=precision.tolerance)
        stopped = ~fast[left] & ~solved[:, None] & (np.abs(at[left]) >= LARGEST - 1e-9)
        stopped &= np.abs(gap) >= precision.tolerance
        held[left] = np.where(stopped, at[left], held[left])
        needless = np.zeros(stopped.shape, bool)
        for goal in range(number if number > 1 else 0):  # met without its own ratio, all others with theirs?
            alone = np.where(np.arange(number) == goal, 0.0, at[left])
            needless[:, goal] = over(left, alone)[:, goal] > close[left, goal]
        needless &= ~fast[left] & ~stopped & ~again[left]
        short = np.zeros(stopped.shape, bool)
        if idle[left].any():  # no longer met, beside the others?
            short = idle[left] & (over(left, at[left]) < -close[left]) & ~again[left]
        again[left] |= short
        idle[left] = (idle[left] | needless) & ~short
        fast[left] = (fast[left] | stopped | needless) & ~short
        at[left] = np.where(fast[left], held[left], at[left])
        left = left[(stopped | needless | short).any(axis=1)]
        if not left.size:
            break
    return at, np.stack([without, full, wanted, programme(np.arange(size), at)])
