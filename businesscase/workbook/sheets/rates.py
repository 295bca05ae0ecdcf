"""Prices, shares and rates by period, as formulas from the inputs: amount in force x index x factors.

The same rules as `model.price_level` and `model.mutual_support`, written for a sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from businesscase.core.vocabulary import Payer
from businesscase.report.texts.labels import state_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.dated import Dated
from businesscase.scenario.declare.keys import find, split
from businesscase.scenario.declare.mutual_support import Disregard, MutualSupport, PartnerIncome
from businesscase.scenario.declare.quantity import Quantity
from businesscase.workbook.grid import Page, Series
from businesscase.workbook.layout import Ruler, row_of
from businesscase.workbook.remarks import Remarks
from businesscase.workbook.sheets.assumptions import Assumptions
from businesscase.workbook.sheets.lines import OTHERS, Case, PriceLine
from businesscase.workbook.term import Term, either, in_force, larger, lift, smaller, total

By = Series | Term  # a number by period, or one number for all of them


class Rates:
    """Rows of prices and shares on a sheet, each made when it is first asked for."""

    def __init__(self, case: Case, page: Page, row: int, inputs: Assumptions, ruler: Ruler, texts: Texts) -> None:
        self.case, self.page, self.row, self.inputs, self.ruler = case, page, row, inputs, ruler
        self.texts, self.scenario = texts, case.result.scenario
        self.remarks = Remarks(self.scenario, texts)
        self._made: dict[str, By] = {}

    def price(self, line: PriceLine) -> By:
        """Amount of a price line per unit, factors included."""
        if line.refund:
            return lift(1)
        name, partner = line.name, line.partner
        if partner in (None, OTHERS):
            return self.amount(name)
        assert partner is not None
        key = f"prices.{name}|{partner}"
        if key not in self._made:
            support = self.scenario.prices[name].mutual_support
            assert support is not None
            self._made[key] = self._supported(name, partner, support)
        return self._made[key]

    def amount(self, name: str) -> By:
        """A price times its factors, as `PriceLevel.reduced` of `PriceLevel.rate`."""
        return self._once(f"prices.{name}", lambda: self._product(name, self.rate(name), self._words(name)))

    def rate(self, name: str) -> By:
        """A price without its factors."""
        price = self.scenario.prices[name]
        form = "per_time" if price.per_time is not None else "per_entry"
        declared = price.per_time or price.per_entry
        assert declared is not None
        return self.number(f"prices.{name}.{form}", declared)

    def number(self, key: str, given: Quantity | Dated[Quantity], form: str = "amount") -> By:
        """A number in force: a row if it is dated, else its input."""
        if isinstance(given, Quantity):
            return self.inputs.value(key)
        values, since = self.inputs.dated(key, given)
        return self._once(
            key,
            lambda: self._row(
                [self.remarks.label(key)], lambda p: in_force(values, since, self.ruler.moments[p]), form
            ),
        )

    def share(self, line: PriceLine, payer: Payer) -> By | None:
        """What a public payer bears of a price line; None if nothing."""
        if line.refund:
            return lift(1)
        name = self.scenario.prices[line.name].financing
        rule, key = self.scenario.financing[name], f"financing.{name}"
        label = f"{self.texts.named(rule.label)}: {self.texts(f'payer.{payer.value}')}"
        if rule.shares is not None:
            given = rule.shares.get(payer)
            if given is None:
                return None
            if not isinstance(given, str):
                return self.number(f"{key}.shares.{payer.value}", given, "percent")
            others = [(other, share) for other, share in rule.shares.items() if not isinstance(share, str)]
            parts = [self.number(f"{key}.shares.{other.value}", share, "percent") for other, share in others]
            return self._once(
                f"{key}|{payer.value}",
                lambda: self._row([label], lambda p: 1 - total([at(s, p) for s in parts]), "percent"),
            )
        assert rule.staircase is not None and line.step is not None
        step = f"{key}.staircase.refusion.{line.step}"
        state = self.number(step, rule.staircase.refusion[line.step], "percent")
        if payer is Payer.CENTRAL_GOVERNMENT:
            return state
        if payer is not Payer.MUNICIPALITY:
            return None
        return self._once(
            f"{step}|rest",
            lambda: self._row([f"{label}, {self.texts.spoken(str(line.step))}"], lambda p: 1 - at(state, p), "percent"),
        )

    def levy(self, name: str) -> By:
        """The rate of a levy, its factor included."""
        levy = self.scenario.levies[name]
        rate = self.number(f"levies.{name}.rate", levy.rate, "percent")
        key = f"levies.{name}"
        named_factors = [(f"{key}.rate_factors.{factor}", number) for factor, number in levy.rate_factors.items()]
        declared = [(f"{key}.rate_factor", levy.rate_factor), *named_factors]
        factors = [self.number(below, number, "percent") for below, number in declared if number is not None]
        if not factors:
            return rate
        label = self.texts.named(levy.label)
        return self._once(key, lambda: self._row([label], _multiplied([rate, *factors]), "percent"))

    def _product(self, name: str, amount: By, words: list[str | float]) -> By:
        price, key = self.scenario.prices[name], f"prices.{name}"
        named_factors = [(f"{key}.factors.{factor}", number) for factor, number in price.factors.items()]
        declared = [(f"{key}.factor", price.factor), *named_factors]
        factors = [self.number(below, number, "factor") for below, number in declared if number is not None]

        return self._row(words, _multiplied([amount, *factors]), "amount")

    def _supported(self, name: str, partner: str, support: MutualSupport) -> Series:
        """Rows of what is left of a couple's benefit when the partner has an income (`model.mutual_support`)."""
        key, rate, income = f"prices.{name}.mutual_support", self.rate(name), support.partner[partner]

        def own(below: str, form: str = "amount") -> By:
            return self.number(f"{key}.{below}", find(support, split(below)), form)

        married = own("married", "percent")
        words = self._words(name, partner)
        counted = [self.amount(other) for other in income.benefits]
        if income.wages:
            counted.insert(0, self._counted(words, support, partner, income, rate, own))
        together = self._row(
            [*words, self.texts("book.support.income")], lambda p: total([at(one, p) for one in counted]), "amount"
        )

        def left(p: int) -> Term:
            if income.above_own_rate:
                return larger(0, at(rate, p) - larger(0, together[p] - at(rate, p)))
            return larger(0, at(rate, p) + at(rate, p) - together[p])

        rest = self._row([*words, self.texts("book.support.left")], left, "amount")
        mean = self._row(
            [*words, self.texts("book.support.mean")],
            lambda p: at(married, p) * rest[p] + (1 - at(married, p)) * at(rate, p),
            "amount",
        )
        found = self._product(name, mean, [*words, self.texts("book.support.paid")])
        assert isinstance(found, Series)
        return found

    def _counted(
        self, words: list[Any], support: MutualSupport, partner: str, income: PartnerIncome, rate: By, own: Any
    ) -> Series:
        """What counts of the partner's wage: contributions off, then the disregard."""
        wages = [self.amount(other) for other in income.wages]
        contribution, fixed = own("contribution", "percent"), own("fixed")
        net = self._row(
            [*words, self.texts("book.support.net")],
            lambda p: larger(0, (1 - at(contribution, p)) * total([at(one, p) for one in wages]) - at(fixed, p)),
            "amount",
        )
        by_period = [support.disregard_on(moment) for moment in self.case.periods.moments]
        rows = {name: self._disregarded(name, words, partner, net, rate, own) for name in sorted(set(by_period))}
        if len(rows) == 1:
            return next(iter(rows.values()))
        hourly = self._row(
            [*words, self.texts("book.support.rule")], lambda p: float(by_period[p] is Disregard.HOURLY), "integer"
        )
        return self._row(
            [*words, self.texts("book.support.applies")],
            lambda p: either(hourly[p].equals(1), rows[Disregard.HOURLY][p], rows[Disregard.ALLOWANCE][p]),
            "amount",
        )

    def _disregarded(self, name: str, words: list[Any], partner: str, net: Series, rate: By, own: Any) -> Series:
        """What counts of a net wage by one of the disregards."""
        label = [*words, self.texts(f"book.support.{name}")]
        if name == "hourly":
            per_hour, hours = own("disregards.hourly.per_hour"), own(f"partner.{partner}.hours")
            most = own("disregards.hourly.at_most")
            return self._row(
                label, lambda p: larger(0, net[p] - at(per_hour, p) * smaller(at(hours, p), at(most, p))), "amount"
            )
        amount, ceiling = own("disregards.allowance.amount"), own("disregards.allowance.ceiling")
        taper = own("disregards.allowance.taper", "percent")
        return self._row(
            label,
            lambda p: smaller(
                net[p],
                larger(at(taper, p) * larger(0, net[p] - at(amount, p)), net[p] + at(rate, p) - at(ceiling, p)),
            ),
            "amount",
        )

    def _words(self, name: str, partner: str | None = None) -> list[str | float]:
        price = self.scenario.prices[name]
        said: list[str | float] = [self.texts.named(price.label)]
        return said if partner is None else [*said, state_label(self.scenario, price.clock, partner, self.texts)]

    def _row(self, labels: list[Any], of: Any, form: str) -> Series:
        found = row_of(self.page, self.row, labels, of, len(self.case.periods), form, summed=False)
        self.row += 1
        return found

    def _once(self, key: str, make: Any) -> By:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def at(number: By, period: int) -> Term:
    """A number in a period."""
    return number if isinstance(number, Term) else number[period]


def _multiplied(numbers: list[By]) -> Callable[[int], Term]:
    def formula(period: int) -> Term:
        found = at(numbers[0], period)
        for number in numbers[1:]:
            found = found * at(number, period)
        return found

    return formula
