"""The tables and sentences of a SØM calculation."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import PROGRAMME_COST
from businesscase.measures.sensitivity import beyond_chance
from businesscase.report.tables.returns import returns_table
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts import not_modelled, sentences
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities, split
from businesscase.som.measures import SomResult, SomView

BLOCK = 5  # years beside each other
DRIVERS_SHOWN = 3
IGNORED = ("cause", "families", "rules", "budgets", "capacity")

_WIDTH = 72  # of a driver in words, beside its correlation


def subtitle(result: SomResult, texts: Texts) -> str:
    """Who, how many succeed, how long, in which prices, from how many draws."""
    scenario = result.scenario
    participants = sum(number.canonical for number in scenario.participants.values())
    return texts(
        "som.subtitle",
        participants=texts.count("participants", participants),
        rate=texts.percent(scenario.success_rate.canonical, decimals=1),
        horizon=texts.count("years", scenario.time.horizon_years),
        start=scenario.time.start.year,
        price_year=scenario.time.price_year,
        draws=texts.count("draws", result.draws),
    )


def by_year(result: SomResult, texts: Texts) -> Table:
    """Net result of each year, one column per payer: SØM's main table."""
    rows: list[tuple[Cell, ...]] = [
        (str(year), *(sum(items[place] for items in _items(result, each).values()) for each in result.perspectives))
        for place, year in enumerate(result.years)
    ]
    if result.opening:
        rows.insert(0, (texts("som.time_0"), *(_opening(result, each) for each in result.perspectives)))
    totals = (_net(result, each) for each in result.perspectives)
    return Table(
        title=texts("som.title.by_year"),
        columns=(Column(texts("column.years"), width=8), *_payer_columns(result, texts)),
        rows=(*rows, (texts("column.total"), *totals)),
        note=texts("som.note.by_year"),
    )


def by_item(result: SomResult, texts: Texts) -> Table:
    """Net result over the horizon by item, one column per payer."""
    rows: list[tuple[Cell, ...]] = []
    for item in _item_names(result):
        sums = (sum(_items(result, each).get(item, ())) for each in result.perspectives)
        rows.append((_item_label(result, item, texts), *map(float, sums)))
        if item == PROGRAMME_COST and result.opening:
            rows.append((texts("som.outlay"), *(_opening(result, each) for each in result.perspectives)))
    totals = (_net(result, each) for each in result.perspectives)
    return Table(
        title=texts("som.title.by_item", horizon=texts.count("years", len(result.years))),
        columns=(Column(texts("som.column.item"), width=30), *_payer_columns(result, texts)),
        rows=(*rows, (texts("som.net"), *totals)),
    )


def item_years(result: SomResult, texts: Texts) -> Iterator[Table]:
    """Net result of the public sector by item and year, five years to a table."""
    items = _items(result, Perspective.PUBLIC_SECTOR)
    for first in range(0, len(result.years), BLOCK):
        years = result.years[first : first + BLOCK]
        rows: list[tuple[Cell, ...]] = [
            (_item_label(result, item, texts), *flows[first : first + BLOCK]) for item, flows in items.items()
        ]
        net = (sum(flows[first + place] for flows in items.values()) for place in range(len(years)))
        yield Table(
            title=texts(
                "som.title.item_years",
                first=years[0],
                last=years[-1],
                whom=_inside(texts("payer.public_sector")),
            ),
            columns=(
                Column(texts("som.column.item"), width=30),
                *(Column(str(year), Kind.MILLIONS) for year in years),
            ),
            rows=(*rows, (texts("som.net"), *net)),
        )


def how_sure(result: SomResult, texts: Texts) -> Iterator[Table]:
    """Range, payback and its probability: with SØM's timing, then with phase-in and fading where declared."""
    yield _sure(result, result.as_som, texts("som.title.sure.as_som"), texts)
    if result.timed is not None:
        yield _sure(result, result.timed, texts("som.title.sure.timed", timing=_timing(result, texts)), texts)


def returns(result: SomResult, texts: Texts) -> Table:
    """Other views, of the fullest timing that is declared."""
    view, scenario = result.timed or result.as_som, result.scenario
    discounted = texts(f"discounted.{scenario.discounting is not None}")
    return returns_table(
        [row for row in view.returns if row.party is not None],
        texts,
        title=texts(
            "som.title.returns", horizon=texts.count("years", scenario.time.horizon_years), discounted=discounted
        ),
        note=texts("som.note.returns"),
    )


def verdict(result: SomResult, texts: Texts) -> str:
    """What the draws say of the payback that is tested, with the fullest timing that is declared."""
    scenario, view = result.scenario, result.timed or result.as_som
    said = (texts("som.verdict.timing") if result.timed else "") + texts(
        "som.verdict",
        verdict=sentences.verdict_words(view.verdict, scenario.confidence, texts),
        years=texts.count("years", scenario.within_years),
        for_whom=texts(f"for.{scenario.perspective.value}"),
        probability=texts.probability(view.probability.value),
        bounds=texts.bounds(view.probability.lower, view.probability.upper),
    )
    return said + not_modelled.remark(view.probability.value, texts, declared=False)  # SØM has no such section


def needed(result: SomResult, texts: Texts) -> str:
    """The success rates at which it breaks even."""
    scenario, view = result.scenario, result.timed or result.as_som
    return texts(
        "som.needed",
        for_whom=texts(f"for.{scenario.perspective.value}"),
        within=_rate(view.needed_rate_within, texts),
        years=texts.count("years", scenario.within_years),
        whole=_rate(view.needed_rate, texts),
        horizon=scenario.time.horizon_years,
        rate=texts.percent(scenario.success_rate.canonical, decimals=1),
    )


def turning(result: SomResult, texts: Texts) -> Iterator[str]:
    """The uncertain inputs that go together most with the net result, with their grade."""
    declared = quantities(result.scenario)
    own = beyond_chance((result.timed or result.as_som).drivers, result.draws, declared)
    for driver in own[:DRIVERS_SHOWN]:
        shown = texts.number(driver.correlation, 2, sign=True)
        grade = declared[driver.key].evidence_grade
        words = _driver(result, driver.key, texts)
        lines = [*textwrap.wrap(words, _WIDTH), f"{driver.key} ({grade})"]
        for place, line in enumerate(lines):
            yield f"{shown if place == 0 else '':>6}  {line}"


def ignores(texts: Texts) -> Iterator[str]:
    """What SØM's method leaves out, whatever the numbers."""
    return (texts(f"som.ignores.{name}") for name in IGNORED)


def _driver(result: SomResult, key: str, texts: Texts) -> str:
    """What an uncertain input is in words; "" where only its key says it."""
    section, *rest = split(key)
    if section == "success_rate":
        return texts("som.driver.success_rate")
    if section == "participants":
        return texts("som.driver.participants", year=rest[0])
    if section == "outlay_at_start":
        return texts("som.driver.outlay", payer=texts(f"payer.{rest[0]}"))
    if section == "costs":
        return texts("som.driver.cost", payer=texts(f"payer.{rest[0]}"), year=rest[1])
    if section == "consequences":
        label, payer = result.scenario.consequences[rest[0]].label, texts(f"payer.{rest[2]}")
        return texts("som.driver.consequence", name=texts.named(label), payer=payer, years=rest[3])
    if section == "phase_in":
        return texts("som.driver.phase_in")
    return texts("som.driver.half_life") if section == "half_life" else ""


def _sure(result: SomResult, view: SomView, title: str, texts: Texts) -> Table:
    scenario = result.scenario
    horizon, within = scenario.time.horizon_years, scenario.within_years
    rows: list[tuple[Cell, ...]] = []
    for each in result.perspectives:
        net, payback = view.net_result[each], view.payback[each]
        tested = each is scenario.perspective
        by_year_end = payback.probability_by_year[round(within) - 1] if _is_year(within, horizon) else None
        rows.append(
            (
                texts(f"payer.{each.value}"),
                net.mean,
                net.p10,
                net.p90,
                payback.sustained_years if payback.extra_cost else texts("no_cost"),
                view.probability.value if tested else by_year_end,
            )
        )
    return Table(
        title=title,
        columns=(
            Column(texts("column.payer"), width=22),
            Column(texts("som.column.net", horizon=texts.count("years", horizon)), Kind.MILLIONS, 14),
            Column(texts("column.p10"), Kind.MILLIONS),
            Column(texts("column.p90"), Kind.MILLIONS),
            Column(texts("column.payback"), Kind.PAYBACK),
            Column(texts("column.within", years=texts.plain(within)), Kind.PROBABILITY),
        ),
        rows=tuple(rows),
        note=texts("som.note.sure"),
        horizon=horizon,
    )


def _timing(result: SomResult, texts: Texts) -> str:
    scenario = result.scenario
    said = []
    for name, quantity in (("phase_in", scenario.phase_in), ("half_life", scenario.half_life)):
        if quantity is not None:
            said.append(texts(f"som.timing.{name}", **{name: texts.count("years", quantity.canonical)}))
    return ", ".join(said)


def _rate(rate: float | None, texts: Texts) -> str:
    if rate is None:
        return texts("som.needed.none")
    return texts("som.needed.above") if rate > 1 else texts.percent(rate, decimals=1)


def _payer_columns(result: SomResult, texts: Texts) -> Iterator[Column]:
    return (Column(texts(f"payer_short.{each.value}"), Kind.MILLIONS) for each in result.perspectives)


def _items(result: SomResult, perspective: Perspective) -> dict[str, tuple[float, ...]]:
    """Item -> net result by year of the payers of a perspective together."""
    found: dict[str, tuple[float, ...]] = {}
    for payer in perspective.payers:
        for item, flows in result.flows.get(payer, {}).items():
            before = found.get(item, (0.0,) * len(flows))
            found[item] = tuple(a + b for a, b in zip(before, flows, strict=True))
    return found


def _opening(result: SomResult, perspective: Perspective) -> float:
    """Net result at time 0 of the payers of a perspective together."""
    return sum(result.opening.get(payer, 0.0) for payer in perspective.payers)


def _net(result: SomResult, perspective: Perspective) -> float:
    """Net result over the horizon, with time 0."""
    return _opening(result, perspective) + sum(map(sum, _items(result, perspective).values()))


def timing(result: SomResult, texts: Texts) -> str:
    """What is paid at time 0, and from when the years of a payback count."""
    scenario = result.scenario
    paid = "; ".join(
        texts(f"payer.{payer.value}") + " " + texts.money(-net, 2) for payer, net in result.opening.items()
    )
    opening = texts("som.opening", paid=paid) if paid else texts("som.opening.none", year=scenario.time.start.year)
    return f"{opening} {texts(f'som.clock.{scenario.clock_start}')}"


def _item_names(result: SomResult) -> list[str]:
    """The cost, then the items as declared."""
    return [PROGRAMME_COST, *result.scenario.consequences]


def _item_label(result: SomResult, item: str, texts: Texts) -> str:
    if item == PROGRAMME_COST:
        return texts("som.cost")
    return texts.named(result.scenario.consequences[item].label)


def _inside(label: str) -> str:
    return label[:1].lower() + label[1:]


def _is_year(years: float, horizon: int) -> bool:
    return abs(years - round(years)) < 1e-9 and 1 <= round(years) <= horizon
