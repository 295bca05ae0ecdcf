"""The declared service as arrays: who enrols when, for how long, and what ends it early."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import name_id
from businesscase.core.timeline import years_since
from businesscase.model.compiled import Ending, Schedule
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.structure.families import Family
from businesscase.model.structure.structure import Structure
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.scenario import Scenario

ROLES = {"parent": "parent", "parents": "parent", "child": "child", "children": "child"}


def schedule_of(scenario: Scenario, structure: Structure, families: tuple[Family, ...], inputs: Inputs) -> Schedule:
    """The schedule of a scenario: families enrol in the order of the hashes of their names."""
    until = scenario.programme.served.until
    return Schedule(
        rank=ranks(families),
        intake=inputs["programme.served.intake"],
        length=inputs["programme.served.length"],
        until=np.inf if until is None else years_since(scenario.time.start, until),
        endings=tuple(_endings(scenario, structure)),
    )


def ranks(families: tuple[Family, ...]) -> NDArray[np.float64]:
    """Position of each family in the intake, in (0, 1), by the hash of its name, shape (family,)."""
    order = np.argsort([name_id(family.name) for family in families], kind="stable")
    found = np.empty(len(families))
    found[order] = (np.arange(len(families)) + 0.5) / len(families)
    return found


def _endings(scenario: Scenario, structure: Structure) -> Iterator[Ending]:
    for name, ending in scenario.programme.served.ends_when.items():
        quantifier, _, members = ending.of.partition("_")
        kind = structure.type_of(ending.clock, ROLES[members])
        states = tuple(structure.types[kind].states.index(state) for state in ending.states)
        yield Ending(name, kind, quantifier == "all", states, parse_span(ending.lasting))
