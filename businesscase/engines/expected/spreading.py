# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""From steps to months, weighed by the members whose clock runs, and to their place in the quantities (compiled)."""

from __future__ import annotations

from businesscase.core.compiling import compiled


@compiled
def spread(counted, weights, months, first_cell, out):
    """Divide quantities by step among its months, weigh them and add them up.

    Linear within a step, from its neighbours, never so steep that a month would be negative; a step keeps its total.

    Args:
        counted: (cell, step, draw); a month or less per step if `months` is 1.
        weights: members whose clock runs, (segment, month, draw or 1).
        months: months in a step, at least 1.
        first_cell: position of the first cell in `out`.
        out: (segment, cell, month, draw), added to.
    """
    cells, steps, draws = counted.shape
    each = weights.shape[2] > 1
    for segment in range(weights.shape[0]):
        for cell in range(cells):
            for n in range(steps):
                inner = months > 1 and 0 < n < steps - 1
                for month in range(months):
                    at = n * months + month
                    if not each and weights[segment, at, 0] == 0.0:
                        continue
                    place = month - 0.5 * (months - 1)
                    for b in range(draws):
                        value = counted[cell, n, b]
                        now = value / months
                        if inner:  # change from one month to the next
                            slope = (counted[cell, n + 1, b] - counted[cell, n - 1, b]) / (2.0 * months * months)
                            steepest = value * (2.0 / (months * (months - 1)))
                            now += min(max(slope, -steepest), steepest) * place
                        out[segment, first_cell + cell, at, b] += now * weights[segment, at, b if each else 0]


@compiled
def write_out(out, weight, draws, strategies, quantities):
    """Weigh a block's quantities and write them to the place of its draws, month by month so that both stay at hand.

    Args:
        out: (strategy, segment, cell, month, draw).
        weight: of each segment, (draw, segment).
        draws: places of the block's draws in `quantities`.
        strategies: how many of the strategies are written.
        quantities: (draw, half, strategy, segment, month, cell), float32, changed in place; halves are the same.
    """
    segments, cells, months = out.shape[1], out.shape[2], out.shape[3]
    for strategy in range(strategies):
        for segment in range(segments):
            for month in range(months):
                for b in range(draws.shape[0]):
                    for half in range(quantities.shape[1]):
                        row = quantities[draws[b], half, strategy, segment, month]
                        for cell in range(cells):
                            row[cell] = out[strategy, segment, cell, month, b] * weight[b, segment]
