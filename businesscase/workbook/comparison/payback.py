"""The payback of each case's headline by years since its clock began, as formulas, and all of them in one chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from businesscase.core.vocabulary import Crossing
from businesscase.measures.comparison import Case, Comparison, Yearly, yearly
from businesscase.report.texts.texts import Texts
from businesscase.workbook.grid import Chart, Page, Series, address
from businesscase.workbook.layout import HEAD, heads, titled
from businesscase.workbook.term import Span, Term, added, either, first_match, turnover

_FIRST = 3  # column of the first year
_CHART_ROWS = 24


@dataclass(frozen=True)
class Answer:
    """One case: cost, saving and what is owed by year, and when it is recouped at a year-end."""

    case: Case
    found: Yearly
    cost: Series
    saving: Series
    owed: Series
    whole_years: Term


class ComparedPaybacks:
    """The sheet and its answers."""

    def __init__(self, found: Comparison, sign: Term, texts: Texts) -> None:
        self.sign, self.texts = sign, texts
        self.page = page = Page(texts("book.sheet.payback"))
        titled(page, texts("book.title.payback"), texts("book.compare.payback.note"))
        years = [yearly(case) for case in found.cases]
        count = max(len(each.cost) for each in years)
        page.put(HEAD - 1, 0, texts("book.rounding"))
        self.rounding = page.put(HEAD - 1, 1, 1e-9, "plain")
        heads(page, HEAD, [texts(f"book.column.{key}") for key in ("case", "what", "total")], numbers_from=2)
        self.heads = page.series(HEAD, _FIRST, [float(year + 1) for year in range(count)], "integer+head")
        self.row = HEAD + 1 + _CHART_ROWS
        self.answers = tuple(self._answer(case, each) for case, each in zip(found.cases, years, strict=True))
        self._chart(found)
        page.widths.update({0: 30, 1: 30, 2: 20, **dict.fromkeys(range(_FIRST, _FIRST + count), 8.0)})
        page.frozen, page.head, page.keys = (HEAD + 1, 2), HEAD, 2

    def years(self, count: int) -> Span:
        """The numbers of the first years, at a fixed place."""
        sheet, _, cells = self.heads.span.text.rpartition("!")
        last = address(HEAD, _FIRST + count - 1, fixed=True)
        return Span(f"{sheet}!{cells.split(':')[0]}:{last}", self.heads.values[:count])

    def _answer(self, case: Case, found: Yearly) -> Answer:
        page, count = self.page, len(found.cost)
        name = case.name
        never = page.put(self.row, 2, self.texts("book.not_within", years=self.texts.count("years", count)), "text")
        page.put(self.row, 0, name, "heading")
        self.row += 1
        cost = self._row(name, "cost", list(found.cost).__getitem__, count)
        saving = self._row(name, "saving", list(found.saving).__getitem__, count)
        net = self._row(name, "net", lambda year: (cost[year] - saving[year]) * self.sign, count)
        owed = self._row(name, "accumulated", lambda year: _until(net, year), count, "kroner+bold", summed=False)
        slack = page.put(self.row, 2, self.rounding * turnover(net.span), "check")
        if case.claim.crossing is Crossing.FIRST:
            clear = self._row(
                name, "clear", lambda year: either(owed[year] * self.sign > slack, 0, 1), count, "integer", summed=False
            )
            found_at = first_match(clear.span, never)
        else:
            short = self._row(
                name,
                "deficit",
                lambda year: either(owed[year] * self.sign > slack, self.heads[year], 0),
                count,
                "integer",
                summed=False,
            )
            last = _largest(short.span)
            found_at = either(last.equals(self.heads[count - 1]), never, last + 1)
        whole = either(added(cost.span).equals(0), 0, found_at)
        page.put(self.row, 0, name)
        page.put(self.row, 1, self.texts("book.column.case_whole"), "wrap")
        answer = page.put(self.row, 2, whole, "answer")
        self.row += 2
        return Answer(case, found, cost, saving, owed, answer)

    def _row(
        self,
        name: str,
        key: str,
        of: Callable[[int], Term | float],
        count: int,
        form: str = "kroner",
        *,
        summed: bool = True,
    ) -> Series:
        self.page.put(self.row, 0, name)
        self.page.put(self.row, 1, self.texts(f"book.compare.{key}"))
        found = self.page.series(self.row, _FIRST, [of(year) for year in range(count)], form)
        if summed:
            self.page.put(self.row, 2, added(found.span), form)
        self.row += 1
        return found

    def _chart(self, found: Comparison) -> None:
        names = [self.page.put(answer.owed.row, 0, answer.case.name) for answer in self.answers]
        cases = ", ".join(case.name for case in found.cases)
        self.page.charts.append(
            Chart(
                HEAD + 2,
                0,
                self.texts("book.compare.chart"),
                self.texts("book.compare.chart.alt", cases=cases, years=self.texts.count("years", len(self.heads))),
                self.heads.span,
                [(name, answer.owed.span) for name, answer in zip(names, self.answers, strict=True)],
                self.texts("book.chart.axis"),
            )
        )


def _until(flow: Series, year: int) -> Term:
    """The sum from the first year to this one: its beginning stays, its end moves along the row."""
    first, last = flow.span.text.rpartition("!")[2].split(":")[0], flow[year].text
    sheet = flow.span.text.rpartition("!")[0]
    return added(Span(f"{sheet}!{first}:{last.rpartition('!')[2]}", flow.values[: year + 1]))


def _largest(span: Span) -> Term:
    return Term(f"MAX({span.text})", max(span.numbers))
