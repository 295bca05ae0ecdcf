"""`run`: the whole line, from a scenario to a result."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from businesscase.core.compiling import is_cached
from businesscase.core.door import check_settings
from businesscase.core.spill import Spill
from businesscase.core.vocabulary import ClockStart, Engine, is_not_modelled
from businesscase.delivery.schedule import Exposure
from businesscase.delivery.serving import served_by_team
from businesscase.engines.choosing import Choice, choose
from businesscase.engines.common.occupancy import MeanOccupancy, Occupancy
from businesscase.engines.sizing import check_size
from businesscase.engines.store import Address, Kept, Simulated, Store, address_of
from businesscase.ledger.central import central_of
from businesscase.ledger.ledger import Ledger
from businesscase.ledger.valuation import value
from businesscase.measures.asking import Valued
from businesscase.measures.claims import noise_share
from businesscase.measures.drawn import Collected
from businesscase.measures.levels import SAMPLED
from businesscase.measures.payback import value_at
from businesscase.measures.result import Origin, Result, Run
from businesscase.measures.returns import in_success, success_cells
from businesscase.measures.summary import Counted, measure
from businesscase.measures.views import view_of
from businesscase.model.central import central_model
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel, of_draws
from businesscase.model.inputs.inputs import Inputs
from businesscase.predicting import beside, block_predictions, needs_cohort, seen
from businesscase.scenario.load.edits import Edits
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress, ahead, engine_of, probe_with_goals, silent, simulated, with_goals

DRAWS = 1000
SOLVING = "solving for the reported levels"
COMPILING = "compiling the kernels (once on this machine, about a minute)"


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
    store: Store | None = None,
    edits: Edits | str | Path | None = None,
    fitted: Fitted | None = None,
) -> Result:
    """Test a scenario's claims.

    Args:
        source: a scenario file, its content as a mapping, or a `Scenario`.
        variant: name of a variant in the file.
        engine: one of `vocabulary.Engine`; auto takes what can represent the scenario (`engines.choosing`).
        draws: draws of the uncertain inputs.
        replications: life courses of every family per draw, an even number; None: eight, with the engine mixed
            as few as leave little noise; the engine expected samples none.
        seed: seed of all random numbers.
        workers: threads, by default one per processor; with the engine discrete_event processes, by default one (a
            script that asks for more needs `if __name__ == "__main__":`).
        executor: where chunks of draws run instead (`concurrent.futures.Executor`).
        progress: called with a stage and the fraction done.
        store: where quantities are kept. Those of this very run are valued again instead of simulated.
        edits: an exported workbook whose changed numbers are taken, or what `read_edits` found in it.
        fitted: draws that were fitted to observations (`analysis.fit`), instead of those of the declared inputs.

    Raises:
        ScenarioError: if the scenario is invalid or has no such variant.
        NumericalError: if a numerical check fails, such as a level that cannot be reached.
        UsageError: if the request cannot be carried out, or an argument is not what is asked for.
    """
    check_settings({"engine": engine, "draws": draws, "replications": replications, "seed": seed, "workers": workers})
    say = progress or silent
    threads = workers or os.cpu_count() or 1
    scenario = as_scenario(source)
    chosen = scenario if variant is None else scenario.variant(variant)
    if isinstance(edits, (str, Path)):
        edits = _read_edits(edits, chosen, variant)
    chosen = chosen if edits is None else edits.applied(chosen)
    check_size(chosen, engine=engine, draws=draws, replications=replications)
    solving = SOLVING if is_cached() else f"{COMPILING}, and {SOLVING}"  # one line: the first would be gone at once
    say(solving, 0.0)
    levels = store.levels() if store is not None else None
    with ThreadPoolExecutor(1) as pool:  # the engine is chosen while the levels are solved for
        compiling = pool.submit(
            compile_model,
            chosen,
            draws=draws,
            seed=seed,
            workers=threads,
            kept=levels,
            inputs=None if fitted is None else fitted.inputs,
            told=partial(say, solving),
        )
        probe, found = probe_with_goals(chosen, compiling, threads)
        probe = served_by_team(chosen, probe)
        noise = partial(noise_of, chosen, probe)
        choosing = partial(choose, probe, engine, replications=replications, noise=noise, known=found)
        choice = choosing() if levels is None else None  # with quantities that were kept it may not be needed
        solved = with_goals(chosen, compiling.result(), found, workers=threads, kept=levels, progress=say)
        model = served_by_team(chosen, solved)
    from_enrolment = needs_cohort(chosen) or any(
        claim.clock_start is ClockStart.ENROLMENT for claim in chosen.claims.values()
    )
    address = address_of(model, probe, engine=engine, replications=replications, cohort=from_enrolment)
    kept, why = store.find(address, model) if store is not None else (None, "")
    if kept is None:
        choice = choice or choosing()
        say(f"engine {choice.engine}: {choice.reason}", 0.0)
        simulate = engine_of(choice, workers=workers, executor=executor)
        blocks = ahead(simulated(model, simulate, cohort=from_enrolment, progress=say))
    else:
        choice, blocks = kept.choice, kept.blocks(model)
    origin = Origin(address.hash, None if kept is None else str(kept.file), why)
    if store is not None and store.own is not None and kept is not None and kept.file != store.own:
        store.copy(kept.file)
    with Spill() as spill, Spill() as cohort_spill, _keeping(store, address, choice, model, kept) as keep:
        money, cohort = Collected(spill), Collected(cohort_spill)
        mean, cohort_mean, predictions = MeanOccupancy(), MeanOccupancy(), []
        for block in blocks:
            keep(block)
            own = of_draws(model, block.draws)
            cells = success_cells(chosen, block.occupancy)
            success = None if cells is None else in_success(block.occupancy, cells)
            plain, enrolling = seen(own, block)
            money.add(plain.ledger, success)
            mean.add(plain.occupancy)
            if enrolling is not None:
                cohort.add(enrolling.ledger)
                cohort_mean.add(enrolling.occupancy)
            predictions.append(block_predictions(chosen, own, plain, enrolling))
            del block, plain, enrolling  # so that their quantities are gone before the next are made
        say("measuring", 0.0)
        occupancy = mean.mean(address.hash)
        enrolled = None
        if from_enrolment:
            enrolled = cohort.drawn(), central_ledger(chosen, model, cohort_mean.mean(address.hash), cohort=True)
        central = central_of(central_model(chosen, model), occupancy)
        segments = {name: central_ledger(chosen, model, occupancy, segment=name) for name in model.segments}
        return measure(
            chosen,
            Run(
                variant=variant, engine=choice.engine, reason=choice.reason, approximations=choice.approximations,
                draws=draws, replications=occupancy.replications, seed=seed, noise_share=None,
                redrawn=model.solved.redrawn, origin=origin, edits=edits,
                fitted=() if fitted is None else fitted.observations,
            ),
            Valued(money.drawn(), central.ledger, segments, enrolled),
            Counted(central, families_by_segment(model), model.persons, model.solved.stocks, model.solved.goals),
            beside(chosen, model, predictions, workers=workers, executor=executor),
            {
                **{key: model.inputs[key] for key in model.inputs.uncertain},
                **{f"{key}{SAMPLED}": reported for key, (reported, _, _) in model.solved.stocks.items()},
            },
        )  # fmt: skip


@contextmanager
def _keeping(
    store: Store | None, address: Address, choice: Choice, model: CompiledModel, kept: Kept | None
) -> Iterator[Callable[[Simulated], None]]:
    """What takes the blocks that are to be kept: nothing where none are, or where they are kept already."""
    if store is None or store.own is None or kept is not None:
        yield lambda _block: None
    else:
        with store.keep(address, choice, model.solved) as keep:
            yield keep


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


def families_by_segment(model: CompiledModel) -> dict[str, float]:
    """Families that each segment stands for, mean over draws of its uncertain share."""
    listed = Counter(family.segment for family in model.families)
    weight = model.arrays.weight.mean(axis=0)
    return {name: float(weight[i]) * listed[name] for i, name in enumerate(model.segments)}


def central_ledger(
    scenario: Scenario, model: CompiledModel, occupancy: Occupancy, *, cohort: bool = False, segment: str | None = None
) -> Ledger:
    """The central curve's money: quantities averaged over draws, at declared prices (shape: one draw, one half)."""
    central = central_model(scenario, model)
    return value(central, occupancy.mean(), Exposure(central.schedule, cohort=cohort), segment=segment)


def _read_edits(book: str | Path, scenario: Scenario, variant: str | None) -> Edits:
    """What was changed in a workbook; the workbook's floor reads it."""
    found: Edits = import_module("businesscase.workbook.reading").read_edits(book, scenario, variant)
    return found
