"""`Offer`: a team as arrays, settled but for whom it serves when."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Stretches = tuple[tuple[float, float], ...]  # of time, in order
Rooms = tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]  # of each pair: from each moment on so many places


@dataclass(frozen=True)
class Offer:
    """What a team offers to the families of each draw. Times in years since programme start.

    Attributes:
        families: when each comes, and its time in service until it is done, until it gives up, its patience and the
            pair it waits for, shape (draw, family, 5).
        rooms: places of each pair over time, by draw.
        phases: time in service from which each phase holds, and the places that a family then takes, shape (draw,
            phase, 2).
        until: when service ends for everybody.
        chosen: whether each family waits for the pair of its own choice.
        shared: of the work with a family, what members of other pairs can do, shape (draw,).
        loss: of the effect (`delivery.strength`), shape (draw, 3).
        settled: when somebody settled is there, of each pair, by draw.
        closes: of each pair, from when on it takes no new family; empty: no pair closes.
    """

    families: Floats
    rooms: tuple[Rooms, ...]
    phases: Floats
    until: float
    chosen: bool
    shared: Floats
    loss: Floats
    settled: tuple[tuple[Stretches, ...], ...]
    closes: tuple[float, ...] = ()

    def of_draws(self, part: slice) -> Offer:
        """The offer of some draws only."""
        names = ("families", "rooms", "phases", "shared", "loss", "settled")
        return replace(self, **{name: getattr(self, name)[part] for name in names})

    @property
    def numbers(self) -> Floats:
        """Every number in it, for a hash."""
        rooms = [number for draw in self.rooms for pair in draw for part in pair for number in part]
        settled = [moment for draw in self.settled for pair in draw for stretch in pair for moment in stretch]
        own = np.array([self.until, float(self.chosen), *rooms, *settled, *self.closes])
        return np.concatenate([self.families.ravel(), self.phases.ravel(), self.shared, self.loss.ravel(), own])
