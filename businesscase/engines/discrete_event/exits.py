"""The ways out of a state in one draw, written out: law x covariates x programme effect x couplings x calendar.

Plain objects made from `Arrays`, one per transition, for the engine that is meant to be read. The integrals of the
laws are those of `engines.common.hazards`, which are tested against closed forms.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from businesscase.engines.common.hazards import (
    FADE,
    FLAT,
    RAMP,
    constant_fires_after,
    firing_time,
    integral,
    profile_integral,
)  # fmt: skip
from businesscase.laws.registry import BANDS, EXPONENTIAL, is_constant
from businesscase.model.arrays import AGE, ALL_PARENTS, EACH_PARENT, ENTRY, Arrays

States = tuple[int | None, ...]  # where the clocks that a coupling reads stand; None: not running


@dataclass(frozen=True)
class Shape:
    """The height of an effect over a stretch of time: constant, rising by `slope`, or fading at the rate `slope`."""

    form: int
    height: float
    slope: float


NO_EFFECT = Shape(FLAT, 0.0, 0.0)


@dataclass(frozen=True)
class Profile:
    """How an effect grows and fades: years of lag and ramp, rate of fading per year."""

    lag: float
    ramp: float
    decay: float

    def breaks(self, begins: float, ends: float) -> tuple[float, float, float]:
        """When the height of the effect changes form: the ramp begins, the ramp ends, the service ends."""
        return min(begins + self.lag, ends), min(begins + self.lag + self.ramp, ends), ends

    def shape(self, begins: float, ends: float, moment: float, strength: float) -> Shape:
        """The effect from a moment until the next break, for a service of some strength from `begins` to `ends`."""
        risen, full, _ = self.breaks(begins, ends)
        if moment < risen or begins + self.lag >= ends:
            return NO_EFFECT
        if moment < full:
            return Shape(RAMP, strength * (moment - risen) / self.ramp, strength / self.ramp)
        if moment < ends:
            return Shape(FLAT, strength, 0.0)
        reached = strength * min((ends - begins - self.lag) / self.ramp, 1.0) if self.ramp > 0.0 else strength
        if self.decay == 0.0:
            return Shape(FLAT, reached, 0.0)
        return Shape(FADE, reached * math.exp(-self.decay * (moment - ends)), self.decay)


@dataclass(frozen=True)
class Coupling:
    """A ratio that applies while other clocks stand in one of the states.

    Attributes:
        group: which of the clock's source groups it reads.
        of: SELF, ANY_PARENT, ALL_PARENTS or EACH_PARENT.
        states: states of the sources for which it applies.
        ratio: the ratio.
    """

    group: int
    of: int
    states: frozenset[int]
    ratio: float

    def factor(self, sources: States) -> float:
        """Ratio on the hazard, given where the sources stand; clocks that do not run do not count."""
        inside = [state for state in sources if state in self.states]
        running = [state for state in sources if state is not None]
        if not inside or (self.of == ALL_PARENTS and len(inside) < len(running)):
            return 1.0
        return self.ratio ** len(inside) if self.of == EACH_PARENT else self.ratio


@dataclass(frozen=True)
class Exit:
    """One transition out of a state.

    Attributes:
        name: "from -> to".
        tag: the transition's part of the address of its random numbers.
        target: the state it leads to.
        law: EXPONENTIAL, WEIBULL, GOMPERTZ or BANDS.
        first, second: rate; shape and scale; rate and slope.
        bands: lower limit and rate of each band.
        scale: what the law's time counts from: ENTRY, START or AGE.
        frailty: exponent of the family's frailty: -1, 0 or 1.
        log_ratios: log ratio per unit of each covariate.
        excess: ratio of the programme effect when full, minus 1.
        profile: profile of the effect, None without effect.
        opens, closes: years between which the transition is possible.
        couplings: ratios by the states of other clocks.
    """

    name: str
    tag: np.uint64
    target: int
    law: int
    first: float
    second: float
    bands: tuple[tuple[float, float], ...]
    scale: int
    frailty: int
    log_ratios: tuple[float, ...]
    excess: float
    profile: Profile | None
    opens: float
    closes: float
    couplings: tuple[Coupling, ...]

    @property
    def is_constant(self) -> bool:
        """Whether the law's hazard is constant between its breaks."""
        return bool(is_constant(self.law))

    def time(self, moment: float, entered: float, age: float) -> float:
        """A moment on the law's own time scale; `age` is the member's at programme start."""
        if self.scale == ENTRY:
            return moment - entered
        return moment + age if self.scale == AGE else moment

    def breaks(self, entered: float, age: float) -> list[float]:
        """Moments at which the hazard jumps: the dates, and the limits of the bands."""
        zero = {ENTRY: entered, AGE: -age}.get(self.scale, 0.0)
        return [self.opens, self.closes, *(zero + limit for limit, _ in self.bands[1:])]

    def base(self, moment: float, middle: float) -> float:
        """Level of the law in a stretch: 0 while closed, the rate where it is constant, else 1 (`integral` has it).

        `moment` is the stretch's beginning, `middle` its middle on the law's time scale: inside the band, whatever
        the rounding of its limits.
        """
        if not self.opens <= moment < self.closes:
            return 0.0
        if self.law == BANDS:
            return next(rate for limit, rate in reversed(self.bands) if limit <= middle or limit == 0.0)
        return self.first if self.law == EXPONENTIAL else 1.0

    def integral(self, at: float, years: float, shape: Shape) -> float:
        """Law with effect, integrated over `years` from `at` on the law's time scale."""
        if self.is_constant:
            return years + self.excess * float(profile_integral(shape.form, shape.height, shape.slope, years))
        return float(
            integral(self.law, self.first, self.second, at, years, self.excess, shape.form, shape.height, shape.slope)
        )

    def fires_after(self, level: float, at: float, years: float, shape: Shape) -> float:
        """Years after which the integral reaches `level`; infinite if not within `years`."""
        effect = (self.excess, shape.form, shape.height, shape.slope)
        if self.is_constant:
            after = float(constant_fires_after(*effect, level, years))
            return after if after < years else math.inf
        whole = self.integral(at, years, shape)
        if whole <= level:
            return math.inf
        after = float(firing_time(self.law, self.first, self.second, at, years, *effect, level, whole))
        return after if after < years else math.inf


def exits_of(arrays: Arrays, draw: int, names: tuple[str, ...]) -> list[list[Exit]]:
    """The exits of every state (of all types) in one draw; `names` are those of the transitions."""
    profiles = [Profile(*map(float, row)) for row in arrays.profiles[draw]]
    found = []
    for g in range(arrays.state_transitions.shape[0] - 1):
        transitions = range(arrays.state_transitions[g], arrays.state_transitions[g + 1])
        found.append([_exit(arrays, draw, k, names[k], profiles) for k in transitions])
    return found


def _exit(arrays: Arrays, draw: int, k: int, name: str, profiles: list[Profile]) -> Exit:
    bands = range(arrays.band_first[k], arrays.band_first[k + 1])
    profile = int(arrays.profile[k])
    return Exit(
        name=name,
        tag=arrays.transition_tag[k],
        target=int(arrays.to_state[k]),
        law=int(arrays.law[k]),
        first=float(arrays.parameters[draw, k, 0]),
        second=float(arrays.parameters[draw, k, 1]),
        bands=tuple((float(arrays.band_limits[band]), float(arrays.band_rates[draw, band])) for band in bands),
        scale=int(arrays.time_scale[k]),
        frailty=int(arrays.frailty_exponent[k]),
        log_ratios=tuple(map(float, arrays.log_covariate[draw, k])),
        excess=float(arrays.ratio[draw, k]) - 1.0 if profile >= 0 else 0.0,
        profile=profiles[profile] if profile >= 0 else None,
        opens=float(arrays.opens[k]),
        closes=float(arrays.closes[k]),
        couplings=tuple(
            Coupling(
                group=int(arrays.coupling_group[j]),
                of=int(arrays.coupling_of[j]),
                states=frozenset(bit for bit in range(64) if int(arrays.coupling_mask[j]) >> bit & 1),
                ratio=float(arrays.coupling_ratio[draw, j]),
            )
            for j in range(arrays.coupling_first[k], arrays.coupling_first[k + 1])
            if arrays.coupling_group[j] >= 0
        ),
    )
