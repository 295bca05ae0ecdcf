"""The rule of at most two questions that gives places to the families with the largest expected saving.

Every tree of depth two is looked at: the best is the one whose leaves, served from the largest mean saving down until
there is no place left, save most (as the exhaustive policy trees of Athey and Wager 2021). Families of a leaf of which
only a part has places come in any order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.plans.traits import Question, answers_to
from businesscase.model.structure.families import Family

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BETTER = 1e-9  # of what is saved: a question that gains less than rounding does is not asked


@dataclass(frozen=True)
class Leaf:
    """Families that answer alike.

    Attributes:
        answers: the questions they were asked, and what they answered; none where the rule asks nothing.
        places: which they are, ascending, shape (chosen,).
    """

    answers: tuple[tuple[Question, bool], ...]
    places: Ints


def best_rule(
    asked: Sequence[Question], families: Sequence[Family], saved: Floats, sizes: Floats, room: float
) -> tuple[Leaf, ...]:
    """The leaves of the best rule, the largest mean saving first.

    Of rules that save the same the one with fewer questions is taken.

    Args:
        asked: the questions that it may ask, each of which parts the families.
        families: all of them.
        saved: expected per family, shape (family,).
        sizes: families that each stands for, shape (family,).
        room: places.
    """
    masks = np.array([answers_to(question, families) for question in asked]).reshape(len(asked), len(families))
    total = saved * sizes
    everyone = np.array([[sizes.sum(), total.sum()]])
    best, rule = float(_worth(everyone[:, :1], everyone[:, 1:], room)[0]), (-1, 0, 0)
    of_each = [(-np.inf, rule)] * 3  # the best with one question, two, three
    for root, mask in enumerate(masks):
        (yes_sizes, yes_total), (no_sizes, no_total) = (_sides(masks, side, sizes, total) for side in (mask, ~mask))
        yes, no = (each.ravel() for each in np.indices((len(masks) + 1, len(masks) + 1)))
        worth = _worth(
            np.concatenate([yes_sizes[yes], no_sizes[no]], axis=1),
            np.concatenate([yes_total[yes], no_total[no]], axis=1),
            room,
        )
        for more in range(3):
            own = np.flatnonzero((yes > 0).astype(int) + (no > 0) == more)
            place = own[np.argmax(worth[own])] if len(own) else 0
            if len(own) and worth[place] > of_each[more][0]:
                of_each[more] = (float(worth[place]), (root, int(yes[place]), int(no[place])))
    least = BETTER * float(np.abs(total).sum())
    for worth_of, tree in of_each:
        if worth_of > best + least:
            best, rule = worth_of, tree
    leaves = _leaves(asked, masks, *rule)
    return tuple(sorted(leaves, key=lambda leaf: -float(total[leaf.places].sum() / sizes[leaf.places].sum())))


def served(order: Sequence[Ints], sizes: Floats, room: float) -> Floats:
    """The part of each family that has a place, when groups of them are served in an order.

    Args:
        order: places of the families of each group.
        sizes: families that each stands for, shape (family, ...).
        room: places.

    Returns:
        Shape of the sizes, each in [0, 1].
    """
    left, part = np.full(sizes.shape[1:], room), np.zeros_like(sizes)
    for group in order:
        size = sizes[group].sum(axis=0)
        part[group] = np.clip(np.divide(left, size, out=np.zeros_like(left), where=size > 0.0), 0.0, 1.0)
        left = np.maximum(left - size, 0.0)
    return part


def _sides(masks: NDArray[np.bool_], side: NDArray[np.bool_], sizes: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Sizes and totals of both parts of a side, by what it is asked (first nothing); shape (question + 1, 2)."""
    inside = np.concatenate([np.ones((1, masks.shape[1]), dtype=bool), masks]) & side
    both = []
    for each in (sizes, total):
        yes = inside @ each
        both.append(np.stack([yes, (side @ each) - yes], axis=1))
    none = ~(side & ~inside).any(axis=1)  # what rounding leaves of a part in which nobody is
    for each in both:
        each[none, 1] = 0.0
    return both[0], both[1]


def _worth(sizes: Floats, total: Floats, room: float) -> Floats:
    """What is saved when leaves are served from the largest mean down, shape (rule,); leaves in the last axis."""
    mean = np.divide(total, sizes, out=np.full_like(total, -np.inf), where=sizes > 0.0)
    order = np.argsort(-mean, axis=-1, kind="stable")
    size, mean = (np.take_along_axis(each, order, axis=-1) for each in (sizes, mean))
    before = np.cumsum(size, axis=-1) - size
    places = np.clip(room - before, 0.0, size)
    worth: Floats = (places * np.where(places > 0.0, mean, 0.0)).sum(axis=-1)
    return worth


def _leaves(asked: Sequence[Question], masks: NDArray[np.bool_], root: int, yes: int, no: int) -> list[Leaf]:
    if root < 0:
        return [Leaf((), np.arange(masks.shape[1]))]
    found = []
    for answer, then in ((True, yes), (False, no)):
        side, first = masks[root] == answer, (asked[root], answer)
        if then == 0:
            found.append(Leaf((first,), np.flatnonzero(side)))
            continue
        for again in (True, False):
            own = np.flatnonzero(side & (masks[then - 1] == again))
            found.append(Leaf((first, (asked[then - 1], again)), own))
    return [leaf for leaf in found if len(leaf.places)]
