"""One population in one environment: its families, members and clocks set up from the arrays of a draw, and lived."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from simpy import Environment

from businesscase.delivery.hosting import host
from businesscase.delivery.strength import strength_of
from businesscase.delivery.team import Case
from businesscase.delivery.team import Ending as Standing
from businesscase.engines.common.numbers import FRAILTY, normal
from businesscase.engines.common.starts import age_at, start_of
from businesscase.engines.discrete_event.exits import exits_of
from businesscase.engines.discrete_event.processes import Clock, Facts, Family, Kind, Member
from businesscase.model.arrays import Arrays
from businesscase.model.compiled import CompiledModel, Ending
from businesscase.model.offer import Offer


@dataclass(frozen=True)
class Names:
    """What the numbers in the arrays are called, for messages: clocks with their role, and transitions."""

    clocks: tuple[str, ...]
    transitions: tuple[str, ...]


def names_of(model: CompiledModel) -> Names:
    """Names of a model's clocks and transitions."""
    structure = model.structure
    return Names(
        tuple(f"{kind.clock} of the {kind.role}" for kind in structure.types),
        tuple(edge.name for edge in structure.edges),
    )


def kinds_of(arrays: Arrays, draw: int, names: Names) -> list[Kind]:
    """The kinds of clocks in one draw, in the order of the types."""
    exits = exits_of(arrays, draw, names.transitions)
    kinds = []
    for number, name in enumerate(names.clocks):
        states = slice(int(arrays.type_states[number]), int(arrays.type_states[number + 1]))
        ends = tuple(bool(one) for one in arrays.state_ends[states])
        kinds.append(Kind(number, name, tuple(tuple(own) for own in exits[states]), ends))
    return kinds


def live(
    arrays: Arrays,
    draw: int,
    key: np.uint64,
    kinds: list[Kind],
    service: NDArray[np.float64],
    endings: tuple[Ending, ...] = (),
    offer: Offer | None = None,
) -> list[Family]:
    """Live all families once.

    Args:
        arrays: of the model, or of some of its draws.
        draw: position of the draw in the arrays.
        key: random-number key of the draw and the replication.
        kinds: the kinds of clocks in this draw.
        service: beginning, scheduled end and strength of each family's service, shape (family, 3); empty: not served.
        endings: what ends a service before that.
        offer: a team that serves them as it gets round to them, instead of `service`; who leaves early frees a place.

    Returns:
        The families, whose clocks hold their paths.
    """
    world = Environment()
    families = []
    never = np.broadcast_to([math.inf, math.inf, 1.0], service.shape)
    for number, facts in enumerate((service if offer is None else never).tolist()):
        families.append(_family(world, arrays, draw, key, kinds, number, *facts))
    if offer is not None:
        _share(world, offer, draw, families, endings)
    for family in families:
        if endings and family.begins < family.ends:
            world.process(family.serve(endings))
        for clock in family.clocks:
            if clock.facts.begins < clock.facts.limit:
                world.process(clock.live())
    world.run()
    for family in families:
        if math.isinf(family.begins):  # the team never got round to it
            family.begins = family.ends = 0.0
    return families


def _share(world: Environment, offer: Offer, draw: int, families: list[Family], endings: tuple[Ending, ...]) -> None:
    """Let the team serve the families in their own environment."""

    def told(case: Case) -> None:
        family = families[places[id(case)]]
        if case.ending is Standing.SERVED:
            family.enrol(case.begins, case.ends, strength_of(offer, draw, case))
            if endings:
                world.process(family.serve(endings))
                family.discharged.callbacks.append(lambda _: team.leave(case))

    team, cases = host(world, offer, draw, told)
    places = {id(case): place for place, case in enumerate(cases)}


def _family(
    world: Environment, arrays: Arrays, draw: int, key: np.uint64, kinds: list[Kind], number: int, begins: float,
    ends: float, strength: float,
) -> Family:  # fmt: skip
    family = Family(world, begins, ends, strength)
    sigma = float(arrays.sigma[draw])
    luck = float(normal(key, arrays.family_id[number], FRAILTY)) if sigma > 0.0 else 0.0
    # a lognormal factor of mean 1 among families, for either sign of the exponent
    frailty = {e: math.exp(e * sigma * luck - 0.5 * e * e * sigma * sigma) for e in (-1, 0, 1)}
    own = range(int(arrays.family_clocks[number]), int(arrays.family_clocks[number + 1]))
    members: dict[int, Member] = {}
    for row in own:
        member = members.setdefault(int(arrays.clock_member[row]), Member(world))
        facts = _facts(arrays, draw, key, kinds[int(arrays.clock_type[row])], row, frailty)
        family.clocks.append(Clock(world, family, member, facts))
    for clock, row in zip(family.clocks, own, strict=True):
        clock.sources = tuple(
            tuple(family.clocks[source] for source in slots if source >= 0) for slots in arrays.clock_sources[row]
        )
        clock.remembers = tuple(bool(one) for one in arrays.group_remembered)
    return family


def _facts(arrays: Arrays, draw: int, key: np.uint64, kind: Kind, row: int, frailty: dict[int, float]) -> Facts:
    age = float(age_at(arrays, draw, row))
    since, until = map(float, arrays.type_ages[kind.number])
    start, elapsed, benefit = start_of(arrays, draw, key, row, since <= age)
    return Facts(
        kind=kind,
        identity=arrays.clock_id[row],
        key=key,
        age=age,
        begins=max(since - age, 0.0),
        limit=min(until - age, float(arrays.edges[-1])),
        start=int(start),
        elapsed=float(elapsed),
        benefit=float(benefit),
        frailty=frailty,
        covariates=tuple(map(float, arrays.covariates[row])),
    )
