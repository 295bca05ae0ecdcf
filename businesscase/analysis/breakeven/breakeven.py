"""`breakeven`: what would have to be true for a claim to turn, one input at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from businesscase.analysis.breakeven.chances import chance, chance_at, chance_at_cost
from businesscase.analysis.breakeven.mapping import Sides, map_of
from businesscase.analysis.breakeven.results import COST, STOP, BreakEven, BreakEvenValue
from businesscase.analysis.levers.line import Line, base_view, line_of, mover
from businesscase.analysis.levers.requested import asked_of, lever_of
from businesscase.analysis.levers.scaled import Derived, Scaled, cost_of, scaled_of
from businesscase.analysis.levers.touching import that_touch
from businesscase.core.door import check_settings
from businesscase.core.errors import NumericalError, ScenarioError, UsageError
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words
from businesscase.delivery.routine import with_routine_cost
from businesscase.gathering import families_by_segment
from businesscase.measures.asked import Asked, at_date, margin, payback, within_horizon
from businesscase.measures.turning import Turn, turn_of
from businesscase.model.levers import Lever, levers_of
from businesscase.pipeline import DRAWS
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress, silent

HELD = 200  # draws that are held, and valued again, where a probability is asked for
ROUGH, FINE = 1e-4, 1e-9  # tolerances of a place, where a few draws are asked and where all are
ATTRIBUTION = "effects.attribution"


def breakeven(
    source: str | Path | Mapping[str, Any] | Scenario,
    *,
    claim: str | None = None,
    key: str | None = None,
    department: str | None = None,
    probability: bool = False,
    mapped: str | Sequence[str] = (),
    variant: str | None = None,
    engine: Engine | str = Engine.AUTO,
    draws: int | None = None,
    replications: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> BreakEven:
    """Find the value of each input at which a claim turns, all others staying as they are.

    Args:
        source, variant, engine, replications, seed, workers, progress: as `pipeline.run`.
        claim: its name; None: the headline.
        key: of the one input that is meant, or `cost_per_family`; None: all.
        department: whose claim it is instead of the claim's own payers.
        probability: whether it turns where its probability is the wanted confidence; else where the central curve
            pays back exactly at its date.
        mapped: input that is mapped against the cost per family, or two that are mapped against each other; one may be
            `STOP`, when the programme stops. None: the attribution share, or how much of a goal is met, with all
            inputs.
        draws: as `pipeline.run`; None: as many as that takes, or `HELD` where a probability is asked for.

    Raises:
        ScenarioError: if the scenario is invalid, or has no such claim, department or input.
        UsageError: if an input moves no claim.
        NumericalError: as `pipeline.run`.
    """
    draws = draws or (HELD if probability else DRAWS)
    check_settings({"engine": engine, "draws": draws, "replications": replications, "seed": seed, "workers": workers})
    say, scenario = progress or silent, as_scenario(source)
    scenario = with_routine_cost(scenario if variant is None else scenario.variant(variant))
    asked = asked_of(scenario, claim, department)
    levers = levers_of(scenario, draws=draws, seed=seed)
    of_cost = key == Derived.COST_PER_FAMILY.value
    chosen = () if of_cost else levers if key is None else (lever_of(scenario, key, levers),)
    mapped = (mapped,) if isinstance(mapped, str) else tuple(mapped)
    over = mapped or _mapped(scenario)
    sides = None if probability or not over or (key is not None and not mapped) else _sides(scenario, over, levers)
    line = line_of(
        scenario, draws=draws, engine=engine, replications=replications, seed=seed, workers=workers,
        cohort=asked.enrols, hold=True, progress=say,
    )  # fmt: skip
    on_map = [lever for lever in sides or () if lever is not None]
    touching = that_touch(line.setting, scenario, [*chosen, *on_map])
    base = base_view(line, asked)
    if not base.curve.any():
        raise UsageError(Words("asked.no_money", name=asked.name))
    skipped = [lever for lever in chosen if probability and key is None and lever.key in touching]
    searched = [lever for lever in chosen if lever not in skipped]
    values: list[BreakEvenValue] = []
    for place, lever in enumerate(searched):
        say(Words("stage.turning", count=len(searched)), place / len(searched))
        if probability:
            values.append(_over_draws(line, asked, lever, touches=lever.key in touching))
        else:
            values.append(central_value(line, asked, lever, touches=lever.key in touching, alone=key is not None))
    if key is None or of_cost:
        only_cost = of_cost or probability  # of what else is derived no draw says how it would be
        scaled = [one for one in scaled_of(line, asked) if not only_cost or one.kind is Derived.COST_PER_FAMILY]
        values += [_derived(line, asked, one, probability=probability) for one in scaled]
    if of_cost and not values:
        raise UsageError(Words("asked.no_cost", name=asked.name))
    declared = chance(line, asked) if probability else None
    line = replace(line, base=replace(line.base, blocks=()))  # what the draws answer is known
    cost = cost_of(line, asked)
    return BreakEven(
        scenario=scenario, asked=asked, by_probability=probability, draws=draws, few=line.few.model.draws, seed=seed,
        families=sum(families_by_segment(line.base.model).values()),
        cost_per_family=None if cost is None else cost.found, payback=within_horizon(payback(asked, base)),
        at_date=at_date(asked, base), probability=declared, values=tuple(sorted(values, key=_order)),
        not_asked=tuple(lever.key for lever in skipped),
        map=None
        if sides is None
        else map_of(line, asked, Sides(*sides, any(each.key in touching for each in on_map)), progress=say),
    )  # fmt: skip


def _sides(scenario: Scenario, mapped: Sequence[str], levers: Sequence[Lever]) -> tuple[Lever | None, Lever | None]:
    """What goes across and up a map: None is when the programme stops, and the cost per family.

    Raises:
        ScenarioError, UsageError: as `breakeven`.
    """
    if len(mapped) > 2:
        raise UsageError(Words("map.many", count=len(mapped)))
    if len(set(mapped)) < len(mapped):
        raise UsageError(Words("map.twice", name=mapped[0]))
    named = [name for name in mapped if name != COST]
    if STOP in named:
        if len(named) > 1:
            raise UsageError(Words("map.stop", stop=STOP))
        if scenario.programme.served.by == "team":
            raise UsageError(Words("plans.team"))
        return None, None
    if not named:
        raise UsageError(Words("map.cost", cost=COST))
    found = [lever_of(scenario, name, levers) for name in named]
    if len(found) == 2 and set(found[0].numbers) & set(found[1].numbers):
        raise UsageError(Words("map.together", names=", ".join(named)))
    return found[0], found[1] if len(found) == 2 else None


def _mapped(scenario: Scenario) -> tuple[str, ...]:
    """The input that the map is of where nobody says: the attribution share, or how much of the first goal is met."""
    if scenario.effects.attribution is not None:
        return (ATTRIBUTION,)
    return tuple(f"goals.{name}.met" for name in scenario.goals)[:1]


def _order(one: BreakEvenValue) -> tuple[bool, int, float, str]:
    """Those with a value first: the cost, inputs by how far they are from what is believed, then what is derived.

    What is derived, such as placements avoided, may be more than any input brings about: it has no place among them.
    """
    distance = abs(one.distance) if one.distance is not None else float("inf")
    rank = 1 if one.derived is None else 0 if one.derived is Derived.COST_PER_FAMILY else 2
    return one.value is None, rank, distance, one.key


def central_value(line: Line, asked: Asked, lever: Lever, *, touches: bool, alone: bool) -> BreakEvenValue:
    """Where the central curve pays back exactly at the claim's date; `alone`: looked for with all draws."""
    views = mover(line, lever.values(lever.declared), touches=touches)

    def gain(at: float) -> float:
        return margin(asked, views([asked], lever.values(at))[0])

    approximate = touches and line.few is not line.base
    try:
        turn = turn_of(
            gain,
            lowest=-lever.reach,
            middle=lever.declared,
            highest=lever.reach,
            at_middle=None if alone else margin(asked, base_view(line, asked)),
            tolerance=ROUGH if approximate else FINE,
        )
    except (NumericalError, ScenarioError):
        turn = Turn(None, lever.declared, lever.declared)
    if alone and approximate and turn.at is not None:
        turn, approximate = _with_all_draws(line, asked, lever, turn), False
    found = _found(lever, turn, simulated=touches, approximate=approximate)
    if turn.at is None or touches or not line.base.blocks:
        return found
    return replace(found, chance=chance_at(line, asked, lever, turn.at, touches=False))


def _with_all_draws(line: Line, asked: Asked, lever: Lever, near: Turn) -> Turn:
    """The same with all draws, looked for about where a few put it."""
    assert near.at is not None
    views = mover(line, lever.values(lever.declared), touches=True, full=True)

    @cache
    def gain(at: float) -> float:
        return margin(asked, views([asked], lever.values(at))[0])

    for reach in (0.05, 0.4, 2.0):
        found = turn_of(gain, lowest=near.at - reach, middle=near.at, highest=near.at + reach, tolerance=1e-7)
        if found.at is not None:
            return Turn(found.at, near.lowest, near.highest)
    return Turn(None, near.lowest, near.highest)


def _over_draws(line: Line, asked: Asked, lever: Lever, *, touches: bool) -> BreakEvenValue:
    """Where the claim's probability is the wanted confidence."""

    def gain(at: float) -> float:
        return chance_at(line, asked, lever, at, touches=touches) - asked.claim.confidence

    try:
        turn = turn_of(
            gain, lowest=-lever.reach, middle=lever.declared, highest=lever.reach, steps=True, tolerance=1e-3
        )
    except (NumericalError, ScenarioError):
        turn = Turn(None, lever.declared, lever.declared)
    return _found(lever, turn, simulated=touches, approximate=False)


def _found(lever: Lever, turn: Turn, *, simulated: bool, approximate: bool) -> BreakEvenValue:
    at = turn.at
    ends = sorted(lever.value(end) for end in (turn.lowest, turn.highest))
    numbers = {} if at is None else lever.values(at)
    return BreakEvenValue(
        key=lever.key, derived=None, unit=lever.shown.unit, declared=lever.shown.value,
        value=None if at is None else lever.value(at),
        percentile=None if at is None else lever.percentile(at),
        distance=None if at is None or lever.is_fixed else at - lever.declared,
        lowest=ends[0], highest=ends[1], simulated=simulated, approximate=approximate,
        numbers=tuple((key, each / lever.numbers[key].factor) for key, each in numbers.items()),
    )  # fmt: skip


def _derived(line: Line, asked: Asked, one: Scaled, *, probability: bool) -> BreakEvenValue:
    if probability:
        confidence = asked.claim.confidence
        turn = turn_of(
            lambda by: chance_at_cost(line, asked, by) - confidence,
            lowest=0.0, middle=1.0, highest=one.most / one.found, steps=True, tolerance=1e-3,
        )  # fmt: skip
        return _scaled(one, turn.at)
    found = derived_value(asked, one)
    if one.kind is not Derived.COST_PER_FAMILY or found.value is None:
        return found
    return replace(found, chance=chance_at_cost(line, asked, found.value / one.found))


def derived_value(asked: Asked, one: Scaled) -> BreakEvenValue:
    """Of a derived quantity, which scales a part of the curve."""
    turn = turn_of(lambda by: margin(asked, one.at(by)), lowest=0.0, middle=1.0, highest=one.most / one.found)
    return _scaled(one, turn.at)


def _scaled(one: Scaled, factor: float | None) -> BreakEvenValue:
    unit = {Derived.COST_PER_FAMILY: "DKK", Derived.SUCCESS: "persons", Derived.AVOIDED: "number"}[one.kind]
    return BreakEvenValue(
        key=".".join(filter(None, (one.kind, *one.name))), derived=one.kind, unit=unit, declared=one.found,
        value=None if factor is None else one.found * factor, percentile=None, distance=None, lowest=0.0,
        highest=one.most, simulated=False, approximate=False,
    )  # fmt: skip
