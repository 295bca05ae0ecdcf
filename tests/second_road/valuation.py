"""`value`: Occupancy x prices x financing -> Ledger. A product of arrays; nothing is simulated again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Strategy
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Ledger, Line
from businesscase.model.compiled import CompiledModel
from tests.second_road.cost_flows import cost_flows
from tests.second_road.not_modelled import not_modelled_flows
from tests.second_road.price_matrix import PriceMatrix
from tests.second_road.tariffs import Tariffs

Floats = NDArray[np.float64]
_CHUNK = 50  # draws valued at a time: bounds the float64 copy of the quantities


def value(
    model: CompiledModel, tariffs: Tariffs, occupancy: Occupancy, exposure: Exposure, *, segment: str | None = None
) -> Ledger:
    """Money by payer and category: of all families, or of one segment with its part of the programme cost.

    Returns:
        A ledger in prices of the price year, shape (draw, half, strategy, line, period).
    """
    chosen = list(range(len(model.segments))) if segment is None else [model.segments.index(segment)]
    quantities = occupancy.quantities[:, :, :, chosen[0] : chosen[-1] + 1]
    draws, halves, strategies, _, periods, _ = quantities.shape
    costs, epochs = cost_flows(model, tariffs, exposure, occupancy, segment=segment), tariffs.epochs
    prices = PriceMatrix(tariffs, chosen, len(occupancy.cells))
    split, resident = _residents(tariffs, occupancy.edges, prices.lines)
    extra = _left_out(model, tariffs, exposure, occupancy.edges, chosen)
    amounts = np.zeros((draws, halves, strategies, len(split) + len(extra) + len(costs), periods))
    for first in range(0, draws, _CHUNK):
        part = slice(first, first + _CHUNK)
        block = np.moveaxis(quantities[part].astype(np.float64), 3, 4)  # draw, half, strategy, period, segment, cell
        flat = block.reshape(block.shape[0], halves, strategies, periods, -1)
        money = np.zeros((block.shape[0], halves, strategies, len(prices.lines), periods))
        for epoch, share in enumerate(epochs.share):
            months = np.flatnonzero(share)  # one run: an epoch is a stretch of time
            run = slice(months[0], months[-1] + 1)
            priced = flat[:, :, :, run] @ prices.of(part, epoch)[:, None]
            money[..., run] += np.moveaxis(priced, 4, 3) * share[run]
        for row, (source, left) in enumerate(resident):
            amounts[part, :, :, row] = money[:, :, :, source] * (1.0 if left is None else left[part])
    for row, flow in enumerate([*extra.values(), *costs.values()], start=len(split)):
        amounts[:, :, Strategy.PROGRAMME.axis, row] = flow
    lines = (*(_in_department(tariffs, line) for line in split), *extra, *costs)
    return Ledger(lines=lines, amounts=amounts, edges=occupancy.edges)


def _left_out(
    model: CompiledModel, tariffs: Tariffs, exposure: Exposure, edges: Floats, chosen: list[int]
) -> dict[Line, Floats]:
    """What is not modelled, by those who pay for families that stay and for those that have moved."""
    found: dict[Line, Floats] = {}
    for line, flow in not_modelled_flows(model, tariffs.left_out, exposure, edges, chosen).items():
        (_, stay), *away = _residents(tariffs, edges, [line])[1]
        found[line] = flow if stay is None else flow * stay[:, 0]
        if away:
            found[Line(Payer.OTHER_MUNICIPALITY, line.category)] = flow * (1.0 - stay[:, 0])
    return found


def _in_department(tariffs: Tariffs, line: Line) -> Line:
    """The municipality's lines belong to the department that pays their category."""
    if line.payer is not Payer.MUNICIPALITY:
        return line
    return replace(line, department=tariffs.departments.get(line.category))


def _residents(
    tariffs: Tariffs, edges: Floats, lines: list[Line]
) -> tuple[list[Line], list[tuple[int, Floats | None]]]:
    """Lines after moving away, each with the line it comes from and its share of it, shape (draw, 1, 1, period).

    The municipality pays for families still resident, another municipality for the rest. Moving is independent of the
    life courses, so its expectation can be applied to expected quantities: the share that has not moved by t is
    exp(-rate t), averaged over each period.
    """
    rate = tariffs.moving_away
    if not np.any(rate > 0.0):
        return list(lines), [(source, None) for source in range(len(lines))]
    stay = np.exp(-rate[:, None] * edges[None, :])
    safe = np.where(rate > 0.0, rate, 1.0)[:, None]
    mean = np.where(rate[:, None] > 0.0, (stay[:, :-1] - stay[:, 1:]) / (safe * np.diff(edges)), 1.0)
    resident = mean[:, None, None, :]
    out: list[tuple[Line, int, Floats | None]] = []
    for source, line in enumerate(lines):
        if line.payer is Payer.MUNICIPALITY:
            out.append((line, source, resident))
            out.append((Line(Payer.OTHER_MUNICIPALITY, line.category), source, 1.0 - resident))
        else:
            out.append((line, source, None))
    return [line for line, _, _ in out], [(source, share) for _, source, share in out]
