"""Effects of the programme as ratios on transitions: those declared, and places for those that are solved."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.laws.registry import acceleration
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.structure.structure import Structure
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Effects:
    """Attributes: profile of each transition (-1 none), full ratio (d, k), profiles (d, p, 3): lag, ramp, decay."""

    profile: Ints
    ratio: Floats
    profiles: Floats


def declared_effects(scenario: Scenario, structure: Structure, inputs: Inputs) -> Effects:
    """Ratios from controlled studies, and ratio 1 with the right profile where a level or a goal is solved later.

    A time ratio r of a law that is exponential or Weibull with shape k is the hazard ratio r^-k.
    The checks of the scenario have seen to it that a transition has one effect, and a time ratio a law it accelerates.
    """
    names = list(scenario.effects.profiles)
    profile = np.full(len(structure.edges), -1, dtype=np.int64)
    ratio = np.ones((inputs.draws, len(structure.edges)))
    for name, effect in scenario.effects.ratios.items():
        key = f"effects.ratios.{name}"
        for k in structure.edge_numbers(effect.clock, effect.transitions):
            profile[k] = names.index(effect.profile)
            drawn = inputs[f"{key}.ratio"]
            if effect.kind == "time_ratio":
                power = acceleration(structure.edges[k].declared, structure.edges[k].key, inputs.values)
                assert power is not None
                drawn = drawn**-power
            ratio[:, k] = drawn
    for level in scenario.effects.levels.values():
        for target in level.targets.values():
            for k in structure.edge_numbers(level.clock, target.transitions):
                profile[k] = names.index(level.profile)
    for goal in scenario.goals.values():
        for clock, transitions in goal.acts_on:
            for k in structure.edge_numbers(clock, transitions):
                profile[k] = names.index(goal.profile)
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
