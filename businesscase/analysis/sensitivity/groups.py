"""Independent groups of inputs: what is correlated, or drawn together, stays together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.model.calibration.fitting import sampled, sampling_name
from businesscase.model.inputs.inputs import normal_names
from businesscase.model.levers import Lever
from businesscase.scenario.declare.keys import series_of, split
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Group:
    """Inputs that are independent of all others.

    Attributes:
        levers: its uncertainties.
        reports: keys of reported shares whose sampling error is drawn with them (`Solved.stocks`).
    """

    levers: tuple[Lever, ...]
    reports: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Of its inputs, as they are shown; of a report that has none, its own."""
        return tuple(lever.key for lever in self.levers) or self.reports

    @property
    def grade(self) -> str:
        """The weakest of its numbers; D where only sampling error is drawn, of which nobody published the size."""
        return max((one.evidence_grade for lever in self.levers for one in lever.numbers.values()), default="D")

    def columns(self, drawn: Mapping[str, Floats], stocks: Mapping[str, Floats]) -> Floats:
        """What was drawn of it, shape (column, draw); of a report the stock with its sampling error."""
        return np.array([*(drawn[lever.key] for lever in self.levers), *(stocks[key][0] for key in self.reports)])


def groups_of(scenario: Scenario, levers: Sequence[Lever], stocks: Iterable[str]) -> tuple[Group, ...]:
    """The groups, in the order of the document: by correlation, and with the sampling error of a report its share."""
    tied = [set(map(series_of, group.keys)) for group in scenario.correlations.values()]
    common = [f"correlations.{name}.common" for name in scenario.correlations]
    for level in scenario.effects.levels:  # the shares of a level are drawn jointly
        own = {key for key in stocks if key.startswith(f"effects.levels.{level}.")}
        keys = {series_of(lever.key) for lever in levers if lever.key.startswith(f"effects.levels.{level}.")}
        tied.append(own | keys)
    sets = _joined([{series_of(key) for key in lever.numbers} for lever in levers], tied)
    found: dict[int, list[Lever]] = {}
    for lever in levers:
        if lever.key not in common:
            place = next(i for i, one in enumerate(sets) if series_of(lever.key) in one)
            found.setdefault(place, []).append(lever)
    for place, one in enumerate(sets):
        if one & set(stocks):
            found.setdefault(place, [])
    return tuple(Group(tuple(own), tuple(sorted(sets[place] & set(stocks)))) for place, own in found.items())


def blocks_of(scenario: Scenario, levers: Sequence[Lever], stocks: Iterable[str]) -> dict[str, tuple[Group, ...]]:
    """The groups by topic: a clock, the effects, the prices; correlated ones are in the topic of their first key."""
    found: dict[str, list[Group]] = {}
    for group in groups_of(scenario, levers, stocks):
        found.setdefault(topic_of(group.keys[0]), []).append(group)
    return {topic: tuple(groups) for topic, groups in found.items()}


def topic_of(key: str) -> str:
    """The section of a key; of clocks and effects with the name below it."""
    parts = split(key)
    return ".".join(parts[:2]) if parts[0] in ("clocks", "effects") else parts[0]


def normals_by_topic(scenario: Scenario, blocks: Mapping[str, Sequence[Group]]) -> dict[str, tuple[str, ...]]:
    """Names of the independent normal numbers behind the inputs of each topic; those of no input are left out."""
    names, own = normal_names(scenario), {}
    for topic, groups in blocks.items():
        keys = {series_of(key) for group in groups for lever in group.levers for key in lever.numbers}
        ties = [f"factor of {n}" for n, g in scenario.correlations.items() if keys & set(map(series_of, g.keys))]
        ties += [
            f"correlations.{n}.common" for n, g in scenario.correlations.items() if keys & set(map(series_of, g.keys))
        ]
        reports = [
            sampling_name(name, label)
            for name, level in scenario.effects.levels.items()
            for label in sampled(level)
            if any(key.startswith(f"effects.levels.{name}.") for group in groups for key in group.reports)
        ]
        own[topic] = (*(name for name in names if name in keys or name in ties), *reports)
    return own


def reported_shares(scenario: Scenario) -> tuple[str, ...]:
    """Keys of the targets whose share was reported, which have a sampling error of their own."""
    return tuple(
        f"effects.levels.{name}.targets.{label}"
        for name, level in scenario.effects.levels.items()
        for label, target in level.targets.items()
        if target.share is not None
    )


def _joined(sets: Sequence[set[str]], tied: Sequence[set[str]]) -> list[set[str]]:
    """Sets that share a key, directly or through others, as one."""
    found: list[set[str]] = []
    for one in (*map(set, sets), *map(set, tied)):
        if one:
            touching = [each for each in found if each & one]
            found = [each for each in found if not each & one]
            found.append(one.union(*touching))
    return found
