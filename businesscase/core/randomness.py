"""Random numbers by address: the same address gives the same number, whatever else is simulated.

Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011) as a counter-based hash. An address is a 64-bit key (seed, draw,
replication) and a 128-bit counter (64-bit identity, 32-bit tag, 32-bit count). Identities and tags are hashes of
names, never positions, so adding a family, an input or a year moves no other number.

The same function serves the draws of inputs, on arrays, and the kernels, which compile it (`engines.common.numbers`).
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

_M0, _M1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_W0, _W1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_32 = np.uint64(32)
Words = Any  # 64-bit unsigned numbers: one, or an array


def name_id(name: str) -> int:
    """64-bit identity of a name (first eight bytes of BLAKE2b)."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def philox(key: Words, identity: Words, tag: Words, count: Words) -> tuple[Words, Words]:
    """Two 64-bit words per address, Philox4x32 with ten rounds. Arrays broadcast; kernels compile it for scalars."""
    c0, c1, c2, c3 = identity & _LOW, identity >> _32, tag & _LOW, count & _LOW
    k0, k1 = key & _LOW, key >> _32
    for _ in range(10):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> _32) ^ c1 ^ k0, p1 & _LOW, (p0 >> _32) ^ c3 ^ k1, p0 & _LOW
        k0, k1 = (k0 + _W0) & _LOW, (k1 + _W1) & _LOW
    return c0 | (c1 << _32), c2 | (c3 << _32)


def run_key(seed: int, draw: NDArray[np.int64] | int, replication: NDArray[np.int64] | int = 0) -> NDArray[np.uint64]:
    """64-bit keys of (seed, draw, replication): the first Philox word of that triple."""
    word: NDArray[np.uint64]
    word, _ = philox(
        np.asarray(np.uint64(seed)),
        np.asarray(draw, dtype=np.uint64),
        np.asarray(replication, dtype=np.uint64),
        np.asarray(np.uint64(0)),
    )
    return word


def uniform(word: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Uniform on the open interval (0, 1) from 64 random bits: 53 of them, centred."""
    return ((word >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def standard_normal(
    seed: int, draws: int | NDArray[np.int64], name: str, attempt: int | NDArray[np.int64] = 0
) -> NDArray[np.float64]:
    """One standard normal number per draw for a named input, shape (draw,). Box-Muller.

    Args:
        draws: how many, or the number of each.
        attempt: 0 the first number of that address, 1 the next, and so on: the same in all draws, or of each; of
            several, shape (attempt, 1), the numbers of each have a row.
    """
    return normal_of(run_key(seed, np.arange(draws) if isinstance(draws, int) else draws), name, attempt)


def normal_of(keys: NDArray[np.uint64], name: str, attempt: int | NDArray[np.int64] = 0) -> NDArray[np.float64]:
    """The same where the keys of the draws are known (`run_key`), which many names share."""
    first, second = philox(
        keys, np.asarray(np.uint64(name_id(name))), np.asarray(np.uint64(0x1A9)), np.asarray(attempt, dtype=np.uint64)
    )
    return np.sqrt(-2.0 * np.log(uniform(first))) * np.cos(2.0 * np.pi * uniform(second))
