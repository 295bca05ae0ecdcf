"""Fitting the inputs to observations: against quadrature, resumed, for any number of workers, and where it must not."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from businesscase.analysis.fit import fitting
from businesscase.analysis.fit.fitting import Fit, fit
from businesscase.analysis.fit.moved import MovedInput, at_its_place
from businesscase.analysis.fit.tempering import State
from businesscase.core.errors import ScenarioError, UsageError
from businesscase.measures.weighing import evenly, of_possible, paired_error, weights_of
from businesscase.scenario.declare.distribution import quantile
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.load.resolve import as_scenario
from tests.agreement.test_observations import RATE, observed, two_states, years_on
from tests.loaded import loaded
from tests.tiny import document, fixed, label

RATIO = {"value": 1.5, "low": 0.8, "high": 2.6, "unit": "ratio", "assumption": "invented"}
PRICED = {
    "value": 100_000, "low": 80_000, "high": 120_000, "unit": "DKK per year", "price_year": 2020,
    "assumption": "invented",
}  # fmt: skip
DRAWS, ERROR = 400, 0.1
OTHER = "clocks.other.transitions.on -> off.exponential.rate"
SHARE = "effects.levels.stock.targets.in.share"


def scenario(measured: float, **changed: Any) -> dict[str, Any]:
    """The effect is uncertain, and the time it takes off support has been measured."""
    declared = two_states(
        {
            "spent": observed(
                time={"clock": "life", "states": ["on"]},
                value={"value": measured, "unit": "years", "grade": "A", "source": "invented"},
                **{"role": "fit", "standard_error": fixed(ERROR, "years"), **changed},
            )
        }
    )
    declared["effects"]["ratios"]["faster"]["ratio"] = RATIO
    declared["prices"]["stay"]["per_time"] = PRICED
    return declared


def contradicting(loss: dict[str, Any]) -> dict[str, Any]:
    """A report that slow losses cannot have come to, and beside it another clock, the only one that was measured."""
    rate = {"value": 0.3, "low": 0.1, "high": 0.6, "unit": "per year", "assumption": "invented"}
    report = {"value": 0.15, "low": 0.08, "high": 0.22, "unit": "share", "assumption": "invented"}
    target = {"states": ["in"], "transitions": ["out -> in"], "share": report}
    return document(
        states=["out", "in"],
        start={"out": {"share": "rest"}, "in": {"share": fixed(0.5, "share")}},
        transitions={
            "out -> in": {"exponential": {"rate": fixed(0.02, "per year")}},
            "in -> out": {"exponential": {"rate": loss}},
        },
        more_clocks={
            "other": {
                "label": label("other"), "members": "parents",
                "states": {name: {"label": label(name)} for name in ("on", "off")},
                "start": {"on": {"share": fixed(1, "share")}},
                "transitions": {"on -> off": {"exponential": {"rate": rate}}},
            }
        },
        ratios={},
        levels={
            "stock": {
                "clock": "life", "measured": date(2023, 1, 1), "observed": True, "profile": "plain",
                "effective_n": fixed(60, "persons"), "targets": {"in": target},
            }
        },
        observations={
            "spent": observed(
                time={"clock": "other", "states": ["on"]}, arm="counterfactual", role="fit",
                value={"value": 1.6, "unit": "years", "grade": "A", "source": "invented"},
                standard_error=fixed(0.2, "years"),
            )
        },
    )  # fmt: skip


def fitted(measured: float, **request: Any) -> Fit:
    return fit(scenario(measured), draws=DRAWS, engine="expected", **request)


@pytest.fixture(scope="module")
def far() -> Fit:
    return fitted(-0.35)


def by_quadrature(measured: float) -> tuple[float, float]:
    """Posterior mean and spread of the ratio: the forward map in closed form, on a fine grid of its distribution."""
    z = np.linspace(-6, 6, 20_001)
    declared = quantities(as_scenario(scenario(measured)))["effects.ratios.faster.ratio"]
    ratio = quantile(declared, z)
    spent = np.array([years_on(RATE * each, 0, 2) for each in ratio]) - years_on(RATE, 0, 2)
    weight = stats.norm.pdf(z) * stats.norm.pdf(measured, spent, ERROR)
    mean = float(np.average(ratio, weights=weight))
    return mean, float(np.sqrt(np.average((ratio - mean) ** 2, weights=weight)))


def test_what_the_data_can_identify_is_found_and_the_rest_stays(far: Fit) -> None:
    assert far.posterior is not None
    mean, spread = by_quadrature(-0.35)
    after = far.posterior.per_draw.inputs["effects.ratios.faster.ratio"]
    assert abs(after.mean() - mean) < 4.0 * spread / np.sqrt(far.origins)
    assert abs(after.std() / spread - 1.0) < 4.0 / np.sqrt(2.0 * far.origins)
    assert far.moved[0].key == "effects.ratios.faster.ratio"
    price, before = (each.per_draw.inputs["prices.stay.per_time"] for each in (far.posterior, far.prior))
    assert abs(price.mean() - before.mean()) < 4.0 * before.std() * np.sqrt(1 / far.origins + 1 / DRAWS)


def test_the_prior_run_weighs_towards_the_posterior(far: Fit) -> None:
    """Where weights are still worth a hundred draws, they and the moved draws give the same probability."""
    near = fitted(-0.2)
    assert near.posterior is not None
    weighed = near.prior.observations.fitted
    assert weighed is not None
    assert weighed.probability is not None
    assert weighed.effective_draws >= 100.0
    p = weighed.probability
    error = np.sqrt(max(p * (1 - p), 0.01) * (1.0 / weighed.effective_draws + 1.0 / near.origins))
    assert abs(near.posterior.headline.probability - p) < 4.0 * error
    assert near.effective_first == weighed.effective_draws


def test_after_is_the_prior_weighed_where_that_suffices() -> None:
    """As `run` says it, to the last digit: P, its paired error, and what the draws are worth; from the same draws."""
    near = fitted(-0.2)
    weighed, changes = near.prior.observations.fitted, near.changes
    assert weighed is not None
    assert changes is not None
    assert changes.weighed
    assert 0.05 < near.prior.headline.probability < 0.95, "else nothing could change"
    assert changes.headline.after.probability == weighed.probability
    assert changes.headline.before.probability == weighed.before
    assert changes.headline.error == weighed.error
    assert changes.worth == weighed.effective_draws == near.effective_first
    assert changes.draws == DRAWS
    before = [one.before.probability for one in changes.claims]
    np.testing.assert_allclose(before, [claim.probability for claim in near.prior.claims], atol=1e-12)
    gap = near.prior.observations.gap
    np.testing.assert_allclose(changes.saved.before[0], gap.found, rtol=1e-12)
    assert weighed.mean is not None
    families = near.prior.moved.families
    np.testing.assert_allclose(changes.saved.after[0], weighed.mean / families + gap.needed, rtol=1e-9, atol=1e-6)
    p = weighed.probability
    assert p is not None
    assert changes.headline.error < np.sqrt(p * (1 - p) * (1 / DRAWS + 1 / changes.worth))


def test_after_is_the_fitted_draws_where_weighing_does_not_suffice() -> None:
    """With an error of so many as the different draws from which they descend, fewer than were resampled."""
    found = fit(scenario(-0.3, standard_error=fixed(0.01, "years")), draws=DRAWS, engine="expected")
    assert found.effective_first < 100.0
    assert found.changes is not None
    assert found.posterior is not None
    assert not found.changes.weighed
    assert 1.0 <= found.changes.worth <= found.origins < DRAWS
    after, gap = found.changes.headline.after, found.posterior.observations.gap
    assert after.probability == pytest.approx(found.posterior.headline.probability, rel=1e-12)
    assert after.upper - after.lower > found.posterior.headline.upper - found.posterior.headline.lower
    assert found.changes.saved.after[0] == pytest.approx(gap.found, rel=1e-12)
    scatter = [each.per_draw.saved.std() for each in (found.prior, found.posterior)]
    assert found.changes.saved.error == pytest.approx(
        np.hypot(scatter[0] / np.sqrt(DRAWS), scatter[1] / np.sqrt(found.changes.worth)), rel=1e-12
    )


def test_draws_that_a_report_contradicts_move_nothing() -> None:
    """They are neither before nor after, so that leaving them out moves no input: here of a clock nobody measured."""
    declared = contradicting({"value": 0.8, "low": 0.35, "high": 1.5, "unit": "per year", "assumption": "invented"})
    found = fit(declared, draws=300, engine="expected")
    assert found.changes is not None
    possible, inputs = found.prior.per_draw.possible, found.prior.per_draw.inputs
    assert 0.02 < 1.0 - possible.mean() < 0.25
    assert found.changes.draws == possible.sum()
    assert found.changes.weighed
    assert [one.key for one in found.moved] == [OTHER]
    assert found.prior.observations.fitted is not None
    assert found.effective_first == found.changes.worth == found.prior.observations.fitted.effective_draws
    weights = weights_of(of_possible(found.prior.per_draw.likelihood["spent"], possible))
    share, even = inputs[SHARE], evenly(possible)
    error = paired_error(share, weights, even)
    assert abs(weights @ share - even @ share) < 4.0 * error
    assert abs(weights @ share - share.mean()) > 4.0 * error, "leaving them out alone would move it"


def test_the_central_case_is_that_of_the_fitted_draws(far: Fit) -> None:
    assert far.posterior is not None
    declared = quantities(far.posterior.scenario)["effects.ratios.faster.ratio"]
    assert declared.value == far.moved[0].after[0]
    assert "fitted to observations" in str(declared.note)
    assert far.posterior.run.fitted == ("spent",)


def test_one_of_several_shares_keeps_its_place() -> None:
    """Departments of a cost sum to one: moved alone, one of them would break the scenario after all the work."""
    aarhus = loaded("scenarios/opgang_til_opgang.yaml")
    numbers, cost = quantities(aarhus), next(iter(aarhus.programme.costs))
    share = next(key for key in numbers if key.startswith(f"programme.costs.{cost}.departments."))
    moved = tuple(
        MovedInput(key, numbers[key].unit, (numbers[key].value,) * 3, after, 0.3)
        for key, after in ((share, (0.08, 0.05, 0.12)), ("effects.attribution", (0.6, 0.3, 0.85)))
    )
    fitted_scenario = at_its_place(aarhus, moved)
    assert quantities(fitted_scenario)[share].value == numbers[share].value
    assert quantities(fitted_scenario)["effects.attribution"].value == 0.6


def test_only_what_moved_beyond_chance_is_named(far: Fit) -> None:
    """The price cannot move the time on support: its shift is chance, and is not told."""
    assert far.posterior is not None
    assert [one.key for one in far.moved] == ["effects.ratios.faster.ratio"]


def test_the_posterior_is_the_same_for_any_number_of_workers(far: Fit) -> None:
    other = fitted(-0.35, workers=1)
    assert far.posterior is not None
    assert other.posterior is not None
    for key, values in far.posterior.per_draw.inputs.items():
        assert np.array_equal(values, other.posterior.per_draw.inputs[key])
    assert far.posterior.claims == other.posterior.claims


def test_resumed_is_uninterrupted(far: Fit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped in the middle of a step, and again on the next; a damaged file is begun anew."""
    file, honest, calls = tmp_path / "state.npz", fitting.advance, 0

    def stopping(state: State, *given: Any, **more: Any) -> State:
        nonlocal calls
        calls += 1
        if calls in (3, 5):
            raise KeyboardInterrupt
        return honest(state, *given, **more)

    monkeypatch.setattr(fitting, "advance", stopping)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            fitted(-0.35, keep=file)
    resumed = fitted(-0.35, keep=file)
    assert calls < 4 + far.moves + 10 * far.steps
    assert far.posterior is not None
    assert resumed.posterior is not None
    assert resumed.posterior.claims == far.posterior.claims
    file.write_bytes(file.read_bytes()[:-100])
    assert fitted(-0.35, keep=file).moved == far.moved


def test_an_observation_far_outside_is_contested(far: Fit) -> None:
    """Beyond the errors of both there is no posterior, and so none that is narrow."""
    found = fitted(-1.5)
    assert found.posterior is None
    assert found.contested == ("spent",)
    assert found.prior.observations.comparisons[0].surprising


def test_what_nothing_can_move_is_an_error() -> None:
    declared = deepcopy(scenario(-0.2))
    declared["effects"]["ratios"]["faster"]["ratio"] = fixed(1.5, "ratio")
    with pytest.raises(ScenarioError, match="nothing in the model can move this observation"):
        fit(declared, draws=DRAWS, engine="expected")


def test_nothing_to_fit_and_too_few_draws() -> None:
    with pytest.raises(ScenarioError, match="nothing is to be fitted"):
        fit(scenario(-0.2, role="compare"), draws=DRAWS)
    with pytest.raises(UsageError, match="ask for 200 or more"):
        fit(scenario(-0.2), draws=150)
