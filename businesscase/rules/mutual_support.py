"""Mutual support of married couples: what is left of a benefit when the partner has an income.

The statute in one place: lov om aktiv socialpolitik §§ 26, 30 and 31, and the agreement of 13 October 2023. Both
spouses' rates are taken to be equal. Rules, sources and worked examples: docs/explanation/rules/mutual_support.md.
"""

from __future__ import annotations

from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import ONE, ZERO, Applies, Expression, Larger, Smaller, Step, total
from businesscase.scenario.declare.dated import numbers_of
from businesscase.scenario.declare.mutual_support import Disregard, MutualSupport, PartnerIncome


def supported(amounts: Amounts, price: str, partner: str) -> Expression:
    """Amount of a price per unit, its factors included, where the partner stands in a named state."""
    return amounts.once(("price", price, partner, "paid"), lambda: _paid(amounts, price, partner))


def _paid(amounts: Amounts, price: str, partner: str) -> Expression:
    support, rate = amounts.scenario.prices[price].mutual_support, amounts.rate(price)
    assert support is not None
    name, married = ("price", price, partner), amounts.number(f"prices.{price}.mutual_support.married")
    income = _income(amounts, price, partner, support)
    own_benefit = support.partner[partner].above_own_rate
    left = Step((*name, "left"), left_above_own_rate(rate, income) if own_benefit else left_of_couple(rate, income))
    mean = Step((*name, "mean"), among_couples(rate, left, married))
    return amounts.reduced(price, mean)


def left_of_couple(rate: Expression, income: Expression) -> Expression:
    """Help to the couple, both entitled: two rates less the countable income (§§ 26, 30)."""
    return Larger(ZERO, rate + rate - income)


def left_above_own_rate(rate: Expression, income: Expression) -> Expression:
    """Help to one, whose spouse has another benefit: only what that exceeds the spouse's own rate by is deducted."""
    return Larger(ZERO, rate - Larger(ZERO, income - rate))


def among_couples(rate: Expression, left: Expression, married: Expression) -> Expression:
    """Mean over couples, of whom only the married owe each other support."""
    return married * left + (ONE - married) * rate


def net_wage(wage: Expression, contribution: Expression, fixed: Expression) -> Expression:
    """A wage less its contributions (AM-bidrag, ATP), which are taken off before it counts; never below nothing."""
    return Larger(ZERO, (ONE - contribution) * wage - fixed)


def counted_hourly(net: Expression, hours: Expression, per_hour: Expression, at_most: Expression) -> Expression:
    """A net wage less so many kroner per hour, for so many hours at most (§ 31)."""
    return Larger(ZERO, net - per_hour * Smaller(hours, at_most))


def counted_with_allowance(
    net: Expression, rate: Expression, amount: Expression, taper: Expression, ceiling: Expression
) -> Expression:
    """A share of the net wage above an amount; every krone once wage and what is left of the own rate reach a ceiling.

    The two meet where wage + rate - taper (wage - amount) = ceiling. Never more than the wage (agreement of 13 October
    2023; that the ceiling is one of the spouse's own wage and rate is our reading).
    """
    return Smaller(net, Larger(taper * Larger(ZERO, net - amount), net + rate - ceiling))


def _income(amounts: Amounts, price: str, partner: str, support: MutualSupport) -> Expression:
    """What counts of the partner's income: of wages after contributions and a disregard, of benefits everything."""
    income, name = support.partner[partner], ("price", price, partner)
    counted = [amounts.price(other) for other in income.benefits]
    if income.wages:
        counted.insert(0, _counted(amounts, price, partner, support, income))
    return Step((*name, "income"), total(counted))


def _counted(amounts: Amounts, price: str, partner: str, support: MutualSupport, income: PartnerIncome) -> Expression:
    name, key = ("price", price, partner), f"prices.{price}.mutual_support"
    wage = total([amounts.price(other) for other in income.wages])
    net = Step((*name, "net"), net_wage(wage, amounts.number(f"{key}.contribution"), amounts.number(f"{key}.fixed")))
    since = tuple((day, str(rule)) for _, day, rule in numbers_of(support.disregard))
    used = {rule for _, rule in since}
    rules = {
        str(rule): Step((*name, str(rule)), _disregarded(amounts, price, partner, rule, net))
        for rule in Disregard
        if str(rule) in used
    }
    return Step((*name, "applies"), Applies((*name, "rule"), since, rules)) if len(rules) > 1 else rules[since[0][1]]


def _disregarded(amounts: Amounts, price: str, partner: str, rule: Disregard, net: Expression) -> Expression:
    key = f"prices.{price}.mutual_support"
    if rule is Disregard.HOURLY:
        hours = amounts.number(f"{key}.partner.{partner}.hours")
        of = [amounts.number(f"{key}.disregards.hourly.{each}") for each in ("per_hour", "at_most")]
        return counted_hourly(net, hours, *of)
    of = [amounts.number(f"{key}.disregards.allowance.{each}") for each in ("amount", "taper", "ceiling")]
    return counted_with_allowance(net, amounts.rate(price), *of)
