"""The tables and sentences of a SØM calculation."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.vocabulary import PROGRAMME_COST, Perspective
from businesscase.measures.sensitivity import beyond_chance
from businesscase.report.tables.returns import returns_table
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts import formats
from businesscase.report.texts.labels import named, text
from businesscase.scenario.declare.keys import quantities
from businesscase.som.measures import SomResult, SomView

BLOCK = 5  # years beside each other
DRIVERS_SHOWN = 3
IGNORED = ("cause", "families", "rules", "budgets", "capacity")


def subtitle(result: SomResult, language: str) -> str:
    """Who, how many succeed, how long, in which prices, from how many draws."""
    scenario = result.scenario
    participants = sum(number.canonical for number in scenario.participants.values())
    return text(
        "som.subtitle",
        language,
        participants=formats.number(participants, 0, language),
        rate=formats.percent(scenario.success_rate.canonical, language, decimals=1),
        horizon=scenario.time.horizon_years,
        start=scenario.time.start.year,
        price_year=scenario.time.price_year,
        draws=formats.number(result.draws, 0, language),
    )


def by_year(result: SomResult, language: str) -> Table:
    """Net result of each year, one column per payer: SØM's main table."""
    rows: list[tuple[Cell, ...]] = [
        (str(year), *(sum(items[place] for items in _items(result, each).values()) for each in result.perspectives))
        for place, year in enumerate(result.years)
    ]
    totals = (sum(map(sum, _items(result, each).values())) for each in result.perspectives)
    return Table(
        title=text("som.title.by_year", language),
        columns=(Column(text("column.years", language), width=8), *_payer_columns(result, language)),
        rows=(*rows, (text("column.total", language), *totals)),
        note=text("som.note.by_year", language),
    )


def by_item(result: SomResult, language: str) -> Table:
    """Net result over the horizon by item, one column per payer."""
    rows: list[tuple[Cell, ...]] = []
    for item in _item_names(result):
        sums = (sum(_items(result, each).get(item, ())) for each in result.perspectives)
        rows.append((_item_label(result, item, language), *map(float, sums)))
    totals = (sum(map(sum, _items(result, each).values())) for each in result.perspectives)
    return Table(
        title=text("som.title.by_item", language, horizon=len(result.years)),
        columns=(Column(text("som.column.item", language), width=30), *_payer_columns(result, language)),
        rows=(*rows, (text("som.net", language), *totals)),
    )


def item_years(result: SomResult, language: str) -> Iterator[Table]:
    """Net result of the public sector by item and year, five years to a table."""
    items = _items(result, Perspective.PUBLIC_SECTOR)
    for first in range(0, len(result.years), BLOCK):
        years = result.years[first : first + BLOCK]
        rows: list[tuple[Cell, ...]] = [
            (_item_label(result, item, language), *flows[first : first + BLOCK]) for item, flows in items.items()
        ]
        net = (sum(flows[first + place] for flows in items.values()) for place in range(len(years)))
        yield Table(
            title=text(
                "som.title.item_years",
                language,
                first=years[0],
                last=years[-1],
                whom=_inside(text("payer.public_sector", language)),
            ),
            columns=(
                Column(text("som.column.item", language), width=30),
                *(Column(str(year), Kind.MILLIONS) for year in years),
            ),
            rows=(*rows, (text("som.net", language), *net)),
        )


def how_sure(result: SomResult, language: str) -> Iterator[Table]:
    """Range, payback and its probability: with SØM's timing, then with phase-in and fading where declared."""
    yield _sure(result, result.as_som, text("som.title.sure.as_som", language), language)
    if result.timed is not None:
        yield _sure(
            result, result.timed, text("som.title.sure.timed", language, timing=_timing(result, language)), language
        )


def returns(result: SomResult, language: str) -> Table:
    """Other views, of the fullest timing that is declared."""
    view, scenario = result.timed or result.as_som, result.scenario
    discounted = text(f"discounted.{scenario.discounting is not None}", language)
    return returns_table(
        [row for row in view.returns if row.party is not None],
        language,
        title=text("som.title.returns", language, horizon=scenario.time.horizon_years, discounted=discounted),
        note=text("som.note.returns", language),
    )


def verdict(result: SomResult, language: str) -> str:
    """What the draws say of the payback that is tested, with the fullest timing that is declared."""
    scenario, view = result.scenario, result.timed or result.as_som
    return (text("som.verdict.timing", language) if result.timed else "") + text(
        "som.verdict",
        language,
        verdict=text(f"verdict.{view.verdict.value}", language),
        years=formats.years(scenario.within_years),
        for_whom=text(f"for.{scenario.perspective.value}", language),
        probability=formats.probability(view.probability.value, language),
        bounds=formats.bounds(view.probability.lower, view.probability.upper, language),
        confidence=formats.number(scenario.confidence, 2, language),
    )


def needed(result: SomResult, language: str) -> str:
    """The success rates at which it breaks even."""
    scenario, view = result.scenario, result.timed or result.as_som
    return text(
        "som.needed",
        language,
        for_whom=text(f"for.{scenario.perspective.value}", language),
        within=_rate(view.needed_rate_within, language),
        years=formats.years(scenario.within_years),
        whole=_rate(view.needed_rate, language),
        horizon=scenario.time.horizon_years,
        rate=formats.percent(scenario.success_rate.canonical, language, decimals=1),
    )


def turning(result: SomResult, language: str) -> Iterator[str]:
    """The uncertain inputs that go together most with the net result, with their grade."""
    declared = quantities(result.scenario)
    own = beyond_chance((result.timed or result.as_som).drivers, result.draws, declared)
    for driver in own[:DRIVERS_SHOWN]:
        shown = formats.number(driver.correlation, 2, language, sign=True)
        yield f"{shown:>6}  {driver.key} ({declared[driver.key].evidence_grade})"


def ignores(language: str) -> Iterator[str]:
    """What SØM's method leaves out, whatever the numbers."""
    return (text(f"som.ignores.{name}", language) for name in IGNORED)


def _sure(result: SomResult, view: SomView, title: str, language: str) -> Table:
    scenario = result.scenario
    horizon, within = scenario.time.horizon_years, scenario.within_years
    rows: list[tuple[Cell, ...]] = []
    for each in result.perspectives:
        net, payback = view.net_result[each], view.payback[each]
        tested = each is scenario.perspective
        by_year_end = payback.probability_by_year[round(within) - 1] if _is_year(within, horizon) else None
        rows.append(
            (
                text(f"payer.{each.value}", language),
                net.mean,
                net.p10,
                net.p90,
                payback.sustained_years if payback.extra_cost else text("no_cost", language),
                view.probability.value if tested else by_year_end,
            )
        )
    return Table(
        title=title,
        columns=(
            Column(text("column.payer", language), width=22),
            Column(text("som.column.net", language, horizon=horizon), Kind.MILLIONS, 14),
            Column(text("column.p10", language), Kind.MILLIONS),
            Column(text("column.p90", language), Kind.MILLIONS),
            Column(text("column.payback", language), Kind.PAYBACK),
            Column(text("column.within", language, years=formats.years(within)), Kind.PROBABILITY),
        ),
        rows=tuple(rows),
        note=text("som.note.sure", language),
        horizon=horizon,
    )


def _timing(result: SomResult, language: str) -> str:
    scenario = result.scenario
    said = []
    for name, quantity in (("phase_in", scenario.phase_in), ("half_life", scenario.half_life)):
        if quantity is not None:
            said.append(text(f"som.timing.{name}", language, **{name: formats.plain(quantity.canonical, language)}))
    return ", ".join(said)


def _rate(rate: float | None, language: str) -> str:
    if rate is None:
        return text("som.needed.none", language)
    return text("som.needed.above", language) if rate > 1 else formats.percent(rate, language, decimals=1)


def _payer_columns(result: SomResult, language: str) -> Iterator[Column]:
    return (Column(text(f"payer_short.{each.value}", language), Kind.MILLIONS) for each in result.perspectives)


def _items(result: SomResult, perspective: Perspective) -> dict[str, tuple[float, ...]]:
    """Item -> net result by year of the payers of a perspective together."""
    found: dict[str, tuple[float, ...]] = {}
    for payer in perspective.payers:
        for item, flows in result.flows.get(payer, {}).items():
            before = found.get(item, (0.0,) * len(flows))
            found[item] = tuple(a + b for a, b in zip(before, flows, strict=True))
    return found


def _item_names(result: SomResult) -> list[str]:
    """The cost, then the items as declared."""
    return [PROGRAMME_COST, *result.scenario.consequences]


def _item_label(result: SomResult, item: str, language: str) -> str:
    if item == PROGRAMME_COST:
        return text("som.cost", language)
    return named(result.scenario.consequences[item].label, language)


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]


def _is_year(years: float, horizon: int) -> bool:
    return abs(years - round(years)) < 1e-9 and 1 <= round(years) <= horizon
