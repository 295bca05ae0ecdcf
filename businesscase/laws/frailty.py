"""A rate that a population shows on average, and the rate of those whose frailty is one."""

from __future__ import annotations

import numpy as np

from businesscase.laws.law import Floats


def conditional_rate(marginal: Floats, period: float, log_spread: Floats) -> Floats:
    """Rate of a family with factor 1 such that the population's average over the period is `marginal`.

    Solves E[exp(-rate W period)] = exp(-marginal period) for a lognormal W of mean 1 and standard deviation
    `log_spread` of its log, by Newton's method with Gauss-Hermite quadrature; all arguments of shape (draw,).
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(21)
    weights = weights / weights.sum()
    factor = np.exp(log_spread[:, None] * nodes - 0.5 * log_spread[:, None] ** 2)
    target = np.exp(-marginal * period)
    rate = np.array(marginal, dtype=np.float64)
    going = np.arange(rate.size)
    for _ in range(50):  # every draw by itself, so that a draw does not hang on its company
        survival = np.exp(-rate[going, None] * factor[going] * period)
        gap = (survival * weights).sum(axis=1) - target[going]
        step = gap / (survival * factor[going] * period * weights).sum(axis=1)
        rate[going] = np.maximum(rate[going] + step, 1e-12)
        going = going[np.abs(step) >= 1e-13]
        if not going.size:
            break
    return rate
