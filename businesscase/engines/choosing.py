"""Which engine runs a model: the one that is asked for, or the fastest that can represent it."""

from __future__ import annotations

from collections.abc import Callable

from businesscase.engines.occupancy import Occupancy
from businesscase.errors import UsageError
from businesscase.model.compiled import CompiledModel

AUTO, MONTECARLO, DISCRETE_EVENT = "auto", "montecarlo", "discrete_event"
ENGINES = (AUTO, MONTECARLO, DISCRETE_EVENT)


def choose(model: CompiledModel, wanted: str = AUTO) -> tuple[str, str]:
    """Name of the engine, and the reason in one clause.

    Raises:
        UsageError: if there is no such engine.
    """
    if wanted not in ENGINES:
        raise UsageError(f"there is no engine '{wanted}'; expected one of: {', '.join(ENGINES)}")
    if wanted != AUTO:
        return wanted, "asked for"
    if model.feeds_back:
        names = ", ".join(ending.name for ending in model.schedule.endings)
        return DISCRETE_EVENT, f"a family's own situation ends its service: {names}"
    return MONTECARLO, "nothing that happens to a family changes its service"


def simulation(name: str) -> Callable[..., Occupancy]:
    """The function of an engine; the module of the other, and what it imports, is left alone."""
    if name == DISCRETE_EVENT:
        from businesscase.engines import discrete_event

        return discrete_event.simulate
    from businesscase.engines import montecarlo

    return montecarlo.simulate
