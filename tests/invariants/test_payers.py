"""Conservation: in every draw, strategy, month and category the payers, and their departments, sum to the total."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import GRANT, PROGRAMME_COST, STEADY_STATE_COST, Strategy, is_not_modelled
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario
from tests.loaded import loaded
from tests.second_road.tariffs import compile_tariffs
from tests.small_models import scenarios, uncertain

REAL = ("scenarios/opgang_til_opgang.yaml", "scenarios/familien_paa_vej.yaml", "tests/invented_municipality.yaml")
OWN = (GRANT, PROGRAMME_COST, STEADY_STATE_COST)


def valued(scenario: Any, *, draws: int) -> tuple[Any, Any, Any]:
    model = compile_model(scenario, draws=draws, workers=2)
    exposure = Exposure(model.schedule)
    occupancy = simulate(model, exposure, replications=2, workers=2)
    return model, occupancy, value(model, occupancy, exposure)


def priced(scenario: Any, model: Any, occupancy: Any) -> dict[str, np.ndarray]:
    """Category -> quantity x amount x all shares together, by a plain loop: what all but the household pay."""
    tariffs, totals = compile_tariffs(scenario, model.structure, model.inputs), {}
    for tariff in tariffs.tariffs:
        shares = sum(tariff.shares.values()) if tariff.shares else 0.0 * tariff.amount[:, :, None]
        for strategy in tariff.strategies:
            for segment in tariff.segments:
                there = occupancy.quantities[:, :, strategy, segment][..., tariff.cells].astype(np.float64)
                for epoch in range(tariff.amount.shape[1]):
                    weight = tariff.amount[:, epoch, None] * shares[:, epoch]
                    flow = np.einsum("dhpc,dc->dhp", there, np.broadcast_to(weight, (there.shape[0], there.shape[3])))
                    flow = flow * tariffs.epochs.share[epoch]
                    shape = (*flow.shape[:2], len(Strategy), flow.shape[2])
                    totals.setdefault(tariff.category, np.zeros(shape))[:, :, strategy] += flow
    return totals


def outside_the_household(ledger: Any, category: str) -> np.ndarray:
    return ledger.total(tuple(payer for payer in Payer if payer is not Payer.HOUSEHOLD), (category,))


def assert_conserved(scenario: Any, model: Any, occupancy: Any, ledger: Any) -> None:
    rounding = 1e-9 * np.abs(ledger.amounts).max(initial=1.0)
    for category, total in priced(scenario, model, occupancy).items():
        if category in OWN:
            continue
        found = outside_the_household(ledger, category)
        np.testing.assert_allclose(found, total, rtol=1e-9, atol=rounding, err_msg=category)
    levied = sum((ledger.total(tuple(Payer), (category,)) for category in ("tax", "equalisation")), np.zeros(1))
    np.testing.assert_allclose(levied, 0.0, atol=rounding)
    granted = ledger.total(tuple(Payer), (GRANT,))
    np.testing.assert_allclose(granted, 0.0, atol=rounding)


def assert_departments_add_up(divided: Any, whole: Any) -> None:
    """The same scenario without departments is the second road to every sum of departments."""
    pairs = {(line.payer, line.category) for line in whole.lines}
    assert pairs == {(line.payer, line.category) for line in divided.lines}
    for payer, category in pairs:
        total, found = (book.total((payer,), (category,)) for book in (whole, divided))
        scale = np.abs(total).max(initial=1.0)
        np.testing.assert_allclose(found, total, rtol=1e-9, atol=1e-9 * scale, err_msg=f"{payer} {category}")


def undivided(scenario: Any) -> Any:
    """The scenario without its departments; draws are addressed by key, so no other number moves."""
    costs = {name: cost.model_copy(update={"departments": {}}) for name, cost in scenario.programme.costs.items()}
    programme = scenario.programme.model_copy(update={"costs": costs})
    return scenario.model_copy(update={"departments": {}, "programme": programme})


@pytest.mark.slow
@pytest.mark.parametrize("file", REAL)
def test_payers_and_departments_of_the_real_scenarios(file: str) -> None:
    scenario = loaded(file)
    model, occupancy, ledger = valued(scenario, draws=6)
    assert {line.department for line in ledger.lines if line.payer is Payer.MUNICIPALITY} - {None}
    # what is not modelled may be of no department: it says so by naming none
    own = [line for line in ledger.lines if line.payer is Payer.MUNICIPALITY and not is_not_modelled(line.category)]
    assert all(line.department for line in own)
    assert_conserved(scenario, model, occupancy, ledger)
    assert_departments_add_up(ledger, valued(undivided(scenario), draws=6)[2])


@st.composite
def divided_scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """A small scenario whose categories and costs are divided on two or three departments."""
    data: dict[str, Any] = draw(scenarios(endings=False))
    names = [f"department{place}" for place in range(draw(st.integers(2, 3)))]
    categories = sorted({price["category"] for price in data["prices"].values()} - set(OWN))
    categories += [each["category"] for each in data.get("contributions", {}).values()]
    categories += ["tax"] * any(levy["category"] == "tax" for levy in data.get("levies", {}).values())
    categories += ["equalisation"] * any(levy["category"] == "equalisation" for levy in data.get("levies", {}).values())
    categories += ["displaced_casework"] * bool(data["programme"].get("displaced"))
    data["departments"] = {name: {"label": {"en": name, "da": name}, "categories": []} for name in names}
    for category in dict.fromkeys(categories):
        data["departments"][draw(st.sampled_from(names))]["categories"].append(category)
    for cost in data["programme"]["costs"].values():
        first = draw(st.floats(0.1, 0.5))
        cost["departments"] = {names[0]: uncertain(first, "share"), names[1]: uncertain(1.0 - first, "share")}
    return data


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=divided_scenarios())
def test_payers_and_departments_of_small_scenarios(data: dict[str, Any]) -> None:
    scenario = as_scenario(data)
    model, occupancy, ledger = valued(scenario, draws=3)
    assert_conserved(scenario, model, occupancy, ledger)
    assert_departments_add_up(ledger, valued(undivided(scenario), draws=3)[2])
