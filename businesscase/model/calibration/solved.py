"""Levels that were solved lately: a level whose clock, report and share are the same is not solved for again.

An analysis moves one number at a time, which leaves most levels as they are.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from businesscase.core.recent import Recent
from businesscase.model.calibration.fitting import Fit, Floats, Told, fine_step, fit
from businesscase.model.calibration.forward import OneClock
from businesscase.model.compiled import key_of
from businesscase.scenario.declare.programme import Level

MOST = 64  # draws of a solution that is kept: those of an analysis; a whole run's are asked for once
latest: Recent[tuple[Fit, float]] = Recent(32)


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
    solving = partial(_solved, name, level, clock, reported, attribution, step, workers, told)
    if len(reported) > MOST:
        return solving()
    key = key_of((), *map(np.asarray, clock), reported, attribution, np.nan if step is None else step)
    found = latest.of(key, solving)
    told(1.0)  # one that was kept tells nothing itself
    return found


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
