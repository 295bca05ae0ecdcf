# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""Where a clock begins: the member's age, the start state, and time already spent in it and on benefit."""

from __future__ import annotations

import math

import numpy as np

from businesscase.core.compiling import inlined
from businesscase.core.timeline import OLDEST, YOUNGEST
from businesscase.engines.common.numbers import START_ELAPSED, START_STATE, normal, unit, words
from businesscase.model.arrays import BENEFIT


@inlined
def age_at(arrays, draw, clock):
    """Age of the clock's member at programme start."""
    if arrays.clock_age_drawn[clock] == 0:
        return arrays.clock_age[clock]
    age = arrays.parent_age[draw, 0] + arrays.parent_age[draw, 1] * arrays.clock_age[clock]
    return min(max(age, YOUNGEST), OLDEST)


@inlined
def start_of(arrays, draw, key, clock, running):
    """Start state, elapsed time in it, and accumulated benefit time; a clock that begins later begins fresh.

    One who is born later begins in no measure and no illness that others have had time to come into.
    """
    kind = arrays.clock_type[clock]
    if not running and arrays.type_born[kind] >= 0:
        return arrays.type_born[kind], 0.0, 0.0
    first, last = arrays.type_states[kind], arrays.type_states[kind + 1]
    g = first
    if arrays.start_share[draw, first] < 1.0:
        word, _ = words(key, arrays.clock_id[clock], START_STATE, np.uint64(0))
        chance = unit(word)
        while g < last - 1 and chance >= arrays.start_share[draw, g]:
            g += 1
    elapsed, benefit = 0.0, 0.0
    if running:
        if not math.isnan(arrays.start_elapsed[draw, g, 0]):
            spread = arrays.start_elapsed[draw, g, 1]
            elapsed = math.exp(
                arrays.start_elapsed[draw, g, 0] + spread * normal(key, arrays.clock_id[clock], START_ELAPSED)
            )
        benefit = arrays.start_benefit[draw, g]
        if math.isnan(benefit):
            benefit = elapsed if arrays.state_counts[g] == BENEFIT else 0.0
    return g - first, elapsed, benefit
