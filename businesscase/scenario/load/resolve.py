"""From a file, a mapping or YAML text to a checked `Scenario`: the one door through which every scenario comes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from businesscase.core.collecting import without_collecting
from businesscase.core.door import check_kind
from businesscase.core.errors import ScenarioError
from businesscase.core.words import Words
from businesscase.scenario.check.checks import meaning_faults
from businesscase.scenario.declare.places import Provenance, Source
from businesscase.scenario.load.building import build
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.dumping import plain
from businesscase.scenario.read.faults import fault
from businesscase.scenario.read.parts import with_parts
from businesscase.scenario.read.reading import explained, parse_bytes, parse_yaml, read_yaml


@without_collecting()
def load_scenario(path: FilePath | str) -> Scenario:
    """The scenario that a YAML file declares, with the parts of the catalogue it includes.

    Raises:
        ScenarioError: with every fault of the stage that failed: reading, fields, or meaning (its variants included).
        UsageError: if it is no path.
    """
    check_kind("path", path, (str, FilePath), "the path of a scenario file")
    return _resolve(read_yaml(path))


def read_scenario(content: bytes, name: str) -> Scenario:
    """The scenario that YAML from elsewhere than a file declares; files it names are found from the working folder.

    Args:
        content: in UTF-8.
        name: what messages call it.

    Raises:
        ScenarioError: as `load_scenario`.
    """
    return _resolve(parse_bytes(content, name))


def as_scenario(given: FilePath | str | Mapping[str, Any] | Scenario) -> Scenario:
    """The scenario itself, or that of a path or of a mapping shaped like a file.

    Raises:
        ScenarioError: as `load_scenario`.
    """
    if isinstance(given, Scenario):
        return given
    if isinstance(given, Mapping):
        return _resolve(Source("", plain(given)))
    check_kind("scenario", given, (str, FilePath), "a scenario, the path of its file, or a mapping shaped like one")
    return load_scenario(given)


def from_yaml(text: str) -> Scenario:
    """The scenario that `to_yaml` wrote, what-if numbers included.

    Raises:
        ScenarioError: as `load_scenario`.
    """
    return _resolve(parse_yaml(text, "", dumped=True))


@without_collecting()
def _resolve(source: Source) -> Scenario:
    if "success_rate" in source.data and "clocks" not in source.data:
        message, expected = Words("resolve.som"), Words("resolve.families")
        raise ScenarioError([fault(Provenance((source,)), ("success_rate",), message, expected=expected, at_key=True)])
    try:
        data, provenance = with_parts(source)
        scenario = build(Scenario, data, provenance)
        faults = meaning_faults(scenario, unused=True)
        for name in [] if faults else scenario.variants:
            try:
                scenario.variant(name)
            except ScenarioError as error:
                faults += error.faults
        if faults:
            raise ScenarioError(faults)
    except ScenarioError as error:
        if not source.text:
            raise
        raise ScenarioError(explained(error.faults, source.text, source.name)) from None
    return scenario
