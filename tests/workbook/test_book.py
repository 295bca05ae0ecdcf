"""The finance workbook by its file: what is a formula, what is locked, what is said, and that text stays text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, get_column_letter

from businesscase.core.errors import UsageError
from businesscase.core.vocabulary import Engine, Strategy
from businesscase.measures.rows import Driver
from businesscase.measures.views import discount_factors
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities
from businesscase.workbook.grid import MOST_ROWS, Page
from businesscase.workbook.sheets.assumptions import needs_a_run, refunded_at_most
from businesscase.workbook.term import FUNCTIONS, OPERATORS, Term, lift
from businesscase.workbook.workbook import build, workbook_bytes
from tests.loaded import loaded
from tests.workbook.cases import assert_whole_years_agree, result_of, small

STARTER = Path(__file__).parents[2] / "businesscase" / "scenario" / "explain" / "starter.yaml"
RESULT = result_of(small())
CONTENT = workbook_bytes(RESULT, Texts("da"))
BOOK = openpyxl.load_workbook(io.BytesIO(CONTENT))
DANISH = [
    "Læsmig", "Resume", "Forudsætninger", "Mængder", "P×Q", "Indsats", "Budgetskema", "Per forvaltning", "Per betaler",
    "Begge forløb",
    "Serviceramme", "Tilbagebetaling", "Følsomhed", "Usikkerhed", "Opfølgning", "Kontoplan", "Kontrol", "Ændringslog",
]  # fmt: skip
_SHOWN = ("kroner", "amount", "quantity", "number", "factor", "share", "percent", "years", "probability")
_REFERENCE = re.compile(r"(?:'[^']+'!)?\$?[A-Z]{1,3}\$?\d+")


def cells(book: Any = BOOK) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def formulas() -> list[Any]:
    return [cell for cell in cells() if cell.data_type == "f"]


def test_sheets_stand_in_the_order_that_finance_asks_for() -> None:
    assert BOOK.sheetnames == DANISH
    english = openpyxl.load_workbook(io.BytesIO(workbook_bytes(RESULT, Texts("en"))))
    assert english.sheetnames[:3] == ["Read me", "Summary", "Assumptions"]
    assert all(sheet.sheet_state == "visible" for sheet in BOOK)
    assert not any(sheet.merged_cells.ranges for sheet in BOOK)
    for sheet in BOOK:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        fitted = sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert fitted or sheet.page_setup.scale >= 55, sheet.title
        if not fitted:
            assert len(sheet.col_breaks)
        if not fitted or (sheet.page_setup.fitToWidth or 1) > 1:
            assert sheet.print_title_cols, "its keys stand on every page"
        assert not any(each.hidden for each in [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()])
        assert sheet.protection.sheet, "locked, so that only inputs are changed by accident"


def test_sheets_that_need_accounts_stay_away_and_say_so() -> None:
    """Without `account_of` a budget form or a service frame would be made up: of the purses nothing is missing."""
    result = result_of(small(booked=False))
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(result, Texts("da"))))
    assert book.sheetnames == [name for name in DANISH if name not in ("Budgetskema", "Serviceramme", "Kontoplan")]
    for sheet in ("Læsmig", "Resume"):
        said = " ".join(str(cell.value) for row in book[sheet].iter_rows() for cell in row if cell.value)
        assert "Budgetskema, Serviceramme og Kontoplan er udeladt" in said
    assert build(result, Texts("da")).control.master.value == "OK"
    assert "udeladt: scenariet" not in " ".join(str(cell.value) for cell in cells())


def test_the_purses_the_form_the_frame_and_the_payback_hold_the_same_money() -> None:
    """The same concept on four sheets, department by department, though one category has two accounts."""
    book = build(RESULT, Texts("da"))
    page = {row: [book.control.page.cells.get((row, c)) for c in range(6)] for row in range(11, 60)}
    said = {cells[0].content: cells for cells in page.values() if cells[0] is not None and cells[5] is not None}
    for words in (
        "Budgetskema med det uden konto, før skat",
        "kasse før skat",
        "nettoudgiften i Tilbagebetaling",
        "Work: ",
        "Family: ",
    ):
        (line,) = [cells for text, cells in said.items() if words in str(text)]
        assert isinstance(line[1].content, Term)
        assert isinstance(line[5].content, Term)
        assert line[1].content.number
        assert line[5].content.value == "OK"


def test_a_change_that_fades_is_not_called_lasting() -> None:
    def headings(half_life: float) -> set[str]:
        book = build(result_of(small(half_life=half_life)), Texts("da"))
        budget = next(page for page in book.pages if page.name == "Budgetskema")
        return {
            str(cell.content) for (_, column), cell in budget.cells.items() if not column and cell.form == "heading"
        }

    assert {text.partition(" ")[0] for text in headings(1.0)} == {
        "Midlertidige", "Implementering", "Finansiering", "Ikke"
    }  # fmt: skip
    assert {text.partition(" ")[0] for text in headings(50.0)} == {
        "Varige", "Implementering", "Finansiering", "Ikke"
    }  # fmt: skip
    fading, lasting = (build(result_of(small(half_life=each)), Texts("da")).pages[2] for each in (1.0, 50.0))
    row = next(
        row for (row, column), cell in fading.cells.items() if not column and cell.content == "prices.stay.factor"
    )
    assert str(fading.cells[row, 11].content).startswith("midlertidig: virkningen halveres på 1 år")
    assert str(lasting.cells[row, 11].content).startswith("varig")


def test_a_payer_without_a_cost_has_no_payback_and_a_deficit_is_negative_as_on_the_screen() -> None:
    for sign in (1.0, -1.0):
        book = build(RESULT, Texts("da"), sign=sign)
        page = book.pages[1]
        rows = {str(cell.content): row for (row, column), cell in page.cells.items() if not column}
        payback = page.cells[rows["Staten"], 5].content
        assert isinstance(payback, Term)
        assert (payback.value, page.cells[rows["Staten"], 6].content) == ("ingen udgift", "–")
        own = page.cells[rows["Kommunen"], 5].content
        assert isinstance(own, Term)
        assert own.value != "ingen udgift"
        central, mean = (
            next(page.cells[row, 1].content for text, row in rows.items() if words in text)
            for words in ("på den centrale kurve", "gennemsnit af simuleringerne")
        )
        saved = RESULT.money.net_saving[RESULT.headline.perspective].mean[2]
        assert isinstance(central, Term)
        assert (central.number, mean) == (pytest.approx(saved, rel=0.05), pytest.approx(saved))
        shown = page.cells[rows["Kommunen"], 4].content
        assert isinstance(shown, Term)
        assert shown.number == pytest.approx(central.number)


def test_formulas_use_only_functions_that_both_programs_know_and_no_numbers_but_0_and_1() -> None:
    assert len(formulas()) > 1000
    assert set("+-*/<>=") == OPERATORS
    for cell in formulas():
        bare = re.sub(r"'(?:[^']|'')+'!", "", cell.value)
        assert set(re.findall(r"([A-Z]+)\(", bare)) <= FUNCTIONS, cell.value
        left = _REFERENCE.sub("", bare)
        assert set(re.findall(r"\d+(?:\.\d+)?", left)) <= {"0", "1"}, cell.value
        assert '"' not in cell.value
        assert set(re.sub(r"[A-Z0-9(),:$]", "", left)) <= OPERATORS, cell.value


def test_numbers_are_never_shown_as_what_they_are_not() -> None:
    """A few kroner among thousands are 0, not some; a probability is never bare 0 or 1; nothing is -0."""
    kroner = {cell.number_format for cell in BOOK["Budgetskema"]["E"][5:] if cell.data_type == "f"}
    assert kroner == {'[>=500]#,##0,;[<=-500]-#,##0,;"0"'}
    chances = {cell.number_format for cell in BOOK["Usikkerhed"][5][1:4]}
    assert chances == {'[<0.005]"<0,01";[>0.995]">0,99";0.00'}


def test_a_constant_in_a_formula_is_refused() -> None:
    with pytest.raises(ValueError, match="a cell of its own"):
        lift(12)


def test_every_row_of_periods_has_one_formula() -> None:
    """Relative to its own cell, a formula reads the same in every period of a row."""
    for name in ("Mængder", "P×Q", "Indsats", "Tilbagebetaling"):
        for row in BOOK[name].iter_rows(min_col=10):
            found = {_relative(cell) for cell in row if cell.data_type == "f"}
            if name != "Tilbagebetaling" or row[0].row > 40:  # above stands the table of answers
                assert len(found) <= 1, (name, row[0].row, found)


def _relative(cell: Any) -> str:
    def shifted(match: re.Match[str]) -> str:
        column, row = match.group(1), match.group(2)
        across = column if column.startswith("$") else f"[{column_index_from_string(column) - cell.column}]"
        down = row if row.startswith("$") else f"[{int(row) - cell.row}]"
        return f"R{down}C{across}"

    return re.sub(r"(\$?[A-Z]{1,3})(\$?\d+)", shifted, re.sub(r"'[^']+'!", lambda m: m.group(0).lower(), cell.value))


def test_inputs_are_unlocked_and_what_needs_a_run_is_not() -> None:
    declared = quantities(RESULT.scenario)
    rows = {row[0].value: row for row in BOOK["Forudsætninger"].iter_rows(min_row=5) if row[0].value}
    assert sorted(key for key in rows if key in declared) == sorted(declared)
    for key, number in declared.items():
        assert rows[key][2].value == number.value
        assert rows[key][8].value == (number.source or number.assumption)
    free = {key for key in declared if not rows[key][2].protection.locked}
    assert {"prices.wage.per_time", "prices.stay.per_time.since.2019", "levies.tax.rate", "programme.grants.fund.total",
            "discounting.rates.0 years", "financing.town.shares.central_government", "budget_reducible.support.share",
            "programme.costs.team.departments.work", "indices.prices.growth.2021"} <= free  # fmt: skip
    locked = set(declared) - free
    assert {"population.moving_away", "effects.attribution", "programme.served.length", "budget_reducible.support.lag",
            "clocks.life.transitions.support -> job.exponential.rate"} <= locked  # fmt: skip
    assert all(rows[key][12].value == "kræver ny kørsel" for key in locked)
    yellow = [cell for cell in cells() if not cell.protection.locked and cell.data_type == "f"]
    assert yellow == [], "no formula can be overwritten by accident"


def test_a_price_that_a_refund_adds_up_says_what_one_krone_more_means_at_most() -> None:
    """Of a placement the state refunds 75 % at most above its limits: the municipality pays between 0.25 and 1."""
    scenario = loaded(STARTER)
    assert refunded_at_most(scenario, "placement") == 0.75
    assert refunded_at_most(scenario, "kontanthjaelp") == 0.0
    book = build(result_of(scenario, engine=Engine.AUTO), Texts("da"))
    inputs = next(page for page in book.pages if page.name == "Forudsætninger")
    said = {
        str(cell.content): str(inputs.cells[row, 12].content)
        for (row, column), cell in inputs.cells.items()
        if not column and (row, 12) in inputs.cells
    }
    assert said["prices.placement.per_time"].startswith("kræver ny kørsel: refusionen lægger sagens år sammen")
    assert "mellem 0,25 og 1 kr." in said["prices.placement.per_time"]
    assert said["programme.costs.team.total"] == "kan ændres"
    assert not needs_a_run("prices.placement.per_time", ()), "where nothing refunds what a case costs, it is free"


def test_quantities_are_values_and_everything_after_them_is_not() -> None:
    kinds = {cell.data_type for cell in BOOK["Mængder"]["J"][8:] if cell.value is not None}
    assert kinds == {"n", "f"}, "values, and the change between them"
    for row in BOOK["P×Q"].iter_rows(min_row=6, min_col=10):
        assert {cell.data_type for cell in row if cell.value is not None} <= {"f"}


def test_the_sums_by_account_are_the_librarys_central_ledger() -> None:
    book, ledger = build(RESULT, Texts("da")), RESULT.central_ledger
    seen = set()
    for row, line in enumerate(ledger.lines):
        wanted = book.case.periods.summed(ledger.amounts[0, 0, 0, row] - ledger.amounts[0, 0, 1, row])
        found = np.zeros(len(book.case.periods))
        for account, series in book.amounts.accounts.items():
            if not account.memo and (account.payer, account.category, account.department) == (
                line.payer, line.category, line.department,
            ):  # fmt: skip
                found += np.array(series.values)
                seen.add(account)
        assert found == pytest.approx(wanted, abs=1e-6), line
    assert seen == {account for account in book.amounts.accounts if not account.memo}
    assert wanted.any()


def test_paybacks_agree_with_the_library_in_whole_years() -> None:
    """The sheet interpolates within its periods, the library within months: both end in the same year."""
    book = build(RESULT, Texts("da"))
    answers = book.paybacks.answers
    assert len(answers) > 10
    assert any(not isinstance(answer.years.value, str) and answer.years.number > 1 for answer in answers)
    assert_whole_years_agree(book)
    assert any(answer.years.value == "ingen udgift" for answer in answers)


def test_what_only_formulas_read_stands_below_what_is_printed() -> None:
    paybacks = build(RESULT, Texts("da")).paybacks
    (workings,) = paybacks.page.parts
    words = (paybacks.never, paybacks.no_cost, paybacks.rounding)
    rows = [
        row
        for (row, column), cell in paybacks.page.cells.items()
        if column == 1 and cell.content in {each.value for each in words}
    ]
    assert len(rows) == 3
    assert min(rows) > workings


def test_notes_of_the_package_are_in_the_language_of_the_book() -> None:
    key = "effects.attribution"
    value = quantities(RESULT.scenario)[key].value
    changed = replace(RESULT, scenario=RESULT.scenario.with_values({key: value}, by="variant 'own'"))
    for language, said in (
        ("da", f"sat til {value:g} af varianten 'own'"),
        ("en", f"set to {value:g} by variant 'own'"),
    ):
        pages = build(changed, Texts(language)).pages
        assert any(cell.content == said for page in pages for cell in page.cells.values())


def test_the_master_check_holds_and_finds_a_fault() -> None:
    book = build(RESULT, Texts("da"))
    assert (book.control.master.value, book.control.changed.number) == ("OK", 0.0)
    accounts = RESULT.central_ledger.amounts.copy()
    accounts[0, 0, 0, 0, 3] += 1.0
    from dataclasses import replace

    ledger = replace(RESULT.central_ledger, amounts=accounts)
    wrong = replace(RESULT, central=replace(RESULT.central, ledger=ledger))
    assert build(wrong, Texts("da")).control.master.value == "FEJL", "one krone too much in one month"


def test_the_sign_turns_every_sheet() -> None:
    cost, gain = (build(RESULT, Texts("da"), sign=sign) for sign in (1.0, -1.0))
    turned = 0
    for before, after in zip(cost.pages, gain.pages, strict=True):
        for place, cell in before.cells.items():
            if cell.form.startswith("kroner") and isinstance(cell.content, Term):
                other = after.cells[place].content
                assert isinstance(other, Term)
                assert other.number == pytest.approx(-cell.content.number, abs=1e-9), (before.name, place)
                turned += cell.content.number != 0.0
            if cell.form == "saved" and isinstance(cell.content, Term):  # a gain is positive, as on the screen
                other = after.cells[place].content
                assert isinstance(other, Term)
                assert other.number == pytest.approx(cell.content.number, abs=1e-9), (before.name, place)
    assert turned > 100
    assert [a.years.value for a in cost.paybacks.answers] == [a.years.value for a in gain.paybacks.answers]


def test_charts_say_what_they_show_to_those_who_do_not_see_them() -> None:
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as parts:
        drawings = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/drawings/drawing")]
        assert not any(
            name.startswith("xl/externalLinks") or name.endswith("vbaProject.bin") for name in parts.namelist()
        )
    said = [text for drawing in drawings for text in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', drawing)]
    assert len(said) == sum(drawing.count("<xdr:cNvPr ") for drawing in drawings) == 2
    assert all(len(text) > 60 for text in said)


def test_what_goes_with_the_result_is_drawn_beside_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Driver(key, correlation) for key, correlation in (("prices.stay.factor", 0.6), ("levies.tax.rate", -0.3))]
    monkeypatch.setattr("businesscase.workbook.sheets.spread.strongest_drivers", lambda _: found)
    page = next(page for page in build(RESULT, Texts("da")).pages if page.name == "Følsomhed")
    (chart,) = page.charts
    assert chart.bars
    assert chart.lines[0][1].values == (0.6, -0.3)
    assert "+0,60" in chart.alt
    assert all(chart.heads.values), "each bar has a name"


def test_the_same_result_gives_the_same_bytes() -> None:
    assert workbook_bytes(RESULT, Texts("da")) == CONTENT


@pytest.mark.parametrize(
    "risky", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(1)", "https://invented.example", "12.000"]
)
def test_text_that_looks_like_a_formula_stays_text(risky: str) -> None:
    from dataclasses import replace

    named = RESULT.scenario.model_copy(update={"title": risky + "\x07"})
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(replace(RESULT, scenario=named), Texts("da"))))
    titles = [cell for cell in cells(book) if cell.value == risky]
    assert titles, "control characters are dropped, the rest is kept"
    assert {cell.data_type for cell in titles} == {"s"}
    assert not [cell for cell in cells(book) if cell.hyperlink and cell.hyperlink.target]
    assert any(cell.value == "=wage" and cell.data_type == "s" for cell in cells(book)), "a label of the scenario"


def test_sheets_that_cannot_be_are_refused() -> None:
    for name in ("a" * 32, "a/b", "", "what?"):
        with pytest.raises(UsageError, match="cannot be the name of a sheet"):
            Page(name)
    with pytest.raises(UsageError, match="more than it holds"):
        Page("full").put(MOST_ROWS, 0, 1.0)


def test_first_sheets_answer_the_question_and_lead_on() -> None:
    words = " ".join(str(row[0].value) for row in BOOK["Resume"].iter_rows(max_row=12) if row[0].value)
    assert "tjent hjem inden for 3 år for kommunen" in words
    assert {cell.value for row in BOOK["Læsmig"].iter_rows(max_col=1) for cell in row} >= set(DANISH[1:])
    links = [cell for cell in cells() if cell.hyperlink]
    assert len(links) == len(DANISH) - 1
    assert all(cell.hyperlink.location for cell in links)


def test_columns_are_wide_enough_for_their_numbers() -> None:
    """A number wider than its column is shown as ####."""
    for page in build(RESULT, Texts("da")).pages:
        for (_, column), cell in page.cells.items():
            value = cell.content.value if isinstance(cell.content, Term) else cell.content
            if isinstance(value, float) and cell.form.startswith(_SHOWN):
                shown = f"{value / 1e3:,.0f}" if cell.form.startswith("kroner") else f"{value:,.2f}"
                shown = f"{value:.4f}" if cell.form in ("factor", "share") else shown
                assert len(shown) < page.widths.get(column, 11), (page.name, get_column_letter(column + 1), shown)


def test_both_strategies_are_those_of_the_library_by_account_and_by_state() -> None:
    """The sheet's with and without against the central ledger, and person-years against the central quantities."""
    page = BOOK["Begge forløb"]
    values = {
        (cell.row, cell.column): cell.value
        for row in openpyxl.load_workbook(io.BytesIO(CONTENT), data_only=True)["Begge forløb"].iter_rows()
        for cell in row
    }
    texts, ledger = Texts("da"), RESULT.central_ledger
    found: dict[tuple[str, ...], list[float]] = {}
    for row in range(5, page.max_row + 1):
        key = tuple(str(values[row, column] or "") for column in (1, 2, 4))
        if not isinstance(values[row, 8], float):  # the workings have no discounted total
            continue
        before = found.setdefault(key, [0.0, 0.0])
        found[key] = [before[0] + values[row, 9], before[1] + values[row, 8]]
    factors = discount_factors(RESULT.scenario, ledger.edges, base=0.0)
    for strategy in Strategy:
        for payer, category in {(line.payer, line.category) for line in ledger.lines}:
            rows = [r for r, line in enumerate(ledger.lines) if (line.payer, line.category) == (payer, category)]
            flow = ledger.amounts[0, 0, strategy.axis, rows].sum(axis=0)
            names = texts(f"payer.{payer.value}"), texts.category(category, RESULT.scenario)
            own = found.get((*names, texts(f"strategy.{strategy.value}")))
            if own is None:
                assert not flow.any(), (payer, category)
                continue
            assert own[0] == pytest.approx(flow.sum(), rel=1e-9, abs=1e-3), (payer, category, strategy)
            assert own[1] == pytest.approx(flow @ factors, rel=1e-9, abs=1e-3), (payer, category, strategy)
