"""Which null of a change is behind the faults of a changed scenario: they show where the value is missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from businesscase.core.errors import Fault
from businesscase.core.words import Words
from businesscase.scenario.declare.keys import join, split
from businesscase.scenario.declare.places import Path, Provenance
from businesscase.scenario.read.faults import fault


def with_emptied(faults: Sequence[Fault], provenance: Provenance) -> list[Fault]:
    """Faults of a scenario whose first layer has changed it, those of nulls that took away what is needed before them.

    A null is behind a fault above it, and behind one that says its name; behind all, if it is behind none of them and
    one is of what the change did not write: the scenario was valid without the change.
    """
    change = provenance.layers[0].data
    nulls = list(_nulls(change))
    told = {split(one.key) for one in faults}
    asked = [path for path in nulls if path not in told]
    behind = [path for path in asked if any(_is_behind(path, one) for one in faults)]
    elsewhere = any(not _is_written(split(one.key) if one.key else (), change) for one in faults)
    chosen = behind or (asked if elsewhere and len(asked) == len(nulls) else [])
    emptied = [
        fault(provenance, path, Words("emptied", name=path[-1]), found="null", expected=Words("emptied.expected"))
        for path in chosen
    ]
    return [*emptied, *faults]


def _is_behind(path: Path, one: Fault) -> bool:
    above = split(one.key) if one.key else ()
    words = f"{one.message} {one.expected} '{one.found}'"
    return above == path[: len(above)] or f"'{path[-1]}'" in words or join(path) in words


def _is_written(path: Path, data: Any) -> bool:
    """Whether the change says something at a path: a fault there is its own."""
    for name in path:
        if not isinstance(data, dict) or name not in data:
            return False
        data = data[name]
    return True


def _nulls(data: Any, path: Path = ()) -> Iterator[Path]:
    if data is None:
        yield path
    for name, value in data.items() if isinstance(data, dict) else ():
        yield from _nulls(value, (*path, name))
