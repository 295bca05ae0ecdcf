"""`run`: the whole line, from a scenario to a result."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from businesscase.core.compiling import is_cached
from businesscase.core.door import check_settings, check_share
from businesscase.core.errors import NumericalError, UsageError
from businesscase.core.vocabulary import Engine, is_not_modelled
from businesscase.core.words import Words
from businesscase.delivery.routine import with_routine_cost
from businesscase.delivery.schedule import Exposure
from businesscase.delivery.serving import served_by_team
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.shelf import Shelf
from businesscase.engines.sizing import BLOCK, check_room, check_size
from businesscase.gathering import from_enrolment
from businesscase.ledger.valuation import value
from businesscase.measures.claims import noise_share
from businesscase.measures.payback import value_at
from businesscase.measures.result import Result
from businesscase.measures.views import view_of
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.model.inputs.inputs import Inputs, draw_inputs
from businesscase.model.sobol import check_sobol, sobol_positions
from businesscase.running import Asked, Line, at_once, in_chunks
from businesscase.scenario.load.edits import Edits
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Compiling, Machine, Progress, Start, probe_with_goals, silent, with_goals

DRAWS = 1000
SOLVING = Words("stage.levels")
COMPILING = Words("stage.kernels")


@dataclass(frozen=True)
class Fitted:
    """Draws that were fitted, and the names of the observations they were fitted to."""

    inputs: Inputs
    observations: tuple[str, ...]


def run(
    source: str | Path | Mapping[str, Any] | Scenario,
    *,
    variant: str | None = None,
    engine: Engine | str = Engine.AUTO,
    draws: int = DRAWS,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    store: Shelf | None = None,
    edits: Edits | str | Path | None = None,
    fitted: Fitted | None = None,
    precision: float | None = None,
    sobol: bool = False,
) -> Result:
    """Test a scenario's claims.

    Args:
        source: a scenario file, its content as a mapping, or a `Scenario`.
        variant: name of a variant in the file.
        engine: one of `vocabulary.Engine`; auto takes what can represent the scenario (`engines.choosing`).
        draws: draws of the uncertain inputs; with `precision`, to begin with.
        replications: life courses of every family per draw, an even number; None: eight, with the engine mixed
            as few as leave little noise; the engine expected samples none.
        seed: seed of all random numbers.
        workers: threads, by default one per processor; with the engine discrete_event processes, by default one (a
            script that asks for more needs `if __name__ == "__main__":`).
        executor: where chunks of draws run instead (`concurrent.futures.Executor`).
        progress: called with a stage and the fraction done.
        store: where quantities are kept, chunk by chunk. Those that are there are valued again instead of simulated.
        edits: an exported workbook whose changed numbers are taken, or what `read_edits` found in it.
        fitted: draws that were fitted to observations (`analysis.fit`), instead of those of the declared inputs.
        precision: half of the 95 % interval of the headline's probability that is wanted: draws are added until it is
            reached, or `measures.precision.MOST` are there; and lives in each where noise demands it.
        sobol: draws are scrambled Sobol points (`model.sobol`).

    Raises:
        ScenarioError: if the scenario is invalid or has no such variant.
        NumericalError: if a numerical check fails, such as a level that cannot be reached.
        UsageError: if the request cannot be carried out, or an argument is not what is asked for.
    """
    check_settings({"engine": engine, "draws": draws, "replications": replications, "seed": seed, "workers": workers})
    if precision is not None:
        check_share("precision", precision)
    say, machine = progress or silent, Machine(workers, executor)
    scenario = as_scenario(source)
    chosen = with_routine_cost(scenario if variant is None else scenario.variant(variant))
    if isinstance(edits, (str, Path)):
        edits = _read_edits(edits, chosen, variant)
    chosen = chosen if edits is None else edits.applied(chosen)
    _check_drawn(chosen, draws, precision, sobol=sobol, fitted=fitted)
    check_size(chosen, engine=engine, draws=draws, replications=replications)
    check_room(chosen, store, draws=draws)
    solving = (
        SOLVING if is_cached() else Words("stage.and", first=COMPILING, then=SOLVING)
    )  # one line: the first would be gone at once
    say(solving, 0.0)
    drawn = partial(_drawn, chosen, seed, fitted=fitted, sobol=sobol)
    line = Line(chosen, drawn, machine, say, from_enrolment(chosen))
    asked = Asked(variant, draws, seed, edits, () if fitted is None else fitted.observations, sobol=sobol)
    if precision is not None or (store is not None and store.is_used):
        return in_chunks(line, asked, partial(_start, line, asked, engine, replications), store, precision)
    with ThreadPoolExecutor(1) as pool:  # the engine is chosen while the levels are solved for
        compiling = pool.submit(
            compile_model,
            chosen,
            draws=draws,
            seed=seed,
            workers=machine.threads,
            inputs=drawn(draws) if sobol or fitted else None,
            told=partial(say, solving),
        )
        start = _start(line, asked, engine, replications, compiling)
        choice = start.choose()
        solved = with_goals(chosen, compiling.result(), start.found, workers=machine.threads, progress=say)
        model = served_by_team(chosen, solved)
    return at_once(line, asked, start, choice, model, "" if store is None else store.missing)


def _check_drawn(
    scenario: Scenario, draws: int, precision: float | None, *, sobol: bool, fitted: Fitted | None
) -> None:
    """Refuse draws that cannot be Sobol points, or of which there cannot be more."""
    if sobol:
        if fitted is not None:
            raise UsageError(Words("sobol.fitted"))
        check_sobol(scenario, draws)
    if precision is not None and fitted is not None:
        raise UsageError(Words("precision.fitted"))


def _drawn(scenario: Scenario, seed: int, draws: int, *, fitted: Fitted | None, sobol: bool) -> Inputs:
    """So many draws of the inputs, as they are drawn first."""
    if fitted is not None:
        return fitted.inputs
    positions = sobol_positions(scenario, draws=draws, seed=seed) if sobol else None
    return draw_inputs(scenario, draws=draws, seed=seed, positions=positions)


def _start(
    line: Line, asked: Asked, engine: Engine | str, replications: int | None, compiling: Compiling | None = None
) -> Start:
    """What is known before the draws are.

    Args:
        compiling: the run's own draws, looked at where those of the probe will not do; None: they are compiled then.
    """
    probe, found = probe_with_goals(line.scenario, compiling or _Own(line, asked.draws), line.machine.threads)
    probe = served_by_team(line.scenario, probe)
    return Start(probe, found, engine, replications, partial(noise_of, line.scenario, probe), line.machine)


@dataclass(frozen=True)
class _Own:
    """The first chunk of a run, compiled only if it is asked for; where its faults are to be told, all of the run."""

    line: Line
    draws: int

    def result(self) -> CompiledModel:
        """Compile it."""
        try:
            return self._compiled(min(BLOCK, self.draws))
        except NumericalError:
            return self._compiled(self.draws)

    def _compiled(self, draws: int) -> CompiledModel:
        threads = self.line.machine.threads
        return compile_model(self.line.scenario, draws=draws, workers=threads, inputs=self.line.drawn(draws))


def noise_of(scenario: Scenario, probe: CompiledModel, occupancy: Occupancy) -> tuple[float, tuple[float, ...]]:
    """Shares of the variance of balances at their dates that are noise in a few draws: the headline's, each claim's.

    Of what is modelled: what is not adds variance and no noise, and every claim is answered without it too.
    """
    ledger, shares = value(probe, occupancy, Exposure(probe.schedule)), {}
    ledger = ledger.only(lambda line: not is_not_modelled(line.category))
    for name, claim in scenario.claims.items():
        view = view_of(scenario, claim, ledger)
        shares[name] = noise_share(value_at(view.curve, view.edges, view.start + claim.within_years)) or 0.0
    headline = next(name for name, claim in scenario.claims.items() if claim.headline)
    return shares[headline], tuple(shares.values())


def _read_edits(book: str | Path, scenario: Scenario, variant: str | None) -> Edits:
    """What was changed in a workbook; the workbook's floor reads it."""
    found: Edits = import_module("businesscase.workbook.reading").read_edits(book, scenario, variant)
    return found
