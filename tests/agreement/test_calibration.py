"""Levels: the solved hazards reproduce the reported stocks in life courses, at the measurement date."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.core.errors import NumericalError
from businesscase.core.timeline import years_since
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import load_scenario
from tests.tiny import fixed, tiny

# The forward equations run in steps of a month with a few cohorts and frailty nodes: a bound on what that may move
# a stock (measured: at most 0.0015 on the Aarhus scenario, 20 draws x 200 replications)
DISCRETISATION = 0.003


def stock(model, occupancy, clock, states, moment):
    """Share of the clock's members in the states at a moment, per draw, full attribution."""
    everyone = [name for t in model.structure.types if t.clock == clock for name in t.states]
    months = slice(round(moment * 12) - 1, round(moment * 12) + 1)  # the months before and after
    quantities = occupancy.quantities[:, :, 0].mean(axis=1).sum(axis=1)[:, months].sum(axis=1)
    inside = quantities[:, occupancy.cells.find(clock, tuple(states))].sum(axis=1)
    return inside / quantities[:, occupancy.cells.find(clock, tuple(everyone))].sum(axis=1)


@pytest.mark.slow
def test_the_real_scenario_reproduces_the_reported_stocks_at_full_attribution():
    scenario = load_scenario("scenarios/opgang_til_opgang.yaml").with_values({"effects.attribution": 1.0})
    for name, level in scenario.effects.levels.items():  # held at what was reported, without sampling
        for label, target in level.targets.items():
            kind = "share" if target.share is not None else "change"
            value = getattr(target, kind).value
            scenario = scenario.with_values({f"effects.levels.{name}.targets.{label}.{kind}": value})
    model = compile_model(scenario, draws=20, workers=2)
    occupancy = simulate(model, Exposure(model.schedule), replications=100)
    for level in scenario.effects.levels.values():
        moment = years_since(scenario.time.start, level.measured)
        for target in level.targets.values():
            found = stock(model, occupancy, level.clock, target.states, moment)
            if target.share is not None:
                wanted = np.full(20, target.share.value)
            else:
                start = scenario.clocks[level.clock].start
                shares = [model.inputs[f"clocks.{level.clock}.start.{s}.share"] for s in target.states if s in start]
                wanted = sum(shares) * target.change.value
            error = (found - wanted).std(ddof=1) / np.sqrt(20)
            assert abs((found - wanted).mean()) < 4 * error + DISCRETISATION, (level.clock, target.states)


def level(share, **more):
    return {
        "stock": {
            "clock": "life",
            "measured": "2023-01-01",
            "observed": True,
            "profile": "plain",
            "effective_n": fixed(100, "persons"),
            "targets": {"in": {"states": ["in"], "transitions": ["out -> in"], "share": share}},
            **more,
        }
    }


def two_states(share, entry=0.2, loss=0.5):
    from datetime import date

    return tiny(
        states=["out", "in"],
        start={"out": {"share": "rest"}},
        transitions={
            "out -> in": {"exponential": {"rate": fixed(entry, "per year")}},
            "in -> out": {"exponential": {"rate": fixed(loss, "per year")}},
        },
        ratios={},
        levels=level(share, measured=date(2023, 1, 1)),
    ).with_values({"programme.served.intake": 1e-9, "programme.served.length": 60})


def test_a_constant_effect_on_two_states_is_solved_in_closed_form():
    """Served throughout: p(3) = pi (1 - exp(-(a + b) 3)) with a = ratio x base."""
    scenario = two_states(fixed(0.45, "share")).with_values({"effects.levels.stock.targets.in.share": 0.45})
    model = compile_model(scenario, draws=1)
    a, b = model.arrays.ratio[0, 0] * 0.2, 0.5
    stock_found = a / (a + b) * (1 - np.exp(-(a + b) * 3))
    assert stock_found == pytest.approx(0.45, abs=2e-4)  # second order in a step of a month


def test_attribution_scales_the_log_ratio():
    held = {"effects.levels.stock.targets.in.share": 0.45}
    full = compile_model(two_states(fixed(0.45, "share")).with_values(held), draws=1).arrays.ratio[0, 0]
    half = compile_model(
        two_states(fixed(0.45, "share")).with_values({**held, "effects.attribution": 0.5}), draws=1
    ).arrays.ratio[0, 0]
    none = compile_model(
        two_states(fixed(0.45, "share")).with_values({**held, "effects.attribution": 0.0}), draws=1
    ).arrays.ratio[0, 0]
    assert half == pytest.approx(np.sqrt(full))
    assert none == 1.0


def test_reported_shares_are_drawn_with_their_sampling_error():
    model = compile_model(two_states(fixed(0.45, "share")), draws=2000, workers=2)
    a, b = model.arrays.ratio[:, 0] * 0.2, 0.5
    found = a / (a + b) * (1 - np.exp(-(a + b) * 3))
    expected = np.sqrt(0.45 * 0.55 / 101)
    assert abs(found.mean() - 0.45) < 4 * expected / np.sqrt(2000) + 2e-4
    assert found.std() == pytest.approx(expected, rel=0.08)  # standard error of a standard deviation is 1.6 %


def test_a_level_out_of_reach_is_an_error_that_names_it():
    scenario = two_states(fixed(0.97, "share"), entry=0.002).with_values(
        {"effects.levels.stock.targets.in.share": 0.97}
    )
    with pytest.raises(NumericalError, match=r"effects\.levels\.stock.*cannot be reached.*'life'.*in 97\.0%"):
        compile_model(scenario, draws=3)


@pytest.mark.parametrize("variance", [0.5, 1.5])
def test_levels_with_frailty_in_life_courses(variance):
    """Frailty of either sign, rolling intake and fading: simulated stock against the wanted one."""
    from datetime import date

    scenario = tiny(
        states=["out", "in"],
        start={"out": {"share": "rest"}},
        transitions={
            "out -> in": {"exponential": {"rate": fixed(0.15, "per year")}, "frailty": -1},
            "in -> out": {"exponential": {"rate": fixed(0.4, "per year")}, "frailty": 1},
        },
        ratios={},
        levels=level(fixed(0.4, "share"), measured=date(2023, 1, 1)),
        frailty=variance,
    ).with_values(
        {
            "effects.levels.stock.targets.in.share": 0.4,
            "programme.served.intake": 24,
            "programme.served.length": 18,
            "effects.profiles.plain.half_life": 0.7,
        }
    )
    model = compile_model(scenario, draws=60, workers=2)
    occupancy = simulate(model, Exposure(model.schedule), replications=100)
    found = stock(model, occupancy, "life", ["in"], 3.0)
    error = found.std(ddof=1) / np.sqrt(60)
    assert abs(found.mean() - 0.4) < 4 * error + DISCRETISATION
