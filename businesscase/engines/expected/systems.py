"""From compartments to the arrays of `advance.System`, multiplied by the classes of the clocks that are read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.expected.advance import System
from businesscase.engines.expected.compartments import Compartments
from businesscase.engines.expected.couplings import Reading, coupled
from businesscase.model.arrays import BENEFIT, ENTRY, EXPONENTIAL, Arrays


@dataclass(frozen=True)
class Built:
    """A system and what its rows mean.

    Attributes:
        system: for `advance`.
        transitions: transitions over all types, in the order of the system's k.
        factors: (transition over all types, combination or -1) of each row of coupling factors.
        changes: (slot, from class, to class) of each change of what is read.
        combinations: classes of the slots; a single empty one where what is read is averaged.
    """

    system: System
    transitions: tuple[int, ...]
    factors: tuple[tuple[int, int], ...]
    changes: tuple[tuple[int, int, int], ...]
    combinations: tuple[tuple[int, ...], ...]


def build(
    arrays: Arrays,
    compartments: Compartments,
    rows: dict[tuple[int, int], int],
    reading: Reading,
    changes: tuple[tuple[int, int, int], ...],
    *,
    joint: bool,
) -> Built:
    """Number everything.

    Args:
        rows: row of the base rates by (transition, class of durations).
        changes: changes of class that occur, (slot, from, to); unused unless joint.
    """
    clock, places = compartments.clock, compartments.places
    transitions = tuple(clock.transitions)
    combinations = tuple(reading.combinations) if joint and reading.slots else ((),)
    if not (joint and reading.slots):
        changes = ()
    size = len(places)
    first_cell = int(arrays.state_cell[clock.first])
    factors: dict[tuple[int, int], int] = {}
    multipliers: dict[tuple[int, int], int] = {}
    rates: dict[tuple[int, int], int] = {}
    flows: list[tuple[int, int, int, int, int]] = []
    for at, _ in enumerate(combinations):
        for source, target, k, duration in compartments.flows:
            remembers = arrays.time_scale[k] == ENTRY and arrays.law[k] != EXPONENTIAL
            row = rows[k, duration if remembers else 0]
            own = -1
            if coupled(arrays, k) and reading.slots:
                own = factors.setdefault((k, at if len(combinations) > 1 else -1), len(factors))
            multiplier = multipliers.setdefault((transitions.index(k), own), len(multipliers))
            rate = rates.setdefault((row, multiplier), len(rates))
            cell = int(arrays.state_entry_cell[clock.first + places[target].state]) - first_cell
            flows.append((at * size + source, at * size + target, rate, cell, transitions.index(k)))
    position = {combination: i for i, combination in enumerate(combinations)}
    for number, (slot, before, after) in enumerate(changes):
        for at, combination in enumerate(combinations):
            if combination[slot] == before:
                there = position[*combination[:slot], after, *combination[slot + 1 :]]
                flows += [(at * size + i, there * size + i, len(rates) + number, -1, -1) for i in range(size)]
    flows.sort()
    times = _times(arrays, compartments)
    shift_from, shift_to, shift_part, shift_first, kept = [], [], [], [0], []
    for at in range(len(combinations)):
        for i, entries in compartments.shifts:
            shift_from.append(at * size + i)
            shift_to += [at * size + j for j, _ in entries]
            shift_part += [part for _, part in entries]
            shift_first.append(len(shift_to))
            kept.append(max(0.0, 1.0 - sum(part for _, part in entries)))
    columns = np.array(flows, dtype=np.int64).reshape(-1, 5).T
    system = System(
        state=_ints([place.state for _ in combinations for place in places]),
        flow_from=_ints(columns[0]),
        flow_to=_ints(columns[1]),
        flow_rate=_ints(columns[2]),
        flow_cell=_ints(columns[3]),
        flow_transition=_ints(columns[4]),
        rate_base=_ints([row for row, _ in rates]),
        rate_multiplier=_ints([multiplier for _, multiplier in rates]),
        multiplier_transition=_ints([k for k, _ in multipliers]),
        multiplier_factor=_ints([own for _, own in multipliers]),
        time_compartment=_ints([at * size + i for at in range(len(combinations)) for i, _, _ in times]),
        time_cell=_ints([cell - first_cell for _ in combinations for _, cell, _ in times]),
        time_weight=_floats([weight for _ in combinations for _, _, weight in times]),
        shift_from=_ints(shift_from),
        shift_first=_ints(shift_first),
        shift_to=_ints(shift_to),
        shift_part=_floats(shift_part),
        shift_kept=_floats(kept),
    )
    return Built(system, transitions, tuple(factors), changes, combinations)


def _times(arrays: Arrays, compartments: Compartments) -> list[tuple[int, int, float]]:
    """(compartment, time cell, share of its time); no time is spent in a state that ends the member."""
    clock, found = compartments.clock, []
    for i, place in enumerate(compartments.places):
        g = clock.first + place.state
        if arrays.state_ends[g]:
            continue
        cell = int(arrays.state_cell[g])
        if place.stage is None or clock.staircase is None or arrays.state_counts[g] != BENEFIT:
            found.append((i, cell, 1.0))
            continue
        for band in range(clock.staircase.bands):
            share = clock.staircase.in_band(place.stage, band)
            if share > 0.0:
                found.append((i, cell + band, share))
    return found


def _ints(values: object) -> NDArray[np.int64]:
    array = np.ascontiguousarray(np.array(values, dtype=np.int64))
    array.setflags(write=False)
    return array


def _floats(values: object) -> NDArray[np.float64]:
    array = np.ascontiguousarray(np.array(values, dtype=np.float64))
    array.setflags(write=False)
    return array
