"""The workbook, read back with another package."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from builders import HORIZON, declaration, result, scenario

from businesscase.report.workbook import workbook_bytes
from businesscase.scenario.keys import quantities
from businesscase.scenario.resolve import resolved_hash
from businesscase.vocabulary import Perspective

FOUND = result()
CONTENT = workbook_bytes(FOUND, "da")
BOOK = openpyxl.load_workbook(io.BytesIO(CONTENT))


def rows(book: Any, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def table(book: Any, sheet: str, head: str) -> list[list[Any]]:
    """Rows under the first row that begins with `head`, to the next empty one."""
    found = rows(book, sheet)
    start = next(place for place, row in enumerate(found) if row[0] == head)
    body = []
    for row in found[start + 1 :]:
        if row[0] is None:
            break
        body.append(row)
    return body


def test_sheets_are_danish_by_default_and_english_when_asked() -> None:
    assert BOOK.sheetnames == [
        "Resume", "Forudsætninger", "Påstande", "Tilbagebetaling", "Sandsynlighed",
        "Nettobesparelse", "Hvem betaler og sparer", "Udfald", "Mængder", "Regnskab"
    ]  # fmt: skip
    english = openpyxl.load_workbook(io.BytesIO(workbook_bytes(FOUND, "en")))
    assert english.sheetnames[:2] == ["Summary", "Assumptions"]
    assert "Not shown" in str(rows(english, "Summary"))


def test_summary_answers_the_question() -> None:
    words = " ".join(str(row[0]) for row in rows(BOOK, "Resume") if row[0])
    assert words.startswith("Invented municipality")
    assert "Ikke påvist: at merudgiften er tjent hjem inden for 5 år for kommunen" in words
    assert "et gennemsnit for familier som disse" in words
    (kommunen,) = [row for row in rows(BOOK, "Resume") if row[0] == "Kommunen"]
    assert kommunen[1] == pytest.approx(1e6), "kroner are stored in full, shown in millions"
    assert kommunen[9] == FOUND.headline.probability


def test_every_number_of_the_scenario_is_there_with_its_origin() -> None:
    declared = quantities(FOUND.scenario)
    body = table(BOOK, "Forudsætninger", "Nøgle")
    assert [row[0] for row in body] == list(declared)
    for row in body:
        quantity = declared[row[0]]
        assert row[1:4] == [quantity.value, quantity.low, quantity.high]
        assert row[7] == (quantity.source or quantity.assumption)
        assert row[6].startswith(quantity.evidence_grade)


def test_claims_and_paybacks_match_the_result() -> None:
    claims = table(BOOK, "Påstande", "Påstand")
    assert [row[8] for row in claims] == [claim.probability for claim in FOUND.claims]
    paybacks = table(BOOK, "Tilbagebetaling", "Hvem")
    net = next(row for row in paybacks if row[:2] == ["Kommunen", "fratr. bevillinger"])
    expected = next(
        each
        for each in FOUND.payback
        if (each.perspective, each.costs.value, each.discounted) == (Perspective.MUNICIPALITY, "net_of_grants", False)
    )
    assert net[3] == pytest.approx(expected.sustained_years, rel=1e-15)
    foundation = next(row for row in paybacks if row[0] == "Fonden")
    assert foundation[3] == f"> {HORIZON}", "not within the horizon is said, not left blank"


def test_net_saving_accounts_and_quantities_agree_with_each_other() -> None:
    saved = table(BOOK, "Nettobesparelse", "År")
    expected = FOUND.net_saving[Perspective.MUNICIPALITY].mean
    assert [row[1] for row in saved] == pytest.approx(expected, rel=1e-15), "16 digits are what the format holds"
    accounts = [row for row in table(BOOK, "Regnskab", "Hvem") if row[0] == "Kommunen"]
    kept = {"Indsatsens udgift": 1, "Bevilling": 1, "Forsørgelsesydelser": 1}
    sign = {"Med indsatsen": -1, "Uden indsatsen": 1, "Besparelse": 0}
    by_hand = sum(sign[row[2]] * row[3] for row in accounts if row[1] in kept)
    printed = sum(row[3] for row in accounts if row[1] in kept and row[2] == "Besparelse")
    assert printed == pytest.approx(by_hand)
    assert by_hand == pytest.approx(saved[0][1]), "counterfactual minus programme of the first year"
    for row in accounts:
        assert row[-1] == pytest.approx(sum(row[3:-1]))
    quantities_ = table(BOOK, "Mængder", "Område")
    support = next(row for row in quantities_ if row[1:4] == ["Support (da)", "helårspersoner", "Med indsatsen"])
    assert support[4:] == pytest.approx([6.0] * HORIZON)


def test_outcomes_hold_a_table_per_clock() -> None:
    words = [row[0] for row in rows(BOOK, "Udfald")]
    assert sum("andel i hver tilstand" in str(word) for word in words) == 2


@pytest.mark.parametrize(
    "sign", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(1)", "https://invented.example", "12.000"]
)
def test_text_that_looks_like_a_formula_stays_text(sign: str) -> None:
    base = declaration()["claims"]["recouped"]
    risky = scenario(title=sign, claims={"recouped": {**base, "label": {"en": sign, "da": sign}}})
    content = workbook_bytes(result(scenario=risky, cohort_ledgers=None), "da")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert {cell.data_type for cell in cells if str(cell.value).startswith(sign)} == {"s"}


def test_control_characters_are_dropped_not_written() -> None:
    content = workbook_bytes(result(scenario=scenario(title="a\x07b"), cohort_ledgers=None), "en")
    assert openpyxl.load_workbook(io.BytesIO(content))["Summary"]["A1"].value == "ab"


def test_same_result_same_bytes() -> None:
    assert workbook_bytes(FOUND, "da") == CONTENT
    assert workbook_bytes(dataclasses.replace(FOUND, seed=2), "da") != CONTENT


def test_no_cell_holds_an_error_and_wide_sheets_keep_their_heads_in_sight() -> None:
    with zipfile.ZipFile(io.BytesIO(CONTENT)) as parts:
        assert not [
            name for name in parts.namelist() if b"#REF!" in parts.read(name) or b'<c t="e"' in parts.read(name)
        ]
        custom = parts.read("docProps/custom.xml").decode()
    assert resolved_hash(FOUND.scenario) in custom
    assert BOOK["Regnskab"].freeze_panes == "D4"
    assert BOOK["Forudsætninger"].freeze_panes == "B4"
    for sheet in BOOK:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_columns_are_wide_enough_for_their_numbers() -> None:
    """A number wider than its column is shown as ####: the widest shown form must fit."""
    for sheet in BOOK:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    shown = f"{cell.value / 1e6:,.2f}" if ",," in cell.number_format else f"{cell.value:,.1f}"
                    digits = len(shown) if cell.number_format != "General" else len(f"{cell.value:g}")
                    assert digits <= sheet.column_dimensions[cell.column_letter].width, (sheet.title, cell.coordinate)


def test_probabilities_are_shown_as_never_zero_or_one_and_stored_in_full() -> None:
    cells = [cell for row in BOOK["Sandsynlighed"].iter_rows() for cell in row if "< 0,01" in cell.number_format]
    assert cells
    assert {cell.number_format for cell in cells} == {'[<0.005]"< 0,01";[>0.995]"> 0,99";0.00'}
    assert 0.0 in [cell.value for cell in cells]


def test_wide_sheets_print_on_a3_and_what_is_left_out_stands_in_the_summary() -> None:
    assert int(BOOK["Forudsætninger"].page_setup.paperSize) == 8
    assert int(BOOK["Resume"].page_setup.paperSize) == 9
    without = scenario(left_out={"school_costs": {"en": "Not priced.", "da": "Har ingen pris."}})
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(result(scenario=without), "da")))
    words = [row[0] for row in rows(book, "Resume")]
    assert words[words.index("Udeladt") + 1] == "Har ingen pris."


def test_the_payback_sheet_says_that_it_is_of_the_central_curve() -> None:
    assert "central kurve" in BOOK["Tilbagebetaling"]["A1"].value
    assert "middel over trækninger" in BOOK["Tilbagebetaling"]["A2"].value


def test_other_views_stand_under_the_paybacks_as_numbers() -> None:
    found = rows(BOOK, "Tilbagebetaling")
    start = next(place for place, row in enumerate(found) if str(row[0]).startswith("Andre opgørelser"))
    (kommunen,) = [row for row in found[start:] if row[0] == "Kommunen"]
    municipality = next(row for row in FOUND.returns if row.party is Perspective.MUNICIPALITY)
    assert municipality.fiscal_return is not None
    assert kommunen[1] == pytest.approx(municipality.net_present_value.central), "kroner in full"
    assert kommunen[5] == pytest.approx(municipality.fiscal_return.central)
    assert kommunen[6] == pytest.approx(municipality.internal_rate_of_return)
