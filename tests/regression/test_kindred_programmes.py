"""The three programmes beside the two of the foundation: sound certificates, no effect that saves, and a run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from businesscase import run
from businesscase.model.compile import compile_model
from businesscase.pipeline import DRAWS
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.load.scenario import Scenario
from tests.loaded import loaded

ROOT = Path(__file__).parents[2]
KINDRED = ("helhedsindsats_kolding", "multisystemisk_terapi", "family_drug_court")


def kindred(name: str) -> Scenario:
    return loaded(f"scenarios/{name}.yaml")


@pytest.mark.parametrize("name", KINDRED)
def test_every_number_has_its_certificate(name: str) -> None:
    scenario = kindred(name)
    for each in (scenario, *(scenario.variant(variant) for variant in scenario.variants)):
        for key, number in quantities(each).items():
            said = f"{number.source or ''} {number.assumption or ''} {number.note or ''}"
            assert number.what_if or (number.source is None) != (number.assumption is None), key
            assert not re.search(r"\.md\b|\.yaml\b|evidence/", said), key


@pytest.mark.parametrize("name", KINDRED)
def test_what_was_measured_is_no_input(name: str) -> None:
    """Measured levels stand under observations, to be compared: none is solved for."""
    scenario = kindred(name)
    assert scenario.observations
    assert not scenario.effects.levels
    assert scenario.not_modelled


@pytest.mark.parametrize("name", KINDRED)
def test_every_draw_of_a_default_run_is_possible(name: str) -> None:
    """Shares that exceed one in a draw would stop the run, in a few draws of a thousand."""
    assert compile_model(kindred(name), draws=DRAWS, seed=1).draws == DRAWS


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDRED)
def test_it_runs_beside_what_was_measured(name: str) -> None:
    result = run(kindred(name), draws=50, workers=2)
    assert {one.name for one in result.observations.comparisons} == set(result.scenario.observations)
    for one in result.observations.comparisons:
        assert one.p10 < one.p50 < one.p90
        assert one.standard_error > 0.0
    for claim in result.claims:
        assert 0.0 <= claim.probability <= 1.0


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDRED)
def test_without_effect_it_saves_nothing(name: str) -> None:
    result = run(kindred(name), variant="no effect", draws=20, workers=2)
    for one in result.observations.comparisons:
        if result.scenario.observations[one.name].arm == "difference":
            assert one.p10 == one.p90 == 0.0
    assert result.observations.gap.found == pytest.approx(0.0, abs=1e-6)
