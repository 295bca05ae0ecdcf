"""The same life courses as a vectorised monthly NumPy program: arrays of draws x clocks, one move per clock and month.

It is written as one would write it without this library. Monthly steps are an approximation: a state counts for the
whole month, hazards are those of the middle of the month, and no clock moves twice in a month.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.laws.registry import BANDS
from businesscase.model.arrays import ALL_PARENTS, BENEFIT, EACH_PARENT, SELF_SUPPORT, Arrays
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEP = 1.0 / 12.0
OUT = -1  # state of a clock that does not run


@dataclass
class Kind:
    """All clocks of one type: columns of the arrays."""

    clocks: Ints  # (column,) clock
    families: Ints  # (column,)
    sources: Ints  # (column, group, slot) clock, -1 none
    states: range
    begin: Floats  # (draw, column)
    end: Floats


def simulate(model: CompiledModel, exposure: Exposure, *, replications: int, seed: int = 1, chunk: int = 50) -> Floats:
    """Mean quantities per draw, shape (draw, strategy, period, cell), as an `Occupancy` counts them."""
    arrays = model.arrays
    out = np.zeros((model.draws, 2, arrays.edges.shape[0] - 1, len(model.structure.cells)))
    random = np.random.default_rng(seed)
    for first in range(0, model.draws, chunk):
        draws = np.arange(first, min(first + chunk, model.draws))
        kinds = kinds_of(arrays, draws)
        for strategy in range(2):
            served = exposure.intervals(slice(first, first + chunk))
            if strategy == 1:
                served = np.zeros_like(served)
            for _ in range(replications):
                run(arrays, draws, kinds, served, random, out[draws[0] : draws[-1] + 1, strategy])
    return out / replications


def kinds_of(arrays: Arrays, draws: Ints) -> list[Kind]:
    """The clocks by type, in the order in which types are simulated."""
    family = np.repeat(np.arange(arrays.family_id.shape[0]), np.diff(arrays.family_clocks))
    base = arrays.family_clocks[family]
    drawn = np.clip(arrays.parent_age[draws, :1] + arrays.parent_age[draws, 1:] * arrays.clock_age, 20.0, 60.0)
    age = np.where(arrays.clock_age_drawn == 1, drawn, arrays.clock_age)
    sources = np.where(arrays.clock_sources >= 0, arrays.clock_sources + base[:, None, None], -1)
    kinds = []
    for kind in range(arrays.type_ages.shape[0]):
        own = np.flatnonzero(arrays.clock_type == kind)
        since, until = arrays.type_ages[kind]
        states = range(arrays.type_states[kind], arrays.type_states[kind + 1])
        begin, end = np.maximum(since - age[:, own], 0.0), until - age[:, own]
        kinds.append(Kind(own, family[own], sources[own], states, begin, end))
    return kinds


def run(
    arrays: Arrays, draws: Ints, kinds: list[Kind], served: Floats, random: np.random.Generator, out: Floats
) -> None:
    """One replication of all draws of a chunk under one strategy; adds to `out`, shape (draw, period, cell)."""
    shape = (len(draws), arrays.clock_id.shape[0])
    state, month_of_move = np.full(shape, OUT, dtype=np.int64), np.zeros(shape)
    benefit, support = np.zeros(shape), np.zeros((36, *shape), dtype=bool)
    sigma = arrays.sigma[draws, None]
    z = random.standard_normal(served.shape[:2])
    scale = {e: np.exp(e * sigma * z - 0.5 * (e * sigma) ** 2) for e in (-1, 0, 1)}
    for month in range(out.shape[1]):
        now = (month + 0.5) * STEP
        profiles = [profile_at(arrays.profiles[draws, p], served, now) for p in range(arrays.profiles.shape[1])]
        for kind in kinds:
            running = (kind.begin <= now) & (now < kind.end)
            fresh = running & (state[:, kind.clocks] == OUT)
            if fresh.any():
                begin(arrays, draws, kind, fresh, month, state, month_of_move, benefit, random)
            state[:, kind.clocks] = np.where(running, state[:, kind.clocks], OUT)
            tally(arrays, kind, state, benefit, support, month, out)
            move(arrays, draws, kind, now, state, month_of_move, profiles, scale, random, out[:, month])


def profile_at(profile: Floats, served: Floats, now: float) -> Floats:
    """Height of the effect by draw and family: lag, ramp, full while served, fading after."""
    lag, ramp, decay = (profile[:, i, None] for i in range(3))
    begin, end = served[..., 0], served[..., 1]
    height = np.clip((np.minimum(now, end) - begin - lag) / np.maximum(ramp, 1e-9), 0.0, 1.0)
    return np.where(end > begin, height * np.exp(-decay * np.maximum(now - end, 0.0)), 0.0)


def begin(
    arrays: Arrays, draws: Ints, kind: Kind, fresh: NDArray[np.bool_], month: int, state: Ints, month_of_move: Floats,
    benefit: Floats, random: np.random.Generator,
) -> None:  # fmt: skip
    """Start states; members whose clock runs at programme start have been in theirs for a while."""
    row, column = np.nonzero(fresh)
    clock = kind.clocks[column]
    share = arrays.start_share[draws[row], kind.states.start : kind.states.stop - 1]
    chosen = kind.states.start + (random.random(len(row))[:, None] >= share).sum(axis=1)
    mean, spread = arrays.start_elapsed[draws[row], chosen].T
    elapsed = np.exp(mean + spread * random.standard_normal(len(row)))
    elapsed = np.where(np.isnan(elapsed) | (month > 0), 0.0, elapsed)
    state[row, clock] = chosen
    month_of_move[row, clock] = month - elapsed / STEP
    benefit[row, clock] = np.where(arrays.state_counts[chosen] == BENEFIT, elapsed, 0.0)


def tally(
    arrays: Arrays, kind: Kind, state: Ints, benefit: Floats, support: NDArray[np.bool_], month: int, out: Floats
) -> None:
    """Count the month, and the benefit time that the refusion staircase looks at."""
    row, column = np.nonzero(state[:, kind.clocks] != OUT)
    clock = kind.clocks[column]
    now = state[row, clock]
    cell = arrays.state_cell[now]
    counts = arrays.state_counts[kind.states.start : kind.states.stop]
    if np.any(counts == BENEFIT):
        spent = benefit[row, clock]
        band = np.searchsorted(arrays.benefit_limits, spent + 0.5 * STEP, side="right") - 1
        on_benefit = arrays.state_counts[now] == BENEFIT
        cell = cell + np.where(on_benefit, band, 0)
        supported = (arrays.state_counts[now] == SELF_SUPPORT) & (spent > 0.0)
        support[month % 36][row, clock] = supported
        there, whose = row[supported], clock[supported]
        reset = support[:, there, whose].sum(axis=0) * STEP >= arrays.reset[0] - 1e-9
        benefit[row, clock] = spent + STEP * on_benefit
        benefit[there[reset], whose[reset]] = 0.0
        support[:, there[reset], whose[reset]] = False
    cells = out.shape[2]
    out[:, month] += STEP * np.bincount(row * cells + cell, minlength=out.shape[0] * cells).reshape(-1, cells)


def move(
    arrays: Arrays, draws: Ints, kind: Kind, now: float, state: Ints, month_of_move: Floats, profiles: list[Floats],
    scale: dict[int, Floats], random: np.random.Generator, entries: Floats,
) -> None:  # fmt: skip
    """Move the clocks of one type at the end of the month, at most once each."""
    month = int(now / STEP)
    before = state[:, kind.clocks]
    for g in kind.states:
        exits = range(arrays.state_transitions[g], arrays.state_transitions[g + 1])
        row, column = np.nonzero(before == g)
        if not exits or not len(row):
            continue
        clock, family = kind.clocks[column], kind.families[column]
        hazards = np.empty((len(exits), len(row)))
        for position, k in enumerate(exits):
            if arrays.law[k] == BANDS:
                bands = slice(arrays.band_first[k], arrays.band_first[k + 1])
                duration = (month + 0.5 - month_of_move[row, clock]) * STEP
                band = np.searchsorted(arrays.band_limits[bands], duration, side="right") - 1
                hazard = arrays.band_rates[draws[row], bands.start + band]
            else:
                hazard = arrays.parameters[draws[row], k, 0]
            if arrays.frailty_exponent[k]:
                hazard = hazard * scale[int(arrays.frailty_exponent[k])][row, family]
            if arrays.profile[k] >= 0:
                hazard = hazard * (1.0 + (arrays.ratio[draws[row], k] - 1.0) * profiles[arrays.profile[k]][row, family])
            for j in range(arrays.coupling_first[k], arrays.coupling_first[k + 1]):
                hazard = hazard * coupling(arrays, draws, kind, j, row, column, state)
            hazards[position] = hazard
        level = -np.log1p(-random.random(len(row))) / STEP  # a unit exponential number, per year of hazard
        reached = np.cumsum(hazards, axis=0)
        moved = np.flatnonzero(level < reached[-1])
        chosen = (random.random(len(moved)) * reached[-1, moved] >= reached[:, moved]).sum(axis=0)
        target = kind.states.start + arrays.to_state[exits.start + chosen]
        state[row[moved], clock[moved]] = target
        month_of_move[row[moved], clock[moved]] = month + 1
        np.add.at(entries, (row[moved], arrays.state_entry_cell[target]), 1.0)


def coupling(arrays: Arrays, draws: Ints, kind: Kind, j: int, row: Ints, column: Ints, state: Ints) -> Floats:
    """Ratio of a coupling, by the states of the clocks it reads."""
    inside, present = np.zeros(len(row), dtype=np.int64), np.zeros(len(row), dtype=np.int64)
    for slot in range(2):
        source = kind.sources[column, arrays.coupling_group[j], slot]
        seen = np.where(source >= 0, state[row, source], OUT)
        here = seen != OUT
        local = np.where(here, seen - arrays.type_states[arrays.clock_type[source]], 0)
        present += here
        inside += here & ((arrays.coupling_mask[j] >> local) & 1 == 1)
    ratio = arrays.coupling_ratio[draws[row], j]
    if arrays.coupling_of[j] == EACH_PARENT:
        return ratio**inside
    return np.where(
        (inside == present) & (present > 0) if arrays.coupling_of[j] == ALL_PARENTS else inside > 0, ratio, 1.0
    )
