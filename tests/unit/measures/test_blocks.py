"""Draws measured in blocks: what is answered does not depend on how many lie in a block, beyond rounding of sums."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import businesscase.simulating
from businesscase.core.errors import NumericalError
from businesscase.core.spill import Held
from businesscase.core.vocabulary import Costs
from businesscase.measures.drawn import Collected, change_of, drawn_of, in_larger
from businesscase.measures.result import Result
from businesscase.pipeline import run
from tests.loaded import loaded
from tests.unit.measures.builders import noisy_ledger

AARHUS = "scenarios/opgang_til_opgang.yaml"


def test_blocks_together_are_the_whole() -> None:
    ledger = noisy_ledger(draws=10, saving=2e5, spread=8e4, noise=3e4)
    whole, collected = drawn_of(ledger), Collected(Held())
    for part in (slice(0, 3), slice(3, 10)):
        collected.add(change_of(replace(ledger, amounts=ledger.amounts[part])))
    parts = collected.drawn()
    assert (parts.draws, parts.halves, parts.lines) == (10, 2, ledger.lines)
    np.testing.assert_allclose(parts.mean.amounts, whole.mean.amounts, rtol=1e-12)
    np.testing.assert_array_equal(parts.paid, whole.paid)
    (only,) = whole.blocks()
    blocks = list(parts.blocks())
    assert [block.draws for block in blocks] == [slice(0, 3), slice(3, 10)]
    np.testing.assert_array_equal(np.concatenate([block.change for block in blocks], axis=1), only.change)
    np.testing.assert_array_equal(np.concatenate([block.second for block in blocks], axis=1), only.second)
    names = {(ledger.lines[row].payer.value, ledger.lines[row].category) for row in only.noisy}
    assert ("municipality", "public_benefit") in names
    assert ("municipality", "programme_cost") not in names, "the halves do not differ: stored once"
    assert parts.first_outlay(Costs.GROSS) == 0.0


def test_blocks_that_are_asked_together_are_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where other lines are noisy in one block than in the next."""
    monkeypatch.setattr("businesscase.measures.drawn.TOGETHER", 7)
    ledger = noisy_ledger(draws=10, saving=2e5, spread=8e4, noise=3e4)
    ledger.amounts[:3, 1] = ledger.amounts[:3, 0]  # no line of the first block is noisy
    collected = Collected(Held())
    parts = (slice(0, 3), slice(3, 6), slice(6, 9), slice(9, 10))
    for part in parts:
        collected.add(change_of(replace(ledger, amounts=ledger.amounts[part])))
    (only,) = drawn_of(ledger).blocks()
    joined = list(in_larger(collected.drawn().blocks()))
    assert [block.draws for block in joined] == [slice(0, 9), slice(9, 10)]
    np.testing.assert_array_equal(np.concatenate([block.change for block in joined], axis=1), only.change)
    for block in joined:
        np.testing.assert_array_equal(block.noisy, only.noisy)
        np.testing.assert_array_equal(block.second, only.second[:, block.draws])


def test_amounts_that_are_not_finite_are_refused() -> None:
    ledger = noisy_ledger(draws=2, saving=2e5, spread=0.0, noise=0.0)
    ledger.amounts[1, 0, 0, 0, 3] = np.nan
    with pytest.raises(NumericalError, match="not finite"):
        drawn_of(ledger)


@pytest.mark.slow
@pytest.mark.parametrize("source", ["tests/invented_municipality.yaml", AARHUS])
def test_the_size_of_a_block_changes_nothing_but_rounding(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = loaded(source)
    found = []
    for size in (3, 8):
        monkeypatch.setattr(businesscase.simulating, "BLOCK", size)
        found.append(run(scenario, engine="montecarlo", draws=8, replications=2))
    first, second = found
    assert first.claims == second.claims
    assert first.purses[0].claim == second.purses[0].claim
    for perspective, saving in first.per_draw.net_saving.items():
        np.testing.assert_array_equal(saving, second.per_draw.net_saving[perspective])
    np.testing.assert_allclose(first.occupancy.quantities, second.occupancy.quantities, rtol=1e-12)
    assert list(numbers(first)) == pytest.approx(list(numbers(second)), rel=1e-9, abs=1e-5)


def numbers(value: Any) -> Any:
    """Every number of the rows of a result."""
    if isinstance(value, Result):
        value = (value.paybacks, value.purses, value.money, value.moved, value.accounts)
    if isinstance(value, (int, float)):
        yield float(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from numbers(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from numbers(getattr(value, name))
