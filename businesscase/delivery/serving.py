"""From a plan to records: one life of the team in each draw, and the same as a schedule that the engines read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv
from simpy import Environment

from businesscase.core.randomness import name_id, philox, run_key, uniform
from businesscase.delivery.hosting import host
from businesscase.delivery.plan import TeamPlan, plan_of, team_of
from businesscase.delivery.records import Records
from businesscase.delivery.recruiting import door_to_door, evenly
from businesscase.delivery.rooms import rooms_of, settled_of
from businesscase.delivery.staff import Stint, lives_of_posts
from businesscase.delivery.strength import strengths
from businesscase.model.compiled import CompiledModel
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.offer import Offer
from businesscase.model.structure.families import Family
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


def served_by_team(scenario: Scenario, model: CompiledModel) -> CompiledModel:
    """The model with its families served as the team gets round to them, one life of the team in each draw.

    Levels and goals keep the effects that were solved for under the declared schedule: what service does was learnt
    from the project as it was, and the team says who gets it when. Without `served.by: team` the model as it is.
    """
    if scenario.programme.served.by == "schedule":
        return model
    plan = plan_of(scenario, model.inputs)
    records = records_of(scenario, model, plan)
    offer = None
    if team_of(scenario).feedback:
        keys = team_keys(model.inputs.seed, model.inputs.first, model.draws)
        offer = offer_of(plan, keys, records.families, records.arrives, records.posts, records.visited)
    given = given_by(model, records)
    return replace(given, schedule=replace(given.schedule, offer=offer))


def given_by(model: CompiledModel, records: Records) -> CompiledModel:
    """The model with its families served as a team's records say."""
    given = replace(model.schedule, given=records.intervals(), strength=strengths(records))
    return replace(model, schedule=given)


def records_of(scenario: Scenario, model: CompiledModel, plan: TeamPlan) -> Records:
    """One life of a team with the families of a model, in each draw."""
    return lives_of(scenario, model.inputs, model.families, model.schedule.rank, plan)


def lives_of(scenario: Scenario, inputs: Inputs, families: tuple[Family, ...], rank: Floats, plan: TeamPlan) -> Records:
    """One life of a team with these families, which come in the order of their rank, in each draw."""
    recruitment, visited = team_of(scenario).recruitment, None
    keys = team_keys(inputs.seed, inputs.first, inputs.draws)
    if recruitment is None:
        arrives = evenly(rank, inputs["programme.served.intake"])
    else:
        arrives, visited = door_to_door(recruitment, inputs, plan, keys, rank)
    return live(plan, keys, tuple(family.name for family in families), arrives, visited)


def team_keys(seed: int, first: int, draws: int) -> NDArray[np.uint64]:
    """Random-number keys of the team's life in each draw, shape (draw,): those of the first replication."""
    return run_key(seed, np.arange(first, first + draws), 1)


def live(
    plan: TeamPlan,
    keys: NDArray[np.uint64],
    families: tuple[str, ...],
    arrives: Floats,
    visited: Floats | None = None,
) -> Records:
    """Live the team once in each draw.

    Args:
        plan: the team.
        keys: random-number keys, shape (draw,).
        families: names, by which their random numbers are addressed.
        arrives: when each accepts, shape (draw, family); infinite: never.
        visited: until when pairs visit families that are not served yet, shape (draw,); None: nobody is visited.
    """
    posts, visited = lives_of_posts(plan, keys), np.zeros(plan.draws) if visited is None else visited
    offer = offer_of(plan, keys, families, arrives, posts, visited)
    shape = arrives.shape
    begins, ends, taken, whole = np.full(shape, np.inf), np.full(shape, np.inf), np.zeros(shape), np.zeros(shape)
    pair, ending = np.full(shape, -1), np.zeros(shape, dtype=np.int64)
    for draw in range(plan.draws):
        world = Environment()
        team, cases = host(world, offer, draw)
        world.run(until=plan.until)
        team.close()
        begins[draw] = [case.begins for case in cases]
        ends[draw] = [case.ends for case in cases]
        pair[draw] = [case.pair for case in cases]
        ending[draw] = [case.ending for case in cases]
        taken[draw] = _taken(offer.phases[draw], begins[draw], ends[draw])
        posts[draw] = _until_the_last(plan, posts[draw], pair[draw], ends[draw])
        lasts = offer.families[draw, :, 1:3].min(axis=1)  # until it is done or gives up
        whole[draw] = _taken(offer.phases[draw], np.zeros_like(lasts), lasts)
    return Records(plan, families, arrives, begins, ends, pair, ending, taken, whole, posts, visited)


def offer_of(
    plan: TeamPlan,
    keys: NDArray[np.uint64],
    families: tuple[str, ...],
    arrives: Floats,
    posts: list[list[tuple[Stint, ...]]],
    visited: Floats,
) -> Offer:
    """The team of a plan as arrays: everything but whom it serves when. Arguments as for `live`; posts by draw."""
    facts = _of_families(plan, keys, families, arrives)
    phases = [np.stack([np.full(plan.draws, after), takes], axis=1) for after, takes in plan.phases]
    rooms = tuple(
        tuple((room.since, room.places) for room in rooms_of(plan, draw, posts[draw], float(visited[draw])))
        for draw in range(plan.draws)
    )
    return Offer(
        families=np.stack([arrives, *facts], axis=2),
        rooms=rooms,
        phases=np.stack(phases, axis=1),
        until=plan.until,
        chosen=plan.chosen,
        shared=plan.shared,
        loss=plan.loss,
        settled=tuple(settled_of(plan, posts[draw]) for draw in range(plan.draws)),
        closes=plan.closes,
    )


def _of_families(
    plan: TeamPlan, keys: NDArray[np.uint64], families: tuple[str, ...], arrives: Floats
) -> tuple[Floats, ...]:
    """Length, time to giving up, patience and choice of every family, each of shape (draw, family)."""
    names = np.array([name_id(family) for family in families], dtype=np.uint64)

    def numbers(what: str) -> Floats:
        word, _ = philox(keys[:, None], names[None, :], np.uint64(name_id(what)), np.uint64(0))
        return uniform(word)

    length = np.broadcast_to(plan.length[:, None], (plan.draws, len(names))).copy()
    vary = plan.spread > 0.0
    if vary.any():  # gamma: 1 gives exponential lengths
        shape = plan.spread[vary, None] ** -2.0
        length[vary] *= gammaincinv(shape, numbers("length of service")[vary]) / shape
    with np.errstate(divide="ignore"):
        drops, patience = (
            -np.log(numbers(what)) / rate[:, None]
            for what, rate in (("drops out", plan.drops_out), ("withdraws", plan.withdraws))
        )
    return length, drops, patience, _chosen(plan, numbers("chooses"), arrives).astype(np.float64)


def _chosen(plan: TeamPlan, numbers: Floats, arrives: Floats) -> NDArray[np.int64]:
    """The pair of each family's choice, among those that take families when it comes, shape (draw, family).

    One that comes before any of them does, or never, chooses among all.
    """
    opens = np.array([(begins <= arrives) & (arrives < closes) for begins, closes in plan.open])
    opens |= ~opens.any(axis=0)
    count = opens.sum(axis=0)
    which = np.minimum((numbers * count).astype(np.int64), count - 1)
    return np.asarray((np.cumsum(opens, axis=0) > which).argmax(axis=0))


def _until_the_last(
    plan: TeamPlan, posts: list[tuple[Stint, ...]], pair: NDArray[np.int64], ends: Floats
) -> list[tuple[Stint, ...]]:
    """Posts of one draw, those of a pair that closes until its last family has left."""
    if not plan.closes:
        return posts
    last = [max(closes, ends[pair == number].max(initial=0.0)) for number, closes in enumerate(plan.closes)]
    return [
        tuple(replace(one, ends=min(one.ends, last[post.pair])) for one in stints if one.begins < last[post.pair])
        for post, stints in zip(plan.posts, posts, strict=True)
    ]


def _taken(phases: Floats, begins: Floats, ends: Floats) -> Floats:
    """Places x years of each family, shape (family,); `phases` are those of a draw, shape (phase, 2)."""
    spent = np.where(np.isfinite(begins), ends - np.where(np.isfinite(begins), begins, 0.0), 0.0)
    limits = [*phases[:, 0], np.inf]
    parts = [
        takes * np.clip(np.minimum(spent, limits[number + 1]) - after, 0.0, None)
        for number, (after, takes) in enumerate(phases)
    ]
    return np.asarray(np.sum(parts, axis=0))
