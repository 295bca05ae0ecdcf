"""Numbers in both languages."""

from __future__ import annotations

import pytest

from businesscase.report.texts.texts import DANISH, ENGLISH, Texts


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
    assert Texts("en").number(value, decimals) == english
    assert Texts("da").number(value, decimals) == danish


def test_signs_are_shown_where_asked_but_not_on_zero() -> None:
    assert Texts("en").number(2.0, 1, sign=True) == "+2.0"
    assert Texts("en").number(-2.0, 1, sign=True) == "−2.0"
    assert Texts("en").number(0.01, 1, sign=True) == "0.0"


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
    assert Texts("da").probability(value) == shown


@pytest.mark.parametrize(
    ("lower", "upper", "shown"),
    [(0.181, 0.239, "0.18–0.24"), (0.18, 0.24, "0.18–0.24"), (0.0, 0.0038, "0.00–0.01"), (0.996, 1.0, "0.99–1.00")],
)
def test_bounds_round_outwards(lower: float, upper: float, shown: str) -> None:
    assert Texts("en").bounds(lower, upper) == shown


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
    assert Texts("en").plain(value) == shown


def test_plain_in_danish_keeps_thousands_apart_from_decimals() -> None:
    assert Texts("da").plain(235000.0) == "235.000"
    assert Texts("da").plain(1.25) == "1,25"


def test_percent() -> None:
    assert Texts("en").percent(0.41) == "41 %"
    assert Texts("en").percent(0.001) == "< 1 %"
    assert Texts("en").percent(0.0) == "0 %"
    assert Texts("en").percent(1.0) == "100 %"


@pytest.mark.parametrize(
    ("number", "english", "danish"),
    [
        (1, "1 year", "1 år"),
        (2, "2 years", "2 år"),
        (0, "0 years", "0 år"),
        (2.5, "2.5 years", "2,5 år"),
        (1234, "1,234 years", "1.234 år"),
    ],
)
def test_so_many_of_something_is_said_in_the_right_number(number: float, english: str, danish: str) -> None:
    assert Texts("en").count("years", number) == english
    assert Texts("da").count("years", number) == danish


def test_one_is_not_many() -> None:
    assert Texts("en").count("draws", 1) == "1 draw"
    assert Texts("da").count("families", 1) == "1 familie"
    assert Texts("en").count("successes", 0.96, decimals=0) == "1 success"
    assert Texts("en")("compare.inputs.equal", count=1) == "1 number is the same in all cases."
    assert Texts("en")("compare.inputs.equal", count=1000) == "1,000 numbers are the same in all cases."


@pytest.mark.parametrize(
    ("value", "english", "danish"),
    [
        (14.18e6, "14.2 mio.", "14,2 mio."),
        (0.9996e6, "1.0 mio.", "1,0 mio."),
        (40_000.0, "40 thousand", "40 tusind"),
        (-9_999.6, "−10 thousand", "−10 tusind"),
        (1_449.6, "1,450", "1.450"),
        (600.0, "600", "600"),
        (0.0, "0", "0"),
    ],
)
def test_amounts_below_a_million_are_in_thousands(value: float, english: str, danish: str) -> None:
    assert ENGLISH.amount(value, 1) == english
    assert DANISH.amount(value, 1) == danish
    assert ENGLISH.amount(value, 1, beside=[2e6]).endswith("mio."), "one size in a list, which the largest decides"


def test_a_table_without_a_million_is_in_thousands_and_says_so() -> None:
    from businesscase.report.tables.table import Column, Kind, Table, written

    columns = (Column("who"), Column("what", Kind.MILLIONS))
    small = Table("Cost, mio. DKK", columns, (("a", 40_000.0), ("b", -999_000.0)), note="Mio. DKK, undiscounted.")
    assert [written(row[1], Kind.MILLIONS, ENGLISH, small) for row in small.rows] == ["40", "−999"]
    assert small.said(small.title, ENGLISH) == "Cost, thousand DKK"
    assert small.said(small.note, ENGLISH) == "Thousand DKK, undiscounted."
    least = Table("Udgift, mio. kr.", columns, (("a", 1_449.6), ("b", -9_999.0)), note="Mio. kr., ikke-diskonteret.")
    assert [written(row[1], Kind.MILLIONS, DANISH, least) for row in least.rows] == ["1.450", "−9.999"], "two digits"
    assert (least.said(least.title, DANISH), least.said(least.note, DANISH)) == (
        "Udgift, kr.",
        "Kr., ikke-diskonteret.",
    )
    large = Table("Cost, mio. DKK", columns, (("a", 40_000.0), ("b", 1_000_000.0)))
    assert [written(row[1], Kind.MILLIONS, ENGLISH, large) for row in large.rows] == ["0.04", "1.00"], (
        "one unit a table"
    )
    assert large.said(large.title, ENGLISH) == large.title
