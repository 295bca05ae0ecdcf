"""Years of discounting: a year that begins in the middle of a period is reached in spite of rounding."""

import numpy as np

from businesscase.rules.discounting import years_of


def test_a_period_lies_in_the_year_of_its_middle() -> None:
    assert years_of(np.array([0.0, 1.0, 2.0, 3.0]), base=0.0).tolist() == [0, 1, 2]
    assert years_of(np.array([0.0, 1.0, 2.0, 3.0]), base=1.0).tolist() == [-1, 0, 1]


def test_rounding_moves_no_period_into_the_year_before() -> None:
    base = 0.1 + 0.2 + 0.2 + 1e-15  # half a year and a hair
    assert base > 0.5
    assert years_of(np.array([0.0, 1.0, 2.0]), base=base).tolist() == [0, 1]
