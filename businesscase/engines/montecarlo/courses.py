# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls
"""Life courses of all families for a run of draws: the loops around `kernel.simulate_clock`."""

from __future__ import annotations

import math

from businesscase.core.compiling import compiled, inlined
from businesscase.engines.common.numbers import FRAILTY, normal
from businesscase.engines.common.starts import age_at, start_of
from businesscase.engines.common.tally import tally
from businesscase.engines.common.yearly_cases import add_refunds
from businesscase.engines.montecarlo.kernel import simulate_clock
from businesscase.engines.montecarlo.stretch import profile_breaks
from businesscase.laws.registry import EXPONENTIAL


@inlined
def simulate_family(
    arrays, draw, key, family, service, paths, scratch, numbers, rates, marks, member_end, benefit, strategies
):
    """Live one family under the first strategies; paths and, per clock, benefit time at start are written in place."""
    times, states, moves, ends = paths
    base, last = arrays.family_clocks[family], arrays.family_clocks[family + 1]
    horizon = arrays.edges[arrays.edges.shape[0] - 1]
    sigma = arrays.sigma[draw]
    z = normal(key, arrays.family_id[family], FRAILTY) if sigma > 0.0 else 0.0
    # Z^e / E[Z^e] of a lognormal Z with mean 1: exp(e sigma z - e^2 sigma^2 / 2)
    frailty = (1.0, 1.0, 1.0)
    if sigma > 0.0:
        frailty = (math.exp(-sigma * z - 0.5 * sigma * sigma), 1.0, math.exp(sigma * z - 0.5 * sigma * sigma))
    for k in range(arrays.law.shape[0]):
        rates[k] = frailty[arrays.frailty_exponent[k] + 1]
        if arrays.law[k] == EXPONENTIAL:
            rates[k] *= arrays.parameters[draw, k, 0]
        power = 0.0
        for x in range(arrays.covariates.shape[1]):
            power += arrays.log_covariate[draw, k, x] * arrays.covariates[base, x]
        if power != 0.0:
            rates[k] *= math.exp(power)
    served = service[1] > service[0]
    profile_breaks(arrays, draw, service[0], service[1], service[2], marks)
    for strategy in range(strategies):
        for member in range(member_end.shape[1]):
            member_end[strategy, member] = horizon
    for clock in range(base, last):
        local = clock - base
        kind, member = arrays.clock_type[clock], arrays.clock_member[clock]
        age = age_at(arrays, draw, clock)
        begin = max(arrays.type_ages[kind, 0] - age, 0.0)
        limit = min(arrays.type_ages[kind, 1] - age, horizon)
        start, elapsed, benefit[local] = start_of(arrays, draw, key, clock, arrays.type_ages[kind, 0] <= age)
        first_state, next_state = arrays.type_states[kind], arrays.type_states[kind + 1]
        for k in range(arrays.state_transitions[first_state], arrays.state_transitions[next_state]):
            numbers[k] = -1.0
        for strategy in range(strategies):
            if strategy == 1 and arrays.type_shared[kind]:
                moves[1, local], ends[1, local] = moves[0, local], ends[0, local]
                for move in range(moves[0, local]):
                    times[1, local, move], states[1, local, move] = times[0, local, move], states[0, local, move]
            else:
                end = min(limit, member_end[strategy, member])
                if end <= begin:
                    moves[strategy, local], ends[strategy, local] = 0, 0.0
                elif not simulate_clock(
                    arrays, draw, key, clock, base, strategy, rates, served and strategy == 0, marks,
                    begin, end, start, elapsed, paths, scratch, numbers,
                ):  # fmt: skip
                    return False
                elif ends[strategy, local] < end:
                    member_end[strategy, member] = ends[strategy, local]
            if strategy == 1 and arrays.type_shared[kind]:
                member_end[1, member] = min(member_end[1, member], member_end[0, member])
    return True


@compiled
def simulate_draws(arrays, yearly, exposure, keys, scale, space, room, sums, out, strategies):
    """Simulate every draw of a chunk and write its occupancy.

    Args:
        arrays: `Arrays` whose draw axes hold the chunk's draws.
        yearly: `YearlyCases` of the same draws.
        exposure: beginning, end and strength of service, shape (draw, family, 3); an empty interval is no service.
        keys: random-number keys, shape (draw, replication); even replications are half A, odd ones half B.
        scale: 1 / replications per half.
        space: scratch of one family (`workspace.family_space`).
        room: scratch of yearly cases (`workspace.case_space`).
        sums: scratch of one half (`workspace.sums`).
        out: shape (draw, half, strategy, segment, period, cell), float32.
        strategies: 2, or 1 where only the programme is lived; the other's place in `out` is then left as it is.

    Returns:
        The draw (position in the chunk) in which a clock overflowed its path, -1 if none did.
    """
    draws, replications = keys.shape
    families = arrays.family_id.shape[0]
    segments, periods, cells = out.shape[3], out.shape[4], out.shape[5]
    paths, scratch, numbers, rates, marks, member_end, benefit, begins, finishes = space
    times, states, moves, ends = paths
    part, whole = sums
    for draw in range(draws):
        for half in range(2):
            part[:] = 0.0
            whole[:] = 0.0
            for replication in range(half, replications, 2):
                key = keys[draw, replication]
                for family in range(families):
                    segment = arrays.family_segment[family]
                    base, last = arrays.family_clocks[family], arrays.family_clocks[family + 1]
                    if not simulate_family(
                        arrays, draw, key, family, exposure[draw, family], paths, scratch, numbers, rates, marks,
                        member_end, benefit, strategies,
                    ):  # fmt: skip
                        return draw
                    for clock in range(base, last):
                        local = clock - base
                        first_state = arrays.type_states[arrays.clock_type[clock]]
                        if arrays.state_cell[first_state] < 0:  # lived because another clock reads it
                            continue
                        situations = arrays.state_situation[first_state:]
                        other = max(arrays.clock_partner[clock], 0)
                        there = 1 if arrays.clock_partner[clock] >= 0 else 0
                        for strategy in range(strategies):
                            if moves[strategy, local] > 0:
                                path = (
                                    times[strategy, local], states[strategy, local],
                                    moves[strategy, local], ends[strategy, local],
                                )  # fmt: skip
                                partner = (
                                    times[strategy, other], states[strategy, other],
                                    there * moves[strategy, other], ends[strategy, other],
                                )  # fmt: skip
                                tally(
                                    arrays, first_state, situations, path, partner, benefit[local], begins, finishes,
                                    part[strategy, segment], whole[strategy, segment],
                                )  # fmt: skip
                    for strategy in range(strategies):
                        add_refunds(
                            arrays, yearly, draw, key, family, strategy, times[strategy], states[strategy],
                            moves[strategy], ends[strategy], room, part[strategy, segment],
                        )  # fmt: skip
            for strategy in range(strategies):
                for segment in range(segments):
                    weight = scale * arrays.weight[draw, segment]
                    for cell in range(cells):
                        running = 0.0
                        for period in range(periods):
                            running += whole[strategy, segment, cell, period]
                            length = arrays.edges[period + 1] - arrays.edges[period]
                            value = running * length + part[strategy, segment, cell, period]
                            out[draw, half, strategy, segment, period, cell] = value * weight
    return -1


@compiled
def trace_draws(arrays, exposure, keys, space, records):
    """Event histories, for tests and for comparison with other engines.

    `records` has rows (draw, replication, strategy, clock, from, to, time); a row with from = -1 is a start and one
    with to = -1 the end of a path. Returns the number of rows written, or -1 if they do not fit.
    """
    draws, replications = keys.shape
    paths, scratch, numbers, rates, marks, member_end, benefit, _, _ = space
    times, states, moves, ends = paths
    rows = 0
    for draw in range(draws):
        for replication in range(replications):
            for family in range(arrays.family_id.shape[0]):
                base, last = arrays.family_clocks[family], arrays.family_clocks[family + 1]
                if not simulate_family(
                    arrays, draw, keys[draw, replication], family, exposure[draw, family], paths, scratch, numbers,
                    rates, marks, member_end, benefit, 2,
                ):  # fmt: skip
                    return -1
                for clock in range(base, last):
                    for strategy in range(2):
                        before = -1
                        count = moves[strategy, clock - base]
                        for move in range(count + 1):
                            if rows == records.shape[0]:
                                return -1
                            ended = move == count
                            after = -1 if ended else states[strategy, clock - base, move]
                            moment = ends[strategy, clock - base] if ended else times[strategy, clock - base, move]
                            records[rows, 0], records[rows, 1], records[rows, 2] = draw, replication, strategy
                            records[rows, 3], records[rows, 4], records[rows, 5] = clock, before, after
                            records[rows, 6] = moment
                            rows += 1
                            before = after
    return rows
