"""What a ledger category counts as."""

import pytest

from businesscase.core.categories import is_cost, is_counted, is_saving, is_tax
from businesscase.core.vocabulary import COST_CATEGORIES, TAX_CATEGORIES, Costs, Savings


@pytest.mark.parametrize("category", [*COST_CATEGORIES, *TAX_CATEGORIES, "placement"])
def test_a_category_is_one_thing(category: str) -> None:
    kinds = (is_cost(category), is_tax(category), is_saving(category, Savings.BEFORE_TAX))
    assert sum(kinds) == 1
    assert is_saving(category, Savings.AFTER_TAX) == (not is_cost(category))
    assert is_saving(category, Savings.BUDGET_REDUCIBLE) == is_saving(category, Savings.BEFORE_TAX)


@pytest.mark.parametrize("costs", Costs)
def test_only_the_costs_of_a_definition_are_counted_and_everything_else_is(costs: Costs) -> None:
    assert [category for category in COST_CATEGORIES if is_counted(category, costs)] == list(costs.categories)
    assert all(is_counted(category, costs) for category in (*TAX_CATEGORIES, "placement"))
