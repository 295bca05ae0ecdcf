"""Texts that are none: half a character, as an escape in YAML can make one, can be neither written nor printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from businesscase.core.civil_numbers import MOST, civil_number_fault, civil_numbers_in
from businesscase.core.errors import Fault
from businesscase.core.recent import of_itself
from businesscase.core.words import Words
from businesscase.scenario.declare.keys import join
from businesscase.scenario.declare.places import Path, Provenance, Source
from businesscase.scenario.read.faults import fault

_EXPECTED = Words("text.whole")
_HALF = re.compile("[\ud800-\udfff]")


def character_faults(data: Any, provenance: Provenance) -> list[Fault]:
    """A fault for every text and name with half a character."""
    return [
        fault(provenance, path, Words("text.half"), found=_escaped(found), expected=_EXPECTED, at_key=key)
        for path, found, key in _halves(data, ())
    ]


def _halves(node: Any, path: Path) -> Iterator[tuple[Path, str, bool]]:
    if isinstance(node, str):
        if is_broken(node):
            yield path, node, False
    elif isinstance(node, dict):
        for name, value in node.items():
            if is_broken(str(name)):
                yield (*path, _escaped(str(name))), str(name), True
            if isinstance(value, (dict, list)) or (isinstance(value, str) and not value.isascii()):
                yield from _halves(value, (*path, str(name)))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _halves(value, (*path, str(place)))


def is_broken(text: str) -> bool:
    """Whether half a character stands in a text."""
    return not text.isascii() and _HALF.search(text) is not None


def _escaped(text: str) -> str:
    return text.encode(errors="backslashreplace").decode()


def person_faults(provenance: Provenance) -> list[Fault]:
    """A fault for every text, name and number of the scenario itself that seems to be a civil registration number.

    What a file spells out is found where it is read; here what came from Python, or was written with escapes.
    """
    faults = []
    for layer in provenance.layers:
        if layer.from_catalogue:
            continue
        for path in _seeming_numbers(layer):
            place = layer.places.get(path)
            line, column = (None, None) if place is None else (place.line, place.column)
            faults.append(civil_number_fault(layer.name, line, column, join(path)))
    return faults[:MOST]


@of_itself(16)  # the layers of a file are those of each of its variants too
def _seeming_numbers(layer: Source) -> tuple[Path, ...]:
    return tuple(civil_numbers_in(layer.data))
