"""Checks of the states by which a service ends early, and of those that count as success."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.places import Path
from businesscase.scenario.read.faults import fault, unknown_name

ROLE_OF = {"any_parent": "parents", "all_parents": "parents", "any_child": "children", "all_children": "children"}


def service_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of `programme.served.ends_when` and of `programme.success`."""
    success = scenario.programme.success
    if success is not None:
        yield from _state_faults(scenario, ("programme", "success"), success.clock, success.states)
    origin = scenario.provenance
    for name, ending in scenario.programme.served.ends_when.items():
        path = ("programme", "served", "ends_when", name)
        clock = scenario.clocks.get(ending.clock)
        if clock is None:
            yield from _state_faults(scenario, path, ending.clock, ending.states)
            continue
        role = ROLE_OF[ending.of]
        if clock.members not in (role, "everyone"):
            message = Words("goal.of_others", of=ending.of, clock=ending.clock, members=clock.members)
            yield fault(origin, (*path, "of"), message, found=ending.of, expected=Words("service.clock_of", role=role))
        yield from _state_faults(scenario, path, ending.clock, ending.states)


def _state_faults(scenario: Document, path: Path, name: str, states: list[str]) -> Iterator[Fault]:
    """Faults of a clock and of states in which somebody is to stand, below `path`."""
    origin, clock = scenario.provenance, scenario.clocks.get(name)
    if clock is None:
        yield unknown_name(origin, (*path, "clock"), Words("a.clock"), name, scenario.clocks)
        return
    yield from unknown(origin, (*path, "states"), Words("a.state_of", clock=name), states, clock.states)
    for index, state in enumerate(states):
        if state in clock.states and clock.states[state].ends_member:
            message = Words("service.ends_member", state=state)
            expected = Words("states.living")
            yield fault(origin, (*path, "states", str(index)), message, found=state, expected=expected)
        if state in states[:index]:
            message = Words("service.twice", state=state)
            yield fault(origin, (*path, "states", str(index)), message, found=state)
