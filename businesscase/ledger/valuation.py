"""`value`: Occupancy x prices x financing -> Ledger. A product of arrays; nothing is simulated again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.schedule import Exposure
from businesscase.engines.occupancy import Occupancy
from businesscase.ledger.book import Ledger, Line
from businesscase.ledger.outlays import cost_flows
from businesscase.model.compiled import CompiledModel
from businesscase.model.tariffs import Tariffs
from businesscase.vocabulary import Payer, Strategy

Floats = NDArray[np.float64]
_CHUNK = 50  # draws valued at a time: bounds the float64 copy of the quantities


def value(model: CompiledModel, occupancy: Occupancy, exposure: Exposure, *, segment: str | None = None) -> Ledger:
    """Money by payer and category: of all families, or of one segment with its part of the programme cost.

    Returns:
        A ledger in prices of the price year, shape (draw, half, strategy, line, period).
    """
    chosen = range(len(model.segments)) if segment is None else [model.segments.index(segment)]
    booked, weights = _weights(model.tariffs, occupancy, list(chosen))
    quantities = occupancy.quantities[:, :, :, list(chosen)]
    draws, halves, strategies, _, periods, _ = quantities.shape
    amounts = np.zeros((draws, halves, strategies, len(booked), periods))
    for first in range(0, draws, _CHUNK):
        part = slice(first, first + _CHUNK)
        block = np.moveaxis(quantities[part].astype(np.float64), 3, 4)  # draw, half, strategy, period, segment, cell
        flat = block.reshape(block.shape[0], halves * strategies * periods, -1)
        money = flat @ weights[part]
        amounts[part] = np.moveaxis(money.reshape(block.shape[0], halves, strategies, periods, -1), 4, 3)
    lines, amounts = _resident(model.tariffs, occupancy.edges, booked, amounts)
    costs = cost_flows(model, exposure, occupancy.edges, segment=segment)
    full = np.concatenate([amounts, np.zeros((draws, halves, strategies, len(costs), periods))], axis=3)
    for row, flow in enumerate(costs.values(), start=len(lines)):
        full[:, :, list(Strategy).index(Strategy.PROGRAMME), row] = flow[:, None, :]
    return Ledger(lines=(*lines, *costs), amounts=full, edges=occupancy.edges)


def _weights(tariffs: Tariffs, occupancy: Occupancy, segments: list[int]) -> tuple[list[Line], Floats]:
    """DKK per unit of every (segment, cell) for each line, shape (draw, segment x cell, line)."""
    draws, cells = occupancy.quantities.shape[0], len(occupancy.cells)
    found: dict[Line, Floats] = {}

    def book(line: Line, rows: list[int], columns: NDArray[np.int64], amount: Floats) -> None:
        target = found.setdefault(line, np.zeros((draws, len(segments), cells)))
        for row in rows:
            target[:, row, columns] += amount

    for tariff in tariffs.tariffs:
        rows = [position for position, segment in enumerate(segments) if segment in tariff.segments]
        for payer, share in tariff.shares.items():
            book(Line(payer, tariff.category), rows, tariff.cells, tariff.amount[:, None] * share)
        if not tariff.to_household:
            continue
        book(Line(Payer.HOUSEHOLD, tariff.category), rows, tariff.cells, -tariff.amount[:, None])
        for levy in tariffs.levies:
            if tariff.category in levy.on:
                taken = (levy.rate * tariff.amount)[:, None]
                book(Line(levy.payer, levy.category), rows, tariff.cells, taken)
                book(Line(levy.receiver, levy.category), rows, tariff.cells, -taken)
    lines = list(found)
    stacked = np.stack([found[line] for line in lines], axis=3)
    return lines, stacked.reshape(draws, len(segments) * cells, len(lines))


def _resident(tariffs: Tariffs, edges: Floats, lines: list[Line], amounts: Floats) -> tuple[tuple[Line, ...], Floats]:
    """Split the municipality's lines by the share of families still resident; the rest falls on another municipality.

    Moving is independent of the life courses, so its expectation can be applied to expected quantities: the share
    that has not moved by t is exp(-rate t), averaged over each period.
    """
    rate = tariffs.moving_away
    if not np.any(rate > 0.0):
        return tuple(lines), amounts
    stay = np.exp(-rate[:, None] * edges[None, :])
    length = np.diff(edges)
    safe = np.where(rate > 0.0, rate, 1.0)[:, None]
    resident = np.where(rate[:, None] > 0.0, (stay[:, :-1] - stay[:, 1:]) / (safe * length), 1.0)[:, None, None, :]
    out_lines, out = [], []
    for row, line in enumerate(lines):
        if line.payer is Payer.MUNICIPALITY:
            out_lines += [line, Line(Payer.OTHER_MUNICIPALITY, line.category)]
            out += [amounts[:, :, :, row] * resident, amounts[:, :, :, row] * (1.0 - resident)]
        else:
            out_lines.append(line)
            out.append(amounts[:, :, :, row])
    return tuple(out_lines), np.stack(out, axis=3)
