"""A file of draws: the values that numbers of a scenario take, draw by draw, worked out elsewhere."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from businesscase.core.civil_numbers import civil_number_faults
from businesscase.core.errors import ScenarioError
from businesscase.core.system import system_words
from businesscase.core.words import RuleBroken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class DrawTable:
    """The content of a CSV file with a head and one row per draw; two are equal if their content is.

    Attributes:
        sha256: of the file's content.
        file: its name, as the errors show it.
        columns: name -> cells as text, from the top.
        lines: 1-based line of each row.
    """

    sha256: str
    file: str = field(compare=False)
    columns: Mapping[str, tuple[str, ...]] = field(compare=False, repr=False)
    lines: tuple[int, ...] = field(compare=False, repr=False)

    @property
    def rows(self) -> int:
        """Number of draws."""
        return len(self.lines)

    def misread(self, column: str, transform: str) -> list[int]:
        """Rows whose cell in the column gives no finite number."""
        return [row for row, cell in enumerate(self.columns[column]) if not math.isfinite(_number(cell, transform))]

    def values(self, column: str, transform: str) -> NDArray[np.float64]:
        """Values of a column whose cells are all numbers, in the unit of the quantity, shape (row,)."""
        import numpy as np

        return np.array([_number(cell, transform) for cell in self.columns[column]])


def read_table(path: Path) -> DrawTable:
    """Read a file of draws: UTF-8, commas between cells, a point as decimal sign.

    Raises:
        ValueError: if there is no such file, or it is not a table; says the line.
        ScenarioError: if it seems to hold data about persons.
    """
    try:
        stamp = path.stat()
    except OSError:
        raise RuleBroken("rule.no_table", path=path.name) from None
    return _read(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> DrawTable:
    """Read once for a scenario and its variants; a file that has changed is read anew."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
        persons = civil_number_faults(text, str(path))
        if persons:
            raise ScenarioError(persons)
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        head = next(rows, [])
        kept = [(rows.line_num, [cell.strip() for cell in row]) for row in rows if row]
    except OSError as error:
        raise RuleBroken("rule.table_unread", strerror=system_words(error)) from None
    except (UnicodeDecodeError, csv.Error):
        raise RuleBroken("rule.table_csv") from None
    names = [name.strip() for name in head]
    if not kept or len(set(names)) < len(names):
        raise RuleBroken("rule.table_head")
    for line, cells in kept:
        if len(cells) != len(names):
            raise RuleBroken("rule.table_row", line=line, path=path.name, count=len(cells), count_2=len(names))
    columns = {name: tuple(cells[place] for _, cells in kept) for place, name in enumerate(names)}
    return DrawTable(hashlib.sha256(content).hexdigest(), str(path), columns, tuple(line for line, _ in kept))


def _number(cell: str, transform: str) -> float:
    """The value of a cell; no number, or infinite, where it gives none."""
    try:
        return math.exp(float(cell)) if transform == "exp" else float(cell)
    except (ValueError, OverflowError):
        return math.nan
