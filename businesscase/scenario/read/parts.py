"""Parts of the catalogue: dated Danish data inside the package, which a scenario includes by name."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from businesscase.core.errors import ScenarioError
from businesscase.core.words import Words
from businesscase.scenario.declare.places import Provenance, Source
from businesscase.scenario.declare.quantity import Label
from businesscase.scenario.read.faults import fault, unknown_name
from businesscase.scenario.read.merging import overlay
from businesscase.scenario.read.reading import parse_yaml


def part_names() -> tuple[str, ...]:
    """Names of the parts that a scenario can include."""
    return tuple(sorted(_homes()))


@lru_cache(maxsize=64)
def read_part(name: str) -> Source:
    """One part of the catalogue.

    Raises:
        ScenarioError: if the part is not sound, or includes other parts.
    """
    place, file = _homes()[name]
    source = parse_yaml(file.read_text(encoding="utf-8"), place, from_catalogue=True)
    if "include" in source.data:
        message = Words("parts.nested")
        raise ScenarioError([fault(Provenance((source,)), ("include",), message, at_key=True)])
    return source


@cache
def rules_of(section: str) -> dict[str, Label]:
    """Rules that the catalogue declares in a section, in whichever of its parts: name -> label."""
    texts = {name: file.read_text(encoding="utf-8") for name, (_, file) in _homes().items()}
    holding = [name for name, text in texts.items() if f"\n{section}:\n" in f"\n{text}"]
    found = {name: rule for part in holding for name, rule in read_part(part).data[section].items()}
    return {name: Label.model_validate(rule["label"]) for name, rule in found.items()}


def with_parts(source: Source) -> tuple[dict[str, Any], Provenance]:
    """The data of a source laid over the parts it includes, later over earlier, and where all of it stands.

    Raises:
        ScenarioError: if `include` is not a list of different names of parts, or a part is not sound.
    """
    included = source.data.get("include", [])
    own = Provenance((source,))
    if not isinstance(included, list) or not all(isinstance(name, str) for name in included):
        message = Words("parts.not_this")
        raise ScenarioError(
            [fault(own, ("include",), message, expected=Words("parts.list", names=", ".join(part_names())))]
        )
    faults = []
    for index, name in enumerate(included):
        if name not in part_names():
            faults.append(unknown_name(own, ("include", str(index)), Words("parts.part"), name, part_names()))
        elif name in included[:index]:
            faults.append(fault(own, ("include", str(index)), Words("parts.twice", name=name), found=name))
    if faults:
        raise ScenarioError(faults)
    parts = [read_part(name) for name in included]
    data: dict[str, Any] = {}
    for part in parts:
        data = overlay(data, part.data)
    data = overlay(data, {name: value for name, value in source.data.items() if name != "include"})
    return data, Provenance((source, *reversed(parts)), tuple(included))


def _homes() -> dict[str, tuple[str, Traversable]]:
    """Part -> its place as messages name it, and its file: in a folder of the catalogue, whichever it is.

    The amounts of the price list lie one folder deeper, and are no parts.
    """
    catalogue = files("businesscase") / "catalogue"
    topics = [("catalogue", catalogue)]
    topics += [(f"catalogue/{entry.name}", entry) for entry in catalogue.iterdir() if entry.is_dir()]
    return {
        entry.name[:-5]: (f"{place}/{entry.name}", entry)
        for place, folder in topics
        for entry in folder.iterdir()
        if entry.name.endswith(".yaml")
    }
