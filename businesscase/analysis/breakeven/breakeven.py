"""`breakeven`: what would have to be true for a claim to turn, one input at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from businesscase.analysis.breakeven.mapping import Sides, map_of
from businesscase.analysis.breakeven.results import COST, STOP, BreakEven, BreakEvenValue
from businesscase.analysis.breakeven.searching import Search
from businesscase.analysis.levers.blocks import Blocks
from businesscase.analysis.levers.line import base_view, line_of
from businesscase.analysis.levers.requested import asked_of, lever_of
from businesscase.analysis.levers.scaled import Derived, Scaled, cost_of, derived_keys, scaled_of
from businesscase.analysis.levers.touching import that_touch
from businesscase.core.door import check_settings
from businesscase.core.errors import UsageError
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words
from businesscase.delivery.routine import with_routine_cost
from businesscase.gathering import families_by_segment
from businesscase.measures.asked import at_date, payback, within_horizon
from businesscase.model.levers import Lever, levers_of
from businesscase.pipeline import DRAWS
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.simulating import Progress, silent

HELD = 200  # draws that are held, and valued again, where a probability is asked for
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
        key: of the one input that is meant, or of what is derived (`scaled.derived_keys`); None: all.
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
    others = derived_keys(scenario)
    derived = tuple(each for each in others if each == key)
    chosen = () if derived else levers if key is None else (lever_of(scenario, key, levers, others),)
    mapped = (mapped,) if isinstance(mapped, str) else tuple(mapped)
    over = mapped or _mapped(scenario)
    sides = None if probability or not over or (key is not None and not mapped) else _sides(scenario, over, levers)
    on_map = [lever for lever in sides or () if lever is not None]
    values: list[BreakEvenValue] = []
    with Blocks() as blocks:
        line = line_of(
            scenario, draws=draws, engine=engine, replications=replications, seed=seed, workers=workers,
            cohort=asked.enrols, taking=blocks.put, progress=say,
        )  # fmt: skip
        touching = that_touch(line.setting, scenario, [*chosen, *on_map])
        base = base_view(line, asked)
        if not base.curve.any():
            raise UsageError(Words("asked.no_money", name=asked.name))
        search = Search(line, asked, blocks)
        skipped = [lever for lever in chosen if probability and key is None and lever.key in touching]
        searched = [lever for lever in chosen if lever not in skipped]
        scaled = [each for each in scaled_of(line, asked) if key is None or each.key in derived]
        if derived and not scaled:
            what = ("asked.no_cost", asked.name) if key == COST else ("asked.none_of_it", derived[0])
            raise UsageError(Words(what[0], name=what[1]))
        every: list[Lever | Scaled] = [*searched, *scaled]
        for place, each in enumerate(every):
            say(Words("stage.turning", count=len(every)), place / len(every))
            if isinstance(each, Scaled):
                values.append(search.of_derived(each, probability=probability))
            elif probability:
                values.append(search.over_draws(each, touches=each.key in touching))
            else:
                values.append(search.central(each, touches=each.key in touching, alone=key is not None))
        declared = search.chance() if probability else None
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
