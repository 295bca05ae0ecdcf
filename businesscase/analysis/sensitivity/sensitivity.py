"""`sensitivity`: what drives a claim. One input at a time, shares of the spread, and on what evidence they rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.blocks import Money
from businesscase.analysis.levers.cases import case_of
from businesscase.analysis.levers.line import Line, line_of
from businesscase.analysis.levers.requested import asked_of
from businesscase.analysis.levers.touching import that_touch
from businesscase.analysis.sensitivity.closed import LEAST_DRAWS, closed_index
from businesscase.analysis.sensitivity.design import LEAST_POINTS, Positions, designed
from businesscase.analysis.sensitivity.evidence import Explained, by_grade, by_source, unsigned
from businesscase.analysis.sensitivity.groups import blocks_of, groups_of, normals_by_topic, reported_shares
from businesscase.analysis.sensitivity.results import Index, Sensitivity
from businesscase.analysis.sensitivity.tornado import bars_of, base_found, switches_of
from businesscase.core.door import check_settings
from businesscase.core.errors import UsageError
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words
from businesscase.delivery.routine import with_routine_cost
from businesscase.measures.asked import Asked
from businesscase.measures.claims import noise_share
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.model.levers import Lever, levers_of
from businesscase.pipeline import DRAWS
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress, silent

Floats = NDArray[np.float64]


def sensitivity(
    source: str | Path | Mapping[str, Any] | Scenario,
    *,
    claim: str | None = None,
    design: int | None = None,
    variant: str | None = None,
    engine: Engine | str = Engine.AUTO,
    draws: int = DRAWS,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Find what drives a claim.

    Args:
        source, variant, engine, draws, replications, seed, workers, progress: as `pipeline.run`.
        claim: its name; None: the headline.
        design: points of a design by which the indices are found, with total indices, by topic; a power of two. None:
            first-order indices of independent groups, from the draws.

    Raises:
        ScenarioError: if the scenario is invalid, or has no such claim.
        UsageError: if there are too few draws, or the design is no power of two.
        NumericalError: as `pipeline.run`.
    """
    check_settings({"engine": engine, "draws": draws, "replications": replications, "seed": seed, "workers": workers})
    if draws < LEAST_DRAWS:
        raise UsageError(Words("drive.draws", found=draws, least=LEAST_DRAWS))
    if design is not None and (design < LEAST_POINTS or design & (design - 1)):
        raise UsageError(Words("drive.design", found=design, least=LEAST_POINTS))
    say, scenario = progress or silent, as_scenario(source)
    scenario = with_routine_cost(scenario if variant is None else scenario.variant(variant))
    asked = asked_of(scenario, claim, None)
    levers = levers_of(scenario, draws=draws, seed=seed)
    with Money() as money:
        line = line_of(
            scenario, draws=draws, engine=engine, replications=replications, seed=seed, workers=workers,
            cohort=asked.enrols, taking=money.take, progress=say,
        )  # fmt: skip
        answer = money.answer(scenario, asked, line.drawn).at_date
    explained = _explained(line, scenario, levers, answer.mean(axis=1))
    touching = that_touch(line.setting, scenario, levers)
    bars = bars_of(line, asked, levers, touching, progress=say)
    indices = _indices(explained) if design is None else _by_design(line, asked, levers, design, say)
    return Sensitivity(
        scenario=scenario, asked=asked, draws=draws, few=line.few.model.draws, seed=seed,
        base=base_found(line, asked), spread=float(answer.mean(axis=1).std(ddof=1)),
        bars=tuple(bars), switches=tuple(switches_of(line, asked)), indices=indices, design=design or 0,
        noise=noise_share(answer) or 0.0, grades=by_grade(explained), sources=by_source(explained),
        signs=unsigned(levers, bars, asked.claim.perspective),
    )  # fmt: skip


def _explained(line: Line, scenario: Scenario, levers: Sequence[Lever], answer: Floats) -> list[Explained]:
    stocks = line.base.model.solved.stocks
    groups = groups_of(scenario, levers, reported_shares(scenario))
    return [Explained(group, *closed_index(group.columns(line.drawn, stocks), answer)) for group in groups]


def _indices(explained: Sequence[Explained]) -> tuple[Index, ...]:
    found = [Index(one.group.keys, one.first, one.error, one.group.grade) for one in explained]
    return tuple(sorted(found, key=lambda one: (-one.first, one.keys)))


def _by_design(line: Line, asked: Asked, levers: Sequence[Lever], points: int, progress: Progress) -> tuple[Index, ...]:
    """Indices by topic, each point of the design a draw of its own."""
    scenario, setting = line.scenario, line.setting
    blocks = blocks_of(scenario, levers, reported_shares(scenario))
    normals = {topic: names for topic, names in normals_by_topic(scenario, blocks).items() if names}
    done = 0

    def answer(positions: Positions) -> Floats:
        nonlocal done
        progress(Words("stage.design", points=points, topics=len(normals)), done / (len(normals) + 2))
        done += 1
        inputs = draw_inputs(scenario, draws=points, seed=setting.seed, positions=positions)
        with Money() as money:
            case_of(setting, scenario, points, inputs=inputs, taking=money.take)
            found: Floats = money.answer(scenario, asked, inputs.values).at_date.mean(axis=1)
        return found

    grades = {topic: max(group.grade for group in groups) for topic, groups in blocks.items()}
    found = [
        Index((one.topic,), one.first, one.first_error, grades[one.topic], one.total, one.total_error)
        for one in designed(answer, normals, points, seed=setting.seed)
    ]
    return tuple(sorted(found, key=lambda one: (-(one.total or 0.0), one.keys)))
