"""Effects from reported levels: hazards under which the clock stands where participants were reported to stand.

In each draw the reported shares are drawn (Dirichlet, with the effective number of observations), and the log ratios
are solved with that draw's base, loss and intake values. The programme is credited with the attribution share of the
log ratio; the rest would have happened anyway (docs/explanation/effects.md).
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from numpy.typing import NDArray

from businesscase.core.compiling import sources_hash
from businesscase.core.errors import NumericalError
from businesscase.core.timeline import years_since
from businesscase.laws.registry import remembers
from businesscase.model.arrays import ENTRY, Arrays
from businesscase.model.calibration.effects import Effects
from businesscase.model.calibration.fitting import drawn_targets, solve_level
from businesscase.model.calibration.forward import OneClock
from businesscase.model.compiled import Schedule, key_of
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.structure.families import Family
from businesscase.model.structure.structure import Structure
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
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
) -> tuple[Floats, dict[str, float], dict[str, Floats]]:
    """Full ratios of all effects, shape (draw, transition): declared ones as they are, levels solved and attributed.

    With them, per level, the share of draws whose reported shares had to be drawn again (`fitting.solve_level`), and
    by key the stocks that were solved for, shape (draw,).

    Raises:
        NumericalError: if a reported level cannot be reached (`fitting.solve_level`); names what can be reached.
    """
    ratio, redrawn, reported = effects.ratio.copy(), {}, {}
    attribution = inputs["effects.attribution"]
    for name, level in scenario.effects.levels.items():
        clock = one_clock(scenario, structure, families, schedule, effects, arrays, name)
        states = next(t.states for t in structure.types if t.clock == level.clock)
        targets = partial(drawn_targets, name, level, states, inputs)
        log_ratio, redrawn[name], stocks = solve_level(name, level, clock, targets, workers)
        for position, (label, target) in enumerate(level.targets.items()):
            reported[f"effects.levels.{name}.targets.{label} (sampled)"] = stocks[:, position]
            for k in structure.edge_numbers(level.clock, target.transitions):
                ratio[:, k] = np.exp(attribution * log_ratio[:, position])
    return ratio, redrawn, reported


def levels_key(
    scenario: Scenario, families: tuple[Family, ...], schedule: Schedule, arrays: Arrays, inputs: Inputs
) -> str:
    """Hash of all that the solution of the levels comes from, this code included; `arrays` as they are before it."""
    code = sources_hash(("model", "core/randomness.py", "core/timeline.py"))
    declared = (code, scenario.effects, scenario.population.parent_ages, scenario.time.start, families)
    drawn = [array for key, array in inputs.values.items() if key.startswith("effects.")]
    served = (schedule.rank, schedule.intake, schedule.length, schedule.until)
    return key_of(arrays, *served, *drawn, inputs.seed, np.frombuffer(repr(declared).encode(), np.uint8))


def one_clock(
    scenario: Scenario,
    structure: Structure,
    families: tuple[Family, ...],
    schedule: Schedule,
    effects: Effects,
    arrays: Arrays,
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
    end = np.minimum(begin + schedule.length[:, None], schedule.until)
    bands = [slice(int(arrays.band_first[k]), int(arrays.band_first[k + 1])) for k in own]
    cumulative = arrays.start_share[:, first : first + states]
    start_share = np.diff(cumulative, axis=1, prepend=0.0)
    sources = np.array([structure.edges[k].source - first for k in own])
    return OneClock(
        states=states,
        memory=np.array([_memory(arrays, np.array(own)[sources == state], measured) for state in range(states)]),
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
        cohort_service=np.stack([begin, np.maximum(begin, end)], axis=2),
        measured=measured,
        target_states=target_states,
    )


def _memory(arrays: Arrays, exits: NDArray[np.int64], measured: float) -> float:
    """Years in a state beyond which no hazard out of it changes: 0 for exponential exits."""
    age = 0.0
    for k in exits:
        if arrays.time_scale[k] == ENTRY:
            age = max(age, remembers(arrays, k))
    return min(age, measured)


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
    declared = scenario.population.parent_ages.mean.canonical  # a draw must not depend on the others
    groups: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for family, rank in zip(families, schedule.rank, strict=True):
        for member in family.members:
            if member.role != structure.types[kind].role:
                continue
            age = declared if member.age_drawn else member.age
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
