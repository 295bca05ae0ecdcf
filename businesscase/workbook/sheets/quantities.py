"""The sheet of quantities: the time ruler, quantities by price line with and without the programme, and service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from businesscase.core.vocabulary import Strategy
from businesscase.ledger.service import within_year
from businesscase.model.tariffs.charges import OTHERS
from businesscase.report.texts.labels import state_label
from businesscase.report.texts.texts import Texts
from businesscase.rules.bookings import Memo
from businesscase.workbook.grid import Content, Page, Series
from businesscase.workbook.layout import FIRST, RULER, Ruler, period_heads, row_of, titled
from businesscase.workbook.sheets.lines import CentralCase, PriceLine


@dataclass(frozen=True)
class Moved:
    """How a programme changes the quantities of a price line: of families that live here, and that have moved."""

    line: PriceLine
    here: Series
    away: Series | None
    saved: Series | None = None
    extra: Series | None = None
    without: tuple[Series, Series | None] | None = None  # here and away, without the programme


class Quantities:
    """The sheet, its ruler, and the changes by line."""

    def __init__(self, case: CentralCase, texts: Texts) -> None:
        self.page, self.case, self.texts = Page(texts("book.sheet.quantities")), case, texts
        page, periods = self.page, case.periods
        titled(page, texts("book.title.quantities"), texts("book.note.quantities"))
        labels = [
            texts(f"book.column.{key}") for key in ("price", "segment", "step", "partner", "what", "where", "unit")
        ]
        heads = period_heads(page, case.periods, labels, texts("book.column.total"))
        self.ruler = Ruler(
            labels=heads,
            years=self._ruler("ruler.year", RULER, [float(year) for year in periods.years], "integer"),
            begins=self._ruler("ruler.begin", RULER + 1, list(map(float, periods.edges[:-1])), "years"),
            ends=self._ruler("ruler.end", RULER + 2, list(map(float, periods.edges[1:])), "years"),
            moments=self._ruler("ruler.moment", RULER + 3, list(periods.moments), "date"),
        )
        self.row = RULER + 5
        self.moved = tuple(self._line(line) for line in case.lines)
        self.row += 1
        self.served = self._values(["service.years"], case.served)
        programme = case.result.scenario.programme
        self.spending = {
            f"{kind}.{name}": self._values(
                ["service.spending", texts.named(item.label)], self._spent(item.years), "share"
            )
            for kind, items in (("costs", programme.costs), ("grants", programme.grants))
            for name, item in items.items()
        }
        for column, width in enumerate((30, 17, 8, 16, 31, 10, 14, 3, 12)):
            page.widths[column] = width
        page.keys = 7

    def _ruler(self, key: str, row: int, contents: Sequence[Content], form: str) -> Series:
        self.page.put(row, 0, self.texts(f"book.{key}"), "ruler")
        return self.page.series(row, FIRST, contents, form)

    def _values(self, keys: list[str], values: np.ndarray, form: str = "quantity") -> Series:
        labels = [self.texts(f"book.{keys[0]}"), *keys[1:]]
        found = row_of(self.page, self.row, list(labels), lambda p: float(values[p]), len(self.case.periods), form)
        self.row += 1
        return found

    def _line(self, line: PriceLine) -> Moved:
        self.page.rules.add(self.row)
        (here, plain), (away, plain_away) = self._place(line, line.here, "here"), (None, None)
        if line.away.any():
            away, plain_away = self._place(line, line.away, "away")
        without = (plain, plain_away)
        if not any(booking.memo is Memo.CUT for booking in line.charge.bookings):
            return Moved(line, here, away, without=without)
        parts = self._part(line, line.saved, "cut"), self._part(line, line.extra, "full")
        return Moved(line, here, away, *parts, without=without)

    def _part(self, line: PriceLine, values: np.ndarray, key: str) -> Series:
        """A part of the change that counts as budget-reducible."""
        labels = self.labels(line)
        words = [*labels[:4], self.texts(f"book.reducible.{key}"), self.texts("book.where.here"), labels[4]]
        form = "kroner" if line.charge.kind == "kroner" else "quantity"
        found = row_of(self.page, self.row, list(words), lambda p: float(values[p]), len(self.case.periods), form)
        self.row += 1
        return found

    def _place(self, line: PriceLine, quantities: np.ndarray, where: str) -> tuple[Series, Series]:
        """With, without, and the change, which is a formula; gives the change, and the row without."""
        labels, rows = self.labels(line), []
        form = "kroner" if line.charge.kind == "kroner" else "quantity"
        for number, strategy in enumerate(Strategy):
            words = [
                *labels[:4],
                self.texts(f"strategy.{strategy.value}"),
                self.texts(f"book.where.{where}"),
                labels[4],
            ]
            rows.append(
                row_of(
                    self.page,
                    self.row,
                    list(words),
                    [float(one) for one in quantities[number]].__getitem__,
                    len(self.case.periods),
                    form,
                )
            )
            self.row += 1
        words = [*labels[:4], self.texts("book.change"), self.texts(f"book.where.{where}"), labels[4]]
        with_it, without = rows
        change = row_of(
            self.page, self.row, list(words), lambda p: with_it[p] - without[p], len(self.case.periods), form
        )
        self.row += 1
        return change, without

    def labels(self, line: PriceLine) -> list[str]:
        """Price, segment, step, partner and unit of a line in words."""
        scenario, texts, charge = self.case.result.scenario, self.texts, line.charge
        if charge.profile is not None:
            name = texts.category(charge.category, scenario)
            return [name, texts("book.all"), "", "", texts(f"kind.{charge.kind}")]
        label = texts.named(getattr(scenario, charge.section)[charge.name].label)
        if charge.kind == "kroner":
            return [label, texts("book.all"), "", "", texts("book.unit.refund")]
        names = [
            texts.named(scenario.population.segments[self.case.result.occupancy.segments[s]].label)
            for s in charge.segments
        ]
        everyone = len(charge.segments) == len(self.case.result.occupancy.segments)
        partner = ""
        if charge.partner is not None:
            partner = (
                texts("book.partner.other")
                if charge.partner == OTHERS
                else state_label(scenario, scenario.prices[charge.name].clock, charge.partner, texts)
            )
        if charge.state is not None:
            label = f"{label}: {state_label(scenario, scenario.prices[charge.name].clock, charge.state, texts)}"
        segment = texts("book.all") if everyone and len(names) > 1 else ", ".join(names)
        return [
            label,
            segment,
            texts.spoken(charge.step or ""),
            partner,
            texts(f"kind.{charge.kind}"),
        ]

    def _spent(self, years: list[int]) -> np.ndarray:
        """Part of a total that each period bears: a year's part evenly over its months from the start on."""
        start, edges = self.case.result.scenario.time.start, self.case.result.occupancy.edges
        return self.case.periods.summed((within_year(start, years, edges) / len(years)).sum(axis=0))
