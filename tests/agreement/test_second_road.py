"""The ledger by the one declaration of every rule against the same rules written array by array."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from tests.loaded import loaded
from tests.second_road import valuation
from tests.second_road.tariffs import compile_tariffs
from tests.small_models import scenarios

REAL = ("scenarios/opgang_til_opgang.yaml", "scenarios/familien_paa_vej.yaml", "tests/invented_municipality.yaml")


def assert_equal(found: Any, wanted: Any) -> None:
    assert found.lines == wanted.lines
    for row, line in enumerate(wanted.lines):
        scale = np.abs(wanted.amounts[:, :, :, row]).max(initial=1.0)
        np.testing.assert_allclose(
            found.amounts[:, :, :, row], wanted.amounts[:, :, :, row], rtol=1e-12, atol=1e-12 * scale, err_msg=str(line)
        )


def assert_both_roads_agree(scenario: Scenario, *, draws: int) -> None:
    model = compile_model(scenario, draws=draws, workers=2)
    tariffs = compile_tariffs(scenario, model.structure, model.inputs)
    for cohort in (False, True):
        exposure = Exposure(model.schedule, cohort=cohort)
        occupancy = simulate(model, exposure, replications=2, workers=2)
        for segment in (None, *model.segments):
            found = value(model, occupancy, exposure, segment=segment)
            assert_equal(found, valuation.value(model, tariffs, occupancy, exposure, segment=segment))


@pytest.mark.parametrize("path", REAL)
def test_of_the_scenarios(path: str) -> None:
    scenario = loaded(path)
    assert_both_roads_agree(scenario, draws=12)
    for name in list(scenario.variants)[:3]:
        assert_both_roads_agree(scenario.variant(name), draws=12)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_of_random_scenarios(scenario: dict[str, Any]) -> None:
    assert_both_roads_agree(as_scenario(scenario), draws=2)
