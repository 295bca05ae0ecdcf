"""What the model predicts for observations, and the error of a comparison, against closed forms."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from businesscase import run
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Verdict
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.measures.result import Result
from businesscase.model.compile import compile_model
from businesscase.predicting import REALISED, Seen, block_predictions, realised, standard_errors
from businesscase.scenario.load.resolve import as_scenario
from tests.tiny import document, fixed, label

RATE, FACTOR, PRICE = 0.3, 2.0, 100_000.0


def observed(**declared: Any) -> dict[str, Any]:
    """An observation, as randomised and exact as can be."""
    return {
        "label": label("seen"), "role": "compare", "design": "randomised", "until": date(2022, 1, 1),
        "standard_error": fixed(1, {"share": "share", "saving": "DKK"}.get(next(iter(declared)), "years"),
                                **({"price_year": 2020} if "saving" in declared or "money" in declared else {})),
        **declared,
    }  # fmt: skip


def two_states(observations: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Everybody on support leaves at a rate, twice as fast from the first day of a service without an end."""
    declared = document(
        states=["on", "off"],
        start={"on": {"share": fixed(1, "share")}},
        transitions={"on -> off": {"exponential": {"rate": fixed(RATE, "per year")}}},
        ratios={"faster": {"clock": "life", "kind": "hazard_ratio", "transitions": ["on -> off"],
                           "ratio": fixed(FACTOR, "ratio"), "profile": "plain"}},
        observations=observations,
        **more,
    )  # fmt: skip
    declared["programme"]["served"] = {"intake": fixed(0, "months"), "length": fixed(60, "months")}
    return declared


def on(rate: float, moment: float) -> float:
    return float(np.exp(-rate * moment))


def years_on(rate: float, begin: float, end: float) -> float:
    return (on(rate, begin) - on(rate, end)) / rate


@pytest.fixture(scope="module")
def result() -> Result:
    money = {"unit": "DKK", "price_year": 2020, "grade": "A", "source": "invented"}
    share = {"unit": "share", "grade": "A", "source": "invented"}
    time = {"unit": "years", "grade": "A", "source": "invented"}
    states = {"clock": "life", "states": ["on"]}
    readings = {
        "plain": {"label": label("plain"), "weight": 0.5, "assumption": "invented"},
        "dear": {"label": label("dear"), "weight": 0.3, "assumption": "invented",
                 "values": [{"key": "prices.stay.per_time", "value": 150_000}]},
        "before": {"label": label("before"), "weight": 0.2, "assumption": "invented", "compared_with": "before"},
    }  # fmt: skip
    return run(
        two_states(
            {
                "saved": observed(
                    saving={"perspective": "municipality"}, value={"value": 30_000, **money}, definitions=readings
                ),
                "paid": observed(
                    money={"perspective": "municipality"}, arm="counterfactual", value={"value": 1, **money},
                    since=date(2021, 1, 1), standard_error=fixed(1, "DKK", price_year=2020),
                ),
                "stand": observed(share=states, arm="programme", value={"value": 0.5, **share}),
                "spent": observed(time=states, value={"value": 0.2, **time}),
                "left": observed(
                    entries={"clock": "life", "states": ["off"], "per": "all"}, arm="programme",
                    value={"value": 9, "unit": "number", "grade": "A", "source": "invented"},
                    standard_error=fixed(1, "number"),
                ),
            }
        ),
        draws=4,
        engine="expected",
    )  # fmt: skip


def prediction(result: Result, name: str, reading: int = 0) -> float:
    return next(one for one in result.observations.comparisons if one.name == name).readings[reading].mean


def test_predictions_are_those_of_two_states(result: Result) -> None:
    """A solution in monthly steps: within a thousandth; a share is that of the last month."""
    with_it, without = years_on(FACTOR * RATE, 0, 2), years_on(RATE, 0, 2)
    assert prediction(result, "saved") == pytest.approx(PRICE * (without - with_it), rel=1e-3)
    assert prediction(result, "saved", 1) == pytest.approx(1.5 * PRICE * (without - with_it), rel=1e-3)
    # the solver's steps may be of several months, whose money is spread evenly over them
    first, quarter = 12 * years_on(RATE, 0, 1 / 12), 4 * years_on(RATE, 0, 1 / 4)
    assert PRICE * (2 * quarter - with_it) <= prediction(result, "saved", 2) <= PRICE * (2 * first - with_it) + 100.0
    assert prediction(result, "paid") == pytest.approx(PRICE * years_on(RATE, 1, 2), rel=1e-3)
    assert prediction(result, "stand") == pytest.approx(12 * years_on(FACTOR * RATE, 2 - 1 / 12, 2), rel=1e-3)
    assert prediction(result, "spent") == pytest.approx(with_it - without, rel=1e-3)
    assert prediction(result, "left") == pytest.approx(50 * (1 - on(FACTOR * RATE, 2)), rel=1e-3)


def test_a_before_after_count_says_what_comes_without_the_programme(result: Result) -> None:
    saved = next(one for one in result.observations.comparisons if one.name == "saved")
    before = next(one for one in saved.readings if one.name == "before")
    # first - unserved = (first - served) - (unserved - served)
    assert before.anyway == pytest.approx(before.mean - prediction(result, "saved"), rel=1e-9)
    assert before.anyway is not None
    assert 0.0 < before.anyway < before.mean
    assert {one.name: one.anyway for one in saved.readings if one.name != "before"} == {"plain": None, "dear": None}


def test_a_comparison_far_from_the_model_contests_the_claim_of_its_payer(result: Result) -> None:
    """A saving found at random, exact to a krone, that no draw predicts."""
    saved = next(one for one in result.observations.comparisons if one.name == "saved")
    assert saved.surprising
    for claim in result.claims:
        contested = claim.perspective is Perspective.MUNICIPALITY
        assert (claim.verdict is Verdict.CONTESTED) is contested
    assert result.headline.verdict is Verdict.CONTESTED


def test_the_error_of_a_comparison_is_that_of_two_states() -> None:
    """Variance of the time on support until two years, min(T, 2) with T exponential, over the families of each arm."""
    arms = {"programme": fixed(40, "families"), "comparison": fixed(90, "families")}
    observation = observed(
        time={"clock": "life", "states": ["on"]},
        value={"value": 0.2, "unit": "years", "grade": "A", "source": "invented"},
        families=arms,
    )
    del observation["standard_error"]
    scenario = as_scenario(two_states({"spent": observation}))
    model = compile_model(scenario, draws=REALISED)
    found = standard_errors(scenario, model, realised(scenario, model, workers=2))["spent", ""]

    def variance(rate: float) -> float:
        mean, square = years_on(rate, 0, 2), 2.0 / rate**2 * (1.0 - on(rate, 2) * (1.0 + 2.0 * rate))
        return square - mean**2

    wanted = np.sqrt(variance(FACTOR * RATE) / 40 + variance(RATE) / 90)
    # the variance of a realised cohort comes from that many pairs: a chi-squared with as many degrees of freedom
    assert abs(found[0] ** 2 / wanted**2 - 1.0) < 4.0 * np.sqrt(2.0 / REALISED)
    assert np.ptp(found) == 0.0


def test_predictions_of_realised_cohorts_average_to_the_expectation() -> None:
    """Two roads: lived cohorts and solved expectations predict the same, within four standard errors."""
    observation = observed(
        saving={"perspective": "municipality"},
        value={"value": 1, "unit": "DKK", "price_year": 2020, "grade": "A", "source": "invented"},
    )
    scenario = as_scenario(two_states({"saved": observation}))
    model = compile_model(scenario, draws=400)
    exposure = Exposure(model.schedule)
    lived = simulate(model, exposure, replications=2, workers=2)
    values = block_predictions(scenario, model, Seen(lived, value(model, lived, exposure), exposure))
    saved = values["saved", ""].value.ravel()
    wanted = PRICE * (years_on(RATE, 0, 2) - years_on(FACTOR * RATE, 0, 2))
    assert abs(saved.mean() - wanted) < 4.0 * saved.std() / np.sqrt(saved.size)
