"""Which ledger lines make a net saving."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import Costs, Savings
from businesscase.measures.saving import extra_cost, first_outlay, net_saving, saving
from tests.unit.measures.builders import HORIZON, book, noisy_ledger

LEDGER = noisy_ledger(draws=3, saving=2e5, spread=5e4, noise=1e4)
M = Perspective.MUNICIPALITY


def yearly(flows: np.ndarray) -> np.ndarray:
    return flows.reshape(*flows.shape[:-1], HORIZON, 12).sum(axis=-1)


@pytest.mark.parametrize(
    ("costs", "first_year"),
    [
        (Costs.GROSS, 1.0e6),
        (Costs.NET_OF_GRANTS, 0.5e6),
        (Costs.NET_OF_GRANTS_AND_DISPLACED, 0.5e6),
        (Costs.STEADY_STATE, 0.75e6),
    ],
)
def test_each_cost_definition_takes_its_own_lines(costs: Costs, first_year: float) -> None:
    found = yearly(extra_cost(LEDGER, M, costs))
    assert found[..., :2] == pytest.approx(np.full((3, 2, 2), first_year))
    assert (found[..., 2:] == 0).all()
    assert net_saving(LEDGER, M, costs) == pytest.approx(saving(LEDGER, M) - extra_cost(LEDGER, M, costs))


def test_the_foundation_pays_its_grant_only_when_grants_count() -> None:
    assert yearly(extra_cost(LEDGER, Perspective.FOUNDATION, Costs.NET_OF_GRANTS))[0, 0, 0] == pytest.approx(0.5e6)
    assert (extra_cost(LEDGER, Perspective.FOUNDATION, Costs.GROSS) == 0).all()


def test_displaced_casework_is_a_saving_in_its_own_definition_only() -> None:
    spent = np.r_[1e6, np.zeros(HORIZON - 1)]
    ledger = book(
        {(Payer.MUNICIPALITY, "programme_cost"): (spent, 0), (Payer.MUNICIPALITY, "displaced_casework"): (0, spent / 4)}
    )
    totals = {costs: extra_cost(ledger, M, costs).mean(axis=(0, 1)).sum() for costs in Costs}
    assert totals[Costs.GROSS] == pytest.approx(1e6)
    assert totals[Costs.NET_OF_GRANTS] == pytest.approx(1e6)
    assert totals[Costs.NET_OF_GRANTS_AND_DISPLACED] == pytest.approx(0.75e6)
    assert totals[Costs.STEADY_STATE] == 0


def test_tax_counts_only_after_tax() -> None:
    before = saving(LEDGER, Perspective.CENTRAL_GOVERNMENT, Savings.BEFORE_TAX)
    after = saving(LEDGER, Perspective.CENTRAL_GOVERNMENT, Savings.AFTER_TAX)
    assert after == pytest.approx(before / 2), "the invented tax takes half of what the state saves"


def test_the_public_sector_is_the_sum_of_its_payers_and_transfers_cancel_against_the_household() -> None:
    public = saving(LEDGER, Perspective.PUBLIC_SECTOR)
    parts = sum(saving(LEDGER, each) for each in (M, Perspective.REGION, Perspective.CENTRAL_GOVERNMENT))
    assert public == pytest.approx(parts)
    household = saving(LEDGER, Perspective.HOUSEHOLD)
    assert household == pytest.approx(-saving(LEDGER, M)), "a lower benefit is the household's loss"


def test_equal_strategies_give_exactly_zero() -> None:
    generator = np.random.default_rng(2)
    same = generator.lognormal(10, 3, size=(4, 2, HORIZON))
    ledger = book({(Payer.MUNICIPALITY, f"category_{i}"): (same / (i + 1), same / (i + 1)) for i in range(7)}, draws=4)
    assert not net_saving(ledger, M, Costs.GROSS).any()


def test_first_outlay_is_the_first_month_with_a_cost_whoever_pays_and_not_a_grant() -> None:
    spent = np.r_[0, 0, 1e6, 1e6, np.zeros(HORIZON - 4)]
    ledger = book(
        {
            (Payer.FOUNDATION, "grant"): (np.r_[1e6, np.zeros(HORIZON - 1)], 0),
            (Payer.REGION, "programme_cost"): (spent, 0),
            (Payer.REGION, "steady_state_cost"): (np.roll(spent, 1), 0),
        }
    )
    assert first_outlay(ledger, Costs.NET_OF_GRANTS) == 2.0
    assert first_outlay(ledger, Costs.STEADY_STATE) == 3.0
    assert first_outlay(book({(Payer.REGION, "grant"): (1.0, 0)}), Costs.NET_OF_GRANTS) == 0.0
