"""A SØM scenario as a ledger: the documented formula as a plain loop, closed forms of the timing, and scaling."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import PROGRAMME_COST
from businesscase.model.inputs.inputs import Inputs, declared_inputs, draw_inputs
from businesscase.som.declaration import SomScenario, follow_up_years
from businesscase.som.ledger import som_ledger
from businesscase.som.reading import load_som

EXAMPLE = Path(__file__).parents[3] / "examples" / "som_example.yaml"
LABEL = {"en": "a", "da": "b"}


def money(value: float, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": "DKK", "price_year": 2025, "source": "invented", "grade": "A", **more}


def number(value: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "unit": unit, "source": "invented", "grade": "A", **more}


def declaration(**changes: Any) -> dict[str, Any]:
    """100 people in the first year at 1,000 kroner each; every tenth succeeds and saves 5,000 a year for ten years."""
    return {
        "version": 1,
        "title": "a SØM scenario",
        "evidence": LABEL,
        "time": {"start": "2025-01-01", "horizon_years": 10, "price_year": 2025},
        "participants": {"2025": number(100, "persons")},
        "costs": {"municipality": {"2025": money(100_000)}},
        "success_rate": number(10, "percent"),
        "consequences": {"benefits": {"label": LABEL, "by_payer": {"municipality": {"0-9": money(5_000)}}}},
        **changes,
    }


def yearly(scenario: SomScenario, *, timed: bool, inputs: Inputs | None = None) -> dict[tuple[str, str], Any]:
    """(payer, item) -> saving by year (a cost negative), shape (draw, year)."""
    book = som_ledger(scenario, inputs or declared_inputs(scenario, seed=1), timed=timed)
    net = book.amounts[:, 0, 1] - book.amounts[:, 0, 0]
    by_year = net.reshape(*net.shape[:2], -1, 12).sum(axis=-1)
    return {(line.payer.value, line.category): by_year[:, row] for row, line in enumerate(book.lines)}


def by_plain_loop(scenario: SomScenario, values: dict[str, float]) -> dict[tuple[str, str], list[float]]:
    """K(y, p) = sum over cohorts c of N_c e q(k, y - c, p), and the costs, brought to the price year by the index."""
    start, horizon, target = scenario.time.start.year, scenario.time.horizon_years, scenario.time.price_year
    growth = scenario.index.growth if scenario.index else {}
    found: dict[tuple[str, str], list[float]] = {}
    for payer, by_year in scenario.costs.items():
        row = found.setdefault((payer.value, PROGRAMME_COST), [0.0] * horizon)
        for year, amount in by_year.items():
            assert isinstance(amount.price_year, int)
            price = values[f"costs.{payer.value}.{year}"]
            for step in range(amount.price_year + 1, target + 1):
                price *= 1 + growth[step].canonical
            row[year - start] -= price
    for name, consequence in scenario.consequences.items():
        for payer, by_years in consequence.by_payer.items():
            row = found.setdefault((payer.value, name), [0.0] * horizon)
            for cohort in scenario.participants:
                succeed = values[f"participants.{cohort}"] * values["success_rate"]
                for key in by_years:
                    for since in follow_up_years(key):
                        place = cohort - start + since
                        if place < horizon:
                            row[place] += succeed * values[f"consequences.{name}.by_payer.{payer.value}.{key}"]
    return found


def test_without_timing_it_is_the_documented_formula_in_every_draw() -> None:
    scenario = load_som(EXAMPLE)
    inputs = draw_inputs(scenario, draws=5, seed=3)
    found = yearly(scenario, timed=False, inputs=inputs)
    for draw in range(5):
        expected = by_plain_loop(scenario, {key: float(drawn[draw]) for key, drawn in inputs.values.items()})
        assert {key: rows[draw].tolist() for key, rows in found.items()} == {
            key: pytest.approx(row, rel=1e-9, abs=1e-6) for key, row in expected.items()
        }


def test_declared_values_by_hand() -> None:
    found = yearly(load_som(declaration()), timed=False)
    assert found["municipality", "benefits"][0] == pytest.approx([50_000.0] * 10)
    assert found["municipality", PROGRAMME_COST][0] == pytest.approx([-100_000.0] + [0.0] * 9)


def test_a_saving_that_is_negative_is_spent_and_a_payer_can_hold_several_items() -> None:
    by_payer = {"region": {"0": money(-1_000), "2-3": money(2_000)}}
    scenario = load_som(declaration(consequences={"hospital": {"label": LABEL, "by_payer": by_payer}}))
    assert yearly(scenario, timed=False)["region", "hospital"][0] == pytest.approx(
        [-10_000, 0, 20_000, 20_000, 0, 0, 0, 0, 0, 0]
    )


def test_finishing_at_mid_year_moves_half_of_each_year_to_the_next() -> None:
    half = number(6, "months")
    by_payer = {"municipality": {"0": money(1_000), "1": money(3_000)}}
    items = {"benefits": {"label": LABEL, "by_payer": by_payer}}
    scenario = load_som(declaration(phase_in=half, consequences=items))
    assert yearly(scenario, timed=True)["municipality", "benefits"][0, :4] == pytest.approx([5_000, 20_000, 15_000, 0])
    assert yearly(scenario, timed=False)["municipality", "benefits"][0, :4] == pytest.approx([10_000, 30_000, 0, 0])


def test_finishing_a_year_later_is_a_cohort_of_the_next_year() -> None:
    late = load_som(declaration(phase_in=number(1, "years")))
    next_year = load_som(declaration(participants={"2026": number(100, "persons")}))
    assert np.allclose(
        yearly(late, timed=True)["municipality", "benefits"], yearly(next_year, timed=False)["municipality", "benefits"]
    )


def test_fading_halves_what_is_left_and_sums_to_the_integral() -> None:
    found = yearly(load_som(declaration(half_life=number(2, "years"))), timed=True)["municipality", "benefits"][0]
    assert found[2:] == pytest.approx(found[:-2] / 2)
    assert found.sum() == pytest.approx(50_000 * (1 - 2 ** (-10 / 2)) * 2 / math.log(2))
    assert found[0] < 50_000


def test_timing_that_is_not_declared_changes_nothing() -> None:
    scenario = load_som(declaration())
    assert not scenario.is_timed
    drawn = declared_inputs(scenario, seed=1)
    plain, timed = (som_ledger(scenario, drawn, timed=each) for each in (False, True))
    assert np.array_equal(plain.amounts, timed.amounts)


def test_as_spent_and_price_years_go_through_the_index() -> None:
    index = {"label": LABEL, "growth": {"2025": number(0.02, "per year"), "2026": number(0.05, "per year")}}
    costs = {"municipality": {"2025": money(100, price_year=2024), "2026": money(100, price_year="as_spent")}}
    found = yearly(load_som(declaration(index=index, costs=costs)), timed=False)["municipality", PROGRAMME_COST][0]
    assert found[:2] == pytest.approx([-100 * 1.02, -100 / 1.05])


def test_what_is_beyond_the_horizon_is_not_counted_and_a_longer_one_leaves_earlier_years_alone() -> None:
    late = {"2030": number(100, "persons")}
    short = yearly(load_som(declaration(participants=late)), timed=False)["municipality", "benefits"][0]
    assert short == pytest.approx([0.0] * 5 + [50_000.0] * 5)
    time = {"start": "2025-01-01", "horizon_years": 15, "price_year": 2025}
    longer = yearly(load_som(declaration(participants=late, time=time)), timed=False)["municipality", "benefits"][0]
    assert longer[:10] == pytest.approx(short)
    assert longer[10:] == pytest.approx([50_000.0] * 5)


def test_a_ledger_has_one_half_and_nothing_in_the_counterfactual() -> None:
    scenario = load_som(EXAMPLE)
    book = som_ledger(scenario, draw_inputs(scenario, draws=7, seed=1), timed=True)
    assert book.amounts.shape == (7, 1, 2, len(book.lines), 120)
    assert not book.amounts[:, :, 1].any()
    assert {line.payer for line in book.lines} == {Payer.MUNICIPALITY, Payer.REGION, Payer.CENTRAL_GOVERNMENT}


def test_numbers_that_share_a_draw_move_together() -> None:
    scenario = load_som(EXAMPLE)
    drawn = draw_inputs(scenario, draws=50, seed=1)
    key = "consequences.transfers.by_payer.{}.{}"
    shared = drawn[key.format("central_government", "1-9")], drawn[key.format("municipality", "1-3")]
    alone = drawn[key.format("municipality", "4-9")]
    assert np.corrcoef(*shared)[0, 1] > 0.999
    assert abs(np.corrcoef(alone, shared[1])[0, 1]) < 0.5
