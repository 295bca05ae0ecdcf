"""On what a verdict rests: what was measured with a comparison, and where it contradicts the model."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Basis, Savings, Verdict
from businesscase.measures.basis import Measurements, weight
from businesscase.measures.observing import Prediction
from businesscase.measures.result import Result
from businesscase.measures.summary import Beside
from businesscase.scenario.declare.finance import Claim
from tests.unit.measures.builders import label, result, scenario, sourced

DRAWS, MEASURED, SPREAD = 200, 100_000.0, 20_000.0
STATES = {"clock": "public_benefit", "states": ["job"]}
DATE = 5.0  # of the headline, years since programme start


def saving(**changed: Any) -> dict[str, Any]:
    """A saving of the municipality, found at random in the five years of the headline."""
    return {
        "label": label("Trial"), "role": "fit", "design": "randomised", "until": date(2025, 1, 1),
        "saving": {"perspective": Perspective.MUNICIPALITY},
        "value": {"value": MEASURED, "unit": "DKK", "price_year": 2020, "grade": "B", "source": "invented"},
        "standard_error": sourced(SPREAD, "DKK", price_year=2020), **changed,
    }  # fmt: skip


def seen(*, predicted: float = MEASURED, spread: float = SPREAD, fitted: bool = True, **changed: Any) -> Result:
    """A result beside one observation, of which the draws predict so much."""
    declared = scenario(observations={"trial": saving(**changed)})
    normal = np.random.default_rng(3).standard_normal(DRAWS)
    values = (predicted + spread * (normal - normal.mean()) / normal.std())[:, None].repeat(2, axis=1)
    places = [("trial", name) for name in declared.observations["trial"].definitions or [""]]
    beside = Beside(
        {place: Prediction(values, values, values, {}) for place in places},
        dict.fromkeys(places, np.full(DRAWS, SPREAD)),
        {"trial": np.zeros(DRAWS)},
        np.ones(DRAWS, dtype=bool),
    )
    return result(
        draws=DRAWS, saving=5e5, scenario=declared, predicted=lambda: beside, fitted=("trial",) if fitted else ()
    )


def basis(found: Result, **asked: Any) -> Basis:
    claim: Claim = found.scenario.claims["recouped"].model_copy(update=asked)
    known = Measurements(found.scenario, found.observations.comparisons, found.run.fitted)
    return known.basis_of(claim, asked.get("within_years", DATE))


def test_an_outcome_that_was_measured_and_fitted_to_is_supported() -> None:
    found = seen()
    assert basis(found) is Basis.MEASURED
    assert found.headline.verdict is Verdict.SUPPORTED
    of = {(purse.payer, purse.department): purse.claim.verdict for purse in found.purses}
    assert of[Payer.MUNICIPALITY, None] is Verdict.SUPPORTED
    assert Verdict.SUPPORTED not in [said for (payer, _), said in of.items() if payer is not Payer.MUNICIPALITY]
    assert next(claim for claim in found.claims if not claim.headline).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize("design", ["randomised", "controlled", "before_after", "level"])
def test_only_a_comparison_measures(design: str) -> None:
    compared = design in ("randomised", "controlled")
    assert basis(seen(design=design)) is (Basis.MEASURED if compared else Basis.ASSUMED)
    assert basis(seen(design=design, predicted=0.0)) is (Basis.CONTESTED if compared else Basis.ASSUMED)


def test_draws_that_were_not_fitted_rest_on_assumptions() -> None:
    found = seen(fitted=False)
    assert basis(found) is Basis.ASSUMED
    assert found.headline.verdict is Verdict.LIKELY


def test_the_window_must_reach_the_date_to_the_month() -> None:
    assert basis(seen(until=date(2024, 12, 2))) is Basis.MEASURED
    assert basis(seen(until=date(2024, 12, 1))) is Basis.ASSUMED
    assert basis(seen(), within_years=6.0) is Basis.ASSUMED
    assert basis(seen(), within_years=2.0) is Basis.MEASURED


def test_it_must_be_the_whole_saving_of_the_same_purse() -> None:
    some = {"perspective": Perspective.MUNICIPALITY, "categories": ["public_benefit"]}
    less = {"perspective": Perspective.MUNICIPALITY, "leave_out": ["public_benefit"]}
    for money in (some, less, {"perspective": Perspective.PUBLIC_SECTOR}):
        assert basis(seen(saving=money)) is Basis.ASSUMED
    for asked in ({"perspective": Perspective.REGION}, {"savings": Savings.AFTER_TAX}):
        assert basis(seen(), **asked) is Basis.ASSUMED
    unsure = {
        name: {"label": label(name), "weight": 0.5, "assumption": "invented", "perspective": Perspective(name)}
        for name in ("municipality", "public_sector")
    }
    assert basis(seen(definitions=unsure)) is Basis.ASSUMED


def test_it_must_weigh_at_least_as_much_as_the_assumptions() -> None:
    """Assumptions of variance a and an error of variance e leave 1 / (1/a + 1/e), e's weight a / (a + e)."""
    for before in (0.2 * SPREAD, 0.99 * SPREAD, 1.01 * SPREAD, 10 * SPREAD):
        after = (before**-2 + SPREAD**-2) ** -0.5
        found = seen(spread=after)
        (one,) = found.observations.comparisons
        assert weight(one) == pytest.approx(before**2 / (before**2 + SPREAD**2))
        assert basis(found) is (Basis.MEASURED if before > SPREAD else Basis.ASSUMED)


def test_a_measurement_beyond_both_errors_contests_fitted_or_not() -> None:
    """Both deviate by the spread: 5 % lie beyond 1.96 x sqrt(2) of it."""
    limit = 1.96 * np.sqrt(2.0) * SPREAD
    for fitted in (True, False):
        far = seen(predicted=MEASURED - 1.05 * limit, fitted=fitted)
        assert far.headline.verdict is Verdict.CONTESTED
        assert far.purses[0].claim.verdict is Verdict.CONTESTED
        near = seen(predicted=MEASURED - 0.95 * limit, fitted=fitted)
        assert near.headline.verdict is (Verdict.SUPPORTED if fitted else Verdict.LIKELY)


def test_only_money_of_the_claims_own_payer_contests() -> None:
    far = {"predicted": 0.0}
    assert basis(seen(**far), perspective=Perspective.PUBLIC_SECTOR) is Basis.ASSUMED
    paid = {"saving": None, "arm": "programme", "money": {"perspective": Perspective.MUNICIPALITY}}
    assert basis(seen(**far, **paid)) is Basis.CONTESTED
    share = {"value": 0.5, "unit": "share", "grade": "B", "source": "invented"}
    stand = seen(**{"predicted": 5e6}, saving=None, share=STATES, value=share, standard_error=sourced(0.1, "share"))
    assert stand.observations.comparisons[0].surprising
    assert basis(stand) is Basis.ASSUMED
    either = {
        name: {"label": label(name), "weight": 0.5, "assumption": "invented", "perspective": Perspective(name)}
        for name in ("municipality", "public_sector")
    }
    assert basis(seen(**far, definitions=either), perspective=Perspective.PUBLIC_SECTOR) is Basis.CONTESTED
