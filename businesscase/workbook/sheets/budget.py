"""The budget form: committee > function > dranst, the budget year and three more, what lasts and what does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from businesscase.core.categories import is_cost
from businesscase.core.vocabulary import Area
from businesscase.report.texts.texts import Texts
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.lasting import fades
from businesscase.workbook.layout import HEAD, heads, money
from businesscase.workbook.sheets.accounts import AccountSheet, Booked
from businesscase.workbook.term import Span, Term, added, sum_where, total

_LABELS, _SHOWN = 4, 4  # columns of labels, budget years shown one by one


class Budget:
    """The sheet; its first budget year may be changed."""

    def __init__(self, accounts: AccountSheet, texts: Texts) -> None:
        self.accounts, self.texts = accounts, texts
        self.page = page = Page(texts("book.sheet.budget"))
        money(page, "budget", accounts.scenario.time.price_year, texts)
        page.put(2, 0, texts("book.budget.first"), "bold")
        self.first = page.put(2, 1, float(accounts.calendar[0]), "input", unlocked=True)
        page.options[2, 1] = [float(year) for year in accounts.calendar]
        heads(page, HEAD, [texts(f"book.column.{key}") for key in ("department", "account", "dranst", "category")])
        made: list[Term] = []
        for place in range(_SHOWN):
            year = self.first if not place else Series(page.name, HEAD, _LABELS + place - 1, (made[-1].value,))[0] + 1
            made.append(page.put(HEAD, _LABELS + place, year, "integer+head"))
        self.years = Series(page.name, HEAD, _LABELS, tuple(one.value for one in made))
        page.put(HEAD, _LABELS + _SHOWN, texts("book.budget.rest"), "head_right")
        page.put(HEAD, _LABELS + _SHOWN + 1, texts("book.column.total"), "head_right")
        self.row = HEAD + 1
        self._totals: list[tuple[Booked, Term]] = []
        fading = fades(accounts.scenario)
        changed = [r for r in accounts.rows if not is_cost(r.account.category) and r.area is not Area.FINANCING]
        blocks = {
            "lasting": [r for r in changed if not fading(r.account.category)],
            "fading": [r for r in changed if fading(r.account.category)],
            "implementation": [r for r in accounts.rows if is_cost(r.account.category)],
            "financing": [r for r in accounts.rows if r.area is Area.FINANCING],
        }
        sums = {key: self._block(key, rows) for key, rows in blocks.items() if rows}
        before_tax = [row for key, row in sums.items() if key != "financing"]
        self.row += 1
        self.together = self._sum("together", lambda c: total([one[c] for one in before_tax]))
        self._accumulated()
        if "financing" in sums:
            self.taxed = self._sum("taxed", lambda c: total([one[c] for one in sums.values()]))
        self.everything = self.together
        if accounts.unbooked:
            self.row += 1
            left = self._block("unbooked", accounts.unbooked)
            self.everything = self._sum("everything", lambda c: self.together[c] + left[c])
        if any(row.function and not row.verified for row in accounts.rows):
            page.put(self.row + 1, 0, texts("book.note.unverified"), "note")
        for column, width in enumerate((30, 56, 8, 34)):
            page.widths[column] = width
        for column in range(_LABELS, _LABELS + _SHOWN + 2):
            page.widths[column] = 12
        page.frozen, page.head = (HEAD + 1, 2), HEAD

    @property
    def whole(self) -> Term:
        """Everything over the horizon, before tax and equalisation, with what is not modelled and has no account."""
        return self.everything[_SHOWN + 1]

    def of(self, department: str | None) -> Term:
        """A department's rows over the horizon, likewise."""
        own = [(row, cell) for row, cell in self._totals if row.area is not Area.FINANCING]
        return total([cell for row, cell in own if row.account.department == department])

    def _block(self, key: str, rows: Sequence[Booked]) -> Series:
        """Rows of one kind, by department, function and dranst, and their sum."""
        page = self.page
        page.put(self.row, 0, self.texts(f"book.budget.{key}"), "heading")
        self.row += 1
        first = self.row
        order = list(self.accounts.scenario.departments)
        place = {name: number for number, name in enumerate(order)}
        for booked in sorted(rows, key=lambda r: (place.get(r.account.department or "", -1), r.function, r.dranst)):
            department = self.accounts.scenario.departments.get(booked.account.department or "")
            words: tuple[str | float, ...] = (
                self.texts.named(department.label) if department else "",
                f"{booked.function}{'' if booked.verified or not booked.function else '*'} {booked.name}".strip(),
                float(booked.dranst),
                self.texts.category(booked.account.category, self.accounts.scenario),
            )
            for column, word in enumerate(words):
                page.put(self.row, column, word, "code" if isinstance(word, float) else "text")
            self._totals.append((booked, self._amounts(booked.amounts.span)))
            self.row += 1
        last = self.row - 1
        return self._sum(f"{key}.sum", lambda c: added(self._down(_LABELS + c, first, last)))

    def _amounts(self, span: Span) -> Term:
        """The shown years by their heads, all years, and the rest; the cell of all years."""
        page, years = self.page, self.accounts.years.span
        shown = page.series(
            self.row, _LABELS, [sum_where(span, [(years, self.years[c])]) for c in range(_SHOWN)], "kroner"
        )
        whole = page.put(self.row, _LABELS + _SHOWN + 1, added(span), "kroner")
        page.put(self.row, _LABELS + _SHOWN, whole - added(shown.span), "kroner")
        return whole

    def _sum(self, key: str, of: Callable[[int], Term]) -> Series:
        self.page.put(self.row, 0, self.texts(f"book.budget.{key}"), "bold")
        found = self.page.series(self.row, _LABELS, [of(c) for c in range(_SHOWN + 2)], "kroner+bold")
        self.row += 1
        return found

    def _accumulated(self) -> None:
        """Accumulated over the shown years and to the horizon."""
        row = self.together
        self._sum("accumulated", lambda c: row[c] if c == _SHOWN + 1 else added(self._until(row, c)))

    def _until(self, row: Series, place: int) -> Span:
        from businesscase.workbook.grid import address, quoted

        first = "$" + address(row.row, row.column)
        return Span(f"{quoted(row.page)}{first}:{address(row.row, row.column + place)}", row.values[: place + 1])

    def _down(self, column: int, first: int, last: int) -> Span:
        from businesscase.workbook.sheets.amounts import moving

        return moving(self.page, column, first, last)
