"""Checks of the file of draws: its columns, its cells, and whether every number may take the values it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.check.clocks import clock_faults
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.draw_table import DrawTable
from businesscase.scenario.declare.keys import quantities, split
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.dumping import declared, to_json
from businesscase.scenario.read.faults import fault, field_faults, unknown_name
from businesscase.scenario.read.merging import put
from businesscase.scenario.read.reading import misread_number


def draw_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of the numbers that name a column, at the number or at the cell of the file."""
    origin, table = scenario.provenance, scenario.table
    sound: dict[str, Quantity] = {}
    for key, number in quantities(scenario).items():
        if number.column is None:
            continue
        path = (*split(key), "column")
        if table is None:
            message = Words("draws.no_file")
            yield fault(origin, path, message, found=number.column, expected="draws: {file: ...}")
        elif number.column not in table.columns:
            yield unknown_name(origin, path, Words("draws.column", file=table.file), number.column, table.columns)
        else:
            rows = table.misread(number.column, number.transform)
            faults = [_misread(table, key, number, row) for row in rows]
            yield from faults
            if not faults:
                sound[key] = number
    if table is not None and sound:
        yield from _outside(scenario, table, sound)


def _misread(table: DrawTable, key: str, number: Quantity, row: int) -> Fault:
    assert number.column is not None
    cell = table.columns[number.column][row]
    wanted = (
        Words("a_number") if number.transform == "identity" else Words("draws.transformed", transform=number.transform)
    )
    message, expected = misread_number(cell) or (Words("draws.no_number", column=number.column), wanted)
    return Fault(message, key, table.file, table.lines[row], found=cell or Words("book.nothing"), expected=expected)


def _outside(scenario: Document, table: DrawTable, numbers: Mapping[str, Quantity]) -> Iterator[Fault]:
    """Faults of a scenario with every number at its lowest, then at its highest value in the file."""
    plain = {name: value for name, value in declared(scenario).items() if name != "draws"}
    found: dict[str, Fault] = {}
    for extreme in ("argmin", "argmax"):
        data, rows = plain, {}
        for key, number in numbers.items():
            assert number.column is not None
            values = table.values(number.column, number.transform)
            rows[key] = int(getattr(values, extreme)())
            held = {"value": float(values[rows[key]]), "unit": number.unit, "what_if": True}
            if number.price_year is not None:
                held["price_year"] = number.price_year
            data = put(data, split(key), held)
        try:
            changed = Document.model_validate_json(to_json(data)).come_from(scenario.provenance)
            faults = list(clock_faults(changed))
        except ValidationError as error:
            faults = field_faults(error, data, scenario.provenance)
        for one in faults:
            key = one.key.removesuffix(".value")
            if key in numbers:
                number, row = numbers[key], rows[key]
                cell = table.columns[number.column or ""][row]
                message = Words("draws.outside", name=key, message=one.message)
                found.setdefault(key, Fault(message, key, table.file, table.lines[row], None, cell, one.expected))
    yield from found.values()
