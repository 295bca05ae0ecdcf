"""Which levers may move a quantity: the others are valued again, and nothing is simulated for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.levers.cases import Setting, compiled
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.model.levers import Lever
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


def that_touch(setting: Setting, scenario: Scenario, levers: Sequence[Lever]) -> frozenset[str]:
    """Keys of the levers that may move what an engine receives: those of which compiling two draws reads a number.

    What is not read there cannot: its quantities are those that are there already. Nothing is simulated. How strong a
    correlation is moves what others are drawn as.
    """
    inputs = draw_inputs(scenario, draws=2, seed=setting.seed)
    read = _Read(inputs.values)
    compiled(setting, scenario, 2, inputs=replace(inputs, values=read))
    return frozenset(
        lever.key for lever in levers if lever.key.startswith("correlations.") or read.keys_read & set(lever.numbers)
    )


class _Read(dict[str, Floats]):
    """Values that note which of them were asked for."""

    def __init__(self, values: Mapping[str, Floats]) -> None:
        super().__init__(values)
        self.keys_read: set[str] = set()

    def __getitem__(self, key: str) -> Floats:
        self.keys_read.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.keys_read.add(key)
        return super().get(key, default)
