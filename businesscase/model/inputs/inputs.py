"""One number per draw for every quantity of a scenario, with the declared dependence between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import UsageError
from businesscase.core.randomness import normal_of, run_key
from businesscase.core.words import Words
from businesscase.scenario.declare.distribution import quantile
from businesscase.scenario.declare.document import Correlation, DeclaresNumbers
from businesscase.scenario.declare.keys import quantities, series_of
from businesscase.scenario.declare.quantity import Quantity

Floats = NDArray[np.float64]
Normal = Callable[[str], Floats]
FEW = 64  # draws whose numbers are kept: half a kilobyte each


@dataclass(frozen=True)
class Inputs:
    """Drawn inputs.

    Attributes:
        values: key -> values in canonical units (years, shares, DKK, DKK per year), shape (draw,).
        uncertain: keys whose values differ between draws.
        seed: seed of the draws.
        draws: number of draws.
        first: number of the first draw, by which its random numbers are addressed.
        positions: standard normal numbers that stand in the place of those at their addresses, by name, shape (draw,).
    """

    values: Mapping[str, Floats]
    uncertain: tuple[str, ...]
    seed: int
    draws: int
    first: int = 0
    positions: Mapping[str, Floats] = field(default_factory=dict, repr=False)

    def __getitem__(self, key: str) -> Floats:
        return self.values[key]

    def normal(self, name: str) -> Floats:
        """The standard normal number of a name in every draw, shape (draw,)."""
        return _normal(self.positions, self.seed, self.first, self.draws, name)

    def of_draws(self, part: slice) -> Inputs:
        """Some draws only, under the numbers that they have (views)."""
        first, after, _ = part.indices(self.draws)
        values, positions = (
            {key: drawn[part] for key, drawn in each.items()} for each in (self.values, self.positions)
        )
        return replace(self, values=values, positions=positions, draws=after - first, first=self.first + first)


def draw_inputs(
    scenario: DeclaresNumbers, *, draws: int, seed: int, positions: Mapping[str, Floats] | None = None
) -> Inputs:
    """Draw every quantity. Addressed by (seed, draw, key), so adding a quantity moves no other.

    A number with a column has its draws from the scenario's file: draw i is row i, whatever the seed. `positions` are
    standard normal numbers by name (`normal_names`) that a fit has found, instead of those at their addresses.

    Raises:
        UsageError: if the file of draws has fewer rows than draws are asked for.
    """
    declared = quantities(scenario)
    table = scenario.table
    if table is not None and any(quantity.column for quantity in declared.values()) and draws > table.rows:
        message = Words("draws.too_few", file=table.file, rows=table.rows, draws=draws)
        raise UsageError(Words("draws.ask_for", message=message, rows=table.rows, line=table.lines[0]))
    uncertain = tuple(key for key, quantity in declared.items() if quantity.is_uncertain)
    found = positions or {}
    places = _positions(scenario, declared, uncertain, lambda name: _normal(found, seed, 0, draws, name))
    values: dict[str, Floats] = {}
    for key, quantity in declared.items():
        if quantity.column is not None:
            assert table is not None
            values[key] = table.values(quantity.column, quantity.transform)[:draws] * quantity.factor
            continue
        values[key] = quantile(quantity, places[key]) if key in places else np.full(draws, quantity.canonical)
    return Inputs(values=values, uncertain=uncertain, seed=seed, draws=draws, positions=found)


def declared_inputs(scenario: DeclaresNumbers, *, seed: int) -> Inputs:
    """Declared values instead of draws, as a single draw."""
    values = {key: np.array([quantity.canonical]) for key, quantity in quantities(scenario).items()}
    return Inputs(values=values, uncertain=(), seed=seed, draws=1)


def normal_names(scenario: DeclaresNumbers) -> tuple[str, ...]:
    """Names of the independent standard normal numbers behind the uncertain quantities, in the order of the document.

    A series of dated numbers has one; a number that draws with another, or that a file holds, has none of its own.
    """
    declared = quantities(scenario)
    grouped = {key for group in scenario.correlations.values() for key in group.keys}
    own = [
        key
        for key, quantity in declared.items()
        if (quantity.is_uncertain or key in grouped) and quantity.column is None and quantity.draws_with is None
    ]
    common = [name for name, group in scenario.correlations.items() if group.common is not None]
    # the spread of a common correlation is itself among the quantities
    return tuple(dict.fromkeys([*map(series_of, own), *(f"factor of {name}" for name in common)]))


def _normal(positions: Mapping[str, Floats], seed: int, first: int, draws: int, name: str) -> Floats:
    if name in positions:
        return positions[name]
    return (_few_at_addresses if draws <= FEW else _at_addresses)(seed, first, draws, name)


def _at_addresses(seed: int, first: int, draws: int, name: str) -> Floats:
    found = normal_of(_keys(seed, first, draws), name)
    found.setflags(write=False)
    return found


@lru_cache(maxsize=4)  # all inputs of a run share them
def _keys(seed: int, first: int, draws: int) -> NDArray[np.uint64]:
    return run_key(seed, np.arange(first, first + draws))


# a search over hundreds of inputs draws the same few numbers for each of them
_few_at_addresses = lru_cache(maxsize=4096)(_at_addresses)


def _positions(
    scenario: DeclaresNumbers,
    declared: Mapping[str, Quantity],
    uncertain: tuple[str, ...],
    normal: Callable[[str], Floats],
) -> dict[str, Floats]:
    """Standard normal positions of what is uncertain: independent by key, correlated within groups, then shared."""
    shared = [declared[key].draws_with for key in uncertain]
    asked = dict.fromkeys(map(series_of, (*uncertain, *(key for key in shared if key is not None))))
    positions = {key: normal(key) for key in asked}
    # keys held fixed by a what-if keep their position, so that the others in their group stay where they were
    for name, group in scenario.correlations.items():
        positions |= zip(map(series_of, group.keys), correlated(name, group, normal, normal), strict=True)
    for key, other in zip(uncertain, shared, strict=True):
        if other is not None:
            positions[series_of(key)] = positions[series_of(other)]
    return {key: positions[series_of(key)] for key in uncertain}


def correlated(name: str, group: Correlation, normal: Normal, common: Normal) -> Floats:
    """Standard normal positions of a group's keys, shape (key, draw), from independent ones.

    Args:
        normal: an independent standard normal number per draw, by its name.
        common: the same, for how strong an uncertain common correlation is.
    """
    own = np.array([normal(series_of(key)) for key in group.keys])
    if group.common is None:
        lower = np.linalg.cholesky(np.array(group.matrix))  # summed draw by draw: a product rounds as many as it has
        return np.array([sum(lower[row, at] * own[at] for at in range(row + 1)) for row in range(len(own))])
    strength = common_of(name, group, common)
    return np.asarray(np.sqrt(strength) * normal(f"factor of {name}") + np.sqrt(1.0 - strength) * own)


def common_of(name: str, group: Correlation, normal: Normal) -> Floats:
    """The common correlation of a group that has one, shape (draw,)."""
    assert group.common is not None
    return quantile(group.common, normal(f"correlations.{name}.common"))
