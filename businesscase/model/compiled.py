"""`CompiledModel`: a scenario as arrays, for a number of draws. The same type for one draw or many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.model.arrays import Arrays, arrays_of_draws
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.offer import Offer
from businesscase.model.structure.families import Family
from businesscase.model.structure.structure import Structure
from businesscase.model.tariffs.tariffs import Tariffs
from businesscase.model.tariffs.yearly import YearlyCases, yearly_of_draws


@dataclass(frozen=True)
class Ending:
    """A situation of the family that ends its service.

    Attributes:
        name: its name in the scenario.
        kind: the type whose clocks are looked at.
        every: whether all of the family's clocks of that type that run must stand in the states, or any one of them.
        states: the states, within the type.
        lasting: years for which they have stood there without interruption, since enrolment.
    """

    name: str
    kind: int
    every: bool
    states: tuple[int, ...]
    lasting: float


@dataclass(frozen=True)
class Schedule:
    """The declared service: families enrol evenly over the intake.

    Attributes:
        rank: position of each family in the intake, in (0, 1), shape (family,).
        intake: length of the intake in years, shape (draw,).
        length: years for which a family is served, shape (draw,).
        until: time from which nobody is served, infinite if the scenario names none.
        endings: situations that end a family's service before its time; only some engines can follow them.
        given: beginning and end of each family's service where a team gave it, in years, shape (draw, family, 2), an
            empty interval where it gave none; None: as rank, intake and length say. Levels and goals are solved for
            under these all the same.
        strength: of each family's effect, that part of it which its service from a team has, from 0 to 1, shape
            (draw, family); None: all of it.
        offer: the team itself, where what happens to a family may free its place for another; only some engines can
            follow that, and `given` is then what it would have given without.
    """

    rank: NDArray[np.float64]
    intake: NDArray[np.float64]
    length: NDArray[np.float64]
    until: float = np.inf
    endings: tuple[Ending, ...] = ()
    given: NDArray[np.float64] | None = None
    strength: NDArray[np.float64] | None = None
    offer: Offer | None = None

    def of_draws(self, part: slice) -> Schedule:
        """The schedule of some draws only (views)."""
        given, strength = (None if each is None else each[part] for each in (self.given, self.strength))
        offer = None if self.offer is None else self.offer.of_draws(part)
        return replace(
            self, intake=self.intake[part], length=self.length[part], given=given, strength=strength, offer=offer
        )


@dataclass(frozen=True)
class Solved:
    """The levels that were reported, solved for.

    Attributes:
        key: hash of all that the solution comes from: equal key, equal solution.
        ratio: ratios of all effects, shape (draw, transition): declared ones as they are, levels solved.
        attempts: by level, how often its base hazards were drawn again until its report was possible, shape (draw,).
        stocks: by the key of each target, shape (3, draw): as participants were reported to stand, as they would have
            stood without what the level is credited with, and as the programme is credited with.
        goals_key: hash of all that the solution of the goals comes from; empty without goals, and until it is found.
        goals: by the key of each goal, shape (6, draw): what would have been without the programme, the goal, as much
            of it as is met, what the model reaches, 1 where that is less since no ratio reaches it, and the ratio.
        steps: by level, in years, with which it was solved for.
    """

    key: str
    ratio: NDArray[np.float64]
    attempts: Mapping[str, NDArray[np.int64]]
    stocks: Mapping[str, NDArray[np.float64]]
    goals_key: str = ""
    goals: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    steps: Mapping[str, float] = field(default_factory=dict)

    @property
    def redrawn(self) -> dict[str, float]:
        """Share of draws, by level, whose base hazards contradicted its report and were drawn again."""
        return {level: float((attempt > 0).mean()) for level, attempt in self.attempts.items()}


@dataclass(frozen=True)
class CompiledModel:
    """Everything the floors above read; no pydantic below this line, no names in the arrays.

    Attributes:
        arrays: what the kernels read.
        structure: names of types, states, transitions and cells.
        families: the fixed list.
        segments: names of the segments, in the order of the segment axis.
        schedule: who is served when.
        tariffs: prices, financing and programme cost per draw.
        yearly: refunds in brackets of yearly cases, for the engines that live them.
        inputs: every drawn input by key.
        solved: the reported levels, solved for.
        profiles: names of the effects' profiles, in the order of the profile axis.
        start: date of programme start.
    """

    arrays: Arrays
    structure: Structure
    families: tuple[Family, ...]
    segments: tuple[str, ...]
    schedule: Schedule
    tariffs: Tariffs
    yearly: YearlyCases
    inputs: Inputs
    solved: Solved
    profiles: tuple[str, ...]
    start: date

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.inputs.draws

    @property
    def feeds_back(self) -> bool:
        """Whether what happens to a family can change its service; only some engines can follow that."""
        return bool(self.schedule.endings)

    @property
    def persons(self) -> int:
        """Members of all families at programme start."""
        return sum(one.age_drawn or one.age >= 0.0 for family in self.families for one in family.members)


def joined(parts: Sequence[Solved]) -> Solved:
    """The solution of all draws from those of its parts, in their order; it has no keys of its own."""
    first = parts[0]
    return Solved(
        key="",
        ratio=np.concatenate([part.ratio for part in parts]),
        attempts={name: np.concatenate([part.attempts[name] for part in parts]) for name in first.attempts},
        stocks={name: np.concatenate([part.stocks[name] for part in parts], axis=1) for name in first.stocks},
        goals={name: np.concatenate([part.goals[name] for part in parts], axis=1) for name in first.goals},
        steps=first.steps,
    )


def of_draws(model: CompiledModel, part: slice) -> CompiledModel:
    """The model of some draws only (views): an engine gives for them what it gives for the same draws of the whole.

    Args:
        part: of the draws, in steps of one.
    """
    solved = model.solved
    return replace(
        model,
        arrays=arrays_of_draws(model.arrays, part),
        schedule=model.schedule.of_draws(part),
        yearly=yearly_of_draws(model.yearly, part),
        inputs=model.inputs.of_draws(part),
        solved=replace(
            solved,
            ratio=solved.ratio[part],
            attempts={level: attempt[part] for level, attempt in solved.attempts.items()},
            stocks={key: stock[:, part] for key, stock in solved.stocks.items()},
            goals={key: each[:, part] for key, each in solved.goals.items()},
        ),
    )


def key_of(arrays: Iterable[NDArray[Any]], *more: NDArray[Any] | float) -> str:
    """Hash of the arrays (and more) that an engine receives: equal key, equal quantities."""
    digest = hashlib.blake2b(digest_size=16)
    for array in (*arrays, *(np.asarray(item) for item in more)):
        digest.update(str((array.dtype, array.shape)).encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()
