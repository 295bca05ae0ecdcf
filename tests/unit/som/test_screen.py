"""The SØM screen and JSON: SØM's table adds up, what SØM lacks stands below it, and nothing is cut."""

from __future__ import annotations

import dataclasses
import io
import json
import math
from pathlib import Path

import pytest
from rich.console import Console

from businesscase.core.payers import Perspective
from businesscase.report.texts.texts import Texts
from businesscase.scenario.read.dumping import plain
from businesscase.som import tables as som
from businesscase.som.running import run_som
from businesscase.som.screen import as_som_document, as_som_json, print_som

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "som_example.yaml"
FOUND = run_som(EXAMPLE, draws=300)
PLAIN = run_som(
    {
        **plain(FOUND.scenario.model_dump(exclude_defaults=True, exclude={"phase_in", "half_life", "discounting"})),
        "time": {"start": "2025-01-01", "horizon_years": 10, "price_year": 2025},
    },
    draws=300,
)


def screen(found=FOUND, language: str = "en", *, width: int = 80) -> str:
    stream = io.StringIO()
    print_som(found, Texts(language), Console(file=stream, width=width, force_terminal=False, highlight=False))
    return stream.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_years_and_items_add_up_to_the_same_total_and_payers_to_the_public_sector() -> None:
    years, items = som.by_year(FOUND, Texts("en")).rows, som.by_item(FOUND, Texts("en")).rows
    assert [row[0] for row in years] == [*map(str, range(2025, 2035)), "Total"]
    assert [row[0] for row in items] == [
        "Programme cost", "Public benefits", "Income tax", "Employment effort", "Hospital contacts", "Net result"
    ]  # fmt: skip
    for rows in (years, items):
        for column in range(1, len(rows[0])):
            assert math.fsum(row[column] for row in rows[:-1]) == pytest.approx(rows[-1][column])
        for row in rows:
            assert math.fsum(row[1:-1]) == pytest.approx(row[-1])
    assert years[-1][1:] == pytest.approx(items[-1][1:])
    municipality = FOUND.as_som.net_result[Perspective.MUNICIPALITY].central
    assert years[-1][1] == pytest.approx(municipality), "the table and the curve are one"


def test_items_by_year_hold_every_year_once_and_the_same_net_result() -> None:
    blocks = list(som.item_years(FOUND, Texts("en")))
    assert [column.head for block in blocks for column in block.columns[1:]] == [*map(str, range(2025, 2035))]
    net = [cell for block in blocks for cell in block.rows[-1][1:]]
    assert net == pytest.approx([row[-1] for row in som.by_year(FOUND, Texts("en")).rows[:-1]])


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("found", [FOUND, PLAIN], ids=["timed", "as SØM"])
@pytest.mark.parametrize("width", [80, 120])
def test_nothing_is_cut_or_wider_than_the_screen(language: str, found, width: int) -> None:
    words = screen(found, language, width=width)
    assert max(map(len, words.splitlines())) <= width
    assert "…" not in words
    assert "\x1b" not in words


def test_below_soms_table_stand_payback_range_and_what_the_method_ignores() -> None:
    words = flat(screen())
    order = ["Net result by year", "Net result by item", "What SØM does not show", "What the method ignores"]
    assert [words.index(part) for part in order] == sorted(words.index(part) for part in order)
    view = FOUND.timed
    assert view is not None
    assert "Timing as declared. Unlikely under these assumptions (P at most 0.20): that the cost is recouped" in words
    assert f"for the municipality: {view.probability.value:.2f} (95 %:" in words
    assert f"{100 * view.needed_rate_within:.1f} % within 5 years" in words
    for ignored in ("not what success causes", "staircase of refusion", "equalisation", "averages with overhead"):
        assert ignored in words
    assert "Invented numbers" in words, "the file's own words on its evidence"
    assert "success_rate (D)" in words


def test_without_timing_and_rates_it_says_so_instead() -> None:
    words = flat(screen(PLAIN))
    assert "Timing as declared" not in words
    assert "phase-in and fading as declared" not in words
    assert "mio. DKK; undiscounted" in words
    assert "within 10 (declared: 10.0 %)" in words


def test_danish_screen_uses_danish_words_and_numbers() -> None:
    words = screen(language="da")
    for word in ("Nettoresultat efter år og betaler", "Kommu-", "Det, SØM ikke viser", "Forsørgelsesydelser"):
        assert word in words
    assert "10,0 %" in words
    for english in ("Municipality", "payback", "saved"):
        assert english not in words


def test_a_rate_that_cannot_be_is_said_in_words() -> None:
    view = dataclasses.replace(PLAIN.as_som, needed_rate=None, needed_rate_within=1.2)
    words = flat(screen(dataclasses.replace(PLAIN, as_som=view)))
    assert "more than 100 % within 5 years, none within 10" in words


def test_the_json_is_the_result_unrounded_and_every_key_is_described() -> None:
    read = json.loads(as_som_json(FOUND), parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    municipality = read["net_by_year"]["municipality"]
    assert list(municipality["transfers"]) == list(FOUND.flows["municipality"]["transfers"])
    assert len(read["years"]) == len(municipality["programme_cost"]) == 10
    total = math.fsum(map(math.fsum, municipality.values()))
    assert total == pytest.approx(read["as_som"]["net_result"]["municipality"]["central"])
    assert json.loads(as_som_json(PLAIN))["timed"] is None
    page = (ROOT / "docs/reference/json.md").read_text(encoding="utf-8")
    page = page[page.index("## SØM") :]
    keys = set(read) | {f"scenario.{key}" for key in read["scenario"]} | set(read["timed"])
    for key in keys - {"scenario"}:
        assert f"`{key}`" in page, key


def test_a_number_that_is_not_finite_is_named() -> None:
    broken = dataclasses.replace(FOUND, as_som=dataclasses.replace(FOUND.as_som, needed_rate=math.inf))
    with pytest.raises(ValueError, match=r"as_som\.needed_rate is inf"):
        as_som_document(broken)
