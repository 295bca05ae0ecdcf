"""A team and the engines: without limit it is the declared schedule, and both engines live its lives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from businesscase.core.errors import NumericalError
from businesscase.delivery.plan import plan_of
from businesscase.delivery.schedule import Exposure
from businesscase.delivery.serving import live, records_of, served_by_team, team_keys
from businesscase.engines.choosing import choose
from businesscase.engines.common.chunks import chunk_keys
from businesscase.engines.common.workspace import family_space
from businesscase.engines.discrete_event import engine as discrete_event
from businesscase.engines.montecarlo import engine as montecarlo
from businesscase.engines.montecarlo.courses import trace_draws
from businesscase.ledger.service import effective_family_years, service_years
from businesscase.model.central import central_model
from businesscase.model.compile import compile_model
from businesscase.scenario import load_scenario
from tests.loaded import loaded
from tests.queues import plan

HERE = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    file = tmp_path_factory.mktemp("team") / "with_team.yaml"
    texts = [(HERE / f"invented_{name}.yaml").read_text(encoding="utf-8") for name in ("municipality", "team")]
    file.write_text("".join(texts), encoding="utf-8")
    return load_scenario(file)


@pytest.fixture(scope="module")
def model(scenario):
    """As declared, with the numbers of the team drawn too."""
    return compile_model(scenario.with_values({"programme.served.by": "team"}), draws=4, seed=1)


@pytest.fixture(scope="module")
def given(scenario, model):
    return served_by_team(scenario.with_values({"programme.served.by": "team"}), model)


def test_a_team_without_limit_is_the_declared_schedule(model):
    schedule, families = model.schedule, tuple(family.name for family in model.families)
    arrives = schedule.intake[:, None] * schedule.rank[None, :]
    endless = replace(plan(pairs=1, draws=4, until=10.0, caseload=1e6), length=schedule.length)
    records = live(endless, team_keys(1, 0, 4), families, arrives)
    np.testing.assert_array_equal(records.intervals(), Exposure(schedule).intervals(slice(None)))


def test_a_team_that_is_idle_moves_nothing(scenario, model):
    alone = compile_model(loaded(HERE / "invented_municipality.yaml"), draws=4, seed=1)
    idle = compile_model(scenario, draws=4, seed=1)
    assert set(idle.inputs.values) == set(alone.inputs.values)
    assert served_by_team(scenario, idle) is idle
    for name in alone.arrays._fields:
        np.testing.assert_array_equal(getattr(idle.arrays, name), getattr(alone.arrays, name))
        np.testing.assert_array_equal(getattr(model.arrays, name), getattr(alone.arrays, name))


def test_families_are_served_when_the_team_gets_round_to_them(scenario, given):
    served = scenario.with_values({"programme.served.by": "team"})
    records = records_of(served, given, plan_of(served, given.inputs))
    intervals = Exposure(given.schedule).intervals(slice(None))
    np.testing.assert_array_equal(intervals, records.intervals())
    assert (intervals[..., 1] >= intervals[..., 0]).all()
    assert len(np.unique(intervals[..., 0])) > 20  # each family at its own time, in each draw
    assert (np.diff(intervals, axis=2) == 0.0).any()  # some are never served
    cohort = Exposure(given.schedule, cohort=True).intervals(slice(None))
    np.testing.assert_allclose(cohort[..., 0], 0.0)
    np.testing.assert_allclose(np.diff(cohort, axis=2), np.diff(intervals, axis=2), atol=1e-12)


def test_both_sampling_engines_live_the_same_lives(given):
    exposure = Exposure(given.schedule)
    ours = montecarlo.simulate(given, exposure, replications=2)
    theirs = discrete_event.simulate(given, exposure, replications=2)
    np.testing.assert_allclose(ours.quantities, theirs.quantities, rtol=2e-4, atol=2e-4)
    assert ours.key == theirs.key
    for name in ("served", "effective"):
        mine, other = (getattr(each, name).mean(axis=1) for each in (ours, theirs))
        np.testing.assert_allclose(mine, other, rtol=1e-9, atol=1e-9)
    # what was given is what the ledger counts, in draws and in the central case
    for own in (given, central_model_of(given)):
        occupancy = ours if own is given else ours.mean()
        years = service_years(own, Exposure(own.schedule), occupancy)
        full = effective_family_years(own, Exposure(own.schedule), occupancy, given.profiles[0])
        assert 0.0 < full.sum() < years.sum() * 3
        assert years.mean(axis=(0, 1)) == pytest.approx(ours.served.sum(axis=2).mean(axis=(0, 1)))


def central_model_of(given):
    served = loaded(HERE / "invented_municipality.yaml")
    return central_model(served, given)


def with_ending(scenario, lasting, feedback):
    """One tight pair, and a family that has a parent in a job for long enough leaves it."""
    ending = {"of": "any_parent", "clock": "public_benefit", "states": ["job", "supported_job"], "lasting": lasting}
    return scenario.with_values(
        {
            "programme.served.by": "team", "programme.served.ends_when": {"in_job": ending}, "team.caseload": 2,
            "team.feedback": feedback, "team.waiting": None, "team.recruitment": None, "team.begins": "0 weeks",
            "team.cases": None,
        }
    )  # fmt: skip


def lived(scenario):
    served = served_by_team(scenario, compile_model(scenario, draws=2, seed=1))
    return served, discrete_event.simulate(served, Exposure(served.schedule), replications=2)


def test_a_team_in_the_same_environment_serves_as_it_does_alone(scenario):
    """Where no ending ever comes, sharing the environment changes nothing."""
    (_, alone), (_, together) = (lived(with_ending(scenario, "200 years", feedback)) for feedback in (False, True))
    np.testing.assert_allclose(together.quantities, alone.quantities, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(together.served, alone.served, atol=1e-9)
    assert together.key != alone.key


def test_a_family_that_succeeds_makes_room_for_another(scenario):
    (given, alone), (_, together) = (lived(with_ending(scenario, "3 months", feedback)) for feedback in (False, True))
    early = alone.edges[1:] <= 6.0
    with_room, without = (each.served[..., early].sum() for each in (together, alone))
    assert with_room > 1.05 * without  # places that fall empty are taken again
    most = 4 / 12 * given.arrays.weight.max()  # two families in each of two pairs
    assert 0.9 * most < together.served.sum(axis=2).max() <= most + 1e-9
    with pytest.raises(NumericalError, match="in_job"):
        montecarlo.simulate(given, Exposure(given.schedule), replications=2)


WEAKER = {
    "waiting": {"value": 0.5, "low": 0.2, "high": 1.0, "unit": "per year", "assumption": "invented"},
    "relation": {"value": 0.5, "low": 0.2, "high": 0.8, "unit": "share", "assumption": "invented"},
    "intensity": {"value": 0.5, "low": 0.2, "high": 0.8, "unit": "share", "assumption": "invented"},
}


def test_both_sampling_engines_live_the_same_lives_where_the_effect_is_weaker(scenario, given):
    served = scenario.with_values({"programme.served.by": "team", "team.weaker_effect": WEAKER, "team.caseload": 2})
    weaker = served_by_team(served, compile_model(served, draws=3, seed=1))
    exposure, keys = Exposure(weaker.schedule), chunk_keys(1, 0, 3, 2)
    strength = exposure.service(slice(None))[..., 2]
    assert 0.0 < strength.min() < 0.9 < strength.max() <= 1.0
    records = np.empty((200_000, 7))
    service = exposure.service(slice(None))
    count = trace_draws(weaker.arrays, service, keys, family_space(weaker.arrays), records)
    theirs = discrete_event.histories(weaker, exposure, keys)
    np.testing.assert_array_equal(records[:count, :6], theirs[:, :6])
    np.testing.assert_allclose(records[:count, 6], theirs[:, 6], atol=1e-9)
    ours, other = (engine.simulate(weaker, exposure, replications=2) for engine in (montecarlo, discrete_event))
    np.testing.assert_allclose(ours.effective.mean(axis=1), other.effective.mean(axis=1), rtol=1e-9, atol=1e-9)
    full = montecarlo.simulate(weaker, Exposure(replace(weaker.schedule, strength=None)), replications=2)
    assert full.key != ours.key
    assert (ours.effective.sum() < 0.95 * full.effective.sum()) and np.array_equal(ours.served, full.served)


def test_no_strength_is_no_effect_and_full_strength_changes_no_bit(given):
    exposure = Exposure(given.schedule)
    full, none = (
        Exposure(replace(given.schedule, strength=np.full(given.schedule.given.shape[:2], each))) for each in (1.0, 0.0)
    )
    plain = montecarlo.simulate(given, exposure, replications=2).quantities
    np.testing.assert_array_equal(montecarlo.simulate(given, full, replications=2).quantities, plain)
    idle = montecarlo.simulate(given, none, replications=2).quantities
    np.testing.assert_array_equal(idle[:, :, 0], idle[:, :, 1])  # with the programme as without it
    assert not np.array_equal(plain[:, :, 0], plain[:, :, 1])


def test_a_team_in_the_same_environment_weakens_the_effect_as_it_does_alone(scenario):
    losses = {name: WEAKER[name] for name in ("waiting", "relation")}
    (given, alone), (_, together) = (
        lived(with_ending(scenario, "200 years", feedback).with_values({"team.weaker_effect": losses}))
        for feedback in (False, True)
    )
    assert given.schedule.strength.min() < 0.95
    np.testing.assert_allclose(together.quantities, alone.quantities, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(together.effective, alone.effective, atol=1e-9)


def test_the_expected_engine_refuses_by_name(given):
    with pytest.raises(NumericalError, match=r"programme\.served\.by.*engine montecarlo can"):
        choose(given, "expected")
    assert choose(given).engine == "montecarlo"
