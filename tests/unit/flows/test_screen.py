"""What is printed of a table of flows: every declaration, every party, one basis in a table; the JSON; the picture."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from rich.console import Console

from businesscase import ScenarioError, payback
from businesscase.flows.picture import flows_picture
from businesscase.flows.screen import as_flows_document, as_flows_json, print_flows
from businesscase.report.texts.texts import Texts

TABLE = {
    "year": [2025, 2026, 2027, 2026, 2027],
    "payer": ["municipality", "municipality", "municipality", "Boligforening", "Boligforening"],
    "cost": [1.0, 0.0, 0.0, 0.0, 0.0],
    "saving": [0.0, 0.7, 0.6, 0.01, 0.01],
}


def screen(found: Any, language: str = "en") -> str:
    stream = io.StringIO()
    print_flows(found, Texts(language), Console(file=stream, width=80, force_terminal=False, highlight=False))
    return stream.getvalue()


def flat(words: str) -> str:
    return " ".join(words.split())


def test_what_the_answer_hangs_on_is_printed() -> None:
    words = flat(screen(payback(TABLE, unit="million", outlay={"municipality": 0.5}, rate=0.1)))
    assert "Paid at time 0, a moment before the first period: Municipality 500 thousand DKK" in words
    assert "Years count from the first outlay, whoever pays it; that is at time 0" in words
    assert "Discounted to the first outlay at 10.0 % a year; the money of a year flows evenly" in words
    words = flat(screen(payback(TABLE, unit="million", clock_start="programme_start", flows_at="end")))
    assert "Years count from time 0" in words
    assert "at the state's rates, at 3.5 % a year; the money of a year counts at its end" in words


def test_each_table_says_whether_it_is_discounted_and_rates_their_range() -> None:
    words = screen(payback(TABLE, unit="million"))
    assert "\nNot discounted, mio. DKK" in words
    assert "\nDiscounted, mio. DKK" in words
    assert "All rates above −100 % a year, without an upper limit, were looked for." in flat(words)
    assert "n/a: 39.9 %, 2,760.1 %" in screen(payback({"year": [1, 2, 3], "net": [-1, 30, -40]}))
    assert "n/a: none" in words, "who pays nothing has no rate"


def test_amounts_below_a_million_are_printed_in_thousands_and_below_ten_thousand_in_kroner() -> None:
    flows = {"year": [2025, 2026], "cost": [12, 0], "saving": [0, 20]}
    words = screen(payback(flows, unit="thousand"))
    assert "a cost of 12 thousand DKK is recouped" in words
    assert "\nNot discounted, thousand DKK" in words
    assert "mio." not in words
    danish = screen(payback(flows, unit="thousand"), "da")
    assert "en udgift på 12 tusind kr.; tjent hjem:" in flat(danish)
    assert "\nIkke-diskonteret, 1.000 kr." in danish
    danish = screen(payback(flows | {"cost": [1449, 0], "saving": [0, 2001]}), "da")
    assert "en udgift på 1.449 kr.; tjent hjem:" in flat(danish)
    assert "\nIkke-diskonteret, kr." in danish
    assert "552" in danish


def test_a_probability_has_bounds_and_stands_for_both_bases() -> None:
    draws = {"year": [1, 2, 3]} | {f"net_{draw}": [-10, 6, draw] for draw in range(9)}
    words = flat(screen(payback(draws, within=3)))
    assert "Probability that the cost is recouped for good within 3 years (95 %)" in words
    assert "0.56 (0.26–0.82)" in words


def test_the_document_is_json_with_the_documented_keys() -> None:
    found = json.loads(as_flows_json(payback(TABLE, unit="million")))
    assert found == as_flows_document(payback(TABLE, unit="million"))
    assert [party["name"] for party in found["parties"]] == ["municipality", "Boligforening", "everyone"]
    own = found["parties"][0]
    assert own["undiscounted"]["sustained_years"] == pytest.approx(2.5)
    assert own["undiscounted"]["fiscal_return"]["central"] == pytest.approx(1.3)
    assert own["undiscounted"]["benefit_cost_ratio"] is None
    assert found["parties"][2]["undiscounted"]["benefit_cost_ratio"]["central"] == pytest.approx(1.32)
    assert own["internal_rates_above"] == -1.0
    assert found["draws"] is None


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_picture_is_drawn_the_same_twice(language: str) -> None:
    draws = {"year": [1, 2, 3]} | {f"net_{draw}": [-10, 6, draw] for draw in range(9)}
    for table in (TABLE, draws):
        one, two = (flows_picture(payback(table), Texts(language)) for _ in "12")
        assert one == two
        assert one["png"].startswith(b"\x89PNG")
        assert b"<svg" in one["svg"]


def test_a_table_that_ends_before_the_limit_has_no_empty_table_of_probabilities() -> None:
    table = {"year": [2025, 2026], "cost": [1.0, 0.0], "saving_1": [0.0, 0.5], "saving_2": [0.0, 0.9]}
    for within, is_told in ((5.0, False), (1.5, True)):
        assert ("Sandsynlighed for, at" in screen(payback(table, within=within), "da")) == is_told


def test_what_is_expected_of_a_table_is_said_with_danish_heads() -> None:
    for table in (
        {"year": [2025], "cost": [1.0], "gain": [2.0]},
        {"cost": [1.0], "saving": [2.0]},
        {"year": [2025], "net": [1.0], "cost": [2.0]},
        {"year": [2025], "month": ["2025-01"], "cost": [1.0]},
        {"year": [2025], "Cost": [1.0], "udgift": [1.0]},
    ):
        with pytest.raises(ScenarioError) as refused:
            payback(table)
        said = " ".join(f"{fault.message.said('da')} {said_in(fault.expected)}" for fault in refused.value.faults)
        assert not {"year", "month", "payer", "cost", "saving", "net", "draw", "item"} & set(re.findall(r"\w+", said))


def said_in(words: Any) -> str:
    return str(words.said("da")) if hasattr(words, "said") else ""
