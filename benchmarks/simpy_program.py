"""The same life courses as a plain SimPy program: one process per clock, thinning against a bound on the total hazard.

It is written as one would write it without this library: the model as small Python objects, the standard library's
random numbers, one environment per family and strategy, stays collected in lists and counted by NumPy at the end.
"""

from __future__ import annotations

import math
import random
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy

from benchmarks.families import Exit, Floats, Member, exits_by_state, members_of
from businesscase.delivery.schedule import Exposure
from businesscase.model.arrays import BENEFIT, SELF_SUPPORT
from businesscase.model.compiled import CompiledModel


@dataclass
class Counts:
    """Stays and entries as they happen: (cell, begin, end) and (cell, moment)."""

    stays: list[tuple[int, float, float]] = field(default_factory=list)
    entries: list[tuple[int, float]] = field(default_factory=list)


@dataclass
class Family:
    """What the processes of one family share."""

    random: random.Random
    frailty: float
    sigma: float
    served: tuple[float, float]  # empty interval: not served
    profiles: list[list[float]]
    states: list[int]  # state of each clock; -1 before it runs and after it ended

    def scale(self, exponent: int) -> float:
        """Frailty to the power of the exponent, mean 1."""
        return math.exp(exponent * self.sigma * self.frailty - 0.5 * (exponent * self.sigma) ** 2)

    def profile(self, number: int, moment: float) -> float:
        """Height of an effect profile: lag, ramp, full while served, fading after."""
        begin, end = self.served
        lag, ramp, decay = self.profiles[number]
        if end <= begin or moment < begin + lag:
            return 0.0
        height = min(1.0, (min(moment, end) - begin - lag) / ramp) if ramp > 0.0 else 1.0
        return max(height, 0.0) * (math.exp(-decay * (moment - end)) if moment > end else 1.0)


def simulate(model: CompiledModel, exposure: Exposure, *, replications: int, seed: int = 1) -> Floats:
    """Mean quantities per draw, shape (draw, strategy, period, cell), as an `Occupancy` counts them."""
    arrays = model.arrays
    out = np.zeros((model.draws, 2, arrays.edges.shape[0] - 1, len(model.structure.cells)))
    members = members_of(arrays)
    for draw in range(model.draws):
        exits, start = exits_by_state(arrays, draw), start_tables(arrays, draw)
        for strategy in range(2):
            counts = Counts()
            for replication in range(replications):
                for number, family_members in enumerate(members):
                    source = random.Random(f"{seed}/{draw}/{replication}/{number}/{strategy}")
                    served = tuple(exposure.intervals[draw, 0, number].tolist()) if strategy == 0 else (0.0, 0.0)
                    family = Family(
                        source, source.gauss(0.0, 1.0), float(arrays.sigma[draw]), served,
                        arrays.profiles[draw].tolist(), [-1] * len(family_members),
                    )  # fmt: skip
                    live_family(family, family_members, exits, start, arrays, draw, counts)
            out[draw, strategy] = count(counts, arrays.edges, out.shape[3]) / replications
    return out


def start_tables(arrays: Any, draw: int) -> tuple[list[float], list[list[float]]]:
    return arrays.start_share[draw].tolist(), arrays.start_elapsed[draw].tolist()


def live_family(
    family: Family, members: list[Member], exits: list[list[Exit]], start: Any, arrays: Any, draw: int, counts: Counts
) -> None:
    """Run the clocks of one family under one strategy to the horizon."""
    env = simpy.Environment()
    horizon = float(arrays.edges[-1])
    mean, spread = arrays.parent_age[draw].tolist()
    for member in members:
        age = min(max(mean + spread * member.age, 20.0), 60.0) if member.age_drawn else member.age
        begin, end = max(member.since - age, 0.0), min(member.until - age, horizon)
        if begin < end:
            env.process(live(env, family, member, begin, end, exits, start, arrays, counts))
    env.run()


def live(
    env: simpy.Environment, family: Family, member: Member, begin: float, end: float, exits: list[list[Exit]],
    start: Any, arrays: Any, counts: Counts,
) -> Generator[simpy.Event, None, None]:  # fmt: skip
    """One clock: wait for a candidate at the bounding rate, move if it is accepted, count the stay that ended."""
    if begin > 0.0:
        yield env.timeout(begin)
    state = member.first_state
    chance = family.random.random()
    while state < member.last_state and chance >= start[0][state]:
        state += 1
    mean, spread = start[1][state]
    elapsed = math.exp(mean + spread * family.random.gauss(0.0, 1.0)) if begin == 0.0 and mean == mean else 0.0
    purse = Purse(arrays, elapsed if arrays.state_counts[state] == BENEFIT else 0.0)
    since, entry = begin, begin - elapsed
    family.states[member.clock] = state
    while True:
        target = -1
        while exits[state]:
            bound = sum(leave.bound(env.now - entry, family) for leave in exits[state])
            wait = family.random.expovariate(bound) if bound > 0.0 else math.inf
            if env.now + wait >= end:
                break
            yield env.timeout(wait)
            level = family.random.random() * bound
            for leave in exits[state]:
                level -= leave.hazard(env.now - entry, env.now, family, member)
                if level < 0.0:
                    target = leave.target
                    break
            if target >= 0:
                break
        if target < 0:
            yield env.timeout(end - env.now)
            purse.count(state, since, end, counts)
            family.states[member.clock] = -1
            return
        purse.count(state, since, env.now, counts)
        state = family.states[member.clock] = target
        since = entry = env.now
        counts.entries.append((int(arrays.state_entry_cell[state]), since))


class Purse:
    """Accumulated benefit time of one clock: splits stays at the limits of the refusion staircase."""

    def __init__(self, arrays: Any, benefit: float) -> None:
        self.arrays, self.benefit = arrays, benefit
        self.limits = [*arrays.benefit_limits.tolist()[1:], math.inf]
        self.support: list[tuple[float, float]] = []

    def count(self, state: int, begin: float, end: float, counts: Counts) -> None:
        kind, cell = self.arrays.state_counts[state], int(self.arrays.state_cell[state])
        if kind == BENEFIT and self.arrays.state_bands[state] > 1:
            for band, limit in enumerate(self.limits):
                stop = min(end, begin + max(limit - self.benefit, 0.0))
                if stop > begin:
                    counts.stays.append((cell + band, begin, stop))
                    self.benefit += stop - begin
                    begin = stop
            return
        counts.stays.append((cell, begin, end))
        if kind == BENEFIT:
            self.benefit += end - begin
        elif kind == SELF_SUPPORT and self.benefit > 0.0:
            self.support.append((begin, end))
            window = end - self.arrays.reset[1]
            if sum(max(0.0, b - max(a, window)) for a, b in self.support) >= self.arrays.reset[0]:
                self.benefit, self.support = 0.0, []


def count(counts: Counts, edges: Floats, cells: int) -> Floats:
    """Person-years and entries by month, shape (period, cell): differences of the time spent before each edge."""
    cell, begin, end = np.array(counts.stays).T
    row = cell.astype(int)
    out = np.zeros((edges.shape[0] - 1, cells))
    for month in range(edges.shape[0] - 1):
        spent = np.minimum(end, edges[month + 1]) - np.maximum(begin, edges[month])
        present = spent > 0.0
        out[month] = np.bincount(row[present], spent[present], minlength=cells)
    if counts.entries:
        cell, moment = np.array(counts.entries).T
        months = np.clip(np.searchsorted(edges, moment, side="right") - 1, 0, edges.shape[0] - 2)
        np.add.at(out, (months, cell.astype(int)), 1.0)
    return out
