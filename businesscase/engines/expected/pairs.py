"""Time of parents by where the partner stands: the product of two lives that are independent of each other.

No parent's clock reads another parent's, so given frailty, service and covariate those of two parents are independent,
and they obey the same law (`refusals` sends all others to life courses). So the person-time of one in a state, of a
step, is multiplied by the share of partners in each situation in the same step. Both are taken to be linear within the
step, as their neighbours say: of two lines the mean of the product is the product of the means and a twelfth of the
product of what they change by. What is left of it goes with the fourth power of the step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.engines.expected.couplings import Law
from businesscase.model.arrays import Arrays

Floats = NDArray[np.float64]


def is_split(arrays: Arrays, kind: int) -> bool:
    """Whether time of a type is split by the partner's state."""
    return bool(np.any(arrays.state_pairs[arrays.type_states[kind] : arrays.type_states[kind + 1]] > 1))


def shares_of_partner(arrays: Arrays, kind: int, law: Law, bins: int) -> Floats:
    """Share of partners in each situation, shape (situation, bin, draw), where 0 is all but the named states."""
    situations = arrays.state_situation[arrays.type_states[kind] : arrays.type_states[kind + 1]]
    steps, draws = law.alive.shape
    shares = np.zeros((int(situations.max()) + 1, steps, draws))
    for state, situation in enumerate(situations):
        if situation > 0:
            shares[situation] += law.states[state] * law.alive
    shares[0] = 1.0 - shares[1:].sum(axis=0)
    return np.asarray(shares.reshape(len(shares), bins, steps // bins, draws).mean(axis=2))


def together(arrays: Arrays, kind: int, counted: Floats, shares: Floats) -> Floats:
    """Quantities of members whose partner's clock runs, whose split time `counted` holds in situation 0.

    Args:
        counted: (cell of the type, bin, draw).
        shares: of `shares_of_partner`.
    """
    out, first = counted.copy(), int(arrays.type_states[kind])
    moving = _changes(shares)
    # one factor for all situations keeps their sum, and each of them positive
    steepest = np.min(2.0 * shares / np.maximum(np.abs(moving), 1e-300), axis=0)
    moving *= np.clip(steepest, 0.0, 1.0)
    for g in range(first, int(arrays.type_states[kind + 1])):
        pairs = int(arrays.state_pairs[g])
        for band in range(int(arrays.state_bands[g]) if pairs > 1 else 0):
            cell = int(arrays.state_cell[g] - arrays.state_cell[first]) + band * pairs
            own = np.clip(_changes(counted[cell]), -2.0 * counted[cell], 2.0 * counted[cell])
            out[cell : cell + pairs] = counted[cell] * shares + own * moving / 12.0
    return out


def _changes(means: Floats) -> Floats:
    """Change over each step of what has these means by step, axis -2 (at least 3 steps)."""
    return np.asarray(np.gradient(means, axis=-2, edge_order=2))
