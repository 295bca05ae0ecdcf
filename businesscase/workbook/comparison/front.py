"""The first sheets of a comparison: what it is, the cases and their answers, and the numbers that differ."""

from __future__ import annotations

from collections.abc import Sequence

from businesscase.core.version import VERSION
from businesscase.measures.comparison import Comparison
from businesscase.report.terminal import comparison
from businesscase.report.texts import sentences
from businesscase.report.texts.texts import Texts
from businesscase.scenario.read.dumping import resolved_hash
from businesscase.workbook.comparison.control import Control
from businesscase.workbook.comparison.payback import Answer, ComparedPaybacks
from businesscase.workbook.grid import Page
from businesscase.workbook.layout import HEAD, heads, titled
from businesscase.workbook.sheets.front import put_contents, put_facts
from businesscase.workbook.term import Term, added, at


def read_me(page: Page, found: Comparison, control: Control, pages: Sequence[Page], texts: Texts) -> None:
    """Purpose, whether the cases can be compared, what was run, and the contents."""
    first = found.cases[0].result
    page.put(0, 0, texts("compare.title", count=len(found.cases)), "title")
    page.put(1, 0, texts("book.compare.purpose"), "note")
    facts: list[tuple[str, Term | str | float]] = [
        ("front.check", control.master),
        ("compare.apart", comparison.apart(found, texts) or texts("book.compare.apart.none")),
        ("compare.evidence", texts("compare.levels")),
        ("compare.live", texts("book.compare.live.words")),
        ("front.price_level", float(first.scenario.time.price_year)),
        ("front.unit", texts("book.front.unit.words")),
        ("front.version", VERSION),
        ("front.seed", float(first.run.seed)),
        ("front.draws", float(first.run.draws)),
    ]
    row = put_facts(page, facts, texts) + 1
    page.put(row, 0, texts("book.compare.cases"), "heading")
    for case in found.cases:
        row += 1
        claim = case.result.headline
        engine = texts(f"engine.{case.result.run.engine.value}")
        said = [
            f"{sentences.verdict_word(claim, texts)}, P {texts.probability(claim.probability)}",
            case.result.scenario.title, case.file, engine, resolved_hash(case.result.scenario),
        ]  # fmt: skip
        page.put(row, 0, case.name, "bold")
        page.put(row, 1, " · ".join(said), "wrap_wide")
    put_contents(page, row + 2, pages, texts)


def summary(found: Comparison, paybacks: ComparedPaybacks, control: Control, texts: Texts) -> Page:
    """One row for each case: the verdict as it was run, and cost, saving and payback as formulas."""
    page = Page(texts("book.sheet.summary"))
    year = found.cases[0].result.scenario.time.price_year
    note = texts("book.compare.summary.note", price_year=year)
    titled(page, texts("compare.title", count=len(found.cases)), note)
    keys = (
        "case", "verdict", "probability", "bounds", "upper", "by_year", "case_cost", "case_saving", "case_balance",
        "case_apart", "case_whole", "case_years",
    )  # fmt: skip
    heads(page, HEAD, [texts(f"book.column.{key}") for key in keys], numbers_from=2)
    first = None
    for place, answer in enumerate(paybacks.answers):
        owed = _answer_row(page, HEAD + 1 + place, answer, first, paybacks, texts)
        first = first or owed
    row = HEAD + len(paybacks.answers) + 3
    uneven = [case.name for case in found.cases if case.claim.within_years % 1.0]
    said = texts("book.compare.uneven", cases=", ".join(uneven)) if uneven else ""
    for words in (comparison.apart(found, texts), said, comparison.ranges(found, texts), texts("compare.levels")):
        if words:
            page.put(row, 0, words, "note")
            row += 1
    page.put(row + 1, 0, texts("book.summary.check"))
    page.put(row + 1, 1, control.master, "answer")
    for column, width in enumerate((36, 18, 8, 8, 8, 8, 14, 14, 14, 14, 20, 20)):
        page.widths[column] = width
    page.head, page.whole = HEAD, True
    return page


def _answer_row(
    page: Page, row: int, answer: Answer, first: Term | None, paybacks: ComparedPaybacks, texts: Texts
) -> Term:
    """A case's row; the cell of what it still owes by the year that it is asked for."""
    claim = answer.case.result.headline
    page.put(row, 0, answer.case.name, "wrap")
    page.put(row, 1, sentences.verdict_word(claim, texts))
    for column, value in ((2, claim.probability), (3, claim.lower), (4, claim.upper)):
        page.put(row, column, value, "probability")
    asked = page.put(row, 5, float(max(1, min(int(claim.within_years), len(answer.saving)))), "plain")
    page.put(row, 6, added(answer.cost.span) * paybacks.sign, "kroner")
    page.put(row, 7, _by_then(answer, asked, paybacks), "kroner")
    owed = page.put(row, 8, at(answer.owed.span, asked), "kroner+bold")
    page.put(row, 9, owed - (first or owed), "kroner")
    page.put(row, 10, answer.whole_years, "answer")
    library = answer.found.payback
    horizon = answer.case.result.scenario.time.horizon_years
    page.put(
        row, 11, texts("book.not_within", years=texts.count("years", horizon)) if library is None else library, "years"
    )
    return owed


def _by_then(answer: Answer, asked: Term, paybacks: ComparedPaybacks) -> Term:
    """The saving of the years to the one that is asked for; an income, so of the other sign than cost."""
    years = paybacks.years(len(answer.saving))
    pairs = zip(answer.saving.span.numbers, years.numbers, strict=True)
    found = sum(value for value, year in pairs if year <= asked.number)
    return -(Term(f"SUMPRODUCT(({years.text}<={asked.text})*{answer.saving.span.text})", float(found)) * paybacks.sign)


def inputs_page(found: Comparison, texts: Texts) -> Page:
    """Numbers that differ, a column for each case; below them what differs and is not a number."""
    page = Page(texts("book.sheet.assumptions"))
    note = texts("book.compare.inputs.note", equal=found.equal)
    titled(page, texts("book.title.assumptions"), note)
    names = [case.name for case in found.cases]
    heads(page, HEAD, [texts("book.column.key"), texts("book.column.unit")])
    page.series(HEAD, 2, names, "head_right")
    row = HEAD
    for each in found.differing:
        row += 1
        page.put(row, 0, each.key, "wrap")
        units = dict.fromkeys(texts(f"unit.{n.unit}") for n in each.numbers if n is not None)
        page.put(row, 1, " / ".join(units), "wrap")
        for column, number in enumerate(each.numbers, start=2):
            page.put(row, column, None if number is None else number.value, "plain")
    if found.settings:
        row += 2
        page.put(row, 0, texts("book.compare.settings"), "heading")
        for setting in found.settings:
            row += 1
            page.put(row, 0, setting.key, "wrap")
            for column, value in enumerate(setting.values, start=2):
                page.put(row, column, value or "", "wrap")
    page.widths.update({0: 60, 1: 18, **dict.fromkeys(range(2, 2 + len(names)), 18.0)})
    page.frozen, page.head, page.keys = (HEAD + 1, 1), HEAD, 1
    return page
