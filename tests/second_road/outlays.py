"""What the programme itself costs by calendar year, divided on the departments that pay it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import GRANT, ON_PAYROLL
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outlay:
    """A cost or grant: DKK by calendar year, shape (draw,) each, paid by `payer`; negative is received."""

    category: str
    payer: Payer
    by_year: dict[int, Floats]
    department: str | None = None


def divided(
    scenario: Scenario, inputs: Inputs, costs: Sequence[Outlay], grants: Sequence[Outlay]
) -> tuple[tuple[Outlay, ...], dict[str | None, Floats]]:
    """Costs by department, grants with what they relieve the departments of, and each department's part of all costs.

    A grant relieves the departments in proportion to what each pays in that year (where nothing is paid, as in a
    what-if, in proportion to all years). Uncertain shares are scaled to sum to one in every draw, so the parts sum to
    the whole.

    Args:
        scenario: says what each department pays of a cost.
        inputs: drawn (or declared) shares.
        costs: of the programme, in the order in which they are declared.
        grants: as their payers pay them.

    Returns:
        The outlays, and department -> share of the costs of all years together, shape (draw,); with no departments
        the whole municipality (None) pays everything.
    """
    parts = [
        replace(outlay, department=name, by_year={year: amount * share for year, amount in outlay.by_year.items()})
        for (key, cost), outlay in zip(scenario.programme.costs.items(), costs, strict=True)
        for name, share in _shares(f"programme.costs.{key}.departments", tuple(cost.departments), inputs).items()
    ]
    paid: dict[str | None, Floats] = {}
    for part in parts:
        total = sum(part.by_year.values(), np.zeros(inputs.draws))
        paid[part.department] = paid.get(part.department, np.zeros(inputs.draws)) + total
    whole = _proportions(paid, dict.fromkeys(paid, np.full(inputs.draws, 1.0 / len(paid))))
    relief = [
        Outlay(
            GRANT,
            Payer.MUNICIPALITY,
            {year: -amount * _in_year(parts, year, whole)[name] for year, amount in grant.by_year.items()},
            name,
        )
        for grant in grants
        for name in whole
    ]
    return (*parts, *grants, *relief, *_on_payroll(scenario, inputs, costs, grants, parts, whole)), whole


def _on_payroll(
    scenario: Scenario,
    inputs: Inputs,
    costs: Sequence[Outlay],
    grants: Sequence[Outlay],
    parts: Sequence[Outlay],
    whole: dict[str | None, Floats],
) -> list[Outlay]:
    """Of what no grant pays, the staff who would have been paid anyway, by department and year."""
    if scenario.programme.on_payroll is None:
        return []
    net: dict[int, Floats] = {}
    for sign, items in ((1.0, costs), (-1.0, grants)):
        for item in items:
            for year, amount in item.by_year.items():
                net[year] = net.get(year, np.zeros(inputs.draws)) + sign * amount
    share = inputs["programme.on_payroll"]
    return [
        Outlay(
            ON_PAYROLL,
            Payer.MUNICIPALITY,
            {year: -share * amount * _in_year(parts, year, whole)[name] for year, amount in net.items()},
            name,
        )
        for name in whole
    ]


def _shares(key: str, departments: tuple[str, ...], inputs: Inputs) -> dict[str | None, Floats]:
    if not departments:
        return {None: np.ones(inputs.draws)}
    drawn = {name: inputs[f"{key}.{name}"] for name in departments}
    total = sum(drawn.values(), np.zeros(inputs.draws))
    return {name: share / total for name, share in drawn.items()}


def _in_year(parts: Sequence[Outlay], year: int, otherwise: dict[str | None, Floats]) -> dict[str | None, Floats]:
    paid = {
        name: sum((part.by_year[year] for part in parts if part.department == name and year in part.by_year), 0.0)
        + np.zeros_like(share)
        for name, share in otherwise.items()
    }
    return _proportions(paid, otherwise)


def _proportions(paid: dict[str | None, Floats], otherwise: dict[str | None, Floats]) -> dict[str | None, Floats]:
    """Parts of the total by department; `otherwise` where nothing is paid."""
    total = sum(paid.values(), np.zeros(1))
    some = np.where(total > 0.0, total, 1.0)
    return {name: np.where(total > 0.0, amount / some, otherwise[name]) for name, amount in paid.items()}
