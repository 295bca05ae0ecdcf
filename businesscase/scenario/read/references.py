"""`{catalogue: NAME}`: a number of the price catalogue by name, in the place of the number itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from businesscase.core.errors import Fault, ScenarioError, nearest
from businesscase.core.words import Words
from businesscase.scenario.declare.places import Path, Provenance, Source, holds
from businesscase.scenario.read.faults import fault, unknown_key
from businesscase.scenario.read.merging import put
from businesscase.scenario.read.price_list import dated_mapping, has_price, price_list

REFERENCE = "catalogue"
_BESIDE = (REFERENCE, "draws_with")  # what may stand beside the name: whose draw the number shares in this scenario


def with_catalogue(data: dict[str, Any], provenance: Provenance) -> tuple[dict[str, Any], Provenance]:
    """The data with every reference replaced by the number it names, dated where that is.

    Below `growth` of an index the numbers stand by year, as they do there.

    Raises:
        ScenarioError: for every name that the catalogue does not have.
    """
    references = list(_references(data))
    faults = [one for path, reference in references for one in _faults(provenance, path, reference)]
    if faults:
        raise ScenarioError(faults)
    for path, reference in references:
        found, source = dated_mapping(reference[REFERENCE])
        found = _shared(found, reference.get("draws_with"))
        start: Path = ()
        if path[-1] == "growth" and "since" in found:
            found, start = found["since"], ("since",)
        data = _replaced(data, path, found)
        places = {(*path, *at[len(start) :]): place for at, place in source.places.items() if at[: len(start)] == start}
        layer = Source(source.name, put({}, path, found), places, from_catalogue=True)
        by = next(place for place, one in enumerate(provenance.layers) if holds(one.data, path))
        layers = (*provenance.layers[: by + 1], layer, *provenance.layers[by + 1 :])
        provenance = Provenance(layers, provenance.parts)
    return data, provenance


def is_reference(value: Any) -> bool:
    """Whether plain data names a number of the catalogue."""
    return isinstance(value, dict) and REFERENCE in value


def _references(data: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    if path[:1] == ("variants",):  # their keys are paths; what they set is looked at when they are applied
        return
    if is_reference(data) and path:
        yield path, data
    elif isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, dict):
                yield from _references(value, (*path, name))


def _faults(provenance: Provenance, path: Path, reference: dict[str, Any]) -> Iterator[Fault]:
    name = reference[REFERENCE]
    if not has_price(name):
        message, expected = Words("references.no_price", name=name), Words("references.listed")
        close = nearest(str(name), price_list())
        yield fault(provenance, (*path, REFERENCE), message, found=name, expected=expected, nearest=close)
    for key in reference:
        if key not in _BESIDE:
            yield unknown_key(provenance, (*path, key), _BESIDE)
    if not isinstance(reference.get("draws_with", ""), str):
        message = Words("references.draws_with")
        yield fault(provenance, (*path, "draws_with"), message, found=reference["draws_with"])


def _shared(found: dict[str, Any], draws_with: str | None) -> dict[str, Any]:
    """The numbers with the draw they share; those that are certain have none to share."""
    if draws_with is None:
        return found
    if "since" in found:
        return {**found, "since": {name: _shared(number, draws_with) for name, number in found["since"].items()}}
    return {**found, "draws_with": draws_with} if "low" in found else found


def _replaced(data: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    name, rest = path[0], path[1:]
    return {**data, name: _replaced(data[name], rest, value) if rest else value}
