"""The central case: declared values instead of draws, for the one curve that can be traced by hand."""

from __future__ import annotations

from dataclasses import replace

from businesscase.model.compiled import CompiledModel
from businesscase.model.inputs.inputs import declared_inputs
from businesscase.scenario.load.scenario import Scenario


def central_model(scenario: Scenario, model: CompiledModel) -> CompiledModel:
    """The model with money and service at their declared values, as a single draw.

    It values quantities averaged over draws; the quantities themselves are not those of the declared hazards, because
    the mean over draws is not the life of the mean.
    """
    inputs = declared_inputs(scenario, seed=model.inputs.seed)
    return replace(
        model,
        arrays=model.arrays._replace(weight=model.arrays.weight.mean(axis=0, keepdims=True)),
        schedule=replace(
            model.schedule,
            intake=inputs["programme.served.intake"],
            length=inputs["programme.served.length"],
            offer=None,
            given=None,  # what a team gave differs by draw, and stands in the quantities
        ),
        inputs=inputs,
    )
