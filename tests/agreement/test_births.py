"""Children who are born later: their number against the integral of the rates, their lives by all engines."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import chunk_keys
from businesscase.engines.common.workspace import family_space
from businesscase.engines.discrete_event import engine as discrete_event
from businesscase.engines.expected.approximations import resolution
from businesscase.engines.expected.engine import expect
from businesscase.engines.montecarlo.courses import trace_draws
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compile import compile_model
from businesscase.scenario.declare.births import births_of, expected_births
from businesscase.scenario.declare.population import Births
from businesscase.scenario.load.resolve import as_scenario
from tests.agreement.test_young_adults import grown, person_years
from tests.comparing import worst_cell
from tests.tiny import fixed

RATES = {
    "young": {"since": 20, "until": 35, "rate": fixed(0.2, "per year")},
    "older": {"since": 35, "until": 45, "rate": fixed(0.1, "per year")},
}


def declared(*, counted=True, horizon=10):
    content = grown(horizon=horizon)
    content["population"]["births"] = {"counted": counted, "rates": RATES}
    content["population"]["parent_ages"] = {"mean": fixed(34, "years"), "spread": fixed(6, "years")}
    content["clocks"]["care"]["start"] = {"home": {"share": "rest"}, "placed": {"share": fixed(0.3, "share")}}
    return as_scenario(content)


@pytest.fixture(scope="module")
def model():
    return compile_model(declared(), draws=60, seed=4)


def born(model):
    """Moments of birth by family."""
    return [[-one.age for one in family.members if one.name.startswith("born")] for family in model.families]


def test_as_many_are_born_as_the_rates_give():
    """At every moment to within one half, and in every family to within one; a mother of 44 has a tenth of a child."""
    births, ages = Births.model_validate({"rates": RATES}), np.linspace(22.0, 44.0, 40)
    by_hand = np.minimum(np.maximum(35.0 - ages, 0.0), 12.0) * 0.2
    by_hand += np.maximum(np.minimum(45.0 - ages, 12.0) - np.maximum(35.0 - ages, 0.0), 0.0) * 0.1
    assert expected_births(births, ages, 12.0) == pytest.approx(by_hand)
    found = births_of(births, ages, 12.0)
    assert np.abs(np.array([len(each) for each in found]) - by_hand).max() <= 1.0
    moments = np.sort(np.concatenate([np.array(each) for each in found]))
    for moment in np.arange(0.25, 12.0, 0.5):
        assert abs((moments <= moment).sum() - expected_births(births, ages, float(moment)).sum()) <= 0.5 + 1e-9


def test_a_longer_horizon_moves_no_birth(model):
    longer = compile_model(declared(horizon=16), draws=1, seed=4)
    assert born(model) == [[moment for moment in each if moment < 10.0] for each in born(longer)]
    assert sum(map(len, born(longer))) > sum(map(len, born(model))) > 20


def test_switched_off_nobody_is_born(model):
    off = compile_model(declared(counted=False), draws=1, seed=4)
    assert not any(map(any, born(off)))
    assert model.persons == off.persons == sum(len(family.members) for family in off.families)


def test_child_years_and_newborns_at_home(model):
    """They are there from their birth, and none is born into a placement: home is left at the rate, from time 0."""
    exposure = Exposure(model.schedule)
    solved = expect(model, exposure, settings=resolution(model, exposure).settings)
    off = compile_model(declared(counted=False), draws=60, seed=4)
    before = expect(off, exposure, settings=resolution(off, exposure).settings)
    added = person_years(model, solved, "care") - person_years(off, before, "care")
    years = np.arange(10)
    there = sum(np.clip(years + 1.0 - moment, 0.0, 1.0) for each in born(model) for moment in each)
    assert added.sum(axis=1) == pytest.approx(there, rel=1e-5, abs=1e-9)
    first = int(np.flatnonzero(there)[0])
    assert added[first, 1] < 0.05 * there[first]  # of the others three in ten are placed


def test_engines_agree_and_live_the_same_lives(model):
    exposure, fine = Exposure(model.schedule), resolution(model, Exposure(model.schedule))
    solved = expect(model, exposure, settings=fine.settings)
    over, where = worst_cell(model, simulate(model, exposure, replications=16), solved, fine.bound)
    assert over < 1.0, where
    keys, records = chunk_keys(3, 0, 1, 1), np.zeros((100_000, 7))
    rows = trace_draws(model.arrays, exposure.service(slice(None)), keys, family_space(model.arrays), records)
    found = discrete_event.histories(model, exposure, keys)
    np.testing.assert_array_equal(found[:, :6], records[:rows, :6])
    np.testing.assert_allclose(found[:, 6], records[:rows, 6], rtol=0.0, atol=1e-9)
