"""Which engine runs a model: the one that is asked for, or the best that can represent it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from businesscase.core.errors import NumericalError
from businesscase.core.recent import Recent
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Figure, Words
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import occupancy_key
from businesscase.model.compiled import CompiledModel

if TYPE_CHECKING:
    from businesscase.engines.common.occupancy import Occupancy
    from businesscase.engines.expected.approximations import Resolution
    from businesscase.engines.expected.settings import Settings

SAMPLED = 8  # replications of an engine that samples everything
# Shares of the variance of a balance that are noise: of the headline's and of each claim's, in the order of the claims.
Noise = Callable[["Occupancy"], tuple[float, tuple[float, ...]]]
HEADLINE = 0.01  # what may be left in the headline's, as the few draws of the probe measure it: half of 2 %
FOLLOWED = 1e6  # of `plan.work` per draw up to which clocks that remember are solved for (some hundredths of a second)
CLAIM = 0.2  # in any claim's: two thirds of that above which no verdict is given (`measures.claims.NOISE_GATE`)


@dataclass(frozen=True)
class Choice:
    """An engine, why it was chosen in one clause, and how finely it is to work where that is for it to say.

    Attributes:
        approximations: key of each named approximation -> how far changing it moves the quantities.
        replications: life courses of every family per draw, an even number; no matter where nothing is sampled.
    """

    engine: Engine
    reason: str
    approximations: dict[str, float] = field(default_factory=dict)
    settings: Settings | None = None
    replications: int = SAMPLED


_latest: Recent[Choice] = Recent(16)


def choose(
    probe: CompiledModel,
    wanted: Engine | str = Engine.AUTO,
    *,
    replications: int | None = None,
    noise: Noise | None = None,
    known: Resolution | None = None,
) -> Choice:
    """Choose the engine.

    Args:
        probe: the model with a few draws of a seed of its own, so that the choice depends on the scenario alone.
        wanted: the engine that is asked for; auto takes what can represent the scenario: a service that a family's
            situation ends needs `discrete_event`; an expectation below a fixed amount of work is solved by `expected`;
            with yearly refusion, which it cannot, by `mixed`; all else is for `montecarlo`.
        replications: that are asked for; None: `SAMPLED`, and of refunds alone as few as hold `HEADLINE` and `CLAIM`.
        noise: shares of noise, given quantities of the probe; None: nobody can tell.
        known: how finely `expected` has to work, where its goals were solved for with that; None: it is found here.

    Raises:
        NumericalError: if the engine asked for cannot represent the model; names clocks and reasons.
    """
    asked = replications or SAMPLED
    if wanted in (Engine.MONTECARLO, Engine.DISCRETE_EVENT):
        return Choice(Engine(wanted), Words("engine.asked"), replications=asked)
    if probe.feeds_back and wanted == Engine.AUTO:
        names = ", ".join(ending.name for ending in probe.schedule.endings)
        return Choice(Engine.DISCRETE_EVENT, Words("engine.ends", names=names), replications=asked)
    try:
        choice = _latest.of(
            f"{wanted} {occupancy_key(probe, Exposure(probe.schedule), 0)} {_names(probe)} {known}",
            partial(_expected, probe, Engine(wanted), known),
        )
    except NumericalError as problem:
        if wanted != Engine.AUTO:
            raise
        return Choice(Engine.MONTECARLO, _without_another(problem.args[0]), replications=asked)
    if choice.engine is not Engine.MIXED or replications is not None or noise is None:
        return replace(choice, replications=asked)
    return _as_few_as_hold(choice, probe, noise)


def _names(probe: CompiledModel) -> list[tuple[str, ...]]:
    """What the model's parts are called where a reason names them."""
    return [tuple(map(str, (kind.clock, kind.role, *kind.states))) for kind in probe.structure.types]


def _expected(probe: CompiledModel, wanted: Engine, known: Resolution | None) -> Choice:
    from businesscase.engines.expected.approximations import WORK, resolution
    from businesscase.engines.expected.plan import plan, work
    from businesscase.engines.expected.refusals import check_representable
    from businesscase.engines.expected.settings import Settings

    settings = Settings()
    if wanted is not Engine.EXPECTED:
        settings = replace(settings, sampled=better_sampled(probe))
    check_representable(probe, settings.sampled)
    exposure, engine, reason = Exposure(probe.schedule), Engine.EXPECTED, Words("engine.solved")
    refunds = ", ".join(
        f"yearly_refusion.{cell.state}" for cell in probe.structure.cells.cells if cell.kind == "kroner"
    )
    young = ", ".join(dict.fromkeys(f"clocks.{probe.structure.types[kind].clock}" for kind in sorted(settings.sampled)))
    sampled = ", ".join(one for one in (refunds, young) if one)
    if sampled:
        engine, reason = Engine.MIXED, Words("engine.sampled", sampled=sampled)
    if wanted not in (Engine.AUTO, engine):
        why = Words("engine.not_linear", wanted=wanted, refunds=refunds)
        why = why if sampled else Words("engine.nothing", wanted=wanted)
        raise NumericalError(Words("engine.another", reason=why, can=engine))
    if wanted is Engine.AUTO:
        needed = work(plan(probe, settings, cohort=False))
        if needed > WORK:
            return Choice(Engine.MONTECARLO, Words("engine.work", needed=needed))
    same = known is not None and known.settings.sampled == settings.sampled
    found = known if known is not None and same else resolution(probe, exposure, settings)
    distances = {each.name: each.distance for each in found.approximations}
    return Choice(engine, reason if wanted is Engine.AUTO else Words("engine.asked"), distances, found.settings)


def better_sampled(probe: CompiledModel) -> frozenset[int]:
    """Types that remember another clock, where solving for them, year by year of beginning, takes too long."""
    from businesscase.engines.expected.plan import plan, work
    from businesscase.engines.expected.refusals import refusals, remembering
    from businesscase.engines.expected.settings import Settings

    found = remembering(probe)
    if found and not refusals(probe) and work(plan(probe, Settings(), cohort=False)) <= FOLLOWED:
        return frozenset()
    return found


def _as_few_as_hold(choice: Choice, probe: CompiledModel, noise: Noise) -> Choice:
    """The smallest even number of replications, at most `SAMPLED`, that leaves little noise."""
    from businesscase.engines.mixed import solve_and_simulate

    assert choice.settings is not None
    two = solve_and_simulate(probe, Exposure(probe.schedule), settings=choice.settings, replications=2)
    headline, claims = noise(two)
    needed = max(_pairs(headline, HEADLINE), *(_pairs(share, CLAIM) for share in claims))
    replications = min(2 * needed, SAMPLED)
    left = {"reason": choice.reason, "replications": replications, "headline": Figure(f"{headline:.2%}")}
    if needed > _pairs(headline, HEADLINE):
        reason = Words("engine.lives_claim", **left, claim=Figure(f"{max(claims):.0%}"))
    else:
        reason = Words("engine.lives", **left)
    return replace(choice, reason=reason, replications=replications)


def _without_another(problem: str) -> str:
    """What is wrong, without the engine that can."""
    if isinstance(problem, Words) and problem.key == "engine.another":
        reason: str = problem.filled["reason"]
        return reason
    return problem


def _pairs(share: float, most: float) -> int:
    """Pairs of replications that bring a share down to `most`: the variance of noise goes as one over their number."""
    if share >= 1.0:
        return SAMPLED
    return max(1, math.ceil(share / (1.0 - share) * (1.0 - most) / most))
