"""Arrays that are the same in every draw: states, transitions, couplings, bands, dates, cells."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import name_id
from businesscase.core.timeline import years_since
from businesscase.model.arrays import AGE, ENTRY, START
from businesscase.model.calibration.effects import Effects
from businesscase.model.structure.structure import COUNTS, OF, Structure
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.scenario import Scenario

SCALES = {"entry": ENTRY, "start": START, "age": AGE}


def _from(scenario: Scenario, moment: date) -> float:
    """Years from start to a date of the law; under frozen rules it has come already, or never will."""
    if scenario.frozen is None:
        return years_since(scenario.time.start, moment)
    return -np.inf if moment <= scenario.frozen else np.inf


def structure_arrays(scenario: Scenario, structure: Structure, effects: Effects) -> dict[str, NDArray[np.generic]]:
    """Fields of `Arrays` that describe states and transitions, by name."""
    states = [(t, name) for t in structure.types for name in t.states]
    declared = [scenario.clocks[t.clock].states[name] for t, name in states]
    edges = structure.edges
    first_edge = np.searchsorted([edge.source for edge in edges], np.arange(len(states) + 1))
    profile_bits, group_bits = np.zeros(len(states), dtype=np.int64), np.zeros(len(states), dtype=np.int64)
    breaks = np.zeros(len(states), dtype=np.int64)
    opens, closes = np.full(len(edges), -np.inf), np.full(len(edges), np.inf)
    coupling_first, coupling_group, coupling_of, coupling_mask = [0], [], [], []
    band_first, band_limits = [0], []
    for k, edge in enumerate(edges):
        transition, role = edge.declared, structure.types[edge.kind].role
        if effects.profile[k] >= 0:
            profile_bits[edge.source] |= 1 << int(effects.profile[k])
        for coupling in transition.couplings.values():
            group = structure.group(coupling, role)
            source = structure.types[structure.groups[group].kind] if group >= 0 else None
            coupling_group.append(group)
            coupling_of.append(OF[coupling.of])
            coupling_mask.append(sum(1 << source.states.index(name) for name in coupling.states) if source else 0)
            if group >= 0:
                group_bits[edge.source] |= 1 << group
        coupling_first.append(len(coupling_group))
        if transition.opens is not None:
            opens[k] = _from(scenario, transition.opens)
        if transition.closes is not None:
            closes[k] = _from(scenario, transition.closes)
        band_limits += [parse_span(limit) for limit in transition.bands or ()]
        band_first.append(len(band_limits))
        if transition.bands is not None or np.isfinite(opens[k]) or np.isfinite(closes[k]):
            breaks[edge.source] = 1
    cells = structure.cells
    time_cells = [cells.find(t.clock, (name,), role=t.role) for t, name in states]
    entry_cell = [int(cells.find(t.clock, (name,), kind="entry", role=t.role)[0]) for t, name in states]
    bands = [len({cells.cells[cell].band for cell in own}) for own in time_cells]
    pairs = [len(own) // count for own, count in zip(time_cells, bands, strict=True)]
    named = [structure.named_of_partner(t) for t, _ in states]
    ages = [scenario.clocks[t.clock].ages for t in structure.types]
    return {
        "type_states": np.array([t.first_state for t in structure.types] + [len(states)]),
        "type_ages": np.array([[a.since, np.inf if a.until is None else a.until] for a in ages]),
        "type_shared": 1 - _affected(scenario, structure, effects),
        "state_transitions": first_edge.astype(np.int64),
        "state_counts": np.array([COUNTS[state.counts] for state in declared]),
        "state_ends": np.array([int(state.ends_member) for state in declared]),
        "state_bands": np.array(bands),
        "state_pairs": np.array(pairs),
        "state_situation": np.array(
            [own.index(name) + 1 if name in own else 0 for own, (_, name) in zip(named, states, strict=True)]
        ),
        "state_cell": np.array([int(own[0]) for own in time_cells]),
        "state_entry_cell": np.array(entry_cell),
        "state_profiles": profile_bits,
        "state_groups": group_bits,
        "state_breaks": breaks,
        "to_state": np.array([e.target - structure.types[e.kind].first_state for e in edges], dtype=np.int64),
        "transition_tag": np.array([name_id(e.name.replace(" ", "")) & 0xFFFFFFFF for e in edges], dtype=np.uint64),
        "time_scale": np.array([SCALES[e.declared.time] for e in edges], dtype=np.int64),
        "frailty_exponent": np.array([e.declared.frailty for e in edges], dtype=np.int64),
        "profile": effects.profile,
        "opens": opens,
        "closes": closes,
        "band_first": np.array(band_first),
        "band_limits": np.array(band_limits, dtype=np.float64),
        "coupling_first": np.array(coupling_first),
        "coupling_group": np.array(coupling_group, dtype=np.int64),
        "coupling_of": np.array(coupling_of, dtype=np.int64),
        "coupling_mask": np.array(coupling_mask, dtype=np.int64),
    }


def _affected(scenario: Scenario, structure: Structure, effects: Effects) -> NDArray[np.int64]:
    """Types whose path can differ between the strategies: by an effect, a clock they read, or one that ends them."""
    affected = np.zeros(len(structure.types), dtype=np.int64)
    for kind, clock_type in enumerate(structure.types):
        for k, edge in enumerate(structure.edges):
            if edge.kind != kind:
                continue
            if effects.profile[k] >= 0:
                affected[kind] = 1
            for coupling in edge.declared.couplings.values():
                group = structure.group(coupling, clock_type.role)
                if group >= 0 and affected[structure.groups[group].kind]:
                    affected[kind] = 1
        ends = any(state.ends_member for state in scenario.clocks[clock_type.clock].states.values())
        if ends and affected[kind]:
            affected[[i for i, other in enumerate(structure.types) if other.role == clock_type.role]] = 1
    return affected
