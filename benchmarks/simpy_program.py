"""The same life courses as a plain SimPy program: one process per clock, thinning against a bound on the total hazard.

Written as one would write it without this library: all families in one environment, the standard library's random
numbers, the model as lists, stays collected as they end and counted by NumPy when all is over.
"""

from __future__ import annotations

import math
import random
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.laws.registry import BANDS
from businesscase.model.arrays import ALL_PARENTS, BENEFIT, EACH_PARENT, SELF_SUPPORT, Arrays
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]


def simulate(
    model: CompiledModel, exposure: Exposure, *, replications: int, seed: int = 1, bound_by_state: bool = True
) -> Floats:
    """Mean quantities per draw, shape (draw, strategy, period, cell), as an `Occupancy` counts them.

    Candidates come at a constant rate that bounds the total hazard: of all states of a clock, or of its present state.
    """
    out = np.zeros((model.draws, 2, model.arrays.edges.shape[0] - 1, len(model.structure.cells)))
    for draw in range(model.draws):
        served = exposure.intervals(slice(draw, draw + 1))[0].tolist()
        for strategy in range(2):
            world = World(model.arrays, draw, served if strategy == 0 else [(0.0, 0.0)] * len(served), bound_by_state)
            for replication in range(replications):
                world.live(random.Random(f"{seed} {draw} {strategy} {replication}"))
            out[draw, strategy] = count(world, model.arrays.edges, out.shape[3]) / replications
    return out


class World:
    """All families under one strategy, with the numbers of one draw."""

    def __init__(self, arrays: Arrays, draw: int, served: list[Any], bound_by_state: bool) -> None:
        self.a: Any = Arrays(*(array.tolist() for array in arrays))
        self.draw, self.served, self.horizon = draw, served, float(arrays.edges[-1])
        self.bound_by_state = bound_by_state
        self.stays: list[tuple[int, float, float]] = []  # cell, begin, end
        self.entries: list[tuple[int, float]] = []  # cell, moment
        self.most = [self.largest(k) for k in range(len(self.a.law))]

    def live(self, source: random.Random) -> None:
        """One replication."""
        a, self.random, self.env = self.a, source, simpy.Environment()
        self.states = [-1] * len(a.clock_id)  # within the type; -1 before the clock runs and after it ended
        sigma, (mean, spread) = a.sigma[self.draw], a.parent_age[self.draw]
        for family, (first, last) in enumerate(zip(a.family_clocks, a.family_clocks[1:], strict=False)):
            z = source.gauss(0.0, 1.0)
            frailty = [math.exp(e * sigma * z - 0.5 * (e * sigma) ** 2) for e in (0, 1, -1)]  # by exponent
            for clock in range(first, last):
                age = a.clock_age[clock]
                if a.clock_age_drawn[clock]:
                    age = min(max(mean + spread * age, 20.0), 60.0)
                since, until = a.type_ages[a.clock_type[clock]]
                begin, end = max(since - age, 0.0), min(until - age, self.horizon)
                if begin < end:
                    self.env.process(self.clock(clock, family, first, frailty, begin, end))
        self.env.run()

    def clock(
        self, clock: int, family: int, first: int, frailty: list[float], begin: float, end: float
    ) -> Generator[simpy.Event, None, None]:
        """Wait for a candidate at the bounding rate; move if it is accepted; note the stay that ended."""
        a, env, uniform = self.a, self.env, self.random.random
        if begin > 0.0:
            yield env.timeout(begin)
        first_state, next_state = a.type_states[a.clock_type[clock]], a.type_states[a.clock_type[clock] + 1]
        bounds = [
            sum(self.most[k] * frailty[a.frailty_exponent[k]] for k in range(*a.state_transitions[h : h + 2]))
            for h in range(first_state, next_state)
        ]
        g, elapsed = self.start(clock, begin)
        purse = Purse(a, elapsed if a.state_counts[g] == BENEFIT else 0.0, self.stays)
        since, entry = begin, begin - elapsed
        while True:
            self.states[clock] = g - first_state
            exits = range(a.state_transitions[g], a.state_transitions[g + 1])
            bound = bounds[g - first_state] if self.bound_by_state or not exits else max(bounds)
            fired = -1
            while fired < 0:
                wait = self.random.expovariate(bound) if bound > 0.0 else math.inf
                if env.now + wait >= end:
                    break
                yield env.timeout(wait)
                level = uniform() * bound
                for k in exits:
                    level -= self.hazard(k, clock, family, first, frailty, env.now - entry)
                    if level < 0.0:
                        fired = k
                        break
            if fired < 0:
                yield env.timeout(end - env.now)
                self.states[clock] = -1
                purse.note(g, since, end)
                return
            purse.note(g, since, env.now)
            g, since, entry = first_state + a.to_state[fired], env.now, env.now
            self.entries.append((a.state_entry_cell[g], since))

    def start(self, clock: int, begin: float) -> tuple[int, float]:
        """Start state, and the time already spent in it."""
        a, kind, chance = self.a, self.a.clock_type[clock], self.random.random()
        g, last = a.type_states[kind], a.type_states[kind + 1] - 1
        while g < last and chance >= a.start_share[self.draw][g]:
            g += 1
        mean, spread = a.start_elapsed[self.draw][g]
        known = begin == 0.0 and not math.isnan(mean)
        return g, math.exp(mean + spread * self.random.gauss(0.0, 1.0)) if known else 0.0

    def largest(self, k: int) -> float:
        """Largest hazard of a transition of a family with frailty 1."""
        a = self.a
        bands = a.band_rates[self.draw][a.band_first[k] : a.band_first[k + 1]]
        rate = max(bands) if bands else a.parameters[self.draw][k][0]
        if a.profile[k] >= 0:
            rate *= max(1.0, a.ratio[self.draw][k])
        for j in range(a.coupling_first[k], a.coupling_first[k + 1]):
            rate *= max(1.0, a.coupling_ratio[self.draw][j]) ** (2 if a.coupling_of[j] == EACH_PARENT else 1)
        return rate

    def hazard(self, k: int, clock: int, family: int, first: int, frailty: list[float], duration: float) -> float:
        """Hazard of transition k now."""
        a = self.a
        if a.law[k] == BANDS:
            band = a.band_first[k]
            while band + 1 < a.band_first[k + 1] and duration >= a.band_limits[band + 1]:
                band += 1
            hazard = a.band_rates[self.draw][band]
        else:
            hazard = a.parameters[self.draw][k][0]
        hazard *= frailty[a.frailty_exponent[k]]
        if a.profile[k] >= 0:
            hazard *= 1.0 + (a.ratio[self.draw][k] - 1.0) * self.effect(a.profile[k], family)
        for j in range(a.coupling_first[k], a.coupling_first[k + 1]):
            sources = [first + source for source in a.clock_sources[clock][a.coupling_group[j]] if source >= 0]
            states = [self.states[source] for source in sources if self.states[source] >= 0]
            inside = sum((a.coupling_mask[j] >> state) & 1 for state in states)
            if a.coupling_of[j] == EACH_PARENT:
                hazard *= a.coupling_ratio[self.draw][j] ** inside
            elif inside == len(states) > 0 if a.coupling_of[j] == ALL_PARENTS else inside > 0:
                hazard *= a.coupling_ratio[self.draw][j]
        return hazard

    def effect(self, profile: int, family: int) -> float:
        """Height of an effect profile now: lag, ramp, full while served, fading after."""
        begin, end = self.served[family]
        lag, ramp, decay = self.a.profiles[self.draw][profile]
        if end <= begin or self.env.now < begin + lag:
            return 0.0
        height = min(1.0, (min(self.env.now, end) - begin - lag) / ramp) if ramp > 0.0 else 1.0
        return max(height, 0.0) * math.exp(-decay * max(self.env.now - end, 0.0))


class Purse:
    """Accumulated benefit time of one clock: splits stays at the limits of the refusion staircase."""

    def __init__(self, a: Any, benefit: float, stays: list[tuple[int, float, float]]) -> None:
        self.a, self.benefit, self.stays = a, benefit, stays
        self.support: list[tuple[float, float]] = []

    def note(self, g: int, begin: float, end: float) -> None:
        kind, cell = self.a.state_counts[g], self.a.state_cell[g]
        if kind == BENEFIT:
            for band, limit in enumerate([*self.a.benefit_limits[1:], math.inf]):
                stop = min(end, begin + max(limit - self.benefit, 0.0))
                if stop > begin:
                    self.stays.append((cell + band, begin, stop))
                    self.benefit += stop - begin
                    begin = stop
            return
        self.stays.append((cell, begin, end))
        if kind == SELF_SUPPORT and self.benefit > 0.0:
            self.support.append((begin, end))
            window = end - self.a.reset[1]
            if sum(max(0.0, b - max(a, window)) for a, b in self.support) >= self.a.reset[0]:
                self.benefit, self.support = 0.0, []


def count(world: World, edges: Floats, cells: int) -> Floats:
    """Person-years and entries by month, shape (period, cell)."""
    cell, begin, end = np.array(world.stays).T
    row, out = cell.astype(int), np.zeros((edges.shape[0] - 1, cells))
    for month in range(edges.shape[0] - 1):
        spent = np.minimum(end, edges[month + 1]) - np.maximum(begin, edges[month])
        present = spent > 0.0
        out[month] = np.bincount(row[present], spent[present], minlength=cells)
    cell, moment = np.array(world.entries).reshape(-1, 2).T
    np.add.at(out, (np.searchsorted(edges, moment, side="right") - 1, cell.astype(int)), 1.0)
    return out
