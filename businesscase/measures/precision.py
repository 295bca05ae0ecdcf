"""How many draws, and lives in each, make the headline's probability as sure as was asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Shortfall
from businesscase.measures.answers import answers_of, question_of
from businesscase.measures.asking import enrols
from businesscase.measures.claims import Probability, noise_share, probability_within
from businesscase.measures.drawn import Drawn
from businesscase.measures.reducible import cut_of
from businesscase.scenario.load.scenario import Scenario

LEAST = 200  # draws below which nothing is judged: of fewer, shares of noise are themselves noise
MOST = 20_000  # draws at which a search ends; half an interval of 0.01 takes 9,604 at a probability of one half
MOST_REPLICATIONS = 64
NOISE_AIM = 0.05  # share of the variance of the headline's K(T) that may be noise inside draws (design: residual noise)
_PLANNED = 0.8  # of that aim, so that it is kept though the share is estimated
_GROWTH = 4  # times the draws that are there, at most, since the error at hand is itself one


@dataclass(frozen=True)
class Found:
    """The headline in the draws so far: its probability, and the share of its K(T)'s variance that is noise."""

    probability: Probability
    noise: float

    @property
    def half_width(self) -> float:
        """Half of the 95 % interval of the probability: what is meant by its error."""
        return (self.probability.upper - self.probability.lower) / 2.0


@dataclass(frozen=True)
class Sought:
    """A precision that was asked for.

    Attributes:
        half_width: of the 95 % interval of the headline's probability, as asked for.
        found: as it is.
        short: why it was not reached, None where it was.
    """

    half_width: float
    found: float
    short: Shortfall | None


def headline_of(
    scenario: Scenario, drawn: Drawn, cohort: Drawn | None, inputs: Mapping[str, NDArray[np.float64]], *, seed: int
) -> Found:
    """The headline claim alone, as `summary.measure` finds it.

    Args:
        drawn: money, families enrolled as declared; cohort: all of them on the first day.
        inputs: drawn numbers, key -> shape (draw,).
    """
    claim = next(each for each in scenario.claims.values() if each.headline)
    own = cohort if enrols(claim) else drawn
    assert own is not None
    cut = cut_of(scenario, own.lines, own.saved, own.edges) if scenario.budget_reducible else None
    answer = answers_of(scenario, claim, own, [question_of(claim)], cut=cut, inputs=inputs).to(claim)
    probability = probability_within(answer.paybacks, claim.within_years, seed=seed)
    return Found(probability, noise_share(answer.at_date) or 0.0)


def draws_for(found: Found, draws: int, *, half_width: float, chunk: int, most: int) -> int:
    """Draws with which the half width is expected, in whole chunks; as many as there are where it is reached.

    An interval narrows with the root of the number of draws, so n becomes n (found / asked)^2, one chunk more at least.
    """
    if found.half_width <= half_width:
        return draws
    wanted = min(_GROWTH * draws, math.ceil(draws * (found.half_width / half_width) ** 2))
    return min(most, max(math.ceil(wanted / chunk) * chunk, draws + chunk))


def replications_for(found: Found, replications: int) -> int:
    """Lives with which noise is expected within its aim, an even number; as many as there are where it is.

    The variance of noise goes as one over their number.
    """
    if found.noise <= NOISE_AIM or replications >= MOST_REPLICATIONS:
        return replications
    aim = _PLANNED * NOISE_AIM
    share = min(found.noise, 0.999)
    needed = replications * share / (1.0 - share) * (1.0 - aim) / aim
    return min(MOST_REPLICATIONS, 2 * math.ceil(needed / 2.0))
