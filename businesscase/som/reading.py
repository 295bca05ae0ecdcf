"""From a file or a mapping to a checked `SomScenario`, with the faults of a scenario of families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from businesscase.core.categories import is_cost
from businesscase.core.errors import Fault, ScenarioError
from businesscase.core.words import RuleBroken, Words
from businesscase.scenario.check.uncertainty import uncertainty_faults
from businesscase.scenario.declare.keys import quantities, split
from businesscase.scenario.declare.places import Path, Provenance, Source
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.characters import character_faults, person_faults
from businesscase.scenario.read.dumping import plain, to_json
from businesscase.scenario.read.faults import fault, field_faults
from businesscase.scenario.read.reading import read_yaml
from businesscase.som.declaration import SomScenario, follow_up_years


def load_som(given: FilePath | str | Mapping[str, Any] | SomScenario | Source) -> SomScenario:
    """The SØM scenario of a file, of a mapping shaped like one, or of what was read already.

    Raises:
        ScenarioError: with every fault of the stage that failed: reading, fields, or meaning.
    """
    if isinstance(given, SomScenario):
        return given
    if isinstance(given, Source):
        source = given
    else:
        source = Source("", plain(given)) if isinstance(given, Mapping) else read_yaml(given)
    provenance = Provenance((source,))
    if "clocks" in source.data and "participants" not in source.data:
        message = Words("som.of_families")
        expected = Words("som.a_file")
        raise ScenarioError([fault(provenance, ("clocks",), message, expected=expected, at_key=True)])
    broken = person_faults(provenance) or character_faults(source.data, provenance)
    if broken:
        raise ScenarioError(broken)
    try:
        scenario = SomScenario.model_validate_json(to_json(source.data)).come_from(provenance)
    except ValidationError as error:
        raise ScenarioError(field_faults(error, source.data, provenance, SomScenario)) from None
    faults = sorted(_meaning_faults(scenario), key=lambda one: (one.file, one.line or 0, one.column or 0))
    if faults:
        raise ScenarioError(faults)
    return scenario


def _meaning_faults(scenario: SomScenario) -> Iterator[Fault]:
    yield from _year_faults(scenario)
    yield from _consequence_faults(scenario)
    yield from _timing_faults(scenario)
    yield from _price_faults(scenario)
    yield from uncertainty_faults(scenario, changed=False)
    for key, number in quantities(scenario).items():
        if number.column is not None:
            message = Words("som.no_draws")
            yield fault(scenario.provenance, (*split(key), "column"), message, found=number.column)


def _year_faults(scenario: SomScenario) -> Iterator[Fault]:
    """Participants and costs outside the years that are looked at, and no cost at all."""
    origin, start = scenario.provenance, scenario.time.start
    if not scenario.outlay_at_start and not any(scenario.costs.values()):
        message = Words("som.nothing_paid")
        yield fault(origin, ("costs",), message, expected=Words("som.costs"))
    if (start.month, start.day) != (1, 1):
        message = Words("som.january")
        yield fault(origin, ("time", "start"), message, found=start, expected=f"{start.year}-01-01")
    years = range(start.year, start.year + scenario.time.horizon_years)
    places: list[tuple[Path, Iterable[int]]] = [(("participants",), scenario.participants)]
    places += [(("costs", payer.value), by_year) for payer, by_year in scenario.costs.items()]
    for path, by_year in places:
        for year in by_year:
            if year not in years:
                message = Words("som.outside", year=year)
                expected = Words("som.years", first=years[0], last=years[-1])
                yield fault(origin, (*path, str(year)), message, expected=expected, at_key=True)


def _consequence_faults(scenario: SomScenario) -> Iterator[Fault]:
    """Names that the ledger uses itself; years since success that are none, overlap, or lie beyond the horizon."""
    origin, horizon = scenario.provenance, scenario.time.horizon_years
    for name, consequence in scenario.consequences.items():
        if is_cost(name):
            message = Words("som.taken", name=name)
            yield fault(origin, ("consequences", name), message, expected=Words("som.another_name"), at_key=True)
        for payer, by_years in consequence.by_payer.items():
            seen: dict[int, str] = {}
            for key in by_years:
                here = ("consequences", name, "by_payer", payer.value, key)
                try:
                    years = follow_up_years(key)
                except RuleBroken as problem:
                    yield fault(origin, here, problem.message, found=key, expected=problem.expected, at_key=True)
                    continue
                twice = next((year for year in years if year in seen), None)
                if twice is not None:
                    message = Words("som.year_twice", year=twice, other=seen[twice])
                    yield fault(origin, here, message, found=key, expected=Words("som.year_once"), at_key=True)
                elif years[-1] >= horizon:
                    message = Words("som.beyond", year=years[-1], horizon=horizon)
                    yield fault(
                        origin,
                        here,
                        message,
                        found=key,
                        expected=Words("som.years", first=0, last=horizon - 1),
                        at_key=True,
                    )
                seen.update(dict.fromkeys(years, key))


def _timing_faults(scenario: SomScenario) -> Iterator[Fault]:
    origin, phase_in, half_life = scenario.provenance, scenario.phase_in, scenario.half_life
    if phase_in is not None and max(phase_in.high or 0.0, phase_in.value) * phase_in.factor > 1:
        message = Words("som.finish")
        yield fault(origin, ("phase_in",), message, expected=Words("som.one_year"))
    if half_life is not None and half_life.value <= 0:
        message = Words("som.half_life")
        yield fault(origin, ("half_life", "value"), message, found=half_life.value, expected=Words("som.no_fading"))


def _price_faults(scenario: SomScenario) -> Iterator[Fault]:
    """Amounts that no growth of the index brings to the price year, and an index that none needs."""
    origin, target = scenario.provenance, scenario.time.price_year
    growth = set() if scenario.index is None else set(scenario.index.growth)
    used = False
    for path, amount in money_of(scenario):
        at = (*path, "price_year")
        if amount.price_year == "as_spent" and path[0] == "consequences":
            yield fault(origin, at, Words("som.as_spent"), found="as_spent", expected=Words("som.level"))
            continue
        level = spent_in(scenario, path) if amount.price_year == "as_spent" else int(amount.price_year or target)
        needed = set(range(min(level, target) + 1, max(level, target) + 1))
        used = used or bool(needed)
        if needed and scenario.index is None:
            message = Words("som.no_index", level=level, target=target)
            yield fault(origin, at, message, expected=Words("som.an_index"))
        elif needed - growth:
            message = Words("som.growth", years=", ".join(map(str, sorted(needed - growth))))
            yield fault(origin, at, message, expected=Words("som.every_growth", level=level, target=target))
    if scenario.index is not None and not used:
        message = Words("som.unused")
        yield fault(origin, ("index",), message, expected=Words("som.use_it"), at_key=True)


def money_of(scenario: SomScenario) -> Iterator[tuple[Path, Quantity]]:
    """Every amount of money with its path: at time 0, costs by year, and consequences by years since success."""
    for payer, amount in scenario.outlay_at_start.items():
        yield ("outlay_at_start", payer.value), amount
    for payer, by_year in scenario.costs.items():
        for year, amount in by_year.items():
            yield ("costs", payer.value, str(year)), amount
    for name, consequence in scenario.consequences.items():
        for payer, by_years in consequence.by_payer.items():
            for key, amount in by_years.items():
                yield ("consequences", name, "by_payer", payer.value, key), amount


def spent_in(scenario: SomScenario, path: Path) -> int:
    """The year in which a cost is paid: that of its path; what is paid at time 0 is paid in the first."""
    return scenario.time.start.year if path[0] == "outlay_at_start" else int(path[-1])
