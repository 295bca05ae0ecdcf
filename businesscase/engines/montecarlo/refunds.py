# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""Life courses for the refunds of yearly cases alone: nothing else of them is counted."""

from __future__ import annotations

from businesscase.core.compiling import compiled
from businesscase.engines.common.yearly_cases import add_refunds
from businesscase.engines.montecarlo.courses import simulate_family


@compiled
def refund_draws(arrays, yearly, exposure, keys, scale, space, room, part, out, strategies):
    """Simulate every draw of a chunk and write the kroner of its cases.

    Args:
        arrays, yearly: of `needed.needed_for`, with the chunk's draws.
        exposure, keys, scale, space, room, strategies: as in `courses.simulate_draws`.
        part: scratch of one half, shape (strategy, segment, rule, period).
        out: shape (draw, half, strategy, segment, period, rule), float32.

    Returns:
        The draw (position in the chunk) in which a clock overflowed its path, -1 if none did.
    """
    draws, replications = keys.shape
    segments, periods, rules = out.shape[3], out.shape[4], out.shape[5]
    paths, scratch, numbers, rates, marks, member_end, benefit, _, _ = space
    times, states, moves, ends = paths
    for draw in range(draws):
        for half in range(2):
            part[:] = 0.0
            for replication in range(half, replications, 2):
                key = keys[draw, replication]
                for family in range(arrays.family_id.shape[0]):
                    if not simulate_family(
                        arrays, draw, key, family, exposure[draw, family], paths, scratch, numbers, rates, marks,
                        member_end, benefit, strategies,
                    ):  # fmt: skip
                        return draw
                    for strategy in range(strategies):
                        add_refunds(
                            arrays, yearly, draw, key, family, strategy, times[strategy], states[strategy],
                            moves[strategy], ends[strategy], room, part[strategy, arrays.family_segment[family]],
                        )  # fmt: skip
            for strategy in range(strategies):
                for segment in range(segments):
                    weight = scale * arrays.weight[draw, segment]
                    for period in range(periods):
                        for rule in range(rules):
                            kroner = part[strategy, segment, rule, period]
                            out[draw, half, strategy, segment, period, rule] = kroner * weight
    return -1
