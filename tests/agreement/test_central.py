"""The central curve: mean quantities at declared prices; the same as any draw where nothing is uncertain."""

from __future__ import annotations

import numpy as np

from businesscase.pipeline import run
from businesscase.scenario.declare.keys import quantities
from tests.loaded import loaded
from tests.yearly_cases import ledger_of


def certain(scenario):
    """The same scenario with every uncertain input held at its declared value."""
    held = {key: q.value for key, q in quantities(scenario).items() if q.is_uncertain}
    return scenario.with_values(held)


def test_without_uncertainty_the_central_ledger_is_the_mean_of_the_draws():
    scenario = certain(loaded("tests/invented_municipality.yaml"))
    result = run(scenario, engine="montecarlo", draws=6, replications=2)
    ledger = ledger_of(scenario, draws=6)
    mean = ledger.amounts.mean(axis=(0, 1))
    assert ledger.lines == result.central_ledger.lines
    np.testing.assert_allclose(result.central_ledger.amounts[0, 0], mean, rtol=1e-6, atol=1e-2)


def test_with_uncertainty_it_is_valued_at_declared_prices():
    result = run("tests/invented_municipality.yaml", draws=40, replications=2)
    scenario = result.scenario
    cell = result.occupancy.cells.find("health", ("treated",))
    years = result.occupancy.quantities[..., cell].mean(axis=(0, 1)).sum(axis=(1, 3), dtype=np.float64)
    price = scenario.prices["treatment"].per_time.value * 52 * 1.04 * 1.03
    row = [line.category for line in result.central_ledger.lines].index("health")
    np.testing.assert_allclose(result.central_ledger.amounts[0, 0, :, row], years * price, rtol=1e-6)
