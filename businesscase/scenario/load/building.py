"""From plain data to declarations: numbers of the catalogue put in, fields checked, own records put to use."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ValidationError

from businesscase.core.errors import ScenarioError
from businesscase.core.words import RuleBroken
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.draw_table import DrawTable, read_table
from businesscase.scenario.declare.places import Path, Provenance
from businesscase.scenario.load.own_records import with_own_records
from businesscase.scenario.read.characters import character_faults, is_broken, person_faults
from businesscase.scenario.read.counts import with_counts
from businesscase.scenario.read.dumping import to_json
from businesscase.scenario.read.faults import fault, field_faults
from businesscase.scenario.read.references import with_catalogue

Kind = TypeVar("Kind", bound=Document)


def build(kind: type[Kind], data: dict[str, Any], provenance: Provenance) -> Kind:
    """The declarations of plain data, its meaning not yet checked.

    The declarations are strict, and strict about JSON, where dates and names of enumerations are text.

    Raises:
        ScenarioError: with every fault of the fields, of own records, or that of the file of draws.
    """
    persons = person_faults(provenance)
    if persons:
        raise ScenarioError(persons)
    data, provenance = with_catalogue(data, provenance)
    data, provenance = with_counts(data, provenance)
    document = _validated(kind, data, provenance)
    if document.own_records is not None:
        data, provenance = with_own_records(document.come_from(provenance), data, provenance)
        document = _validated(kind, data, provenance)
    return document.come_from(provenance, _table(document, provenance))


def _validated(kind: type[Kind], data: dict[str, Any], provenance: Provenance) -> Kind:
    text = to_json(data, finite=False)
    if is_broken(text):
        raise ScenarioError(character_faults(data, provenance))
    try:
        return kind.model_validate_json(text)
    except ValidationError as error:
        raise ScenarioError(field_faults(error, data, provenance)) from None


def _table(document: Document, provenance: Provenance) -> DrawTable | None:
    """The file of draws, found from the folder of the file that names it; from Python, from the working folder."""
    if document.draws is None:
        return None
    path: Path = ("draws", "file")
    place = provenance.place(path)
    folder = FilePath(place.file).parent if place is not None and place.file else FilePath()
    try:
        return read_table(folder / document.draws.file)
    except RuleBroken as problem:
        raise ScenarioError([fault(provenance, path, problem.message, found=document.draws.file)]) from None
