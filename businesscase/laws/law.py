"""What a law is made of: the numbers of a hazard, draw by draw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Drawn = Mapping[str, Floats]  # drawn inputs by key, shape (draw,) each, in canonical units


class Parameters(NamedTuple):
    """A hazard of one law. What `first` and `second` are, the law's module says.

    Attributes:
        first, second: shape (draw,).
        limits: lower limits of bands in years, shape (band,).
        rates: hazards in the bands, shape (draw, band).
    """

    first: Floats
    second: Floats
    limits: Floats
    rates: Floats


def parameters_of(first: Floats, second: Floats | None = None) -> Parameters:
    """Parameters of a law without bands."""
    draws = first.shape[0]
    return Parameters(first, np.zeros(draws) if second is None else second, np.zeros(0), np.zeros((draws, 0)))
