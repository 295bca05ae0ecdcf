"""Arrays that are the same in every draw: states, transitions, couplings, bands, dates, cells."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import name_id
from businesscase.core.timeline import years_since
from businesscase.model.arrays import AGE, ENTRY, START
from businesscase.model.calibration.effects import Effects
from businesscase.model.structure.structure import COUNTS, OF, ClockType, Edge, Structure
from businesscase.scenario.declare.clocks import Coupling
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.scenario import Scenario

SCALES = {"entry": ENTRY, "start": START, "age": AGE}


def structure_arrays(scenario: Scenario, structure: Structure, effects: Effects) -> dict[str, NDArray[np.generic]]:
    """Fields of `Arrays` that describe states and transitions, by name."""
    dates = _dates(scenario, structure)
    return {
        **_types(scenario, structure, effects),
        **_states(scenario, structure),
        **_cells(structure),
        **_exits(structure, effects, dates),
        **_transitions(structure, effects),
        **dates,
        **_bands(structure),
        **_couplings(structure),
    }


def _types(scenario: Scenario, structure: Structure, effects: Effects) -> dict[str, NDArray[np.generic]]:
    types = structure.types
    ages = [scenario.clocks[t.clock].ages for t in types]
    return {
        "type_states": np.array([t.first_state for t in types] + [sum(len(t.states) for t in types)]),
        "type_ages": np.array([[a.since, np.inf if a.until is None else a.until] for a in ages]),
        "type_born": np.array([_born(scenario, t) for t in types]),
        "type_shared": 1 - _affected(scenario, structure, effects),
    }


def _born(scenario: Scenario, clock_type: ClockType) -> int:
    """Position of the state of a newborn: the one that takes the rest, or where all begin."""
    clock = scenario.clocks[clock_type.clock]
    if clock.ages.since > 0.0:
        return -1
    first = next((name for name, start in clock.start.items() if start.share == "rest"), next(iter(clock.start)))
    return clock_type.states.index(first)


def _states(scenario: Scenario, structure: Structure) -> dict[str, NDArray[np.generic]]:
    """What states count as, and which of the partner's named situations they are (0: no price names them)."""
    declared = [scenario.clocks[t.clock].states[name] for t in structure.types for name in t.states]
    named = [(structure.named_of_partner(t), name) for t in structure.types for name in t.states]
    return {
        "state_counts": np.array([COUNTS[state.counts] for state in declared]),
        "state_ends": np.array([int(state.ends_member) for state in declared]),
        "state_situation": np.array([own.index(name) + 1 if name in own else 0 for own, name in named]),
    }


def _cells(structure: Structure) -> dict[str, NDArray[np.generic]]:
    """Where the time and the entries of each state are counted."""
    cells, states = structure.cells, [(t, name) for t in structure.types for name in t.states]
    time = [cells.find(t.clock, (name,), role=t.role) for t, name in states]
    entry = [cells.find(t.clock, (name,), kind="entry", role=t.role) for t, name in states]
    bands = [len({cells.cells[cell].band for cell in own}) for own in time]
    return {
        "state_bands": np.array(bands),
        "state_pairs": np.array([len(own) // count for own, count in zip(time, bands, strict=True)]),
        "state_cell": np.array([int(own[0]) for own in time]),
        "state_entry_cell": np.array([int(own[0]) for own in entry]),
    }


def _exits(
    structure: Structure, effects: Effects, dates: dict[str, NDArray[np.float64]]
) -> dict[str, NDArray[np.generic]]:
    """Where the exits of each state begin, and as bits what a kernel must look at while someone is in it."""
    edges, count = structure.edges, sum(len(t.states) for t in structure.types)
    first = np.searchsorted([edge.source for edge in edges], np.arange(count + 1))
    profiles, groups, breaks = (np.zeros(count, dtype=np.int64) for _ in range(3))
    dated = np.isfinite(dates["opens"]) | np.isfinite(dates["closes"])
    for k, edge in enumerate(edges):
        if effects.profile[k] >= 0:
            profiles[edge.source] |= 1 << int(effects.profile[k])
        for group in _groups(structure, edge):
            if group >= 0:
                groups[edge.source] |= 1 << group
        if dated[k] or edge.declared.bands is not None:
            breaks[edge.source] = 1
    return {
        "state_transitions": first.astype(np.int64),
        "state_profiles": profiles,
        "state_groups": groups,
        "state_breaks": breaks,
    }


def _transitions(structure: Structure, effects: Effects) -> dict[str, NDArray[np.generic]]:
    edges = structure.edges
    return {
        "to_state": np.array([e.target - structure.types[e.kind].first_state for e in edges], dtype=np.int64),
        "transition_tag": np.array([name_id(e.name.replace(" ", "")) & 0xFFFFFFFF for e in edges], dtype=np.uint64),
        "time_scale": np.array([SCALES[e.declared.time] for e in edges], dtype=np.int64),
        "frailty_exponent": np.array([e.declared.frailty for e in edges], dtype=np.int64),
        "profile": effects.profile,
    }


def _dates(scenario: Scenario, structure: Structure) -> dict[str, NDArray[np.float64]]:
    """When the law opens and closes transitions, years from start; for ever where it names no date."""
    declared = [edge.declared for edge in structure.edges]
    opens = [-np.inf if t.opens is None else _from(scenario, t.opens) for t in declared]
    closes = [np.inf if t.closes is None else _from(scenario, t.closes) for t in declared]
    return {"opens": np.array(opens, dtype=np.float64), "closes": np.array(closes, dtype=np.float64)}


def _from(scenario: Scenario, moment: date) -> float:
    """Years from start to a date of the law; under frozen rules it has come already, or never will."""
    if scenario.frozen is None:
        return years_since(scenario.time.start, moment)
    return -np.inf if moment <= scenario.frozen else np.inf


def _bands(structure: Structure) -> dict[str, NDArray[np.generic]]:
    limits = [[parse_span(limit) for limit in edge.declared.bands or ()] for edge in structure.edges]
    return {
        "band_first": np.cumsum([0] + [len(own) for own in limits]),
        "band_limits": np.array([limit for own in limits for limit in own], dtype=np.float64),
    }


def _couplings(structure: Structure) -> dict[str, NDArray[np.generic]]:
    """What the couplings of each transition read: clocks, whose, and in which states."""
    couplings = [coupling for edge in structure.edges for coupling in edge.declared.couplings.values()]
    groups = [group for edge in structure.edges for group in _groups(structure, edge)]
    masks = [_mask(structure, coupling, group) for coupling, group in zip(couplings, groups, strict=True)]
    return {
        "coupling_first": np.cumsum([0] + [len(edge.declared.couplings) for edge in structure.edges]),
        "coupling_group": np.array(groups, dtype=np.int64),
        "coupling_of": np.array([OF[coupling.of] for coupling in couplings], dtype=np.int64),
        "coupling_mask": np.array(masks, dtype=np.int64),
        "group_remembered": np.array([int(group.remembered) for group in structure.groups], dtype=np.int64),
    }


def _groups(structure: Structure, edge: Edge) -> list[int]:
    """Source group of each coupling of a transition; -1 where nobody has such a clock."""
    role = structure.types[edge.kind].role
    return [structure.group(coupling, role) for coupling in edge.declared.couplings.values()]


def _mask(structure: Structure, coupling: Coupling, group: int) -> int:
    """States that a coupling names, as bits of the states of the clocks it reads."""
    if group < 0:
        return 0
    source = structure.types[structure.groups[group].kind]
    return sum(1 << source.states.index(name) for name in coupling.states)


def _affected(scenario: Scenario, structure: Structure, effects: Effects) -> NDArray[np.int64]:
    """Types whose path can differ between the strategies: by an effect, a clock they read, or one that ends them."""
    affected = np.zeros(len(structure.types), dtype=np.int64)
    for kind, clock_type in enumerate(structure.types):
        for k, edge in enumerate(structure.edges):
            if edge.kind != kind:
                continue
            if effects.profile[k] >= 0:
                affected[kind] = 1
            for group in _groups(structure, edge):
                if group >= 0 and affected[structure.groups[group].kind]:
                    affected[kind] = 1
        ends = any(state.ends_member for state in scenario.clocks[clock_type.clock].states.values())
        if ends and affected[kind]:
            affected[[i for i, other in enumerate(structure.types) if other.role == clock_type.role]] = 1
    return affected
