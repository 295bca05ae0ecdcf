"""What a clock meets of the clocks it reads: masses at its beginning, coupling factors, and how what it reads moves on.

A clock that is *remembered* has ended when its reader begins, so it is followed exactly: its last state is drawn once.
Only how it goes together with other clocks that are read is not known; `Settings.linked` says how far that matters.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.expected.couplings import (
    Law,
    Reading,
    Slot,
    averaged,
    class_changes,
    class_shares,
)  # fmt: skip
from businesscase.engines.expected.plan import Part, Plan
from businesscase.model.arrays import Arrays

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def read(
    plan: Plan, arrays: Arrays, draws: Ints, part: Part, initial: Floats, law_of: Callable[[int], Law], begin: float
) -> tuple[Floats, Floats, Floats]:
    """Initial masses, coupling factors (row, step or 1, draw), and rates of change of what is read.

    Args:
        arrays: of these draws.
        initial: masses of the clock alone, (compartment, draw).
        law_of: solution of a type that is read.
        begin: step, and share of one, in which the clock begins.
    """
    reading, built, size = part.recipe.reading, part.recipe.built, len(draws)
    if not reading.slots:
        return initial, np.ones((1, 1, size)), np.zeros((0, plan.steps, size))
    laws, insides, shares = [law_of(slot.kind) for slot in reading.slots], list[Floats](), list[Floats]()
    for slot, law in zip(reading.slots, laws, strict=True):
        inside = plan.inside[part.kind, slot.kind]
        insides.append(inside if inside.shape[1] == 1 else inside[:, draws])
        shares.append(_at_its_end(slot, law, begin) if slot.remembered else class_shares(slot, law, insides[-1]))
    known = [_met(plan, reading, shares, combination) for combination in built.combinations]
    rows = [averaged(arrays, k, reading, known[at][1], built.combinations[at]) for k, at in built.factors]
    changes = np.zeros((len(built.changes), plan.steps, size))
    for number, slot in enumerate(reading.slots):
        if any(at == number for at, *_ in built.changes):
            clock = plan.clocks[slot.kind]
            ends = [(s, int(arrays.to_state[k])) for s, exits in enumerate(clock.exits) for k in exits]
            rates = class_changes(slot, laws[number], insides[number], ends, plan.step)
            for row, (at, *pair) in enumerate(built.changes):
                if at == number:
                    changes[row] = rates.get((pair[0], pair[1]), 0.0)
    chances = np.ones((len(built.combinations), size))
    for position, combination in enumerate(built.combinations):
        chance, given = known[position]
        chances[position] = chance
        for number, state in enumerate(combination):
            if state >= 0 and not reading.slots[number].remembered:
                chances[position] *= given[number][state, int(begin)]
    together = (chances[:, None, :] * initial[None, :, :]).reshape(-1, size)
    return np.ascontiguousarray(together), np.stack(rows), changes


def _at_its_end(slot: Slot, law: Law, begin: float) -> Floats:
    """Probability of each class when the reader begins, (class, draw): nobody, if it began before the programme."""
    shares = np.zeros((len(slot.bits), law.states.shape[2]))
    if begin == 0.0:
        shares[-1] = 1.0
        return shares
    middle = min(max(begin - 0.5, 0.0), law.states.shape[1] - 1.0)  # states are means over steps
    step = min(math.floor(middle), law.states.shape[1] - 2)
    for state, number in enumerate(slot.classes):
        shares[number] += law.states[state, step] + (middle - step) * (
            law.states[state, step + 1] - law.states[state, step]
        )
    return shares


def _met(
    plan: Plan, reading: Reading, shares: list[Floats], combination: tuple[int, ...]
) -> tuple[Floats, list[Floats]]:
    """Chance of what a combination remembers, (draw,), and probabilities of every class of the other slots given it."""
    for number, slot in enumerate(reading.slots):
        if slot.remembered:
            own = shares[number]
            chance, below = own[combination[number]], own[: combination[number]].sum(axis=0)
            if not plan.settings.linked:
                return chance, shares
            given = [
                share if other.remembered else _linked(share, below, chance, plan.settings.linked)
                for other, share in zip(reading.slots, shares, strict=True)
            ]
            return chance, given
    return np.ones(shares[0].shape[-1]), shares


def _linked(share: Floats, below: Floats, chance: Floats, sign: int) -> Floats:
    """Probabilities of classes, (class, step, draw), given what is remembered, if both are as one in their order."""
    upper = np.cumsum(share, axis=0)
    lower = upper - share
    if sign < 0:
        lower, upper = 1.0 - upper, 1.0 - lower
    overlap = np.clip(np.minimum(upper, below + chance) - np.maximum(lower, below), 0.0, None)
    return np.where(chance > 1e-12, overlap / np.maximum(chance, 1e-12), share)
