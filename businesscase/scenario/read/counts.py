"""A CSV file of counts, one in a row, as the own records that a scenario could have written itself.

Cells are separated by commas, semicolons or tabs; a decimal comma is read where commas do not separate.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from businesscase.core.civil_numbers import civil_number_faults
from businesscase.core.errors import Fault, ScenarioError, nearest
from businesscase.core.words import Words
from businesscase.scenario.declare.own_records import EXPOSURES
from businesscase.scenario.declare.places import Path, Place, Provenance, Source
from businesscase.scenario.read.faults import fault
from businesscase.scenario.read.merging import overlay
from businesscase.scenario.read.slips import slip_of_bytes

_SHARED = {"name": str, "clock": str, "source": str, "design_effect": float}
_OF_MOVES = {"move": str, "band": str, "duration": str, "count": float, **dict.fromkeys((*EXPOSURES, "years"), float)}
_OF_STOCKS = {"state": str, "since": str, "of": float}
COLUMNS: dict[str, type] = {**_SHARED, **_OF_MOVES, **_OF_STOCKS}
_BOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def with_counts(data: dict[str, Any], provenance: Provenance) -> tuple[dict[str, Any], Provenance]:
    """The data with the rows of its file of counts among its own records, and no file any more.

    Raises:
        ScenarioError: with every fault of the file.
    """
    own = data.get("own_records")
    name = own.get("file") if isinstance(own, dict) else None
    if not isinstance(name, str) or not name:
        return data, provenance
    assert isinstance(own, dict)
    path: Path = ("own_records", "file")
    place = provenance.place(path)
    folder = FilePath(place.file).parent if place is not None and place.file else FilePath()
    if FilePath(name).suffix.lower() in _BOOKS:
        raise ScenarioError([fault(provenance, path, Words("own.is_book"), found=name, expected=Words("own.beside"))])
    try:
        content = (folder / name).read_bytes()
    except (OSError, ValueError):
        message = Words("own.no_file", name=name)
        raise ScenarioError([fault(provenance, path, message, found=name, expected=Words("own.beside"))]) from None
    source = counts_of(content, str(folder / name), own)
    rest = {key: value for key, value in own.items() if key != "file"}
    merged = {**data, "own_records": overlay(rest, source.data["own_records"])}
    layers = tuple(_without_file(layer) for layer in provenance.layers)
    return merged, Provenance((source, *layers), provenance.parts)


def counts_of(content: bytes, name: str, own: dict[str, Any]) -> Source:
    """The own records in a file of counts.

    Args:
        content: of the file.
        name: what messages call it.
        own: the own records that the scenario has already, whose names are taken.

    Raises:
        ScenarioError: with every fault: its line, what was found, what was expected.
    """
    if slip_of_bytes(content) is not None or b"\0" in content:
        raise ScenarioError([Fault(Words("own.not_csv"), file=name, expected=Words("own.head"))])
    text = content.decode("utf-8-sig")
    persons = civil_number_faults(text, name)
    if persons:
        raise ScenarioError(persons)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((each for each in (";", "\t") if each in first), ",")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(map(str.strip, row))]
    except csv.Error:
        raise ScenarioError([Fault(Words("own.not_csv"), file=name, expected=Words("own.head"))]) from None
    if len(rows) < 2:
        raise ScenarioError([Fault(Words("own.empty"), file=name, expected=Words("own.head"))])
    (line, heads), *body = rows
    faults = list(_head_faults(name, line, heads))
    if faults:
        raise ScenarioError(faults)
    taken = {each for kind in ("moves", "stocks") for each in own.get(kind) or {}}
    table = _Table(name, heads, "." if separator == "," else ",", taken)
    for line, cells in body:
        table.take(line, cells)
    if table.faults:
        raise ScenarioError(table.faults)
    return Source(name, {"own_records": table.found}, table.places)


class _Table:
    """Rows becoming own records, with the places where they stand."""

    def __init__(self, file: str, heads: list[str], decimal: str, taken: set[str]) -> None:
        self.file, self.heads, self.decimal, self.taken = file, heads, decimal, taken
        self.found: dict[str, dict[str, Any]] = {}
        self.places: dict[Path, Place] = {}
        self.faults: list[Fault] = []

    def take(self, line: int, cells: list[str]) -> None:
        """One row."""
        while len(cells) > len(self.heads) and not cells[-1]:
            cells = cells[:-1]
        if len(cells) != len(self.heads):
            message = Words("own.cells", found=len(cells), wanted=len(self.heads))
            self.faults.append(Fault(message, file=self.file, line=line, expected=Words("own.head")))
            return
        row: dict[str, Any] = {}
        for column, (head, cell) in enumerate(zip(self.heads, cells, strict=True), start=1):
            if cell:
                row[head] = self._cell(line, column, head, cell)
        if ("move" in row) == ("state" in row):
            message = Words("own.either")
            self.faults.append(Fault(message, file=self.file, line=line, expected=Words("own.move_or_state")))
            return
        kind = "moves" if "move" in row else "stocks"
        name = str(row.pop("name", f"row {line}")).replace(".", " ")
        record = {"source": f"{FilePath(self.file).name}, line {line}", **row}
        records = self.found.setdefault(kind, {})
        if kind == "stocks" and "since" in record:
            since = record.pop("since")
            record["by_duration"] = {since: record.get("persons", 0.0)}
            before = records.get(name)
            if before is not None and since not in before.get("by_duration", {since: 0}):
                before["by_duration"][since] = record.get("persons", 0.0)
                before["persons"] = before.get("persons", 0.0) + record.get("persons", 0.0)
                return
        if name in self.taken or any(name in each for each in self.found.values()):
            message = Words("own.twice", name=name)
            self.faults.append(Fault(message, file=self.file, line=line, found=name, expected=Words("own.head")))
            return
        records[name] = record
        path: Path = ("own_records", kind, name)
        for at in (path, *((*path, field) for field in record)):
            column = self.heads.index(at[-1]) + 1 if at[-1] in self.heads and len(at) > len(path) else 1
            text = cells[column - 1] if len(at) > len(path) else ""
            self.places[at] = Place(self.file, line, column, line, column, text)

    def _cell(self, line: int, column: int, head: str, cell: str) -> Any:
        if COLUMNS[head] is str:
            return cell
        try:
            return float(cell.replace(",", ".") if self.decimal == "," and "." not in cell else cell)
        except ValueError:
            message, expected = Words("own.number", name=head), Words("a_number")
            self.faults.append(Fault(message, "", self.file, line, column, cell, expected))
            return 0.0


def _head_faults(file: str, line: int, heads: list[str]) -> Iterator[Fault]:
    for column, head in enumerate(heads, start=1):
        if head not in COLUMNS:
            expected = Words("one_of", names=", ".join(COLUMNS))
            close = nearest(head, COLUMNS)
            yield Fault(Words("own.column", name=head), "", file, line, column, head, expected, close)
        elif head in heads[: column - 1]:
            yield Fault(Words("own.column_twice", name=head), "", file, line, column, head, Words("own.leave_out"))


def _without_file(layer: Source) -> Source:
    own = layer.data.get("own_records")
    if not isinstance(own, dict) or "file" not in own:
        return layer
    kept = {**layer.data, "own_records": {key: value for key, value in own.items() if key != "file"}}
    return Source(layer.name, kept, layer.places, layer.from_catalogue, layer.text)
