"""Sobol indices, first order and total, by a design of their own (Saltelli et al. 2010, as `scipy.stats` has it).

The draws of a run cannot tell what an input does together with all others; a design can, at n (topics + 2) evaluations.
Its inputs are topics (a clock, the effects, the prices): independent normal numbers are replaced topic by topic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Positions = Mapping[str, Floats]
LEAST_POINTS = 8


@dataclass(frozen=True)
class Designed:
    """Indices of a topic with their standard errors (bootstrap)."""

    topic: str
    first: float
    first_error: float
    total: float
    total_error: float


def designed(
    answer: Callable[[Positions], Floats], normals: Mapping[str, tuple[str, ...]], points: int, *, seed: int
) -> tuple[Designed, ...]:
    """Indices of every topic.

    Args:
        answer: the quantity whose variance is shared out, at standard normal positions by name, shape (point,).
        normals: names of each topic's independent normal numbers.
        points: n, a power of two.
        seed: of the scrambled Sobol sequence.
    """
    from scipy.special import ndtri
    from scipy.stats import qmc, sobol_indices

    names = [name for own in normals.values() for name in own]
    uniform = qmc.Sobol(2 * len(names), scramble=True, rng=np.random.default_rng(seed)).random(points)
    placed = ndtri(np.clip(uniform, 1e-12, 1.0 - 1e-12))
    first = dict(zip(names, placed[:, : len(names)].T, strict=True))
    second = dict(zip(names, placed[:, len(names) :].T, strict=True))
    mixed = [answer({**first, **{name: second[name] for name in own}}) for own in normals.values()]
    found = sobol_indices(
        func={"f_A": answer(first)[None], "f_B": answer(second)[None], "f_AB": np.array(mixed)[:, None]}, n=points
    )
    spread = found.bootstrap(n_resamples=200)
    errors = [  # none of a topic that moves nothing, whose resamples are all alike
        np.nan_to_num((each.confidence_interval.high - each.confidence_interval.low) / (2 * 1.959963984540054))
        for each in (spread.first_order, spread.total_order)
    ]
    return tuple(
        Designed(topic, *(float(np.ravel(part)[place]) for part in (
            found.first_order, errors[0], found.total_order, errors[1]
        )))
        for place, topic in enumerate(normals)
    )  # fmt: skip
