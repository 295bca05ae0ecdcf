"""Who lives a clock: places in the intake and other traits at which it is solved, and how members lie between them.

A clock is solved at a few nodes of each trait; a member's expectation is interpolated between them (Lagrange). Members
whose clock begins later are grouped into cohorts. When a member's clock runs is a matter of weights, not of the
solution.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import OLDEST, YOUNGEST
from businesscase.engines.expected.settings import Settings
from businesscase.model.arrays import Arrays

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Trait:
    """Nodes of one trait of families or members, and each one's weights on them.

    Attributes:
        nodes: shape (node,).
        weights: shape (family or clock, node); a row sums to one.
    """

    nodes: Floats
    weights: Floats


def trait(values: Floats, count: int) -> Trait:
    """At most `count` nodes for these values: the values themselves if they are few, else Gauss-Legendre points."""
    distinct = np.unique(values)
    if len(distinct) <= count:
        return Trait(distinct, (values[:, None] == distinct[None, :]).astype(np.float64))
    points, _ = np.polynomial.legendre.leggauss(count)
    nodes = 0.5 * (distinct[0] + distinct[-1]) + 0.5 * (distinct[-1] - distinct[0]) * points
    weights = np.ones((len(values), count))
    for i in range(count):
        for j in range(count):
            if i != j:
                weights[:, i] *= (values - nodes[j]) / (nodes[i] - nodes[j])
    return Trait(nodes, weights)


class Situation(NamedTuple):
    """What the members of one group share beside the traits of their family.

    Attributes:
        begin: year in which their clock begins, 0 for those in whom it runs at programme start.
        age: node of the trait age (at programme start), -1 where no hazard asks for it.
        parents: parents in the family, 0 where nothing of theirs is read.
    """

    begin: float
    age: int
    parents: int


@dataclass(frozen=True)
class Group:
    """Members of one type in one situation: clocks, their weight on it, and the ages that bound the clock."""

    situation: Situation
    clocks: Ints
    weights: Floats


def groups_of(
    arrays: Arrays, kind: int, family_of: Ints, parents_of: Ints | None, ages: Trait | None, settings: Settings
) -> list[Group]:
    """Members of a type by situation; `parents_of`: parents in each family, None where nothing of theirs is read."""
    clocks = np.flatnonzero(arrays.clock_type == kind)
    horizon = float(arrays.edges[-1])
    found: dict[Situation, list[tuple[int, float]]] = {}
    begins = begins_of(arrays, kind, clocks)
    labels = np.ceil(begins / settings.cohort - 1e-9)
    means = {label: float(begins[labels == label].mean()) for label in np.unique(labels)}
    for position, clock in enumerate(clocks):
        if begins[position] >= horizon:
            continue
        parents = 0 if parents_of is None else int(parents_of[family_of[clock]])
        if begins[position] > 0.0 or ages is None:
            situation = Situation(means[labels[position]], -1, parents)
            found.setdefault(situation, []).append((int(clock), 1.0))
        else:
            for node, weight in enumerate(ages.weights[clock]):
                if weight != 0.0:
                    found.setdefault(Situation(0.0, node, parents), []).append((int(clock), float(weight)))
    return [
        Group(situation, np.array([c for c, _ in pairs]), np.array([w for _, w in pairs]))
        for situation, pairs in sorted(found.items())
    ]


def begins_of(arrays: Arrays, kind: int, clocks: Ints) -> Floats:
    """Years after programme start at which each clock begins; 0 if it runs then, or its member's age is drawn."""
    drawn = arrays.clock_age_drawn[clocks] == 1
    return np.where(drawn, 0.0, np.maximum(arrays.type_ages[kind, 0] - arrays.clock_age[clocks], 0.0))


def ages_at_start(arrays: Arrays, coordinates: Floats, drawn: bool) -> Floats:
    """Ages for coordinates of `clock_age`, shape (coordinate, draw) (`engines.common.starts.age_at`)."""
    if not drawn:
        return np.broadcast_to(coordinates[:, None], (len(coordinates), arrays.parent_age.shape[0]))
    ages = arrays.parent_age[:, 0] + arrays.parent_age[:, 1] * coordinates[:, None]
    return np.asarray(np.clip(ages, YOUNGEST, OLDEST))


def present_of(
    arrays: Arrays,
    group: Group,
    intake: Trait,
    covariate: Trait,
    family_of: Ints,
    segments: int,
    *,
    paired: bool = False,
) -> dict[tuple[int, int], Floats]:
    """Weighted members whose clock runs, by (intake node, covariate node): (segment, month, draw or 1).

    Args:
        paired: only while the partner's clock runs too.
    """
    families = family_of[group.clocks]
    own = arrays.family_segment[families][:, None] == np.arange(segments)
    nodes = [(r, c) for r in range(len(intake.nodes)) for c in range(len(covariate.nodes))]
    weights = np.concatenate(
        [
            own * (group.weights * intake.weights[families, r] * covariate.weights[families, c])[:, None]
            for r, c in nodes
        ],
        axis=1,
    )
    local, clocks, partners = arrays.clock_partner[group.clocks], group.clocks, None
    if paired:
        partners = (arrays.family_clocks[families] + local)[local >= 0]
        clocks, weights = clocks[local >= 0], weights[local >= 0]
    kind, months = int(arrays.clock_type[group.clocks[0]]), arrays.edges.shape[0] - 1
    found = presence(arrays, kind, clocks, weights, months, partners)
    return dict(zip(nodes, np.split(found, len(nodes)), strict=True))


def presence(
    arrays: Arrays, kind: int, clocks: Ints, weights: Floats, months: int, partners: Ints | None = None
) -> Floats:
    """Weighted number of members whose clock runs, as a share of each month.

    A clock runs from its beginning to the age at which it ends; only with drawn ages do draws differ.

    Args:
        weights: shape (clock, column).
        partners: for each clock one that must run as well.

    Returns:
        Shape (column, month, draw or 1).
    """
    drawn = bool(np.any(arrays.clock_age_drawn[clocks] == 1)) and bool(np.isfinite(arrays.type_ages[kind, 1]))
    begin, end = _runs(arrays, kind, clocks, drawn)
    if partners is not None:
        since, until = _runs(arrays, kind, partners, drawn)
        begin = np.maximum(begin, since)
        end = np.maximum(np.minimum(end, until), begin)
    if not drawn:
        month = np.arange(months)
        there = np.clip(np.minimum(end, month + 1.0) - np.maximum(begin, month), 0.0, 1.0)
        return np.asarray((weights.T @ there)[:, :, None])
    return np.stack([_since(begin, column, months) - _since(end, column, months) for column in weights.T])


def _runs(arrays: Arrays, kind: int, clocks: Ints, drawn: bool) -> tuple[Floats, Floats]:
    """Months after programme start between which clocks run, shape (clock, draw or 1)."""
    ages = ages_at_start(arrays, arrays.clock_age[clocks], drawn)
    ages = ages if drawn else ages[:, :1]
    begin = np.broadcast_to(begins_of(arrays, kind, clocks)[:, None], ages.shape) * 12.0
    return begin, np.maximum((arrays.type_ages[kind, 1] - ages) * 12.0, begin)


def _since(moments: Floats, weights: Floats, months: int) -> Floats:
    """Weighted share of each month that lies after each member's moment (in months), shape (month, draw)."""
    used = np.flatnonzero(weights)
    at, steps = np.clip(moments[used], 0.0, months), np.zeros((months + 2, moments.shape[1]))
    whole = np.floor(at).astype(np.int64)
    late = weights[used, None] * (at - whole)
    columns = np.broadcast_to(np.arange(moments.shape[1]), at.shape)
    np.add.at(steps, (whole, columns), weights[used, None] - late)
    np.add.at(steps, (whole + 1, columns), late)
    return np.asarray(np.cumsum(steps, axis=0)[:months])
