"""Effects from reported levels: hazards under which the clock stands where participants were reported to stand.

In each draw the reported shares are drawn (Dirichlet, with the effective number of observations), and the log ratios
are solved with that draw's base, loss and intake values. The programme is credited with the attribution share of the
log ratio; the rest would have happened anyway (docs/explanation/effects.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from businesscase.errors import NumericalError
from businesscase.model.arrays import BANDS, ENTRY, EXPONENTIAL, Arrays
from businesscase.model.compiled import Schedule
from businesscase.model.effects import Effects
from businesscase.model.families import Family
from businesscase.model.forward import ELAPSED_NODES, OneClock
from businesscase.model.inputs import Inputs
from businesscase.model.structure import Structure
from businesscase.randomness import standard_normal
from businesscase.scenario.document import Scenario
from businesscase.scenario.programme import Level
from businesscase.timeline import MONTHS, years_since

Floats = NDArray[np.float64]
FRAILTY_NODES = 3
ATTEMPTS = 50  # at shares that could have come about
MOST_REDRAWN = 0.25  # share of draws beyond which report and base hazards contradict each other
COHORTS = 4  # groups of families that enrol together, in the forward equations only


def solve_levels(
    scenario: Scenario,
    structure: Structure,
    families: tuple[Family, ...],
    schedule: Schedule,
    effects: Effects,
    arrays: Arrays,
    inputs: Inputs,
    *,
    workers: int = 1,
) -> Floats:
    """Full ratios of all effects, shape (draw, transition): declared ones as they are, levels solved and attributed.

    Raises:
        NumericalError: if a reported level cannot be reached in some draw; names the level and what can be reached.
    """
    ratio = effects.ratio.copy()
    attribution = inputs["effects.attribution"]
    for name, level in scenario.effects.levels.items():
        clock = one_clock(scenario, structure, families, schedule, effects, arrays, inputs, name)
        log_ratio = _solve(name, level, clock, partial(_redrawn, name, level, clock, structure, inputs), workers)
        for position, target in enumerate(level.targets.values()):
            for k in structure.edge_numbers(level.clock, target.transitions):
                ratio[:, k] = np.exp(attribution * log_ratio[:, position])
    return ratio


def _redrawn(name: str, level: Level, clock: OneClock, structure: Structure, inputs: Inputs, attempt: int) -> Floats:
    states = next(t.states for t in structure.types if t.clock == level.clock)
    return _target_shares(name, level, clock.start_share, states, inputs, attempt)


def one_clock(
    scenario: Scenario,
    structure: Structure,
    families: tuple[Family, ...],
    schedule: Schedule,
    effects: Effects,
    arrays: Arrays,
    inputs: Inputs,
    name: str,
) -> OneClock:
    """The clock of a level, by itself, with its members grouped into cohorts."""
    level = scenario.effects.levels[name]
    kind = next(i for i, t in enumerate(structure.types) if t.clock == level.clock)
    clock_type = structure.types[kind]
    own = [k for k, edge in enumerate(structure.edges) if edge.kind == kind]
    first, states = clock_type.first_state, len(clock_type.states)
    solved, target_states = np.full(len(own), -1), np.full(states, -1)
    for position, target in enumerate(level.targets.values()):
        for k in structure.edge_numbers(level.clock, target.transitions):
            if k in own:
                solved[own.index(k)] = position
        for state in target.states:
            target_states[clock_type.states.index(state)] = position
    measured = years_since(scenario.time.start, level.measured)
    entry, age, weight, rank = _cohorts(scenario, structure, families, schedule, arrays, kind, measured)
    begin = schedule.intake[:, None] * rank[None, :]
    bands = [slice(int(arrays.band_first[k]), int(arrays.band_first[k + 1])) for k in own]
    cumulative = arrays.start_share[:, first : first + states]
    start_share = np.diff(cumulative, axis=1, prepend=0.0)
    sources = np.array([structure.edges[k].source - first for k in own])
    return OneClock(
        states=states,
        oldest=np.array([_oldest(arrays, np.array(own)[sources == state], measured) for state in range(states)]),
        first=np.searchsorted(sources, np.arange(states + 1)),
        source=sources,
        target=arrays.to_state[own],
        law=arrays.law[own],
        time_scale=arrays.time_scale[own],
        exponent=arrays.frailty_exponent[own],
        opens=arrays.opens[own],
        closes=arrays.closes[own],
        profile=effects.profile[own],
        solved=solved,
        parameters=np.ascontiguousarray(arrays.parameters[:, own]),
        band_first=np.cumsum([0] + [b.stop - b.start for b in bands]),
        band_limits=np.concatenate([np.zeros(0), *(arrays.band_limits[b] for b in bands)]),
        band_rates=np.ascontiguousarray(np.concatenate([arrays.band_rates[:, b] for b in bands], axis=1)),
        ratio=np.ascontiguousarray(effects.ratio[:, own]),
        profiles=effects.profiles,
        start_share=np.ascontiguousarray(start_share),
        start_elapsed=np.ascontiguousarray(arrays.start_elapsed[:, first : first + states]),
        sigma=arrays.sigma,
        cohort_entry=entry,
        cohort_age=age,
        cohort_weight=weight,
        cohort_service=np.stack([begin, begin + schedule.length[:, None]], axis=2),
        measured=measured,
        step=1.0 / MONTHS,
        target_states=target_states,
        target_share=np.zeros((inputs.draws, len(level.targets))),
    )


def _oldest(arrays: Arrays, exits: NDArray[np.int64], measured: float) -> int:
    """Age of a stay, in steps, beyond which no hazard out of it changes: 0 for exponential exits."""
    age = 0.0
    for k in exits:
        if arrays.time_scale[k] != ENTRY or arrays.law[k] == EXPONENTIAL:
            continue
        limits = arrays.band_limits[arrays.band_first[k] : arrays.band_first[k + 1]]
        age = max(age, float(limits[-1]) if arrays.law[k] == BANDS else measured)
    return min(math.ceil(age * MONTHS), math.ceil(measured * MONTHS))


def _cohorts(
    scenario: Scenario,
    structure: Structure,
    families: tuple[Family, ...],
    schedule: Schedule,
    arrays: Arrays,
    kind: int,
    measured: float,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Members present at the measurement, grouped by when their clock begins (half years) and when they enrol."""
    since, until = arrays.type_ages[kind]
    mean_age = float(np.mean(arrays.parent_age[:, 0]))
    groups: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for family, rank in zip(families, schedule.rank, strict=True):
        for member in family.members:
            if member.role != structure.types[kind].role:
                continue
            age = mean_age if member.age_drawn else member.age
            entry = max(since - age, 0.0)
            if entry < measured and age + measured < until:
                # those whose clock begins later, by year; few enough for coarser groups of enrolment
                group = (math.ceil(entry), int(rank * (COHORTS if entry == 0.0 else 2)))
                groups.setdefault(group, []).append((entry, age, float(rank)))
    if not groups:
        raise NumericalError(f"clock '{structure.types[kind].clock}': no member is left at the measurement date")
    members = [np.array(groups[group]) for group in sorted(groups)]
    means = np.array([group.mean(axis=0) for group in members])
    weight = np.array([len(group) for group in members], dtype=np.float64)
    return means[:, 0].copy(), means[:, 1].copy(), weight, means[:, 2].copy()


def _target_shares(
    name: str, level: Level, start_share: Floats, states: tuple[str, ...], inputs: Inputs, attempt: int = 0
) -> Floats:
    """Drawn stocks per target, shape (draw, target): shares jointly from a Dirichlet, changes relative to the start."""
    from scipy.special import gammaincinv, ndtr

    key = f"effects.levels.{name}"
    out = np.zeros((inputs.draws, len(level.targets)))
    shares = {t: inputs[f"{key}.targets.{t}.share"] for t, target in level.targets.items() if target.share is not None}
    if shares:
        size = inputs[f"{key}.effective_n"]
        rest = 1.0 - sum(shares.values(), np.zeros(inputs.draws))
        gammas = {}
        for label, share in {**shares, "rest": rest}.items():
            chance = ndtr(standard_normal(inputs.seed, inputs.draws, f"{key}.targets.{label}: sampling {attempt}"))
            gammas[label] = gammaincinv(np.maximum(share * size, 1e-9), chance)
        total = sum(gammas.values(), np.zeros(inputs.draws))
    for position, (label, target) in enumerate(level.targets.items()):
        if target.share is not None:
            # a share set by hand is held, without sampling
            out[:, position] = shares[label] if target.share.what_if else gammas[label] / total
        else:
            columns = [states.index(state) for state in target.states]
            out[:, position] = start_share[:, columns].sum(axis=1) * inputs[f"{key}.targets.{label}.change"]
    return out


def _solve(name: str, level: Level, clock: OneClock, redraw: Callable[[int], Floats], workers: int) -> Floats:
    """Log ratios, shape (draw, target).

    A few draws combine reported shares with base hazards under which those shares could not have come about. Such a
    combination is impossible, so its shares are drawn again (the report is conditioned on being possible). If that
    concerns more than `MOST_REDRAWN` of the draws, report and base contradict each other and that is an error.
    """
    from businesscase.model.solving import solve_draws, solving_space

    draws = clock.target_share.shape[0]
    nodes, weights = np.polynomial.hermite_e.hermegauss(FRAILTY_NODES)
    if np.all(clock.sigma == 0.0) or np.all(clock.exponent == 0):
        nodes, weights = np.zeros(1), np.ones(1)
    elapsed_nodes, elapsed_weights = np.polynomial.hermite_e.hermegauss(ELAPSED_NODES)
    quadrature = nodes, weights / weights.sum(), elapsed_nodes, elapsed_weights / elapsed_weights.sum()
    out, reached = np.zeros((draws, len(level.targets))), np.zeros((draws, len(level.targets)))

    def solve(part: NDArray[np.int64]) -> NDArray[np.int64]:
        done = np.zeros(part.shape[0], dtype=np.int64)
        space = solving_space(clock, ELAPSED_NODES)
        solve_draws(clock, part, quadrature, *space, out, reached, done)
        return part[done == 0]

    unsolved = np.arange(draws)
    for attempt in range(ATTEMPTS):
        clock.target_share[unsolved] = redraw(attempt)[unsolved]
        with ThreadPoolExecutor(workers) as pool:
            unsolved = np.concatenate(list(pool.map(solve, np.array_split(unsolved, workers))))
        if unsolved.size == 0:
            return out
        sampled = any(target.share is not None and not target.share.what_if for target in level.targets.values())
        if unsolved.size > MOST_REDRAWN * draws or not sampled:
            break
    draw = int(unsolved[0])
    wanted = ", ".join(
        f"{label} {clock.target_share[draw, i]:.1%} (nearest reached {reached[draw, i]:.1%})"
        for i, label in enumerate(level.targets)
    )
    raise NumericalError(
        f"effects.levels.{name}: the reported level cannot be reached on clock '{level.clock}' in {unsolved.size} of "
        f"{draws} draws; in draw {draw}: {wanted}. Hazard ratios from 1/1000 to 1000 were tried: check the base "
        "hazards, the start, the intake, and which transitions the level acts on"
    )
