"""Where a clock begins: the declared shares, spread over durations and stages of the benefit count."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.expected.compartments import Clock, Place
from businesscase.engines.expected.durations import ELAPSED_NODES, Durations
from businesscase.engines.expected.staircase import CLEAR, COUNTING, EXACT, PAUSED, TOP, Stage
from businesscase.model.arrays import BENEFIT, Arrays

Floats = NDArray[np.float64]
NOBODY = 1e-13  # share below which a place is left out


def initial_masses(arrays: Arrays, clock: Clock, step: float, *, fresh: bool) -> dict[Place, Floats]:
    """Share of members in each place at the beginning of the clock, shape (draw,).

    `fresh`: the clock begins later than the programme, so nothing has elapsed (engines/common/starts.py).
    """
    shares = np.diff(arrays.start_share[:, clock.first : clock.first + clock.states], axis=1, prepend=0.0)
    if fresh and (born := int(arrays.type_born[clock.kind])) >= 0:
        shares = np.broadcast_to(np.arange(clock.states) == born, shares.shape).astype(np.float64)
    found: dict[Place, Floats] = {}
    for state in range(clock.states):
        share = shares[:, state]
        if not np.any(share > 0.0):
            continue
        for place, part in _places(arrays, clock, state, step, fresh=fresh).items():
            mass = np.where(share * part > NOBODY, share * part, 0.0)  # draw by draw: none depends on its company
            if np.any(mass > 0.0):
                found[place] = mass
    total = sum(found.values(), np.zeros(shares.shape[0]))
    return {place: mass / total for place, mass in found.items()}


def _places(arrays: Arrays, clock: Clock, state: int, step: float, *, fresh: bool) -> dict[Place, Floats]:
    """Places of a state with the part of its members who begin there, shape (draw,)."""
    g, durations, rule = clock.first + state, clock.durations[state], clock.staircase
    begun = fresh or bool(np.all(np.isnan(arrays.start_elapsed[:, g, 0])))
    by_duration = {durations.begun: np.asarray(1.0)} if begun else _elapsed(arrays, g, durations, step, 0.0)
    if rule is None:
        return {Place(state, position, None): part for position, part in by_duration.items()}
    counts = np.full(arrays.start_share.shape[0], np.nan) if fresh else arrays.start_benefit[:, g]
    if np.all(np.isnan(counts)):
        if arrays.state_counts[g] != BENEFIT:
            return {Place(state, position, Stage(CLEAR)): part for position, part in by_duration.items()}
        if begun:
            return {Place(state, durations.begun, Stage(EXACT, 0)): np.asarray(1.0)}
        return _counted(arrays, clock, state, step)
    return _declared(clock, state, counts / step, by_duration, benefit=bool(arrays.state_counts[g] == BENEFIT))


def _elapsed(arrays: Arrays, g: int, durations: Durations, step: float, above: float) -> dict[int, Floats]:
    """Lognormal elapsed time above a limit (in steps), by class of durations."""
    rest = 1.0 - _below(arrays, g, above * step)
    if durations.count == 1:
        return {0: rest}
    if durations.smooth:
        _, weights = np.polynomial.legendre.leggauss(ELAPSED_NODES)
        return {durations.count + node: rest * 0.5 * weight for node, weight in enumerate(weights)}
    parts: dict[int, Floats] = {}
    for position in range(1, durations.count):
        low, high = durations.low[position - 1], durations.high[position - 1]
        if high > above:
            parts[position] = _below(arrays, g, high * step) - _below(arrays, g, max(low, above) * step)
    return parts


def elapsed_at_nodes(arrays: Arrays, clock: Clock, state: int, step: float) -> Floats:
    """Elapsed time at the nodes of a smooth state, past the last limit where weeks count; years, shape (node, draw)."""
    from scipy.special import ndtri

    g, rule = clock.first + state, clock.staircase
    counted = rule is not None and arrays.state_counts[g] == BENEFIT and np.all(np.isnan(arrays.start_benefit[:, g]))
    above = float(math.floor(rule.limits[-1] + 1e-9)) * step if rule is not None and counted else 0.0
    below = _below(arrays, g, above)
    points, _ = np.polynomial.legendre.leggauss(ELAPSED_NODES)
    chance = np.minimum(below + (1.0 - below) * 0.5 * (1.0 + points[:, None]), 1.0 - 1e-12)
    return np.asarray(np.exp(arrays.start_elapsed[:, g, 0] + arrays.start_elapsed[:, g, 1] * ndtri(chance)))


def _below(arrays: Arrays, g: int, years: float) -> Floats:
    """P(elapsed < years), shape (draw,)."""
    from scipy.special import ndtr

    if years <= 0.0 or math.isinf(years):
        return np.full(arrays.start_elapsed.shape[0], float(years > 0.0))
    mean, spread = arrays.start_elapsed[:, g, 0], arrays.start_elapsed[:, g, 1]
    return np.asarray(ndtr((math.log(years) - mean) / np.maximum(spread, 1e-12)))


def _counted(arrays: Arrays, clock: Clock, state: int, step: float) -> dict[Place, Floats]:
    """A benefit whose elapsed time is its count: weeks below the last limit by step, the rest at the top."""
    g, durations, rule = clock.first + state, clock.durations[state], clock.staircase
    assert rule is not None
    whole = math.floor(rule.limits[-1] + 1e-9)
    places = {
        Place(state, durations.holding(n) if durations.count > 1 else 0, Stage(COUNTING, n + 1)): _below(
            arrays, g, (n + 1) * step
        )
        - _below(arrays, g, n * step)
        for n in range(whole)
    }
    for position, part in _elapsed(arrays, g, durations, step, float(whole)).items():
        places[Place(state, position, Stage(TOP))] = part
    return places


def _declared(
    clock: Clock, state: int, counts: Floats, by_duration: dict[int, Floats], *, benefit: bool
) -> dict[Place, Floats]:
    """A declared count (in steps, by draw), whatever the duration: between the two nearest stages."""
    rule = clock.staircase
    assert rule is not None
    by_stage: dict[Stage, Floats] = {}

    def add(stage: Stage, part: Floats) -> None:
        by_stage[stage] = by_stage.get(stage, np.zeros_like(counts)) + part

    top = counts >= rule.limits[-1]
    add(Stage(TOP), top.astype(np.float64))
    if benefit:
        lower = np.floor(counts)
        for number in np.unique(lower[~top]).astype(int):
            here, above = ~top & (lower == number), counts - number
            following = Stage(EXACT, int(number) + 1)
            add(Stage(EXACT, int(number)), np.where(here, 1.0 - above, 0.0))
            add(Stage(TOP) if number + 1 >= rule.limits[-1] else following, np.where(here, above, 0.0))
    else:
        add(Stage(CLEAR), (counts <= 0.0).astype(np.float64))
        for band in range(rule.bands - 1):
            held = ~top & (counts > 0.0) & (counts >= rule.limits[band]) & (counts < rule.limits[band + 1])
            middle = 0.5 * float(rule.limits[band] + rule.limits[band + 1])
            add(Stage(PAUSED, round(middle)), held.astype(np.float64))
    return {
        Place(state, position, stage): part * of_stage
        for position, part in by_duration.items()
        for stage, of_stage in by_stage.items()
        if np.any(of_stage > 0.0)
    }
