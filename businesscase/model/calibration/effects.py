"""Effects of the programme as ratios on transitions: those declared, and places for those that are solved."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import Fault, ScenarioError
from businesscase.laws.registry import acceleration
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.structure.structure import Structure
from businesscase.scenario.declare.keys import split
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.faults import fault

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Effects:
    """Attributes: profile of each transition (-1 none), full ratio (d, k), profiles (d, p, 3): lag, ramp, decay."""

    profile: Ints
    ratio: Floats
    profiles: Floats


def declared_effects(scenario: Scenario, structure: Structure, inputs: Inputs) -> Effects:
    """Ratios from controlled studies, and ratio 1 with the right profile where a level is solved later.

    A time ratio r of a law that is exponential or Weibull with shape k is the hazard ratio r^-k.

    Raises:
        ScenarioError: if a transition has two effects, or a time ratio stands on a law that is not accelerated by one.
    """
    names = list(scenario.effects.profiles)
    profile = np.full(len(structure.edges), -1, dtype=np.int64)
    ratio = np.ones((inputs.draws, len(structure.edges)))
    faults: list[Fault] = []
    for name, effect in scenario.effects.ratios.items():
        key = f"effects.ratios.{name}"
        for k in structure.edge_numbers(effect.clock, effect.transitions):
            if profile[k] >= 0:
                faults.append(_two_effects(scenario, key, structure.edges[k].name))
            profile[k] = names.index(effect.profile)
            drawn = inputs[f"{key}.ratio"]
            if effect.kind == "time_ratio":
                power = acceleration(structure.edges[k].declared, structure.edges[k].key, inputs.values)
                if power is not None:
                    drawn = drawn**-power
                else:
                    message = (
                        f"a time_ratio needs an exponential or Weibull law; '{structure.edges[k].name}' has another"
                    )
                    place = split(f"{key}.kind")
                    faults.append(fault(scenario.provenance, place, message, expected="kind: hazard_ratio"))
            ratio[:, k] = drawn
    for name, level in scenario.effects.levels.items():
        for target_name, target in level.targets.items():
            for k in structure.edge_numbers(level.clock, target.transitions):
                if profile[k] >= 0:
                    key = f"effects.levels.{name}.targets.{target_name}"
                    faults.append(_two_effects(scenario, key, structure.edges[k].name))
                profile[k] = names.index(level.profile)
    if faults:
        raise ScenarioError(faults)
    profiles = np.stack(
        [
            np.stack(
                [
                    inputs[f"effects.profiles.{name}.lag"],
                    inputs[f"effects.profiles.{name}.ramp"],
                    math.log(2.0) / inputs[f"effects.profiles.{name}.half_life"],
                ],
                axis=1,
            )
            for name in names
        ],
        axis=1,
    )
    return Effects(profile, ratio, profiles)


def _two_effects(scenario: Scenario, key: str, transition: str) -> Fault:
    return fault(scenario.provenance, split(key), f"'{transition}' has two effects; give it one")
