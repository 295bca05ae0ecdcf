"""Which engine runs a model: the one that is asked for, or the best that can represent it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from businesscase.core.errors import NumericalError, UsageError
from businesscase.core.vocabulary import Engine
from businesscase.delivery.schedule import Exposure
from businesscase.model.compiled import CompiledModel

if TYPE_CHECKING:
    from businesscase.engines.expected.settings import Settings


@dataclass(frozen=True)
class Choice:
    """An engine, why it was chosen in one clause, and how finely it is to work where that is for it to say.

    Attributes:
        approximations: key of each named approximation -> how far changing it moves the quantities.
    """

    engine: Engine
    reason: str
    approximations: dict[str, float] = field(default_factory=dict)
    settings: Settings | None = None


def choose(probe: CompiledModel, wanted: Engine | str = Engine.AUTO) -> Choice:
    """Choose the engine.

    Args:
        probe: the model with a few draws of a seed of its own, so that the choice depends on the scenario alone.
        wanted: the engine that is asked for; auto takes what can represent the scenario: a service that a family's
            situation ends needs `discrete_event`; an expectation below a fixed amount of work is solved by `expected`;
            with yearly refusion, which it cannot, by `mixed`; all else is for `montecarlo`.

    Raises:
        NumericalError: if the engine asked for cannot represent the model; names clocks and reasons.
        UsageError: if there is no such engine.
    """
    if wanted not in tuple(Engine):
        raise UsageError(f"there is no engine '{wanted}'; expected one of: {', '.join(Engine)}")
    if wanted in (Engine.MONTECARLO, Engine.DISCRETE_EVENT):
        return Choice(Engine(wanted), "asked for")
    if probe.feeds_back and wanted == Engine.AUTO:
        names = ", ".join(ending.name for ending in probe.schedule.endings)
        return Choice(Engine.DISCRETE_EVENT, f"a family's own situation ends its service: {names}")
    try:
        return _expected(probe, Engine(wanted))
    except NumericalError as problem:
        if wanted != Engine.AUTO:
            raise
        return Choice(Engine.MONTECARLO, str(problem).removesuffix("; engine montecarlo can"))


def _expected(probe: CompiledModel, wanted: Engine) -> Choice:
    from businesscase.engines.expected.approximations import WORK, resolution
    from businesscase.engines.expected.plan import plan, work
    from businesscase.engines.expected.refusals import check_representable
    from businesscase.engines.expected.settings import Settings

    check_representable(probe)
    exposure, engine, reason = Exposure(probe.schedule), Engine.EXPECTED, "expectations can be solved"
    refunds = ", ".join(
        f"yearly_refusion.{cell.state}" for cell in probe.structure.cells.cells if cell.kind == "kroner"
    )
    if refunds:
        engine, reason = Engine.MIXED, f"expectations are solved, and life courses sampled for {refunds}"
    if wanted not in (Engine.AUTO, engine):
        why = f"cannot represent this: {refunds}: a refund of yearly cases is not linear in person-time"
        why = why if refunds else "has nothing to sample: no yearly refusion is declared"
        raise NumericalError(f"engine {wanted} {why}; engine {engine} can")
    if wanted is Engine.AUTO:
        needed = work(plan(probe, Settings(), cohort=False))
        if needed > WORK:
            return Choice(Engine.MONTECARLO, f"the expectation would take {needed:.0e} compartment-steps per draw")
    found = resolution(probe, exposure)
    if not refunds:
        reason += ", without simulation noise"
    distances = {each.name: each.distance for each in found.approximations}
    return Choice(engine, reason if wanted is Engine.AUTO else "asked for", distances, found.settings)
