"""ComparedAmounts of all cases as values, and who pays them: a table for each payer, department and class."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Area
from businesscase.ledger.ledger import Line
from businesscase.measures.comparison import Case, Comparison, by_area, by_calendar_year
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.booked import has_account
from businesscase.workbook.grid import Page, Series, address, quoted
from businesscase.workbook.layout import HEAD, heads, titled
from businesscase.workbook.term import Span, Term, added, sum_where

Of = Callable[[Term, Term, int], Term]  # from a case, a purse and the place of a year to a formula
_YEARS = 8  # column of the first calendar year on the sheet of amounts
_FIRST = 3  # and on the sheets of purses
_CASE, _PAYER, _DEPARTMENT, _CATEGORY, _CASE_NUMBER, _PAYER_NUMBER, _DEPARTMENT_NUMBER, TOTAL = range(_YEARS)


class ComparedAmounts:
    """The sheet of amounts: a row for each case, payer, department and category that has any."""

    def __init__(self, found: Comparison, texts: Texts) -> None:
        self.page = page = Page(texts("book.sheet.lines"))
        titled(page, texts("book.sheet.lines"), texts("book.compare.lines.note"))
        keys = (
            "case", "purse", "department", "category", "number_case", "number_purse", "number_department", "total",
        )  # fmt: skip
        heads(page, HEAD, [texts(f"book.column.{key}") for key in keys], numbers_from=_CASE_NUMBER)
        changes = [by_calendar_year(case) for case in found.cases]
        self.calendar = sorted({year for years, _ in changes for year in years})
        page.series(HEAD, _YEARS, list(map(float, self.calendar)), "integer+head")
        row = HEAD
        self.unbooked: dict[str, list[Term]] = {case.name: [] for case in found.cases}  # is in no class of account
        self.payers = [texts(f"payer.{payer.value}") for payer in Payer]
        self.departments = list(dict.fromkeys(_departments(found, texts)))
        numbers = {
            column: {name: float(number) for number, name in enumerate(names, start=1)}
            for column, names in ((_PAYER, self.payers), (_DEPARTMENT, self.departments))
        }
        for number, (case, (years, lines)) in enumerate(zip(found.cases, changes, strict=True), start=1):
            for line, amounts in lines.items():
                if not amounts.any():
                    continue
                row += 1
                words = list(_words(case, line, texts))
                for column, word in enumerate(words):
                    page.put(row, column, word)
                page.put(row, _CASE_NUMBER, float(number), "integer")
                for column in (_PAYER, _DEPARTMENT):
                    page.put(row, column + _CASE_NUMBER, numbers[column].get(words[column], 0.0), "integer")
                by_year = dict(zip(years, map(float, amounts), strict=True))
                series = page.series(row, _YEARS, [by_year.get(year, 0.0) for year in self.calendar], "kroner")
                whole = page.put(row, TOTAL, added(series.span), "kroner")
                if line.payer is Payer.MUNICIPALITY and not has_account(case.result.scenario, line.category):
                    self.unbooked[case.name].append(whole)
        self.last = max(row, HEAD + 1)
        page.widths.update(
            {
                _CASE: 30,
                _PAYER: 20,
                _DEPARTMENT: 28,
                _CATEGORY: 34,
                TOTAL: 11,
                **dict.fromkeys(range(_YEARS, _YEARS + len(self.calendar)), 9.0),
            }
        )
        page.frozen, page.head, page.keys = (HEAD + 1, 1), HEAD, 1

    def column(self, column: int) -> Span:
        """A column, at a fixed place."""
        return self.page.down(column, HEAD + 1, self.last)

    @property
    def case_numbers(self) -> Span:
        """The number of each row's case. Names are no criteria: what begins with = or holds * would mean another."""
        return self.column(_CASE_NUMBER)

    def year(self, place: int) -> Span:
        """The amounts of a calendar year; its column moves along a row of formulas."""
        return _sliding(self.page, _YEARS + place, HEAD + 1, self.last)


class ComparedPurses:
    """A sheet with a table for each purse: each case, and below it its difference from the first."""

    def __init__(self, found: Comparison, key: str, calendar: Sequence[int], sign: Term, texts: Texts) -> None:
        self.found, self.sign, self.texts = found, sign, texts
        self.page = page = Page(texts(f"book.sheet.{key}"))
        titled(page, texts(f"book.title.{key}"), texts("book.compare.purses.note"))
        heads(page, HEAD, [texts(f"book.column.{key}") for key in ("case", "number", "total")], numbers_from=1)
        self.years = page.series(HEAD, _FIRST, list(map(float, calendar)), "integer+head")
        self.row = HEAD + 1
        self.net: dict[tuple[str, str], Series] = {}
        page.widths.update({0: 46, 1: 5, 2: 11, **dict.fromkeys(range(_FIRST, _FIRST + len(calendar)), 9.0)})
        page.frozen, page.head, page.keys = (HEAD + 1, 1), HEAD, 2

    def table(self, name: str, number: int, of: Of) -> None:
        """One purse. `of` gives the formula of a case and the purse (cells of their numbers) and a year's place."""
        self.page.put(self.row, 0, name, "heading")
        purse = self.page.put(self.row, 1, float(number), "integer")
        self.row += 1
        first: Series | None = None
        for place, case in enumerate(self.found.cases, start=1):
            self.page.put(self.row, 0, case.name)
            own = self._write(_signed(of, self.page.put(self.row, 1, float(place), "integer"), purse, self.sign))
            self.net[name, case.name] = own
            if first is None:
                first = own
                continue
            self.page.put(self.row, 0, self.texts("book.compare.apart_row", case=case.name))
            self._write(_apart(own, first))
        self.row += 1

    def _write(self, of: Callable[[int], Term]) -> Series:
        found = self.page.series(self.row, _FIRST, [of(place) for place in range(len(self.years))], "kroner")
        self.page.put(self.row, _FIRST - 1, added(found.span), "kroner")
        self.row += 1
        return found


def payers_of(found: Comparison, amounts: ComparedAmounts, sign: Term, texts: Texts) -> ComparedPurses:
    """A table for each payer that pays or saves in any case; tax and equalisation included."""
    purses = ComparedPurses(found, "payers", amounts.calendar, sign, texts)
    _tables(purses, amounts, _PAYER, amounts.payers)
    return purses


def departments_of(found: Comparison, amounts: ComparedAmounts, sign: Term, texts: Texts) -> ComparedPurses:
    """A table for each department of the municipality, by its name."""
    purses = ComparedPurses(found, "departments", amounts.calendar, sign, texts)
    _tables(purses, amounts, _DEPARTMENT, amounts.departments)
    return purses


def areas_of(found: Comparison, calendar: Sequence[int], sign: Term, texts: Texts) -> ComparedPurses | None:
    """A table for each class of the municipality's accounts, net of refusion; None where no case is booked."""
    booked = [by_area(case) for case in found.cases]
    areas = [area for area in Area if any(area in each for each in booked)]
    if not areas:
        return None
    purses = ComparedPurses(found, "frame", calendar, sign, texts)
    start = HEAD + 1 + len(areas) * (2 * len(found.cases) + 1) + 2
    purses.page.put(start - 1, 0, texts("book.sheet.lines"), "heading")
    values = dict(_class_values(purses.page, found, booked, areas, calendar, start, texts))
    for number, area in enumerate(areas, start=1):
        name = texts(f"area.{area.value}")
        purses.table(name, number, _standing([values[case.name, name] for case in found.cases]))
    return purses


def _class_values(
    page: Page,
    found: Comparison,
    booked: Sequence[dict[Area, dict[int, float]]],
    areas: Sequence[Area],
    calendar: Sequence[int],
    row: int,
    texts: Texts,
) -> Iterator[tuple[tuple[str, str], Series]]:
    for area in areas:
        name = texts(f"area.{area.value}")
        for case, amounts in zip(found.cases, booked, strict=True):
            page.put(row, 0, f"{name}: {case.name}")
            by_year = amounts.get(area, {})
            series = page.series(row, _FIRST, [by_year.get(year, 0.0) for year in calendar], "kroner")
            page.put(row, _FIRST - 1, added(series.span), "kroner")
            yield (case.name, name), series
            row += 1


def _words(case: Case, line: Line, texts: Texts) -> Iterator[str]:
    yield case.name
    yield texts(f"payer.{line.payer.value}")
    departments = case.result.scenario.departments
    if line.payer is not Payer.MUNICIPALITY:
        yield ""
    elif line.department in departments:
        yield texts.named(departments[line.department].label)
    else:
        yield texts("book.purse.undivided")
    yield texts.category(line.category, case.result.scenario)


def _departments(found: Comparison, texts: Texts) -> Iterator[str]:
    for case in found.cases:
        for department in case.result.scenario.departments.values():
            yield texts.named(department.label)
    yield texts("book.purse.undivided")


def _tables(purses: ComparedPurses, amounts: ComparedAmounts, column: int, names: Sequence[str]) -> None:
    """A table for each name that occurs, by the number it has on the sheet of amounts."""
    present = set(amounts.column(column).values)
    codes = amounts.column(column + _CASE_NUMBER)
    for number, name in enumerate(names, start=1):
        if name in present:
            purses.table(name, number, _where(amounts, codes))


def _where(amounts: ComparedAmounts, codes: Span) -> Of:
    return lambda case, purse, place: sum_where(amounts.year(place), [(amounts.case_numbers, case), (codes, purse)])


def _signed(of: Of, case: Term, purse: Term, sign: Term) -> Callable[[int], Term]:
    return lambda place: of(case, purse, place) * sign


def _apart(own: Series, first: Series) -> Callable[[int], Term]:
    return lambda place: own[place] - first[place]


def _standing(rows: Sequence[Series]) -> Of:
    return lambda case, _, place: rows[round(case.number) - 1][place]


def _sliding(page: Page, column: int, first: int, last: int) -> Span:
    """Cells of a column whose letter moves with the formula, and whose rows do not."""
    letters = address(0, column)[:-1]
    found = page.down(column, first, last)
    return Span(f"{quoted(page.name)}{letters}${first + 1}:{letters}${last + 1}", found.values)
