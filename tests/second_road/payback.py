"""Payback of a curve by look-ups in arrays: what the declared rule is held against."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROUNDING = 1e-9


def sustained(curve: Floats, edges: Floats, *, start: float = 0.0) -> Floats:
    """Years from `start` to the smallest T with K >= 0 on all of [T, horizon], shape (...); inf if there is none.

    Args:
        curve: K at the edges, shape (..., period + 1).
        edges: limits of the periods in years, shape (period + 1,).
        start: when the years begin to count, on the time axis of `edges`.
    """
    curve = without_rounding(curve)
    last_point = curve.shape[-1] - 1
    negative = curve < 0
    last = last_point - np.argmax(negative[..., ::-1], axis=-1)
    crossing = _crossing(curve, edges, np.minimum(last, last_point - 1))
    reached = np.where(negative[..., -1], np.inf, crossing)
    return np.where(negative.any(axis=-1), _since(reached, start), 0.0)


def first(curve: Floats, edges: Floats, *, start: float = 0.0) -> Floats:
    """Years from `start` to the first time K reaches zero after it was negative, shape (...).

    0 where K is never negative; inf where it never comes back. Arguments as in `sustained`.
    """
    curve = without_rounding(curve)
    negative = curve < 0
    upward = negative[..., :-1] & ~negative[..., 1:]
    crossing = _crossing(curve, edges, np.argmax(upward, axis=-1))
    reached = np.where(upward.any(axis=-1), crossing, np.inf)
    return np.where(negative.any(axis=-1), _since(reached, start), 0.0)


def without_rounding(curve: Floats) -> Floats:
    """The curve with values that are only rounding (below `ROUNDING` of its turnover) set to exactly zero."""
    turnover = np.abs(curve[..., :1]) + np.abs(np.diff(curve, axis=-1)).sum(axis=-1, keepdims=True)
    cleaned: Floats = np.where(np.abs(curve) <= ROUNDING * turnover, 0.0, curve)
    return cleaned


def _crossing(curve: Floats, edges: Floats, index: NDArray[np.int64]) -> Floats:
    """Where K passes zero between point `index` and the next."""
    before = np.take_along_axis(curve, index[..., None], axis=-1)[..., 0]
    after = np.take_along_axis(curve, index[..., None] + 1, axis=-1)[..., 0]
    rise = after - before
    share = np.where(rise > 0, -before / np.where(rise > 0, rise, 1.0), 1.0)
    crossed: Floats = edges[index] + np.clip(share, 0.0, 1.0) * (edges[index + 1] - edges[index])
    return crossed


def _since(reached: Floats, start: float) -> Floats:
    return np.maximum(reached - start, 0.0)
