"""Simulation-based calibration through the whole line: inputs, engine, money, and the likelihood with its readings.

Talts and others 2018: where a truth is drawn from the prior and measured as the model says it is measured, the place of
the truth in its posterior is uniform, whatever the measurement is worth.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from businesscase.delivery.schedule import Exposure
from businesscase.engines.expected.approximations import resolution
from businesscase.engines.expected.engine import expect
from businesscase.ledger.valuation import value
from businesscase.measures.weighing import effective, log_likelihood, weights_of
from businesscase.model.compile import compile_model
from businesscase.predicting import Seen, block_predictions
from businesscase.scenario.load.resolve import as_scenario
from tests.agreement.test_observations import observed, two_states
from tests.tiny import fixed, label

TRUTHS, DRAWS, ERROR = 200, 2_000, 25_000.0  # DKK a family
RATIO = {"value": 1.8, "low": 1.0, "high": 3.0, "unit": "ratio", "assumption": "invented"}
PRICED = {
    "value": 100_000, "low": 70_000, "high": 135_000, "unit": "DKK per year", "price_year": 2020,
    "assumption": "invented",
}  # fmt: skip
READINGS = {
    "plain": {"label": label("plain"), "weight": 0.6, "assumption": "invented"},
    "dear": {
        "label": label("dear"), "weight": 0.4, "assumption": "invented",
        "values": [{"key": "prices.stay.per_time", "value": 150_000}],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def places() -> dict[str, NDArray[np.float64]]:
    """Where each truth lies in its posterior, by input: the share of the weight below it."""
    money = {"value": 1, "unit": "DKK", "price_year": 2020, "grade": "A", "source": "invented"}
    declared: dict[str, Any] = two_states(
        {
            "saved": observed(
                saving={"perspective": "municipality"}, value=money, definitions=READINGS,
                standard_error=fixed(ERROR, "DKK", price_year=2020),
            )
        }
    )  # fmt: skip
    declared["effects"]["ratios"]["faster"]["ratio"] = RATIO
    declared["prices"]["stay"]["per_time"] = PRICED
    scenario = as_scenario(declared)
    model = compile_model(scenario, draws=DRAWS, seed=5)
    exposure = Exposure(model.schedule)
    occupancy = expect(model, exposure, settings=resolution(model, exposure).settings)
    found = block_predictions(scenario, model, Seen(occupancy, value(model, occupancy, exposure), exposure))
    errors = {key: np.full(DRAWS, ERROR) for key in found}
    generator, observation = np.random.default_rng(3), scenario.observations["saved"]
    keys = ("effects.ratios.faster.ratio", "prices.stay.per_time")
    inside: dict[str, list[float]] = {key: [] for key in keys}
    worth = []
    for truth in range(TRUTHS):
        reading = generator.choice(list(READINGS), p=[one["weight"] for one in READINGS.values()])
        measured = found["saved", reading].value[truth].mean() + ERROR * generator.standard_normal()
        own = observation.model_copy(update={"value": observation.value.model_copy(update={"value": measured})})
        likelihood = log_likelihood("saved", own, found, errors)
        likelihood[truth] = -np.inf  # the truth is no draw of its own posterior
        weights = weights_of(likelihood)
        worth.append(effective(weights))
        for key in keys:
            inside[key].append(float(weights[model.inputs[key] < model.inputs[key][truth]].sum()))
    assert np.median(worth) > 100.0
    return {key: np.array(each) for key, each in inside.items()}


@pytest.mark.parametrize("key", ["effects.ratios.faster.ratio", "prices.stay.per_time"])
def test_truths_lie_anywhere_in_their_posterior(places: dict[str, NDArray[np.float64]], key: str) -> None:
    counts = np.histogram(places[key], bins=10, range=(0.0, 1.0))[0]
    assert stats.chisquare(counts).pvalue > 0.01
    covered = np.mean(np.abs(places[key] - 0.5) < 0.4)
    assert 0.75 <= covered <= 0.85, "of nominal intervals of 80 %"


def test_a_likelihood_that_is_too_sure_would_be_seen(places: dict[str, NDArray[np.float64]]) -> None:
    """What the test is worth: places pushed outwards as by an error taken half as large are no longer uniform."""
    key = "effects.ratios.faster.ratio"
    too_sure = stats.norm.cdf(2.0 * stats.norm.ppf(np.clip(places[key], 1e-6, 1 - 1e-6)))
    assert stats.chisquare(np.histogram(too_sure, bins=10, range=(0.0, 1.0))[0]).pvalue < 0.01
