"""What a clock reads of other clocks: averaged over where those stand at the time, or followed together with them.

*Averaged*: the coupling factor is its mean over the states of the clocks that are read, given frailty, service and
time. What is lost is the memory between a clock and those it reads. *Joint*: the clock's compartments are multiplied by
classes of states of the clocks it reads, which move at their own mean rates at the time (moves over person-time, from
their own solution); what is lost then is only how long they have stood in their class.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.expected.compartments import Clock
from businesscase.model.arrays import ALL_PARENTS, EACH_PARENT, Arrays
from businesscase.model.structure.structure import SourceGroup

Floats = NDArray[np.float64]


class Law(NamedTuple):
    """A clock's own solution, for those who read it. Shapes end in (step, draw).

    Attributes:
        states: probability of each of its states, mean over each step, (state, step, draw); one in sum.
        moves: moves by transition within the clock (k, step, draw), per member.
        alive: share of members whom no other clock has ended, (step, draw).
    """

    states: Floats
    moves: Floats
    alive: Floats


@dataclass(frozen=True)
class Slot:
    """One clock that is read.

    Attributes:
        group: number of the source group; kind: type of the clock; position: 0 or 1 (which parent).
        classes: class of each of its states; bits: of each class, what the couplings see; the last class is nobody.
        remembered: whether its state at its end counts, which is followed exactly.
    """

    group: int
    kind: int
    position: int
    classes: tuple[int, ...]
    bits: tuple[int, ...]
    remembered: bool = False


@dataclass(frozen=True)
class Reading:
    """Everything one type reads, for families with a number of parents."""

    slots: tuple[Slot, ...]

    def combinations(self, *, joint: bool, fresh: bool) -> tuple[tuple[int, ...], ...]:
        """Classes of the slots that are followed, all together; -1 for a slot that is averaged over.

        Args:
            joint: whether all are followed, or only those remembered.
            fresh: whether the clock begins after the programme does: then somebody is remembered.
        """
        return tuple(product(*(self._followed(slot, joint=joint, fresh=fresh) for slot in self.slots)))

    def _followed(self, slot: Slot, *, joint: bool, fresh: bool) -> range | tuple[int, ...]:
        if slot.remembered:
            return range(len(slot.bits) - 1) if fresh else (len(slot.bits) - 1,)
        return range(len(slot.bits)) if joint else (-1,)

    def seen(self, combination: tuple[int, ...]) -> dict[tuple[int, int], int]:
        """(group, position) -> bits."""
        return {(slot.group, slot.position): slot.bits[at] for slot, at in zip(self.slots, combination, strict=True)}


def reading_of(arrays: Arrays, groups: tuple[SourceGroup, ...], clock: Clock, parents: int, *, pooled: bool) -> Reading:
    """What a clock reads in a family with this many parents; states that no coupling tells apart are one class."""
    used: dict[int, set[int]] = {}
    for k in clock.transitions:
        for j in range(arrays.coupling_first[k], arrays.coupling_first[k + 1]):
            if arrays.coupling_group[j] >= 0:
                used.setdefault(int(arrays.coupling_group[j]), set()).add(int(arrays.coupling_mask[j]))
    slots = []
    for group, masks in sorted(used.items()):
        kind = groups[group].kind
        states = int(arrays.type_states[kind + 1] - arrays.type_states[kind])
        ends = [arrays.state_ends[arrays.type_states[kind] + state] for state in range(states)]
        signs = [tuple((mask >> state) & 1 for mask in sorted(masks)) for state in range(states)]
        keys = [(sign, -1) if pooled else (sign, state) for state, sign in enumerate(signs)]
        distinct = sorted({key for key, ended in zip(keys, ends, strict=True) if not ended})
        classes = tuple(len(distinct) if ended else distinct.index(key) for key, ended in zip(keys, ends, strict=True))
        bits = (*(1 << classes.index(number) for number in range(len(distinct))), 0)
        slots += [
            Slot(group, kind, position, classes, bits, groups[group].remembered)
            for position in range(1 if groups[group].of_self else min(parents, 2))
        ]
    return Reading(tuple(slots))


def coupled(arrays: Arrays, k: int) -> bool:
    """Whether a transition reads another clock."""
    first, after = arrays.coupling_first[k], arrays.coupling_first[k + 1]
    return bool(np.any(arrays.coupling_group[first:after] >= 0))


def factor(arrays: Arrays, k: int, seen: dict[tuple[int, int], int]) -> Floats:
    """Product of transition k's coupling ratios given what is seen, shape (draw,) (`kernel.coupling_factor`)."""
    ratios = arrays.coupling_ratio
    out = np.ones(ratios.shape[0])
    for j in range(arrays.coupling_first[k], arrays.coupling_first[k + 1]):
        group, mask, of = int(arrays.coupling_group[j]), int(arrays.coupling_mask[j]), arrays.coupling_of[j]
        one, two = seen.get((group, 0), 0), seen.get((group, 1), 0)
        inside, outside = (one | two) & mask, (one | two) & ~mask
        if inside and (of != ALL_PARENTS or not outside):
            out = out * ratios[:, j]
            if of == EACH_PARENT and one & mask and two & mask:
                out = out * ratios[:, j]
    return out


def class_shares(slot: Slot, law: Law, inside: Floats) -> Floats:
    """Probability of each class of a slot over time, (class, step, draw); `inside`: share whose clock runs."""
    there = law.alive * inside
    shares = np.zeros((len(slot.bits), *law.states.shape[1:]))
    for state, number in enumerate(slot.classes):
        shares[number] += law.states[state]
    shares[:-1] *= there
    shares[-1] = 1.0 - shares[:-1].sum(axis=0)
    return shares


def averaged(arrays: Arrays, k: int, reading: Reading, shares: list[Floats], followed: tuple[int, ...]) -> Floats:
    """Mean coupling factor of transition k, (step or 1, draw), over the slots that are -1 in `followed`.

    These are independent at a time.
    """
    free = [slot for slot, at in enumerate(followed) if at < 0]
    if not free:
        return factor(arrays, k, reading.seen(followed))[None, :].copy()
    total = np.zeros(shares[free[0]].shape[1:])
    for classes in product(*(range(len(reading.slots[slot].bits)) for slot in free)):
        combination = list(followed)
        for slot, at in zip(free, classes, strict=True):
            combination[slot] = at
        ratio = factor(arrays, k, reading.seen(tuple(combination))) - 1.0
        if np.any(ratio != 0.0):
            chance = shares[free[0]][classes[0]]
            for slot, at in zip(free[1:], classes[1:], strict=True):
                chance = chance * shares[slot][at]
            total += ratio * chance
    return np.asarray(1.0 + total)


def class_changes(
    slot: Slot, law: Law, inside: Floats, ends: list[tuple[int, int]], step: float
) -> dict[tuple[int, int], Floats]:
    """Rates between classes of a slot, (step, draw): moves over person-time; leaving for good into the last class.

    `ends`: (from, to) state of each transition of the clock that is read.
    """
    states = len(slot.bits)
    held = np.zeros((states, *law.states.shape[1:]))
    for state, number in enumerate(slot.classes):
        held[number] += law.states[state]
    rates: dict[tuple[int, int], Floats] = {}
    for k, (source, target) in enumerate(ends):
        pair = (slot.classes[source], slot.classes[target])
        if pair[0] != pair[1]:
            rates[pair] = rates.get(pair, np.zeros(held.shape[1:])) + law.moves[k]
    rates = {pair: moves / np.maximum(held[pair[0]] * step, 1e-12) for pair, moves in rates.items()}
    there = law.alive * inside
    leaving = np.zeros_like(there)
    leaving[:-1] = np.log(np.maximum(there[:-1], 1e-12) / np.maximum(there[1:], 1e-12)) / step
    if np.any(leaving > 0.0):
        for source in range(states - 1):
            pair = (source, states - 1)
            rates[pair] = rates.get(pair, np.zeros(held.shape[1:])) + np.maximum(leaving, 0.0)
    return rates
