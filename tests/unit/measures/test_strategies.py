"""Both strategies' own figures: their difference is the saving, and their sums are those of a plain loop."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Strategy
from businesscase.measures.views import discount_factors
from businesscase.report.frames import rows_of
from tests.unit.measures.builders import result

FOUND = result(draws=40)


def paid(payer: Payer, category: str, strategy: Strategy):
    return next(
        row.paid
        for row in FOUND.money.strategies
        if (row.payer, row.category, row.strategy) == (payer, category, strategy)
    )


def test_the_difference_of_the_strategies_is_what_is_saved() -> None:
    saved = {
        category: paid(Payer.MUNICIPALITY, category, Strategy.COUNTERFACTUAL).within
        - paid(Payer.MUNICIPALITY, category, Strategy.PROGRAMME).within
        for category in FOUND.money.by_category
    }
    assert saved == pytest.approx(dict(FOUND.money.by_category))
    cost = paid(Payer.MUNICIPALITY, "programme_cost", Strategy.PROGRAMME).horizon
    assert cost > 0
    assert paid(Payer.MUNICIPALITY, "programme_cost", Strategy.COUNTERFACTUAL).horizon == 0.0


def test_every_payer_category_and_strategy_has_a_row_with_both_bases() -> None:
    lines = {(line.payer, line.category) for line in FOUND.central_ledger.lines}
    assert {(row.payer, row.category) for row in FOUND.money.strategies} == lines
    assert len(FOUND.money.strategies) == 2 * len(lines)
    for row in FOUND.money.strategies:
        assert abs(row.paid.within_discounted) <= abs(row.paid.within) + 1e-6
        assert abs(row.paid.horizon_discounted) <= abs(row.paid.horizon) + 1e-6


def test_person_years_are_those_of_the_result_and_discounted_by_the_scenarios_rates() -> None:
    edges = FOUND.occupancy.edges
    factors = discount_factors(FOUND.scenario, edges, base=0.0)
    for row in FOUND.moved.strategies:
        both = FOUND.moved.person_years[f"{row.clock}.{row.state}"]
        assert row.person_years.within == pytest.approx(both[row.strategy.axis])
        cells = FOUND.occupancy.cells.find(row.clock, (row.state,))
        lived = FOUND.occupancy.quantities[0, 0, row.strategy.axis][..., cells].astype(float).sum(axis=(0, 2))
        assert row.person_years.horizon == pytest.approx(lived.sum())
        assert row.person_years.horizon_discounted == pytest.approx(float(np.dot(lived, factors)))


def test_frames_hold_both_strategies() -> None:
    money, time = rows_of(FOUND, "strategy_money"), rows_of(FOUND, "strategy_time")
    assert set(money[0]) == {
        "strategy", "payer", "category", "within", "within_discounted", "horizon", "horizon_discounted"
    }  # fmt: skip
    assert {row["strategy"] for row in time} == {"programme", "counterfactual"}
    municipality = [row for row in money if row["payer"] == Perspective.MUNICIPALITY.value]
    assert len(municipality) >= 4
