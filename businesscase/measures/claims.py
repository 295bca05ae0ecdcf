"""How sure a payback is: probabilities over draws, free of the noise inside a draw, and what they say of a claim.

Within a draw the payback is that of an expectation over life courses, which is estimated with noise. Noise that has
the same size in every draw biases a share of draws in either direction (design: residual noise). Each half of the
replications carries twice the noise variance of the whole, so 2 p(all) - p(half) removes the part of the bias that is
linear in that variance (Richardson extrapolation).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import name_id
from businesscase.core.vocabulary import Basis, Verdict
from businesscase.measures.payback import ROUNDING

Floats = NDArray[np.float64]

Z95 = 1.959963984540054  # normal quantile of a 95 % interval
RESAMPLES = 4000
NOISE_GATE = 0.3  # share of noise in K at a claim's date above which no verdict is given


@dataclass(frozen=True)
class DrawnPaybacks:
    """Payback of each draw in years (inf: not within the horizon).

    Attributes:
        whole: from all replications, shape (draw,).
        halves: from each half of them, shape (draw, half); one half where nothing was sampled.
        scrambles: of Sobol points that the draws are, in turn (`model.sobol`); 0: they are independent.
    """

    whole: Floats
    halves: Floats
    scrambles: int = 0


@dataclass(frozen=True)
class Probability:
    """A probability over draws.

    Attributes:
        value: corrected for residual noise, in [0, 1].
        raw: share of draws, uncorrected.
        error: standard error from the number of draws; never zero, also at 0 and 1.
        lower, upper: 95 % bounds of that error (Wilson).
    """

    value: float
    raw: float
    error: float
    lower: float
    upper: float


def probability_within(paybacks: DrawnPaybacks, years: float, *, seed: int) -> Probability:
    """P(payback <= years) over draws, corrected, with its Monte Carlo error bootstrapped over draws.

    Of Sobol points it is the error between their independent scrambles instead.

    Args:
        paybacks: of each draw.
        years: the limit; exactly reaching it counts.
        seed: of the run; the bootstrap's own seed is derived from it.
    """
    hits = corrected_hits(paybacks, years)
    draws = len(hits)
    value = float(np.clip(hits.mean(), 0.0, 1.0))
    raw = float(_within(paybacks.whole, years).mean())
    scrambled = paybacks.scrambles > 0
    error = _scrambled_error(hits, paybacks.scrambles) if scrambled else _bootstrap_error(hits, seed)
    lower, upper = wilson_bounds(value, draws, error, most=np.inf if scrambled else None)
    return Probability(value, raw, max(error, (upper - lower) / (2 * Z95)), lower, upper)


def weighted_probability(hits: Floats, weights: Floats, worth: float) -> Probability:
    """The probability over weighted draws that are worth so many independent ones.

    Args:
        hits: of each draw, corrected for noise, shape (draw,).
        weights: of the draws, summing to one, shape (draw,).
        worth: independent draws.
    """
    mean = float(weights @ hits)
    value, error = float(np.clip(mean, 0.0, 1.0)), float(np.sqrt(weights @ (hits - mean) ** 2 / worth))
    lower, upper = wilson_bounds(value, worth, error)
    return Probability(value, mean, max(error, (upper - lower) / (2 * Z95)), lower, upper)


def probability_by_year(paybacks: DrawnPaybacks, years: Floats) -> tuple[Floats, float]:
    """P(payback <= y) for each of the years, corrected and made monotone, and the share that never pays back.

    Monotone by rearrangement (sorting), which never lies further from the true, monotone curve (Chernozhukov,
    Fernandez-Val and Galichon 2009). The never share belongs to the same curve: one minus its last value.
    """
    limits = [*years, np.finfo(np.float64).max]
    curve = np.sort(np.clip([corrected_hits(paybacks, limit).mean() for limit in limits], 0.0, 1.0))
    return curve[:-1], float(1.0 - curve[-1])


def wilson_bounds(probability: float, draws: float, error: float, most: float | None = None) -> tuple[float, float]:
    """95 % bounds of a probability: Wilson's, with the number of draws that its bootstrapped error is worth.

    The correction makes a probability less certain than a share of as many draws, so the effective number is
    p(1 - p) / error^2, at most the number of draws, with p drawn towards one half as in Wilson's own centre; so a
    probability of 0 or 1 has an error too. Sobol points may be worth more than as many draws: `most` is their limit.
    """
    centre = (probability * draws + Z95**2 / 2) / (draws + Z95**2)
    limit = float(draws) if most is None else most
    effective = min(limit, centre * (1 - centre) / error**2) if error > 0 else float(draws)
    middle = (probability + Z95**2 / (2 * effective)) / (1 + Z95**2 / effective)
    variance = probability * (1 - probability) / effective + Z95**2 / (4 * effective**2)
    half = Z95 * float(np.sqrt(variance)) / (1 + Z95**2 / effective)
    return max(0.0, min(middle - half, probability)), min(1.0, max(middle + half, probability))


def verdict(
    probability: Probability, confidence: float, noise: float | None = None, basis: Basis = Basis.ASSUMED
) -> Verdict:
    """Likely if the lower bound reaches the confidence, unlikely if the upper is at most one minus it, else open.

    Supported and refuted instead where the outcome was measured; contested whatever the bounds where a measurement
    contradicts the model. Undecided before all else where too much of the variation is `noise`: the correction is then
    no longer small.
    """
    if is_too_noisy(noise):
        return Verdict.UNDECIDED
    if basis is Basis.CONTESTED:
        return Verdict.CONTESTED
    if probability.lower >= confidence - ROUNDING:
        return Verdict.SUPPORTED if basis is Basis.MEASURED else Verdict.LIKELY
    if probability.upper <= 1.0 - confidence + ROUNDING:
        return Verdict.REFUTED if basis is Basis.MEASURED else Verdict.UNLIKELY
    return Verdict.OPEN


def is_too_noisy(noise: float | None) -> bool:
    """Whether a claim's share of noise forbids a verdict; an unknown share (a single draw) does not."""
    return noise is not None and noise > NOISE_GATE


def noise_share(values: Floats) -> float | None:
    """Share of the variance between draws that is sampling noise inside them.

    The noise variance of a mean of two independent halves A, B is E[(A - B)^2] / 4.

    Args:
        values: one number per draw and half, shape (draw, half).

    Returns:
        A share in [0, 1]; 0 with one half or no variation at all; None for a single draw, which has no variance.
    """
    draws, halves = values.shape
    if draws < 2:
        return None
    if halves < 2:
        return 0.0
    noise = float(np.mean((values[:, 0] - values[:, 1]) ** 2)) / 4.0
    total = float(values.mean(axis=1).var(ddof=1))
    if noise == 0.0:
        return 0.0
    return min(1.0, noise / total) if total > 0 else 1.0


def _within(paybacks: Floats, years: float) -> Floats:
    return (paybacks <= years + ROUNDING).astype(np.float64)


def corrected_hits(paybacks: DrawnPaybacks, years: float) -> Floats:
    """2 [all <= years] - mean over halves of [half <= years], shape (draw,); its mean is the corrected probability."""
    whole = _within(paybacks.whole, years)
    if paybacks.halves.shape[1] < 2:
        return whole
    hits: Floats = 2.0 * whole - _within(paybacks.halves, years).mean(axis=1)
    return hits


def _bootstrap_error(hits: Floats, seed: int) -> float:
    """Standard deviation of the clipped mean over resamples of draws.

    A resample of draws matters only through how often each of the few distinct values occurs, so those counts are
    drawn directly: the same bootstrap for ten draws or ten million.
    """
    levels, counts = np.unique(hits, return_counts=True)
    generator = np.random.default_rng([seed, name_id("bootstrap")])
    resampled = generator.multinomial(len(hits), counts / len(hits), size=RESAMPLES) @ levels / len(hits)
    return float(np.clip(resampled, 0.0, 1.0).std())


def _scrambled_error(hits: Floats, scrambles: int) -> float:
    """Error of the mean over scrambles from how far their means scatter; wider, as Student's t is, for they are few."""
    from scipy.special import stdtrit

    means = np.array([hits[scramble::scrambles].mean() for scramble in range(scrambles)])
    widened = float(stdtrit(scrambles - 1, 0.975)) / Z95
    return widened * float(means.std(ddof=1)) / float(np.sqrt(scrambles))
