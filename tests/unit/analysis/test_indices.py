"""Shares of a spread against functions whose indices are known in closed form."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtr

from businesscase.analysis.sensitivity.closed import closed_index
from businesscase.analysis.sensitivity.design import designed

Floats = NDArray[np.float64]
SEEDS = 8


def ishigami(uniform: Floats) -> Floats:
    """Ishigami and Homma (1990), a = 7, b = 0.1, of numbers in (0, 1)."""
    x = np.pi * (2.0 * uniform - 1.0)
    found: Floats = np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
    return found


def ishigami_indices() -> tuple[Floats, Floats]:
    """First order and total: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225."""
    one, two, together = 0.5 * (1.0 + 0.1 * np.pi**4 / 5.0) ** 2, 49.0 / 8.0, 8.0 * 0.01 * np.pi**8 / 225.0
    whole = one + two + together
    return np.array([one, two, 0.0]) / whole, np.array([one + together, two, together]) / whole


G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])


def g_function(uniform: Floats) -> Floats:
    """Sobol's g-function."""
    found: Floats = np.prod((np.abs(4.0 * uniform - 2.0) + G[:, None]) / (1.0 + G[:, None]), axis=0)
    return found


def g_indices() -> tuple[Floats, Floats]:
    """V_i = 1 / (3 (1 + a_i)^2); V = prod(1 + V_i) - 1; total: V_i prod over others (1 + V_j)."""
    own = 1.0 / (3.0 * (1.0 + G) ** 2)
    whole = np.prod(1.0 + own)
    return own / (whole - 1.0), own * whole / (1.0 + own) / (whole - 1.0)


@pytest.mark.parametrize(("of", "wanted"), [(ishigami, ishigami_indices()[0]), (g_function, g_indices()[0])])
def test_given_data_indices_are_those_in_closed_form(of: Callable[[Floats], Floats], wanted: Floats) -> None:
    """Means over seeds, whose spread is the standard error; a spline's own misfit is below a hundredth here."""
    found = []
    for seed in range(SEEDS):
        uniform = np.random.default_rng(seed).random((len(wanted), 2000))
        found.append([closed_index(uniform[[place]], of(uniform)) for place in range(len(wanted))])
    values, errors = np.moveaxis(np.array(found), 2, 0)
    standard = values.std(axis=0, ddof=1) / np.sqrt(SEEDS)
    assert np.all(np.abs(values.mean(axis=0) - wanted) < 4.5 * standard + 0.01)
    # and the error that is told is the spread over seeds, within what eight seeds can tell of a spread
    large = wanted > 0.1
    ratio = errors.mean(axis=0)[large] / values.std(axis=0, ddof=1)[large]
    assert np.all((ratio > 0.5) & (ratio < 2.5))


def test_inputs_that_do_nothing_explain_nothing_on_average() -> None:
    """Without taking the terms off, each would seem to explain p / n."""
    generator = np.random.default_rng(5)
    found = [closed_index(generator.random((1, 300)), generator.standard_normal(300))[0] for _ in range(400)]
    assert abs(np.mean(found)) < 4.0 * np.std(found) / np.sqrt(400)


def test_correlated_inputs_stay_together() -> None:
    """Y = a'X + e with X normal and correlated: S = a' Sigma a / Var(Y), whatever the correlation."""
    sigma, slope = np.array([[1.0, -0.6], [-0.6, 1.0]]), np.array([1.0, 0.8])
    wanted = float(slope @ sigma @ slope) / (float(slope @ sigma @ slope) + 1.0)
    found = []
    for seed in range(SEEDS):
        generator = np.random.default_rng(seed)
        own = np.linalg.cholesky(sigma) @ generator.standard_normal((2, 2000))
        found.append(closed_index(own, slope @ own + generator.standard_normal(2000))[0])
    assert abs(np.mean(found) - wanted) < 4.5 * np.std(found, ddof=1) / np.sqrt(SEEDS)


@pytest.mark.parametrize(("of", "wanted"), [(ishigami, ishigami_indices()), (g_function, g_indices())])
def test_a_design_gives_first_order_and_total(of: Callable[[Floats], Floats], wanted: tuple[Floats, Floats]) -> None:
    names = {f"topic {place}": (f"x{place}",) for place in range(len(wanted[0]))}

    def answer(positions: dict[str, Floats]) -> Floats:
        return of(ndtr(np.array([positions[name] for (name,) in names.values()])))

    found = designed(answer, names, 2048, seed=1)  # type: ignore[arg-type]
    for each, first, total in zip(found, *wanted, strict=True):
        assert abs(each.first - first) < 4.0 * each.first_error + 1e-3
        assert abs(each.total - total) < 4.0 * each.total_error + 1e-3


def test_topics_of_several_numbers_are_moved_as_one() -> None:
    """The third of Ishigami acts only with the first: together they are one topic with nothing left to others."""

    def answer(positions: dict[str, Floats]) -> Floats:
        return ishigami(ndtr(np.array([positions[f"x{place}"] for place in range(3)])))

    pair, alone = designed(answer, {"pair": ("x0", "x2"), "alone": ("x1",)}, 1024, seed=2)  # type: ignore[arg-type]
    wanted = 1.0 - ishigami_indices()[0][1]
    assert abs(pair.first - wanted) < 4.0 * pair.first_error
    assert abs(pair.total - wanted) < 4.0 * pair.total_error
    assert abs(alone.first + pair.first - 1.0) < 4.0 * np.hypot(alone.first_error, pair.first_error)
