"""Numbers in both languages."""

from __future__ import annotations

import pytest

from businesscase.report.texts import formats


@pytest.mark.parametrize(
    ("value", "decimals", "english", "danish"),
    [
        (1234.5, 1, "1,234.5", "1.234,5"),
        (-1234567.891, 2, "−1,234,567.89", "−1.234.567,89"),
        (0.0, 1, "0.0", "0,0"),
        (-0.04, 1, "0.0", "0,0"),  # never a negative zero
        (999.96, 1, "1,000.0", "1.000,0"),
        (7.0, 0, "7", "7"),
    ],
)
def test_numbers(value: float, decimals: int, english: str, danish: str) -> None:
    assert formats.number(value, decimals, "en") == english
    assert formats.number(value, decimals, "da") == danish


def test_signs_are_shown_where_asked_but_not_on_zero() -> None:
    assert formats.number(2.0, 1, "en", sign=True) == "+2.0"
    assert formats.number(-2.0, 1, "en", sign=True) == "−2.0"
    assert formats.number(0.01, 1, "en", sign=True) == "0.0"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "< 0,01"),
        (0.0049, "< 0,01"),
        (0.006, "0,01"),
        (0.214, "0,21"),
        (0.995, "0,99"),
        (0.9951, "> 0,99"),
        (1.0, "> 0,99"),
    ],
)
def test_no_simulation_shows_a_bare_zero_or_one(value: float, shown: str) -> None:
    assert formats.probability(value, "da") == shown


@pytest.mark.parametrize(
    ("lower", "upper", "shown"),
    [(0.181, 0.239, "0.18–0.24"), (0.18, 0.24, "0.18–0.24"), (0.0, 0.0038, "0.00–0.01"), (0.996, 1.0, "0.99–1.00")],
)
def test_bounds_round_outwards(lower: float, upper: float, shown: str) -> None:
    assert formats.bounds(lower, upper, "en") == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.5, "0.5"),
        (23.363875, "23.3639"),
        (235000.0, "235,000"),
        (0.0, "0"),
        (100.0, "100"),
        (0.000123456789, "0.000123457"),
    ],
)
def test_declared_numbers_keep_their_digits(value: float, shown: str) -> None:
    assert formats.plain(value, "en") == shown


def test_plain_in_danish_keeps_thousands_apart_from_decimals() -> None:
    assert formats.plain(235000.0, "da") == "235.000"
    assert formats.plain(1.25, "da") == "1,25"


def test_percent() -> None:
    assert formats.percent(0.41, "en") == "41 %"
    assert formats.percent(0.001, "en") == "< 1 %"
    assert formats.percent(0.0, "en") == "0 %"
    assert formats.percent(1.0, "en") == "100 %"
