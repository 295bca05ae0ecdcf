"""The line from drawn inputs to a result: all draws at once, or chunk by chunk until they are enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from businesscase.chunked import Chunked
from businesscase.core.vocabulary import Engine, Shortfall
from businesscase.core.words import Words
from businesscase.engines.addresses import address_of, origins_of
from businesscase.engines.choosing import Choice
from businesscase.engines.shelf import Shelf
from businesscase.engines.sizing import BLOCK, check_size
from businesscase.gathering import Gathered, Gathering, gathered
from businesscase.measures.precision import LEAST, MOST, NOISE_AIM, Sought, draws_for, replications_for
from businesscase.measures.result import Origin, Result, Run
from businesscase.model.compiled import CompiledModel, of_draws
from businesscase.model.inputs.inputs import Inputs
from businesscase.model.sobol import SCRAMBLES
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.load.edits import Edits
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import (
    Machine,
    Progress,
    Start,
    ahead,
    blocks_of,
    engine_of,
    side_by_side,
    simulated_block,
)

MEASURING = Words("stage.measuring")


@dataclass(frozen=True)
class Line:
    """What a run is made of.

    Attributes:
        scenario: with the variant's values.
        drawn: gives so many draws of its inputs, as they are drawn first.
        progress: called with a stage and the fraction done.
        cohort: whether all families are simulated as enrolled on the first day, too.
    """

    scenario: Scenario
    drawn: Callable[[int], Inputs]
    machine: Machine
    progress: Progress
    cohort: bool


@dataclass(frozen=True)
class Asked:
    """What was asked for, as a result tells it (`measures.result.Run`); with a precision, draws to begin with."""

    variant: str | None
    draws: int
    seed: int
    edits: Edits | None
    fitted: tuple[str, ...]
    sobol: bool

    @property
    def scrambles(self) -> int:
        """Of Sobol points, 0 where draws are random."""
        return SCRAMBLES if self.sobol else 0


def at_once(line: Line, asked: Asked, start: Start, choice: Choice, model: CompiledModel, instead: str) -> Result:
    """Simulate a model that is compiled, block by block, and measure all of it.

    Args:
        instead: why no quantities were read that were to be.
    """
    address = address_of(
        model, start.probe, engine=start.engine, replications=start.replications, cohort=line.cohort
    )  # fmt: skip
    line.progress(Words("stage.engine", engine=choice.engine, reason=choice.reason), 0.0)
    beside, workers = line.machine.divided(choice.engine)
    simulate = engine_of(choice, workers=workers, executor=line.machine.executor)

    def valued(part: slice) -> Gathered:
        block = simulated_block(model, part, simulate, cohort=line.cohort, progress=line.progress)
        return gathered(line.scenario, of_draws(model, part), block)

    with Gathering(line.scenario, asked.scrambles) as gathering:
        for block in side_by_side(blocks_of(model.draws), valued, beside):
            gathering.add(block)
        line.progress(MEASURING, 0.0)
        run = _run(asked, choice, model, gathering, Origin(address.hash, instead=instead))
        return gathering.result(run, model, line.machine)


def in_chunks(
    line: Line, asked: Asked, starting: Callable[[], Start], shelf: Shelf | None, precision: float | None
) -> Result:
    """Go chunk by chunk: read what is kept, compute and keep the rest, until draws and lives are enough.

    Args:
        starting: gives what is known before the draws are.
        shelf: where chunks are kept.
        precision: that is wanted; None: the draws that were asked for are enough.
    """
    start, why = starting(), ""
    if shelf is not None:
        origins = origins_of(
            start.probe, engine=start.engine, replications=start.replications, cohort=line.cohort, seed=asked.seed,
            sobol=asked.sobol,
        )  # fmt: skip
        why = shelf.opened(origins) or shelf.missing
    chunked = Chunked(line.scenario, start, shelf, cohort=line.cohort, progress=line.progress)
    draws = asked.draws if precision is None else min(_whole(max(asked.draws, LEAST)), _most(line, asked)[0])
    while True:
        with Gathering(line.scenario, asked.scrambles) as gathering:
            more = _enough(line, asked, start, chunked, gathering, draws, precision)
            if isinstance(more, int):
                draws = more
                inputs = line.drawn(draws)
                model = chunked.model(inputs)
                line.progress(MEASURING, 0.0)
                origin = _origin(line, start, chunked, model, why)
                run = _run(asked, chunked.choice, model, gathering, origin)
                result = gathering.result(replace(run, draws=draws), model, line.machine)
                return result if precision is None else _sought(result, precision, _most(line, asked))
        chunked = more.chunked
        draws = more.draws


@dataclass(frozen=True)
class _Again:
    """A run that has to begin anew, with more lives in each draw."""

    chunked: Chunked
    draws: int


def _enough(
    line: Line, asked: Asked, start: Start, chunked: Chunked, gathering: Gathering, draws: int, precision: float | None
) -> int | _Again:
    """Gather draws until they are enough, and say how many; or that each needs more lives."""
    most, _ = _most(line, asked)
    done = 0
    while True:
        inputs = line.drawn(draws)
        if precision is not None:
            check_size(line.scenario, engine=start.engine, draws=draws, replications=start.replications)
            chunked.check_room(draws)
        for chunk in ahead(chunked.chunks(inputs, done)):
            gathering.add(gathered(line.scenario, chunk.model, chunk.block))
            del chunk
        done = draws
        if precision is None:
            return draws
        found = gathering.headline(inputs, asked.seed)
        lives = gathering.replications
        if start.replications is None and lives:
            needed = replications_for(found, lives)
            if needed > lives:
                return _Again(chunked.again(needed), draws)
        draws = draws_for(found, done, half_width=precision, chunk=BLOCK, most=most)
        if draws <= done:
            return done


def _most(line: Line, asked: Asked) -> tuple[int, Shortfall]:
    """Draws at which a search for a precision ends, and why there."""
    most, table = max(MOST, asked.draws), line.scenario.table
    if table is not None and any(each.column for each in quantities(line.scenario).values()) and table.rows < most:
        return table.rows, Shortfall.TABLE
    return most, Shortfall.DRAWS


def _whole(draws: int) -> int:
    """Rounded up to whole chunks."""
    return math.ceil(draws / BLOCK) * BLOCK


def _sought(result: Result, precision: float, most: tuple[int, Shortfall]) -> Result:
    """A result with how far the precision was reached."""
    claim, run = result.headline, result.run
    found, short = (claim.upper - claim.lower) / 2.0, None
    if found > precision:
        short = most[1]
    elif (run.noise_share or 0.0) > NOISE_AIM:
        short = Shortfall.NOISE
    return replace(result, run=replace(run, sought=Sought(precision, found, short)))


def _origin(line: Line, start: Start, chunked: Chunked, model: CompiledModel, why: str) -> Origin:
    address = address_of(
        model, start.probe, engine=start.engine, replications=start.replications, cohort=line.cohort
    )  # fmt: skip
    whys = [why, *chunked.whys] if why else chunked.whys
    more = (Words("kept.more", count=len(whys) - _TOLD),) if len(whys) > _TOLD else ()
    said = Words("kept.whys", whys=(*whys[:_TOLD], *more)) if whys else ""
    folders = ", ".join(chunked.folders)
    return Origin(address.hash, folders if chunked.read == model.draws else None, said, chunked.read)


def _run(asked: Asked, choice: Choice, model: CompiledModel, gathering: Gathering, origin: Origin) -> Run:
    return Run(
        variant=asked.variant, engine=Engine(choice.engine), reason=choice.reason,
        approximations=choice.approximations, draws=model.draws, replications=gathering.replications, seed=asked.seed,
        noise_share=None, redrawn=model.solved.redrawn, origin=origin, edits=asked.edits, fitted=asked.fitted,
        scrambles=asked.scrambles,
    )  # fmt: skip


_TOLD = 3  # chunks that could not be used and are told one by one
