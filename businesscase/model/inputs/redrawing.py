"""What of a scenario is drawn again where a report could not have come about with what was drawn.

A report is data. What its clock starts from and how fast it moves without a programme are judgement; where the two
cannot both be true in a draw it is the judgement that gives way: it is drawn again from what was declared until the
report is possible, which gives it its distribution given the report (decision 30).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from businesscase.core.randomness import standard_normal
from businesscase.model.inputs.inputs import Inputs, Normal, common_of, correlated
from businesscase.scenario.declare.distribution import quantile
from businesscase.scenario.declare.document import Correlation
from businesscase.scenario.declare.keys import quantities, series_of
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
REPORTS = "effects.levels."


@dataclass(frozen=True)
class Base:
    """What is drawn again together.

    Attributes:
        levels: whose reports have to be possible with it.
        numbers: the uncertain ones by key.
        series: the keys under which they, and the certain ones beside them, are drawn.
        groups: of correlations that hold one of them.
    """

    levels: tuple[str, ...]
    numbers: Mapping[str, Quantity]
    series: frozenset[str]
    groups: Mapping[str, Correlation]

    def drawn(self, inputs: Inputs, draws: Ints, attempt: Ints) -> Inputs:
        """Some draws, with these numbers as the attempt of each has them; 0: as in `inputs`.

        They are not for an engine, which asks for the numbers of the draws too.

        Args:
            inputs: all draws.
            draws: places of the draws in them, each as often as it is wanted; attempt: of each, the same shape.
        """
        values = {key: drawn[draws] for key, drawn in inputs.values.items()}
        positions = self._positions(inputs, draws, attempt)
        for key, number in self.numbers.items():
            values[key] = np.where(attempt > 0, quantile(number, positions[series_of(key)]), values[key])
        return replace(inputs, values=values, draws=len(draws))

    def _positions(self, inputs: Inputs, draws: Ints, attempt: Ints) -> dict[str, Floats]:
        """Standard normal positions by series, each at the attempt of its address."""

        def first(name: str) -> Floats:
            return inputs.normal(name)[draws]

        again = partial(standard_normal, inputs.seed, inputs.first + draws, attempt=attempt)
        positions = {name: again(name) for name in self.series}
        for name, group in self.groups.items():
            keys = list(map(series_of, group.keys))
            stays = [row for row, key in enumerate(keys) if key not in self.series]
            drawn = correlated(name, group, again, first)
            if stays:
                staying = correlated(name, group, first, first)[stays]
                drawn = _given(drawn, stays, staying, _matrix(name, group, first))
            positions |= zip(keys, drawn, strict=True)
        for key, number in self.numbers.items():
            if number.draws_with is not None:
                positions[series_of(key)] = positions[series_of(number.draws_with)]
        return positions


def bases(scenario: Scenario) -> tuple[Base, ...]:
    """What is drawn again: by level the numbers of its clock, and all that these are correlated or drawn with.

    Reports are not among them, and neither are draws from a file. Levels with a number in common are one base, as are
    all levels where one of the numbers is of no clock and so may act on each of them.
    """
    declared, levels = quantities(scenario), scenario.effects.levels
    free = {
        series_of(key)
        for key, number in declared.items()
        if number.column is None and not (key.startswith(REPORTS) or (number.draws_with or "").startswith(REPORTS))
    }
    clocks = {name: {key for key in free if key.startswith(f"clocks.{level.clock}.")} for name, level in levels.items()}
    shared = [(series_of(key), series_of(number.draws_with)) for key, number in declared.items() if number.draws_with]
    groups = [tuple(map(series_of, group.keys)) for group in scenario.correlations.values()]
    ties = [*clocks.values(), *(free.intersection(tie) for tie in (*shared, *groups))]
    together: dict[frozenset[str], list[str]] = {}
    for name, own in clocks.items():
        together.setdefault(_tied(own, ties, set().union(*clocks.values())), []).append(name)
    return tuple(
        Base(
            levels=tuple(names),
            numbers={key: one for key, one in declared.items() if one.is_uncertain and series_of(key) in series},
            series=series,
            groups={
                name: group
                for name, group in scenario.correlations.items()
                if not series.isdisjoint(map(series_of, group.keys))
            },
        )
        for series, names in together.items()
    )


def _tied(names: set[str], ties: list[set[str]], of_all: set[str]) -> frozenset[str]:
    """The names with all that are tied to them."""
    grown = names.union(*(tie for tie in ties if tie & names))
    if any(not name.startswith("clocks.") for name in grown):
        grown |= of_all
    return frozenset(names) if grown == names else _tied(grown, ties, of_all)


def drawn_again(scenario: Scenario, inputs: Inputs, attempts: Mapping[str, Ints]) -> Inputs:
    """All draws, with the base of each level as its attempt has it.

    Args:
        attempts: by level, shape (draw,); 0: as in `inputs`.
    """
    for base in bases(scenario):
        inputs = base.drawn(inputs, np.arange(inputs.draws), attempts[base.levels[0]])
    return inputs


def _matrix(name: str, group: Correlation, first: Normal) -> Floats:
    """Correlations of a group, shape (draw or 1, key, key)."""
    if group.common is None:
        return np.array(group.matrix)[None]
    strength = common_of(name, group, first)[:, None, None]
    return np.asarray(strength + (1.0 - strength) * np.eye(len(group.keys)))


def _given(drawn: Floats, stays: list[int], staying: Floats, matrix: Floats) -> Floats:
    """Normal positions, shape (key, draw), given the rows that stay: by regression on what these are off by."""
    weights = np.linalg.solve(matrix[:, stays][:, :, stays], matrix[:, stays])
    off = (staying - drawn[stays]).T
    return np.asarray(drawn + (off[:, None, :] @ weights)[:, 0].T)
