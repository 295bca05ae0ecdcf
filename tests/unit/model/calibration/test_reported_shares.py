"""Reported shares that a user sets: sampled like the report's own, unless they are held."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.model.calibration.fitting import Floats, drawn_reports
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.scenario.load.edits import Edits
from tests.unit.measures.builders import scenario

KEY = "effects.levels.work.targets.job.share"


def shares(fixed: frozenset[str]) -> Floats:
    edits = Edits("edited.xlsx", "", {KEY: 0.6}, {KEY: 0.5}, {}, {}, fixed=fixed)
    changed = edits.applied(scenario())
    inputs = draw_inputs(changed, draws=2_000, seed=1)
    return drawn_reports("work", changed.effects.levels["work"], inputs)[:, 0]


def test_a_share_from_a_workbook_is_sampled_around_its_new_value() -> None:
    found = shares(frozenset())
    assert found.mean() == pytest.approx(0.6, abs=0.01)
    assert found.std() == pytest.approx(np.sqrt(0.6 * 0.4 / 60), rel=0.1)


def test_a_share_that_is_fixed_is_held() -> None:
    assert (shares(frozenset({KEY})) == 0.6).all()
