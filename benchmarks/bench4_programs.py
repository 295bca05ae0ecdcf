"""BENCH-4 as one would write it without this library: a SimPy process per person, and NumPy in steps of a month.

Both read the file of draws, know nothing of `businesscase`, and return the totals of each draw and strategy. Strategy 0
is the programme, as in the library.
"""

from __future__ import annotations

import csv
import itertools
import math
import random
from collections.abc import Generator
from pathlib import Path

import numpy as np
import simpy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
FILE = Path(__file__).parent / "bench4_draws.csv"
HORIZON, RATE, PROGRAMME_COST = 10.0, 0.03, 1500.0
H, S, R, D = range(4)
MEDICAL, PROGRAMME, MOVES = range(3)  # the totals
TARGETS = np.array([[S, D, D], [H, R, D], [D, S, S], [D, D, D]])  # state, exit -> next state


def read_draws(count: int) -> list[dict[str, float]]:
    """The first rows of the file."""
    with FILE.open() as file:
        rows = itertools.islice(csv.DictReader(file), count)
        return [{name: float(cell) for name, cell in row.items()} for row in rows]


def simpy_program(draws: int, severities: list[float], *, seed: int = 1) -> Floats:
    """Means per person, shape (draw, strategy, total)."""
    out = np.zeros((draws, 2, 3))
    for number, draw in enumerate(read_draws(draws)):
        for strategy in range(2):
            env, source, totals = simpy.Environment(), random.Random(f"{seed} {number} {strategy}"), [0.0, 0.0, 0]
            for z in severities:
                env.process(person(env, source, draw, z, strategy == 0, totals))
            env.run(until=HORIZON)
            out[number, strategy] = np.array(totals) / len(severities)
    return out


def person(
    env: simpy.Environment, source: random.Random, p: dict[str, float], z: float, served: bool, totals: list[float]
) -> Generator[simpy.Event, None, None]:
    """Draw a time for each exit of the present state, wait for the first, pay for the stay."""
    t1_scale = math.exp(p["t1_lscale"] + served * p["t1_trt"] + z * p["t1_z"])
    t4_scale = math.exp(p["t4_lscale"] + served * p["t4_trt"] + z * p["t4_z"])
    t1_shape, t3_shape, t4_shape = (math.exp(p[name]) for name in ("t1_lshape", "t3_lshape", "t4_lshape"))
    t2_rate, t5_rate, t6_rate = (math.exp(p[f"t{i}_lrate"] + z * p[f"t{i}_z"]) for i in (2, 5, 6))
    t3_scale, t7_rate = math.exp(p["t3_lscale"]), math.exp(p["t7_lrate"])
    medical = (p["c1"], p["c2"], p["c3"])
    state = H
    while state != D:
        if state == H:
            exits = [(source.weibullvariate(t1_scale, t1_shape), S), (source.expovariate(t2_rate), D)]
        elif state == S:
            exits = [
                (source.weibullvariate(t3_scale, t3_shape), H),
                (source.weibullvariate(t4_scale, t4_shape), R),
                (source.expovariate(t5_rate), D),
            ]
        else:
            exits = [(source.expovariate(t6_rate), D), (source.expovariate(t7_rate), S)]
        wait, following = min(exits)
        begin, end = env.now, min(env.now + wait, HORIZON)
        discounted = (math.exp(-RATE * begin) - math.exp(-RATE * end)) / RATE
        totals[MEDICAL] += medical[state] * discounted
        totals[PROGRAMME] += PROGRAMME_COST * discounted if served else 0.0
        if end == HORIZON:
            return
        yield env.timeout(wait)
        totals[MOVES] += 1
        state = following


def numpy_program(draws: int, severities: list[float], *, block: int = 20_000, seed: int = 1) -> Floats:
    """Means per person, shape (draw, strategy, total), in steps of a month: a move is charged from the next one on."""
    out = np.zeros((draws, 2, 3))
    read = read_draws(draws)
    rows = {name: np.array([row[name] for row in read]) for name in read[0]}
    persons = len(severities)
    together = max(block // persons, 1)
    for first in range(0, draws, together):
        own = {name: np.repeat(values[first : first + together], persons) for name, values in rows.items()}
        z = np.tile(severities, len(own["c1"]) // persons)
        for strategy in range(2):
            source = np.random.default_rng([seed, first, strategy])
            totals = monthly(own, z, strategy == 0, source)
            out[first : first + together, strategy] = totals.reshape(3, -1, persons).mean(axis=2).T
    return out


def monthly(p: dict[str, Floats], z: Floats, served: bool, source: np.random.Generator) -> Floats:
    """Totals of each person of a block, shape (total, person)."""
    t1_scale = np.exp(p["t1_lscale"] + served * p["t1_trt"] + z * p["t1_z"])
    t4_scale = np.exp(p["t4_lscale"] + served * p["t4_trt"] + z * p["t4_z"])
    t1_shape, t3_shape, t4_shape = np.exp(p["t1_lshape"]), np.exp(p["t3_lshape"]), np.exp(p["t4_lshape"])
    t2_rate, t5_rate, t6_rate = (np.exp(p[f"t{i}_lrate"] + z * p[f"t{i}_z"]) for i in (2, 5, 6))
    t3_scale, t7_rate = np.exp(p["t3_lscale"]), np.exp(p["t7_lrate"])
    medical = np.stack([p["c1"], p["c2"], p["c3"], np.zeros(len(z))])
    state, entered, step = np.zeros(len(z), dtype=np.int64), np.zeros(len(z), dtype=np.int64), 1.0 / 12.0
    totals = np.zeros((3, len(z)))
    for month in range(int(HORIZON * 12)):
        now, person = month * step, np.arange(len(z))
        discounted = (math.exp(-RATE * now) - math.exp(-RATE * (now + step))) / RATE
        totals[MEDICAL] += medical[state, person] * discounted
        if served:
            totals[PROGRAMME] += np.where(state != D, PROGRAMME_COST * discounted, 0.0)
        used = np.zeros((3, len(z)))  # integrated hazard of each exit over the month
        spent = (month - entered) * step
        for rows, exits in (
            (state == H, ((t1_scale, t1_shape), (t2_rate, None))),
            (state == S, ((t3_scale, t3_shape), (t4_scale, t4_shape), (t5_rate, None))),
            (state == R, ((t6_rate, None), (t7_rate, None))),
        ):
            for place, (level, shape) in enumerate(exits):
                if shape is None:
                    used[place, rows] = level[rows] * step
                else:
                    scale, power, age = level[rows], shape[rows], spent[rows]
                    used[place, rows] = ((age + step) / scale) ** power - (age / scale) ** power
        whole = used.sum(axis=0)
        moved = source.random(len(z)) < -np.expm1(-whole)
        which = source.random(len(z)) * whole
        place = (which > used[0]).astype(np.int64) + (which > used[0] + used[1])  # which exit it was
        state[moved] = TARGETS[state[moved], place[moved]]
        entered[moved] = month + 1
        totals[MOVES, moved] += 1
    return totals
