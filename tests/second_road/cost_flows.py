"""What the programme itself costs by month: gross cost, grants, displaced casework, and the steady-state price."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.timeline import overlap, years_since
from businesscase.core.vocabulary import DISPLACED_CASEWORK, STEADY_STATE_COST
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Line
from businesscase.model.compiled import CompiledModel
from tests.second_road.tariffs import Tariffs

Floats = NDArray[np.float64]


def cost_flows(
    model: CompiledModel, tariffs: Tariffs, exposure: Exposure, occupancy: Occupancy, *, segment: str | None = None
) -> dict[Line, Floats]:
    """Flows of the programme strategy by line; a segment bears its part of the families.

    The service is as scheduled, or as it was given where the families' own situation could end it. The money of the
    project is spent either way.

    Returns:
        Shape (draw, half, period) each; the half axis has length 1 where halves do not differ.
    """
    edges = occupancy.edges
    served, part = np.zeros((model.draws, 1, edges.shape[0] - 1)), np.zeros(model.draws)
    weight = model.arrays.weight
    for position, name in enumerate(model.segments):
        if segment in (None, name):
            chosen = model.arrays.family_segment == position
            part += weight[:, position] * np.count_nonzero(chosen)
            if occupancy.served is not None:
                served = served + occupancy.served[:, :, position]
            else:
                served[:, 0] += weight[:, position, None] * exposure.family_years(chosen, edges)
    part /= weight @ np.bincount(model.arrays.family_segment, minlength=len(model.segments))
    flows: dict[Line, Floats] = {}

    def book(line: Line, flow: Floats) -> None:
        flows[line] = flows.get(line, np.zeros_like(flow)) + flow

    for outlay in tariffs.outlays:
        flow = (_spread(model, outlay.by_year, exposure, edges) * part[:, None])[:, None, :]
        book(Line(outlay.payer, outlay.category, outlay.department), flow)
    if np.any(tariffs.displaced):
        line = Line(Payer.MUNICIPALITY, DISPLACED_CASEWORK, tariffs.departments.get(DISPLACED_CASEWORK))
        book(line, -tariffs.displaced[:, None, None] * served)
    if tariffs.steady_state is not None:  # divided as the project's cost is
        per_year = tariffs.steady_state / model.schedule.length
        for department, share in tariffs.programme_shares.items():
            line = Line(Payer.MUNICIPALITY, STEADY_STATE_COST, department)
            book(line, (per_year * share)[:, None, None] * served)
    return flows


def _spread(model: CompiledModel, by_year: dict[int, Floats], exposure: Exposure, edges: Floats) -> Floats:
    """Evenly over each calendar year; in the cohort view evenly over the time a family is served."""
    out = np.zeros((model.draws, edges.shape[0] - 1))
    if exposure.cohort:
        total = sum(by_year.values(), np.zeros(model.draws))
        length = model.schedule.length
        for draw in range(model.draws):
            out[draw] = total[draw] * overlap(0.0, float(length[draw]), edges) / length[draw]
        return out
    for year, amount in by_year.items():
        begin = years_since(model.start, model.start.replace(year=year, month=1, day=1))
        months = overlap(max(begin, 0.0), begin + 1.0, edges)
        out += amount[:, None] * (months / months.sum())[None, :]
    return out
