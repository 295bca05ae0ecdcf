# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""Random numbers inside the kernels: `randomness.philox`, compiled, and what is made from its words."""

from __future__ import annotations

import math

import numpy as np

from businesscase.core.compiling import compiled
from businesscase.core.randomness import philox

_11 = np.uint64(11)
# Tags of numbers that belong to no transition.
FRAILTY = np.uint64(1)
START_STATE = np.uint64(2)
START_ELAPSED = np.uint64(3)


words = compiled(philox)


@compiled
def unit(word):
    """Uniform on the open interval (0, 1)."""
    return (float(word >> _11) + 0.5) * 2.0**-53


@compiled
def exponential(key, identity, tag, count):
    """A unit-rate exponential number: how much integrated hazard a transition endures until it fires."""
    first, _ = words(key, identity, tag, count)
    return -math.log(unit(first))


@compiled
def normal(key, identity, tag):
    """A standard normal number (Box-Muller)."""
    first, second = words(key, identity, tag, np.uint64(0))
    return math.sqrt(-2.0 * math.log(unit(first))) * math.cos(2.0 * math.pi * unit(second))
