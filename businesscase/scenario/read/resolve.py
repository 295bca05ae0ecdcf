"""From a file, a mapping or a change to a checked `Scenario`: the one door through which every scenario comes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from businesscase.core.errors import Fault, ScenarioError
from businesscase.scenario.check.checks import meaning_faults
from businesscase.scenario.check.faults import fault, field_faults
from businesscase.scenario.declare.document import Scenario
from businesscase.scenario.declare.draw_table import DrawTable, read_table
from businesscase.scenario.declare.keys import children, find, is_quantity, join, names_at, nearest, nearest_key, split
from businesscase.scenario.declare.places import Path, Place, Provenance, Source, holds, look_up, looks_like_quantity
from businesscase.scenario.read.dumping import declared, plain, resolved_hash, to_json, to_yaml
from businesscase.scenario.read.merging import put
from businesscase.scenario.read.parts import with_parts
from businesscase.scenario.read.reading import misread_number, parse_yaml, read_yaml
from businesscase.scenario.read.references import with_catalogue

__all__ = ["apply_variant", "as_scenario", "from_yaml", "load_scenario", "resolved_hash", "to_yaml", "with_values"]


def load_scenario(path: FilePath | str) -> Scenario:
    """The scenario that a YAML file declares, with the parts of the catalogue it includes.

    Raises:
        ScenarioError: with every fault of the stage that failed: reading, fields, or meaning (its variants included).
    """
    return _resolve(read_yaml(path))


def as_scenario(given: FilePath | str | Mapping[str, Any] | Scenario) -> Scenario:
    """The scenario itself, or that of a path or of a mapping shaped like a file.

    Raises:
        ScenarioError: as `load_scenario`.
    """
    if isinstance(given, Scenario):
        return given
    if isinstance(given, Mapping):
        return _resolve(Source("", plain(given)))
    return load_scenario(given)


def from_yaml(text: str) -> Scenario:
    """The scenario that `to_yaml` wrote, what-if numbers included.

    Raises:
        ScenarioError: as `load_scenario`.
    """
    return _resolve(parse_yaml(text, "", dumped=True))


def with_values(
    scenario: Scenario,
    values: Mapping[str, Any],
    *,
    by: str = "with_values",
    places: Mapping[Path, Place] | None = None,
) -> Scenario:
    """A changed copy: dotted keys, each to a new value.

    A bare number where a quantity stands is a what-if: same unit and price year, held fixed, without a source. A bare
    value elsewhere is set. A mapping replaces a quantity, and is merged into anything else. None removes.

    Args:
        scenario: stays as it is.
        values: key -> value.
        by: who changes it, for the notes of what-ifs.
        places: where the values stand, for messages.

    Raises:
        ScenarioError: if a key does not exist or the changed scenario is invalid.
    """
    return _changed(scenario, values, by, places or {})


def apply_variant(scenario: Scenario, name: str) -> Scenario:
    """The scenario with the values of one of its variants.

    Raises:
        ScenarioError: if there is no such variant, or it does not fit the scenario.
    """
    if name not in scenario.variants:
        names = ", ".join(scenario.variants) or "none"
        close = nearest(name, scenario.variants)
        raise ScenarioError([Fault(f"there is no variant '{name}'", expected=f"one of: {names}", nearest=close)])
    at_variant = ("variants", name)
    places: dict[Path, Place] = {}
    for layer in scenario.provenance.layers:
        for path, place in layer.places.items():
            if path[:2] == at_variant and len(path) > 2:
                places.setdefault((*split(path[2]), *path[3:]), place)
    return _changed(scenario, scenario.variants[name], f"variant '{name}'", places)


def _resolve(source: Source) -> Scenario:
    if "success_rate" in source.data and "clocks" not in source.data:
        message, expected = "this is a SØM scenario", "a scenario of families; this one is for: businesscase som"
        raise ScenarioError([fault(Provenance((source,)), ("success_rate",), message, expected=expected, at_key=True)])
    data, provenance = with_parts(source)
    scenario = _build(data, provenance)
    faults = meaning_faults(scenario, unused=True)
    for name in [] if faults else scenario.variants:
        try:
            apply_variant(scenario, name)
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return scenario


def _build(data: dict[str, Any], provenance: Provenance) -> Scenario:
    """The declarations are strict, and strict about JSON, where dates and names of enumerations are text."""
    data, provenance = with_catalogue(data, provenance)
    try:
        scenario = Scenario.model_validate_json(to_json(data))
    except ValidationError as error:
        raise ScenarioError(field_faults(error, data, provenance)) from None
    return scenario.come_from(provenance, _table(scenario, provenance))


def _table(scenario: Scenario, provenance: Provenance) -> DrawTable | None:
    """The file of draws, found from the folder of the file that names it; from Python, from the working folder."""
    if scenario.draws is None:
        return None
    path: Path = ("draws", "file")
    place = provenance.place(path)
    folder = FilePath(place.file).parent if place is not None and place.file else FilePath()
    try:
        return read_table(folder / scenario.draws.file)
    except ValueError as problem:
        raise ScenarioError([fault(provenance, path, str(problem), found=scenario.draws.file)]) from None


def _changed(scenario: Scenario, values: Mapping[str, Any], by: str, places: Mapping[Path, Place]) -> Scenario:
    provenance = scenario.provenance
    data = declared(scenario)
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
    if not faults:
        changed = _build(data, provenance.over(Source("", over, places)))
        faults = meaning_faults(changed, unused=False)
    if faults:
        raise ScenarioError(faults)
    return changed


def _misfit(scenario: Scenario, data: Any, path: Path, value: Any, at_change: Provenance) -> Fault | None:
    """Why a value cannot be set at a key, None if it can."""
    key = join(path)
    for length in range(1, len(path)):
        if holds(data, path[:length]) and looks_like_quantity(look_up(data, path[:length])):
            message = f"'{key}' is a part of a number with its origin"
            whole = "the key of the number itself, set to a number or to a mapping with value, unit and origin"
            return fault(at_change, path, message, expected=whole, nearest=join(path[:length]), at_key=True)
    current = _current(scenario, data, path)
    if current is None and not _may_be_added(scenario, data, path, value):
        close, names = nearest_key(scenario, path)
        expected = f"one of: {', '.join(names)}" if names else None
        return fault(at_change, path, f"unknown key '{key}'", expected=expected, nearest=close, at_key=True)
    if not _is_number(value):
        return None
    place = at_change.layers[0].places.get(path)
    misread = misread_number(place.text) if place and "DKK" in str(children(current).get("unit", "")) else None
    if misread is not None and place is not None:
        return fault(at_change, path, misread[0], found=place.text, expected=misread[1])
    if "since" in children(current):
        dates = ", ".join(join((*path, "since", name)) for name in children(children(current)["since"]))
        message = f"'{key}' changes on dates: which number is meant?"
        return fault(at_change, path, message, found=value, expected=f"one of: {dates}")
    if is_quantity(path) and not looks_like_quantity(current):
        message = f"'{key}' is the rest of its mix: a bare number has no unit here"
        return fault(at_change, path, message, found=value, expected="a mapping with value, unit and origin")
    if isinstance(current, (dict, list)) and not looks_like_quantity(current):
        message = f"'{key}' is not one number"
        below = ", ".join(join((*path, name)) for name in children(current))
        return fault(at_change, path, message, found=value, expected=f"one of: {below}" if below else None)
    return None


def _current(scenario: Scenario, data: Any, path: Path) -> Any:
    """What stands at a path: as declared, or the default; None if nothing does."""
    if holds(data, path):
        return look_up(data, path)
    try:
        return find(scenario, path)
    except KeyError:
        return None


def _may_be_added(scenario: Scenario, data: Any, path: Path, value: Any) -> bool:
    """Anything but a bare number may be added where its parent stands; what it is, the declarations check."""
    if value is None or _is_number(value):
        return False
    parent = _current(scenario, data, path[:-1])
    fields = names_at(path[:-1])
    return parent is not None and not looks_like_quantity(parent) and (not fields or path[-1] in fields)


def _what_if(quantity: dict[str, Any], number: float, by: str) -> dict[str, Any]:
    kept: dict[str, Any] = {name: quantity[name] for name in ("unit", "price_year") if name in quantity}
    return {"value": number, **kept, "note": f"set to {number:g} by {by}", "what_if": True}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
