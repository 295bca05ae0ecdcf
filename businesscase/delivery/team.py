"""The team at work, as events on SimPy's clock: families come, wait, are served by a pair, and leave.

The text to read to understand the team. It knows places and families, never clocks: whoever shares the environment
may end a family's service early (`leave`). The loop only writes records; what is told of them is derived afterwards
(`records`). Who is in the team when is settled before (`staff`), since nothing that happens to families changes it.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from simpy import Environment, Event

from businesscase.delivery.moments import at

_ROUNDING = 1e-9  # of a place: sums of parts of places


class Ending(IntEnum):
    """How a family's time with the team ended, or where it stands when service ends for everybody."""

    NEVER_CAME = 0
    WAITING = 1
    WITHDREW = 2
    SERVED = 3  # service ended for everybody while it was served
    COMPLETED = 4
    DROPPED_OUT = 5
    SUCCEEDED = 6  # its own situation ended its service


@dataclass
class Case:
    """A family before the team, and what happens to it; times in years since programme start.

    Attributes:
        arrives: when it accepts, infinite if it never does.
        length, drops_out: time in service after which it is done, and after which it would give up.
        patience: time that it waits before it withdraws.
        choice: position of the pair that it waits for, where families choose.
        begins, ends, pair, ending: what happens; `begins` and `ends` are infinite while they have not.
    """

    arrives: float
    length: float
    drops_out: float
    patience: float
    choice: int
    begins: float = float("inf")
    ends: float = float("inf")
    pair: int = -1
    ending: Ending = Ending.NEVER_CAME
    takes: float = 0.0


@dataclass(frozen=True)
class Room:
    """Places of a pair over time: from each moment on so many; none before the first."""

    since: tuple[float, ...]
    places: tuple[float, ...]


class Team:
    """The team in an environment: families that come are served as soon as a pair has room, first come first served.

    Args:
        world: the environment, which may hold others.
        rooms: places of each pair.
        cases: the families, in any order.
        phases: time in service from which each phase holds, and the places that a family then takes.
        until: when service ends for everybody.
        chosen: whether each family waits for the pair of its choice.
        shared: of the work with a family, what members of other pairs do if they have room.
        closes: of each pair, from when on it takes no new family and no part of others' work; empty: no pair closes.
        told: called with a family when its service begins, and when it ends.
    """

    def __init__(
        self,
        world: Environment,
        rooms: Sequence[Room],
        cases: Sequence[Case],
        *,
        phases: Sequence[tuple[float, float]] = ((0.0, 1.0),),
        until: float,
        chosen: bool = False,
        shared: float = 0.0,
        closes: Sequence[float] = (),
        told: Callable[[Case], None] | None = None,
    ) -> None:
        self._world, self._until, self._phases, self._told = world, until, phases, told
        self._places = [0.0] * len(rooms)
        self._taken = [0.0] * len(rooms)
        self._queues: list[deque[Case]] = [deque() for _ in rooms] if chosen else [deque()]
        self._chosen, self._shared, self._lent = chosen, shared, 0.0
        for pair, room in enumerate(rooms):
            for since, places in zip(room.since, room.places, strict=True):
                self._when(since, partial(self._has_room, pair, places))
        for pair, moment in enumerate(closes):
            if moment < until:
                self._when(moment, partial(self._closes, pair))
        self._coming = iter(sorted((case for case in cases if case.arrives < until), key=lambda case: case.arrives))
        self._next_comes()

    def leave(self, case: Case, ending: Ending = Ending.SUCCEEDED) -> None:
        """End a family's service now."""
        if case.begins <= self._world.now < case.ends:
            case.ends = self._world.now
            self._gone(case, ending)

    def close(self) -> None:
        """Write down where everybody stands when service has ended for all."""
        for queue in self._queues:
            for case in queue:
                if case.ending is Ending.WAITING:
                    case.ends = self._until

    def _when(self, moment: float, do: Callable[[Event], None]) -> None:
        at(self._world, moment).callbacks.append(do)

    def _has_room(self, pair: int, places: float, _: Event) -> None:
        if self._places[pair] >= 0.0:  # it has not closed
            self._places[pair] = places
        self._serve()

    def _closes(self, pair: int, _: Event) -> None:
        """A pair takes nobody from now on; who waits for it waits for another, in the order in which families came."""
        self._places[pair] = -math.inf
        if self._chosen and not all(math.isinf(places) for places in self._places):
            for case in self._queues[pair]:
                case.choice = self._roomiest()
                queue = self._queues[case.choice]
                place = next((n for n, one in enumerate(queue) if one.arrives > case.arrives), len(queue))
                queue.insert(place, case)
            self._queues[pair].clear()
        self._serve()

    def _next_comes(self) -> None:
        """Only one family at a time is on SimPy's list, which stays short."""
        case = next(self._coming, None)
        if case is not None:
            self._when(case.arrives, partial(self._comes, case))

    def _comes(self, case: Case, _: Event) -> None:
        self._next_comes()
        case.ending = Ending.WAITING
        queue = self._queues[case.choice if self._chosen else 0]
        queue.append(case)
        self._serve()
        if case.ending is Ending.WAITING and case.arrives + case.patience < self._until:
            self._when(case.arrives + case.patience, partial(self._withdraws, case))

    def _withdraws(self, case: Case, _: Event) -> None:
        if case.ending is Ending.WAITING:
            self._queues[case.choice if self._chosen else 0].remove(case)
            case.ending, case.ends = Ending.WITHDREW, self._world.now

    def _serve(self) -> None:
        """Take families from the queues for as long as there is room for them."""
        for number, queue in self._in_turn():
            while queue:  # empty more often than not
                pair = number if self._chosen else self._roomiest()
                if not self._can_take(pair):
                    break
                self._begins(queue.popleft(), pair)

    def _in_turn(self) -> list[tuple[int, deque[Case]]]:
        """The queues; where they compete for the part that is shared, first the one whose first family came first."""
        queues = list(enumerate(self._queues))
        if self._chosen and self._shared > 0.0:
            queues.sort(key=lambda each: each[1][0].arrives if each[1] else math.inf)
        return queues

    def _can_take(self, pair: int) -> bool:
        """Whether a pair can take its own part of one more family, and the team the part that is shared."""
        first = self._phases[0][1]
        own = (1.0 - self._shared) * first
        if self._taken[pair] + own > self._places[pair] + _ROUNDING:
            return False
        if self._shared == 0.0:
            return True
        spare = sum(max(has - takes, 0.0) for has, takes in zip(self._places, self._taken, strict=True))
        return self._lent + first <= spare + _ROUNDING

    def _takes(self, pair: int, places: float) -> None:
        """Take places, or give them back, of the pair and of whoever in the team has room."""
        self._taken[pair] += (1.0 - self._shared) * places
        self._lent += self._shared * places

    def _roomiest(self) -> int:
        """The pair with most room, the first of those that have as much."""
        found, most = 0, -math.inf
        for pair, places in enumerate(self._places):
            room = places - self._taken[pair]
            if room > most:
                found, most = pair, room
        return found

    def _begins(self, case: Case, pair: int) -> None:
        case.begins, case.pair, case.ending = self._world.now, pair, Ending.SERVED
        lasts = min(case.length, case.drops_out)
        case.ends = min(case.begins + lasts, self._until)
        case.takes = self._phases[0][1]
        self._takes(pair, case.takes)
        if case.begins + lasts < self._until:
            ending = Ending.COMPLETED if case.length <= case.drops_out else Ending.DROPPED_OUT
            self._when(case.ends, partial(self._done, case, ending))
        for after, takes in self._phases[1:]:
            if case.begins + after < case.ends:
                self._when(case.begins + after, partial(self._next_phase, case, takes))
        if self._told is not None:
            self._told(case)

    def _next_phase(self, case: Case, takes: float, _: Event) -> None:
        if case.ending is Ending.SERVED:
            self._takes(case.pair, takes - case.takes)
            case.takes = takes
            self._serve()

    def _done(self, case: Case, ending: Ending, _: Event) -> None:
        if case.ending is Ending.SERVED:  # it may have left before
            self._gone(case, ending)

    def _gone(self, case: Case, ending: Ending) -> None:
        case.ending = ending
        self._takes(case.pair, -case.takes)
        if self._told is not None:
            self._told(case)
        self._serve()
