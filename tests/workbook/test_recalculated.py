"""LibreOffice calculates every cell from scratch: the stored values, and what the library says to changed inputs."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings

from businesscase.core.vocabulary import Engine
from businesscase.measures.result import Result
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook.grid import address
from businesscase.workbook.periods import periods_of
from businesscase.workbook.term import Term
from businesscase.workbook.workbook import Book, build, file_of
from tests.loaded import loaded
from tests.workbook.cases import assert_whole_years_agree, result_of, scenarios, small, valued_again
from tests.workbook.office import REQUIRED, calculated, formulas, recalculated, same, soffice, values, with_inputs

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
SMALL_SCENARIOS = 50 if os.environ.get(REQUIRED) else 8  # all of them where CI requires LibreOffice
VARIANTS = 99 if os.environ.get(REQUIRED) else 2  # of each real scenario: all, or the first
# Sheets that hold money or years; the first ones and the checks also say that inputs were changed.
MONEY = (
    "P×Q", "Indsats", "Budgetskema", "Per forvaltning", "Per betaler", "Begge forløb", "Serviceramme",
    "Tilbagebetaling", "Kontoplan",
)  # fmt: skip


def written(result: Result, path: Path, book: Book | None = None) -> Path:
    """The file of a result; of sheets that were looked at, without building them again."""
    path.write_bytes(file_of(book or build(result, Texts("da")), result, Texts("da")))
    return path


def assert_stored_is_calculated(file: Path, again: Path) -> None:
    """Every formula's stored value is what LibreOffice finds, and none is an error."""
    before, after, of = values(file), values(again), formulas(file)
    assert len(of) > 1000
    wrong = {
        place: (before.get(place), after.get(place), of[place])
        for place in of
        if not same(before.get(place), after.get(place))
    }
    assert not wrong, list(wrong.items())[:5]
    assert not [value for value in after.values() if isinstance(value, str) and value.startswith(("#", "Err:"))]


def assert_same_everywhere(file: Path, again: Path, *, at_least: int = 10_000) -> None:
    """As `assert_stored_is_calculated`, for many or large files."""
    before, after = calculated(file), calculated(again)
    assert len(before) > at_least
    assert not [value for value in after.values() if isinstance(value, str) and value.startswith(("#", "Err:"))]
    assert before.keys() == after.keys()
    wrong = {place: (value, after[place]) for place, value in before.items() if not same(value, after[place])}
    assert not wrong, list(wrong.items())[:5]


def assert_is_the_ledger(result: Result) -> Book:
    """The stored sums are the library's central ledger, year by year; the sheets that hold them."""
    book, ledger = build(result, Texts("da")), result.central_ledger
    found = {line: np.zeros(len(book.case.periods)) for line in ledger.lines}
    for account, series in book.amounts.accounts.items():
        if not account.memo:
            (line,) = [
                one
                for one in ledger.lines
                if (one.payer, one.category, one.department) == (account.payer, account.category, account.department)
            ]
            found[line] += np.array(series.values)
    for row, line in enumerate(ledger.lines):
        wanted = book.case.periods.summed(ledger.amounts[0, 0, 0, row] - ledger.amounts[0, 0, 1, row])
        years = np.array(book.case.periods.years)  # a price that changes inside a month divides it between two columns
        for year in np.unique(years):
            assert found[line][years == year].sum() == pytest.approx(wanted[years == year].sum(), abs=1e-6), line
    assert book.control.master.value == "OK"
    assert_whole_years_agree(book)
    return book


def _some_variants() -> list[tuple[str, list[str]]]:
    """Three at a time: LibreOffice starts once for them, and no test is so long that a process waits for it alone."""
    found = []
    for name in ("opgang_til_opgang", "familien_paa_vej"):
        variants = list(loaded(f"scenarios/{name}.yaml").variants)[:VARIANTS]
        found += [(name, variants[start : start + 3]) for start in range(0, len(variants), 3)]
    return found


@pytest.mark.parametrize(
    ("name", "variants"), _some_variants(), ids=lambda one: one if isinstance(one, str) else one[0]
)
def test_their_variants(name: str, variants: list[str], tmp_path: Path) -> None:
    """Each variant's sums and whole years are the library's, and LibreOffice finds every cell the same."""
    soffice()
    scenario = loaded(f"scenarios/{name}.yaml")
    files: list[Path] = []
    for number, variant in enumerate(variants):
        result = result_of(scenario.variant(variant))
        files.append(written(result, tmp_path / f"{number}.xlsx", assert_is_the_ledger(result)))
    for file, again in zip(files, recalculated(files, tmp_path), strict=True):
        assert_same_everywhere(file, again)


@pytest.mark.parametrize("name", ["opgang_til_opgang", "familien_paa_vej"])
def test_the_real_scenarios(name: str, tmp_path: Path) -> None:
    soffice()
    result = result_of(loaded(ROOT / "scenarios" / f"{name}.yaml"), engine=Engine.AUTO)
    book = assert_is_the_ledger(result)
    assert result.accounts is not None
    records = {(one.year, one.function, one.dranst, one.art or ""): one.amount for one in result.accounts.records}
    booked = {key: term.number for key, term in book.accounts.records.items() if abs(term.number) > 1e-9}
    assert booked == pytest.approx({key: amount for key, amount in records.items() if abs(amount) > 1e-9}, abs=1e-6)
    file = written(result, tmp_path / f"{name}.xlsx", book)
    (again,) = recalculated([file], tmp_path)
    assert_stored_is_calculated(file, again)
    # a price that is alone in its category, so that no month turns from saving into cost: that is decided at the run
    declared = quantities(result.scenario)
    grant = next(key for key in declared if key.startswith("programme.grants."))
    tax = next(key for key in declared if key.startswith("levies.municipal_tax_on_benefits.rate"))  # dated or not
    edits = {
        "prices.ledighedsydelse.per_time.since.2023": 12_345.0,
        tax: 1.1 * declared[tax].value,
        "discounting.rates.0 years": 0.05,
        grant: 0.9 * declared[grant].value,
    }
    assert_follows(result, edits, tmp_path)


def assert_follows(result: Result, edits: dict[str, float], folder: Path) -> None:
    """A changed input in the file gives what the library gives: the same quantities, valued again."""
    own = folder / "edited"
    own.mkdir()
    file = with_inputs(written(result, own / "as_run.xlsx"), edits, "Forudsætninger", own / "edited.xlsx")
    (again,) = recalculated([file], own)
    pages = build(valued_again(result, edits), Texts("da"), periods=periods_of(result)).pages
    wanted = {
        (page.name, address(*place)): cell.content.value
        for page in pages
        if page.name in MONEY
        for place, cell in page.cells.items()
        if isinstance(cell.content, Term)
    }
    before, after, money = values(own / "as_run.xlsx"), values(again), list(wanted)
    wrong = {place: (wanted[place], after.get(place)) for place in money if not same(wanted[place], after.get(place))}
    assert not wrong, list(wrong.items())[:5]
    assert any(not same(before.get(place), after.get(place)) for place in money), "the edit moved something"


@pytest.mark.parametrize(
    "edits",
    [
        {"prices.wage.per_time": 31_000.0},
        {"prices.stay.per_time.since.2021-07-01": 9_000.0, "prices.stay.factor": 0.8},
        {"financing.town.shares.central_government": 0.75},
        {"discounting.rates.0 years": 0.08},
        {"programme.grants.fund.total": 0.6, "programme.costs.team.total": 1.7},
        {"indices.prices.growth.2021": 0.06},
        {"levies.tax.rate": 0.4},
        {"budget_reducible.support.share": 0.2},
        {
            "programme.steady_state.per_family": 30_000.0,
            "programme.costs.team.departments.work": 0.2,
            "programme.costs.team.departments.family": 0.8,
        },
    ],
    ids=lambda edits: next(iter(edits)),
)
def test_an_edited_input_is_a_run_with_that_input(edits: dict[str, float], tmp_path: Path) -> None:
    soffice()
    assert_follows(result_of(small(moving=0.1)), edits, tmp_path)


# A cell of each sheet that holds the municipality's money, by the sheet, a column, and what stands in the row.
FALSIFIED = {
    "Budgetskema": ("J", "Casework"), "Per forvaltning": ("F", "Casework"), "Serviceramme": ("D", "Service, brutto"),
    "Kontoplan": ("N", "Casework"), "Tilbagebetaling": ("K", "nettoudgift"),
}  # fmt: skip


def test_the_control_fails_when_a_cell_of_any_sheet_is_falsified(tmp_path: Path) -> None:
    """A hundred kroner more in one cell: the sheets no longer hold the same, and the control says so."""
    soffice()
    file, files = written(result_of(small()), tmp_path / "as_run.xlsx"), []
    for name, (column, words) in FALSIFIED.items():
        book = openpyxl.load_workbook(file)
        row = next(cells[0].row for cells in book[name].iter_rows() if words in {cell.value for cell in cells})
        cell = book[name][f"{column}{row}"]
        assert cell.data_type == "f", (name, row)
        cell.value = f"{cell.value}+100"
        files.append(tmp_path / f"{name}.xlsx")
        book.save(files[-1])
    for file, again in zip(files, recalculated(files, tmp_path), strict=True):
        masters = [
            value for (sheet, _), value in values(again).items() if sheet == "Resume" and value in ("OK", "FEJL")
        ]
        assert masters == ["FEJL"], file.stem


def test_random_small_scenarios(tmp_path: Path) -> None:
    """Made by Hypothesis, recalculated in one call."""
    soffice()
    files: list[Path] = []

    @settings(
        max_examples=SMALL_SCENARIOS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios())
    @example(small(rate=2.0, ratio=5.0, horizon=8, moving=0.0))  # everyone enters once either way: the region ends even
    @example(small(rate=2.0, ratio=5.0, horizon=4, moving=0.0, interest=0.0))
    def write(scenario: Scenario) -> None:
        result = result_of(scenario)
        files.append(written(result, tmp_path / f"small_{len(files)}.xlsx", assert_is_the_ledger(result)))

    write()
    assert len(files) >= SMALL_SCENARIOS
    for file, again in zip(files, recalculated(files, tmp_path), strict=True):
        assert_same_everywhere(file, again, at_least=1000)
