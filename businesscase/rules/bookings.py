"""What one unit of a price books: who pays, whose income it is, which levies pass on, what is added or refunded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import NOT_MODELLED, not_modelled
from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import ONE, Expression
from businesscase.rules.financing import levied, shares
from businesscase.rules.moving import moving_rate
from businesscase.rules.reducible import budget_of, can_be_cut
from businesscase.scenario.declare.booked import department_of
from businesscase.scenario.load.scenario import Scenario


class Where(StrEnum):
    """Whose quantities are booked: of families that live here, that have moved away, or of all."""

    HERE = "here"
    AWAY = "away"
    ALL = "all"


class Memo(StrEnum):
    """What is noted beside the ledger, and counted in no sum of payers."""

    NONE = ""
    REFUSION = "refusion"  # the state's part of what families here cost, where it is booked on dranst 2
    CUT = "cut"  # what a budget can be cut by


@dataclass(frozen=True)
class Booking:
    """What a unit of a price costs a payer.

    Attributes:
        payer: who pays; of a household, what it receives is negative.
        category: ledger category.
        unit: DKK a unit: amount x share, negative where it lessens what the payer has paid.
        where: of which families.
        department: of the municipality, which one.
        memo: "" or what it notes.
    """

    payer: Payer
    category: str
    unit: Expression
    where: Where = Where.ALL
    department: str | None = None
    memo: Memo = Memo.NONE


def bookings_of_price(
    amounts: Amounts, price: str, amount: Expression, step: str | None, segment: str
) -> tuple[Booking, ...]:
    """Everything that one unit of a price books.

    Args:
        amounts: the scenario's numbers.
        price: its name.
        amount: DKK a unit.
        step: of the staircase; None with fixed shares.
        segment: whose families: levies fall on what households of some segments get.
    """
    return tuple(_placed(amounts, _of_price(amounts, price, amount, step, segment)))


def bookings_of_contribution(amounts: Amounts, name: str, amount: Expression) -> tuple[Booking, ...]:
    """What a unit of a price books of a contribution to it: from who pays it to who receives it."""
    declared = amounts.scenario.contributions[name]
    both = Booking(declared.payer, declared.category, amount), Booking(declared.receiver, declared.category, -amount)
    return tuple(_placed(amounts, iter(both)))


def bookings_of_refund(amounts: Amounts, rule: str) -> tuple[Booking, ...]:
    """What a krone of yearly refusion is: one less for the municipality, one more for who refunds it."""
    declared = amounts.scenario.yearly_refusion[rule]
    both = Booking(Payer.MUNICIPALITY, declared.category, -ONE), Booking(declared.payer, declared.category, ONE)
    return tuple(_placed(amounts, iter(both)))


def bookings_not_modelled(amounts: Amounts, name: str) -> tuple[Booking, ...]:
    """What a family-year of full effect books of an entry under `not_modelled`: a saving lessens what is paid."""
    saved = amounts.number(f"{NOT_MODELLED}.{name}.per_family")
    one = Booking(amounts.scenario.not_modelled[name].payer, not_modelled(name), -saved)
    return tuple(_placed(amounts, iter([one])))


def _of_price(amounts: Amounts, price: str, amount: Expression, step: str | None, segment: str) -> Iterator[Booking]:
    scenario = amounts.scenario
    declared = scenario.prices[price]
    for payer, share in shares(amounts, declared.financing, step).items():
        yield Booking(payer, declared.category, amount * share)
    if not declared.to_household:
        return
    yield Booking(Payer.HOUSEHOLD, declared.category, -amount)
    for name, levy in scenario.levies.items():
        if declared.category in levy.on and (levy.segments is None or segment in levy.segments):
            levied_amount = amount * levied(amounts, name)
            yield Booking(levy.payer, levy.category, levied_amount)
            yield Booking(levy.receiver, levy.category, -levied_amount)


def _placed(amounts: Amounts, bookings: Iterator[Booking]) -> Iterator[Booking]:
    """Departments; another municipality in the place of this one for families that have moved; and memos.

    The state's part is noted where the municipality books its costs gross (`refusion: booked`).
    """
    scenario, moves = amounts.scenario, moving_rate(amounts) is not None
    departments = department_of(scenario)
    for one in bookings:
        if one.payer is not Payer.MUNICIPALITY:
            yield one
            if one.payer is Payer.CENTRAL_GOVERNMENT and _is_booked_gross(scenario, one.category):
                yield replace(one, where=Where.HERE, memo=Memo.REFUSION)
            continue
        here = replace(one, where=Where.HERE, department=departments.get(one.category))
        yield here
        if moves:
            yield replace(one, payer=Payer.OTHER_MUNICIPALITY, where=Where.AWAY)
        if scenario.budget_reducible and can_be_cut(one.category):
            yield replace(here, department=budget_of(scenario, one.category, here.department), memo=Memo.CUT)


def _is_booked_gross(scenario: Scenario, category: str) -> bool:
    return any(row.refusion == "booked" for row in scenario.account_of.get(category, ()))
