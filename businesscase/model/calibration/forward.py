"""Forward equations of one clock: where its members stand at a date, all draws of a block at once.

Kolmogorov's forward equations with duration in the state (semi-Markov), in steps of a month: members are kept by
state and age of their stay, those who stand in their first state by its elapsed time. Within a step the integrated
hazards are exact on the entry scale and the effect is taken at its middle; entrants of a step are exposed for half of
it, so the error is of second order in the step (tests/agreement/test_calibration.py measures it against life courses).

Here is what does not depend on the effects that are solved for: it is computed once for a block of draws.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.laws.registry import integrated, remembers
from businesscase.model.arrays import AGE, ENTRY

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
ELAPSED_NODES, FRAILTY_NODES = 5, 5


class OneClock(NamedTuple):
    """One type's transitions, and the members in cohorts that enrol together. Axis d: draw, k: transition."""

    states: int
    memory: Floats  # (state,) years in the state after which its hazards change no more
    first: Ints  # (state + 1,) first transition out of each state
    source: Ints  # (k,)
    target: Ints  # (k,)
    law: Ints  # (k,)
    time_scale: Ints  # (k,)
    exponent: Ints  # (k,) of frailty
    opens: Floats  # (k,)
    closes: Floats  # (k,)
    profile: Ints  # (k,) -1 without effect
    solved: Ints  # (k,) target whose ratio multiplies this transition, -1 none
    parameters: Floats  # (d, k, 2)
    band_first: Ints  # (k + 1,)
    band_limits: Floats  # (band,)
    band_rates: Floats  # (d, band)
    ratio: Floats  # (d, k) ratio of effects that are not solved for
    profiles: Floats  # (d, profile, 3) lag, ramp, decay
    start_share: Floats  # (d, state)
    start_elapsed: Floats  # (d, state, 2) mean and standard deviation of the log; NaN: none
    sigma: Floats  # (d,) of log frailty
    cohort_entry: Floats  # (cohort,) time at which the clock begins
    cohort_age: Floats  # (cohort,) age at programme start
    cohort_weight: Floats  # (cohort,)
    cohort_service: Floats  # (d, cohort, 2) beginning and end of service
    measured: float
    target_states: Ints  # (state,) target that a state counts in, -1 none

    def of_draws(self, part: Ints) -> OneClock:
        """Some draws only."""
        own: dict[str, Any] = {name: np.ascontiguousarray(getattr(self, name)[part]) for name in _PER_DRAW}
        return self._replace(**own)


_PER_DRAW = (
    "parameters", "band_rates", "ratio", "profiles", "start_share", "start_elapsed", "sigma", "cohort_service",
)  # fmt: skip


class Moves(NamedTuple):
    """The transitions as the kernel reads them; of those that remember, `row` is their place in the tables."""

    first: Ints  # (state + 1,)
    target: Ints  # (k,)
    oldest: Ints  # (state,) age of a stay, in steps, from which its hazards change no more; 0 without memory
    row: Ints  # (k,) -1: the hazard does not remember
    timed: Ints  # (k,) row of the hazards that follow another time than the stay, -1 the stay
    profile: Ints  # (k,) -1 without effect
    elapsed_weights: Floats  # (node,)


class Tables(NamedTuple):
    """Integrated hazards over a step on the time scale of the stay, the draw last.

    Attributes:
        half: of who enters in the step, (k, draw); single: of a stay that began in the step before, (k, draw).
        stay: of a stay by its age, (row, age, 1, draw).
        first: of the first stay, (row, node of elapsed time, step, draw).
    """

    half: Floats
    single: Floats
    stay: Floats
    first: Floats


class Cohort(NamedTuple):
    """Members who enrol together.

    Attributes:
        weight: how many they are.
        tables: of their stays.
        timed: integrated hazards over each step on the other time scales, (row, step, draw).
        heights: of each effect profile in the middle of each step, (profile, step, draw).
        open: whether each transition is open in a step, (k, step).
    """

    weight: float
    tables: Tables
    timed: Floats
    heights: Floats
    open: Floats


class Block(NamedTuple):
    """A block of draws of one clock, prepared for any effects.

    Attributes:
        ratio: of effects that are not solved for, (k, draw).
        frailty: factor of each transition at each node of frailty, (node, k, draw); frailty_weights: (node,).
        start: share of each state at the beginning, (state, draw).
    """

    clock: OneClock
    moves: Moves
    cohorts: tuple[Cohort, ...]
    ratio: Floats
    frailty: Floats
    frailty_weights: Floats
    start: Floats

    def of_draws(self, part: Ints) -> Block:
        """Some draws only."""
        taken: dict[int, Floats] = {}  # cohorts share tables

        def of(array: Floats) -> Floats:
            if id(array) not in taken:
                taken[id(array)] = np.take(array, part, axis=-1)  # many times as fast as an index of the last axis
            return taken[id(array)]

        cohorts = tuple(
            Cohort(cohort.weight, Tables(*map(of, cohort.tables)), of(cohort.timed), of(cohort.heights), cohort.open)
            for cohort in self.cohorts
        )
        return self._replace(cohorts=cohorts, ratio=of(self.ratio), frailty=of(self.frailty), start=of(self.start))


def prepare(clock: OneClock, draws: Ints, step: float) -> Block:
    """A block of draws, with steps of at most `step` years."""
    own = clock.of_draws(draws)
    oldest = np.minimum(np.ceil(own.memory / step - 1e-9), np.ceil(own.measured / step)).astype(np.int64)
    entry = own.time_scale == ENTRY
    followed = entry & (oldest[own.source] > 0) & np.array([remembers(own, k) > 0.0 for k in range(len(own.law))])
    elapsed_nodes, elapsed_weights = _normal_rule(ELAPSED_NODES)
    moves = Moves(
        own.first, own.target, oldest, _numbered(followed), _numbered(~entry), own.profile, elapsed_weights
    )  # fmt: skip
    tables: dict[float, Tables] = {}
    cohorts = []
    for number, since in enumerate(own.cohort_entry):
        steps = math.ceil((own.measured - since) / step - 1e-6)
        h = (own.measured - since) / steps
        if since not in tables:
            tables[since] = _tables(own, moves, elapsed_nodes, steps, h, begun=since <= 0.0)
        cohorts.append(_cohort(own, moves, number, steps, h, tables[since]))
    # the rule over frailty does not depend on the block: whether any draw has frailty is asked of all draws
    nodes, weights = _normal_rule(FRAILTY_NODES)
    if np.all(clock.sigma == 0.0) or np.all(clock.exponent == 0):
        nodes, weights = np.zeros(1), np.ones(1)
    power = own.exponent[None, :, None] * own.sigma  # Z^e / E[Z^e] of a lognormal Z with mean 1
    frailty = np.exp(power * nodes[:, None, None] - 0.5 * power**2)
    start = np.ascontiguousarray(own.start_share.T)
    return Block(own, moves, tuple(cohorts), np.ascontiguousarray(own.ratio.T), frailty, weights, start)


def _normal_rule(count: int) -> tuple[Floats, Floats]:
    """Nodes and weights over a standard normal number."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()


def _numbered(chosen: NDArray[np.bool_]) -> Ints:
    return np.where(chosen, np.cumsum(chosen) - 1, -1)


def _tables(clock: OneClock, moves: Moves, elapsed_nodes: Floats, steps: int, h: float, *, begun: bool) -> Tables:
    """Integrated hazards by stay; `begun`: first stays have begun before the programme."""
    draws, transitions = clock.sigma.shape[0], clock.source.shape[0]
    rows, ages = int(moves.row.max(initial=-1)) + 1, min(steps, int(moves.oldest.max()) + 1)
    half, single = np.zeros((transitions, draws)), np.zeros((transitions, draws))
    stay, first = np.zeros((rows, ages, 1, draws)), np.zeros((rows, len(elapsed_nodes), steps, draws))
    for k in np.flatnonzero(clock.time_scale == ENTRY).tolist():
        since = integrated(clock, k, np.asarray((np.arange(ages + 1.0)[:, None] + 0.5) * h))
        half[k], single[k] = since[0], since[1] - since[0]
        if moves.row[k] < 0:
            continue
        stay[moves.row[k], :, 0] = np.diff(since, axis=0)
        mean, spread = clock.start_elapsed[:, clock.source[k]].T
        for node, at in enumerate(elapsed_nodes):
            elapsed = np.where(np.isnan(mean) | (not begun), 0.0, np.exp(mean + spread * at))
            reached = integrated(clock, k, elapsed + np.arange(steps + 1)[:, None] * h)
            first[moves.row[k], node] = np.diff(reached, axis=0)
    return Tables(half, single, stay, first)


def _cohort(clock: OneClock, moves: Moves, number: int, steps: int, h: float, tables: Tables) -> Cohort:
    draws, since = clock.sigma.shape[0], float(clock.cohort_entry[number])
    edges: Floats = since + np.arange(steps + 1.0) * h
    middle: Floats = edges[:-1] + 0.5 * h
    timed = np.zeros((int(moves.timed.max(initial=-1)) + 1, steps, draws))
    for k in np.flatnonzero(moves.timed >= 0).tolist():
        zero = clock.cohort_age[number] if clock.time_scale[k] == AGE else 0.0
        timed[moves.timed[k]] = np.diff(integrated(clock, k, (edges + zero)[:, None]), axis=0)
    begin, end = clock.cohort_service[:, number].T
    heights = np.stack([_heights(profile, begin, end, middle[:, None]) for profile in clock.profiles.swapaxes(0, 1)])
    opened = (middle >= clock.opens[:, None]) & (middle < clock.closes[:, None])
    return Cohort(float(clock.cohort_weight[number]), tables, timed, heights, opened.astype(np.float64))


def _heights(profile: Floats, begin: Floats, end: Floats, moments: Floats) -> Floats:
    """Height of an effect profile, shape (moment, draw); `profile`: lag, ramp and decay, (draw, 3)."""
    lag, ramp, decay = profile.T
    since = np.minimum(moments, end) - begin - lag
    risen = np.where(ramp > 0.0, np.minimum(since / np.where(ramp > 0.0, ramp, 1.0), 1.0), 1.0)
    height = np.where((end > begin) & (since > 0.0), risen, 0.0)
    return np.asarray(height * np.exp(-decay * np.maximum(moments - end, 0.0)))
