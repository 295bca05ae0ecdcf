"""A number that a reader changed keeps an uncertainty that can be drawn, whatever it is changed to."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from businesscase.core.errors import ScenarioError
from businesscase.scenario.declare.distribution import quantile, scale_of
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import SENSIBLE, Quantity
from businesscase.scenario.load.edits import Edits, scaled_interval
from tests.loaded import loaded

FOLDER = Path(__file__).parents[4] / "scenarios"
SCENARIOS = {path.stem: loaded(path) for path in sorted(FOLDER.glob("*.yaml"))}
UNCERTAIN = {
    f"{name}: {key}": number
    for name, scenario in SCENARIOS.items()
    for key, number in quantities(scenario).items()
    if number.low is not None and number.is_uncertain
}
Z = ndtri((np.arange(20_000) + 0.5) / 20_000)  # every position equally often
ATTRIBUTION = "effects.attribution"


def at(number: Quantity, value: float) -> Quantity:
    """The number as it is changed, checked like a declared one."""
    low, high = scaled_interval(number, value)
    return Quantity(**{**number.model_dump(), "value": value, "low": low, "high": high, "what_if": True})


def width(number: Quantity, *, relative: bool) -> float:
    """From the 5th to the 95th percentile, on the scale of the distribution (relative where that is none)."""
    assert number.low is not None
    assert number.high is not None
    low, high = number.low * number.factor, number.high * number.factor
    links = {
        "logit": lambda: math.log(high / (1 - high)) - math.log(low / (1 - low)),
        "log": lambda: math.log(high / low),
        "identity": lambda: (high - low) / abs(number.canonical),
    }
    return links[scale_of(number)]() if relative else high - low


def check(number: Quantity, value: float) -> None:
    changed = at(number, value)
    drawn = quantile(changed, Z)
    if number.dimension == "share":
        assert 0 < drawn.min() < drawn.max() < 1
    assert drawn.std() > 0
    # of a number around 0 the mean is 0 but for rounding, which is relative to what is added up
    assert drawn.mean() == pytest.approx(changed.canonical, rel=1e-3, abs=1e-9 * drawn.std())
    relative = number.value != 0  # one of 0 has no factor to scale its interval by: it is moved
    assert width(changed, relative=relative) == pytest.approx(width(number, relative=relative), rel=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("key", UNCERTAIN)
def test_every_uncertain_number_can_be_drawn_at_every_value_it_may_have(key: str) -> None:
    number = UNCERTAIN[key]
    if number.dimension == "share":
        values = [share / number.factor for share in (1e-6, 0.001, *np.linspace(0.05, 0.95, 7), 0.999, 1 - 1e-6)]
    else:
        assert number.high is not None
        values = [(number.value or number.high) * factor for factor in (1e-6, 0.1, 0.9, 1.1, 10.0, 1e6)]
        most = SENSIBLE[number.dimension]
        values = [value for value in values if abs(value) * number.factor < 1e-3 * most]
    for value in values:
        check(number, float(value))


@given(
    key=st.sampled_from([key for key, number in UNCERTAIN.items() if number.dimension == "share"]),
    share=st.floats(1e-6, 1 - 1e-6),
)
@settings(deadline=None, max_examples=60)
def test_a_share_can_be_drawn_anywhere_between_0_and_1(key: str, share: float) -> None:
    check(UNCERTAIN[key], share / UNCERTAIN[key].factor)


def test_there_is_something_of_every_dimension_to_try() -> None:
    tried = {number.dimension for number in UNCERTAIN.values()}
    declared = {number.dimension for scenario in SCENARIOS.values() for number in quantities(scenario).values()}
    assert tried == declared - {"hourly_money", "number"}


@pytest.mark.parametrize("name", [name for name in SCENARIOS if f"{name}: {ATTRIBUTION}" in UNCERTAIN])
def test_an_edited_scenario_is_one_that_can_be_run(name: str) -> None:
    """Attribution from a half to nine tenths, which its interval scaled by a factor could not be the mean of."""
    scenario = SCENARIOS[name]
    changed = Edits("b.xlsx", "", {ATTRIBUTION: 0.9}, {ATTRIBUTION: 0.5}, {}, {}).applied(scenario)
    number = quantities(changed)[ATTRIBUTION]
    assert (number.value, number.is_uncertain, number.what_if) == (0.9, True, True)
    assert quantile(number, Z).mean() == pytest.approx(0.9, rel=1e-3)


def test_a_number_at_the_end_of_what_it_may_be_shares_no_draw() -> None:
    scenario = SCENARIOS["opgang_til_opgang"]
    key = next(key for key, number in quantities(scenario).items() if number.draws_with is not None)
    changed = quantities(Edits("b.xlsx", "", {key: 0.0}, {key: 1.0}, {}, {}).applied(scenario))[key]
    assert (changed.value, changed.is_uncertain, changed.draws_with) == (0.0, False, None)


def test_a_share_too_near_one_says_what_would_be_possible() -> None:
    scenario = SCENARIOS["opgang_til_opgang"]
    with pytest.raises(ScenarioError) as refused:
        Edits("b.xlsx", "", {ATTRIBUTION: 1 - 1e-16}, {ATTRIBUTION: 0.5}, {}, {}).applied(scenario)
    assert "a value such as" in str(refused.value)
    assert "hold it fixed" in str(refused.value)
