"""`Arrays`: what the kernels read. Every declaration as a frozen array; positions instead of names.

A *type* is a declared clock for one role (public_benefit of parents). States of all types are numbered through
(`g` below), so are transitions (`k`). Axis `d` is the draw. Times are years since programme start.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

ENTRY, START, AGE = 0, 1, 2
SELF, ANY_PARENT, ALL_PARENTS, EACH_PARENT = 0, 1, 2, 3
NEITHER, BENEFIT, SELF_SUPPORT = 0, 1, 2


class Arrays(NamedTuple):
    """Inputs of the kernels; see the module's words for the axes."""

    # families and their clock instances, in the order in which they are simulated
    family_id: Words  # (family,) hash of the family's name
    family_segment: Ints  # (family,)
    family_clocks: Ints  # (family + 1,) first clock of each family
    clock_id: Words  # (clock,) hash of family, member and clock names
    clock_type: Ints  # (clock,)
    clock_member: Ints  # (clock,) member within the family
    clock_age: Floats  # (clock,) age at start; of generated parents the standard normal quantile
    clock_age_drawn: Ints  # (clock,) 1 where the age is drawn: mean + spread * quantile
    clock_sources: Ints  # (clock, source group, 2) clock within the family that a coupling reads, -1 none
    clock_partner: Ints  # (clock,) clock within the family of the other parent, of the same type; -1 none
    covariates: Floats  # (clock, covariate) the same for all clocks of a family
    # types
    type_states: Ints  # (type + 1,) first state of each type
    type_ages: Floats  # (type, 2) ages between which the clock runs
    type_born: Ints  # (type,) state in which one who is born later begins; -1: the clock begins at an age, as for all
    type_shared: Ints  # (type,) 1 where both strategies live the same path
    # states
    state_transitions: Ints  # (g + 1,) first transition out of each state
    state_counts: Ints  # (g,) NEITHER, BENEFIT or SELF_SUPPORT
    state_ends: Ints  # (g,) 1 where the member's later clocks end
    state_bands: Ints  # (g,) number of bands of accumulated benefit time in its time cells
    state_pairs: Ints  # (g,) number of situations of the partner in each band of its time cells; 1: not split by it
    state_situation: Ints  # (g,) which of them a partner in this state is; 0: no price names it
    state_cell: Ints  # (g,) first time cell; cells of a state lie band by band, situation by situation
    state_entry_cell: Ints  # (g,)
    state_profiles: Ints  # (g,) bit mask of the effect profiles on its exits
    state_groups: Ints  # (g,) bit mask of the source groups its exits read
    state_breaks: Ints  # (g,) 1 where an exit has bands or dates
    # transitions
    to_state: Ints  # (k,) position within the type
    transition_tag: Words  # (k,) 32-bit hash of the transition's name
    law: Ints  # (k,)
    time_scale: Ints  # (k,)
    frailty_exponent: Ints  # (k,)
    profile: Ints  # (k,) effect profile, -1 without effect
    opens: Floats  # (k,)
    closes: Floats  # (k,)
    band_first: Ints  # (k + 1,) first band of each transition
    band_limits: Floats  # (band,) lower limits
    coupling_first: Ints  # (k + 1,)
    coupling_group: Ints  # (coupling,) source group
    coupling_of: Ints  # (coupling,) SELF, ANY_PARENT, ...
    coupling_mask: Ints  # (coupling,) bit mask of states
    group_remembered: Ints  # (source group,) 1 where the state in which a clock ended at an age still counts
    # what differs between draws
    parameters: Floats  # (d, k, 2) rate; shape and scale; rate and slope
    band_rates: Floats  # (d, band)
    log_covariate: Floats  # (d, k, covariate)
    ratio: Floats  # (d, k) programme effect when full
    coupling_ratio: Floats  # (d, coupling)
    profiles: Floats  # (d, profile, 3) lag, ramp, decay rate
    sigma: Floats  # (d,) standard deviation of log frailty
    start_share: Floats  # (d, g) cumulative within the type
    start_elapsed: Floats  # (d, g, 2) mean and standard deviation of log elapsed time; mean NaN: entered at start
    start_benefit: Floats  # (d, g) accumulated benefit time at start; NaN: elapsed in a benefit state, else 0
    parent_age: Floats  # (d, 2) mean and spread
    weight: Floats  # (d, segment) families represented by one listed family
    # rules of counting
    benefit_limits: Floats  # (band,) lower limits of accumulated benefit time
    reset: Floats  # (2,) self-support that resets the count, and the window in which it is counted
    # time
    edges: Floats  # (period + 1,)


# Fields whose first axis is the draw.
PER_DRAW = (
    "parameters", "band_rates", "log_covariate", "ratio", "coupling_ratio", "profiles", "sigma", "start_share",
    "start_elapsed", "start_benefit", "parent_age", "weight",
)  # fmt: skip


def arrays_of_draws(arrays: Arrays, part: slice | Ints) -> Arrays:
    """The arrays of some draws only; of a slice, views."""
    sliced = {name: np.ascontiguousarray(getattr(arrays, name)[part]) for name in PER_DRAW}
    for array in sliced.values():
        array.setflags(write=False)
    return arrays._replace(**sliced)
