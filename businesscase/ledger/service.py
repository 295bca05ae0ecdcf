"""What hangs on the service: family-years of it and of its full effect, and which part of an outlay falls when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from businesscase.core.timeline import overlap, years_since
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.common.profiles import effective_years
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]
LN2 = float(np.log(2.0))


def service_years(
    model: CompiledModel, exposure: Exposure, occupancy: Occupancy, *, segment: str | None = None
) -> Floats:
    """Family-years of service of all families or of a segment, shape (draw, half or 1, period).

    As scheduled, or as it was given where the families' own situation could end it.
    """
    edges, weight = occupancy.edges, model.arrays.weight
    served = np.zeros((model.draws, 1, edges.shape[0] - 1))
    for position, name in enumerate(model.segments):
        if segment not in (None, name):
            continue
        if occupancy.served is not None:
            served = served + occupancy.served[:, :, position]
        else:
            chosen = model.arrays.family_segment == position
            served[:, 0] += weight[:, position, None] * exposure.family_years(chosen, edges)
    return served


def effective_family_years(
    model: CompiledModel, exposure: Exposure, occupancy: Occupancy, profile: str, *, segment: str | None = None
) -> Floats:
    """Family-years x height of an effect's profile of all families or of a segment, shape (draw, half or 1, period).

    As scheduled, or as the service was given where the families' own situation could end it.
    """
    edges, weight = occupancy.edges, model.arrays.weight
    key = f"effects.profiles.{profile}"
    lag, ramp, decay = (
        drawn[:, None]
        for drawn in (model.inputs[f"{key}.lag"], model.inputs[f"{key}.ramp"], LN2 / model.inputs[f"{key}.half_life"])
    )
    found = np.zeros((model.draws, 1, edges.shape[0] - 1))
    for position, name in enumerate(model.segments):
        if segment not in (None, name):
            continue
        if occupancy.effective is not None:
            found = found + occupancy.effective[:, :, position, model.profiles.index(profile)]
            continue
        services = exposure.intervals(slice(None))[:, model.arrays.family_segment == position]
        alike = max(services.shape[1], 1) if exposure.cohort else 1  # in a cohort all families are served alike
        years = np.zeros((model.draws, edges.shape[0]))
        for begin, end in np.moveaxis(services[:, ::alike], 0, 2)[..., None]:
            years += alike * effective_years(edges, begin, end, lag, ramp, decay)
        found[:, 0] += weight[:, position, None] * np.diff(years, axis=1)
    return found


def part_of_families(model: CompiledModel, segment: str | None) -> Floats:
    """Part of the programme's money that a segment bears: its part of the families, shape (draw,); 1 for all."""
    listed, weight = np.bincount(model.arrays.family_segment, minlength=len(model.segments)), model.arrays.weight
    if segment is None:
        return np.ones(model.draws)
    position = model.segments.index(segment)
    part: Floats = weight[:, position] * listed[position] / (weight @ listed)
    return part


def within_year(start: date, years: Sequence[int], edges: Floats) -> Floats:
    """Part of a calendar year's money that each period bears, evenly from the start on, shape (year, period)."""
    spread = []
    for year in years:
        begin = years_since(start, start.replace(year=year, month=1, day=1))
        months = overlap(max(begin, 0.0), begin + 1.0, edges)
        spread.append(months / months.sum())
    return np.array(spread).reshape(len(years), len(edges) - 1)


def over_service(model: CompiledModel, edges: Floats) -> Floats:
    """Part of a family's money that each period bears in the view of one cohort: evenly while it is served.

    Returns:
        Shape (draw, period).
    """
    length = model.schedule.length[:, None]
    served: Floats = np.clip(np.minimum(length, edges[1:]) - np.maximum(0.0, edges[:-1]), 0.0, None)
    return np.divide(served, length, out=served, where=length > 0.0)  # who is not served at all costs nothing
