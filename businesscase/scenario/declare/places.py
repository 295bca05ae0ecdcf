"""Where values stand: the file, line and column behind every key of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str, ...]
"""Keys from the top of a scenario down to a value; items of lists by their number, as text."""


@dataclass(frozen=True)
class Place:
    """Where a key and its value stand, 1-based; `text` is the value as written, "" for a mapping or a list.

    A cell of a workbook stands in `file` by its address, at line 0.
    """

    file: str
    line: int
    column: int
    key_line: int
    key_column: int
    text: str = ""


@dataclass(frozen=True)
class Source:
    """One file (or mapping) as plain data, with the place of every key path.

    Attributes:
        name: the file as the user named it, "" for values that came from Python.
        data: nested dictionaries with text keys, lists, text, numbers, booleans, dates and None.
        places: key path -> place; empty for values that came from Python.
        from_catalogue: whether it is a part of the catalogue inside the package.
        text: of the file, "" for values that came from Python.
    """

    name: str
    data: dict[str, Any]
    places: Mapping[Path, Place] = field(default_factory=dict)
    from_catalogue: bool = False
    text: str = field(default="", repr=False)


@dataclass(frozen=True, eq=False)
class Provenance:
    """The sources of a resolved scenario, the overriding one first. Two scenarios are equal wherever they came from.

    Attributes:
        layers: sources in order of precedence.
        parts: names of the catalogue parts that were included.
    """

    layers: tuple[Source, ...] = ()
    parts: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Provenance)

    def __hash__(self) -> int:
        return hash(Provenance)

    def over(self, layer: Source) -> Provenance:
        """The same provenance with one more layer on top."""
        return Provenance((layer, *self.layers), self.parts)

    def place(self, path: Path) -> Place | None:
        """Where the value at `path` stands; for a value that was left out, where its nearest enclosing key stands.

        None for a value that was set from Python, and stands in no file.
        """
        longest, best = -1, None
        for layer in self.layers:
            held = next(start for start in _starts(path) if holds(layer.data, start))
            value = look_up(layer.data, held)
            place = next((layer.places[start] for start in _starts(held) if start in layer.places), None)
            is_whole = held == path and place is not None
            if is_whole or not isinstance(value, dict) or looks_like_quantity(value):
                return place  # whatever stands below in other layers has been replaced
            if len(held) > longest or (len(held) == longest and best is None):
                longest, best = len(held), place
        return best

    def removes(self, path: Path) -> bool:
        """Whether the overriding one of the sources that have something at `path` has null there."""
        layer = next((layer for layer in self.layers if holds(layer.data, path)), None)
        return layer is not None and look_up(layer.data, path) is None

    def is_own(self, path: Path) -> bool:
        """Whether the value stands in the scenario itself, and not (only) in an included part of the catalogue."""
        for layer in self.layers:
            if holds(layer.data, path):
                return not layer.from_catalogue
        return True


def holds(data: Any, path: Path) -> bool:
    """Whether nested mappings and lists have something at `path`."""
    try:
        look_up(data, path)
    except KeyError:
        return False
    return True


def look_up(data: Any, path: Path) -> Any:
    """What stands at `path` in nested mappings and lists.

    Raises:
        KeyError: if nothing does.
    """
    for part in path:
        if isinstance(data, dict) and part in data:
            data = data[part]
        elif isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        else:
            raise KeyError(part)
    return data


def looks_like_quantity(value: Any) -> bool:
    """Whether plain data is a number with its certificate."""
    return isinstance(value, dict) and "value" in value and not isinstance(value["value"], dict)


def _starts(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(len(path), -1, -1))
