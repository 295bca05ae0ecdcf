"""`compile_model`: Scenario -> CompiledModel. Reads declarations once, in the order of the arrays."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import name_id
from businesscase.core.recent import of_itself
from businesscase.core.timeline import month_edges
from businesscase.laws.registry import acceleration, parameters_of, stacked
from businesscase.model.arrays import Arrays
from businesscase.model.calibration.calibration import ROUNDS, Laid, levels_key, solve_levels
from businesscase.model.calibration.effects import declared_effects
from businesscase.model.calibration.fitting import Told
from businesscase.model.compiled import CompiledModel, Solved
from businesscase.model.inputs.inputs import Inputs, draw_inputs
from businesscase.model.inputs.redrawing import drawn_again
from businesscase.model.inputs.shares import drawn_shares, elapsed_parameters, segment_weights
from businesscase.model.service import schedule_of
from businesscase.model.structure.families import Family, list_families
from businesscase.model.structure.structure import Structure, structure_of
from businesscase.model.structure_arrays import structure_arrays
from businesscase.model.tariffs.tariffs import Tariffs, tariffs_of
from businesscase.model.tariffs.yearly import compile_yearly
from businesscase.rules.amounts import Amounts
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


def compile_model(
    scenario: Scenario,
    *,
    draws: int = 1000,
    seed: int = 1,
    workers: int = 1,
    kept: Solved | None = None,
    inputs: Inputs | None = None,
    told: Told = lambda _: None,
    steps: Mapping[str, float] | None = None,
    judged: bool = True,
    rounds: int = ROUNDS,
    solution: Solved | None = None,
) -> CompiledModel:
    """Compile a scenario for a number of draws of its inputs.

    Args:
        scenario: what is declared.
        draws: of the uncertain inputs.
        seed: of the draws.
        workers: threads that solve for the reported levels.
        kept: a solution of an earlier run; it is used if it is of the same levels.
        inputs: drawn already, as a fit has found them; None: drawn here.
        told: called with the fraction of the reported levels that is solved.
        steps, judged: of a part of a run; rounds: of drawing again (`solve_levels`).
        solution: of the very same inputs, found part by part (`compiled.joined`); None: solved for, or `kept`.

    Raises:
        ScenarioError: if declared totals or distributions cannot be met.
        NumericalError: if shares exceed one in a draw, or a reported level cannot be reached.
    """
    structure, families, segments, family_arrays, amounts, tariffs = _declared(scenario)
    lay = partial(_laid, scenario, structure, families, segments, family_arrays)
    laid = lay(inputs or draw_inputs(scenario, draws=draws, seed=seed))
    key = levels_key(scenario, families, laid)
    solved = solution or (kept if kept is not None and kept.key == key else None)
    if solved is None:
        ratio, attempts, stocks, fine = solve_levels(
            scenario,
            structure,
            families,
            laid,
            lay,
            workers=workers,
            told=told,
            steps=steps,
            judged=judged,
            rounds=rounds,
        )
        solved = Solved(key, ratio, attempts, stocks, steps=fine)
    if any(attempt.any() for attempt in solved.attempts.values()):
        laid = lay(drawn_again(scenario, laid.inputs, solved.attempts))
    inputs, schedule, _, arrays = laid
    arrays = _frozen(arrays._replace(ratio=solved.ratio))
    return CompiledModel(
        arrays=arrays,
        structure=structure,
        families=families,
        segments=segments,
        schedule=schedule,
        tariffs=tariffs,
        yearly=compile_yearly(scenario, structure, families, amounts, tariffs, arrays, inputs),
        inputs=inputs,
        solved=solved,
        profiles=tuple(scenario.effects.profiles),
        start=scenario.time.start,
    )


class _Declared(NamedTuple):
    """What does not hang on drawn numbers."""

    structure: Structure
    families: tuple[Family, ...]
    segments: tuple[str, ...]
    family_arrays: dict[str, NDArray[np.generic]]
    amounts: Amounts
    tariffs: Tariffs


@of_itself(4)  # a search compiles the same scenario with one number elsewhere, again and again
def _declared(scenario: Scenario) -> _Declared:
    structure, families, amounts = structure_of(scenario), list_families(scenario), Amounts(scenario)
    segments = tuple(scenario.population.segments)
    family_arrays = _family_arrays(structure, families, segments)
    return _Declared(structure, families, segments, family_arrays, amounts, tariffs_of(scenario, structure, amounts))


def _laid(
    scenario: Scenario,
    structure: Structure,
    families: tuple[Family, ...],
    segments: tuple[str, ...],
    family_arrays: dict[str, NDArray[np.generic]],
    inputs: Inputs,
) -> Laid:
    """What is compiled of inputs before the levels are solved."""
    effects = declared_effects(scenario, structure, inputs)
    parts: dict[str, Any] = {
        **family_arrays,
        **structure_arrays(scenario, structure, effects),
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
    return Laid(inputs, schedule_of(scenario, structure, families, inputs), effects, arrays)


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


def _draw_arrays(
    scenario: Scenario, structure: Structure, segments: tuple[str, ...], families: tuple[Family, ...], inputs: Inputs
) -> dict[str, NDArray[np.generic]]:
    draws, edges = inputs.draws, structure.edges
    variance = np.zeros(draws)
    if scenario.population.frailty is not None:
        variance = inputs["population.frailty.variance"]
    sigma = np.sqrt(np.log1p(variance))
    laws = [parameters_of(edge.declared, edge.key, inputs.values, sigma) for edge in edges]
    parameters = [own for _, own in laws]
    covariates = sorted({name for family in families for name in family.covariates})
    log_covariate = np.zeros((draws, len(edges), len(covariates)))
    coupling_ratio = []
    for k, edge in enumerate(edges):
        for name in edge.declared.covariates:
            log_covariate[:, k, covariates.index(name)] += inputs[f"{edge.key}.covariates.{name}"]
        for name in edge.declared.time_covariates:
            power = acceleration(edge.declared, edge.key, inputs.values)  # times multiplied by exp(c z)
            assert power is not None
            log_covariate[:, k, covariates.index(name)] -= power * inputs[f"{edge.key}.time_covariates.{name}"]
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
        "law": np.array([number for number, _ in laws], dtype=np.int64),
        "parameters": stacked(parameters),
        "band_rates": np.concatenate([own.rates for own in parameters], axis=1),
        "log_covariate": log_covariate,
        "coupling_ratio": np.array(coupling_ratio, dtype=np.float64).reshape(-1, draws).T,
        "sigma": sigma,
        "start_share": share,
        "start_elapsed": elapsed,
        "start_benefit": benefit,
        "parent_age": np.stack([inputs[f"{ages}.mean"], inputs[f"{ages}.spread"]], axis=1),
        "weight": segment_weights(scenario, segments, len(families), inputs),
    }
