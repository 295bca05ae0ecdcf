"""LibreOffice calculates every cell from scratch: the stored values, and what the library says to changed inputs."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
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
from tests.workbook.office import (
    REQUIRED,
    Cells,
    calculated,
    formulas,
    is_error,
    recalculated,
    same,
    soffice,
    stored,
    with_cells,
    with_inputs,
)

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]
ROOT = Path(__file__).parents[2]
SMALL_SCENARIOS = 50 if os.environ.get(REQUIRED) else 8  # all of them where CI requires LibreOffice
VARIANTS = 99 if os.environ.get(REQUIRED) else 2  # of each real scenario: all, or the first
TOGETHER = 6  # variants at most that LibreOffice recalculates at a time
# Sheets that hold money or years; the first ones and the checks also say that inputs were changed.
MONEY = (
    "P×Q", "Indsats", "Budgetskema", "Per forvaltning", "Per betaler", "Begge forløb", "Serviceramme",
    "Tilbagebetaling", "Kontoplan",
)  # fmt: skip


def written(result: Result, path: Path, book: Book | None = None) -> Path:
    """The file of a result; of sheets that were looked at, without building them again."""
    path.write_bytes(file_of(book or build(result, Texts("da")), result, Texts("da")))
    return path


def assert_same_everywhere(file: Path, after: Cells, *, at_least: int = 10_000) -> None:
    """Every formula's stored value is what LibreOffice finds, and none is an error."""
    before = calculated(file)
    assert len(before) > at_least
    assert not [value for value in after.values() if is_error(value)]
    wrong = {place: (value, after.get(place)) for place, value in before.items() if not same(value, after.get(place))}
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
    """Some at a time: LibreOffice starts once for them, and no test is so long that a process waits for it alone."""
    found = []
    for name in ("opgang_til_opgang", "familien_paa_vej"):
        variants = list(loaded(f"scenarios/{name}.yaml").variants)[:VARIANTS]
        groups = -(-len(variants) // TOGETHER)
        found += [(name, variants[start::groups]) for start in range(groups)]
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
    for file, after in zip(files, recalculated(files, tmp_path), strict=True):
        assert_same_everywhere(file, after)


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
    edited = with_inputs(file, edits, "Forudsætninger", tmp_path / "edited.xlsx")
    as_run, after = recalculated([file, edited], tmp_path)
    assert_same_everywhere(file, as_run)
    assert_follows(result, edits, as_run, after)


def assert_follows(result: Result, edits: dict[str, float], before: Cells, after: Cells) -> None:
    """A changed input in the file gives what the library gives: the same quantities, valued again."""
    pages = build(valued_again(result, edits), Texts("da"), periods=periods_of(result)).pages
    wanted = {
        (page.name, address(*place)): cell.content.value
        for page in pages
        if page.name in MONEY
        for place, cell in page.cells.items()
        if isinstance(cell.content, Term)
    }
    wrong = {place: (value, after.get(place)) for place, value in wanted.items() if not same(value, after.get(place))}
    assert not wrong, (edits, list(wrong.items())[:5])
    assert any(not same(before.get(place), after.get(place)) for place in wanted), f"{edits} moved something"


EDITS: tuple[dict[str, float], ...] = (
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
)


def test_an_edited_input_is_a_run_with_that_input(tmp_path: Path) -> None:
    """LibreOffice starts once for all of them."""
    soffice()
    result = result_of(small(moving=0.1))
    file = written(result, tmp_path / "as_run.xlsx")
    files = [
        with_inputs(file, edits, "Forudsætninger", tmp_path / f"{number}.xlsx") for number, edits in enumerate(EDITS)
    ]
    as_run, *changed = recalculated([file, *files], tmp_path)
    assert_same_everywhere(file, as_run, at_least=1000)
    for edits, after in zip(EDITS, changed, strict=True):
        assert_follows(result, edits, as_run, after)


# A cell of each sheet that holds the municipality's money, by the sheet, a column, and what stands in the row.
FALSIFIED = {
    "Budgetskema": ("J", "Casework"), "Per forvaltning": ("F", "Casework"), "Serviceramme": ("D", "Service, brutto"),
    "Kontoplan": ("N", "Casework"), "Tilbagebetaling": ("K", "nettoudgift"),
}  # fmt: skip


def test_the_control_fails_when_a_cell_of_any_sheet_is_falsified(tmp_path: Path) -> None:
    """A hundred kroner more in one cell: the sheets no longer hold the same, and the control says so."""
    soffice()
    file, files = written(result_of(small()), tmp_path / "as_run.xlsx"), []
    cells, of = stored(file), formulas(file)
    for name, (column, words) in FALSIFIED.items():
        rows = [
            re.sub("[A-Z]", "", place) for (sheet, place), value in cells.items() if (sheet, value) == (name, words)
        ]
        place = f"{column}{rows[0]}"
        assert (name, place) in of
        files.append(with_cells(file, name, {place: _a_hundred_more}, tmp_path / f"{name}.xlsx"))
    for file, after in zip(files, recalculated(files, tmp_path), strict=True):
        masters = [value for (sheet, _), value in after.items() if sheet == "Resume" and value in ("OK", "FEJL")]
        assert masters == ["FEJL"], file.stem


def _a_hundred_more(cell: str) -> str:
    return cell.replace("</f>", "+100</f>")


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
    for file, after in zip(files, recalculated(files, tmp_path), strict=True):
        assert_same_everywhere(file, after, at_least=1000)
