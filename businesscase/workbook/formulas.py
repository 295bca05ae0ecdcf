"""Expressions of `rules` as formulas: each step on the way has a row, or a cell, of its own, written when first used.

This module knows how each kind of expression is written on a sheet, and no rule: what a rule says is not said again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from businesscase.rules import expressions as e
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import FIRST, Ruler, row_of
from businesscase.workbook.term import (
    Span,
    Term,
    added,
    either,
    first_match,
    in_force,
    larger,
    lift,
    ratio_or_one,
    size,
    smaller,
    total,
    turnover,
    whole,
)
from businesscase.workbook.term import at as cell_at


@dataclass(frozen=True)
class ByPeriod:
    """A formula for every period that has no row of its own."""

    of: Callable[[int], Term]

    def __getitem__(self, period: int) -> Term:
        return self.of(period)


By = Series | ByPeriod | Term  # a number by period, or one number for all of them


@dataclass(frozen=True)
class Words:
    """How a step is shown.

    Attributes:
        labels: in the first columns of its row.
        form: of its numbers.
        summed: whether the row has a total.
        cell: one number for all periods, in a single cell.
    """

    labels: Sequence[str | float]
    form: str = "amount"
    summed: bool = False
    cell: bool = False


class Declared(Protocol):
    """Where the declared numbers stand."""

    def value(self, key: str) -> Term:
        """The number of a key in canonical units; money in prices of the price year."""

    def series(self, key: str) -> tuple[Span, Span]:
        """The numbers of a dated key and the days from which they are in force."""

    def level(self, index: str) -> tuple[Span, Span]:
        """Level of an index and the years it stands for."""

    @property
    def price_year(self) -> Term:
        """The year whose prices everything is in."""


@dataclass
class Arithmetic:
    """Expressions of what is known already, as one formula.

    Attributes:
        flows: what is counted, by name.
        known: where an expression stands already.
    """

    flows: Mapping[str, By] = field(default_factory=dict)
    known: dict[e.Expression, By] = field(default_factory=dict)

    def of(self, expression: e.Expression) -> By:
        """The expression as a formula, or as a reference to where it stands."""
        if isinstance(expression, e.Flow):  # how much of it there is may change from one row to the next
            return self.flows[expression.name]
        found = self.known.get(expression)
        if found is None:
            found = self.known[expression] = self._written(expression)
        return found

    def term(self, expression: e.Expression) -> Term:
        """The same, of what does not change from period to period."""
        found = self.of(expression)
        assert isinstance(found, Term)
        return found

    def _written(self, expression: e.Expression) -> By:
        match expression:
            case e.Constant(value):
                return lift(value)
            case e.Sum(terms):
                return self._each(terms, total)
            case e.Product(factors):
                return self._each(factors, _multiplied)
            case e.Difference(left, right) if left is e.ZERO:
                return self._each([right], lambda parts: -parts[0])
            case e.Difference(left, right):
                return self._each([left, right], lambda parts: parts[0] - parts[1])
            case e.Quotient(left, right):
                return self._each([left, right], lambda parts: parts[0] / parts[1])
            case e.Larger(left, right):
                return self._each([left, right], lambda parts: larger(*parts))
            case e.Smaller(left, right):
                return self._each([left, right], lambda parts: smaller(*parts))
            case e.WhereNone(tested, otherwise, then):
                return self._each([tested, otherwise, then], lambda it: either(it[0].equals(0), it[1], it[2]))
            case e.Above(left, right):
                return self._each([left, right], lambda parts: either(parts[0] > parts[1], 1, 0))
            case e.Size(inner):
                return self._each([inner], lambda parts: size(parts[0]))
            case e.Rounded(inner):
                return self._each([inner], lambda parts: whole(parts[0]))
            case e.OverTime(inner):
                return self._over_time(inner)
        return self._along(expression)

    def _along(self, expression: e.Expression) -> By:
        """What hangs on other periods than its own; it is read from the row in which it stands."""
        match expression:
            case e.Turnover(inner):
                return turnover(self.row_of(inner).span)
            case e.Remaining(inner):
                row = self.row_of(inner)
                return ByPeriod(lambda period: added(row.since(period)))
            case e.Previous(inner, opening):
                row, first = self.row_of(inner), self.term(opening)  # which stands to the left of the first period
                return Series(row.page, row.row, row.column - 1, (first.value, *row.values[:-1]))
            case e.FirstOf(flags):
                return first_match(self.row_of(flags).span, lift(0))
            case e.At(inner, place):
                return cell_at(self.row_of(inner).span, self.term(place))
        raise TypeError(f"no formula for {type(expression).__name__}")

    def row_of(self, expression: e.Expression) -> Series:
        """Where an expression stands, a period a cell."""
        found = self.of(expression)
        assert isinstance(found, Series), "only what has a row of its own can be read from other periods"
        return found

    def _over_time(self, inner: e.Expression) -> Term:
        if isinstance(inner, e.Sum):
            return total([self._over_time(term) for term in inner.terms])
        return added(self.row_of(inner).span)

    def _each(self, parts: Sequence[e.Expression], join: Callable[[list[Term]], Term]) -> By:
        """Parts joined: one term if none of them changes from period to period."""
        found = [self.of(part) for part in parts]
        if all(isinstance(one, Term) for one in found):
            return join([one for one in found if isinstance(one, Term)])
        return ByPeriod(lambda period: join([at(one, period) for one in found]))


@dataclass
class Formulas(Arithmetic):
    """Writes expressions on a page from a row on.

    Attributes:
        page, row: where the next row goes.
        inputs: the declared numbers.
        ruler: the time of the periods.
        moments: a day whose rules hold in each period.
        words: how a step, a dated number or a choice of rules is shown, by its name.
        calendar: the calendar year of each period, where a rule asks for it.
    """

    page: Page = field(kw_only=True)
    row: int = field(kw_only=True)
    inputs: Declared = field(kw_only=True)
    ruler: Ruler = field(kw_only=True)
    moments: Sequence[date] = field(kw_only=True)
    words: Callable[[tuple[str, ...]], Words] = field(kw_only=True)
    calendar: Series | None = None

    def _written(self, expression: e.Expression) -> By:
        match expression:
            case e.Input(key):
                return self.inputs.value(key)
            case e.Step(name, inner):
                return self._step(name, self.of(inner))
            case e.Count(name, count):
                return self._cell(self.words(name), float(count))
            case e.InForce(key, _):
                return self._in_force(key)
            case e.Applies():
                return self._applies(expression)
            case e.Carried(index, _, _, None):
                return self._carried(index)
        return super()._written(expression)

    def _step(self, name: tuple[str, ...], inner: By) -> By:
        words = self.words(name)
        if words.cell:
            assert isinstance(inner, Term)
            return self._cell(words, inner)
        return self._row(words, lambda period: at(inner, period))

    def _in_force(self, key: str) -> By:
        values, since = self.inputs.series(key)
        return self._row(self.words(("number", key)), lambda p: in_force(values, since, self.ruler.moments[p]))

    def _applies(self, choice: e.Applies) -> By:
        """A row of flags for every rule but the last, and a choice among them."""
        by_period = [choice.on(moment) for moment in self.moments]
        rules = {name: self.of(rule) for name, rule in choice.rules.items()}
        *first, last = rules
        flags = {
            name: self._row(self.words((*choice.name, name)), [float(one == name) for one in by_period].__getitem__)
            for name in first
        }

        def chosen(period: int) -> Term:
            found = at(rules[last], period)
            for name in reversed(first):
                found = either(flags[name][period].equals(1), at(rules[name], period), found)
            return found

        return ByPeriod(chosen)

    def _carried(self, index: str) -> By:
        levels, years = self.inputs.level(index)
        calendar, to_year = self.calendar, self.inputs.price_year
        assert calendar is not None
        return ByPeriod(lambda period: ratio_or_one(levels, years, to_year, calendar[period]))

    def _row(self, words: Words, of: Callable[[int], Term | float]) -> Series:
        periods = len(self.moments)
        found = row_of(self.page, self.row, list(words.labels), of, periods, words.form, summed=words.summed)
        self.row += 1
        return found

    def _cell(self, words: Words, content: Term | float) -> Term:
        for column, label in enumerate(words.labels):
            self.page.put(self.row, column, label)
        found = self.page.put(self.row, FIRST - 1, content, words.form)
        self.row += 1
        return found


def at(number: By, period: int) -> Term:
    """A number in a period."""
    return number if isinstance(number, Term) else number[period]


def _multiplied(factors: list[Term]) -> Term:
    found = factors[0]
    for factor in factors[1:]:
        found = found * factor
    return found
