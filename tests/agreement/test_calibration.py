"""Levels: the solved hazards reproduce the reported stocks in life courses, at the measurement date."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from businesscase.core.errors import NumericalError
from businesscase.core.timeline import years_since
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.calibration.calibration import Laid, one_clock
from businesscase.model.calibration.effects import declared_effects
from businesscase.model.calibration.forward import prepare
from businesscase.model.calibration.solving import stocks
from businesscase.model.compile import compile_model
from tests.loaded import loaded
from tests.tiny import fixed, tiny

# The forward equations run in steps of a month with a few cohorts and frailty nodes: a bound on what that may move
# a stock (measured: at most 0.0015 on the Aarhus scenario, 20 draws x 200 replications)
DISCRETISATION = 0.003


def stock(model, occupancy, clock, states, moment, arm=0):
    """Share of the clock's members in the states at a moment, per draw; arm 0 with the programme, 1 without."""
    everyone = [name for t in model.structure.types if t.clock == clock for name in t.states]
    months = slice(round(moment * 12) - 1, round(moment * 12) + 1)  # the months before and after
    quantities = occupancy.quantities[:, :, arm].mean(axis=1).sum(axis=1)[:, months].sum(axis=1)
    inside = quantities[:, occupancy.cells.find(clock, tuple(states))].sum(axis=1)
    return inside / quantities[:, occupancy.cells.find(clock, tuple(everyone))].sum(axis=1)


FILES = ("scenarios/opgang_til_opgang.yaml", "scenarios/familien_paa_vej.yaml")


def held(scenario, attribution):
    """The scenario with its levels held at what was reported, without sampling."""
    scenario = scenario.with_values({"effects.attribution": attribution})
    for name, each in scenario.effects.levels.items():
        for label, target in each.targets.items():
            kind = "share" if target.share is not None else "change"
            value = getattr(target, kind).value
            scenario = scenario.with_values({f"effects.levels.{name}.targets.{label}.{kind}": value})
    return scenario


@pytest.mark.slow
@pytest.mark.parametrize("attribution", [1.0, 0.5])
def test_life_courses_stand_at_the_attribution_share_of_the_way_to_what_was_reported(attribution):
    """From where they stand without the programme, as simulated; at full attribution that is the report itself."""
    scenario = held(loaded(FILES[0]), attribution)
    model = compile_model(scenario, draws=20, workers=2)
    occupancy = simulate(model, Exposure(model.schedule), replications=100)
    for level in scenario.effects.levels.values():
        moment = years_since(scenario.time.start, level.measured)
        for target in level.targets.values():
            found, without = (stock(model, occupancy, level.clock, target.states, moment, arm) for arm in (0, 1))
            if target.share is not None:
                reported = np.full(20, target.share.value)
            else:
                start = scenario.clocks[level.clock].start
                shares = [model.inputs[f"clocks.{level.clock}.start.{s}.share"] for s in target.states if s in start]
                reported = sum(shares) * target.change.value
            off = found - (without + attribution * (reported - without))
            error = off.std(ddof=1) / np.sqrt(20)
            assert abs(off.mean()) < 4 * error + DISCRETISATION, (level.clock, target.states)


@pytest.mark.parametrize("file", FILES)
def test_in_every_draw_the_credited_share_of_every_gap_is_the_attribution_share(file):
    """Stocks computed from the ratios that the engines get, to the tolerance of the solver."""
    scenario = loaded(file)
    model = compile_model(scenario, draws=40, workers=2)
    attribution = model.inputs["effects.attribution"]
    effects = declared_effects(scenario, model.structure, model.inputs)
    laid = Laid(model.inputs, model.schedule, effects, model.arrays)
    for name, level in scenario.effects.levels.items():
        block = prepare(one_clock(scenario, model.structure, model.families, laid, name), np.arange(40), 1 / 12)
        moves = [model.structure.edge_numbers(level.clock, target.transitions)[0] for target in level.targets.values()]
        credited = stocks(block, np.log(model.arrays.ratio[:, moves]))
        without = stocks(block, np.zeros_like(credited))
        for position, label in enumerate(level.targets):
            reported, *rest = model.solved.stocks[f"effects.levels.{name}.targets.{label}"]
            wanted = without[:, position] + attribution * (reported - without[:, position])
            np.testing.assert_allclose(credited[:, position], wanted, rtol=2e-7)
            np.testing.assert_allclose(rest, [without[:, position], credited[:, position]], rtol=1e-9)


@pytest.mark.parametrize("file", FILES)
def test_without_attribution_the_levels_do_nothing_and_with_all_of_it_the_report_is_met(file):
    scenario = loaded(file)
    none = compile_model(scenario.with_values({"effects.attribution": 0.0}), draws=40, workers=2)
    np.testing.assert_array_equal(none.arrays.ratio, declared_effects(scenario, none.structure, none.inputs).ratio)
    every = compile_model(scenario.with_values({"effects.attribution": 1.0}), draws=40, workers=2)
    for key, (reported, without, credited) in every.solved.stocks.items():
        np.testing.assert_allclose(credited, reported, rtol=2e-7)
        np.testing.assert_array_equal(reported, none.solved.stocks[key][0])  # the report does not depend on the share
        np.testing.assert_array_equal(without, none.solved.stocks[key][2])


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


def closed_form(ratio):
    """Stock of the two states at the date, entry 0.2 times the ratio and loss 0.5."""
    a, b = 0.2 * ratio, 0.5
    return a / (a + b) * (1 - np.exp(-(a + b) * 3))


@pytest.mark.parametrize("attribution", [0.25, 0.5, 0.75])
def test_the_credited_ratio_of_two_states_has_a_closed_form(attribution):
    """The stock without the programme is the closed form at ratio 1, and the ratio is found from it by bisection."""
    found = two_states(fixed(0.45, "share")).with_values(
        {"effects.levels.stock.targets.in.share": 0.45, "effects.attribution": attribution}
    )
    credited = closed_form(1.0) + attribution * (0.45 - closed_form(1.0))
    wanted = brentq(lambda ratio: closed_form(ratio) - credited, 0.1, 100.0)
    # second order in a step of a month: 2e-4 of a stock, over the slope of the stock in the ratio
    slope = (closed_form(wanted + 1e-4) - closed_form(wanted - 1e-4)) / 2e-4
    assert compile_model(found, draws=1).arrays.ratio[0, 0] == pytest.approx(wanted, abs=2e-4 / slope)


def test_no_share_and_no_gap_leave_the_hazards_as_they_are():
    key, gap = "effects.levels.stock.targets.in.share", two_states(fixed(0.45, "share"))
    none = compile_model(gap.with_values({key: 0.45, "effects.attribution": 0.0}), draws=1)
    assert none.arrays.ratio[0, 0] == 1.0
    without = none.solved.stocks["effects.levels.stock.targets.in"][1, 0]
    for attribution in (0.5, 1.0):
        same = gap.with_values({key: float(without), "effects.attribution": attribution})
        assert compile_model(same, draws=1).arrays.ratio[0, 0] == 1.0


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
