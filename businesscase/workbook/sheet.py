"""A sheet that takes formulas as they are: XlsxWriter looks through each for thirty functions that none here uses."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import CellFormulaTuple, CellNumberTuple, CellStringTuple, Worksheet

from businesscase.workbook.grid import address


class PlainSheet(Worksheet):  # type: ignore[misc]
    """Writes a formula without spelling out functions newer than the format (`term.FUNCTIONS` holds none)."""

    def put_formula(self, row: int, column: int, formula: str, form: Any, value: float | str) -> None:
        """As `write_formula`, of a formula without its equals sign that fills no other cell."""
        self._check_dimensions(row, column)
        self.table[row][column] = CellFormulaTuple(formula, form, value)

    def _write_cell(self, row: int, column: int, cell: Any) -> None:
        """The kinds that most cells are, in one piece each; to the letter what XlsxWriter writes."""
        kind = type(cell)
        if kind is CellFormulaTuple and type(cell.value) is float:
            formula = cell.formula.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            inside = f"><f>{formula}</f><v>{cell.value}</v>"
        elif kind is CellNumberTuple:
            inside = f"><v>{cell.number:.16G}</v>"
        elif kind is CellStringTuple:
            inside = f' t="s"><v>{cell.string}</v>'
        else:
            super()._write_cell(row, column, cell)
            return
        self.fh.write(f'<c r="{address(row, column)}" s="{cell.format._get_xf_index()}"{inside}</c>')
