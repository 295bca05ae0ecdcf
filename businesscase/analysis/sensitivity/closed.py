"""First-order (closed) Sobol indices from draws that are there anyway.

The index of a group X of inputs is S = Var(E[Y | X]) / Var(Y) (Sobol' 1993). The conditional mean is a regression on
the group, and S its share of explained variance: closed indices from one sample, with their influence function, are in
Da Veiga, Gamboa, Klein, Lagnoux and Prieur (2023, arXiv 2303.17832). Here the regression is by natural cubic splines
(Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, section 5.2.1) of each input's normal score, and
products of Hermite polynomials for pairs within a group. The number of terms is taken off as in the adjusted R squared
(Ezekiel 1930), without which inputs that do nothing would seem to explain p / n.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from businesscase.measures.sensitivity import ranks

Floats = NDArray[np.float64]
LEAST_DRAWS = 50
_PAIRED = 2  # degree up to which two inputs of a group are multiplied
_WIDEST = 60  # inputs of a group of which pairs are looked at would take more terms than draws can bear


def closed_index(columns: Floats, answer: Floats) -> tuple[float, float]:
    """Index and its standard error.

    Args:
        columns: inputs of the group, shape (input, draw).
        answer: shape (draw,).

    Returns:
        The index, unbiased where nothing is explained and so below 0 by chance there. The error has two parts: the
        influence function's, (2 y m - m^2 - S y^2) / V with the
        fitted mean m and y centred; and that of a regression on p terms that explain nothing, 2 p / n^2.
    """
    draws, spread = len(answer), float(answer.var())
    fit = conditional_mean(columns, answer)
    if fit.terms == 0:
        return 0.0, 0.0
    centred = answer - answer.mean()
    influence = (2.0 * centred * fit.fitted - fit.fitted**2 - fit.index * centred**2) / spread
    return fit.index, float(np.sqrt(influence.var() / draws + 2.0 * fit.terms / draws**2))


@dataclass(frozen=True)
class Fit:
    """A regression of an answer on a group of inputs.

    Attributes:
        fitted: E[answer | inputs] less the mean of the answer, shape (draw,).
        index: share of the variance that is explained, adjusted for the number of terms.
        terms: how many; 0 where nothing varies.
        whole: variance of the answer.
    """

    fitted: Floats
    index: float
    terms: int
    whole: float


def conditional_mean(columns: Floats, answer: Floats) -> Fit:
    """Regress an answer, shape (draw,), on the inputs of a group, shape (input, draw)."""
    columns = columns[np.ptp(columns, axis=1) > 0.0]
    if float(answer.var()) == 0.0 or len(columns) == 0:
        return Fit(np.zeros(len(answer)), 0.0, 0, float(answer.var()))
    terms = _terms(columns)
    centred = answer - answer.mean()
    solved, _, rank, _ = np.linalg.lstsq(terms, centred, rcond=1e-10)
    fitted = terms @ solved
    left = float(((centred - fitted) ** 2).sum()) / max(1, len(answer) - rank - 1)
    return Fit(fitted, 1.0 - left / float(answer.var(ddof=1)), int(rank), float(answer.var()))


def knots_of(draws: int, inputs: int) -> int:
    """Knots of each spline: the cube root of the draws, shared among the inputs of a group; at least three."""
    whole = int(round(draws ** (1.0 / 3.0)))
    return max(3, min(24, whole) // inputs)


def _terms(columns: Floats) -> Floats:
    inputs, draws = columns.shape
    scores = np.array([_normal_scores(column) for column in columns])
    knots = knots_of(draws, inputs)
    parts = [_natural_spline(score, knots) for score in scores]
    pairs = inputs * (inputs - 1) // 2 * _PAIRED**2
    if pairs <= min(_WIDEST, draws // 10):
        hermite = [(score, score**2 - 1.0) for score in scores]
        parts += [
            np.stack([one * two for one in hermite[i] for two in hermite[j]], axis=1)
            for i, j in combinations(range(inputs), 2)
        ]
    found = np.concatenate(parts, axis=1)
    centred: Floats = found - found.mean(axis=0)
    return centred


def _normal_scores(values: Floats) -> Floats:
    from scipy.special import ndtri

    scores: Floats = ndtri((ranks(values) - 0.5) / len(values))
    return scores


def _natural_spline(score: Floats, knots: int) -> Floats:
    """The score itself and its truncated cubes, linear beyond the outer knots, shape (draw, knots - 1)."""
    at = np.quantile(score, np.linspace(0.5 / knots, 1.0 - 0.5 / knots, knots))
    last = at[-1]

    def cube(knot: float) -> Floats:
        above: Floats = np.maximum(score - knot, 0.0)
        return above * above * above

    outside = cube(last)

    def part(knot: float) -> Floats:
        between: Floats = (cube(knot) - outside) / (last - knot)
        return between

    beyond = part(at[-2])
    return np.stack([score, *(part(knot) - beyond for knot in at[:-2])], axis=1)
