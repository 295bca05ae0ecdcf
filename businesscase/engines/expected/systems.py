"""From compartments to the arrays of `arrays.System`, multiplied by the classes of the clocks that are read."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.expected.arrays import System
from businesscase.engines.expected.compartments import Clock, Compartments, Hazard, Place, cut_of, hazard_of
from businesscase.engines.expected.couplings import Reading, coupled
from businesscase.model.arrays import BENEFIT, ENTRY, Arrays


@dataclass(frozen=True)
class Built:
    """A system and what its rows mean.

    Attributes:
        system: for `advance`.
        transitions: transitions over all types, in the order of the system's k.
        timed: hazard of each row of hazards that follow time.
        factors: (transition over all types, combination) of each row of coupling factors.
        changes: (slot, from class, to class) of each change of what is read.
        combinations: classes of the slots, -1 where what is read is averaged.
    """

    system: System
    transitions: tuple[int, ...]
    timed: tuple[Hazard, ...]
    factors: tuple[tuple[int, int], ...]
    changes: tuple[tuple[int, int, int], ...]
    combinations: tuple[tuple[int, ...], ...]


def build(
    arrays: Arrays,
    compartments: Compartments,
    rows: dict[Hazard, int],
    reading: Reading,
    changes: tuple[tuple[int, int, int], ...],
    *,
    joint: bool,
    fresh: bool,
) -> Built:
    """Number everything.

    Args:
        rows: row of the base rates by hazard.
        changes: changes of class that can occur, (slot, from, to); unused unless joint.
        joint, fresh: as `Reading.combinations`.
    """
    used = changes if joint else ()
    numbering = _Numbering(arrays, compartments, rows, reading.combinations(joint=joint, fresh=fresh))
    numbering.add_changes(used)
    return numbering.built(reads=bool(reading.slots), changes=used)


class _Numbering:
    """Numbers given so far to keys, rates, multipliers, factors and timed hazards, and flows between compartments."""

    def __init__(
        self,
        arrays: Arrays,
        compartments: Compartments,
        rows: dict[Hazard, int],
        combinations: tuple[tuple[int, ...], ...],
    ) -> None:
        self.arrays, self.compartments, self.rows = arrays, compartments, rows
        self.combinations = combinations
        self.transitions = compartments.clock.transitions
        self.timed: dict[Hazard, int] = {}
        self.factors: dict[tuple[int, int], int] = {}
        self.multipliers: dict[tuple[int, int, int], int] = {}
        self.rates: dict[tuple[int, int], int] = {}
        self.keys: dict[tuple[int, int, int, float], int] = {}
        self.exits: list[dict[int, int]] = []  # of each key: rate -> transition
        self.pools: list[int] = []
        self.pooled: list[list[tuple[int, int]]] = []
        self.flows: list[tuple[int, int, int]] = []
        for at in range(len(combinations)):
            self._add_combination(at)

    def _add_combination(self, at: int) -> None:
        places, clock = self.compartments.places, self.compartments.clock
        size = len(places)
        for i, place in enumerate(places):
            key = self._key(at, place)
            if key not in self.keys:
                self.keys[key] = len(self.keys)
                self.exits.append({})
            if i == 0 or (place.state, place.stage) != (places[i - 1].state, places[i - 1].stage):
                self.pools.append(at * size + i)
                self.pooled.append([])
        pool_of = np.searchsorted(self.pools, np.arange(at * size, (at + 1) * size), side="right") - 1
        leaving: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
        for source, target, k in self.compartments.flows:
            rate = self._rate(at, hazard_of(self.arrays, clock, places[source], k), k)
            self.exits[self.keys[self._key(at, places[source])]][rate] = self.transitions.index(k)
            leaving.setdefault((int(pool_of[source]), k), []).append((at * size + source, at * size + target, rate))
        for (pool, _), flows in leaving.items():
            if len({(target, rate) for _, target, rate in flows}) == 1:
                self.pooled[pool].append(flows[0][1:])
            else:
                self.flows += flows

    def _key(self, at: int, place: Place) -> tuple[int, int, int, float]:
        """Compartments with this key have the same hazards."""
        return at, place.state, place.duration, cut_of(self.arrays, self.compartments.clock, place)

    def _rate(self, at: int, hazard: Hazard, k: int) -> int:
        """Number of a rate, with its multiplier, coupling factor and timed hazard."""
        arrays, own, row = self.arrays, -1, -1
        if coupled(arrays, k):
            own = self.factors.setdefault((k, at), len(self.factors))
        if hazard.node >= 0 or arrays.time_scale[k] != ENTRY:
            row = self.timed.setdefault(hazard, len(self.timed))
        multiplier = self.multipliers.setdefault((self.transitions.index(k), own, row), len(self.multipliers))
        return self.rates.setdefault((self.rows[hazard], multiplier), len(self.rates))

    def add_changes(self, changes: tuple[tuple[int, int, int], ...]) -> None:
        """Flows between combinations: every compartment keeps its place while what is read changes."""
        size, position = len(self.compartments.places), {c: i for i, c in enumerate(self.combinations)}
        for number, (slot, before, after) in enumerate(changes):
            rate = len(self.rates) + number
            for at, combination in enumerate(self.combinations):
                if combination[slot] == before:
                    there = position[*combination[:slot], after, *combination[slot + 1 :]]
                    self.flows += [(at * size + i, there * size + i, rate) for i in range(size)]
                    for (own, *_), key in self.keys.items():
                        if own == at:
                            self.exits[key][rate] = -1

    def built(self, *, reads: bool, changes: tuple[tuple[int, int, int], ...]) -> Built:
        """The arrays."""
        system = System(**self._keys(), **self._moves(), **self._rates(reads=reads), **self._times(), **self._shifts())
        return Built(
            system, tuple(self.transitions), tuple(self.timed), tuple(self.factors), changes, self.combinations
        )

    def _keys(self) -> dict[str, NDArray[Any]]:
        """Key of each compartment; state, and exits, of each key."""
        combinations, places = range(len(self.combinations)), self.compartments.places
        exits = [(rate, k) for of_key in self.exits for rate, k in of_key.items()]
        return {
            "key": _ints([self.keys[self._key(at, place)] for at in combinations for place in places]),
            "key_state": _ints([state for _, state, *_ in self.keys]),
            "exit_first": _first(self.exits),
            "exit_rate": _ints([rate for rate, _ in exits]),
            "exit_transition": _ints([k for _, k in exits]),
        }

    def _moves(self) -> dict[str, NDArray[Any]]:
        """Flows out of whole pools, and out of single compartments."""
        flows = sorted(self.flows)
        return {
            "pool_first": _ints([*self.pools, len(self.combinations) * len(self.compartments.places)]),
            "pooled_first": _first(self.pooled),
            "pooled_to": _ints([j for own in self.pooled for j, _ in own]),
            "pooled_rate": _ints([q for own in self.pooled for _, q in own]),
            "flow_from": _ints([i for i, _, _ in flows]),
            "flow_to": _ints([j for _, j, _ in flows]),
            "flow_rate": _ints([q for _, _, q in flows]),
        }

    def _rates(self, *, reads: bool) -> dict[str, NDArray[Any]]:
        """What each rate is made of: a base rate and a multiplier; and what each multiplier is."""
        return {
            "rate_base": _ints([row for row, _ in self.rates]),
            "rate_multiplier": _ints([m for _, m in self.rates]),
            "multiplier_transition": _ints([k for k, _, _ in self.multipliers]),
            "multiplier_factor": _ints([own if reads else -1 for _, own, _ in self.multipliers]),
            "multiplier_timed": _ints([row for _, _, row in self.multipliers]),
        }

    def _times(self) -> dict[str, NDArray[Any]]:
        """Cells in which the time of each pool, and the entries by each transition, are counted."""
        arrays, clock, places = self.arrays, self.compartments.clock, self.compartments.places
        first_cell = int(arrays.state_cell[clock.first])
        targets = [clock.first + int(arrays.to_state[k]) for k in self.transitions]
        of_pools = [_time_cells(arrays, clock, places[i % len(places)]) for i in self.pools]
        return {
            "entry_cell": _ints([int(arrays.state_entry_cell[g]) - first_cell for g in targets]),
            "time_pool": _ints([p for p, own in enumerate(of_pools) for _ in own]),
            "time_cell": _ints([cell - first_cell for own in of_pools for cell, _ in own]),
            "time_weight": _floats([share for own in of_pools for _, share in own]),
        }

    def _shifts(self) -> dict[str, NDArray[Any]]:
        """Where compartments move on to at the end of a step, alike in every combination."""
        size = len(self.compartments.places)
        moved = [
            (at * size + i, [(at * size + j, part) for j, part in entries])
            for at in range(len(self.combinations))
            for i, entries in self.compartments.shifts
        ]
        return {
            "shift_from": _ints([i for i, _ in moved]),
            "shift_first": _first([entries for _, entries in moved]),
            "shift_to": _ints([j for _, entries in moved for j, _ in entries]),
            "shift_part": _floats([part for _, entries in moved for _, part in entries]),
            "shift_kept": _floats([max(0.0, 1.0 - sum(part for _, part in entries)) for _, entries in moved]),
        }


def _time_cells(arrays: Arrays, clock: Clock, place: Place) -> list[tuple[int, float]]:
    """Time cells of a pool with its share in each; no time is spent in a state that ends the member."""
    g = clock.first + place.state
    cell = int(arrays.state_cell[g])
    if arrays.state_ends[g]:
        return []
    if place.stage is None or clock.staircase is None or arrays.state_counts[g] != BENEFIT:
        return [(cell, 1.0)]
    shares = [(band, clock.staircase.in_band(place.stage, band)) for band in range(clock.staircase.bands)]
    pairs = int(arrays.state_pairs[g])  # of each band the cell without a named situation of the partner; see `pairs`
    return [(cell + band * pairs, share) for band, share in shares if share > 0.0]


def _first(lists: Sequence[Sized]) -> NDArray[np.int64]:
    """Where each of these lists begins when they are put one after the other, and where the last one ends."""
    return _ints(np.cumsum([0] + [len(own) for own in lists]))


def _ints(values: object) -> NDArray[np.int64]:
    array = np.ascontiguousarray(np.array(values, dtype=np.int64))
    array.setflags(write=False)
    return array


def _floats(values: object) -> NDArray[np.float64]:
    array = np.ascontiguousarray(np.array(values, dtype=np.float64))
    array.setflags(write=False)
    return array
