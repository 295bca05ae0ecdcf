"""`Line`: a scenario's base case, and what its claims are with one lever elsewhere.

Where a lever moves quantities, the case is simulated again. With all draws that is what `run` gives for the changed
scenario. With `few` draws only the change is taken from them (the same draws with the lever there and as declared) and
laid on the base curve: the draws' own luck, common to both, drops out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.blocks import Block, Money, Taking
from businesscase.analysis.levers.cases import Case, Setting, case_of, setting_of
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words
from businesscase.delivery.schedule import Exposure
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import revalued
from businesscase.measures.answers import Answer
from businesscase.measures.asked import Asked, view
from businesscase.measures.views import View
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.model.levers import Lever, changed, held
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress, silent

Floats = NDArray[np.float64]
Views = Callable[[Sequence[Asked], Mapping[str, float]], list[View]]  # claims, values by key (canonical unit)
FEW = 16  # draws from which the change by a lever that moves quantities is taken


@dataclass(frozen=True)
class Line:
    """What every evaluation needs.

    Attributes:
        scenario: as declared.
        setting: how quantities are counted.
        base: the scenario as declared, with all draws.
        few: the same with `FEW` draws, or the base where that has no more.
    """

    scenario: Scenario
    setting: Setting
    base: Case
    few: Case

    @property
    def drawn(self) -> Mapping[str, Floats]:
        """Every drawn input, key -> shape (draw,)."""
        return self.base.model.inputs.values


def line_of(
    scenario: Scenario,
    *,
    draws: int,
    engine: Engine | str = Engine.AUTO,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    cohort: bool = False,
    taking: Taking | None = None,
    progress: Progress = silent,
) -> Line:
    """Count a scenario as declared; arguments as of `pipeline.run`, `taking` as of `case_of`.

    Raises:
        NumericalError: as `pipeline.run`.
    """
    progress(Words("stage.choosing"), 0.0)
    setting = setting_of(
        scenario, engine=engine, replications=replications, seed=seed, workers=workers, cohort=cohort
    )  # fmt: skip
    base = case_of(setting, scenario, draws, taking=taking, progress=progress)
    few = base if draws <= FEW else case_of(setting, scenario, FEW)
    return Line(scenario, setting, base, few)


def base_view(line: Line, asked: Asked) -> View:
    """A claim on the central curve as declared."""
    return _view(asked, line.base)


def mover(line: Line, declared: Mapping[str, float], *, touches: bool, full: bool = False) -> Views:
    """What gives claims on the central curve with some numbers at other values.

    It raises NumericalError where the model cannot be there.

    Args:
        line: the base.
        declared: the numbers that are moved, key -> value (canonical unit) as declared.
        touches: whether they move quantities (`touching.that_touch`).
        full: whether all draws are simulated again, not the change by a few.
    """
    if not touches:
        return partial(_revalued_views, line)
    own_place = held(line.scenario, declared)
    few = not full and line.few is not line.base
    base = line.few if few else line.base
    inputs = draw_inputs(own_place, draws=base.model.draws, seed=line.setting.seed)
    curves = cache(lambda each: (base_view(line, each), _view(each, line.few).curve))  # as declared: of all, of the few

    def views(asked: Sequence[Asked], values: Mapping[str, float]) -> list[View]:
        redraws = any(key.startswith("correlations.") for key in values)  # then other numbers are drawn otherwise
        own, drawn_as = (changed(line.scenario, values), None) if redraws else (own_place, inputs)
        other = case_of(line.setting, own, base.model.draws, like=base, inputs=drawn_as, values=values, roughly=few)
        seen = [_view(each, other) for each in asked]
        if not few:
            return seen
        return [
            replace(whole, curve=whole.curve + moved.curve - some)
            for (whole, some), moved in zip(map(curves, asked), seen, strict=True)
        ]

    return views


def answer_there(line: Line, asked: Asked, lever: Lever, at: float) -> Answer:
    """A claim over the draws with a lever that moves quantities held at a place: all are simulated again.

    Raises:
        NumericalError, ScenarioError: if the model cannot be there.
    """
    other = changed(line.scenario, lever.values(at))
    with Money() as money:
        case = case_of(line.setting, other, line.base.model.draws, taking=money.take)
        return money.answer(other, asked, case.model.inputs.values)


def answer_at(line: Line, asked: Asked, lever: Lever, at: float, blocks: Iterable[Block]) -> Answer:
    """The same with one that moves none: the line's draws, put aside in `blocks`, are valued again."""
    values = lever.values(at)
    scenario = changed(line.scenario, values) if _discounts(values) else line.scenario
    inputs = {**line.drawn, **{key: np.full(line.base.model.draws, each) for key, each in values.items()}}
    with Money() as money:
        for block in blocks:
            money.take(replace(block, ledger=_revalued(block, values)))
        return money.answer(scenario, asked, inputs)


def _revalued_views(line: Line, asked: Sequence[Asked], values: Mapping[str, float]) -> list[View]:
    """Nothing is simulated."""
    scenario = changed(line.scenario, values) if _discounts(values) else line.scenario
    base, taken = line.base, {key: np.array([each]) for key, each in values.items()}
    exposure = Exposure(base.central.schedule, cohort=line.setting.cohort)
    ledger = revalued(base.ledger, base.central, base.mean, exposure, taken)
    inputs = {**base.central.inputs.values, **taken}
    return [view(scenario, each, ledger, inputs) for each in asked]


def _revalued(block: Block, values: Mapping[str, float]) -> Ledger:
    taken = {key: np.full(block.model.draws, each) for key, each in values.items()}
    return revalued(block.ledger, block.model, block.occupancy, block.exposure, taken)


def _view(asked: Asked, case: Case) -> View:
    return view(case.scenario, asked, case.ledger, case.central.inputs.values)


def _discounts(values: Mapping[str, float]) -> bool:
    """Whether a rate of discount is moved, which a claim reads from its scenario."""
    return any(key.startswith("discounting.") for key in values)
