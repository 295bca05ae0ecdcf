"""Outcomes of the goals at any log ratios: expected, or sampled where the expected engine refuses the model."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.expected.block import solve_block
from businesscase.engines.expected.plan import Plan, plan
from businesscase.engines.expected.settings import Settings
from businesscase.engines.goals.counting import MONTHS, Counted, outcome
from businesscase.engines.goals.together import Together, families_with
from businesscase.model.arrays import Arrays
from businesscase.model.compiled import CompiledModel, of_draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Outcomes = Callable[[Ints, Floats], Floats]  # of draws at log ratios (draw, goal): (draw, goal, strategy)
REPLICATIONS = 32  # life courses of every family in a draw, where outcomes are sampled
FOLLOWED = 8  # the same where a family's own situation ends its service, which only the engine discrete_event follows


def ratios(model: CompiledModel, edges: Sequence[Ints], draws: Ints, log_ratio: Floats) -> Floats:
    """The ratios of all effects with those of the goals in some draws, shape (draw, transition) of all draws."""
    found = model.arrays.ratio.copy()
    for goal, own in enumerate(edges):
        found[np.ix_(draws, own)] = np.exp(log_ratio[:, goal])[:, None]
    return found


def expected(model: CompiledModel, edges: Sequence[Ints], goals: Sequence[Counted], settings: Settings) -> Outcomes:
    """Outcomes as the expected engine has them at these settings: the same steps, classes and nodes.

    Only the clocks that goals are counted on are solved, with those that they read, up to the last year that counts.
    """
    planning = ratios(model, edges, np.arange(model.draws), np.ones((model.draws, len(edges))))
    months = _months(model, goals, beyond=2 * math.ceil(settings.months))  # of a step its neighbours tell the slope
    planned = _restricted(
        plan(replace(model, arrays=model.arrays._replace(ratio=planning)), settings, cohort=False),
        {int(model.arrays.clock_type[c]) for c in _clocks(model, goals)}, months,
    )  # fmt: skip
    exposure = Exposure(model.schedule)

    def outcomes(draws: Ints, log_ratio: Floats) -> Floats:
        arrays = _until(model.arrays, months)._replace(ratio=ratios(model, edges, draws, log_ratio))
        quantities = solve_block(replace(model, arrays=arrays), planned, exposure, draws)
        return np.stack([outcome(goal, quantities) for goal in goals], axis=1)

    return outcomes


def sampled(model: CompiledModel, edges: Sequence[Ints], goals: Sequence[Counted | Together]) -> Outcomes:
    """Outcomes of life courses: at every ratio the same random numbers, so that it alone is what changes them.

    All draws between the first and the last that are asked for are lived: numbers are addressed by the draw's number.
    """
    months = _months(model, goals, beyond=1)
    arrays = _until(model.arrays, months)
    of_families = [place for place, goal in enumerate(goals) if isinstance(goal, Together)]

    def outcomes(draws: Ints, log_ratio: Floats) -> Floats:
        found = arrays._replace(ratio=np.ascontiguousarray(ratios(model, edges, draws, log_ratio)))
        first, last = int(draws.min()), int(draws.max())
        own = of_draws(replace(model, arrays=found), slice(first, last + 1))
        at = draws - first
        counted = np.empty((len(draws), len(goals), 2))
        if of_families:
            counted[:, of_families] = families_with(own, [one for one in goals if isinstance(one, Together)])[at]
        if len(of_families) < len(goals):
            quantities = _lived(own).quantities[at].mean(axis=1, dtype=np.float64)
            for place, goal in enumerate(goals):
                if isinstance(goal, Counted):
                    counted[:, place] = outcome(goal, quantities)
        return counted

    return outcomes


def _lived(model: CompiledModel) -> Occupancy:
    if model.feeds_back:
        from businesscase.engines.discrete_event import engine as discrete_event

        return discrete_event.simulate(model, Exposure(model.schedule), replications=FOLLOWED)
    from businesscase.engines.montecarlo import engine as montecarlo

    return montecarlo.simulate(model, Exposure(model.schedule), replications=REPLICATIONS, workers=1)


def _months(model: CompiledModel, goals: Sequence[Counted | Together], *, beyond: int = 0) -> int:
    """Whole years up to the last month that counts and some beyond it, in months."""
    last = max(goal.months for goal in goals) + beyond
    return min(-(-last // MONTHS) * MONTHS, len(model.arrays.edges) - 1)


def _until(arrays: Arrays, months: int) -> Arrays:
    edges = np.ascontiguousarray(arrays.edges[: months + 1])
    edges.setflags(write=False)
    return arrays._replace(edges=edges)


def _clocks(model: CompiledModel, goals: Sequence[Counted]) -> list[int]:
    """One clock of each type that a goal counts on."""
    names = {model.structure.cells.cells[cell].clock for goal in goals for cell in goal.cells}
    kinds = [kind for kind, each in enumerate(model.structure.types) if each.clock in names]
    return [int(np.flatnonzero(model.arrays.clock_type == kind)[0]) for kind in kinds
            if np.any(model.arrays.clock_type == kind)]  # fmt: skip


def _restricted(planned: Plan, kinds: set[int], months: int) -> Plan:
    """A plan that solves these types and what they hang on, for the first months: the same solutions, cut off."""
    waiting, needed = list(kinds), set[int]()
    while waiting:
        kind = waiting.pop()
        if kind not in needed:
            needed.add(kind)
            waiting += [slot.kind for part in planned.parts[kind] for slot in part.recipe.reading.slots]
            waiting += [planned.ended_by[kind]] if planned.ended_by[kind] >= 0 else []
    parts = tuple(
        tuple(
            replace(
                part,
                present={at: there[:, :months] for at, there in part.present.items()},
                paired={at: there[:, :months] for at, there in part.paired.items()},
            )
            for part in own
        )
        for own in planned.parts
    )
    steps = round(months / planned.settings.months)
    return replace(
        planned,
        steps=steps,
        order=tuple(kind for kind in planned.order if kind in needed),
        parts=parts,
        inside={at: share[:steps] for at, share in planned.inside.items()},
    )
