"""Service that a team gave, by month: what the schedule cannot tell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.profiles import effective_years
from businesscase.model.compiled import CompiledModel

Floats = NDArray[np.float64]


def given_service(model: CompiledModel, exposure: Exposure) -> tuple[Floats | None, Floats | None]:
    """Family-years of service, and of full effect by profile, weighted like quantities; None where it is scheduled.

    Returns:
        Shapes (draw, 1, segment, period) and (draw, 1, segment, profile, period), as `Occupancy` holds them.
    """
    if exposure.schedule.given is None:
        return None, None
    arrays = model.arrays
    edges, segments = arrays.edges, len(model.segments)
    service = exposure.service(slice(None))
    served = np.zeros((model.draws, 1, segments, len(edges) - 1))
    effective = np.zeros((model.draws, 1, segments, arrays.profiles.shape[1], len(edges) - 1))
    shapes = np.moveaxis(arrays.profiles, 2, 0)[..., None]  # lag, ramp, decay: (draw, profile, 1)
    for family, segment in enumerate(arrays.family_segment):
        begin, end, strength = service[:, family, :, None].swapaxes(0, 1)
        weight = arrays.weight[:, segment, None]
        years = np.clip(np.minimum(end, edges[1:]) - np.maximum(begin, edges[:-1]), 0.0, None)
        served[:, 0, segment] += weight * years
        full = effective_years(edges, begin[:, None], end[:, None], *shapes)
        effective[:, 0, segment] += (weight * strength)[:, None] * np.diff(full, axis=2)
    return served, effective
