"""Effects from reported levels: hazards under which the clock stands where the programme is credited with standing.

In each draw the reported shares are drawn (Dirichlet, with the effective number of observations). The ratios are
solved with that draw's base, loss and intake values, for the stock that is the attribution share of the way from what
would have been anyway to what was reported (docs/explanation/effects.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.compiling import sources_hash
from businesscase.core.errors import NumericalError
from businesscase.core.timeline import years_since
from businesscase.core.words import Words
from businesscase.laws.registry import remembers
from businesscase.model.arrays import ENTRY, Arrays
from businesscase.model.calibration.contradiction import contradiction
from businesscase.model.calibration.effects import Effects
from businesscase.model.calibration.fitting import Fit, Told, drawn_reports, reported_stocks
from businesscase.model.calibration.forward import OneClock
from businesscase.model.calibration.solved import solved_level
from businesscase.model.compiled import Schedule, key_of
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.inputs.redrawing import bases
from businesscase.model.structure.families import Family
from businesscase.model.structure.structure import Structure
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COHORTS = 4  # groups of families that enrol together, in the forward equations only
MOST_REDRAWN = 0.25  # share of draws beyond which report and base contradict each other
CERTAIN = 0.05  # chance with which so many of the draws at hand contradict, though no larger share of all does
ROUNDS = 20  # at a base with which a report is possible
TRIED = 64  # attempts in a round, of all draws together


class Laid(NamedTuple):
    """What is compiled of inputs before the levels are solved; the ratios of effects are the declared ones."""

    inputs: Inputs
    schedule: Schedule
    effects: Effects
    arrays: Arrays


Lay = Callable[[Inputs], Laid]


def solve_levels(
    scenario: Scenario,
    structure: Structure,
    families: tuple[Family, ...],
    laid: Laid,
    lay: Lay,
    *,
    workers: int = 1,
    told: Told = lambda _: None,
    steps: Mapping[str, float] | None = None,
    judged: bool = True,
    rounds: int = ROUNDS,
) -> tuple[Floats, dict[str, Ints], dict[str, Floats], dict[str, float]]:
    """Full ratios of all effects, shape (draw, transition): declared ones as they are, levels solved.

    With them, by level, the attempt at its base with which its report is possible, shape (draw,), 0 for the first;
    and by the key of each target its stocks, shape (3, draw): reported, without and credited; last, by level, the step.

    Args:
        laid: compiled of the inputs as they were drawn first; lay: compiles those of other inputs.
        told: called with the fraction that is solved of all draws of all levels, as they were drawn first.
        steps: of a part of a run, those that its first part has found; None: found here.
        judged: whether it is an error if too many of these draws contradict a report; of a part that is for who joins
            the parts (`contradicts`).
        rounds: at a base, before a report is taken to be impossible with it.

    Raises:
        NumericalError: if the base contradicts a report in too many draws, or in some however often it is drawn.
    """
    levels, draws = scenario.effects.levels, laid.inputs.draws
    reports = {name: drawn_reports(name, level, laid.inputs) for name, level in levels.items()}
    ratio, attempts = laid.effects.ratio.copy(), {name: np.zeros(draws, np.int64) for name in levels}
    stocks = {name: np.zeros((3, draws, len(level.targets))) for name, level in levels.items()}
    fine = dict(steps or {})
    begun: set[str] = set()

    def fitted(name: str, some: Laid, of: Ints) -> Fit:
        level, clock = levels[name], one_clock(scenario, structure, families, some, name)
        states = next(t.states for t in structure.types if t.clock == level.clock)
        reported = reported_stocks(level, states, reports[name][of], clock.start_share)
        before = len(begun)
        begun.add(name)  # a second time, some draws are drawn again: few, and how many turns there will be is not known

        def tell(fraction: float) -> None:
            if len(begun) > before:
                told((before + fraction) / len(levels))

        share = some.inputs["effects.attribution"]
        found, fine[name] = solved_level(name, level, clock, reported, share, fine.get(name), workers, tell)
        return found

    for base in bases(scenario):
        left, first, each, some = np.arange(draws), 0, 1, laid
        for turn in range(rounds + 1):
            of, attempt = np.repeat(left, each), np.tile(np.arange(first, first + each), left.size)
            if turn:
                some = lay(base.drawn(laid.inputs, of, attempt))
            fits = {name: fitted(name, some, of) for name in base.levels}
            possible = np.all([found.possible for found in fits.values()], axis=0).reshape(left.size, each)
            found_now, at = possible.any(axis=1), np.arange(left.size) * each + possible.argmax(axis=1)
            now, at = left[found_now], at[found_now]
            for name, found in fits.items():
                attempts[name][now] = attempt[at]
                stocks[name][:, now] = found.reported[at], found.without[at], found.credited[at]
                for position, target in enumerate(levels[name].targets.values()):
                    for k in structure.edge_numbers(levels[name].clock, target.transitions):
                        ratio[now, k] = np.exp(found.log_ratio[at, position])
            if now.size == left.size:
                break
            left = left[~found_now]
            if turn == rounds or not base.numbers or (judged and too_often(left.size, draws)):
                raise NumericalError(contradiction(scenario, base, laid.inputs, fits, of, left, first + each - 1))
            first, each = first + each, max(1, min(first + each, TRIED // left.size))
    return (
        ratio,
        attempts,
        {
            f"effects.levels.{name}.targets.{label}": stocks[name][:, :, position]
            for name, level in levels.items()
            for position, label in enumerate(level.targets)
        },
        fine,
    )


def contradicts(attempts: Mapping[str, Ints]) -> bool:
    """Whether a report was impossible in too many draws as they were drawn first, given the attempts of all draws."""
    return any(too_often(int((attempt > 0).sum()), attempt.size) for attempt in attempts.values() if attempt.any())


def too_often(contradicting: int, draws: int) -> bool:
    """Whether more than `MOST_REDRAWN` of all draws contradict, judged by some: one of two says little (binomial)."""
    from scipy.special import bdtrc

    return float(bdtrc(contradicting - 1, draws, MOST_REDRAWN)) < CERTAIN


def levels_key(scenario: Scenario, families: tuple[Family, ...], laid: Laid) -> str:
    """Hash of all that the solution of the levels comes from, this code included; `laid` as it is before it."""
    code = sources_hash(("laws", "model", "core/randomness.py", "core/timeline.py"))
    declared = (
        code, scenario.effects, scenario.population.parent_ages, scenario.time.start, families, bases(scenario)
    )  # fmt: skip
    schedule, inputs = laid.schedule, laid.inputs
    drawn = [array for key, array in inputs.values.items() if key.startswith("effects.")]
    served = (schedule.rank, schedule.intake, schedule.length, schedule.until)
    placed = [inputs.positions[name] for name in sorted(inputs.positions)]
    return key_of(
        laid.arrays,
        *served,
        *drawn,
        *placed,
        inputs.seed,
        inputs.first,
        np.frombuffer(repr(declared).encode(), np.uint8),
    )


def one_clock(
    scenario: Scenario,
    structure: Structure,
    families: tuple[Family, ...],
    laid: Laid,
    name: str,
) -> OneClock:
    """The clock of a level, by itself, with its members grouped into cohorts."""
    _, schedule, effects, arrays = laid
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
            if age < 0.0 and not member.age_drawn:
                continue  # a report is of those who took part, and not of children born since
            entry = max(since - age, 0.0)
            if entry < measured and age + measured < until:
                # those whose clock begins later, by year; few enough for coarser groups of enrolment
                group = (math.ceil(entry), int(rank * (COHORTS if entry == 0.0 else 2)))
                groups.setdefault(group, []).append((entry, age, float(rank)))
    if not groups:
        raise NumericalError(Words("levels.none_left", clock=structure.types[kind].clock))
    members = [np.array(groups[group]) for group in sorted(groups)]
    means = np.array([group.mean(axis=0) for group in members])
    weight = np.array([len(group) for group in members], dtype=np.float64)
    return means[:, 0].copy(), means[:, 1].copy(), weight, means[:, 2].copy()
