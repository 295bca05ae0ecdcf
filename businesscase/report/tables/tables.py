"""The tables of a result, in the words of a language. No arithmetic beyond differences and look-ups."""

from __future__ import annotations

from businesscase.core.vocabulary import ClockStart, Crossing, Perspective
from businesscase.measures.result import Driver, Result
from businesscase.measures.sensitivity import beyond_chance
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts import formats, sentences
from businesscase.report.texts.labels import clock_label, described, state_label, text
from businesscase.scenario.declare.document import Scenario
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Quantity

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
TIED = 0.02  # correlations this close to the last one shown are shown too


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
        rows.append(
            (
                name,
                result.extra_cost[payer],
                *result.yearly_saving[payer],
                result.net_saving[payer].mean[shown - 1],
                *_recouped(result, payer, language),
            )
        )
    note = text("note.payers", language)
    if claim.clock_start is ClockStart.ENROLMENT:
        note += text("note.payers.enrolment", language)
    return Table(
        title=text(
            "title.payers",
            language,
            price_year=result.scenario.time.price_year,
            costs=text(f"costs.{claim.costs.value}", language),
        ),
        columns=columns,
        rows=tuple(rows),
        note=note,
        horizon=claim.horizon_years,
    )


def _recouped(result: Result, payer: Perspective, language: str) -> tuple[Cell, Cell]:
    """Payback in years and its probability, by the headline's own definition.

    Dashes for a foundation: it expects nothing back, unless the claim is its own.
    """
    claim, payback = result.headline, result.headline_payback[payer]
    if payer is Perspective.FOUNDATION and claim.perspective is not payer:
        return "–", "–"
    years = payback.first_years if claim.crossing is Crossing.FIRST else payback.sustained_years
    within = sentences.probability_within(payback, claim.within_years)
    return (
        years if result.extra_cost[payer] else text("no_cost", language),
        claim.probability if payer is claim.perspective else within,
    )


def year_head(scenario: Scenario, year: int, language: str) -> str:
    """Head of a year's column: the calendar year where years are calendar years, else its number from the start."""
    start = scenario.time.start
    if (start.month, start.day) == (1, 1):
        return str(start.year + year)
    return text("column.year", language, year=year + 1)


def is_untouched(result: Result, payer: Perspective) -> bool:
    """Whether a payer neither pays for the programme nor saves by it; its payback of zero years would mislead."""
    return result.headline_payback[payer].untouched


def has_a_stake(result: Result, payer: Perspective) -> bool:
    """Whether a payer has both a cost to recoup and savings to recoup it with, so that an S-curve says something."""
    return result.extra_cost[payer] != 0 and any(result.yearly_saving[payer])


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
    return beyond_chance(result.drivers, result.draws, quantities(result.scenario))


def turning(result: Result, language: str, *, shown: int = DRIVERS_SHOWN, short: bool = False) -> Table:
    """The assumptions that turn the verdict most, and those that tie with the last of them.

    The first column holds the description and the key, a line break between them; the key alone where there is none.
    `short`: only the grade of each, not its value.
    """
    declared = quantities(result.scenario)
    strongest = strongest_drivers(result)
    if len(strongest) > shown:
        least = abs(strongest[shown - 1].correlation) - TIED
        tied = [driver for driver in strongest[shown : 2 * shown] if abs(driver.correlation) >= least]
        strongest = [*strongest[:shown], *tied]
    rows: list[tuple[Cell, ...]] = [
        (
            "\n".join(filter(None, (described(result.scenario, driver.key, language), driver.key))),
            driver.correlation,
            _declared(declared.get(driver.key), language, short=short),
        )
        for driver in strongest
    ]
    nothing = "drivers.nothing" if result.extrapolated_share is None else "drivers.none"
    return Table(
        title=text("title.drivers", language, years=formats.years(result.headline.within_years)),
        columns=(
            Column(text("column.key", language), width=44),
            Column(text("column.correlation", language), Kind.CORRELATION),
            Column(text("column.origin_short", language), width=34),
        ),
        rows=tuple(rows),
        note="" if rows else text(nothing, language),
    )


def _declared(quantity: Quantity | None, language: str, *, short: bool) -> str:
    if quantity is None:
        return f"({text('driver.sampled', language)})" if short else text("driver.sampling", language)
    if short:
        return f"({quantity.evidence_grade})"
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
