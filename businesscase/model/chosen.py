"""`of_families`: the model of some of its families, each of them as it is among all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]


def of_families(model: CompiledModel, chosen: NDArray[np.int64], part: Floats | None = None) -> CompiledModel:
    """The model of the chosen families: random numbers are addressed by name, so each lives as it does among all.

    What is solved for (levels, goals) and the programme's money stay those of all families.

    Args:
        model: of a service that follows its schedule.
        chosen: places of the families, ascending, shape (chosen,).
        part: of each draw, the part of these families that is meant, shape (draw,); None: all of them.
    """
    arrays = model.arrays
    sizes = np.diff(arrays.family_clocks)
    clocks = np.flatnonzero(np.isin(np.repeat(np.arange(len(sizes)), sizes), chosen))
    weight = arrays.weight if part is None else arrays.weight * part[:, None]
    small = arrays._replace(
        family_id=arrays.family_id[chosen],
        family_segment=arrays.family_segment[chosen],
        family_clocks=np.concatenate([[0], np.cumsum(sizes[chosen])]),
        clock_id=arrays.clock_id[clocks],
        clock_type=arrays.clock_type[clocks],
        clock_member=arrays.clock_member[clocks],
        clock_age=arrays.clock_age[clocks],
        clock_age_drawn=arrays.clock_age_drawn[clocks],
        clock_sources=np.ascontiguousarray(arrays.clock_sources[clocks]),
        clock_partner=arrays.clock_partner[clocks],
        covariates=np.ascontiguousarray(arrays.covariates[clocks]),
        weight=np.ascontiguousarray(weight),
    )
    yearly = model.yearly._replace(member_id=model.yearly.member_id[clocks])
    for array in (*small, *yearly):
        array.setflags(write=False)
    given = model.schedule.given
    return replace(
        model,
        arrays=small,
        yearly=yearly,
        families=tuple(model.families[place] for place in chosen),
        schedule=replace(
            model.schedule,
            rank=model.schedule.rank[chosen],
            given=None if given is None else given[:, chosen],
        ),
    )
