"""Parts of the catalogue that the two real scenarios do not include: they load, and their dated rules act."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.read.merging import overlay
from businesscase.scenario.read.reading import read_yaml

AARHUS = Path("scenarios/opgang_til_opgang.yaml")


def rate(value):
    return {"exponential": {"rate": {"value": value, "unit": "per year", "source": "a test", "grade": "A"}}}


def with_part(part, clocks):
    """Aarhus with one part more, and what the part leaves to the scenario."""
    content = read_yaml(AARHUS).data
    content["include"] = [*content["include"], part]
    for name, clock in clocks.items():
        content["clocks"][name] = overlay(content["clocks"].get(name, {}), clock)
    return as_scenario(content)


def test_half_of_a_shelter_is_refunded_and_from_2024_only_120_days_of_a_year():
    clock = {
        "start": {"shelter": {"share": "rest"}},
        "transitions": {"shelter -> at_home": rate(0), "at_home -> shelter": rate(0)},
    }
    scenario = with_part("danish_shelters", {"shelter": clock}).with_values({"population.moving_away": 0})
    model = compile_model(scenario, draws=1)
    exposure = Exposure(model.schedule)
    ledger = value(model, simulate(model, exposure, replications=2), exposure)
    cost = ledger.total((Payer.MUNICIPALITY,), ("shelter",))[0].mean(axis=0)[1]
    state = ledger.total((Payer.CENTRAL_GOVERNMENT,), ("shelter_refusion",))[0].mean(axis=0)[1]
    years = lambda flow: flow[:120].reshape(10, 12).sum(axis=1)  # noqa: E731
    share = years(state) / years(cost)
    assert share[:5] == pytest.approx(np.full(5, 0.5), rel=1e-5), "2019-2023"
    full = 0.5 * 120 / 365
    assert share[5] == pytest.approx(full, rel=0.02), "2024; who dies during a year has more of it below the limit"
    assert np.all(share[5:] >= full * (1 - 1e-5))
    net = ledger.total((Payer.MUNICIPALITY,), ("shelter_refusion",))[0].mean(axis=0)[1]
    assert net == pytest.approx(-state)


def test_a_ressourceforloeb_is_closed_to_new_entrants_on_its_date():
    moves = {"kontanthjaelp -> ressourceforloeb": rate(0.5), "ressourceforloeb -> foertidspension": rate(0.2)}
    moves["ressourceforloeb -> fleksjob"] = rate(0.1)
    scenario = with_part("danish_ressourceforloeb", {"public_benefit": {"transitions": moves}})
    scenario = scenario.with_values({"effects.levels.parents": None})  # who left by a course cannot be where they stood
    for rules, closed in (("as_legislated", True), ({"frozen": 2023}, False)):
        model = compile_model(scenario.with_values({"rules": rules}), draws=2)
        lived = simulate(model, Exposure(model.schedule), replications=2)
        entries = lived.cells.find("public_benefit", ("ressourceforloeb",), kind="entry")
        moves = lived.quantities[..., entries].sum(axis=(0, 1, 2, 3, 5))
        assert moves[:90].sum() > 0
        assert bool(moves[90:].sum() == 0) is closed, "from 1 July 2026, seven and a half years on"
