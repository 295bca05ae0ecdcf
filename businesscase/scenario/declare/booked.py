"""What the municipality books, in which department and on which account: look-ups in a scenario's declarations."""

from __future__ import annotations

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import (
    COST_CATEGORIES,
    DISPLACED_CASEWORK,
    GRANT,
    ON_PAYROLL,
    PROGRAMME_COST,
    STEADY_STATE_COST,
    TAX_CATEGORIES,
    is_not_modelled,
    not_modelled,
)
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.municipality import Booking, ChartRow

DIVIDED = (
    PROGRAMME_COST,
    GRANT,
    ON_PAYROLL,
    STEADY_STATE_COST,
)  # follow programme.costs.*.departments, not a category's


def municipal_categories(scenario: Document) -> list[str]:
    """Ledger categories that the municipality can book, in the order in which they are declared.

    The programme's own costs and grants are left out: they are divided as `programme.costs` says. A price that books
    on their category is not.
    """
    found: dict[str, None] = {}
    for price in scenario.prices.values():
        rule = scenario.financing.get(price.financing)
        if rule is not None and (rule.staircase is not None or Payer.MUNICIPALITY in (rule.shares or {})):
            found[price.category] = None
    for levy in scenario.levies.values():
        if Payer.MUNICIPALITY in (levy.payer, levy.receiver):
            found[levy.category] = None
    for contribution in scenario.contributions.values():
        if Payer.MUNICIPALITY in (contribution.payer, contribution.receiver):
            found[contribution.category] = None
    found.update(dict.fromkeys(rule.category for rule in scenario.yearly_refusion.values()))
    if scenario.programme.displaced:
        found[DISPLACED_CASEWORK] = None
    return list(found)


def ledger_categories(scenario: Document) -> list[str]:
    """Every ledger category of the scenario, whoever pays it, and those that the code itself can book."""
    priced = [price.category for price in scenario.prices.values()]
    added = [contribution.category for contribution in scenario.contributions.values()]
    refunded = [rule.category for rule in scenario.yearly_refusion.values()]
    declared = [not_modelled(name) for name in scenario.not_modelled]
    return list(dict.fromkeys([*priced, *added, *refunded, *COST_CATEGORIES, *TAX_CATEGORIES, *declared]))


def unlabelled(scenario: Document) -> list[str]:
    """Ledger categories that the scenario names itself and gives no label: readers see their names in words."""
    own = {*COST_CATEGORIES, *TAX_CATEGORIES, *map(not_modelled, scenario.not_modelled), *scenario.categories}
    return [name for name in ledger_categories(scenario) if name not in own]


def has_account(scenario: Document, category: str) -> bool:
    """Whether a category of the municipality is booked in its accounts: what is not modelled only where it says so."""
    return not is_not_modelled(category) or category in scenario.account_of


def department_of(scenario: Document) -> dict[str, str]:
    """Ledger category -> the department that pays it; what no department is named for is the whole municipality's."""
    named = {not_modelled(name): one.department for name, one in scenario.not_modelled.items() if one.department}
    return {**{category: name for name, one in scenario.departments.items() for category in one.categories}, **named}


def municipal_lines(scenario: Document) -> list[tuple[str, str | None]]:
    """Every (category, department) that the municipality can book; the department is None where none is declared."""
    owner, programme = department_of(scenario), scenario.programme
    lines: dict[tuple[str, str | None], None] = {
        (category, owner.get(category)): None for category in municipal_categories(scenario)
    }
    payers: list[str | None] = [name for cost in programme.costs.values() for name in cost.departments]
    payers = payers or [None]
    booked = {
        PROGRAMME_COST: True,
        GRANT: bool(programme.grants),
        ON_PAYROLL: programme.on_payroll is not None,
        STEADY_STATE_COST: programme.steady_state is not None,
    }
    for category, occurs in booked.items():
        if occurs:
            lines.update(dict.fromkeys((category, name) for name in payers))
    return list(lines)


def bookings_of(scenario: Document, category: str, department: str | None, year: int) -> tuple[Booking, ...]:
    """Where a category of a department is booked in a year, several where it is divided; none where nothing says so.

    The department's own bookings come before the general ones, the latest before the earlier.
    """
    rows = [row for row in scenario.account_of.get(category, ()) if row.since is None or row.since <= year]
    for wanted in (department, None):
        own = [row for row in rows if row.department == wanted]
        if own:
            latest = max((row.since for row in own if row.since is not None), default=None)
            return tuple(row for row in own if row.since == latest)
    return ()


def chart_row(scenario: Document, function: str, year: int) -> ChartRow | None:
    """What the chart of accounts says of a function in a year; None if the function is not in it then."""
    return next((row for row in scenario.accounts.get(function, ()) if row.holds_in(year)), None)
