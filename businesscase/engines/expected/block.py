"""Solve a block of draws: every clock at every node, in the order in which clocks read each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.engines.expected.advance import PARTS, SHARE, advance
from businesscase.engines.expected.couplings import Law, averaged, class_changes, class_shares, factor
from businesscase.engines.expected.durations import integrated
from businesscase.engines.expected.members import ages_at_start
from businesscase.engines.expected.plan import Part, Plan
from businesscase.engines.expected.settings import CONSERVED
from businesscase.errors import NumericalError
from businesscase.model.arrays import AGE, ENTRY
from businesscase.model.compiled import CompiledModel
from businesscase.vocabulary import Strategy

Floats = NDArray[np.float64]
_PROGRAMME = list(Strategy).index(Strategy.PROGRAMME)


@dataclass
class Block:
    """The work on one block: the model, the plan, its draws, and what has been solved so far.

    Attributes:
        laws: (type, strategy or -1, intake node, covariate node, frailty node) -> its solution, for readers.
        out: (draw, strategy, segment, month, cell).
        work: compartments x steps x draws that were advanced.
    """

    model: CompiledModel
    plan: Plan
    exposure: Exposure
    draws: slice
    out: Floats
    laws: dict[tuple[int, ...], Law] = field(default_factory=dict)
    heights: dict[int, Floats] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Draws in the block."""
        return self.draws.stop - self.draws.start


def solve_block(model: CompiledModel, plan: Plan, exposure: Exposure, draws: slice) -> Floats:
    """Expected quantities of a block of draws, shape (draw, strategy, segment, month, cell).

    Raises:
        NumericalError: if a step is too long for a clock's hazards, or probabilities are not conserved; names the clock.
    """
    arrays = model.arrays
    shape = (draws.stop - draws.start, 2, len(model.segments), arrays.edges.shape[0] - 1, len(model.structure.cells))
    block = Block(model, plan, exposure, draws, np.zeros(shape))
    read = {slot.kind for parts in plan.parts for part in parts for slot in part.reading.slots}
    read |= set(plan.ended_by) - {-1}
    for kind in plan.order:
        if not plan.parts[kind]:
            continue
        depends = plan.depends[kind]
        for strategy in (0, 1) if depends.intake else (-1,):
            intakes = range(len(plan.intake.nodes)) if depends.intake and strategy == _PROGRAMME else (-1,)
            for r in intakes:
                for c in range(len(plan.covariate.nodes)) if depends.covariate else (-1,):
                    _solve_nodes(block, kind, strategy, r, c, wanted=kind in read)
    block.out *= arrays.weight[draws][:, None, :, None, None]
    return block.out


def _solve_nodes(block: Block, kind: int, strategy: int, r: int, c: int, *, wanted: bool) -> None:
    """All parts of a type at one node of intake and covariate; frailty nodes are summed."""
    plan, model = block.plan, block.model
    nodes, weights = _frailty_rule(plan.settings.frailty_nodes if plan.depends[kind].frailty else 1)
    cells = _cells(model, kind)
    laws: dict[int, list[tuple[float, Law]]] = {}
    for part in plan.parts[kind]:
        counted = np.zeros((cells.stop - cells.start, model.arrays.edges.shape[0] - 1, block.size))
        for z, (node, weight) in enumerate(zip(nodes, weights, strict=True)):
            law = _solve(block, kind, part, (strategy, r, c, z), node, weight, counted, wanted=wanted)
            if law is not None:
                laws.setdefault(z, []).append((float(part.group.weights.sum()), law))
        _add(block, part, counted, cells, strategy, r, c)
    for z, found in laws.items():
        block.laws[kind, strategy, r, c, z] = _mean_law(found)


def _frailty_rule(count: int) -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(count)
    return nodes, weights / weights.sum()


def _cells(model: CompiledModel, kind: int) -> slice:
    arrays = model.arrays
    first, last = arrays.type_states[kind], arrays.type_states[kind + 1] - 1
    return slice(int(arrays.state_cell[first]), int(arrays.state_entry_cell[last]) + 1)


def _add(block: Block, part: Part, counted: Floats, cells: slice, strategy: int, r: int, c: int) -> None:
    """Weigh a part's solution by its members and add it to both strategies, or to its own."""
    plan = block.plan
    present = sum(
        part.present[i, j]
        for i in (range(len(plan.intake.nodes)) if r < 0 else (r,))
        for j in (range(len(plan.covariate.nodes)) if c < 0 else (c,))
    )
    weights = present if present.shape[2] == 1 else present[:, :, block.draws]  # type: ignore[union-attr,index]
    for segment in range(weights.shape[0]):
        if not np.any(weights[segment]):
            continue
        moved = np.moveaxis(counted * weights[segment], 2, 0).swapaxes(1, 2)
        for own in (0, 1) if strategy < 0 else (strategy,):
            block.out[:, own, segment, :, cells] += moved


def _mean_law(found: list[tuple[float, Law]]) -> Law:
    if len(found) == 1:
        return found[0][1]
    total = sum(weight for weight, _ in found)
    return Law(
        sum(law.states * (weight / total) for weight, law in found),  # type: ignore[arg-type]
        sum(law.moves * (weight / total) for weight, law in found),  # type: ignore[arg-type]
        sum(law.alive * (weight / total) for weight, law in found),  # type: ignore[arg-type]
    )


def _law_at(block: Block, kind: int, node: tuple[int, int, int, int]) -> Law:
    """Solution of a clock that is read, at the nodes it depends on."""
    depends = block.plan.depends[kind]
    strategy, r, c, z = node
    return block.laws[
        kind,
        strategy if depends.intake else -1,
        r if depends.intake else -1,
        c if depends.covariate else -1,
        z if depends.frailty else 0,
    ]


def _solve(
    block: Block,
    kind: int,
    part: Part,
    node: tuple[int, int, int, int],
    frailty: float,
    weight: float,
    counted: Floats,
    *,
    wanted: bool,
) -> Law | None:
    """Advance one part at one node; adds to `counted` and returns its law if somebody reads it."""
    plan, model, built = block.plan, block.model, part.built
    arrays, draws = model.arrays, block.draws
    strategy, r, c, _ = node
    steps, step, size = plan.steps, plan.step, block.size
    own = list(built.transitions)
    begin = round(part.group.situation.begin / step)
    alive = np.ones((steps, size))
    if plan.ended_by[kind] >= 0:
        ending = _law_at(block, plan.ended_by[kind], node)
        alive = _not_ended(block, plan.ended_by[kind], ending)
    initial, factors, changes = _reading(block, kind, part, node, begin)
    sigma = arrays.sigma[draws]
    exponent = arrays.frailty_exponent[own][:, None]
    static = np.exp(exponent * sigma * frailty - 0.5 * exponent**2 * sigma**2)
    if c >= 0:
        at = plan.covariate.nodes[c]
        static = static * np.exp(arrays.log_covariate[draws][:, own, plan.covariate_column].T * at)
    served = strategy == _PROGRAMME and r >= 0
    profile = np.where(served, arrays.profile[own], -1)
    heights = _heights(block, r) if served else np.zeros((1, 1, size))
    timed, timed_of = _timed(block, part, own)
    lives: Any = (
        initial, np.ascontiguousarray(part.base[:, draws]), np.ascontiguousarray(static),
        np.ascontiguousarray(arrays.ratio[draws][:, own].T - 1.0), profile, heights, _calendar(arrays, own, plan),
        timed, timed_of, factors, changes, alive, float(weight), begin, plan.settings.substeps, step,
    )  # fmt: skip
    compartments = initial.shape[0]
    space = (
        *(np.empty((compartments, size)) for _ in range(4)),
        np.empty((built.system.rate_base.shape[0] + changes.shape[0], size)),
        np.empty((built.system.multiplier_transition.shape[0], size)),
    )
    states = plan.clocks[kind].states
    masses = np.zeros((states if wanted else 0, steps, size))
    crossings = np.zeros((len(own) if wanted and plan.settings.joint else 0, steps, size))
    largest = advance(built.system, lives, space, counted, masses, crossings)
    name = model.structure.types[kind].clock
    if not largest < SHARE * PARTS:
        raise NumericalError(
            f"clock '{name}': a hazard of {largest / step:.0f} per year is too fast for steps of {365 * step:.0f} days; "
            "engine montecarlo can"
        )
    total = space[0].sum(axis=0)
    lost = float(np.max(np.abs(total - 1.0)))
    if not lost <= CONSERVED or not np.all(space[0] >= -CONSERVED):
        raise NumericalError(f"clock '{name}': probabilities are not conserved ({lost:.1e}); engine montecarlo can")
    return Law(masses / step, crossings, alive) if wanted else None


def _not_ended(block: Block, kind: int, law: Law) -> Floats:
    arrays = block.model.arrays
    first = arrays.type_states[kind]
    ended = [s for s in range(law.states.shape[0]) if arrays.state_ends[first + s]]
    return np.asarray(1.0 - law.states[ended].sum(axis=0))


def _reading(
    block: Block, kind: int, part: Part, node: tuple[int, int, int, int], begin: int
) -> tuple[Floats, Floats, Floats]:
    """Initial masses, coupling factors (row, step or 1, draw), and rates of change of what is read."""
    plan, arrays, draws, size = block.plan, block.model.arrays, block.draws, block.size
    initial = np.ascontiguousarray(part.initial[:, draws])
    if not part.reading.slots:
        return initial, np.ones((1, 1, size)), np.zeros((0, plan.steps, size))
    laws, insides, shares = [], [], []
    for slot in part.reading.slots:
        law = _law_at(block, slot.kind, node)
        inside = plan.inside[kind, slot.kind]
        wide = inside if inside.shape[1] == 1 else inside[:, draws]
        insides.append(np.repeat(wide, plan.settings.substeps, axis=0))
        laws.append(law)
        shares.append(class_shares(slot, law, insides[-1]))
    combinations = part.built.combinations
    if combinations == ((),):
        factors = [averaged(arrays, k, part.reading, shares, draws) for k, _ in part.built.factors]
        return initial, np.ascontiguousarray(np.stack(factors)), np.zeros((0, plan.steps, size))
    rows = [factor(arrays, k, part.reading.seen(combinations[at]), draws) for k, at in part.built.factors]
    changes = np.zeros((len(part.built.changes), plan.steps, size))
    for number, slot in enumerate(part.reading.slots):
        ends = _ends(block, slot.kind)
        rates = class_changes(slot, laws[number], insides[number], ends, plan.step)
        for row, (at, source, target) in enumerate(part.built.changes):
            if at == number and (source, target) in rates:
                changes[row] = rates[source, target]
    chances = np.ones((len(combinations), size))
    for position, combination in enumerate(combinations):
        for number, state in enumerate(combination):
            chances[position] *= shares[number][state, begin]
    wide_initial = (chances[:, None, :] * initial[None, :, :]).reshape(-1, size)
    return np.ascontiguousarray(wide_initial), np.stack(rows)[:, None, :].copy(), changes


def _ends(block: Block, kind: int) -> list[tuple[int, int]]:
    clock = block.plan.clocks[kind]
    return [(s, int(block.model.arrays.to_state[k])) for s, exits in enumerate(clock.exits) for k in exits]


def _heights(block: Block, r: int) -> Floats:
    """Mean of every effect profile over every step for a family at an intake node, (profile, step, draw)."""
    if r in block.heights:
        return block.heights[r]
    schedule, draws, plan = block.exposure.schedule, block.draws, block.plan
    edges = np.arange(plan.steps + 1)[:, None] * plan.step
    begin = block.exposure.intake[draws] * plan.intake.nodes[r]
    end = np.maximum(np.minimum(begin + schedule.length[draws], block.exposure.until), begin)
    profiles = block.model.arrays.profiles[draws]
    found = np.zeros((profiles.shape[1], plan.steps, block.size))
    for p in range(profiles.shape[1]):
        lag, ramp, decay = profiles[:, p, 0], profiles[:, p, 1], profiles[:, p, 2]
        since = np.minimum(edges, end) - begin - lag
        safe = np.where(ramp > 0.0, ramp, 1.0)
        risen = np.where(ramp > 0.0, 0.5 * np.clip(since, 0.0, ramp) ** 2 / safe, 0.0) + np.maximum(since - ramp, 0.0)
        reached = np.where(ramp > 0.0, np.clip((end - begin - lag) / safe, 0.0, 1.0), (end > begin + lag) * 1.0)
        after = np.maximum(edges - end, 0.0)
        slow = np.where(decay > 0.0, decay, 1.0)
        faded = np.where(decay > 0.0, -np.expm1(-decay * after) / slow, after)
        found[p] = np.diff(risen + reached * faded, axis=0) / plan.step
    block.heights[r] = found
    return found


def _calendar(arrays: Any, own: list[int], plan: Plan) -> Floats:
    """Share of each step in which a transition is open, (k, step)."""
    edges = np.arange(plan.steps + 1) * plan.step
    opens, closes = arrays.opens[own][:, None], arrays.closes[own][:, None]
    return np.asarray(np.diff(np.clip(edges, opens, np.maximum(closes, opens)), axis=1) / plan.step) if own else (
        np.ones((0, plan.steps))
    )


def _timed(block: Block, part: Part, own: list[int]) -> tuple[Floats, NDArray[np.int64]]:
    """Mean hazards over each step of laws that follow the time since start or age, and the row of each transition."""
    arrays, plan = block.model.arrays, block.plan
    rows = np.full(len(own), -1, dtype=np.int64)
    found: list[Floats] = []
    sliced = arrays._replace(
        parameters=arrays.parameters[block.draws], band_rates=arrays.band_rates[block.draws],
        parent_age=arrays.parent_age[block.draws],
    )  # fmt: skip
    edges = np.arange(plan.steps + 1)[:, None] * plan.step
    kind = int(arrays.clock_type[part.group.clocks[0]])
    for position, k in enumerate(own):
        if arrays.time_scale[k] == ENTRY:
            continue
        at = edges
        if arrays.time_scale[k] == AGE:
            at = edges + _age(sliced, plan, part, kind)
        rows[position] = len(found)
        found.append(np.maximum(np.diff(integrated(sliced, k, at), axis=0) / plan.step, 0.0))
    if not found:
        return np.zeros((1, 1, block.size)), rows
    return np.ascontiguousarray(np.stack([np.broadcast_to(f, (plan.steps, block.size)) for f in found])), rows


def _age(arrays: Any, plan: Plan, part: Part, kind: int) -> Floats:
    """Age at programme start, (1, draw) or (1, 1)."""
    situation = part.group.situation
    if situation.begin > 0.0:
        return np.full((1, 1), arrays.type_ages[kind, 0] - situation.begin)
    ages = plan.ages[kind]
    assert ages is not None
    drawn = bool(arrays.clock_age_drawn[part.group.clocks[0]] == 1)
    return ages_at_start(arrays, ages.nodes[situation.age : situation.age + 1], drawn)
