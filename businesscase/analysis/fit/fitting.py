"""`fit`: the inputs updated by observations of the role fit, and the same line run with them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.fit.changes import Changes, changed
from businesscase.analysis.fit.kept import Kept
from businesscase.analysis.fit.moved import MovedInput, at_its_place, moved_inputs
from businesscase.analysis.fit.tempering import State, advance, begin
from businesscase.core.errors import ScenarioError, UsageError
from businesscase.core.randomness import standard_normal
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Figure, Words
from businesscase.delivery.routine import with_routine_cost
from businesscase.delivery.serving import served_by_team
from businesscase.engines.choosing import choose
from businesscase.measures.observations import LEAST_EFFECTIVE
from businesscase.measures.observing import Prediction
from businesscase.measures.result import Result
from businesscase.measures.weighing import of_possible, weights_of
from businesscase.model.calibration.fitting import sampled, sampling_name
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel, of_draws
from businesscase.model.inputs.inputs import Inputs, draw_inputs, normal_names
from businesscase.pipeline import DRAWS, Fitted, run
from businesscase.predicting import beside, needs_cohort, predictions_of, realised
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.faults import fault
from businesscase.simulating import (
    Machine,
    Progress,
    blocks_of,
    engine_of,
    probe_with_goals,
    side_by_side,
    silent,
    simulated_block,
    with_goals,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """What a fit found.

    Attributes:
        prior: the run with the inputs as declared.
        posterior: the run with the draws that were fitted; None where no posterior is reported.
        contested: observations that the model contradicts beyond their errors: then there is no posterior.
        effective_first: effective draws of importance weights on the prior draws.
        steps, moves: of the sampler.
        origins: prior draws from which the posterior's descend.
        changes: of every claim and of the saving; None where no posterior is reported.
        moved: inputs whose mean moved beyond chance, farthest first.
    """

    prior: Result
    posterior: Result | None
    contested: tuple[str, ...]
    effective_first: float
    steps: int
    moves: int
    origins: int
    changes: Changes | None
    moved: tuple[MovedInput, ...]


def fit(
    source: str | Path | Mapping[str, Any] | Scenario,
    *,
    variant: str | None = None,
    engine: Engine | str = Engine.AUTO,
    draws: int = DRAWS,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
    keep: Path | None = None,
) -> Fit:
    """Fit a scenario's inputs to its observations of the role fit, and run the line before and after.

    Args:
        source, variant, engine, draws, replications, seed, workers, progress: as `pipeline.run`.
        keep: file in which the sampler's state is kept after every step; a fit that finds its own goes on from there.

    Raises:
        ScenarioError: if nothing is to be fitted, or nothing in the model moves an observation.
        UsageError: if there are too few draws.
    """
    say, scenario = progress or silent, as_scenario(source)
    chosen = with_routine_cost(scenario if variant is None else scenario.variant(variant))
    names = tuple(name for name, one in chosen.observations.items() if one.role == "fit")
    if not names:
        expected = Words("fit.for_role")
        raise ScenarioError([fault(chosen.provenance, ("observations",), Words("fit.nothing"), expected=expected)])
    if draws < 2 * LEAST_EFFECTIVE:
        raise UsageError(Words("fit.draws", least=LEAST_EFFECTIVE, ask=2 * LEAST_EFFECTIVE))
    prior = run(chosen, engine=engine, draws=draws, replications=replications, seed=seed, workers=workers, progress=say)
    prior = replace(prior, run=replace(prior.run, variant=variant))
    _check_movable(chosen, prior, names)
    contested = tuple(one.name for one in prior.observations.comparisons if one.name in names and one.surprising)
    logs = np.sum([prior.per_draw.likelihood[name] for name in names], axis=0)
    likelihood = of_possible(logs, prior.per_draw.possible)
    normals = normals_of(chosen)
    start = np.stack([standard_normal(seed, draws, name) for name in normals], axis=1)
    state = begin(start, likelihood)
    if contested:
        return Fit(prior, None, contested, state.effective_first, 0, 0, draws, None, ())
    line = _Line(chosen, prior, names, normals, seed, workers)
    state = _sampled(state, line, Kept(keep, chosen, prior, names), seed, say)
    inputs = line.inputs(state.positions)
    weights = weights_of(likelihood)
    shifted = moved_inputs(chosen, prior, inputs, weights, state.ancestors)
    posterior = run(
        at_its_place(chosen, shifted), engine=prior.run.engine, draws=draws,
        replications=prior.run.replications or None, seed=seed, workers=workers,
        progress=say, fitted=Fitted(inputs, names),
    )  # fmt: skip
    posterior = replace(posterior, run=replace(posterior.run, variant=variant))
    return Fit(
        prior, posterior, (), state.effective_first, state.step, state.moves, len(np.unique(state.origins)),
        changed(prior, posterior, weights, state.ancestors), shifted,
    )  # fmt: skip


def normals_of(scenario: Scenario) -> tuple[str, ...]:
    """Names of all independent standard normal numbers of a draw: of its inputs, and of its reports' sampling error."""
    reports = [
        sampling_name(name, label) for name, level in scenario.effects.levels.items() for label in sampled(level)
    ]
    return (*normal_names(scenario), *reports)


def _sampled(state: State, line: _Line, kept: Kept, seed: int, say: Progress) -> State:
    """Step by step until the draws are the posterior's, each kept."""
    state = kept.read(state)
    while not state.done:
        what = Words("stage.fitting", power=Figure(f"{state.power:.2f}"), moves=state.moves)
        say(what, state.power * (1.0 if state.moving else 0.9))
        state = advance(state, line.likelihood, seed=seed)
        kept.write(state)
    return state


class _Line:
    """The line from standard normal positions to the likelihood of what was measured."""

    def __init__(
        self,
        scenario: Scenario,
        prior: Result,
        names: tuple[str, ...],
        normals: tuple[str, ...],
        seed: int,
        workers: int | None,
    ) -> None:
        self._scenario, self._names, self._normals = scenario, names, normals
        self._seed, self._workers, self._threads = seed, workers, workers or os.cpu_count() or 1
        first = compile_model(scenario, draws=prior.run.draws, seed=seed, workers=self._threads)
        compiled: Future[CompiledModel] = Future()
        compiled.set_result(first)
        probe, self._found = probe_with_goals(scenario, compiled, self._threads)
        probe = served_by_team(scenario, probe)
        first = served_by_team(scenario, with_goals(scenario, first, self._found, workers=self._threads))
        self._choice = choose(probe, prior.run.engine, replications=prior.run.replications or None, known=self._found)
        self._lived = realised(scenario, first, workers=workers)

    def inputs(self, positions: Floats) -> Inputs:
        """The inputs of every draw."""
        given = {name: positions[:, place] for place, name in enumerate(self._normals)}
        return draw_inputs(self._scenario, draws=len(positions), seed=self._seed, positions=given)

    def likelihood(self, positions: Floats) -> Floats:
        """Log likelihood, shape (draw,); -inf where a reported level contradicts the base hazards."""
        scenario, inputs = self._scenario, self.inputs(positions)
        model = compile_model(scenario, draws=inputs.draws, seed=self._seed, workers=self._threads, inputs=inputs)
        model = served_by_team(scenario, with_goals(scenario, model, self._found, workers=self._threads))
        blocks, workers = Machine(self._workers, None).divided(self._choice.engine)
        simulate, cohort = engine_of(self._choice, workers=workers, executor=None), needs_cohort(scenario)

        def predictions(part: slice) -> dict[tuple[str, str], Prediction]:
            block = simulated_block(model, part, simulate, cohort=cohort, progress=silent)
            return predictions_of(scenario, of_draws(model, part), block)

        found = list(side_by_side(blocks_of(model.draws), predictions, blocks))
        weighed = beside(scenario, model, found, lived=self._lived, workers=self._workers)
        return of_possible(np.sum([weighed.likelihoods[name] for name in self._names], axis=0), weighed.possible)


def _check_movable(scenario: Scenario, prior: Result, names: tuple[str, ...]) -> None:
    """Refuse to fit what no input moves."""
    still = [
        fault(
            scenario.provenance, ("observations", one.name), Words("fit.unmoved"),
            found=Words("fit.same", mean=Figure(f"{one.mean:g}")),
            expected=Words("fit.compare"),
        )
        for one in prior.observations.comparisons
        if one.name in names and one.lowest == one.highest and not one.needed
    ]  # fmt: skip
    if still:
        raise ScenarioError(still)
