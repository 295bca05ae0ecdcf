"""The compiled model as small Python objects, for the program that is written without the kernel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.model.arrays import ALL_PARENTS, BANDS, EACH_PARENT, ENTRY, EXPONENTIAL, Arrays

Floats = NDArray[np.float64]


@dataclass
class Member:
    """One clock of a family: its position, the range of its states, its ages, and whom it reads."""

    clock: int
    first_state: int
    last_state: int
    age: float
    age_drawn: bool
    since: float
    until: float
    sources: list[list[int]]  # by source group: clocks of the family


@dataclass
class Exit:
    """One transition: hazard by duration, times frailty, couplings and the programme's effect."""

    target: int
    limits: list[float]  # upper limits of the duration bands
    rates: list[float]
    exponent: int
    profile: int
    excess: float  # ratio - 1
    couplings: list[tuple[int, int, frozenset[int], float]]  # source group, of, states, ratio
    top: float  # largest product of coupling and effect

    def rate(self, duration: float) -> float:
        for limit, rate in zip(self.limits, self.rates, strict=True):
            if duration < limit:
                return rate
        return self.rates[-1]

    def bound(self, duration: float, family: Any) -> float:
        """Largest hazard from this duration on."""
        later = max(rate for limit, rate in zip(self.limits, self.rates, strict=True) if duration < limit)
        return later * self.top * family.scale(self.exponent)

    def hazard(self, duration: float, moment: float, family: Any, member: Member) -> float:
        hazard = self.rate(duration) * family.scale(self.exponent)
        if self.profile >= 0:
            hazard *= 1.0 + self.excess * family.profile(self.profile, moment)
        for group, of, states, ratio in self.couplings:
            seen = [family.states[clock] for clock in member.sources[group]]
            present = [state for state in seen if state >= 0]
            inside = sum(state in states for state in present)
            if of == EACH_PARENT:
                hazard *= ratio**inside
            elif (0 < inside == len(present)) if of == ALL_PARENTS else inside > 0:
                hazard *= ratio
        return hazard


def check_supported(arrays: Arrays) -> None:
    """The two programs of comparison know only what the benchmark's family model uses."""
    assert set(arrays.law.tolist()) <= {EXPONENTIAL, BANDS}, "constant hazards or bands only"
    assert np.all(arrays.time_scale == ENTRY), "hazards by duration only"
    assert arrays.covariates.shape[1] == 0, "no covariates"
    assert not np.any(arrays.state_ends), "no deaths"
    assert not np.any(np.isfinite(arrays.opens) | np.isfinite(arrays.closes)), "no dates"
    assert np.all(arrays.weight == 1.0), "fixed shares of segments"
    assert np.all(np.isnan(arrays.start_benefit)), "benefit time at start from the time in the state"


def members_of(arrays: Arrays) -> list[list[Member]]:
    """The clocks of every family."""
    families = []
    for first, last in zip(arrays.family_clocks[:-1].tolist(), arrays.family_clocks[1:].tolist(), strict=True):
        families.append([_member(arrays, clock, clock - first) for clock in range(first, last)])
    return families


def _member(arrays: Arrays, clock: int, local: int) -> Member:
    kind = int(arrays.clock_type[clock])
    since, until = arrays.type_ages[kind].tolist()
    sources = [[source for source in group if source >= 0] for group in arrays.clock_sources[clock].tolist()]
    return Member(
        local, int(arrays.type_states[kind]), int(arrays.type_states[kind + 1]) - 1, float(arrays.clock_age[clock]),
        bool(arrays.clock_age_drawn[clock]), since, until, sources,
    )  # fmt: skip


def exits_by_state(arrays: Arrays, draw: int) -> list[list[Exit]]:
    """The transitions out of every state, with the numbers of one draw."""
    states = arrays.state_transitions.shape[0] - 1
    first_state = np.repeat(arrays.type_states[:-1], np.diff(arrays.type_states))
    return [
        [
            _exit(arrays, draw, k, int(first_state[state]))
            for k in range(arrays.state_transitions[state], arrays.state_transitions[state + 1])
        ]
        for state in range(states)
    ]


def _exit(arrays: Arrays, draw: int, k: int, first_state: int) -> Exit:
    bands = slice(arrays.band_first[k], arrays.band_first[k + 1])
    banded = arrays.law[k] == BANDS
    couplings, top = [], 1.0
    for j in range(arrays.coupling_first[k], arrays.coupling_first[k + 1]):
        group, of, ratio = int(arrays.coupling_group[j]), int(arrays.coupling_of[j]), float(arrays.coupling_ratio[draw, j])
        couplings.append((group, of, source_states(arrays, j), ratio))
        top *= max(1.0, ratio) ** (2 if of == EACH_PARENT else 1)
    ratio = float(arrays.ratio[draw, k])
    return Exit(
        target=first_state + int(arrays.to_state[k]),
        limits=[*arrays.band_limits[bands].tolist()[1:], math.inf],
        rates=arrays.band_rates[draw, bands].tolist() if banded else [float(arrays.parameters[draw, k, 0])],
        exponent=int(arrays.frailty_exponent[k]),
        profile=int(arrays.profile[k]),
        excess=ratio - 1.0,
        couplings=couplings,
        top=top * (max(1.0, ratio) if arrays.profile[k] >= 0 else 1.0),
    )


def source_states(arrays: Arrays, coupling: int) -> frozenset[int]:
    """Numbers over all types of the states that a coupling names."""
    group, mask = int(arrays.coupling_group[coupling]), int(arrays.coupling_mask[coupling])
    clock = int(np.flatnonzero(arrays.clock_sources[:, group, 0] >= 0)[0])
    family = int(np.searchsorted(arrays.family_clocks, clock, side="right")) - 1
    source = int(arrays.family_clocks[family] + arrays.clock_sources[clock, group, 0])
    first = int(arrays.type_states[arrays.clock_type[source]])
    return frozenset(first + bit for bit in range(63) if (mask >> bit) & 1)
