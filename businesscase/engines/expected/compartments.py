"""From one clock to compartments: its states by class of durations and stage of the count of benefit weeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.expected.durations import Durations, durations_of, mean_hazard_of_part, mean_hazards
from businesscase.engines.expected.settings import Settings
from businesscase.engines.expected.staircase import CLEAR, COUNTING, EXACT, PAUSED, TOP, Stage, Staircase
from businesscase.laws.registry import remembers
from businesscase.model.arrays import BENEFIT, ENTRY, SELF_SUPPORT, Arrays

Floats = NDArray[np.float64]


class Place(NamedTuple):
    """What tells a compartment from another: state, position of its class of durations, stage of the count."""

    state: int
    duration: int
    stage: Stage | None


@dataclass(frozen=True)
class Clock:
    """One type of clock, its declarations gathered.

    Attributes:
        kind: number of the type; first: its first state over all types; states: how many.
        exits: transitions (over all types) out of each state.
        durations: classes of each state.
        staircase: where a rule counts its benefit time.
    """

    kind: int
    first: int
    states: int
    exits: tuple[tuple[int, ...], ...]
    durations: tuple[Durations, ...]
    staircase: Staircase | None

    @property
    def transitions(self) -> list[int]:
        """Its transitions over all types, in order."""
        return [k for exits in self.exits for k in exits]


def clock_of(arrays: Arrays, kind: int, step: float, settings: Settings) -> Clock:
    """Gather one type's declarations."""
    first, after = int(arrays.type_states[kind]), int(arrays.type_states[kind + 1])
    exits = tuple(
        tuple(range(arrays.state_transitions[g], arrays.state_transitions[g + 1])) for g in range(first, after)
    )
    counted = any(arrays.state_bands[g] > 1 for g in range(first, after))
    staircase = None
    if counted:
        staircase = Staircase(
            limits=arrays.benefit_limits / step,
            reset=float(arrays.reset[0]) / step,
            within=float(arrays.reset[1]) / step,
            bins=settings.carry_bins,
            forget=settings.forget,
            precise=settings.precise,
        )
    durations = tuple(
        durations_of(
            arrays,
            list(exits[g - first]),
            step,
            settings.growth,
            float(arrays.reset[0]) if counted and arrays.state_counts[g] == SELF_SUPPORT else None,
        )
        for g in range(first, after)
    )
    return Clock(kind, first, after - first, exits, durations, staircase)


@dataclass(frozen=True)
class Compartments:
    """A clock's compartments and flows, before what it reads is added.

    Attributes:
        places: each compartment.
        flows: (from, to, transition over all types).
        shifts: compartment -> [(to, part)], later compartments first.
    """

    clock: Clock
    places: tuple[Place, ...]
    flows: tuple[tuple[int, int, int], ...]
    shifts: tuple[tuple[int, tuple[tuple[int, float], ...]], ...]

    @property
    def index(self) -> dict[Place, int]:
        """Position of each compartment."""
        return {place: i for i, place in enumerate(self.places)}


def compartments_of(arrays: Arrays, clock: Clock, starts: set[Place]) -> Compartments:
    """Every compartment that can be reached from those in which members begin."""
    found: dict[Place, int] = {}
    waiting = sorted(starts, key=_order)
    moves: list[tuple[Place, Place, int]] = []
    ageing: dict[Place, list[tuple[Place, float]]] = {}
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        found[place] = len(found)
        ageing[place] = list(_older(arrays, clock, place))
        for k in clock.exits[place.state]:
            target = _entered(arrays, clock, place, int(arrays.to_state[k]))
            moves.append((place, target, k))
            waiting.append(target)
        waiting += [older for older, _ in ageing[place]]
    places = sorted(found, key=_order)
    index = {place: i for i, place in enumerate(places)}
    flows = sorted((index[a], index[b], k) for a, b, k in moves)
    order = TopologicalSorter({index[p]: {index[q] for q, _ in older} for p, older in ageing.items()}).static_order()
    shifts = [(i, tuple((index[q], part) for q, part in ageing[places[i]])) for i in order if ageing[places[i]]]
    return Compartments(clock, tuple(places), tuple(flows), tuple(shifts))


def _order(place: Place) -> tuple[int, str, int, int, int]:
    stage = place.stage or Stage("")
    return place.state, stage.kind, stage.number, stage.gathered, place.duration


def _entered(arrays: Arrays, clock: Clock, place: Place, target: int) -> Place:
    """The place of somebody who moves to another state in the middle of a step."""
    if clock.staircase is None or place.stage is None:
        return Place(target, 0, None)
    rule, stage = clock.staircase, place.stage
    here, there = arrays.state_counts[clock.first + place.state], arrays.state_counts[clock.first + target]
    if here == SELF_SUPPORT:
        stage = rule.gather(stage, clock.durations[place.state].middle(place.duration))
    if stage.kind == CLEAR:
        stage = Stage(CLEAR)
    if there == BENEFIT:
        return Place(target, 0, rule.resumed(stage))
    return Place(target, 0, rule.paused(stage) if stage.kind in (COUNTING, EXACT) else stage)


def _older(arrays: Arrays, clock: Clock, place: Place) -> Iterator[tuple[Place, float]]:
    """Where somebody stands after another step in the same state, unless nothing changes."""
    onward = clock.durations[place.state].onward(place.duration)
    lives = {place.duration + 1: onward, place.duration: 1.0 - onward}
    for duration, part in lives.items():
        if part > 0.0:
            for stage, share in _later(arrays, clock, place, duration):
                after = Place(place.state, duration, stage)
                if after != place and part * share > 0.0:
                    yield after, part * share


def _later(arrays: Arrays, clock: Clock, place: Place, duration: int) -> Iterator[tuple[Stage | None, float]]:
    """Stages of the count after another step in the same state, with their shares."""
    stage, rule = place.stage, clock.staircase
    if stage is None or rule is None:
        yield stage, 1.0
        return
    if arrays.state_counts[clock.first + place.state] == SELF_SUPPORT:
        share = 0.0
        if stage.kind in (TOP, PAUSED):
            position = clock.durations[place.state].low[duration - 1] if duration > 0 else 0.0
            share = rule.beyond(int(position), rule.reset - rule.carried(stage))
        yield Stage(CLEAR, 1), share
        yield stage, 1.0 - share
        return
    for kept, part in ((0, rule.forgotten), (stage.gathered, 1.0 - rule.forgotten)) if stage.gathered else ((0, 1.0),):
        if stage.kind == COUNTING:
            share = rule.beyond(stage.number, rule.limits[-1])
            yield Stage(TOP, 0, kept), part * share
            yield Stage(COUNTING, stage.number + 1, kept), part * (1.0 - share)
        elif stage.kind == EXACT:
            top = stage.number + 1 - rule.offset >= rule.limits[-1] - 1e-9
            yield Stage(TOP) if top else Stage(EXACT, stage.number + 1), part
        else:
            yield replace(stage, gathered=kept), part


class Hazard(NamedTuple):
    """What tells one hazard of a clock from another.

    Attributes:
        transition: over all types.
        duration: class of durations; 0 where the transition does not remember.
        node: node of elapsed time, -1 none.
        cut: where self-support resets the count in the middle of a class, those who have passed it are longer in the
            state than those who have not: steps from the class's lower limit to the reset, negative for those beyond.
    """

    transition: int
    duration: int
    node: int
    cut: float


def hazard_of(arrays: Arrays, clock: Clock, place: Place, k: int) -> Hazard:
    """The hazard of transition k out of a place."""
    if arrays.time_scale[k] != ENTRY or remembers(arrays, k) == 0.0:
        return Hazard(k, 0, -1, 0.0)
    node = clock.durations[place.state].node(place.duration)
    return Hazard(k, 0, node, 0.0) if node >= 0 else Hazard(k, place.duration, -1, cut_of(arrays, clock, place))


def cut_of(arrays: Arrays, clock: Clock, place: Place) -> float:
    """Where the reset cuts the class of a place, in steps from its lower limit (`Hazard`); 0 if it does not."""
    rule, stage, durations = clock.staircase, place.stage, clock.durations[place.state]
    if rule is None or stage is None or arrays.state_counts[clock.first + place.state] != SELF_SUPPORT:
        return 0.0
    if place.duration == 0 or durations.node(place.duration) >= 0:
        return 0.0
    passed = stage == Stage(CLEAR, 1)
    if not passed and stage.kind not in (TOP, PAUSED):
        return 0.0
    cut = rule.reset - (0.0 if passed else rule.carried(stage)) - float(durations.low[place.duration - 1])
    return (-cut if passed else cut) if 0.0 < cut < 2.0 else 0.0


def base_rates(arrays: Arrays, compartments: Compartments, step: float) -> tuple[Floats, dict[Hazard, int]]:
    """Base rates, shape (row, draw), and the row of each hazard: 1 for those that follow time (`block.timed`)."""
    clock, rows, parts = compartments.clock, dict[Hazard, int](), list[Floats]()
    by_transition: dict[int, Floats] = {}
    for source, _, k in compartments.flows:
        place = compartments.places[source]
        hazard = hazard_of(arrays, clock, place, k)
        if hazard in rows:
            continue
        rows[hazard] = len(rows)
        if hazard.node >= 0:
            parts.append(np.ones(arrays.parameters.shape[0]))
            continue
        if hazard.cut != 0.0:
            low = float(clock.durations[place.state].low[hazard.duration - 1])
            parts.append(mean_hazard_of_part(arrays, k, low, hazard.cut, step))
            continue
        if k not in by_transition:
            by_transition[k] = mean_hazards(arrays, k, clock.durations[place.state], step)
        parts.append(by_transition[k][hazard.duration])
    base = np.stack(parts) if parts else np.zeros((0, arrays.parameters.shape[0]))
    return np.ascontiguousarray(base), rows
