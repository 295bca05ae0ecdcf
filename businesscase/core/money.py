"""Price levels: the one place where an amount is carried from one year's prices to another's."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def index_factor(growth: Mapping[int, Floats], from_year: int, to_year: int) -> Floats | float:
    """Factor from prices of one year to prices of another; `growth[y]` is the growth from year y - 1 to y.

    Raises:
        KeyError: if a year in between is missing.
    """
    factor: Floats | float = 1.0
    for year in range(min(from_year, to_year) + 1, max(from_year, to_year) + 1):
        factor = factor * (1.0 + growth[year])
    return factor if to_year >= from_year else 1.0 / factor
