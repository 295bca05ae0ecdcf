"""The clocks as one numbered structure: types, states, transitions, cells. Names become positions here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Literal

from businesscase.model.arrays import ALL_PARENTS, ANY_PARENT, BENEFIT, EACH_PARENT, NEITHER, SELF, SELF_SUPPORT
from businesscase.model.structure.cells import Cell, CellTable
from businesscase.model.structure.yearly_cells import refund_cells
from businesscase.scenario.declare.clocks import Clock, Coupling, Transition
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.scenario import Scenario

COUNTS = {"neither": NEITHER, "benefit": BENEFIT, "self_support": SELF_SUPPORT}
OF = {"self": SELF, "any_parent": ANY_PARENT, "all_parents": ALL_PARENTS, "each_parent": EACH_PARENT}


@dataclass(frozen=True)
class ClockType:
    """A declared clock for one role.

    Attributes:
        clock: name of the declaration.
        role: "parent" or "child".
        first_state: number of its first state over all types.
        states: names of its states in declared order.
    """

    clock: str
    role: str
    first_state: int
    states: tuple[str, ...]


@dataclass(frozen=True)
class Edge:
    """A transition of a type: numbers of its states over all types, its key, and its declaration."""

    kind: int
    name: str
    source: int
    target: int
    key: str
    declared: Transition


@dataclass(frozen=True)
class SourceGroup:
    """Clocks that couplings read: of a type, of the member itself or of its parents; remembered when they end."""

    kind: int
    of_self: bool
    remembered: bool = False


@dataclass(frozen=True)
class Pairs:
    """Of a clock of parents: states whose time is split by where the partner stands, and the partner's named states."""

    states: tuple[str, ...]
    partner: tuple[str, ...]


@dataclass(frozen=True)
class Structure:
    """Types in the order in which they are simulated, their transitions grouped by state, and the cell table.

    `pairs` is by clock.
    """

    types: tuple[ClockType, ...]
    edges: tuple[Edge, ...]
    groups: tuple[SourceGroup, ...]
    cells: CellTable
    band_limits: tuple[float, ...]
    pairs: Mapping[str, Pairs]

    def type_of(self, clock: str, role: str) -> int:
        """Position of a clock for a role; -1 if that role has no such clock."""
        for position, kind in enumerate(self.types):
            if (kind.clock, kind.role) == (clock, role):
                return position
        return -1

    def state(self, kind: int, name: str) -> int:
        """Number of a state over all types."""
        return self.types[kind].first_state + self.types[kind].states.index(name)

    def edge_numbers(self, clock: str, names: list[str]) -> list[int]:
        """Numbers of the named transitions of a clock, in every role it has."""
        wanted = {plain(name) for name in names}
        return [k for k, e in enumerate(self.edges) if self.types[e.kind].clock == clock and plain(e.name) in wanted]

    def named_of_partner(self, kind: ClockType) -> tuple[str, ...]:
        """States of a parents' clock that the price of the partner's time depends on."""
        return self.pairs[kind.clock].partner if kind.role == "parent" and kind.clock in self.pairs else ()

    def group(self, coupling: Coupling, role: str) -> int:
        """Position of the source group that a coupling of a member with this role reads; -1 if there is none."""
        own = coupling.of == "self"
        kind = self.type_of(coupling.clock, role if own else "parent")
        return self.groups.index(SourceGroup(kind, own, coupling.remembered)) if kind >= 0 else -1


def plain(name: str) -> str:
    """A transition's name without spaces, for comparison."""
    return name.replace(" ", "")


def structure_of(scenario: Scenario) -> Structure:
    """Number everything that the scenario's clocks declare."""
    types: list[ClockType] = []
    first = 0
    for clock, role in _order(scenario.clocks):
        states = tuple(scenario.clocks[clock].states)
        types.append(ClockType(clock, role, first, states))
        first += len(states)
    edges = tuple(_edges(scenario, types))
    groups: list[SourceGroup] = []
    positions = {(t.clock, t.role): i for i, t in enumerate(types)}
    for edge in edges:
        for coupling in edge.declared.couplings.values():
            own = coupling.of == "self"
            source = positions.get((coupling.clock, types[edge.kind].role if own else "parent"))
            if source is not None and (found := SourceGroup(source, own, coupling.remembered)) not in groups:
                groups.append(found)
    limits = staircase_limits(scenario)
    pairs = pairs_of(scenario)
    return Structure(tuple(types), edges, tuple(groups), _cells(scenario, types, limits, pairs), limits, pairs)


def staircase_limits(scenario: Scenario) -> tuple[float, ...]:
    """Limits of accumulated benefit time at which any staircase in use changes; (0,) without a staircase."""
    limits = {0.0}
    for rule in scenario.financing.values():
        if rule.staircase is not None:
            limits |= {parse_span(limit) for limit in rule.staircase.refusion}
    return tuple(sorted(limits))


def pairs_of(scenario: Scenario) -> dict[str, Pairs]:
    """What prices ask of pairs of parents, by clock; empty if no price depends on the partner's state."""
    found: dict[str, Pairs] = {}
    for price in scenario.prices.values():
        if price.mutual_support is not None:
            before = found.get(price.clock, Pairs((), ()))
            found[price.clock] = Pairs(
                tuple(dict.fromkeys([*before.states, *price.states])),
                tuple(dict.fromkeys([*before.partner, *price.mutual_support.partner])),
            )
    return found


def _roles(clock: Clock) -> tuple[str, ...]:
    return {"parents": ("parent",), "children": ("child",), "everyone": ("parent", "child")}[clock.members]


def _order(clocks: Mapping[str, Clock]) -> list[tuple[str, str]]:
    """Parents before children; within a role, clocks that end a member first, then sources before their readers."""
    ordered: list[tuple[str, str]] = []
    for role in ("parent", "child"):
        names = [name for name, clock in clocks.items() if role in _roles(clock)]
        graph: dict[str, set[str]] = {name: set() for name in names}
        ending = [name for name in names if any(state.ends_member for state in clocks[name].states.values())]
        for name in names:
            for transition in clocks[name].transitions.values():
                for coupling in transition.couplings.values():
                    own = coupling.of == "self" or (role == "parent")
                    if own and coupling.clock in graph:
                        graph[name].add(coupling.clock)
            if name not in ending:
                graph[name] |= set(ending) - {name}
        ordered += [(name, role) for name in TopologicalSorter(graph).static_order()]
    return ordered


def _edges(scenario: Scenario, types: list[ClockType]) -> list[Edge]:
    edges = []
    for kind, clock_type in enumerate(types):
        declared = scenario.clocks[clock_type.clock].transitions
        for state in clock_type.states:
            for name, transition in declared.items():
                source, target = (part.strip() for part in name.split("->"))
                if source == state:
                    first = clock_type.first_state
                    key = f"clocks.{clock_type.clock}.transitions.{name}"
                    edges.append(
                        Edge(
                            kind,
                            name,
                            first + clock_type.states.index(source),
                            first + clock_type.states.index(target),
                            key,
                            transition,
                        )
                    )
    return edges


def _cells(
    scenario: Scenario, types: list[ClockType], limits: tuple[float, ...], pairs: Mapping[str, Pairs]
) -> CellTable:
    """Time cells, then an entry cell, state by state; kroner at the end.

    Time has a cell for each band where a rule counts benefit time, and in each band one for every situation of the
    partner where a price depends on it: all that is not named first.
    """
    cells: list[Cell] = []
    for clock_type in types:
        role: Literal["parent", "child"] = "parent" if clock_type.role == "parent" else "child"
        for state in clock_type.states:
            declared = scenario.clocks[clock_type.clock].states[state]
            bands = len(limits) if declared.counts == "benefit" else 1
            split = pairs.get(clock_type.clock) if role == "parent" else None
            partners: list[tuple[str, ...] | None] = [None]
            if split is not None and state in split.states:
                partners = [(), *((name,) for name in split.partner)]
            cells += [
                Cell(clock_type.clock, role, state, "time", band, partner)
                for band in range(bands)
                for partner in partners
            ]
            cells.append(Cell(clock_type.clock, role, state, "entry"))
    return CellTable((*cells, *refund_cells(scenario)))
