"""Solve a block of draws: every clock at every node, in the order in which clocks read each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import NumericalError
from businesscase.core.vocabulary import Engine, Strategy
from businesscase.core.words import Figure, Words
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.expected.advance import advance
from businesscase.engines.expected.arrays import Lives, Space
from businesscase.engines.expected.couplings import Law
from businesscase.engines.expected.hazards_in_time import calendar, heights, timed
from businesscase.engines.expected.pairs import is_split, shares_of_partner, together
from businesscase.engines.expected.plan import Part, Plan
from businesscase.engines.expected.reading import read
from businesscase.engines.expected.settings import CONSERVED
from businesscase.engines.expected.spreading import spread, write_out
from businesscase.model.arrays import Arrays, arrays_of_draws
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_PROGRAMME = Strategy.PROGRAMME.axis


class Node(NamedTuple):
    """Where a clock is solved: strategy, node of the intake, covariate and frailty; -1 where it does not matter."""

    strategy: int
    intake: int
    covariate: int
    frailty: int


class Shared(NamedTuple):
    """What all solutions of a recipe share: base rates, effects - 1, calendar (`advance`), start masses, scratch."""

    base: Floats
    excess: Floats
    calendar: Floats
    initial: Floats
    space: Space


@dataclass
class Block:
    """The work on one block: the model, the plan, its draws and their arrays, and what has been solved so far."""

    model: CompiledModel
    plan: Plan
    exposure: Exposure
    draws: Ints
    arrays: Arrays
    out: Floats  # (strategy, segment, cell, month, draw)
    laws: dict[tuple[int, int, Node], Law] = field(default_factory=dict)  # by type, parents (0: all), node
    shared: dict[int, Shared] = field(default_factory=dict)
    heights: dict[int, Floats] = field(default_factory=dict)

    @property
    def edges(self) -> Floats:
        """Limits of the steps, years since programme start."""
        return np.asarray(np.arange(self.plan.steps + 1) * self.plan.step, dtype=np.float64)


def solve_block(model: CompiledModel, plan: Plan, exposure: Exposure, draws: Ints) -> Floats:
    """Expected quantities of a block of draws, shape (draw, strategy, segment, month, cell).

    Raises:
        NumericalError: if hazards are too fast for a step, or probabilities are not conserved; names the clock.
    """
    block, _ = _solved(model, plan, exposure, draws, None)
    block.out *= block.arrays.weight.T[None, :, None, None, :]
    return block.out.transpose(4, 0, 1, 3, 2)


def solve_into(
    model: CompiledModel,
    plan: Plan,
    exposure: Exposure,
    draws: Ints,
    quantities: NDArray[np.float32],
    without: Occupancy | None = None,
) -> None:
    """Write expected quantities of a block of draws to their place, the same in every half.

    With those of other times of service (`without`) the counterfactual is not solved for, nor a clock that does not
    hang on service, unless others read it: its cells are taken from there, weighted already.

    Args:
        quantities: of all draws, shape (draw, half, strategy, segment, month, cell); without its counterfactual where
            that is known.
    """
    block, taken = _solved(model, plan, exposure, draws, without)
    write_out(block.out, block.arrays.weight, draws, 2 if without is None else 1, quantities)
    if without is not None:
        for cells in taken:
            for half in range(quantities.shape[1]):
                quantities[draws, half, _PROGRAMME, ..., cells] = without.quantities[draws, 0, _PROGRAMME, ..., cells]


def _solved(
    model: CompiledModel, plan: Plan, exposure: Exposure, draws: Ints, without: Occupancy | None
) -> tuple[Block, list[slice]]:
    """A block that is solved, not weighted yet, and cells that are known from `without`."""
    arrays = model.arrays
    own = arrays_of_draws(arrays, draws)
    shape = (2, len(model.segments), len(model.structure.cells), arrays.edges.shape[0] - 1, len(draws))
    block = Block(model, plan, exposure, draws, own, np.zeros(shape))
    read = {slot.kind for parts in plan.parts for part in parts for slot in part.recipe.reading.slots}
    read |= set(plan.ended_by) - {-1} | {kind for kind in plan.order if is_split(arrays, kind)}
    lived, taken = 2 if without is None else 1, list[slice]()
    for kind in plan.order:
        depends = plan.depends[kind]
        if without is not None and not depends.intake and kind not in read:
            taken.append(_cells(own, kind))
            continue
        for strategy in (0, 1)[:lived] if depends.intake else (-1,):
            served = depends.intake and strategy == _PROGRAMME
            for intake in range(len(plan.intake.nodes)) if served else (-1,):
                for covariate in range(len(plan.covariate.nodes)) if depends.covariate else (-1,):
                    _solve_parts(block, kind, Node(strategy, intake, covariate, -1), wanted=kind in read)
    return block, taken


def _solve_parts(block: Block, kind: int, node: Node, *, wanted: bool) -> None:
    """All parts of a type at one node of intake and covariate; frailty nodes are summed."""
    plan, structure = block.plan, block.model.structure
    frailty = plan.depends[kind].frailty
    points, weights = np.polynomial.hermite_e.hermegauss(plan.settings.frailty_nodes if frailty else 1)
    cells, bins = _cells(block.arrays, kind), round(block.out.shape[3] / max(plan.settings.months, 1.0))
    shape = (cells.stop - cells.start, bins, len(block.draws))
    laws: dict[tuple[int, Node], list[tuple[float, Law]]] = {}
    split = is_split(block.arrays, kind)
    solved: list[tuple[Part, dict[Node, Floats]]] = []  # of what is split by node of frailty, else summed
    for part in plan.parts[kind]:
        counted: dict[Node, Floats] = {}
        row = timed(
            block.arrays, plan.clocks[kind], part.recipe.built, part.group.situation, plan.ages[kind],
            drawn=bool(block.arrays.clock_age_drawn[part.group.clocks[0]]), edges=block.edges,
        )  # fmt: skip
        for z, (point, weight) in enumerate(zip(points, weights / weights.sum(), strict=True)):
            here = node._replace(frailty=z if frailty else -1)
            own = counted.setdefault(here if split else node, np.zeros(shape))
            law = _solve(block, structure.types[kind].clock, part, here, float(point), float(weight), row, own,
                         wanted=wanted)  # fmt: skip
            if law is not None:
                for parents in {0, part.group.situation.parents}:
                    laws.setdefault((parents, here), []).append((float(part.group.weights.sum()), law))
        solved.append((part, counted))
    for (parents, here), found in laws.items():
        block.laws[kind, parents, here] = _mean_law(found)
    for part, counted in solved:
        if split:
            _add_pairs(block, part, counted, cells, node)
        else:
            _add(block, part.present, counted[node], cells, node)


def _add_pairs(block: Block, part: Part, counted: dict[Node, Floats], cells: slice, node: Node) -> None:
    """Add a part whose time is split by the partner's state, who obeys the same law at the same nodes."""
    arrays, kind = block.arrays, part.kind
    alone: Any = sum(counted.values())
    paired: Any = 0.0
    for here, own in counted.items():
        paired = paired + together(
            arrays, kind, own, shares_of_partner(arrays, kind, block.laws[kind, 0, here], own.shape[1])
        )
    # weights on nodes of the intake may be negative, so this difference may be
    without = {at: present - part.paired[at] for at, present in part.present.items()}
    _add(block, without, alone, cells, node)
    _add(block, part.paired, paired, cells, node)


def _cells(arrays: Arrays, kind: int) -> slice:
    first, last = arrays.type_states[kind], arrays.type_states[kind + 1] - 1
    return slice(int(arrays.state_cell[first]), int(arrays.state_entry_cell[last]) + 1)


def _add(
    block: Block, members: dict[tuple[int, int], Floats], counted: Floats, cells: slice, node: Node
) -> None:  # fmt: skip
    """Weigh a part's solution by its members and add it to both strategies, or to its own."""
    intakes = range(len(block.plan.intake.nodes)) if node.intake < 0 else (node.intake,)
    covariates = range(len(block.plan.covariate.nodes)) if node.covariate < 0 else (node.covariate,)
    present: Any = sum(members[i, j] for i in intakes for j in covariates)
    weights = np.ascontiguousarray(present if present.shape[2] == 1 else present[:, :, block.draws])
    for own in (0, 1) if node.strategy < 0 else (node.strategy,):
        spread(counted, weights, round(max(block.plan.settings.months, 1.0)), cells.start, block.out[own])


def _mean_law(found: list[tuple[float, Law]]) -> Law:
    """One law for those who read: the mean over parts."""
    if len(found) == 1:
        return found[0][1]
    shares = [weight / sum(weight for weight, _ in found) for weight, _ in found]
    laws = [law for _, law in found]
    return Law(
        *(sum(share * getattr(law, name) for share, law in zip(shares, laws, strict=True)) for name in Law._fields)
    )


def law_at(block: Block, kind: int, node: Node, parents: int = 0) -> Law:
    """Solution of a clock that is read, at the nodes that matter to it, in families with so many parents."""
    depends = block.plan.depends[kind]
    own = Node(
        node.strategy if depends.intake else -1,
        node.intake if depends.intake else -1,
        node.covariate if depends.covariate else -1,
        node.frailty if depends.frailty else -1,
    )
    return block.laws.get((kind, parents, own)) or block.laws[kind, 0, own]


def _solve(
    block: Block, name: str, part: Part, node: Node, frailty: float, weight: float, row: Floats, counted: Floats, *,
    wanted: bool,
) -> Law | None:  # fmt: skip
    """Advance one part at one node; adds to `counted` and returns its law if somebody reads it."""
    plan, arrays, built, size = block.plan, block.arrays, part.recipe.built, len(block.draws)
    own, kind = list(built.transitions), part.kind
    alive = np.ones((plan.steps, size))
    if plan.ended_by[kind] >= 0:
        alive = _not_ended(arrays, plan.ended_by[kind], law_at(block, plan.ended_by[kind], node))
    begin = part.group.situation.begin / plan.step
    parents = part.group.situation.parents
    initial, factors, changes = read(
        plan, arrays, block.draws, part, _shared(block, part).initial,
        lambda source: law_at(block, source, node, parents), begin,
    )  # fmt: skip
    exponent = arrays.frailty_exponent[own][:, None]
    # Z^e / E[Z^e] of a lognormal Z with mean 1
    static = np.exp(exponent * arrays.sigma * frailty - 0.5 * exponent**2 * arrays.sigma**2)
    if node.covariate >= 0:
        at = plan.covariate.nodes[node.covariate]
        static = static * np.exp(arrays.log_covariate[:, own, plan.covariate_column].T * at)
    served = node.strategy == _PROGRAMME and node.intake >= 0
    if served and node.intake not in block.heights:
        rank = float(plan.intake.nodes[node.intake])
        block.heights[node.intake] = heights(arrays, block.exposure, block.draws, rank, block.edges)
    shared = _shared(block, part)
    lives = Lives(
        initial, shared.base, np.ascontiguousarray(static), shared.excess, np.where(served, arrays.profile[own], -1),
        block.heights[node.intake] if served else np.zeros((1, 1, size)), shared.calendar, row, factors, changes,
        alive, weight, begin, max(1, round(1.0 / plan.settings.months)), plan.step,
    )  # fmt: skip
    states = plan.clocks[kind].states
    masses = np.zeros((states if wanted else 0, plan.steps, size))
    crossings = np.zeros((len(own) if wanted and plan.settings.joint else 0, plan.steps, size))
    failed = advance(built.system, tuple(lives), tuple(shared.space), counted, masses, crossings)
    if failed >= 0:
        fastest = float(np.max(shared.space.rates))
        years, days = Figure(f"{failed * plan.step:.1f}"), 365 * plan.step
        fast = Words("engine.too_fast", clock=name, fastest=fastest, years=years, days=days)
        raise NumericalError(Words("engine.another", reason=fast, can=Engine.MONTECARLO))
    left: Any = shared.space.vector
    lost = float(np.max(np.abs(left.sum(axis=0) - 1.0)))
    if not lost <= CONSERVED or not np.all(left >= -CONSERVED):
        gone = Words("engine.lost", clock=name, lost=lost)
        raise NumericalError(Words("engine.another", reason=gone, can=Engine.MONTECARLO))
    return Law(masses / plan.step, crossings, alive) if wanted else None


def _shared(block: Block, part: Part) -> Shared:
    recipe, size = part.recipe, len(block.draws)
    if id(recipe) not in block.shared:
        system, own = recipe.built.system, list(recipe.built.transitions)
        compartments, keys = len(system.key), len(system.key_state)

        def empty(count: int) -> Floats:
            return np.zeros((count, size))

        space = Space(
            vector=empty(compartments), integral=empty(compartments),
            first=empty(compartments), second=empty(compartments), third=empty(compartments),
            rates=empty(len(system.rate_base) + len(recipe.built.changes)),
            multipliers=empty(len(system.multiplier_transition)), exits=empty(keys), held=empty(keys),
            pooled=empty(len(system.pool_first) - 1), moved=empty(len(system.entry_cell) + 1),
            parts=np.zeros(size, dtype=np.int64), sizes=np.zeros(size),
        )  # fmt: skip
        block.shared[id(recipe)] = Shared(
            np.take(recipe.base, block.draws, axis=1),
            np.ascontiguousarray(block.arrays.ratio[:, own].T - 1.0),
            calendar(block.arrays, recipe.built.transitions, block.edges),
            np.take(recipe.initial, block.draws, axis=1),
            space,
        )
    return block.shared[id(recipe)]


def _not_ended(arrays: Arrays, kind: int, law: Law) -> Floats:
    ended = np.flatnonzero(arrays.state_ends[arrays.type_states[kind] : arrays.type_states[kind + 1]])
    return np.asarray(1.0 - law.states[ended].sum(axis=0))
