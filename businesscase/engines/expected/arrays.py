"""What one clock's forward equations are advanced with: what is the same for all draws, their own, and scratch."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class System(NamedTuple):
    """The same for all draws: compartments i in pools p (alike but for duration), with keys e (alike in hazards).

    Rates q are transitions k by what they remember; after them come changes of what is read. Multipliers m are what
    differs from step to step.
    """

    key: Ints  # (i,)
    key_state: Ints  # (e,) state within the clock
    exit_first: Ints  # (e + 1,) exits of each key
    exit_rate: Ints  # q
    exit_transition: Ints  # k within the clock, -1 for a change of what is read
    entry_cell: Ints  # (k,)
    pool_first: Ints  # (p + 1,) first compartment of each pool
    pooled_first: Ints  # (p + 1,) flows out of a whole pool
    pooled_to: Ints
    pooled_rate: Ints
    flow_from: Ints  # flows out of single compartments
    flow_to: Ints
    flow_rate: Ints
    rate_base: Ints  # (q,) row of the base rates
    rate_multiplier: Ints  # (q,)
    multiplier_transition: Ints  # (m,)
    multiplier_factor: Ints  # (m,) row of the coupling factors, -1 none
    multiplier_timed: Ints  # (m,) row of the hazards that follow time, -1 none
    time_pool: Ints  # (o,)
    time_cell: Ints  # (o,)
    time_weight: Floats  # (o,)
    shift_from: Ints  # (s,) compartments that move on at the end of a step, later ones first
    shift_first: Ints  # (s + 1,)
    shift_to: Ints
    shift_part: Floats
    shift_kept: Floats  # (s,)


class Lives(NamedTuple):
    """What a block of draws B is advanced by, over all steps; rows are those of `System`."""

    initial: Floats  # (i, B) mass at the beginning
    base: Floats  # (row, B) rates of transitions by class of durations, per year
    static: Floats  # (k, B) what multiplies a transition in every step: frailty, covariates
    excess: Floats  # (k, B) programme effect - 1
    profile: Ints  # (k,) row of its profile, -1 none
    heights: Floats  # (profile, step, B) mean of each profile over each step
    calendar: Floats  # (k, step) share of the step in which the transition is open
    timed: Floats  # (row, step, B) mean hazards that follow the time since start
    factors: Floats  # (row, step or 1, B) coupling factors
    changes: Floats  # (change, step, B) rates of the clocks that are read
    alive: Floats  # (step, B) share of members whom no other clock has ended
    weight: float  # of this solution in what is added to
    begin: float  # when the clock begins, in steps
    per_bin: int  # steps in a bin
    step: float  # its length in years


class Space(NamedTuple):
    """Scratch arrays, so that a kernel allocates nothing."""

    vector: Floats  # (i, B) mass now
    integral: Floats  # (i, B) person-time of the step
    first: Floats  # (i, B) terms of the series
    second: Floats
    third: Floats
    rates: Floats  # (q, B) per year
    multipliers: Floats  # (m, B)
    exits: Floats  # (e, B)
    held: Floats  # (e, B)
    pooled: Floats  # (p, B)
    moved: Floats  # (k + 1, B)
    parts: Ints  # (B,) applications of the series in a step
    sizes: Floats  # (B,) years of each
