"""Random numbers inside the kernels: the scalar form of `randomness.philox`, bit for bit the same."""

from __future__ import annotations

import math

import numpy as np

from businesscase.compiling import compiled

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_32 = np.uint64(32)
_11 = np.uint64(11)
# Tags of numbers that belong to no transition.
FRAILTY = np.uint64(1)
START_STATE = np.uint64(2)
START_ELAPSED = np.uint64(3)


@compiled
def words(key, identity, tag, count):
    """Two 64-bit words of the address (key, identity, tag, count)."""
    c0, c1, c2, c3 = identity & _LOW, identity >> _32, tag & _LOW, count & _LOW
    k0, k1 = key & _LOW, key >> _32
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _32) ^ c1 ^ k0, p1 & _LOW, (p0 >> _32) ^ c3 ^ k1, p0 & _LOW
        k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
    return c0 | (c1 << _32), c2 | (c3 << _32)


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
