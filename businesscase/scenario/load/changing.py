"""Values laid over a document by their keys, as plain data: what a variant, a what-if or a workbook changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.recent import of_itself
from businesscase.core.words import Words
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.keys import children, find, is_quantity, join, names_at, nearest_key, split
from businesscase.scenario.declare.places import Path, Place, Provenance, Source, holds, look_up, looks_like_quantity
from businesscase.scenario.read.dumping import declared, plain
from businesscase.scenario.read.faults import fault
from businesscase.scenario.read.merging import put
from businesscase.scenario.read.reading import misread_number


def changed(
    scenario: Document, values: Mapping[str, Any], by: str, places: Mapping[Path, Place]
) -> tuple[dict[str, Any], Provenance]:
    """What `scenario` declares with `values` laid over it, and where all of it stands.

    Args:
        scenario: stays as it is.
        values: key -> value.
        by: who changes it, for the notes of what-ifs.
        places: where the values stand, for messages.

    Raises:
        ScenarioError: with every key that does not exist, and every value that cannot stand at its key.
    """
    provenance = scenario.provenance
    data = _declared(scenario)
    over: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, given in values.items():
        path, value = split(key), plain(given)
        misfit = _misfit(scenario, data, path, value, provenance.over(Source("", put({}, path, value), places)))
        if misfit is not None:
            faults.append(misfit)
            continue
        if _is_number(value) and is_quantity(path):
            value = _what_if(look_up(data, path), value, by)
        over, data = put(over, path, value), put(data, path, value)
    if faults:
        raise ScenarioError(faults)
    return data, provenance.over(Source("", over, places))


@of_itself(2)  # a file is checked variant by variant; what is laid over the data leaves it as it is
def _declared(scenario: Document) -> dict[str, Any]:
    return declared(scenario)


def _misfit(scenario: Document, data: Any, path: Path, value: Any, at_change: Provenance) -> Fault | None:
    """Why a value cannot be set at a key, None if it can."""
    key = join(path)
    for length in range(1, len(path)):
        if holds(data, path[:length]) and looks_like_quantity(look_up(data, path[:length])):
            message = Words("changing.part", name=key)
            whole = Words("changing.whole")
            return fault(at_change, path, message, expected=whole, nearest=join(path[:length]), at_key=True)
        if isinstance(_current(scenario, data, path[:length]), list):
            message, whole = Words("changing.item", name=key), Words("changing.list", name=join(path[:length]))
            return fault(at_change, path, message, expected=whole, nearest=join(path[:length]), at_key=True)
    current = _current(scenario, data, path)
    if current is None and not _may_be_added(scenario, data, path, value):
        close, names = nearest_key(scenario, path)
        expected = Words("one_of", names=", ".join(names)) if names else None
        return fault(at_change, path, Words("unknown_key", name=key), expected=expected, nearest=close, at_key=True)
    if not _is_number(value):
        return None
    place = at_change.layers[0].places.get(path)
    misread = misread_number(place.text) if place and "DKK" in str(children(current).get("unit", "")) else None
    if misread is not None and place is not None:
        return fault(at_change, path, misread[0], found=place.text, expected=misread[1])
    if "since" in children(current):
        dates = ", ".join(join((*path, "since", name)) for name in children(children(current)["since"]))
        message = Words("changing.dated", name=key)
        return fault(at_change, path, message, found=value, expected=Words("one_of", names=dates))
    if is_quantity(path) and not looks_like_quantity(current):
        message = Words("changing.rest", name=key)
        return fault(at_change, path, message, found=value, expected=Words("changing.mapping"))
    if isinstance(current, (dict, list)) and not looks_like_quantity(current):
        message = Words("changing.many", name=key)
        below = ", ".join(join((*path, name)) for name in children(current))
        return fault(at_change, path, message, found=value, expected=Words("one_of", names=below) if below else None)
    return None


def _current(scenario: Document, data: Any, path: Path) -> Any:
    """What stands at a path: as declared, or the default; None if nothing does."""
    if holds(data, path):
        return look_up(data, path)
    try:
        return find(scenario, path)
    except KeyError:
        return None


def _may_be_added(scenario: Document, data: Any, path: Path, value: Any) -> bool:
    """Anything but a bare number may be added where its parent stands; what it is, the declarations check."""
    if value is None or _is_number(value):
        return False
    parent = _current(scenario, data, path[:-1])
    fields = names_at(path[:-1])
    return parent is not None and not looks_like_quantity(parent) and (not fields or path[-1] in fields)


def _what_if(quantity: dict[str, Any], number: float, by: str) -> dict[str, Any]:
    kept: dict[str, Any] = {name: quantity[name] for name in ("unit", "price_year") if name in quantity}
    return {"value": number, **kept, "note": str(Words("note.set", value=f"{number:g}", by=by)), "what_if": True}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
