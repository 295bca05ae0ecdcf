"""Families and their clocks as SimPy processes: the text to read to understand the model.

A *family* is served from its enrolment until its scheduled end, or until its own situation ends the service. A *clock*
lives through stretches of time in which nothing that acts on its hazards changes form. In each stretch it knows which
exit would fire first; then it waits for that moment, for the end of the stretch, or for news: a clock that it reads
has moved, its member has died, its family is no longer served.

Each exit endures a unit-rate exponential amount of integrated hazard before it fires (Anderson 2007, modified
next-reaction method). What is left of it persists while the exit is disabled and across re-entries; only its own
firing draws anew. Intervals are half-open: whatever happens at the end of a stretch belongs to the next.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from simpy import Environment, Event

from businesscase.core.errors import NumericalError
from businesscase.core.words import Words
from businesscase.delivery.moments import at
from businesscase.engines.common.numbers import exponential
from businesscase.engines.common.tally import MOVES
from businesscase.engines.discrete_event.exits import NO_EFFECT, Exit, Shape
from businesscase.model.compiled import Ending

Process = Generator[Event, Any, None]
# By how much integrated hazard an exit may miss its exponential number: a closed form by rounding; the quadrature of a
# Weibull or Gompertz law under a fading effect by its error (docs/decisions/0007-quadrature-for-fading.md).
CLOSED, QUADRATURE = 1e-9, 1e-3


@dataclass(frozen=True)
class Kind:
    """A declared clock for one role, in one draw.

    Attributes:
        number: its position among the types.
        name: names of the clock and the role.
        exits: the exits of each state.
        ends_member: of each state, whether entering it ends the member's other clocks.
    """

    number: int
    name: str
    exits: tuple[tuple[Exit, ...], ...]
    ends_member: tuple[bool, ...]


@dataclass(frozen=True)
class Facts:
    """What is known of a clock before it runs; times in years since programme start.

    Attributes:
        kind: what it is a clock of.
        identity, key: its part, and that of the draw and replication, of the address of its random numbers.
        age: age of the member at programme start.
        begins, limit: when it begins to run, and until when at most (an age, or the horizon).
        start: the state it begins in.
        elapsed, benefit: years already spent in that state, and on benefit.
        frailty: the family's factor by exponent: -1, 0 and 1.
        covariates: of the family.
    """

    kind: Kind
    identity: np.uint64
    key: np.uint64
    age: float
    begins: float
    limit: float
    start: int
    elapsed: float
    benefit: float
    frailty: Mapping[int, float]
    covariates: tuple[float, ...]


@dataclass(frozen=True)
class Stretch:
    """Time from `since` in which no hazard of the state changes form, until `until` at the latest.

    `factors` and `shapes` hold, for each exit, what multiplies its law and the form of its effect.
    """

    since: float
    until: float
    factors: list[float]
    shapes: list[Shape]


class Member:
    """A person: alive until a clock says otherwise."""

    def __init__(self, world: Environment) -> None:
        self.died: Event = world.event()
        self.until = math.inf


class Family:
    """One family: its clocks, and its service of some strength from `begins` to `ends`, as far as known now."""

    def __init__(self, world: Environment, begins: float, ends: float, strength: float) -> None:
        self.world, self.begins, self.ends, self.strength = world, begins, ends, strength
        self.enrolled: Event = world.event()  # if the beginning was not known before
        self.discharged: Event = world.event()  # if the service ends before its scheduled end
        self.clocks: list[Clock] = []

    def enrol(self, begins: float, ends: float, strength: float) -> None:
        """Begin a service that was not known before."""
        self.begins, self.ends, self.strength = begins, ends, strength
        self.enrolled.succeed()

    def serve(self, endings: tuple[Ending, ...]) -> Process:
        """Serve the family until the scheduled end, or until the first of the endings."""
        yield at(self.world, self.begins)
        watches: list[Event] = []
        for ending in endings:
            watched = [clock for clock in self.clocks if clock.facts.kind.number == ending.kind]
            together = [watched] if ending.every else [[clock] for clock in watched]
            watches += [self.world.process(self._watch(clocks, ending)) for clocks in together]
        yield self.world.any_of([at(self.world, self.ends), *watches])
        if self.world.now < self.ends:
            self.ends = self.world.now
            self.discharged.succeed()

    def _watch(self, clocks: list[Clock], ending: Ending) -> Process:
        """Last until those of the clocks that run have all stood in the states for long enough since enrolment."""
        since: float | None = None
        while self.world.now < self.ends:
            running = [clock.state for clock in clocks if clock.state is not None]
            if not running or any(state not in ending.states for state in running):
                since = None
            elif since is None:
                since = self.world.now
            due = math.inf if since is None else since + ending.lasting
            if due <= self.world.now:
                return
            yield self.world.any_of([at(self.world, min(due, self.ends)), *(clock.moved for clock in clocks)])
        yield self.world.event()  # the service is over, and no ending came: never


class Clock:
    """One domain of one member's life. Its process writes `path`, the states entered as (time, state), and `ends`."""

    def __init__(self, world: Environment, family: Family, member: Member, facts: Facts) -> None:
        self.world, self.family, self.member, self.facts = world, family, member, facts
        self.sources: tuple[tuple[Clock, ...], ...] = ()  # the clocks that couplings read, by group
        self.remembers: tuple[bool, ...] = ()  # of each group, whether the state in which a clock ended still counts
        self.state: int | None = None  # not running
        self.entered = 0.0
        self.moved: Event = world.event()  # for those who read this clock; a new one each time
        self.residual: dict[str, float] = {}  # integrated hazard that each exit still endures
        self.fired: dict[str, int] = {}
        self.path: list[tuple[float, int]] = []
        self.ends = 0.0

    def live(self) -> Process:
        """Run from the beginning to the limit, or until the member dies."""
        facts = self.facts
        yield at(self.world, facts.begins)
        if self.member.until <= facts.begins:
            return
        self._enter(facts.start, since=facts.begins - facts.elapsed)
        while self.state is not None and self.world.now < min(facts.limit, self.member.until):
            exits = facts.kind.exits[self.state]
            stretch = self._stretch(exits)
            first, moment = self._first_to_fire(exits, stretch)
            yield self.world.any_of([at(self.world, moment), *self._news(exits)])
            self._use(exits, stretch)
            if first is not None and self.world.now == moment < self.member.until:
                self._fire(first)
        if self.state is not None:
            self._end(min(facts.limit, self.member.until))

    def _stretch(self, exits: tuple[Exit, ...]) -> Stretch:
        """The time from now in which no hazard changes form, as far as this clock can know it."""
        now, family, age = self.world.now, self.family, self.facts.age
        is_served = family.begins < family.ends
        breaks = [moment for way in exits for moment in way.breaks(self.entered, age)]
        shapes = [NO_EFFECT] * len(exits)
        for position, way in enumerate(exits):
            if way.profile is not None and is_served:
                shapes[position] = way.profile.shape(family.begins, family.ends, now, family.strength)
                breaks += way.profile.breaks(family.begins, family.ends)
        until = min([self.facts.limit, *(moment for moment in breaks if moment > now)])
        middle = 0.5 * (until - now)
        factors = [self._factor(way, now, middle) for way in exits]
        return Stretch(now, until, factors, shapes)

    def _factor(self, way: Exit, now: float, middle: float) -> float:
        """Everything that multiplies the law of an exit in a stretch, but the programme effect."""
        facts = self.facts
        factor = way.base(now, way.time(now, self.entered, facts.age) + middle) * facts.frailty[way.frailty]
        for log_ratio, value in zip(way.log_ratios, facts.covariates, strict=True):
            factor *= math.exp(log_ratio * value)
        for coupling in way.couplings:
            remembers = self.remembers[coupling.group]
            factor *= coupling.factor(tuple(source.seen(remembers) for source in self.sources[coupling.group]))
        if not 0.0 <= factor < math.inf:
            raise NumericalError(f"clock {facts.kind.name}: the hazard of '{way.name}' is {factor}, not a rate")
        return factor

    def _first_to_fire(self, exits: tuple[Exit, ...], stretch: Stretch) -> tuple[Exit | None, float]:
        """The exit that fires first and when; none, and the end of the stretch, if no exit fires within it."""
        first, after = None, stretch.until - stretch.since
        for way, factor, shape in zip(exits, stretch.factors, stretch.shapes, strict=True):
            left = self._endured(way)
            if factor > 0.0:
                on_scale = way.time(stretch.since, self.entered, self.facts.age)
                fires = way.fires_after(left / factor, on_scale, after, shape)
                if fires < after:
                    first, after = way, fires
        return first, min(stretch.since + after, stretch.until) if first is not None else stretch.until

    def seen(self, remembers: bool) -> int | None:
        """Where it stands for those who read it; after its end nowhere, or where it ended."""
        return self.path[-1][1] if remembers and self.state is None and self.path else self.state

    def _endured(self, way: Exit) -> float:
        """What the exit still endures: what its last stretch left of it, or a new number by address."""
        if way.name not in self.residual:
            count = np.uint64(self.fired.get(way.name, 0))
            self.residual[way.name] = float(exponential(self.facts.key, self.facts.identity, way.tag, count))
        return self.residual[way.name]

    def _news(self, exits: tuple[Exit, ...]) -> list[Event]:
        """What may end the stretch early."""
        groups = {coupling.group for way in exits for coupling in way.couplings}
        news = [source.moved for group in groups for source in self.sources[group]]
        if any(way.profile is not None for way in exits):
            news += [self.family.enrolled, self.family.discharged]
        return [self.member.died, *(event for event in news if not event.triggered)]

    def _use(self, exits: tuple[Exit, ...], stretch: Stretch) -> None:
        """Take what the stretch used from what every exit endures; below nothing by rounding only."""
        for way, factor, shape in zip(exits, stretch.factors, stretch.shapes, strict=True):
            if factor > 0.0:
                on_scale = way.time(stretch.since, self.entered, self.facts.age)
                left = self.residual[way.name]
                left -= factor * way.integral(on_scale, self.world.now - stretch.since, shape)
                self._check_met(way, min(left, 0.0))
                self.residual[way.name] = max(left, 0.0)

    def _check_met(self, way: Exit, missed: float) -> None:
        if abs(missed) > (CLOSED if way.is_constant else QUADRATURE):
            name = self.facts.kind.name
            raise NumericalError(f"clock {name}: the integrated hazard of '{way.name}' misses its number by {missed:g}")

    def _fire(self, way: Exit) -> None:
        self._check_met(way, self.residual.pop(way.name))
        self.fired[way.name] = self.fired.get(way.name, 0) + 1
        self._enter(way.target, since=self.world.now)

    def _enter(self, state: int, *, since: float) -> None:
        if len(self.path) == MOVES:
            name = self.facts.kind.name
            raise NumericalError(Words("life.clock_too_often", clock=name, moves=MOVES))
        starts = not self.path
        self.path.append((self.world.now, state))
        self.state, self.entered = state, since
        if self.facts.kind.ends_member[state] and not starts:
            self.member.until = self.world.now
            self._end(self.world.now)
            self.member.died.succeed()
        else:
            self._tell()

    def _end(self, moment: float) -> None:
        self.state, self.ends = None, moment
        self._tell()

    def _tell(self) -> None:
        """Tell the readers that the clock has moved."""
        moved, self.moved = self.moved, self.world.event()
        moved.succeed()
