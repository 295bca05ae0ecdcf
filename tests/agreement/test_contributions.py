"""A contribution by three engines: against a closed form, against a plain loop, and against each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Engine, Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.discrete_event.engine import simulate as follow
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.model.compiled import of_draws
from businesscase.rules.bookings import Memo
from businesscase.scenario.load.resolve import as_scenario
from tests.tiny import document, fixed, label, live_with, z_score

STEPS = {"0 weeks": 0.8, "4 weeks": 0.4, "26 weeks": 0.3, "52 weeks": 0.2}
BASE, WAGE = 200_000.0, 60_000.0
FAMILIES, YEARS = 50, 6
TOWN, STATE, OTHERS = Payer.MUNICIPALITY, Payer.CENTRAL_GOVERNMENT, Payer.OTHER_MUNICIPALITY


def price(state: str, amount: float, category: str, financing: str) -> dict[str, Any]:
    per_time = fixed(amount, "DKK per year", price_year=2020)
    return {
        "label": label(state), "clock": "life", "states": [state], "per_time": per_time, "category": category,
        "financing": financing,
    }  # fmt: skip


def waiting(*, rate: float, back: float = 0.0, moving: float = 0.0, from_step: str = "52 weeks", **more: Any) -> Any:
    """Parents who begin a supported job on the first day, and may lose it again to another benefit."""
    content = document(
        states={"supported": {"counts": "benefit"}, "help": {"counts": "benefit"}, "job": {"counts": "self_support"}},
        start={"supported": {"share": "rest"}},
        transitions={
            "supported -> help": {"exponential": {"rate": fixed(rate, "per year")}},
            "help -> supported": {"exponential": {"rate": fixed(back, "per year")}},
            "help -> job": {"exponential": {"rate": fixed(back, "per year")}},
            "job -> supported": {"exponential": {"rate": fixed(back, "per year")}},
        },
        families=FAMILIES,
        horizon_years=YEARS,
        ratios={
            "held": {
                "clock": "life", "kind": "hazard_ratio", "transitions": ["supported -> help"],
                "ratio": fixed(0.5, "ratio"), "profile": "plain",
            }
        },
        prices={
            "subsidy": price("supported", 180_000.0, "subsidy", "staircase"),
            "wage": price("supported", WAGE, "wage", "employer"),
        },
        financing={
            "staircase": {
                "label": label("staircase"),
                "staircase": {
                    "refusion": {limit: fixed(share, "share") for limit, share in STEPS.items()},
                    "reset_after": "52 weeks", "reset_within": "3 years",
                },
            },
            "employer": {"label": label("employer"), "shares": {}},
        },
        contributions={
            "added": {
                "label": label("added"), "on": "subsidy", "from_step": from_step, "category": "added",
                "base": fixed(BASE, "DKK per year", price_year=2020), "share": fixed(0.3, "share"),
                "less": {"share": fixed(0.2, "share"), "of": "wage"},
                "payer": "central_government", "receiver": "municipality",
            }
        },
        **more,
    )  # fmt: skip
    if moving:
        content["population"]["moving_away"] = fixed(moving, "per year")
    return as_scenario(content)


def quantities(engine: Engine, model: Any, exposure: Exposure) -> Any:
    if engine is Engine.DISCRETE_EVENT:
        return follow(model, exposure, replications=2)
    return live_with(model, exposure, engine=engine)


def paid(ledger: Any, payer: Payer, strategy: Strategy = Strategy.COUNTERFACTUAL) -> Any:
    """Kroner of the contribution by year, shape (draw, year)."""
    months = ledger.total((payer,), ("added",))[:, :, strategy.axis].mean(axis=1)
    return months.reshape(months.shape[0], -1, 12).sum(axis=2)


@pytest.mark.parametrize("engine", [Engine.MONTECARLO, Engine.DISCRETE_EVENT, Engine.EXPECTED])
@pytest.mark.parametrize("from_step", ["0 weeks", "26 weeks", "52 weeks"])
def test_who_stays_is_contributed_to_by_step(engine: Engine, from_step: str) -> None:
    """Nobody leaves: 4, 22 and 26 weeks of the first year on the first steps, and whole years on the last."""
    model = compile_model(waiting(rate=0.0, from_step=from_step), draws=2)
    exposure = Exposure(model.schedule)
    found = value(model, quantities(engine, model, exposure), exposure)
    weeks = {"0 weeks": 4, "4 weeks": 22, "26 weeks": 26, "52 weeks": 0}
    unit = {step: max(0.0, 0.3 * BASE * (1 - state) - 0.2 * WAGE) for step, state in STEPS.items()}
    counted = list(STEPS)[list(STEPS).index(from_step) :]
    first = sum(weeks[step] / 52 * unit[step] for step in counted)
    wanted = FAMILIES * np.array([first] + [unit["52 weeks"]] * (YEARS - 1))
    assert unit["0 weeks"] == 0.0  # 12,000 of wage against 12,000: never below nothing
    assert wanted[1] == pytest.approx(FAMILIES * 36_000.0)
    np.testing.assert_allclose(paid(found, STATE), np.tile(wanted, (2, 1)), rtol=1e-5, atol=FAMILIES)
    np.testing.assert_allclose(paid(found, TOWN), -paid(found, STATE))


def test_the_engines_agree_where_people_come_and_go() -> None:
    scenario = waiting(rate=0.4, back=0.6)
    sampled, solved = (compile_model(scenario, draws=draws) for draws in (150, 2))
    exposure = Exposure(sampled.schedule)
    lived = value(sampled, quantities(Engine.MONTECARLO, sampled, exposure), exposure)
    some = of_draws(sampled, slice(0, 50))  # the same lives one by one, event by event, which takes longest
    followed = value(some, quantities(Engine.DISCRETE_EVENT, some, Exposure(some.schedule)), Exposure(some.schedule))
    exposure = Exposure(solved.schedule)
    expected = value(solved, quantities(Engine.EXPECTED, solved, exposure), exposure)
    for strategy in Strategy:
        found, wanted = paid(lived, STATE, strategy), paid(expected, STATE, strategy)[0]
        np.testing.assert_allclose(paid(followed, STATE, strategy), found[:50], rtol=1e-5, atol=1.0)
        assert np.all(found[:, 0] == 0.0)
        assert wanted[0] < 1e-4 * wanted[1]  # the engine expected counts weeks on a grid: a few pass the limit early
        assert np.all(z_score(found[:, 1:], wanted[1:]) < 4.0)
    kept = paid(expected, STATE, Strategy.PROGRAMME)[0] - paid(expected, STATE)[0]
    assert kept[2] > 1e4  # the effect acts, so that the two strategies are two cases


def test_where_families_have_moved_another_municipality_receives_it() -> None:
    scenario = waiting(rate=0.0, moving=0.1)
    model = compile_model(scenario, draws=2)
    exposure = Exposure(model.schedule)
    found = value(model, quantities(Engine.MONTECARLO, model, exposure), exposure)
    stay = (np.exp(-0.1 * np.arange(YEARS)) - np.exp(-0.1 * np.arange(1, YEARS + 1))) / 0.1
    state = paid(found, STATE)
    np.testing.assert_allclose(paid(found, TOWN), -state * stay, rtol=1e-6)
    np.testing.assert_allclose(paid(found, OTHERS), -state * (1.0 - stay), rtol=1e-6)


def test_memos_follow_how_it_is_booked_and_cut() -> None:
    """Booked gross, the state's part is noted; what a budget can be cut by is the municipality's part."""
    chart = {
        "5.58.81": [{"name": label("f"), "area": "budget_guaranteed", "since": 2007, "verified": True, "source": "x"}]
    }
    reducible = {"share": fixed(1.0, "share"), "lag": fixed(0, "months"), "ramp": fixed(0, "months")}
    more = {"accounts": chart, "budget_reducible": {"added": reducible}}
    rows = {
        name: [{"function": "5.58.81", "source": "x", **({"refusion": "booked"} if name == "added" else {})}]
        for name in ("added", "subsidy", "programme_cost")
    }
    model = compile_model(waiting(rate=0.0, account_of=rows, **more), draws=2)
    exposure = Exposure(model.schedule)
    lived = quantities(Engine.MONTECARLO, model, exposure)
    booked = value(model, lived, exposure)
    noted = value(model, lived, exposure, memo=Memo.REFUSION)
    np.testing.assert_array_equal(paid(noted, STATE), paid(booked, STATE))
    cut = value(model, lived, exposure, memo=Memo.CUT)
    np.testing.assert_array_equal(paid(cut, TOWN), paid(booked, TOWN))
