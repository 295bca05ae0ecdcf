"""The workbook of several cases: recalculated cell by cell, and each case's figures those of its own run."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from businesscase.analysis.comparison import Asked, compare_asked
from businesscase.core.errors import UsageError
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Engine
from businesscase.measures.comparison import Case, Comparison, by_calendar_year, compare_cases, without_draws, yearly
from businesscase.measures.payback import whole_years
from businesscase.report.terminal.comparison import differences
from businesscase.report.texts.texts import Texts
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook.comparison.workbook import build, compared_bytes
from businesscase.workbook.term import FUNCTIONS, Term
from tests.loaded import loaded
from tests.workbook.cases import result_of, small
from tests.workbook.office import is_error, recalculated, same, soffice, stored

ROOT = Path(__file__).parents[2]
NAMES = ("base", "dear", "=later")
SCENARIOS = (small(), small(cost=40.0, tax=0.4), small(ratio=4.0, price=300_000.0))


def comparison(scenarios: tuple[Scenario, ...] = SCENARIOS, names: tuple[str, ...] = NAMES) -> Comparison:
    asked = [Asked(name, scenario, "invented.yaml") for name, scenario in zip(names, scenarios, strict=True)]
    return compare_asked(asked, draws=2, replications=2, seed=1, workers=1, engine=Engine.MONTECARLO)


FOUND = comparison()
CONTENT = compared_bytes(FOUND, Texts("da"))
BOOK = openpyxl.load_workbook(io.BytesIO(CONTENT))


def cells(book: Any = BOOK) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def assert_recalculates(found: Comparison, folder: Path) -> None:
    file = folder / "cases.xlsx"
    file.write_bytes(compared_bytes(found, Texts("da")))
    (after,) = recalculated([file], folder)
    before = stored(file)
    wrong = {place: (before[place], after.get(place)) for place in before if not same(before[place], after.get(place))}
    assert not wrong, list(wrong.items())[:5]
    assert not [value for value in after.values() if is_error(value)]


def test_every_cell_recalculates_to_what_is_stored(tmp_path: Path) -> None:
    soffice()
    assert_recalculates(FOUND, tmp_path)


def test_the_real_scenarios_side_by_side(tmp_path: Path) -> None:
    soffice()
    files = ("opgang_til_opgang", "familien_paa_vej")
    found = comparison(tuple(loaded(ROOT / "scenarios" / f"{name}.yaml") for name in files), files)
    assert {"costs", "within_years"} <= set(found.apart), "their claims ask different things, and that is said"
    assert build(found, Texts("da")).control.master.value == "OK"
    assert_recalculates(found, tmp_path)


def test_each_case_is_its_own_run() -> None:
    book = build(FOUND, Texts("da"))
    for place, (scenario, answer) in enumerate(zip(SCENARIOS, book.paybacks.answers, strict=True)):
        own = result_of(scenario)
        case = FOUND.cases[place]
        assert case.result.claims == own.claims
        assert case.result.paybacks.rows == own.paybacks.rows
        np.testing.assert_array_equal(case.result.central_ledger.amounts, own.central_ledger.amounts)
        payback = own.paybacks.headline[own.headline.perspective].sustained_years
        assert answer.found.payback == pytest.approx(payback) if payback is not None else answer.found.payback is None
        if payback is None:
            assert str(answer.whole_years.value).startswith("ikke inden for")
        else:
            assert answer.whole_years.number == whole_years(np.array(payback))
    assert any(isinstance(answer.whole_years.value, float) for answer in book.paybacks.answers)
    assert any(isinstance(answer.whole_years.value, str) for answer in book.paybacks.answers)


def test_the_years_of_a_case_add_up_to_its_curve() -> None:
    for case in FOUND.cases:
        found, own = yearly(case), case.result
        cost = sum(found.cost)
        assert cost == pytest.approx(own.money.extra_cost[Perspective.MUNICIPALITY], rel=1e-9)
        years, lines = by_calendar_year(case)
        mine = sum(
            line.sum() for key, line in lines.items() if key.payer.value == "municipality" and "tax" not in key.category
        )
        assert cost - sum(found.saving) == pytest.approx(mine, abs=1e-6)
        assert years[0] == own.scenario.time.start.year


def test_a_case_against_itself_differs_in_nothing() -> None:
    found = comparison((small(), small()), ("one", "other"))
    assert (found.differing, found.settings, found.apart) == ((), (), ())
    for purses in (build(found, Texts("da")).payers, build(found, Texts("da")).departments):
        rows = [row for row in purses.page.cells if row[0] > 3 and isinstance(purses.page.cells[row].content, str)]
        apart = [row for row, column in rows if "minus det første" in str(purses.page.cells[row, column].content)]
        assert apart
        for row in apart:
            amounts = [cell.content for place, cell in purses.page.cells.items() if place[0] == row and place[1] > 0]
            assert all(isinstance(each, Term) and each.value == 0.0 for each in amounts)


def test_what_differs_is_named() -> None:
    keys = {each.key for each in FOUND.differing}
    assert keys == {
        "programme.costs.team.total", "levies.tax.rate", "effects.ratios.help.ratio",
        "prices.stay.per_time.since.2019",
    }  # fmt: skip
    sheet = {row[0].value: [cell.value for cell in row] for row in BOOK["Forudsætninger"].iter_rows()}
    assert sheet["levies.tax.rate"][2:5] == [0.25, 0.4, 0.25]


def test_claims_that_ask_different_things_are_not_comparable() -> None:
    other = SCENARIOS[0].with_values({"claims.recouped.costs": "gross", "claims.recouped.within_years": 5.0})
    found = comparison((SCENARIOS[0], other), ("one", "other"))
    assert set(found.apart) == {"costs", "within_years"}
    assert {each.key for each in found.settings} == {"claims.recouped.costs", "claims.recouped.within_years"}
    words = " ".join(
        str(cell.value) for cell in cells(openpyxl.load_workbook(io.BytesIO(compared_bytes(found, Texts("en")))))
    )
    assert "Not comparable as they stand: the cases differ in cost definition, the year asked for" in words


def test_claims_from_enrolment_discounted_or_for_the_first_time_are_those_of_the_run() -> None:
    enrolled = SCENARIOS[0].with_values(
        {"claims.recouped.clock_start": "enrolment", "claims.recouped.discounted": True}
    )
    once = SCENARIOS[0].with_values({"claims.recouped.crossing": "first"})
    found = comparison((enrolled, once), ("enrolled", "once"))
    for case, scenario in zip(build(found, Texts("da")).paybacks.answers, (enrolled, once), strict=True):
        own = result_of(scenario)
        row = own.paybacks.headline[own.headline.perspective]
        years = row.sustained_years if case.case.name == "enrolled" else row.first_years
        assert years is not None
        assert case.found.payback == pytest.approx(years)
        assert case.whole_years.number == whole_years(np.array(years))


def test_a_department_called_like_a_payer_and_equal_names_move_no_money() -> None:
    named = SCENARIOS[0].with_values({"departments.family.label": {"en": "Municipality", "da": "Kommunen"}})
    book = build(comparison((named, SCENARIOS[0]), ("one", "other")), Texts("da"))
    assert book.control.master.value == "OK"
    payers = {case: series.values for (purse, case), series in book.payers.net.items() if purse == "Kommunen"}
    assert payers["one"] == pytest.approx(payers["other"])
    with pytest.raises(UsageError, match="two cases are called one"):
        comparison(SCENARIOS[:2], ("one", "one"))


def test_what_acts_on_draws_alone_and_other_dates_are_told() -> None:
    wide = {"value": 0.25, "unit": "share", "low": 0.2, "high": 0.3, "assumption": "a trial of the machinery"}
    found = comparison((SCENARIOS[0], SCENARIOS[0].with_values({"levies.tax.rate": wide})), ("one", "other"))
    (line,) = [line for line in differences(found, Texts("en"), 9) if "levies.tax.rate" in line]
    assert line.strip() == "levies.tax.rate: 0.25 share; other: 0.25 share (0.2–0.3)"
    later = comparison((SCENARIOS[0], small(start=date(2020, 7, 1))), ("one", "other"))
    assert later.apart == ("start",)


def test_checks_hold_and_find_a_fault() -> None:
    assert build(FOUND, Texts("da")).control.master.value == "OK"
    book = build(FOUND, Texts("da"), sign=-1.0)
    assert book.control.master.value == "OK"
    page = BOOK["Kontrol"]
    assert [row[5].value for row in page.iter_rows(min_row=10) if row[5].value], "each check says its result"


def test_the_sign_turns_every_amount_that_is_a_formula() -> None:
    cost, gain = (build(FOUND, Texts("da"), sign=sign) for sign in (1.0, -1.0))
    turned = 0
    for before, after in zip(cost.pages, gain.pages, strict=True):
        for place, cell in before.cells.items():
            if cell.form.startswith("kroner") and isinstance(cell.content, Term) and before.name != "Beløb":
                other = after.cells[place].content
                assert isinstance(other, Term)
                if "SUM(" in cell.content.text and before.name in ("Serviceramme", "Tilbagebetaling"):
                    continue  # sums of values beside the formulas
                assert other.number == pytest.approx(-cell.content.number, abs=1e-9), (before.name, place)
                turned += cell.content.number != 0.0
    assert turned > 100
    years = [[answer.whole_years.value for answer in book.paybacks.answers] for book in (cost, gain)]
    assert years[0] == years[1]


def test_formulas_are_of_the_known_kind_and_text_stays_text() -> None:
    formulas = [cell for cell in cells() if cell.data_type == "f"]
    assert len(formulas) > 200
    for cell in formulas:
        bare = re.sub(r"'(?:[^']|'')+'!", "", cell.value)
        assert set(re.findall(r"([A-Z]+)\(", bare)) <= FUNCTIONS, cell.value
        left = re.sub(r"\$?[A-Z]{1,3}\$?\d+", "", bare)
        assert set(re.findall(r"\d+(?:\.\d+)?", left)) <= {"0", "1"}, cell.value
    named = [cell for cell in cells() if cell.value == "=later"]
    assert named
    assert {cell.data_type for cell in named} == {"s"}
    assert not any(sheet.merged_cells.ranges or sheet.sheet_state != "visible" for sheet in BOOK)


def test_the_same_cases_give_the_same_bytes() -> None:
    assert compared_bytes(FOUND, Texts("da")) == CONTENT
    assert compared_bytes(comparison(), Texts("da")) == CONTENT


def test_only_means_are_kept_of_each_case() -> None:
    own = result_of(small())
    kept = without_draws(own)
    assert kept.occupancy.quantities.shape[:2] == (1, 1)
    assert kept.per_draw.inputs == {}
    assert compare_cases((Case("a", "", kept), Case("b", "", replace(kept)))).differing == ()
