"""The central case: declared values instead of draws, for the one curve that can be traced by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from businesscase.model.compiled import CompiledModel
from businesscase.model.inputs import Inputs
from businesscase.model.tariffs import compile_tariffs
from businesscase.scenario.document import Scenario
from businesscase.scenario.keys import quantities


def central_model(scenario: Scenario, model: CompiledModel) -> CompiledModel:
    """The model with money and service at their declared values, as a single draw.

    It values quantities averaged over draws; the quantities themselves are not those of the declared hazards, because
    the mean over draws is not the life of the mean.
    """
    declared = {key: np.array([quantity.canonical]) for key, quantity in quantities(scenario).items()}
    inputs = Inputs(values=declared, uncertain=(), seed=model.inputs.seed, draws=1)
    return replace(
        model,
        arrays=model.arrays._replace(weight=model.arrays.weight.mean(axis=0, keepdims=True)),
        schedule=replace(
            model.schedule, intake=declared["programme.served.intake"], length=declared["programme.served.length"]
        ),
        tariffs=compile_tariffs(scenario, model.structure, inputs),
        inputs=inputs,
    )
