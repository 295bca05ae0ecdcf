"""Means tests: what is left of an amount to a household once the income of its parents is known.

Housing benefit (boligsikring) and free places in day care (økonomisk friplads): rules, sources and worked examples in
docs/explanation/rules/means_test.md. A household of two is booked on its parents, each in a state: where the pair is
known (an income that depends on the partner splits the time) the two parts are the household's amount; elsewhere a
parent is taken to have a partner of the same income.
"""

from __future__ import annotations

from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import ONE, ZERO, Count, Expression, Larger, Smaller, total
from businesscase.rules.mutual_support import supported
from businesscase.scenario.declare.finance import Price
from businesscase.scenario.declare.means_test import MeansTest

ALONE = ""  # no partner is named: there is none, or one whose state nothing depends on


def means_tested(amounts: Amounts, price: str, state: str, segment: str, partner: str = ALONE) -> Expression:
    """Amount of a price per year that a parent stands in a state, factors included.

    Args:
        amounts: the scenario's numbers.
        price: its name.
        state: where the parent stands.
        segment: of the family, which says how many parents divide the household's amount and limit.
        partner: state of the other parent, where an income depends on it by name.
    """
    name = ("means", price, segment, state, partner)
    return amounts.once((*name, "paid"), lambda: _paid(amounts, price, state, segment, partner))


def left_after_income(amount: Expression, taper: Expression, income: Expression, limit: Expression) -> Expression:
    """An amount less a share of the income above a limit; never below nothing."""
    return Larger(ZERO, amount - taper * Larger(ZERO, income - limit))


def under_ceiling(left: Expression, share: Expression, ceiling: Expression, income: Expression) -> Expression:
    """Mean over those for whom a ceiling on income and amount together holds, and the others."""
    return share * Smaller(left, Larger(ZERO, ceiling - income)) + (ONE - share) * left


def _paid(amounts: Amounts, price: str, state: str, segment: str, partner: str) -> Expression:
    """The parent's part under the ceiling; of a known pair also what the partner, priced without it, has too little."""
    declared, key = _declared(amounts, price), f"prices.{price}.means_test"
    left = _left(amounts, price, state, segment, partner)
    rest = left - _left(amounts, price, partner, segment, ALONE) if partner else None
    ceiling = declared.ceiling
    if ceiling is not None and state in ceiling.states:
        share, most = (amounts.number(f"{key}.ceiling.{each}") for each in ("share", "amount"))
        left = under_ceiling(left, share, most, _income(amounts, price, state, segment, partner))
    return amounts.reduced(price, left if rest is None else left + rest)


def _left(amounts: Amounts, price: str, state: str, segment: str, partner: str) -> Expression:
    """A parent's part of the household's amount, after income."""

    def left() -> Expression:
        amount, limit = _parts(amounts, price, segment)
        income = _income(amounts, price, state, segment, partner)
        if partner:
            income = _each(amounts, segment, income + _income(amounts, price, partner, segment, ALONE))
        return left_after_income(amount, amounts.number(f"prices.{price}.means_test.taper"), income, limit)

    return amounts.once(("means", price, segment, state, partner, "left"), left)


def _parts(amounts: Amounts, price: str, segment: str) -> tuple[Expression, Expression]:
    """A parent's part of the amount of a household and of its limit."""
    declared, key, name = _declared(amounts, price), f"prices.{price}.means_test", ("means", price, segment)
    limit = amounts.number(f"{key}.limit")
    if declared.limit_per_child is not None:
        limit = limit + amounts.number(f"{key}.limit_per_child") * amounts.number(f"{key}.further_children")
    return (
        amounts.once((*name, "part"), lambda: _each(amounts, segment, amounts.rate(price))),
        amounts.once((*name, "limit"), lambda: _each(amounts, segment, limit)),
    )


def _each(amounts: Amounts, segment: str, whole: Expression) -> Expression:
    """A parent's part of something of the household."""
    parents = amounts.scenario.population.segments[segment].parents
    if parents == 1:
        return whole
    return whole * amounts.once(("parents", segment, "share"), lambda: ONE / Count(("parents", segment), parents))


def _income(amounts: Amounts, price: str, state: str, segment: str, partner: str) -> Expression:
    """What of a parent's own income counts, in a state."""
    declared, key = _declared(amounts, price), f"prices.{price}.means_test"

    def income() -> Expression:
        parts = _amounts(amounts, price, declared.benefits, state, segment, partner)
        if wages := _amounts(amounts, price, declared.wages, state, segment, partner):
            parts.append(amounts.number(f"{key}.wage_share") * total(wages))
        return total(parts)

    return amounts.once(("means", price, segment, state, partner, "income"), income)


def _amounts(
    amounts: Amounts, price: str, names: list[str], state: str, segment: str, partner: str
) -> list[Expression]:
    """What a parent in a state is paid of some prices: of those that are paid there."""
    prices, clock = amounts.scenario.prices, amounts.scenario.prices[price].clock
    return [_amount(amounts, one, segment, partner) for one in names if _pays(prices[one], clock, state, segment)]


def _amount(amounts: Amounts, name: str, segment: str, partner: str) -> Expression:
    support = amounts.scenario.prices[name].mutual_support
    if support is not None and segment in support.segments and partner in support.partner:
        return supported(amounts, name, partner)
    return amounts.price(name)


def _pays(price: Price, clock: str, state: str, segment: str) -> bool:
    return price.clock == clock and state in price.states and segment in (price.segments or [segment])


def _declared(amounts: Amounts, price: str) -> MeansTest:
    declared = amounts.scenario.prices[price].means_test
    assert declared is not None
    return declared
