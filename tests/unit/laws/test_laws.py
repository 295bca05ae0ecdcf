"""Each law by itself: its integral is that of its hazard, its inverse turns it back, arrays say what kernels say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.integrate import quad

from businesscase.laws import registry
from businesscase.laws.law import Parameters
from businesscase.scenario.declare.clocks import LAWS

AGES = np.array([[0.0], [0.03], [0.4], [1.0], [2.5], [9.0]])
FIRST, SECOND = np.array([0.3, 0.7]), np.array([1.8, 0.4])
BANDS = Parameters(
    np.zeros(2), np.zeros(2), np.array([0.0, 0.5, 2.0]), np.array([[0.1, 0.9, 0.2], [0.4, 0.0, 0.7]])
)  # fmt: skip
DECLARED = {
    "exponential": Parameters(FIRST, np.zeros(2), np.zeros(0), np.zeros((2, 0))),
    "weibull": Parameters(FIRST, SECOND, np.zeros(0), np.zeros((2, 0))),
    "gompertz": Parameters(FIRST, np.array([0.05, 0.0]), np.zeros(0), np.zeros((2, 0))),
    "bands": BANDS,
}
KERNELS = [name for name in DECLARED if name != "bands"]


@dataclass
class Hazards:
    """One transition."""

    law: np.ndarray
    parameters: np.ndarray
    band_first: np.ndarray
    band_limits: np.ndarray
    band_rates: np.ndarray


def hazards(name: str) -> Hazards:
    own = DECLARED[name]
    number = np.array([LAWS.index(name)])
    return Hazards(number, registry.stacked([own]), np.array([0, len(own.limits)]), own.limits, own.rates)


def test_every_law_is_looked_at_and_has_the_number_of_its_name():
    assert tuple(DECLARED) == LAWS
    assert [getattr(registry, name.upper()) for name in LAWS] == list(range(len(LAWS)))


@pytest.mark.parametrize("asked", [registry.hazard, registry.cumulative, registry.time_at])
def test_a_number_without_a_branch_is_no_other_law(asked):
    with pytest.raises(ValueError, match="a law that the kernels do not know"):
        asked(len(LAWS), 1.0, 1.0, 1.0)


@pytest.mark.parametrize("name", KERNELS)
def test_the_integral_is_that_of_the_hazard(name):
    law, own = LAWS.index(name), DECLARED[name]
    for draw in range(2):
        pair = float(own.first[draw]), float(own.second[draw])
        for low, high in ((0.2, 0.4), (1.0, 5.0)):
            found = registry.cumulative(law, *pair, high) - registry.cumulative(law, *pair, low)
            assert found == pytest.approx(quad(lambda t, p=pair: registry.hazard(law, *p, t), low, high)[0], rel=1e-9)


@pytest.mark.parametrize("name", KERNELS)
def test_the_inverse_turns_the_integral_back(name):
    law, own = LAWS.index(name), DECLARED[name]
    for draw in range(2):
        pair = float(own.first[draw]), float(own.second[draw])
        for age in (0.0, 0.01, 1.0, 12.0):
            level = registry.cumulative(law, *pair, age)
            assert registry.time_at(law, *pair, level) == pytest.approx(age, rel=1e-12)


def test_a_falling_gompertz_hazard_may_never_reach_a_level():
    assert registry.time_at(registry.GOMPERTZ, 0.1, -0.5, 0.21) == np.inf
    assert registry.time_at(registry.GOMPERTZ, 0.1, -0.5, 0.19) < np.inf


@pytest.mark.parametrize("name", KERNELS)
def test_arrays_say_what_kernels_say(name):
    found = registry.integrated(hazards(name), 0, AGES)
    assert found.shape == (len(AGES), 2)
    for (row, draw), value in np.ndenumerate(found):
        pair = float(DECLARED[name].first[draw]), float(DECLARED[name].second[draw])
        law = LAWS.index(name)
        assert value == pytest.approx(registry.cumulative(law, *pair, AGES[row, 0]), rel=1e-13)


def test_bands_add_up():
    found = registry.integrated(hazards("bands"), 0, AGES)
    np.testing.assert_allclose(found[:, 0], [0.0, 0.003, 0.04, 0.05 + 0.45, 0.05 + 1.35 + 0.1, 0.05 + 1.35 + 1.4])
    np.testing.assert_allclose(found[4], [1.5, 0.2 + 0.35])


@pytest.mark.parametrize("name", DECLARED)
def test_the_second_integral_is_that_of_the_first(name):
    own = hazards(name)
    found = registry.twice_integrated(own, 0, AGES)
    for (row, draw), value in np.ndenumerate(found):
        age = AGES[row, 0]

        def once(t: float, draw: int = draw) -> float:
            return float(np.broadcast_to(registry.integrated(own, 0, np.array([[t]])), (1, 2))[0, draw])

        limits = [limit for limit in DECLARED[name].limits if 0.0 < limit < age]
        assert value == pytest.approx(quad(once, 0.0, age, points=limits or None)[0], rel=1e-7, abs=1e-12)


def test_what_settles():
    assert registry.settles(hazards("weibull"), 0) is None
    assert registry.remembers(hazards("gompertz"), 0) == np.inf
    age, rate = registry.settles(hazards("bands"), 0)
    assert age == 2.0
    np.testing.assert_array_equal(rate, [0.2, 0.7])
    age, rate = registry.settles(hazards("exponential"), 0)
    assert age == 0.0
    np.testing.assert_array_equal(rate, FIRST)


def test_one_band_is_an_exponential_law():
    single = Hazards(
        np.array([registry.BANDS]), np.zeros((2, 1, 2)), np.array([0, 1]), np.array([0.0]), FIRST[:, None]
    )  # fmt: skip
    np.testing.assert_allclose(
        registry.integrated(single, 0, AGES), registry.integrated(hazards("exponential"), 0, AGES)
    )  # fmt: skip
    age, rate = registry.settles(single, 0)
    assert age == 0.0
    np.testing.assert_array_equal(rate, FIRST)
