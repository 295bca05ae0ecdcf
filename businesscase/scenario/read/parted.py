"""A text without quotes that a comma has parted: in braces the rest of it reads as a key without a value."""

from __future__ import annotations

from typing import Any

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.declare.keys import join
from businesscase.scenario.declare.places import Path, Place, Provenance, holds, look_up


def comma_in_text(path: Path, data: Any, provenance: Provenance) -> Fault | None:
    """The fault of a key that nothing reads, if it is the rest of a text before it; None if it is something else.

    Args:
        path: of the key.
        data: that holds it.
    """
    beside = look_up(data, path[:-1]) if holds(data, path) else None
    if not isinstance(beside, dict) or beside[path[-1]] is not None:
        return None
    names = list(beside)
    last = names.index(path[-1])
    first = next((at for at in range(last - 1, -1, -1) if beside[names[at]] is not None), None)
    if first is None or not isinstance(beside[names[first]], str):
        return None
    rest = names[first + 1 :]
    rest = rest[: next((at for at, name in enumerate(rest) if beside[name] is not None), len(rest))]
    before, key = (provenance.place((*path[:-1], name)) for name in (names[first], rest[0]))
    comma = None if before is None or key is None else _comma(before, key, provenance)
    if before is None or comma is None:
        return None
    line, column, shown = comma
    whole = ", ".join([beside[names[first]], *rest])
    message = Words("slip.comma", name=names[first])
    at = join((*path[:-1], names[first]))
    return Fault(message, at, before.file, line, column, expected=f'{names[first]}: "{whole}"', text=shown)


def _comma(before: Place, key: Place, provenance: Provenance) -> tuple[int, int, str] | None:
    """Line and column of the comma between a text without quotes and a key, and that line."""
    text = next((layer.text for layer in provenance.layers if layer.name == before.file), "")
    lines = text.split("\n")
    if before.file != key.file or not before.line <= key.key_line <= len(lines):
        return None
    if lines[before.line - 1][before.column - 1 : before.column] in ("", '"', "'"):
        return None
    for number in range(key.key_line, before.line - 1, -1):
        shown = lines[number - 1]
        found = (shown[: key.key_column - 1] if number == key.key_line else shown).rstrip()
        if found.endswith(","):
            return number, len(found), shown
        if found:
            return None
    return None
