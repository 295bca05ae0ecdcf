"""What money of a ledger category counts as: cost of the programme, saving, or tax. Ledger and sheets ask here."""

from __future__ import annotations

from businesscase.core.vocabulary import COST_CATEGORIES, TAX_CATEGORIES, Costs, Savings


def is_cost(category: str) -> bool:
    """Whether it is the programme's own money, by any definition of cost."""
    return category in COST_CATEGORIES


def is_tax(category: str) -> bool:
    """Whether levies book it: left out of savings before tax."""
    return category in TAX_CATEGORIES


def is_saving(category: str, savings: Savings) -> bool:
    """Whether it is a saving of this kind. What a budget can be cut by is a part of the savings before tax."""
    return not is_cost(category) and (savings is Savings.AFTER_TAX or not is_tax(category))


def is_counted(category: str, costs: Costs) -> bool:
    """Whether it is booked under a definition of cost: a project's cost or its routine cost, never both."""
    return not is_cost(category) or category in costs.categories
