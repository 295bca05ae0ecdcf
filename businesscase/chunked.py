"""A run chunk by chunk of its draws: what is kept is read, the rest computed and kept; more draws go on from there.

A chunk is compiled, its levels and goals solved for, and simulated by itself; it gives what it gives in a run of all
draws at once (docs/decisions/0039-chunks-of-draws.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from businesscase.core.errors import NumericalError
from businesscase.core.words import Words
from businesscase.delivery.serving import served_by_team
from businesscase.engines.addresses import Address, address_of
from businesscase.engines.choosing import Choice
from businesscase.engines.shelf import Shelf
from businesscase.engines.sizing import BLOCK, check_room
from businesscase.engines.store import Kept, Simulated, Store
from businesscase.model.calibration.calibration import contradicts
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel, Solved, joined
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress, Start, engine_of, silent, simulated, with_goals

CHUNKS = Words("stage.chunks")


@dataclass(frozen=True)
class Chunk:
    """Some draws, computed or read.

    Attributes:
        model: of these draws.
        block: their quantities, numbered as in the whole run.
    """

    model: CompiledModel
    block: Simulated


class Chunked:
    """Gives the chunks of a run, and knows afterwards where they came from.

    Attributes:
        choice: of the engine, known once there is a chunk.
        folders: from which chunks were read, in order, each once.
        read: draws that were.
        whys: of those that were found and could not be used, why.
    """

    def __init__(self, scenario: Scenario, start: Start, shelf: Shelf | None, *, cohort: bool, progress: Progress):
        self._scenario, self._start, self._shelf = scenario, start, shelf
        self._cohort, self._progress = cohort, progress
        self._solved: list[Solved] = []
        self._choice: Choice | None = None
        self._chosen: Choice | None = None
        self.folders: list[str] = []
        self.read = 0
        self.whys: list[str] = []

    @property
    def choice(self) -> Choice:
        """The engine that is, or was, chosen."""
        self._choice = self._choice or self._chosen_now()
        return self._choice

    def check_room(self, draws: int) -> None:
        """See that the disk has room for so many draws.

        Raises:
            UsageError: as `sizing.check_room`.
        """
        check_room(self._scenario, self._shelf, draws=draws)

    def chunks(self, inputs: Inputs, first: int) -> Iterator[Chunk]:
        """The chunks from the first draw on.

        Args:
            inputs: of all draws, as they are drawn first.
            first: number of a draw, the first of a chunk.

        Raises:
            NumericalError: as a run of all those draws at once.
        """
        for begin in range(first, inputs.draws, BLOCK):
            part = slice(begin, min(begin + BLOCK, inputs.draws))
            self._progress(CHUNKS, begin / inputs.draws)
            try:
                chunk = self._chunk(inputs.of_draws(part), part)
            except NumericalError:
                self._at_once(inputs)  # so that the fault is told, and judged, of all draws
                chunk = self._chunk(inputs.of_draws(part), part, judged=False)
            self._solved.append(chunk.model.solved)
            yield chunk

    def model(self, inputs: Inputs) -> CompiledModel:
        """The model of all draws, whose chunks have been given.

        Raises:
            NumericalError: if reports or goals contradict the model in too many of them.
        """
        solved = joined(self._solved)
        if contradicts(solved.attempts):
            self._at_once(inputs)
        for name, stocks in solved.goals.items():
            from businesscase.engines.goals.reach import check_reached

            check_reached(self._scenario, name.removeprefix("goals."), stocks)
        model = compile_model(
            self._scenario, draws=inputs.draws, seed=inputs.seed, workers=self._start.machine.threads, inputs=inputs,
            solution=solved,
        )  # fmt: skip
        return served_by_team(self._scenario, model)

    def again(self, replications: int) -> Chunked:
        """The same run with other replications, begun anew."""
        start = replace(self._start, replications=replications)
        return Chunked(self._scenario, start, self._shelf, cohort=self._cohort, progress=self._progress)

    def _at_once(self, inputs: Inputs) -> None:
        start = self._start
        model = compile_model(
            self._scenario, draws=inputs.draws, seed=inputs.seed, workers=start.machine.threads, inputs=inputs
        )
        with_goals(self._scenario, model, start.found, workers=start.machine.threads)

    def _chunk(self, inputs: Inputs, part: slice, *, judged: bool = True) -> Chunk:
        start = self._start
        store = None if self._shelf is None else self._shelf.chunk(part, start.replications)
        levels = None if store is None else store.levels()
        model = compile_model(
            self._scenario, draws=inputs.draws, seed=inputs.seed, workers=start.machine.threads, kept=levels,
            inputs=inputs, steps=self._solved[0].steps if self._solved else None, judged=judged,
        )  # fmt: skip
        model = with_goals(
            self._scenario, model, start.found, workers=start.machine.threads, kept=levels, progress=silent, unmet=True
        )
        model = served_by_team(self._scenario, model)
        if store is not None:
            block = self._kept(store, model)
            if block is not None:
                return Chunk(model, _numbered(block, part))
        return Chunk(model, _numbered(self._simulated(store, model), part))

    def _kept(self, store: Store, model: CompiledModel) -> Simulated | None:
        """The chunk as it is kept; None if it is not."""
        kept, why = store.find(self._address(model), model)
        if kept is None:
            self.whys += [why] if why else []
            return None
        if store.own is not None and kept.file != store.own:
            store.copy(kept.file)
        self._choice = self._choice or kept.choice
        self.folders += [folder for folder in (str(kept.file.parent),) if folder not in self.folders]
        self.read += model.draws
        return _read(kept, model)

    def _simulated(self, store: Store | None, model: CompiledModel) -> Simulated:
        start = self._start
        choice = self._choice = self._chosen_now()
        simulate = engine_of(choice, workers=start.machine.workers, executor=start.machine.executor)
        (block,) = simulated(model, simulate, cohort=self._cohort, progress=silent)
        if store is not None and store.own is not None:
            with store.keep(self._address(model), choice, model.solved) as keep:
                keep(block)
        return block

    def _address(self, model: CompiledModel) -> Address:
        start = self._start
        return address_of(model, start.probe, engine=start.engine, replications=start.replications, cohort=self._cohort)

    def _chosen_now(self) -> Choice:
        if self._chosen is None:
            self._chosen = self._start.choose()
            stage = Words("stage.engine", engine=self._chosen.engine, reason=self._chosen.reason)
            self._progress(stage, 0.0)
        return self._chosen


def _read(kept: Kept, model: CompiledModel) -> Simulated:
    (block,) = kept.blocks(model)
    return block


def _numbered(block: Simulated, part: slice) -> Simulated:
    """A block of one chunk under the numbers that its draws have in the run."""
    return replace(block, draws=part)
