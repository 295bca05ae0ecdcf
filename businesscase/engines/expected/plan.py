"""What is the same for all draws: which solutions are needed of which clock, and who weighs what on them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.expected.compartments import Clock, base_rates, clock_of, compartments_of
from businesscase.engines.expected.couplings import Reading, reading_of
from businesscase.engines.expected.members import Group, Trait, groups_of, presence, present_of, trait
from businesscase.engines.expected.pairs import is_split
from businesscase.engines.expected.settings import Settings
from businesscase.engines.expected.starts import initial_masses
from businesscase.engines.expected.systems import Built, build
from businesscase.model.arrays import AGE, Arrays
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
SOLUTION = 1000.0  # compartment-steps that the work around a solution costs


class Depends(NamedTuple):
    """What a clock's law depends on, itself or through what it reads or is ended by."""

    intake: bool
    covariate: bool
    frailty: bool


@dataclass(frozen=True)
class Recipe:
    """What is solved for members who begin alike.

    Attributes:
        built: the system; reading: what is read.
        initial: mass of each compartment at the beginning, (compartment, draw).
        base: base rates, (row, draw).
    """

    built: Built
    reading: Reading
    initial: Floats
    base: Floats


@dataclass(frozen=True)
class Part:
    """A group of members of a type, and what is solved for it.

    Attributes:
        kind: their type; group: who they are; recipe: what is solved.
        present: weighted members whose clock runs, by (intake node, covariate node): (segment, month, draw or 1).
        paired: of those, the members whose partner's clock runs too; empty where no price asks.
    """

    kind: int
    group: Group
    recipe: Recipe
    present: dict[tuple[int, int], Floats]
    paired: dict[tuple[int, int], Floats]


@dataclass(frozen=True)
class Plan:
    """See the module.

    Attributes:
        order: types in the order in which they are solved, those that are sampled left out.
        ended_by: of each type, the type that ends its members, -1 none.
        inside: of each reading type and source type, share of readers whose source runs, (step, draw or 1).
    """

    settings: Settings
    step: float
    steps: int
    order: tuple[int, ...]
    clocks: tuple[Clock, ...]
    parts: tuple[tuple[Part, ...], ...]
    depends: tuple[Depends, ...]
    ended_by: tuple[int, ...]
    intake: Trait
    covariate: Trait
    covariate_column: int
    ages: tuple[Trait | None, ...]
    inside: dict[tuple[int, int], Floats]


Recipes = dict[tuple[tuple[float | bool, ...], tuple[int, bool, float, int]], Recipe]


def plan(model: CompiledModel, settings: Settings, *, cohort: bool, known: Recipes | None = None) -> Plan:
    """Plan the solution of a model (`refusals` has accepted it).

    Args:
        model: what is solved.
        settings: how finely.
        cohort: whether all families are served from the start date.
        known: recipes of the same model under other settings, used where they are the same, and added to.
    """
    arrays = model.arrays
    step = settings.months / 12.0
    steps = round((arrays.edges.shape[0] - 1) / settings.months)
    kinds = range(arrays.type_shared.shape[0])
    clocks = tuple(clock_of(arrays, kind, step, settings) for kind in kinds)
    families = arrays.family_id.shape[0]
    family_of = np.repeat(np.arange(families), np.diff(arrays.family_clocks))
    parents_of = np.array([sum(m.role == "parent" for m in family.members) for family in model.families])
    roles = [t.role for t in model.structure.types]
    ended_by = tuple(_ended_by(arrays, roles, kind) for kind in kinds)
    depends = _dependences(model, clocks, ended_by)
    rank = np.zeros(families) if cohort or np.all(model.schedule.intake == 0.0) else model.schedule.rank
    intake = trait(rank, settings.rank_nodes)
    column, values = _covariate(arrays, family_of)
    covariate = trait(values, settings.covariate_nodes)
    ages = tuple(_age_trait(arrays, clock, settings) for clock in clocks)
    recipes = {} if known is None else known
    order = tuple(kind for kind in kinds if kind not in settings.sampled)

    def part(kind: int, group: Group) -> Part:
        begin = group.situation.begin / step
        counted = clocks[kind].staircase is not None
        key = (kind, begin > 0.0, begin - math.floor(begin) if counted else 0.0, group.situation.parents)
        if (settings.of_systems, key) not in recipes:
            recipes[settings.of_systems, key] = _recipe(model, clocks, key, step, settings, ended_by)
        here = (arrays, group, intake, covariate, family_of, len(model.segments))
        paired = present_of(*here, paired=True) if is_split(arrays, kind) else {}
        return Part(kind, group, recipes[settings.of_systems, key], present_of(*here), paired)

    parts = tuple(
        tuple(
            part(kind, group)
            for group in groups_of(
                arrays,
                kind,
                family_of,
                parents_of if reads_parents(model, clocks, clocks[kind]) else None,
                ages[kind],
                settings,
            )
        )
        if kind not in settings.sampled
        else ()
        for kind in kinds
    )
    inside = {
        (kind, slot.kind): by_step(_inside(arrays, kind, slot.kind, slot.group, family_of), settings.months)
        if settings.windows
        else np.ones((steps, 1))
        for kind in kinds
        for each in parts[kind]
        for slot in each.recipe.reading.slots
    }
    return Plan(settings, step, steps, order, clocks, parts, depends, ended_by, intake, covariate, column, ages, inside)


def work(planned: Plan) -> float:
    """Compartments times steps that one draw takes, and what each solution costs besides: as the time goes."""
    total = 0.0
    for kind, depends in enumerate(planned.depends):
        nodes = planned.settings.frailty_nodes if depends.frailty else 1
        nodes *= len(planned.covariate.nodes) if depends.covariate else 1
        nodes *= 1 + len(planned.intake.nodes) if depends.intake else 1
        total += nodes * sum(
            SOLUTION + planned.steps * len(part.recipe.built.system.key) for part in planned.parts[kind]
        )
    return total


def _ended_by(arrays: Arrays, roles: list[str], kind: int) -> int:
    for other in range(len(roles)):
        states = range(arrays.type_states[other], arrays.type_states[other + 1])
        if other != kind and roles[other] == roles[kind] and any(arrays.state_ends[g] for g in states):
            return other
    return -1


def _dependences(model: CompiledModel, clocks: tuple[Clock, ...], ended_by: tuple[int, ...]) -> tuple[Depends, ...]:
    arrays, found = model.arrays, list[Depends]()
    uncertain = bool(np.any(arrays.sigma > 0.0))
    for clock in clocks:  # types come after those they read
        own = clock.transitions
        sources = {
            model.structure.groups[group].kind
            for k in own
            for group in arrays.coupling_group[arrays.coupling_first[k] : arrays.coupling_first[k + 1]]
            if group >= 0
        } | ({ended_by[clock.kind]} - {-1})
        found.append(
            Depends(
                # without any effect both strategies are one solution, and save exactly nothing
                intake=any(arrays.profile[k] >= 0 and np.any(arrays.ratio[:, k] != 1.0) for k in own)
                or any(found[s].intake for s in sources),
                covariate=bool(np.any(arrays.log_covariate[:, own])) or any(found[s].covariate for s in sources),
                frailty=(uncertain and any(arrays.frailty_exponent[k] != 0 for k in own))
                or any(found[s].frailty for s in sources),
            )
        )
    return tuple(found)


def _covariate(arrays: Arrays, family_of: NDArray[np.int64]) -> tuple[int, Floats]:
    """The one covariate in use and its value in each family; zeros without one."""
    used = [x for x in range(arrays.covariates.shape[1]) if np.any(arrays.log_covariate[:, :, x])]
    values = np.zeros(arrays.family_id.shape[0])
    if used:
        values[family_of] = arrays.covariates[:, used[0]]
    return (used[0] if used else -1), values


def _age_trait(arrays: Arrays, clock: Clock, settings: Settings) -> Trait | None:
    if not any(arrays.time_scale[k] == AGE for k in clock.transitions):
        return None
    own = np.flatnonzero(arrays.clock_type == clock.kind)
    found = trait(arrays.clock_age[own], settings.age_nodes)
    weights = np.zeros((arrays.clock_type.shape[0], len(found.nodes)))
    weights[own] = found.weights
    return Trait(found.nodes, weights)


def _recipe(
    model: CompiledModel,
    clocks: tuple[Clock, ...],
    key: tuple[int, bool, float, int],
    step: float,
    settings: Settings,
    ended_by: tuple[int, ...],
) -> Recipe:
    """The system of a type for members who begin alike: key of type, fresh start, share of the first step, parents."""
    arrays, (kind, fresh, offset, parents) = model.arrays, key
    clock = clocks[kind]
    if clock.staircase is not None:
        clock = replace(clock, staircase=replace(clock.staircase, offset=offset))
    masses = initial_masses(arrays, clock, step, fresh=fresh)
    compartments = compartments_of(arrays, clock, set(masses))
    base, rows = base_rates(arrays, compartments, step)
    reading = reading_of(arrays, model.structure.groups, clock, parents, pooled=settings.pooled)
    changes = tuple(
        (number, *pair)
        for number, slot in enumerate(reading.slots)
        if not slot.remembered
        for pair in _pairs(arrays, clocks[slot.kind], slot.classes, len(slot.bits), ended_by[slot.kind] >= 0)
    )
    built = build(arrays, compartments, rows, reading, changes, joint=settings.joint, fresh=fresh)
    index = compartments.index
    initial = np.zeros((len(index), arrays.parameters.shape[0]))
    for place, mass in masses.items():
        initial[index[place]] = mass
    return Recipe(built, reading, initial, base)


def _pairs(arrays: Arrays, clock: Clock, classes: tuple[int, ...], count: int, ended: bool) -> list[tuple[int, int]]:
    """Changes between classes of states that a clock can make, and from each to nobody where it can end."""
    moves = {
        (classes[state], classes[int(arrays.to_state[k])]) for state, exits in enumerate(clock.exits) for k in exits
    }
    if ended or math.isfinite(arrays.type_ages[clock.kind, 1]):
        moves |= {(source, count - 1) for source in range(count - 1)}
    return sorted((a, b) for a, b in moves if a != b)


def _inside(arrays: Arrays, kind: int, source: int, group: int, family_of: NDArray[np.int64]) -> Floats:
    """Share of the clocks that members of a type read that run, by month, (month, draw or 1)."""
    readers = np.flatnonzero(arrays.clock_type == kind)
    local = arrays.clock_sources[readers, group]
    read = (local + arrays.family_clocks[family_of[readers]][:, None])[local >= 0]
    months = arrays.edges.shape[0] - 1
    weights = np.full((len(read), 1), 1.0 / max(len(read), 1))
    return np.asarray(presence(arrays, source, read, weights, months)[0])


def by_step(by_month: Floats, months: float) -> Floats:
    """A share by month as its mean by step, axis 0."""
    if months <= 1.0:
        return np.asarray(np.repeat(by_month, round(1.0 / months), axis=0))
    whole = round(months)
    return np.asarray(by_month.reshape(-1, whole, *by_month.shape[1:]).mean(axis=1))


def reads_parents(model: CompiledModel, clocks: tuple[Clock, ...], clock: Clock) -> bool:
    """Whether any transition of a clock reads the family's parents, itself or through what it remembers."""
    arrays, groups = model.arrays, model.structure.groups
    found = {
        int(arrays.coupling_group[j])
        for k in clock.transitions
        for j in range(arrays.coupling_first[k], arrays.coupling_first[k + 1])
    } - {-1}
    return any(
        not groups[one].of_self or (groups[one].remembered and reads_parents(model, clocks, clocks[groups[one].kind]))
        for one in found
    )
