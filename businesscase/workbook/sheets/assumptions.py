"""The sheet of inputs: every number of the scenario with its key and origin, and as the formulas use it."""

from __future__ import annotations

from collections.abc import Iterable

from businesscase.report.texts.texts import Texts
from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import ONE, Carried, Expression, Input, Step
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario
from businesscase.workbook.formulas import Arithmetic, By
from businesscase.workbook.grid import Page
from businesscase.workbook.layout import HEAD, heads, titled
from businesscase.workbook.remarks import Remarks, since
from businesscase.workbook.sheets.lines import CentralCase
from businesscase.workbook.term import Span, Term, at_exact

# Columns. Read back by the names that the file defines for their heads, never by words.
(
    KEY, LABEL, VALUE, LOW, HIGH, UNIT, YEAR, GRADE, ORIGIN, NOTE, WHO, LASTS, STATUS, SINCE, RUN, FACTOR, INDEX, USED,
    FIXED, DECLARED,
) = range(20)  # fmt: skip
MARK = "businesscase_"  # begins the names that the file defines
PRICE_LEVEL, YES, NO, WRITTEN = "price_level", "yes", "no", "heads"  # cells that have such a name beside the heads
HEADS = [
    "key",
    "label",
    "value",
    "low",
    "high",
    "unit",
    "price_year",
    "grade",
    "origin",
    "note",
    "who",
    "lasts",
    "status",
    "since",
    "as_run",
    "factor",
    "index",
    "used",
    "fixed",
    "declared",
]
_WIDTHS = (42, 34, 13, 11, 11, 14, 10, 18, 56, 44, 44, 22, 24, 12, 13, 9, 10, 15, 9, 12)
_LARGE = 1000.0  # from here on thousands are marked
# What the courses of life hang on: another value needs another simulation.
_LIVED = ("clocks", "population", "effects", "yearly_refusion", "correlations")
_LIVED_KEYS = ("programme.served.",)


class Assumptions:
    """The inputs, addressed by key. `price_level` is the year whose prices everything is in."""

    def __init__(self, case: CentralCase, texts: Texts) -> None:
        self.page = Page(texts("book.sheet.assumptions"))
        self.case, self.texts = case, texts
        pooled = {name for rule in case.result.scenario.yearly_refusion.values() for name in rule.of}
        # what can be changed first; the numbers of a dated key stay together
        declared = sorted(quantities(case.result.scenario).items(), key=lambda item: needs_a_run(item[0], pooled))
        self.declared, self.pooled = dict(declared), pooled
        self.rows = {key: HEAD + 1 + place for place, key in enumerate(self.declared)}
        self.live: set[str] = set()
        self.numbers = Amounts(case.result.scenario)
        self._levels: dict[str, tuple[Span, Span]] = {}
        self._write()

    def value(self, key: str) -> Term:
        """The number of a key in canonical units; money in prices of the price year."""
        self.live.add(key)
        return self._at(key, USED)

    def series(self, key: str) -> tuple[Span, Span]:
        """The numbers of a dated key and the days from which they are in force."""
        keys = [one for one in self.rows if one.startswith(f"{key}.since.")]
        self.live.update(keys)
        first, last = self.rows[keys[0]], self.rows[keys[-1]]
        return self.page.down(USED, first, last), self.page.down(SINCE, first, last)

    def level(self, index: str) -> tuple[Span, Span]:
        """Level of an index and the years it stands for."""
        return self._levels[index]

    def finish(self) -> None:
        """Unlock what formulas read and no simulation hangs on; say so of the rest."""
        yes, no, words = self.texts("book.fixed.yes"), self.texts("book.fixed.no"), self.last + 3
        self.page.put(words, LABEL, self.texts("book.fixed.words"))
        self.page.put(words, VALUE, yes, "right")
        self.page.put(words, LOW, no, "right")
        self.page.put(words, DECLARED, "|".join(self.texts(f"book.column.{name}") for name in HEADS))
        self.page.marks |= {
            MARK + YES: (words, VALUE),
            MARK + NO: (words, LOW),
            MARK + WRITTEN: (words, DECLARED),
            MARK + PRICE_LEVEL: (self.last + 2, VALUE),
        }
        for key, row in self.rows.items():
            free = key in self.live and not needs_a_run(key, self.pooled)
            self.page.put(row, STATUS, self.texts("book.status.free") if free else self._locked(key), "wrap")
            cell = self.page.cells[row, VALUE]
            form = {"plain": "input", "thousands": "input_thousands"}[cell.form] if free else cell.form
            self.page.put(row, VALUE, cell.content, form, unlocked=free)
            self.page.put(
                row, FIXED, yes if self.declared[key].held else no, "entry" if free else "text", unlocked=free
            )
            self.page.options[row, FIXED] = [yes, no]

    def _locked(self, key: str) -> str:
        """Why an input waits for a run; of a price that a refund adds up, what one krone more can mean at most."""
        section, _, rest = key.partition(".")
        name = rest.partition(".")[0]
        if section != "prices" or name not in self.pooled:
            return self.texts("book.status.run")
        least = 1.0 - refunded_at_most(self.case.result.scenario, name)
        return self.texts("book.status.run.pooled", least=self.texts.number(max(0.0, least), 2))

    @property
    def changed(self) -> tuple[Span, Span]:
        """Values as they stand, and as they were run."""
        rows = list(self.rows.values())
        return self.page.down(VALUE, rows[0], rows[-1]), self.page.down(RUN, rows[0], rows[-1])

    def _at(self, key: str, column: int) -> Term:
        row = self.rows[key]
        content = self.page.cells[row, column].content
        assert isinstance(content, (Term, float))
        return Term(self.page.down(column, row, row).text.partition(":")[0], _number(content))

    def _write(self) -> None:
        page, texts, scenario = self.page, self.texts, self.case.result.scenario
        remarks = Remarks(scenario, texts)
        titled(page, texts("book.title.assumptions"), texts("book.note.assumptions"))
        heads(page, HEAD, [texts(f"book.column.{name}") for name in HEADS])
        section = ""
        for key, number in self.declared.items():
            row, before, section = self.rows[key], section, key.partition(".")[0]
            if before and section != before:
                page.rules.add(row)
            page.put(row, KEY, key, "wrap")
            page.put(row, LABEL, remarks.label(key), "wrap")
            for column, each in ((VALUE, number.value), (LOW, number.low), (HIGH, number.high), (RUN, number.value)):
                page.put(row, column, each, "plain" if each is None or abs(each) < _LARGE else "thousands")
            page.put(row, UNIT, texts(f"unit.{number.unit}"), "aside")
            year = texts("as_spent") if number.price_year == "as_spent" else number.price_year
            page.put(row, YEAR, year, "integer")
            page.put(row, GRADE, texts(f"grade.{number.evidence_grade}"), "aside")
            page.put(row, ORIGIN, texts.note(number.source or number.assumption), "wrap")
            page.put(row, NOTE, texts.note(number.note), "wrap")
            page.put(row, WHO, remarks.who(key), "wrap")
            page.put(row, LASTS, remarks.lasting(key), "wrap")
            page.put(row, SINCE, since(key), "date")
            page.put(row, FACTOR, number.factor, "plain")
            page.put(row, DECLARED, declared_as(number, texts))
        self._write_levels(HEAD + 1 + len(self.rows) + 2)
        for key in self.declared:
            self._convert(key)
        for column, width in enumerate(_WIDTHS):
            page.widths[column] = width
        page.marks |= {MARK + name: (HEAD, column) for column, name in enumerate(HEADS)}
        page.frozen, page.head, page.keys = (HEAD + 1, 2), HEAD, 1

    def _write_levels(self, row: int) -> None:
        """The level of each index by year, from its growth (the year before the first is 1), and the price year."""
        page, texts = self.page, self.texts
        page.put(row, 0, texts("book.title.levels"), "heading")
        row += 1
        for column, key in ((KEY, "index"), (LABEL, "label"), (VALUE, "growth"), (YEAR, "year"), (USED, "level")):
            page.put(row, column, texts(f"book.column.{key}"), "head")
        for name, index in self.case.result.scenario.indices.items():
            first, known = row + 1, dict[Expression, By]()
            for year, step in self.numbers.levels(name).items():
                row += 1
                page.put(row, KEY, name)
                page.put(row, LABEL, texts.named(index.label))
                page.put(row, YEAR, float(year), "integer")
                known[step] = page.put(row, USED, self._level(row, name, year, step, known), "factor")
            self._levels[name] = (page.down(USED, first, row), page.down(YEAR, first, row))
        self.last = row
        page.put(row + 2, LABEL, texts("book.price_year"), "text")
        page.put(row + 2, VALUE, float(self.case.result.scenario.time.price_year), "integer")

    def _level(self, row: int, index: str, year: int, step: Expression, known: dict[Expression, By]) -> Term | float:
        """The level of a year, from that of the year before; its growth in a cell beside it."""
        assert isinstance(step, Step)
        key = f"indices.{index}.growth.{year}"
        if step.of is ONE or key not in self.rows:
            return 1.0
        self.live.add(key)
        growth = self.page.put(row, VALUE, self._at(key, VALUE) * self._at(key, FACTOR), "percent")
        known[self.numbers.number(key)] = growth
        return Arithmetic(known=known).term(step.of)

    def _convert(self, key: str) -> None:
        """The number as formulas use it: unit factor, and index from its price year to that of the scenario."""
        row, value = self.rows[key], self._at(key, VALUE) * self._at(key, FACTOR)
        declared = self.numbers.number(key)
        if isinstance(declared, Input) and isinstance(declared.level, Carried):
            self.page.put(
                row, INDEX, self.index_factor(declared.level.index, self.price_year, self._year(row)), "factor"
            )
            value = value * self._at(key, INDEX)
        self.page.put(row, USED, value, "plain" if abs(value.number) < _LARGE else "thousands")

    @property
    def price_year(self) -> Term:
        """The cell of the price year."""
        return self._cell(self.last + 2, VALUE)

    def index_factor(self, index: str, to_year: Term, from_year: Term) -> Term:
        """Factor that brings prices of one year to another."""
        levels, years = self._levels[index]
        return at_exact(levels, years, to_year) / at_exact(levels, years, from_year)

    def _year(self, row: int) -> Term:
        return self._cell(row, YEAR)

    def _cell(self, row: int, column: int) -> Term:
        span = self.page.down(column, row, row)
        return Term(span.text.partition(":")[0], span.values[0])


def refunded_at_most(scenario: Scenario, price: str) -> float:
    """The most that can be refunded of one krone more in a price: the highest bracket of each rule that adds it up."""
    steps = (
        [step.share.canonical for brackets in rule.since.values() for step in brackets.refunded.values()]
        for rule in scenario.yearly_refusion.values()
        if price in rule.of
    )
    return sum(max(shares) for shares in steps)


def needs_a_run(key: str, pooled: Iterable[str]) -> bool:
    """Whether quantities hang on a number: hazards, effects, the families, and prices that refusion adds up."""
    section, _, rest = key.partition(".")
    name = rest.partition(".")[0]
    if section in _LIVED or key.startswith(_LIVED_KEYS):
        return True
    if section == "budget_reducible":
        return not key.endswith(".share")
    return section == "prices" and name in pooled


def declared_as(number: Quantity, texts: Texts) -> str:
    """What a row must still say when it is read back: unit, price year and grade, and the unit and year as written."""
    year = texts("as_spent") if number.price_year == "as_spent" else number.price_year
    shown = (texts(f"unit.{number.unit}"), year)
    return "|".join("" if each is None else str(each) for each in (*declaration(number), *shown))


def declaration(number: Quantity) -> tuple[str, str, str]:
    """Unit, price year and grade of a number, as the scenario file writes them."""
    return number.unit, "" if number.price_year is None else str(number.price_year), number.evidence_grade


def _number(content: Term | float) -> float | str:
    return content.value if isinstance(content, Term) else content
