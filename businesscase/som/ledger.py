"""From a SØM scenario to a `Ledger`: at the door, so that everything after it is shared.

For a cohort c of N_c participants finishing in year c, of whom the share e succeeds because of the programme:
saving of payer p by item k in year c + t = N_c e q_{k,t,p}, with q the saving per success in year t since success
(C18 chapter 2 in words; the symbols are ours). SØM lets the success happen when year c begins and never fade.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Payer
from businesscase.core.timeline import month_edges, overlap
from businesscase.core.vocabulary import PROGRAMME_COST, Strategy
from businesscase.ledger.ledger import Ledger, Line
from businesscase.model.inputs.inputs import Inputs
from businesscase.rules.amounts import index_levels
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.expressions import Input
from businesscase.som.declaration import SomScenario, follow_up_years
from businesscase.som.reading import money_of, spent_in

Floats = NDArray[np.float64]


def som_ledger(scenario: SomScenario, inputs: Inputs, *, timed: bool) -> Ledger:
    """Money by payer and item: the cost under the programme's strategy, and every saving as less spent under it.

    Args:
        scenario: what was declared.
        inputs: drawn (or declared) numbers.
        timed: with the declared phase-in and fading; without, as SØM counts.

    Returns:
        A ledger in prices of the price year, shape (draw, 1, strategy, line, month): nothing is sampled within a draw.
    """
    edges = _edges(scenario)
    flows: dict[Line, Floats] = {}
    successes = _successes(scenario, inputs, edges, timed=timed)
    for path, amount in money_of(scenario):
        level = spent_in(scenario, path) if amount.price_year == "as_spent" else amount.price_year
        drawn = inputs[".".join(path)] * _price_factor(scenario, inputs, int(level or scenario.time.price_year))
        if path[0] == "outlay_at_start":
            line = Line(Payer(path[1]), PROGRAMME_COST)
            flow = drawn[:, None] * (np.diff(edges) == 0.0)
        elif path[0] == "costs":
            line = Line(Payer(path[1]), PROGRAMME_COST)
            begin = float(int(path[2]) - scenario.time.start.year)
            flow = drawn[:, None] * overlap(begin, begin + 1.0, edges)
        else:
            line = Line(Payer(path[3]), path[1])
            flow = -drawn[:, None] * sum(successes[year] for year in follow_up_years(path[4]))
        flows[line] = flows.get(line, 0.0) + flow
    amounts = np.zeros((inputs.draws, 1, len(Strategy), len(flows), len(edges) - 1))
    for row, flow in enumerate(flows.values()):
        amounts[:, 0, Strategy.PROGRAMME.axis, row] = flow
    return Ledger(lines=tuple(flows), amounts=amounts, edges=edges)


def _edges(scenario: SomScenario) -> Floats:
    """Limits of the months; before them a moment, a period without length, where something is paid at time 0."""
    months = month_edges(scenario.time.horizon_years)
    return np.concatenate([months[:1], months]) if scenario.outlay_at_start else months


def _successes(scenario: SomScenario, inputs: Inputs, edges: Floats, *, timed: bool) -> list[Floats]:
    """For each year t since success: success-years lived in that year of theirs by month, shape (draw, month).

    Weighted by what is left of a consequence that fades, its mean over year t: (1/2)^(u/h) over u in [t, t + 1).
    """
    shift = inputs["phase_in"] if timed and scenario.phase_in is not None else np.zeros(inputs.draws)
    by_year = []
    for since in range(scenario.time.horizon_years):
        lived = np.zeros((inputs.draws, len(edges) - 1))
        for year in scenario.participants:
            begin = (year - scenario.time.start.year + since + shift)[:, None]
            succeed = (inputs[f"participants.{year}"] * inputs["success_rate"])[:, None]
            months = np.minimum(begin + 1.0, edges[1:]) - np.maximum(begin, edges[:-1])
            lived += succeed * np.clip(months, 0.0, None)
        if timed and scenario.half_life is not None:
            rate = np.log(2.0) / inputs["half_life"][:, None]
            lived *= np.exp(-rate * since) * -np.expm1(-rate) / rate
        by_year.append(lived)
    return by_year


def _price_factor(scenario: SomScenario, inputs: Inputs, level: int) -> Floats | float:
    """Index factor from a price level to the price year (SØM: the ratio of the index in the two years)."""
    if scenario.index is None or level == scenario.time.price_year:
        return 1.0
    levels = index_levels("index", {year: Input(f"index.growth.{year}") for year in scenario.index.growth})
    factor = levels[scenario.time.price_year] / levels[level]
    return Numbers(inputs.values, Columns((scenario.time.start,))).of(factor)[:, 0]
