"""Families of which several things are true at once: counted in lives, since no expectation knows a whole family."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import run_key
from businesscase.core.timeline import years_since
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.workspace import family_space
from businesscase.engines.goals.counting import MONTHS
from businesscase.engines.montecarlo.needed import lives_of
from businesscase.model.arrays import Arrays
from businesscase.model.compiled import CompiledModel
from businesscase.scenario.declare.goals import Goal
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LIVES = 8  # life courses of every family in a draw
_ROWS = 100  # moves, beginnings and ends of a family in both strategies that records are made for at first


@dataclass(frozen=True)
class Trait:
    """One part: of a type's clocks any or all stand in the states, and began in one of `begun` (empty: anywhere)."""

    kind: int
    every: bool
    states: tuple[int, ...]
    begun: tuple[int, ...]


@dataclass(frozen=True)
class Together:
    """What is to be true of the same family at a moment, in years since programme start."""

    traits: tuple[Trait, ...]
    moment: float

    @property
    def months(self) -> int:
        """Months up to the moment."""
        return int(np.ceil(self.moment * MONTHS - 1e-9))


def together(scenario: Scenario, model: CompiledModel, goal: Goal) -> Together:
    """What a goal of families counts."""
    traits = []
    for part in goal.parts.values():
        kind = model.structure.type_of(part.clock, part.role)
        names = model.structure.types[kind].states
        states, begun = (tuple(names.index(state) for state in each) for each in (part.states, part.begun_in))
        traits.append(Trait(kind, part.of in ("all_parents", "all_children"), states, begun))
    return Together(tuple(traits), years_since(scenario.time.start, goal.until))


def families_with(model: CompiledModel, goals: list[Together]) -> Floats:
    """Families of which all is true, shape (draw, goal, strategy): mean over lives, each weighing what it stands for.

    The same random numbers whatever the ratios are, those of the engines.
    """
    draws = model.draws
    keys = run_key(model.inputs.seed, model.inputs.first + np.arange(draws)[:, None], np.arange(LIVES)[None, :] + 1)
    arrays, records = _records(model, sorted({trait.kind for goal in goals for trait in goal.traits}), keys)
    clocks, families = len(arrays.clock_type), len(arrays.family_id)
    family_of = np.repeat(np.arange(families), np.diff(arrays.family_clocks))
    weight = arrays.weight[:, arrays.family_segment]
    shape = (draws, LIVES, 2, clocks)
    index = tuple(records[:, :4].astype(np.int64).T)
    first, begun = records[:, 4] < 0.0, np.full(shape, -1, np.int8)
    begun[tuple(axis[first] for axis in index)] = records[first, 5]
    found = np.empty((draws, len(goals), 2))
    for number, goal in enumerate(goals):
        before, now = records[:, 6] < goal.moment, np.full(shape, -1, np.int8)
        now[tuple(axis[before] for axis in index)] = records[before, 5]  # of a path the last row before the moment
        true = np.ones((draws, LIVES, 2, families), bool)
        for trait in goal.traits:
            true &= _of_family(trait, arrays.clock_type == trait.kind, family_of, families, begun, now)
        found[:, number] = np.einsum("dlsf,df->ds", true, weight) / LIVES
    return found


def _of_family(
    trait: Trait, own: NDArray[np.bool_], family_of: Ints, families: int, begun: NDArray[np.int8], now: NDArray[np.int8]
) -> NDArray[np.bool_]:
    """Whether it is true of each family, shape (draw, life, strategy, family)."""
    inside, running = np.isin(now, trait.states) & own, (now >= 0) & own
    came = np.isin(begun, trait.begun) & own if trait.begun else running

    def any_of(members: NDArray[np.bool_]) -> NDArray[np.bool_]:
        found = np.zeros((*members.shape[:3], families), bool)
        for clock in np.flatnonzero(own):
            found[..., family_of[clock]] |= members[..., clock]
        return found

    if not trait.every:
        return any_of(inside & came)
    return any_of(inside) & ~any_of(running & ~inside) & any_of(came)


def _records(model: CompiledModel, kinds: list[int], keys: NDArray[np.uint64]) -> tuple[Arrays, Floats]:
    """Event histories (`courses.trace_draws`) of these types and what they hang on, and the arrays they are of."""
    exposure = Exposure(model.schedule)
    if model.feeds_back:
        from businesscase.engines.discrete_event.engine import histories

        return model.arrays, histories(model, exposure, keys)
    from businesscase.engines.montecarlo.courses import trace_draws

    arrays, _, families = lives_of(model.arrays, model.structure, kinds)
    intervals = np.ascontiguousarray(exposure.service(slice(None))[:, families])
    rows = _ROWS * len(arrays.family_id) * keys.size
    while True:
        records = np.zeros((rows, 7))
        count = trace_draws(arrays, intervals, keys, family_space(arrays), records)
        if count >= 0:
            return arrays, records[:count]
        rows *= 2
