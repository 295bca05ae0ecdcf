"""Cells of yearly refusion: kroner that the engines count, because they are not linear in time."""

from __future__ import annotations

from businesscase.model.structure.cells import Cell, CellTable
from businesscase.scenario.load.scenario import Scenario


def refund_cells(scenario: Scenario) -> list[Cell]:
    """One cell of kroner for each rule, on the clock of the first of its prices."""
    cells = []
    for name, rule in scenario.yearly_refusion.items():
        prices = [scenario.prices[price] for price in rule.of if price in scenario.prices]
        clock = prices[0].clock if prices else ""
        parents = bool(prices) and "parents" in (prices[0].members, scenario.clocks[clock].members)
        cells.append(Cell(clock, "parent" if parents else "child", name, "kroner"))
    return cells


def refund_cell(cells: CellTable, rule: str) -> int:
    """Position of the kroner of a rule."""
    return next(i for i, cell in enumerate(cells.cells) if (cell.kind, cell.state) == ("kroner", rule))
