# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""Integrated hazards within a stretch of time in which law, coupling and calendar do not change form.

A stretch's effect profile is one of: none, constant, linear (ramp), exponential (fading). With a constant hazard all
of them integrate in closed form. A Weibull or Gompertz law times a ramp or a fading effect is integrated by an
eight-point Gauss-Legendre rule on panels short against the fading; measured relative errors are below 1e-12 for
Gompertz, about 1e-5 for Weibull shapes up to 1 and 3e-4 for a fresh stay of shape 1-2
(docs/decisions/0007-quadrature-for-fading.md).
"""

from __future__ import annotations

import math

import numpy as np

from businesscase.core.compiling import compiled
from businesscase.laws.registry import cumulative, hazard, is_constant, is_steep, time_at

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(8)
FLAT, RAMP, FADE = 0, 1, 2


@compiled
def profile_at(form, height, slope, moment):
    """Effect profile `moment` years into the stretch: height (+ slope t), or height exp(-slope t)."""
    if form == FADE:
        return height * math.exp(-slope * moment)
    if form == RAMP:
        return height + slope * moment
    return height


@compiled
def profile_integral(form, height, slope, length):
    """Integral of a profile over the first `length` years of the stretch; to 1e-16 height / slope where it fades."""
    if form == FADE:
        return height * (1.0 - math.exp(-slope * length)) / slope
    if form == RAMP:
        return (height + 0.5 * slope * length) * length
    return height * length


@compiled
def integral(law, first, second, age, length, excess, form, height, slope):
    """Integral of law hazard x (1 + excess x profile) over `length` years from `age`.

    `excess` is ratio - 1; `form`, `height`, `slope` describe the profile from the stretch's beginning.
    """
    if is_constant(law):
        return first * (length + excess * profile_integral(form, height, slope, length))
    whole = cumulative(law, first, second, age + length) - cumulative(law, first, second, age)
    if excess == 0.0 or form == FLAT:
        return whole * (1.0 + excess * height)
    panels = 1 + int(0.5 * slope * length) if form == FADE else 1
    step = length / panels
    total = 0.0
    for panel in range(panels):
        begin = panel * step
        if is_steep(law):
            # in units of the law's own integrated hazard the integrand is smooth, also for shape < 1 at entry
            low = cumulative(law, first, second, age + begin)
            span = cumulative(law, first, second, age + begin + step) - low
            for node in range(8):
                at = time_at(law, first, second, low + span * 0.5 * (1.0 + _NODES[node])) - age
                total += 0.5 * span * _WEIGHTS[node] * profile_at(form, height, slope, at)
        else:
            for node in range(8):
                at = begin + step * 0.5 * (1.0 + _NODES[node])
                value = hazard(law, first, second, age + at) * profile_at(form, height, slope, at)
                total += 0.5 * step * _WEIGHTS[node] * value
    return whole + excess * total


@compiled
def firing_time(law, first, second, age, length, excess, form, height, slope, level, whole):
    """Years into the stretch at which the integral reaches `level` (known to lie below `whole`, its full integral)."""
    if excess == 0.0 or form == FLAT:
        factor = 1.0 + excess * height
        reached = time_at(law, first, second, cumulative(law, first, second, age) + level / factor) - age
        return min(max(reached, 0.0), length)
    low, high = 0.0, length
    at = length * level / whole
    for _ in range(80):
        value = integral(law, first, second, age, at, excess, form, height, slope) - level
        if value > 0.0:
            high = at
        else:
            low = at
        rate = hazard(law, first, second, age + at) * (1.0 + excess * profile_at(form, height, slope, at))
        step = value / rate if rate > 0.0 else math.inf
        following = at - step
        if not (low < following < high):
            following = 0.5 * (low + high)
        if abs(following - at) <= 1e-13 * (1.0 + at):
            return following
        at = following
    return at


@compiled
def constant_fires_after(excess, form, height, slope, level, limit):
    """Time t at which t + excess x integral of the profile reaches `level`; infinite if not within `limit`.

    Ramps in closed form. For a fading effect Newton's method on t + a (1 - exp(-slope t)), begun at the nearer of two
    bounds on the side from which it cannot overshoot (the function is concave for a > 0 and convex for a < 0).
    """
    begin = excess * height
    if form == FLAT:
        return level / (1.0 + begin)
    end = 0.0 if form == FADE else begin + excess * slope * limit
    if level >= limit * (1.0 + max(begin, end)):
        return math.inf
    if form == RAMP:
        linear = 1.0 + begin
        root = linear * linear + 2.0 * excess * slope * level
        return 2.0 * level / (linear + math.sqrt(max(root, 0.0)))
    whole = begin / slope
    if begin > 0.0:
        at = max(level / (1.0 + begin), level - whole)
    else:
        at = min(level / (1.0 + begin), level - whole, limit)
    for _ in range(60):
        kept = math.exp(-slope * at)
        step = (at + whole * (1.0 - kept) - level) / (1.0 + begin * kept)
        at -= step
        if abs(step) <= 1e-14 * (1.0 + at):
            break
    return at
