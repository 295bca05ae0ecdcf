"""The tables of a result, in the words of a language. No arithmetic beyond differences and look-ups."""

from __future__ import annotations

from businesscase.measures.result import Driver, Payback, Result
from businesscase.report import formats
from businesscase.report.labels import clock_label, state_label, text
from businesscase.report.table import Cell, Column, Kind, Table
from businesscase.scenario.document import Scenario
from businesscase.scenario.keys import quantities
from businesscase.scenario.quantity import Quantity
from businesscase.vocabulary import Costs, Perspective

PAYERS = (
    Perspective.MUNICIPALITY,
    Perspective.REGION,
    Perspective.CENTRAL_GOVERNMENT,
    Perspective.PUBLIC_SECTOR,
    Perspective.FOUNDATION,
    Perspective.HOUSEHOLD,
)
STATES_SHOWN = 6
DRIVERS_SHOWN = 3


def by_payer(result: Result, language: str) -> Table:
    """Extra cost, saving of the first years, accumulated, payback and probability per payer, headline cost."""
    claim = result.headline
    within = formats.years(claim.within_years)
    shown = len(result.yearly_saving[PAYERS[0]])
    columns = (
        Column(text("column.payer", language), width=22),
        Column(text("column.extra_cost", language), Kind.MILLIONS),
        *(Column(text("column.year", language, year=year + 1), Kind.MILLIONS, 9) for year in range(shown)),
        Column(text("column.accumulated", language, years=shown), Kind.MILLIONS),
        Column(text("column.payback", language), Kind.PAYBACK),
        Column(text("column.within", language, years=within), Kind.PROBABILITY),
    )
    rows: list[tuple[Cell, ...]] = []
    for payer in PAYERS:
        name = text(f"payer.{payer.value}", language)
        if is_untouched(result, payer):
            rows.append((name, *("–",) * (len(columns) - 1)))
            continue
        payback = payback_row(result, payer, claim.costs, claim.discounted)
        tested = payer is claim.perspective and claim.crossing.value == "sustained"
        rows.append(
            (
                name,
                result.extra_cost[payer],
                *result.yearly_saving[payer],
                result.net_saving[payer].mean[shown - 1],
                payback.sustained_years if result.extra_cost[payer] else text("no_cost", language),
                claim.probability if tested else probability_within(payback, claim.within_years),
            )
        )
    return Table(
        title=text(
            "title.payers",
            language,
            price_year=result.scenario.time.price_year,
            costs=text(f"costs.{claim.costs.value}", language),
        ),
        columns=columns,
        rows=tuple(rows),
        note=text("note.payers", language),
        horizon=claim.horizon_years,
    )


def year_head(scenario: Scenario, year: int, language: str) -> str:
    """Head of a year's column: the calendar year where years are calendar years, else its number from the start."""
    start = scenario.time.start
    if (start.month, start.day) == (1, 1):
        return str(start.year + year)
    return text("column.year", language, year=year + 1)


def is_untouched(result: Result, payer: Perspective) -> bool:
    """Whether a payer neither pays for the programme nor saves by it; its payback of zero years would mislead."""
    return payback_row(result, payer, result.headline.costs, discounted=False).untouched


def has_a_stake(result: Result, payer: Perspective) -> bool:
    """Whether a payer has both a cost to recoup and savings to recoup it with, so that an S-curve says something."""
    return result.extra_cost[payer] != 0 and any(result.yearly_saving[payer])


def payback_row(result: Result, payer: Perspective, costs: Costs, discounted: bool, *, cohort: bool = False) -> Payback:
    """The row of a perspective, cost and discounting."""
    rows = result.cohort_payback if cohort else result.payback
    return next(
        each for each in rows if each.perspective is payer and each.costs is costs and each.discounted is discounted
    )


def probability_within(payback: Payback, years: float) -> float | None:
    """The probability printed for a whole number of years; None where the limit is no whole year of the horizon."""
    index = round(years) - 1
    whole = abs(years - round(years)) < 1e-9 and 0 <= index < len(payback.probability_by_year)
    return payback.probability_by_year[index] if whole else None


def moved(result: Result, language: str) -> Table:
    """Person-years that moved most among states that cost money, and moves into the priced states of children."""
    scenario = result.scenario
    priced = _priced_states(scenario)
    years = [key for key in priced if key in result.person_years]
    years = sorted(years, key=lambda key: -abs(_difference(result.person_years[key])))[:STATES_SHOWN]
    rows = [
        (_state(scenario, key, language), *result.person_years[key], _difference(result.person_years[key]))
        for key in years
    ]
    for key in priced:
        clock = key.partition(".")[0]
        if key in result.entries and scenario.clocks[clock].members == "children":
            label = text("moves_into", language, state=_state(scenario, key, language))
            rows.append((label, *result.entries[key], _difference(result.entries[key])))
    return Table(
        title=text("title.moved", language, years=formats.years(result.headline.within_years)),
        columns=_with_without(text("column.state", language), language),
        rows=tuple(rows),
    )


def entries(result: Result, language: str) -> Table:
    """All moves into states until the headline's date."""
    scenario = result.scenario
    rows = tuple(
        (
            f"{clock_label(scenario, key.partition('.')[0], language)}: {_state(scenario, key, language)}",
            *both,
            _difference(both),
        )
        for key, both in result.entries.items()
    )
    return Table(
        title=text("title.entries", language, years=formats.years(result.headline.within_years)),
        columns=_with_without(text("column.state", language), language),
        rows=rows,
    )


def strongest_drivers(result: Result) -> list[Driver]:
    """The drivers worth naming: not a copy of another's draw, and beyond what chance gives at this number of draws."""
    declared = quantities(result.scenario)
    chance = 2.0 / max(1.0, result.draws - 1.0) ** 0.5
    return [
        driver
        for driver in result.drivers
        if abs(driver.correlation) > chance and (driver.key not in declared or declared[driver.key].draws_with is None)
    ]


def turning(result: Result, language: str, *, shown: int = DRIVERS_SHOWN) -> Table:
    """The assumptions that turn the verdict most."""
    declared = quantities(result.scenario)
    rows: list[tuple[Cell, ...]] = [
        (driver.key, driver.correlation, _declared(declared.get(driver.key), language))
        for driver in strongest_drivers(result)[:shown]
    ]
    return Table(
        title=text("title.drivers", language, years=formats.years(result.headline.within_years)),
        columns=(
            Column(text("column.key", language), width=60),
            Column(text("column.correlation", language), Kind.CORRELATION),
            Column(text("column.origin_short", language), width=34),
        ),
        rows=tuple(rows),
        note="" if rows else text("drivers.none", language),
    )


def _declared(quantity: Quantity | None, language: str) -> str:
    if quantity is None:
        return text("driver.sampling", language)
    value = formats.plain(quantity.value, language)
    if quantity.low is not None and quantity.high is not None:
        value += f" ({formats.plain(quantity.low, language)}–{formats.plain(quantity.high, language)})"
    unit = text(f"unit.{quantity.unit}", language)
    return f"{value} {unit}, {quantity.evidence_grade}"


def _priced_states(scenario: Scenario) -> list[str]:
    """Every state that a price applies to, as "clock.state", in the order of the clocks."""
    named = {(price.clock, state) for price in scenario.prices.values() for state in price.states}
    return [
        f"{clock}.{state}"
        for clock, each in scenario.clocks.items()
        for state in each.states
        if (clock, state) in named
    ]


def _state(scenario: Scenario, key: str, language: str) -> str:
    clock, _, state = key.partition(".")
    return state_label(scenario, clock, state, language)


def _difference(both: tuple[float, float]) -> float:
    return both[0] - both[1]


def _with_without(head: str, language: str) -> tuple[Column, ...]:
    return (
        Column(head, width=46),
        Column(text("column.with", language), Kind.NUMBER),
        Column(text("column.without", language), Kind.NUMBER),
        Column(text("column.difference", language), Kind.SIGNED),
    )
