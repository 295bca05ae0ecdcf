"""`compile_model`: Scenario -> CompiledModel. Reads declarations once, in the order of the arrays."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.model.arrays import AGE, ENTRY, START, Arrays
from businesscase.model.calibration import solve_levels
from businesscase.model.compiled import CompiledModel
from businesscase.model.effects import Effects, declared_effects
from businesscase.model.families import Family, list_families
from businesscase.model.inputs import Inputs, draw_inputs
from businesscase.model.laws import law_of
from businesscase.model.service import schedule_of
from businesscase.model.shares import drawn_shares, elapsed_parameters, segment_weights
from businesscase.model.structure import COUNTS, OF, Structure, structure_of
from businesscase.model.tariffs import compile_tariffs
from businesscase.model.yearly import compile_yearly
from businesscase.randomness import name_id
from businesscase.scenario.document import Scenario
from businesscase.scenario.quantity import parse_span
from businesscase.timeline import month_edges, years_since

Floats = NDArray[np.float64]
SCALES = {"entry": ENTRY, "start": START, "age": AGE}


def compile_model(scenario: Scenario, *, draws: int = 1000, seed: int = 1, workers: int = 1) -> CompiledModel:
    """Compile a scenario for a number of draws of its inputs.

    Raises:
        ScenarioError: if declared totals or distributions cannot be met.
        NumericalError: if shares exceed one in a draw, or a reported level cannot be reached.
    """
    inputs = draw_inputs(scenario, draws=draws, seed=seed)
    structure = structure_of(scenario)
    families = list_families(scenario)
    segments = tuple(scenario.population.segments)
    schedule = schedule_of(scenario, structure, families, inputs)
    effects = declared_effects(scenario, structure, inputs)
    parts: dict[str, Any] = {
        **_family_arrays(structure, families, segments),
        **_structure_arrays(scenario, structure, effects),
        **_draw_arrays(scenario, structure, segments, families, inputs),
    }
    arrays = Arrays(
        **parts,
        ratio=effects.ratio,
        profiles=effects.profiles,
        benefit_limits=np.array(structure.band_limits),
        reset=_reset(scenario),
        edges=month_edges(scenario.time.horizon_years),
    )
    ratio, redrawn, reported = solve_levels(
        scenario, structure, families, schedule, effects, arrays, inputs, workers=workers
    )
    arrays = _frozen(arrays._replace(ratio=ratio))
    tariffs = compile_tariffs(scenario, structure, inputs)
    return CompiledModel(
        arrays=arrays,
        structure=structure,
        families=families,
        segments=segments,
        schedule=schedule,
        tariffs=tariffs,
        yearly=compile_yearly(scenario, structure, families, tariffs, arrays, inputs),
        inputs=inputs,
        redrawn=redrawn,
        reported=reported,
        start=scenario.time.start,
    )


def key_of(arrays: Arrays, *more: NDArray[np.generic] | float) -> str:
    """Hash of the arrays (and more) that an engine receives: equal key, equal quantities."""
    digest = hashlib.blake2b(digest_size=16)
    for array in (*arrays, *(np.asarray(item) for item in more)):
        digest.update(str((array.dtype, array.shape)).encode())
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()


def _frozen(arrays: Arrays) -> Arrays:
    """Contiguous and read-only, so that the kernels are compiled for one layout."""
    kept: list[Any] = []
    for array in arrays:
        copy = np.ascontiguousarray(array)
        copy.setflags(write=False)
        kept.append(copy)
    return Arrays(*kept)


def _reset(scenario: Scenario) -> Floats:
    for rule in scenario.financing.values():
        if rule.staircase is not None:
            return np.array([parse_span(rule.staircase.reset_after), parse_span(rule.staircase.reset_within)])
    return np.array([np.inf, np.inf])


def _family_arrays(
    structure: Structure, families: tuple[Family, ...], segments: tuple[str, ...]
) -> dict[str, NDArray[np.generic]]:
    names = sorted({name for family in families for name in family.covariates})
    types_of = {role: [k for k, t in enumerate(structure.types) if t.role == role] for role in ("parent", "child")}
    sizes = [sum(len(types_of[member.role]) for member in family.members) for family in families]
    first = np.concatenate([[0], np.cumsum(sizes)])
    clocks, groups = int(first[-1]), len(structure.groups)
    out: dict[str, Any] = {
        "family_id": np.array([name_id(family.name) for family in families], dtype=np.uint64),
        "family_segment": np.array([segments.index(family.segment) for family in families]),
        "family_clocks": first,
        "clock_id": np.zeros(clocks, dtype=np.uint64),
        "clock_type": np.zeros(clocks, dtype=np.int64),
        "clock_member": np.zeros(clocks, dtype=np.int64),
        "clock_age": np.zeros(clocks),
        "clock_age_drawn": np.zeros(clocks, dtype=np.int64),
        "clock_sources": np.full((clocks, groups, 2), -1, dtype=np.int64),
        "clock_partner": np.full(clocks, -1, dtype=np.int64),
        "covariates": np.zeros((clocks, len(names))),
    }
    for family, base in zip(families, first, strict=False):
        local: dict[tuple[int, int], int] = {}  # (type, member) -> clock within the family
        for kind, clock_type in enumerate(structure.types):
            for position, member in enumerate(family.members):
                if member.role != clock_type.role:
                    continue
                row = base + len(local)
                local[kind, position] = len(local)
                out["clock_id"][row] = name_id(f"{family.name}/{member.name}/{clock_type.clock}")
                out["clock_type"][row], out["clock_member"][row] = kind, position
                out["clock_age"][row], out["clock_age_drawn"][row] = member.age, int(member.age_drawn)
                out["covariates"][row] = [family.covariates.get(name, 0.0) for name in names]
        for (kind, position), clock in local.items():
            others = [c for (k, member), c in local.items() if k == kind and member != position]
            if structure.types[kind].role == "parent" and others:
                out["clock_partner"][base + clock] = others[0]
            for group in range(groups):
                out["clock_sources"][base + clock, group] = _slots(structure, family, group, position, local)
    return out


def _slots(
    structure: Structure, family: Family, group: int, member: int, local: dict[tuple[int, int], int]
) -> list[int]:
    source = structure.groups[group]
    if source.of_self:
        return [local.get((source.kind, member), -1), -1]
    parents = [position for position, person in enumerate(family.members) if person.role == "parent"]
    found = [local.get((source.kind, parent), -1) for parent in parents]
    return (found + [-1, -1])[:2]


def _from(scenario: Scenario, moment: date) -> float:
    """Years from start to a date of the law; under frozen rules it has come already, or never will."""
    if scenario.frozen is None:
        return years_since(scenario.time.start, moment)
    return -np.inf if moment <= scenario.frozen else np.inf


def _structure_arrays(scenario: Scenario, structure: Structure, effects: Effects) -> dict[str, NDArray[np.generic]]:
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


def _draw_arrays(
    scenario: Scenario, structure: Structure, segments: tuple[str, ...], families: tuple[Family, ...], inputs: Inputs
) -> dict[str, NDArray[np.generic]]:
    draws, edges = inputs.draws, structure.edges
    variance = np.zeros(draws)
    if scenario.population.frailty is not None:
        variance = inputs["population.frailty.variance"]
    sigma = np.sqrt(np.log1p(variance))
    laws = [law_of(edge.declared, edge.key, inputs, sigma) for edge in edges]
    covariates = sorted({name for family in families for name in family.covariates})
    log_covariate = np.zeros((draws, len(edges), len(covariates)))
    coupling_ratio = []
    for k, edge in enumerate(edges):
        for name in edge.declared.covariates:
            log_covariate[:, k, covariates.index(name)] += inputs[f"{edge.key}.covariates.{name}"]
        for name in edge.declared.time_covariates:
            # times multiplied by exp(c z): of a hazard shape/scale (t/scale)^(shape - 1) the log ratio is -shape c z
            shape = inputs[f"{edge.key}.weibull.shape"] if edge.declared.weibull is not None else 1.0
            log_covariate[:, k, covariates.index(name)] -= shape * inputs[f"{edge.key}.time_covariates.{name}"]
        coupling_ratio += [inputs[f"{edge.key}.couplings.{name}.ratio"] for name in edge.declared.couplings]
    states = sum(len(t.states) for t in structure.types)
    share, benefit = np.zeros((draws, states)), np.full((draws, states), np.nan)
    elapsed = np.full((draws, states, 2), np.nan)
    for clock_type in structure.types:
        start = scenario.clocks[clock_type.clock].start
        own = slice(clock_type.first_state, clock_type.first_state + len(clock_type.states))
        mix = drawn_shares(f"clocks.{clock_type.clock}.start", {n: s.share for n, s in start.items()}, inputs)
        share[:, own] = np.cumsum([mix.get(name, np.zeros(draws)) for name in clock_type.states], axis=0).T
        for name, begin in start.items():
            g, key = clock_type.first_state + clock_type.states.index(name), f"clocks.{clock_type.clock}.start.{name}"
            if begin.elapsed is not None:
                elapsed[:, g] = elapsed_parameters(inputs[f"{key}.elapsed.mean"], inputs[f"{key}.elapsed.spread"])
            if begin.benefit_time is not None:
                benefit[:, g] = inputs[f"{key}.benefit_time"]
    ages = "population.parent_ages"
    return {
        "law": np.array([law.kind for law in laws], dtype=np.int64),
        "parameters": np.stack([law.parameters for law in laws], axis=1),
        "band_rates": np.concatenate([law.rates for law in laws], axis=1),
        "log_covariate": log_covariate,
        "coupling_ratio": np.array(coupling_ratio, dtype=np.float64).reshape(-1, draws).T,
        "sigma": sigma,
        "start_share": share,
        "start_elapsed": elapsed,
        "start_benefit": benefit,
        "parent_age": np.stack([inputs[f"{ages}.mean"], inputs[f"{ages}.spread"]], axis=1),
        "weight": segment_weights(scenario, segments, len(families), inputs),
    }
