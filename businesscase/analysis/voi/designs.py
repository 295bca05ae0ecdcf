"""Which study pays: what it is worth to the families after it, less what it costs, over families and years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.voi.sampling import by_importance, explained
from businesscase.analysis.voi.studies import Cost, Measurement, Study
from businesscase.measures.views import discount_factors
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
SMALLEST, FINEST = 20, 7  # families of the smallest study that is looked at; sizes, each twice the one before
LONGEST = 5  # years of follow-up that are looked at
NOTHING = Cost(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Population:
    """Whom a decision is about.

    Attributes:
        families: that a roll-out takes in each year.
        factors: of each year for which the decision stands; ones where nothing is discounted.
        served_anyway: families that the scenario serves whether studied or not.
    """

    families: float
    factors: tuple[float, ...]
    served_anyway: float

    def after(self, years: int) -> float:
        """Families whose decision can wait for what is known after so many years, discounted."""
        return self.families * sum(self.factors[years:])


@dataclass(frozen=True)
class Point:
    """A study of some families followed for some years.

    Attributes:
        families, follow_up: in all arms; years.
        each: what it is worth (EVSI) per family that is decided about after it, DKK.
        worth: the same of all those families.
        forgone: what it costs to serve, or not to serve, families for the study's sake, as expected today.
        cost: of the study, DKK; 0 where it was not told.
        least, most: expected net benefit of sampling at the costs' high and low ends.
    """

    families: int
    follow_up: int
    each: float
    worth: float
    forgone: float
    cost: float
    least: float
    most: float

    @property
    def net(self) -> float:
        """Expected net benefit of sampling, DKK; without a told cost the most that the study may cost."""
        return self.worth - self.forgone - self.cost


def population_of(scenario: Scenario, families: float, years: int, served_anyway: float) -> Population:
    """Families of every year, discounted as the scenario discounts, the first year from now."""
    factors = discount_factors(scenario, np.arange(years + 1.0), base=0.0)
    return Population(families, tuple(factors.tolist()), served_anyway)


def sizes_of(study: Study, population: Population) -> tuple[int, ...]:
    """Sizes that are looked at: no more families than the decision is about; the declared one among them."""
    most = population.families * len(population.factors)
    sizes = {SMALLEST * 2**step for step in range(FINEST)}
    sizes = {size for size in sizes if size <= most} or {max(study.arms, int(most))}
    return tuple(sorted(sizes | ({study.families} if study.families is not None else set())))


def points_of(
    saved: Floats, study: Study, measured: Mapping[int, Measurement], sizes: Sequence[int], population: Population
) -> tuple[Point, ...]:
    """Every study of the sizes and years, by importance sampling, which asks nothing of the shape of what is known.

    Args:
        saved: net saving per family of each draw, shape (draw,).
        study: arms and costs.
        measured: by years of follow-up.
        sizes: families in all.
        population: whom the decision is about.
    """
    found = []
    for years, own in measured.items():
        means = explained(own.quantity, saved)
        for families in sizes:
            each = by_importance(saved, own.quantity, own.error(study, families), means=means) if means.any() else 0.0
            found.append(_point(float(saved.mean()), study, families, years, each, population))
    return tuple(found)


def _point(mean: float, study: Study, families: int, years: int, each: float, population: Population) -> Point:
    served = study.served(families)
    # the decision as of today: serving where a loss is expected costs that loss, waiting where a saving is costs it
    forgone = mean * (families - served) if mean > 0.0 else -mean * max(0.0, served - population.served_anyway)
    worth = each * population.after(years)
    fixed, one = study.fixed or NOTHING, study.per_family or NOTHING
    costs = [getattr(fixed, end) + families * getattr(one, end) for end in ("low", "value", "high")]
    net = worth - forgone
    return Point(families, years, each, worth, forgone, costs[1], net - costs[2], net - costs[0])
