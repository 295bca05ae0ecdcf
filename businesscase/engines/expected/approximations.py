"""How far each named approximation moves the quantities, measured by changing it on a few draws."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Figure, Words
from businesscase.delivery.schedule import Exposure
from businesscase.engines.expected.block import solve_block
from businesscase.engines.expected.couplings import Slot
from businesscase.engines.expected.plan import Plan, Recipes, plan, work
from businesscase.engines.expected.settings import Settings
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
CHECKED = 8  # draws on which approximations are measured
REFINED = 0.002  # distance above which an approximation is refined, whatever it takes
CHEAPLY = 0.0001  # the same while a draw takes less than `CHEAP`
CHEAP = 3e5  # of `plan.work` per draw, some milliseconds
TOLERANCE = 0.02  # sum of distances above which the engine gives up
ROUNDS = 6
WORK = 1e7  # of `plan.work` per draw above which the expectation is not solved (some tenths of a second)


@dataclass(frozen=True)
class Approximation:
    """One named approximation of the expected engine, and how far changing it moves the answer.

    Attributes:
        name: key of what is approximated (docs/explanation/engines.md).
        distance: largest share, over clocks, strategies, segments and years, of a clock's person-time in a year that
            changing the approximation moves to another cell.
        clock: the clock and role in which that is.
    """

    name: str
    distance: float
    clock: str


@dataclass(frozen=True)
class Resolution:
    """Settings that are fine enough for a model, and what is left of each approximation."""

    settings: Settings
    approximations: tuple[Approximation, ...]

    @property
    def bound(self) -> float:
        """Sum of the distances."""
        return sum(each.distance for each in self.approximations)


Changed = Callable[[Settings], Settings]
Planned = Callable[[Settings], Plan]
_FINER: dict[str, Changed] = {
    "steps": lambda s: replace(s, months=0.5 * s.months),
    "frailty": lambda s: replace(s, frailty_nodes=2 * s.frailty_nodes - 1),
    "intake": lambda s: replace(s, rank_nodes=2 * s.rank_nodes),
    "covariate": lambda s: replace(s, covariate_nodes=2 * s.covariate_nodes),
    "age": lambda s: replace(s, age_nodes=2 * s.age_nodes),
    "durations": lambda s: replace(s, growth=1.0 + 0.5 * (s.growth - 1.0) if s.growth > 1.3 else 1.0),
    "cohorts": lambda s: replace(s, cohort=0.5 * s.cohort),
    "self_support": lambda s: replace(s, carry_bins=2 * s.carry_bins),
    "pauses": lambda s: replace(s, precise=True),
    "read_clocks": lambda s: replace(s, joint=True) if not s.joint else replace(s, pooled=False),
}
# What no setting refines: the rule or its absence is put in its place, which shows how much hangs on it.
_FIXED: dict[str, tuple[Changed, ...]] = {
    "reset_window": (lambda s: replace(s, forget=0.0), lambda s: replace(s, forget=1e3)),
    "read_durations": (lambda s: replace(s, joint=not s.joint),),
    "read_ends": (lambda s: replace(s, windows=False),),
    "read_together": (lambda s: replace(s, linked=1), lambda s: replace(s, linked=-1)),
}
NAMES = (*_FINER, *_FIXED)


def resolution(model: CompiledModel, exposure: Exposure, start: Settings = Settings()) -> Resolution:  # noqa: B008
    """Find settings under which no refinable approximation moves more than `REFINED`, less where that is cheap.

    Raises:
        NumericalError: if all approximations together move more than `TOLERANCE`; names the worst and its clock.
    """
    settings, draws = start, np.arange(min(CHECKED, model.draws))
    planned = _plans(model, exposure)
    measured = measure(model, exposure, settings, draws, planned=planned)
    for _ in range(ROUNDS):
        finer, names = _refined(planned, settings, measured)
        if not names:
            break
        settings = finer  # what has not been refined keeps the distance that it had
        kept = tuple(each for each in measured if each.name not in names)
        again = measure(model, exposure, settings, draws, names, planned=planned)
        measured = tuple(sorted((*kept, *again), key=lambda each: NAMES.index(each.name)))
    found = Resolution(settings, measured)
    if found.bound > TOLERANCE:
        worst = max(measured, key=lambda each: each.distance)
        coarse = Words(
            "engine.tolerance", clock=worst.clock, bound=Figure(f"{found.bound:.1%}"),
            tolerance=Figure(f"{TOLERANCE:.0%}"), name=worst.name,
        )  # fmt: skip
        raise NumericalError(Words("engine.another", reason=coarse, can=Engine.MONTECARLO))
    return found


def _refined(planned: Planned, settings: Settings, measured: tuple[Approximation, ...]) -> tuple[Settings, list[str]]:
    """Settings with everything finer that must be, and the worst of what can be at little cost; names of those."""
    names: list[str] = []
    for each in sorted(measured, key=lambda one: -one.distance):
        if each.name in _FINER and each.distance > CHEAPLY:
            finer = _FINER[each.name](settings)
            needed = work(planned(finer))
            if each.distance > REFINED and needed > WORK:
                coarse = Words("engine.finer", clock=each.clock, name=each.name, needed=needed)
                raise NumericalError(Words("engine.another", reason=coarse, can=Engine.MONTECARLO))
            if each.distance > REFINED or needed < CHEAP:
                settings = finer
                names.append(each.name)
    return settings, names


def measure(
    model: CompiledModel,
    exposure: Exposure,
    settings: Settings,
    draws: NDArray[np.int64],
    names: Collection[str] = NAMES,
    *,
    planned: Planned | None = None,
) -> tuple[Approximation, ...]:
    """Change every named approximation in turn and compare; those that change nothing are left out."""
    plans = planned or _plans(model, exposure)
    solved = cache(lambda changed: _solve(model, exposure, plans(changed), draws))  # two names change the same
    planned_now = plans(settings)
    slots = _slots(planned_now)
    useless = {
        "covariate": planned_now.covariate_column < 0,
        "age": not any(planned_now.ages),
        "read_durations": not _remembering(planned_now),
        "read_together": not any(s.remembered for s in slots),
    }
    names = [name for name in names if not useless.get(name, False)]
    changes = {name: (finer,) for name, finer in _FINER.items()} | _FIXED
    found = []
    for name in names:
        distances = [
            distance(model, solved(settings), solved(change(settings)))
            for change in changes[name]
            if change(settings) != settings
        ]
        if distances and max(distances)[0] > 0.0:
            found.append(Approximation(name, *max(distances)))
    return tuple(found)


def distance(model: CompiledModel, one: Floats, other: Floats) -> tuple[float, str]:
    """Largest share of a clock's person-time in a year that lies in other cells, and the clock.

    Args:
        one, other: mean quantities, shape (strategy, segment, month, cell).
    """
    strategies, segments, months, _ = one.shape
    years = months // 12
    yearly = [
        each[:, :, : years * 12].reshape(strategies, segments, years, 12, -1).sum(axis=3) for each in (one, other)
    ]
    worst = (0.0, "")
    for kind in model.structure.types:
        cells = [
            i
            for i, cell in enumerate(model.structure.cells.cells)
            if (cell.clock, cell.role, cell.kind) == (kind.clock, kind.role, "time")
        ]
        time = yearly[0][..., cells].sum(axis=-1)
        counted = time > 0.01 * time.max(initial=0.0)
        moved = 0.5 * np.abs(yearly[0][..., cells] - yearly[1][..., cells]).sum(axis=-1)
        share = float(np.max(np.where(counted, moved / np.where(counted, time, 1.0), 0.0), initial=0.0))
        worst = max(worst, (share, f"{kind.clock} ({kind.role})"))
    return worst


def _slots(planned: Plan) -> list[Slot]:
    return [slot for parts in planned.parts for part in parts for slot in part.recipe.reading.slots]


def _remembering(planned: Plan) -> bool:
    """Whether a clock that is read is not memoryless: its hazards follow durations, or it reads others itself."""
    read = {slot.kind for slot in _slots(planned) if not slot.remembered}  # of what is remembered, only the end counts
    return any(
        any(durations.count > 1 for durations in planned.clocks[kind].durations)
        or any(part.recipe.reading.slots for part in planned.parts[kind])
        for kind in read
    )


def _plans(model: CompiledModel, exposure: Exposure) -> Planned:
    """Plans by settings, each made once."""
    known: Recipes = {}
    return cache(lambda settings: plan(model, settings, cohort=exposure.cohort, known=known))


def _solve(model: CompiledModel, exposure: Exposure, planned: Plan, draws: NDArray[np.int64]) -> Floats:
    return np.asarray(solve_block(model, planned, exposure, draws).mean(axis=0))
