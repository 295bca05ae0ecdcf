"""What a payer adds, beside the refusion, to a price that a staircase pays (docs/explanation/rules)."""

from __future__ import annotations

from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import ONE, ZERO, Expression, Larger, Step


def contributed(amounts: Amounts, name: str, step: str) -> Expression:
    """DKK that a contribution pays for a unit of its price, on one step of the staircase."""
    return amounts.once(("contribution", name, step, "paid"), lambda: _paid(amounts, name, step))


def in_full(base: Expression, share: Expression, refusion: Expression) -> Expression:
    """A share of what is left of an amount after its refusion."""
    return share * (base * (ONE - refusion))


def reduced(full: Expression, share: Expression, wage: Expression) -> Expression:
    """Less a share of the wage, or of whatever price it is; never below nothing."""
    return Larger(ZERO, full - share * wage)


def _paid(amounts: Amounts, name: str, step: str) -> Expression:
    declared, key = amounts.scenario.contributions[name], f"contributions.{name}"
    staircase = f"financing.{amounts.scenario.prices[declared.on].financing}.staircase"
    base, share, less = (amounts.number(f"{key}.{part}") for part in ("base", "share", "less.share"))
    full = in_full(base, share, amounts.number(f"{staircase}.refusion.{step}"))
    return reduced(Step(("contribution", name, step, "full"), full), less, amounts.price(declared.less.of))
