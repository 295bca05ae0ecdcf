"""Goals: what is put in is what is read out, exactly in expectation and within the noise of life courses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq

from businesscase.core.errors import NumericalError
from businesscase.delivery.schedule import Exposure
from businesscase.engines.choosing import better_sampled
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.expected.engine import expect
from businesscase.engines.expected.settings import Settings
from businesscase.engines.goals.counting import counted, outcome
from businesscase.engines.goals.solving import is_expected, probe_with_goals, with_goals
from businesscase.engines.goals.together import families_with, together
from businesscase.engines.mixed import solve_and_simulate
from businesscase.engines.montecarlo.engine import simulate
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.pipeline import run
from businesscase.report.texts.goals import briefly
from businesscase.report.texts.texts import DANISH, ENGLISH
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.dumping import declared as as_declared
from tests.goals import WORK, jammerbugt
from tests.tiny import document, fixed, label

BACK_AND_FORTH = {
    "a -> b": {"exponential": {"rate": fixed(0.3, "per year")}},
    "b -> a": {"exponential": {"rate": fixed(0.5, "per year")}},
}
AT_ONCE = {  # everyone is served from the start for ever, so that a ratio acts throughout
    "served": {"intake": fixed(0, "months"), "length": fixed(6, "years")},
    "costs": {"team": {"label": label("team"), "total": fixed(1, "mio DKK", price_year=2020), "years": [2020]}},
}


def goal(measure: str = "share", met: float = 1.0, **more: Any) -> dict[str, Any]:
    return {
        "clock": "life", "states": ["b"], "measure": measure, "until": date(2023, 1, 1), "transitions": ["a -> b"],
        "profile": "plain", "met": fixed(met, "share"), **more,
    }  # fmt: skip


def declared(goals: dict[str, Any], **more: Any) -> Scenario:
    content = {
        "states": ["a", "b"], "transitions": BACK_AND_FORTH, "start": {"a": {"share": "rest"}}, "ratios": {}, **more
    }  # fmt: skip
    return as_scenario(document(**content, goals=goals))


def solved(scenario: Scenario, draws: int = 4) -> tuple[CompiledModel, Occupancy]:
    """The model with its goals, and what the expected engine makes of it at the settings that they were solved with."""
    _, found = probe_with_goals(scenario, compile_model(scenario, draws=8, seed=0), workers=1)
    assert found is not None
    model = with_goals(scenario, compile_model(scenario, draws=draws), settings=found.settings, workers=1)
    return model, expect(model, Exposure(model.schedule), settings=found.settings, workers=1)


def outcomes(scenario: Scenario, model: CompiledModel, lived: Occupancy, name: str) -> np.ndarray:
    """Of each draw with the programme and without it, shape (draw, strategy)."""
    return outcome(counted(scenario, model, scenario.goals[name]), lived.quantities.mean(axis=1, dtype=np.float64))


def test_the_closed_form_of_two_states_has_the_ratio() -> None:
    """A share p(t) = r / (r + l) (1 - exp(-(r + l) t)) of who start outside, mean over the month that ends at t."""

    def share(rate: float, loss: float = 0.5) -> float:
        moments = np.linspace(3.0 - 1 / 12, 3.0, 4001)
        return float(np.mean(rate / (rate + loss) * -np.expm1(-(rate + loss) * moments)))

    scenario = declared({"work": goal(at_least=fixed(0.45, "share"))}, programme=AT_ONCE)
    fine = Settings(months=1 / 8)
    model = with_goals(scenario, compile_model(scenario, draws=2), settings=fine, workers=1)
    lived = expect(model, Exposure(model.schedule), settings=fine, workers=1)
    wanted = brentq(lambda ratio: share(0.3 * ratio) - 0.45, 1.0, 50.0)
    assert model.arrays.ratio[0, 0] == pytest.approx(wanted, rel=1e-4)
    assert outcomes(scenario, model, lived, "work")[:, 0] == pytest.approx(0.45, abs=1e-6)


AMOUNTS = {
    "share at least": (goal(at_least=fixed(0.42, "share")), lambda without: 0.42),
    "ten of 25 persons": (goal(at_least=fixed(10, "persons"), of=fixed(25, "persons")), lambda without: 0.4),
    "share at most": (goal(at_most=fixed(0.2, "share")), lambda without: 0.2),
    "persons more": (goal("count", more=fixed(4, "persons")), lambda without: without + 4),
    "moves fewer": (goal("entries", fewer=fixed(6, "number")), lambda without: without - 6),
    "moves more in a window": (goal("entries", since=date(2021, 1, 1), more=fixed(3, "number")), lambda w: w + 3),
    "time halved": (goal("time", times=fixed(0.5, "ratio")), lambda without: 0.5 * without),
    "days fewer": (goal("time", fewer=fixed(3650, "days")), lambda without: without - 10.0),
}


@pytest.mark.parametrize("name", AMOUNTS)
def test_a_goal_put_in_is_the_outcome_read_out(name: str) -> None:
    one, wanted = AMOUNTS[name]
    scenario = declared({"it": one})
    model, lived = solved(scenario)
    programme, without = outcomes(scenario, model, lived, "it").T
    assert programme == pytest.approx(wanted(without), rel=1e-6)


@pytest.mark.parametrize("met", [0.25, 0.5, 0.9])
def test_met_in_part_is_that_part_of_the_way(met: float) -> None:
    scenario = declared({"it": goal("entries", met=met, fewer=fixed(6, "number"))})
    model, lived = solved(scenario)
    programme, without = outcomes(scenario, model, lived, "it").T
    assert without - programme == pytest.approx(6 * met, rel=1e-5)


def test_not_met_at_all_is_exactly_the_counterfactual() -> None:
    scenario = declared({"it": goal("entries", met=0.0, fewer=fixed(6, "number"))})
    model, lived = solved(scenario)
    assert np.all(model.arrays.ratio == 1.0)
    assert np.array_equal(lived.quantities[:, :, 0], lived.quantities[:, :, 1])


def test_a_level_that_is_there_already_asks_for_nothing() -> None:
    scenario = declared({"it": goal(at_least=fixed(0.05, "share"))})
    model, lived = solved(scenario)
    assert np.all(model.arrays.ratio == 1.0)
    assert np.array_equal(lived.quantities[:, :, 0], lived.quantities[:, :, 1])


# Two clocks of parents and one of children that reads one of them; a covariate on the families, which are listed.
CHILD = {
    "label": label("care"),
    "members": "children",
    "states": {"home": {"label": label("home")}, "placed": {"label": label("placed")}},
    "start": {"home": {"share": "rest"}, "placed": {"share": fixed(0.1, "share")}},
    "transitions": {
        "home -> placed": {
            "exponential": {"rate": fixed(0.1, "per year")},
            "covariates": {"risk": fixed(0.4, "number")},
            "couplings": {
                "parent": {"of": "each_parent", "clock": "life", "states": ["b"], "ratio": fixed(0.5, "ratio")}
            },
        },
        "placed -> home": {"exponential": {"rate": fixed(0.3, "per year")}},
    },
}
FAMILIES = {
    f"f{i}": {
        "segment": "single",
        "parents": [40.0],
        "children": [3.0 + i % 6],
        "covariates": {"risk": float(i % 3)},
    }
    for i in range(24)
}
COUPLED = {
    "work": goal(at_least=fixed(0.45, "share")),
    "placements": goal(
        "entries", clock="care", states=["placed"], transitions=["home -> placed"], fewer=fixed(2, "number"),
        until=date(2024, 1, 1),
    ),
    "home_again": goal(
        "time", clock="care", states=["placed"], transitions=["placed -> home"], times=fixed(0.5, "ratio"),
        until=date(2024, 1, 1), met=0.8,
    ),
}  # fmt: skip


def coupled(goals: dict[str, Any], *, start_placed: float = 0.1, tied: bool = True) -> Scenario:
    """Families of one parent and one child, whose risk of placement the parent's state and a covariate change."""
    care = {**CHILD, "start": {"home": {"share": "rest"}, "placed": {"share": fixed(start_placed, "share")}}}
    families = FAMILIES
    if not tied:
        entry = {"exponential": {"rate": fixed(0.1, "per year")}}
        care["transitions"] = {**CHILD["transitions"], "home -> placed": entry}
        families = {
            name: {key: each[key] for key in ("segment", "parents", "children")} for name, each in FAMILIES.items()
        }
    content = document(
        states=["a", "b"], transitions=BACK_AND_FORTH, start={"a": {"share": "rest"}}, ratios={},
        more_clocks={"care": care}, goals=goals,
    )  # fmt: skip
    population = content["population"]
    content["population"] = {
        "families": fixed(24, "families"), "segments": population["segments"],
        "parent_ages": population["parent_ages"], "children_per_family": fixed(1, "children"), "listed": families,
    }  # fmt: skip
    return as_scenario(content)


def wanted_of(scenario: Scenario, name: str, without: np.ndarray) -> np.ndarray:
    full = {"work": np.maximum(0.45, without), "placements": without - 2, "home_again": 0.5 * without}[name]
    return without + scenario.goals[name].met.value * (full - without)


def test_with_couplings_and_a_covariate_goals_are_met_in_the_expected_engine() -> None:
    scenario = coupled(COUPLED)
    model, lived = solved(scenario)
    for name in COUPLED:
        programme, without = outcomes(scenario, model, lived, name).T
        assert programme == pytest.approx(wanted_of(scenario, name, without), rel=1e-6), name
        assert np.all(model.arrays.ratio != 1.0, axis=0).sum() == 3  # each has a ratio of its own


def test_what_all_else_meets_already_is_not_worked_against() -> None:
    """The ratio of work on placements prevents more than the goal asks for: its own ratio is 1."""
    placements = {**COUPLED["placements"], "fewer": fixed(0.01, "number")}
    scenario = coupled({"work": COUPLED["work"], "placements": placements})
    model, lived = solved(scenario)
    (entry,) = model.structure.edge_numbers("care", ["home -> placed"])
    programme, without = outcomes(scenario, model, lived, "placements").T
    assert np.all(model.arrays.ratio[:, entry] == 1.0)
    assert np.all(without - programme > 0.01)


def test_not_met_at_all_leaves_the_ratios_of_controlled_studies_alone() -> None:
    ratio = {"clock": "life", "kind": "hazard_ratio", "transitions": ["b -> a"], "ratio": fixed(0.8, "ratio"),
             "profile": "plain"}  # fmt: skip
    scenario = declared({"it": goal(met=0.0, at_least=fixed(0.42, "share"))}, ratios={"stays": ratio})
    model, _ = solved(scenario)
    assert model.arrays.ratio[0] == pytest.approx([1.0, 0.8])


def test_the_order_of_goals_does_not_matter() -> None:
    one, _ = solved(coupled(COUPLED))
    other, _ = solved(coupled(dict(reversed(COUPLED.items()))))
    assert np.array_equal(one.arrays.ratio, other.arrays.ratio)


def test_life_courses_meet_them_within_their_noise() -> None:
    """The ratios of the expected engine, lived: 200 draws of which none is uncertain are as many cohorts."""
    scenario = coupled(COUPLED)
    model, _ = solved(scenario, draws=200)
    lived = simulate(model, Exposure(model.schedule), replications=16)
    for name in COUPLED:
        programme, without = outcomes(scenario, model, lived, name).T
        off = programme - wanted_of(scenario, name, without)
        error = off.std(ddof=1) / np.sqrt(len(off))
        assert abs(off.mean()) < 4 * error + 2e-3 * without.mean(), name


def test_sampled_goals_are_those_of_the_expected_engine_within_noise() -> None:
    scenario = coupled({name: COUPLED[name] for name in ("work", "placements")})
    exact, _ = solved(scenario, draws=2)
    lived = with_goals(scenario, compile_model(scenario, draws=40), settings=None, workers=1)
    for k in {int(k) for k in np.flatnonzero(exact.arrays.ratio[0] != 1.0)}:
        log = np.log(lived.arrays.ratio[:, k])
        error = log.std(ddof=1) / np.sqrt(len(log))
        assert abs(log.mean() - np.log(exact.arrays.ratio[0, k])) < 4 * error + 0.02


def test_beyond_what_can_happen_says_how_many_there_are_and_what_gives_them() -> None:
    scenario = declared({"it": goal("entries", fewer=fixed(90, "number"))})
    with pytest.raises(NumericalError) as raised:
        probe_with_goals(scenario, compile_model(scenario, draws=8, seed=0), workers=1)
    said, danish = str(raised.value), raised.value.said("da")
    without = solved(declared({"it": goal("entries", fewer=fixed(1, "number"))}))[0].solved.goals["goals.it"][0].mean()
    assert f"{without:.1f} are expected without the programme, and 90 fewer is asked for" in said
    assert "clocks.life.transitions.a -> b.exponential.rate: 0.3 per year" in said
    assert f"uden indsatsen ventes {without:.1f}".replace(".", ",") in danish


def test_goals_leave_out_what_the_run_samples() -> None:
    """Young adults are dear to solve for: a goal on the parents' clock is expected nevertheless, and exactly."""
    scenario = jammerbugt({"work": WORK})
    probe = compile_model(scenario, draws=2, seed=0)
    settings = replace(Settings(), sampled=better_sampled(probe))
    assert settings.sampled and is_expected(scenario, probe, settings)
    solved_ = with_goals(scenario, probe, settings=settings, workers=1)
    lived = solve_and_simulate(solved_, Exposure(solved_.schedule), settings=settings, replications=2, workers=1)
    assert outcomes(scenario, solved_, lived, "work")[:, 0] == pytest.approx([0.3, 0.3], rel=1e-6)


def test_what_no_ratio_reaches_is_refused_with_what_is_reached() -> None:
    late = goal("entries", until=date(2020, 3, 1), fewer=fixed(1.2, "number"))
    with pytest.raises(NumericalError, match="in 100% of the draws"):
        solved(declared({"it": late}))


TOGETHER = {
    "both": {
        "measure": "families", "until": date(2023, 1, 1), "at_least": fixed(5, "families"), "profile": "plain",
        "met": fixed(1.0, "share"),
        "parts": {
            "work": {
                "clock": "life", "of": "any_parent", "states": ["b"], "begun_in": ["a"], "transitions": ["a -> b"],
            },
            "home": {
                "clock": "care", "of": "all_children", "states": ["home"], "begun_in": ["placed"],
                "transitions": ["placed -> home"],
            },
        },
    }
}  # fmt: skip


def test_families_of_which_both_is_true_are_counted_in_lives() -> None:
    """Other random numbers than those that the ratios were found with give as many families, within their noise."""
    scenario = coupled(TOGETHER, start_placed=0.6)
    model = with_goals(scenario, compile_model(scenario, draws=48), settings=None, workers=1)
    without, _, wanted, reached, missed, _ = model.solved.goals["goals.both"]
    assert not missed.any()
    assert reached == pytest.approx(wanted, rel=0.1)
    assert reached.mean() == pytest.approx(5.0, rel=0.02)
    others = replace(model, inputs=replace(model.inputs, seed=2))
    programme, counterfactual = families_with(others, [together(scenario, model, scenario.goals["both"])])[:, 0].T
    for found, told in ((programme, reached), (counterfactual, without)):
        error = np.sqrt(found.var(ddof=1) / len(found) + told.var(ddof=1) / len(told))
        assert abs(found.mean() - told.mean()) < 4 * error


def test_both_together_is_the_product_where_nothing_ties_them() -> None:
    """One parent and one child each, no coupling: a closed form of two independent clocks of two states."""
    scenario = coupled({"both": {**TOGETHER["both"], "met": fixed(0.0, "share")}}, start_placed=0.6, tied=False)
    model = compile_model(scenario, draws=400)
    ours = families_with(model, [together(scenario, model, scenario.goals["both"])])[:, 0, 1]
    work = 0.3 / 0.8 * -np.expm1(-0.8 * 3.0)
    home = 0.6 * 0.3 / 0.4 * -np.expm1(-0.4 * 3.0)
    assert abs(ours.mean() - 24 * work * home) < 4 * ours.std(ddof=1) / np.sqrt(len(ours))


# ---- through the whole line


def test_the_run_reads_out_what_was_put_in() -> None:
    """The engine that the run chooses works as finely as the goals were solved for."""
    scenario = coupled(COUPLED)
    result = run(scenario, draws=6, workers=1)
    assert result.run.engine == "expected"
    rows = {row.goal: row for row in result.moved.goals}
    for name, goal_ in scenario.goals.items():
        what = counted(scenario, compile_model(scenario, draws=1), goal_)
        programme, without = outcome(what, result.occupancy.quantities[:, 0])[0]
        assert programme == pytest.approx(wanted_of(scenario, name, np.array([without]))[0], rel=1e-5), name
        assert rows[name].reached == pytest.approx(programme, rel=1e-5)
        assert rows[name].without == pytest.approx(without, rel=1e-5)
    assert {row["goal"] for row in result.to_frame("goals").to_dict("records")} == set(COUPLED)


def test_a_goal_that_is_there_already_warns_in_both_languages() -> None:
    result = run(declared({"it": goal(at_least=fixed(0.05, "share"))}), draws=4, workers=1)
    assert "is met already without the programme in 100 % of the draws" in str(briefly(result, ENGLISH))
    assert "er allerede nået uden indsatsen" in str(briefly(result, DANISH))
    assert "as if the goal is met in full" in str(briefly(result, ENGLISH))


def test_where_it_is_out_of_reach_in_some_draws_the_programme_does_what_it_can() -> None:
    amount = {"value": 14, "low": 6, "high": 24, "unit": "persons", "assumption": "invented"}
    scenario = declared({"it": goal("entries", fewer=amount)}, horizon_years=6)
    result = run(scenario, draws=60, workers=1)
    (row,) = result.moved.goals
    assert 0.0 < row.missed < 0.25
    assert row.reached > row.full
    assert f"cannot be met in {ENGLISH.percent(row.missed)} of the draws" in str(briefly(result, ENGLISH))
    model, _ = solved(scenario, draws=60)
    _, _, wanted, reached, missed, ratio = model.solved.goals["goals.it"]
    assert ratio[missed == 1.0] == pytest.approx(1e-3)
    assert reached[missed == 0.0] == pytest.approx(wanted[missed == 0.0], rel=1e-6)


@pytest.mark.parametrize("goals", [{"work": COUPLED["work"]}, TOGETHER])
def test_a_service_that_the_family_ends_is_followed(goals: dict[str, Any]) -> None:
    """Only the engine discrete_event can, so the goals are solved for in its lives."""
    ends = {"at_work": {"of": "any_parent", "clock": "life", "states": ["b"], "lasting": "6 months"}}
    served = {"intake": fixed(12, "months"), "length": fixed(24, "months"), "ends_when": ends}
    content = as_declared(coupled(goals, start_placed=0.6))
    scenario = as_scenario({**content, "programme": {**content["programme"], "served": served}})
    model = with_goals(scenario, compile_model(scenario, draws=1), settings=None, workers=1)
    ((_, _, wanted, reached, missed, ratio),) = model.solved.goals.values()
    assert not missed.any()
    assert np.all(ratio > 1.0)
    assert reached == pytest.approx(wanted, rel=0.1)
