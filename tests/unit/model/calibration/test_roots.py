"""Roots that begin where an easier problem ended."""

import numpy as np

from businesscase.model.calibration.roots import find_roots

TARGET = np.array([[0.2, 0.5], [0.3, 0.1], [0.6, 0.2]])


def gaps(scale, counted):
    """exp of two ratios mixed: the root is known to a few ulps by substitution."""
    mix = scale * np.array([[1.0, 0.3], [0.2, 1.0]])

    def of(chosen, log_ratio):
        counted.append(len(chosen))
        return np.log(np.exp(log_ratio) @ mix.T / TARGET[chosen])

    return of


def test_slopes_of_an_easier_problem_lead_to_the_same_root_in_fewer_evaluations():
    slopes, plain, begun = np.zeros((3, 2, 2)), [], []
    easy, _, solved = find_roots(gaps(1.05, []), np.zeros((3, 2)), slopes=slopes)
    assert solved.all()
    alone, _, _ = find_roots(gaps(1.0, plain), np.zeros((3, 2)))
    found, gap, solved = find_roots(gaps(1.0, begun), easy, slopes=slopes)
    assert solved.all() and np.abs(gap).max() < 1e-7
    np.testing.assert_allclose(found, alone, atol=1e-6)
    assert sum(begun) < sum(plain)


def test_a_draw_without_slopes_gets_its_own():
    slopes = np.zeros((3, 2, 2))
    find_roots(gaps(1.0, []), np.zeros((3, 2)), slopes=slopes)
    slopes[1] = 0.0
    _, gap, solved = find_roots(gaps(0.9, []), np.zeros((3, 2)), slopes=slopes)
    assert solved.all() and np.abs(gap).max() < 1e-7


def test_a_step_that_leads_away_is_taken_back():
    """Plain Newton steps on an arctangent swing ever farther from its root when they begin 1.4 beyond it."""
    start = np.array([[-1.5], [-0.2], [1.5]])
    counted = []

    def away(chosen, log_ratio):
        counted.append(len(chosen))
        return np.arctan(3.0 * (log_ratio - 1.0))

    found, gap, solved = find_roots(away, start)
    assert solved.all() and np.abs(gap).max() < 1e-7
    np.testing.assert_allclose(found, 1.0, atol=1e-6)
    assert sum(counted) < 3 * 20


def test_what_has_no_root_is_soon_known_and_left_at_the_best_place():
    counted = []

    def never(chosen, log_ratio):
        counted.append(len(chosen))
        return 0.2 + (log_ratio - 0.5) ** 2

    _, gap, solved = find_roots(never, np.array([[0.0], [2.0]]))
    assert not solved.any()
    np.testing.assert_allclose(gap, 0.2, atol=0.02)
    assert sum(counted) < 2 * 40
