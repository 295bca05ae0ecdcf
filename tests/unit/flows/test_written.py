"""Amounts of the command line: read in one way or refused."""

from __future__ import annotations

import pytest

from businesscase.core.errors import UsageError
from businesscase.flows.written import outlays_of


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.000.000", 1e6), ("500000", 5e5), ("1,5", 1.5), ("1 000 000", 1e6), ("1.234.567,5", 1234567.5), ("500.0", 5e2)],
)  # fmt: skip
def test_what_can_be_read_in_one_way_is(text: str, amount: float) -> None:
    assert outlays_of([f"town={text}"]) == {"town": amount}


@pytest.mark.parametrize("text", ["500.000", "1.200", "1,250"])
def test_thousands_or_decimals_is_asked(text: str) -> None:
    with pytest.raises(UsageError, match="can be read in one way"):
        outlays_of([f"town={text}"])
