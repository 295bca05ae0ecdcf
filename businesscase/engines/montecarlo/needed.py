"""The part of a model on which refunds of yearly cases, and sampled clocks, hang: fewer clocks, the same lives.

Random numbers are addressed by names, so a clock is lived in the same way whatever else is left out, as long as what
it reads is there: a refund takes the clocks with states that count, those that they read, and those that end them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from businesscase.model.arrays import Arrays
from businesscase.model.structure.structure import Structure
from businesscase.model.tariffs.yearly import YearlyCases

Ints = NDArray[np.int64]


def cells_for(yearly: YearlyCases, structure: Structure, sampled: Collection[int] = ()) -> Ints:
    """Cells of refunds, and of the time and entries of the types of clocks that are sampled, in their order."""
    names = {(structure.types[kind].clock, structure.types[kind].role) for kind in sampled}
    own = [i for i, cell in enumerate(structure.cells.cells) if (cell.clock, cell.role) in names]
    return np.array(sorted({*own, *yearly.cell.tolist()}), dtype=np.int64)


def needed_for(
    arrays: Arrays, yearly: YearlyCases, structure: Structure, sampled: Collection[int] = ()
) -> tuple[Arrays, YearlyCases, NDArray[np.bool_]]:
    """The model with those clocks and families alone.

    Args:
        sampled: types of clocks of which time and entries are wanted too.

    Returns:
        The arrays and the rules, their cells numbered as in `cells_for` (negative for clocks that are lived and not
        counted), and which families are left, shape (family,).
    """
    place = np.full(len(structure.cells.cells), -1)
    cells = cells_for(yearly, structure, sampled)
    place[cells] = np.arange(len(cells))
    small, kept, families = lives_of(
        arrays._replace(state_cell=place[arrays.state_cell], state_entry_cell=place[arrays.state_entry_cell]),
        structure,
        [kind for kind in range(len(structure.types)) if _counts(arrays, yearly, kind) or kind in sampled],
    )
    own = yearly._replace(member_id=yearly.member_id[kept], cell=place[yearly.cell])
    for array in own:
        array.setflags(write=False)
    return small, own, families


def lives_of(
    arrays: Arrays, structure: Structure, types: Sequence[int]
) -> tuple[Arrays, NDArray[np.bool_], NDArray[np.bool_]]:
    """The arrays with the clocks of these types and all that they hang on, in families that have one of them.

    Returns:
        With them, which clocks and which families are left, shapes (clock,) and (family,).
    """
    kept = np.isin(arrays.clock_type, sorted(_kinds(arrays, structure, types)))
    bounds = arrays.family_clocks
    families = np.array([np.isin(arrays.clock_type[a:b], types).any() for a, b in pairwise(bounds)], dtype=bool)
    family_of = np.repeat(np.arange(len(families)), np.diff(bounds))
    kept &= families[family_of]
    before = np.concatenate([[0], np.cumsum(kept)])
    clocks = np.diff(before[bounds])[families]
    first = before[:-1] - before[bounds[:-1]][family_of]  # place within the family of a clock that is left

    def within(local: Ints) -> Ints:
        """The place of other clocks of the family, by clock that is left; -1 where they are not."""
        at = np.where(local >= 0, local + _column(bounds[:-1][family_of], local), 0)
        return np.where((local >= 0) & kept[at], first[at], -1)[kept]

    small = arrays._replace(
        family_id=arrays.family_id[families],
        family_segment=arrays.family_segment[families],
        family_clocks=np.concatenate([[0], np.cumsum(clocks)]).astype(np.int64),
        clock_id=arrays.clock_id[kept],
        clock_type=arrays.clock_type[kept],
        clock_member=arrays.clock_member[kept],
        clock_age=arrays.clock_age[kept],
        clock_age_drawn=arrays.clock_age_drawn[kept],
        clock_sources=within(arrays.clock_sources),
        clock_partner=within(arrays.clock_partner),
        covariates=arrays.covariates[kept],
    )
    for array in small:
        array.setflags(write=False)
    return small, kept, families


def _column(values: Ints, like: Ints) -> Ints:
    """One value for each row of an array of any number of axes."""
    return values.reshape(-1, *[1] * (like.ndim - 1))


def _counts(arrays: Arrays, yearly: YearlyCases, kind: int) -> bool:
    return bool(np.any(yearly.priced[:, arrays.type_states[kind] : arrays.type_states[kind + 1]]))


def _kinds(arrays: Arrays, structure: Structure, roots: Sequence[int]) -> set[int]:
    """Types with all that they hang on."""
    types = range(len(structure.types))
    waiting = list(roots)
    found: set[int] = set()
    while waiting:
        kind = waiting.pop()
        if kind in found:
            continue
        found.add(kind)
        waiting += [
            structure.groups[group].kind
            for k, edge in enumerate(structure.edges)
            if edge.kind == kind
            for group in arrays.coupling_group[arrays.coupling_first[k] : arrays.coupling_first[k + 1]]
            if group >= 0
        ]
        ending = [each for each in types if structure.types[each].role == structure.types[kind].role]
        states = arrays.type_states
        waiting += [each for each in ending if np.any(arrays.state_ends[states[each] : states[each + 1]])]
    return found
