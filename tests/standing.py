"""How long a team's posts stood how: for tests of its records."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Standing
from businesscase.delivery.records import Records


def years_in(records: Records, *standings: Standing) -> NDArray[np.float64]:
    """Years that each post spent in some standings, shape (draw, post)."""
    return np.array(
        [[sum(one.ends - one.begins for one in life if one.standing in standings) for life in posts]
         for posts in records.posts]
    )  # fmt: skip
