"""Who pays what share of an amount: fixed shares, and the refusion staircase by accumulated benefit time."""

from __future__ import annotations

from businesscase.core.payers import Payer
from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import ONE, Expression, total
from businesscase.scenario.declare.finance import Financing
from businesscase.scenario.declare.quantity import parse_span


def shares(amounts: Amounts, name: str, step: str | None) -> dict[Payer, Expression]:
    """Share of each public payer under a rule of financing; of a staircase on one of its steps.

    Args:
        amounts: the scenario's numbers.
        name: of the rule under `financing`.
        step: lower limit of accumulated time, as declared; None with fixed shares.
    """
    rule, key = amounts.scenario.financing[name], f"financing.{name}"
    if rule.shares is not None:
        declared = [payer for payer, share in rule.shares.items() if not isinstance(share, str)]
        found = {payer: amounts.number(f"{key}.shares.{payer.value}") for payer in declared}
        return {
            payer: found[payer]
            if payer in found
            else amounts.once(("share", name, payer.value), lambda: ONE - total(list(found.values())))
            for payer in rule.shares
        }
    assert rule.staircase is not None and step is not None
    state = amounts.number(f"{key}.staircase.refusion.{step}")
    rest = amounts.once(("share", name, Payer.MUNICIPALITY.value, step), lambda: ONE - state)
    return {Payer.CENTRAL_GOVERNMENT: state, Payer.MUNICIPALITY: rest}


def step_at(rule: Financing, accumulated: float) -> str | None:
    """The step of the staircase that applies from an accumulated time on, in years; None with fixed shares."""
    if rule.staircase is None:
        return None
    reached = [limit for limit in rule.staircase.refusion if parse_span(limit) <= accumulated]
    return max(reached, key=parse_span)


def levied(amounts: Amounts, name: str) -> Expression:
    """The rate of a levy, its factors included."""
    levy, key = amounts.scenario.levies[name], f"levies.{name}"
    named = {f"{key}.rate_factors.{factor}": number for factor, number in levy.rate_factors.items()}
    factors = amounts.given({f"{key}.rate_factor": levy.rate_factor, **named})
    rate = amounts.number(f"{key}.rate")
    return amounts.once(("levy", name), lambda: _multiplied(rate, factors)) if factors else rate


def _multiplied(rate: Expression, factors: list[Expression]) -> Expression:
    for factor in factors:
        rate = rate * factor
    return rate
