"""What knowing more is worth to a decision between something and nothing: E[max(0, m(known))] - max(0, E[m]).

m is the expected net saving given what is known: all inputs (EVPI), a group of them (EVPPI, Strong, Oakley and Brennan
2014, by a regression on draws that are there anyway), or the data of a study (`sampling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, exp, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.sensitivity.closed import Fit, conditional_mean
from businesscase.measures.claims import noise_share

Floats = NDArray[np.float64]
RESAMPLES = 100  # of draws, for the error of what a group is worth


@dataclass(frozen=True)
class Estimate:
    """A value and its standard error."""

    value: float
    error: float

    @property
    def told(self) -> bool:
        """Whether it is told from nothing: beyond two standard errors, as a share of the spread is."""
        return self.value > 2.0 * self.error


def normal_gain(mean: float, spread: float) -> float:
    """The gain where m is normal: m Phi(m / s) + s phi(m / s) - max(0, m) (Raiffa and Schlaifer 1961)."""
    if spread <= 0.0:
        return 0.0
    at = mean / spread
    return mean * 0.5 * (1.0 + erf(at / sqrt(2.0))) + spread * exp(-at * at / 2.0) / sqrt(2.0 * pi) - max(0.0, mean)


def gain(known: Floats, mean: float) -> float:
    """The gain of knowing `known`, shape (draw,), moved so that its mean is `mean`; never negative."""
    moved = known - known.mean() + mean
    return max(0.0, float(np.maximum(moved, 0.0).mean()) - max(0.0, mean))


def perfect(saved: Floats) -> Estimate:
    """EVPI.

    Args:
        saved: net saving of each draw, free of noise inside it (`denoised`), shape (draw,).
    """
    mean = float(saved.mean())
    return Estimate(gain(saved, mean), _error(saved > 0.0, saved))


def partial(columns: Floats, saved: Floats) -> Estimate:
    """EVPPI of a group of inputs, shape (input, draw).

    The error is the larger of two. One has two parts: that of a mean over draws with the decision held (a change of the
    decision is of second order at its own limit); and how far the share that the group explains may be off by chance,
    as of a normal gain. The other is bootstrapped over draws, regression, its terms and the cut at zero included: where
    few draws change the decision the first is too small, and where none does the second is.
    """
    fit, mean = conditional_mean(columns, saved), float(saved.mean())
    known = shrunk(fit) + mean
    chance = sqrt(2.0 * fit.terms) / len(saved)
    spread, share = float(saved.std()), max(0.0, fit.index)
    width = normal_gain(mean, spread * sqrt(share + chance)) - normal_gain(mean, spread * sqrt(share))
    worth, error = gain(known, mean), float(np.hypot(_error(known > 0.0, saved), width))
    return Estimate(worth, max(error, _bootstrapped(columns, saved)) if worth > 0.0 else error)


def _bootstrapped(columns: Floats, saved: Floats) -> float:
    random, found = np.random.default_rng(1), []
    for _ in range(RESAMPLES):
        chosen = random.integers(0, len(saved), len(saved))
        fit, mean = conditional_mean(columns[:, chosen], saved[chosen]), float(saved[chosen].mean())
        found.append(gain(shrunk(fit) + mean, mean))
    return float(np.std(found, ddof=1))


def shrunk(fit: Fit) -> Floats:
    """The fitted means, less wide by what the terms explain by chance: their variance is the adjusted share.

    Without it inputs that do nothing would seem worth knowing.
    """
    raw = float(fit.fitted.var())
    if raw == 0.0:
        return fit.fitted
    total = float(fit.whole)
    found: Floats = fit.fitted * sqrt(max(0.0, fit.index) * total / raw)
    return found


def denoised(halves: Floats, groups: Sequence[Floats]) -> Floats:
    """Net saving of each draw without the noise of the lives sampled inside it, shape (draw,).

    What a regression on the inputs that matter explains is no noise; the rest is made less wide, so that the variance
    over draws is what it would be without noise. EVPI from noisy draws would be too large.

    Args:
        halves: from each half of the replications, shape (draw, half).
        groups: columns of the groups that matter, each of shape (input, draw).
    """
    saved: Floats = halves.mean(axis=1)
    noise = noise_share(halves) or 0.0
    if noise <= 0.0:
        return saved
    fitted = np.zeros(len(saved))
    if groups:
        fitted = shrunk(conditional_mean(np.concatenate(list(groups)), saved))
    left = saved - saved.mean() - fitted
    noisy, of_noise = float(left.var()), noise * float(saved.var())
    kept = sqrt(max(0.0, 1.0 - of_noise / noisy)) if noisy > 0.0 else 0.0
    found: Floats = saved.mean() + fitted + kept * left
    return found


def _error(chosen: NDArray[np.bool_], saved: Floats) -> float:
    """Standard error over draws, by the influence function of the gain: what is saved where another thing is done."""
    influence = saved * (chosen.astype(float) - float(saved.mean() > 0.0))
    return float(influence.std() / sqrt(len(saved)))
