"""What a fit says of every claim and of the saving, before and after, and how sure the change is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.vocabulary import Verdict
from businesscase.measures.claims import verdict, weighted_probability
from businesscase.measures.observations import LEAST_EFFECTIVE
from businesscase.measures.result import Result
from businesscase.measures.rows import ClaimResult
from businesscase.measures.weighing import effective, evenly, paired_error, weighted_percentiles

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Tested:
    """A claim on one side of a fit: its probability, corrected for noise, with 95 % bounds, and the verdict."""

    probability: float
    lower: float
    upper: float
    verdict: Verdict


@dataclass(frozen=True)
class ClaimChange:
    """A claim before and after. `error`: standard error of the change of its probability."""

    name: str
    headline: bool
    before: Tested
    after: Tested
    error: float


@dataclass(frozen=True)
class SavedChange:
    """The headline's saving until its date before its cost, DKK per family: mean, 10th and 90th percentile over draws.

    `error`: standard error of the change of the mean.
    """

    before: tuple[float, float, float]
    after: tuple[float, float, float]
    error: float


@dataclass(frozen=True)
class Changes:
    """What a fit changes.

    Attributes:
        weighed: after are the prior's draws, weighed, and errors are paired; otherwise the fitted draws.
        draws: before: of the prior, those that no report contradicts.
        worth: independent draws that those after are worth.
        claims: in declared order.
        saved: of the headline.
    """

    weighed: bool
    draws: int
    worth: float
    claims: tuple[ClaimChange, ...]
    saved: SavedChange

    @property
    def headline(self) -> ClaimChange:
        """Of the one claim the scenario puts first."""
        return next(claim for claim in self.claims if claim.headline)


@dataclass(frozen=True)
class _Side:
    """Draws of a run, their weights, and how many independent ones they are worth."""

    result: Result
    weights: Floats
    worth: float

    def tested(self, claim: ClaimResult) -> Tested:
        """A claim; its noise and what it rests on are those of the run."""
        found = weighted_probability(self.result.per_draw.hits[claim.name], self.weights, self.worth)
        said = claim.verdict
        if said is not Verdict.NO_SAVING_COUNTED:
            said = verdict(found, claim.confidence, claim.noise_share, claim.basis)
        return Tested(found.value, found.lower, found.upper, said)

    def saved(self) -> tuple[float, float, float]:
        """Mean, 10th and 90th percentile."""
        saved = self.result.per_draw.saved
        low, high = weighted_percentiles(saved, self.weights, (10.0, 90.0))
        return float(self.weights @ saved), low, high

    def squared_error(self, values: Floats) -> float:
        """Of the mean of a value of each draw."""
        return float(self.weights @ (values - self.weights @ values) ** 2) / self.worth


def changed(prior: Result, posterior: Result, weights: Floats, ancestors: float) -> Changes:
    """Every claim and the saving before and after.

    Where the prior's draws, weighed, are worth enough, after are those: the same draws on both sides, so that what
    resampling and moving scatters is in neither. Otherwise they are the fitted draws, worth as many as the different
    prior draws from which they descend.

    Args:
        prior: the run before.
        posterior: the run of the fitted draws.
        weights: of the prior's draws by what was measured, summing to one, shape (draw,).
        ancestors: effective number of prior draws from which the fitted ones descend.
    """
    possible, worth = prior.per_draw.possible, effective(weights)
    weighed, draws = worth >= LEAST_EFFECTIVE, int(possible.sum())
    before = _Side(prior, evenly(possible), draws)
    fitted = len(posterior.per_draw.possible)
    after = _Side(prior, weights, worth) if weighed else _Side(posterior, np.full(fitted, 1.0 / fitted), ancestors)

    def error(then: Floats, now: Floats) -> float:
        if weighed:
            return paired_error(now, after.weights, before.weights)
        return float(np.sqrt(before.squared_error(then) + after.squared_error(now)))

    then, now = before.result.per_draw, after.result.per_draw
    claims = tuple(
        ClaimChange(
            one.name, one.headline, before.tested(one), after.tested(other),
            error(then.hits[one.name], now.hits[one.name]),
        )
        for one, other in zip(prior.claims, posterior.claims, strict=True)
    )  # fmt: skip
    saved = SavedChange(before.saved(), after.saved(), error(then.saved, now.saved))
    return Changes(weighed, draws, after.worth, claims, saved)
