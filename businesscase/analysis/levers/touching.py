"""Which levers may move a quantity: the others are valued again, and nothing is simulated for them."""

from __future__ import annotations

from collections.abc import Sequence

from businesscase.analysis.levers.cases import Setting, compiled
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.model.levers import Lever
from businesscase.model.reading import keys_read
from businesscase.scenario.load.scenario import Scenario


def that_touch(setting: Setting, scenario: Scenario, levers: Sequence[Lever]) -> frozenset[str]:
    """Keys of the levers that may move what an engine receives: those of which compiling two draws reads a number.

    What is not read there cannot: its quantities are those that are there already. Nothing is simulated. How strong a
    correlation is moves what others are drawn as.
    """
    inputs = draw_inputs(scenario, draws=2, seed=setting.seed)
    read = keys_read(inputs, lambda given: compiled(setting, scenario, 2, inputs=given))
    return frozenset(
        lever.key for lever in levers if lever.key.startswith("correlations.") or read & set(lever.numbers)
    )
