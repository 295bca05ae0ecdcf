"""Departments: the municipality's lines belong to one each, and the programme's cost is divided as it is declared."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from tests.loaded import loaded

INVENTED = loaded("tests/invented_municipality.yaml")


@pytest.fixture(scope="module")
def valued():
    model = compile_model(INVENTED, draws=4)
    exposure = Exposure(model.schedule)
    return model, value(model, simulate(model, exposure, replications=2), exposure)


def yearly(ledger, payer, category, department):
    """DKK with the programme by calendar year, shape (draw, year)."""
    book = ledger.only(lambda line: (line.payer, line.category, line.department) == (payer, category, department))
    assert len(book.lines) == 1
    return book.amounts[:, 0, 0, 0].reshape(len(book.amounts), -1, 12).sum(axis=2)


def test_every_municipal_line_has_a_department_and_no_other_line_has(valued):
    _, ledger = valued
    owner = {"public_benefit": "work", "displaced_casework": "work", "social_measure": "children", "tax": "finance"}
    for line in ledger.lines:
        if line.payer is not Payer.MUNICIPALITY:
            assert line.department is None
        elif line.category in owner:
            assert line.department == owner[line.category]
        else:
            assert line.department in ("work", "children")


def test_costs_are_divided_by_shares_that_are_scaled_to_one_in_every_draw(valued):
    model, ledger = valued
    drawn = {name: model.inputs[f"programme.costs.team.departments.{name}"] for name in ("work", "children")}
    both = drawn["work"] + drawn["children"]
    assert np.ptp(both) > 0, "the draws do not sum to one by themselves"
    work = yearly(ledger, Payer.MUNICIPALITY, "programme_cost", "work")
    children = yearly(ledger, Payer.MUNICIPALITY, "programme_cost", "children")
    to_2024 = 1.02 * 1.03 * 1.04 * 1.03
    np.testing.assert_allclose(work[:, 0] + children[:, 0], 1.5e6 * to_2024, rtol=1e-12)
    np.testing.assert_allclose(work[:, 0], 1.5e6 * to_2024 * drawn["work"] / both, rtol=1e-12)
    evaluation = model.inputs["programme.costs.evaluation.total"] * 1.04 * 1.03  # the children's alone, in 2022
    team = 1.5e6 * 1.04 * 1.03
    np.testing.assert_allclose(children[:, 2], team * drawn["children"] / both + evaluation, rtol=1e-12)


def test_a_grant_relieves_departments_in_proportion_to_what_each_pays_that_year(valued):
    _, ledger = valued
    for department in ("work", "children"):
        paid = yearly(ledger, Payer.MUNICIPALITY, "programme_cost", department)
        relieved = yearly(ledger, Payer.MUNICIPALITY, "grant", department)
        np.testing.assert_allclose(relieved[:, :2], -paid[:, :2] * (1.0 / 1.5), rtol=1e-12)
        assert not relieved[:, 2:].any(), "no grant in a year in which none is given"


def test_the_routine_cost_is_divided_as_the_projects(valued):
    _, ledger = valued
    paid = {
        name: yearly(ledger, Payer.MUNICIPALITY, "programme_cost", name).sum(axis=1) for name in ("work", "children")
    }
    routine = {
        name: yearly(ledger, Payer.MUNICIPALITY, "steady_state_cost", name).sum(axis=1) for name in ("work", "children")
    }
    np.testing.assert_allclose(routine["work"] / sum(routine.values()), paid["work"] / sum(paid.values()), rtol=1e-9)
