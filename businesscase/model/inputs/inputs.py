"""One number per draw for every quantity of a scenario, with the declared dependence between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import UsageError
from businesscase.core.randomness import standard_normal
from businesscase.scenario.declare.distribution import quantile
from businesscase.scenario.declare.document import DeclaresNumbers
from businesscase.scenario.declare.keys import quantities, series_of
from businesscase.scenario.declare.quantity import Quantity

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Inputs:
    """Drawn inputs.

    Attributes:
        values: key -> values in canonical units (years, shares, DKK, DKK per year), shape (draw,).
        uncertain: keys whose values differ between draws.
        seed: seed of the draws.
        draws: number of draws.
        first: number of the first draw, by which its random numbers are addressed.
    """

    values: Mapping[str, Floats]
    uncertain: tuple[str, ...]
    seed: int
    draws: int
    first: int = 0

    def __getitem__(self, key: str) -> Floats:
        return self.values[key]

    def of_draws(self, part: slice) -> Inputs:
        """Some draws only, under the numbers that they have (views)."""
        first, after, _ = part.indices(self.draws)
        values = {key: drawn[part] for key, drawn in self.values.items()}
        return replace(self, values=values, draws=after - first, first=self.first + first)


def draw_inputs(scenario: DeclaresNumbers, *, draws: int, seed: int) -> Inputs:
    """Draw every quantity. Addressed by (seed, draw, key), so adding a quantity moves no other.

    A number with a column has its draws from the scenario's file: draw i is row i, whatever the seed.

    Raises:
        UsageError: if the file of draws has fewer rows than draws are asked for.
    """
    declared = quantities(scenario)
    table = scenario.table
    if table is not None and any(quantity.column for quantity in declared.values()) and draws > table.rows:
        message = f"{table.file} holds {table.rows:,} draws, and {draws:,} were asked for"
        raise UsageError(f"{message}: ask for {table.rows:,} draws at most (the first is on line {table.lines[0]})")
    uncertain = tuple(key for key, quantity in declared.items() if quantity.is_uncertain)
    positions = _positions(scenario, declared, uncertain, draws, seed)
    values: dict[str, Floats] = {}
    for key, quantity in declared.items():
        if quantity.column is not None:
            assert table is not None
            values[key] = table.values(quantity.column, quantity.transform)[:draws] * quantity.factor
            continue
        values[key] = quantile(quantity, positions[key])
    return Inputs(values=values, uncertain=uncertain, seed=seed, draws=draws)


def declared_inputs(scenario: DeclaresNumbers, *, seed: int) -> Inputs:
    """Declared values instead of draws, as a single draw."""
    values = {key: np.array([quantity.canonical]) for key, quantity in quantities(scenario).items()}
    return Inputs(values=values, uncertain=(), seed=seed, draws=1)


def _positions(
    scenario: DeclaresNumbers,
    declared: Mapping[str, Quantity],
    uncertain: tuple[str, ...],
    draws: int,
    seed: int,
) -> dict[str, Floats]:
    """Standard normal positions: independent by key, then correlated within groups, then shared."""
    # keys held fixed by a what-if keep their position, so that the others in their group stay where they were
    positions = {key: standard_normal(seed, draws, key) for key in map(series_of, declared)}
    for name, group in scenario.correlations.items():
        own = np.array([positions[series_of(key)] for key in group.keys])
        if group.common is not None:
            common_key = f"correlations.{name}.common"
            at = standard_normal(seed, draws, common_key)
            common = quantile(group.common, at)
            factor = standard_normal(seed, draws, f"factor of {name}")
            mixed = np.sqrt(common) * factor + np.sqrt(1.0 - common) * own
        else:
            mixed = np.linalg.cholesky(np.array(group.matrix)) @ own
        for key, row in zip(group.keys, mixed, strict=True):
            positions[series_of(key)] = row
    for key in uncertain:
        shared = declared[key].draws_with
        if shared is not None:
            positions[series_of(key)] = positions[series_of(shared)]
    return {key: positions[series_of(key)] for key in declared}
