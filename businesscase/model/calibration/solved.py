"""Levels that were solved lately: a level whose clock, report and share are the same is not solved for again.

An analysis moves one number at a time, which leaves most levels as they are.
"""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from businesscase.model.calibration.fitting import Fit, Floats, Told, fine_step, fit
from businesscase.model.calibration.forward import OneClock
from businesscase.model.compiled import key_of
from businesscase.scenario.declare.programme import Level

KEPT = 32
MOST = 64  # draws of a solution that is kept: those of an analysis; a whole run's are asked for once
_latest: OrderedDict[str, tuple[Fit, float]] = OrderedDict()


def solved_level(
    name: str,
    level: Level,
    clock: OneClock,
    reported: Floats,
    attribution: Floats,
    step: float | None,
    workers: int,
    told: Told,
) -> tuple[Fit, float]:
    """A level and the step in years it is solved with; arguments as of `fitting.fit`, without a step it is found.

    Raises:
        NumericalError: as `fitting.fine_step` and `fitting.fit`.
    """
    if len(reported) > MOST:
        return _solved(name, level, clock, reported, attribution, step, workers, told)
    key = key_of((), *map(np.asarray, clock), reported, attribution, np.nan if step is None else step)
    if key not in _latest:
        _latest[key] = _solved(name, level, clock, reported, attribution, step, workers, told)
        while len(_latest) > KEPT:
            _latest.popitem(last=False)
    _latest.move_to_end(key)
    return _latest[key]


def _solved(
    name: str,
    level: Level,
    clock: OneClock,
    reported: Floats,
    attribution: Floats,
    step: float | None,
    workers: int,
    told: Told,
) -> tuple[Fit, float]:
    step = fine_step(name, level, clock, reported) if step is None else step
    return fit(name, clock, step, reported, attribution, workers, told), step
