"""The tables of a result, in the words of a language. No arithmetic beyond differences and look-ups."""

from __future__ import annotations

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import NOT_MODELLED, ClockStart, Crossing
from businesscase.measures.result import Result
from businesscase.measures.rows import Driver
from businesscase.measures.sensitivity import beyond_chance
from businesscase.measures.turning import TurningPoint
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts import sentences
from businesscase.report.texts.inputs import in_unit, input_name, unit_name
from businesscase.report.texts.labels import clock_label, described, state_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities, split
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.load.scenario import Scenario

STATES_SHOWN = 6
DRIVERS_SHOWN = 3
TIED = 0.02  # correlations this close to the last one shown are shown too


def by_payer(result: Result, texts: Texts) -> Table:
    """Extra cost, saving of the first years, accumulated, payback and probability per payer, headline cost."""
    claim = result.headline
    within = texts.plain(claim.within_years)
    shown = len(result.money.yearly_saving[claim.perspective])
    columns = (
        Column(texts("column.payer"), width=22),
        Column(texts("column.extra_cost"), Kind.MILLIONS),
        *(Column(texts("column.year", year=year + 1), Kind.MILLIONS, 9) for year in range(shown)),
        Column(texts("column.accumulated", years=texts.count("years", shown)), Kind.MILLIONS),
        Column(texts("column.payback"), Kind.PAYBACK),
        Column(texts("column.within", years=within), Kind.PROBABILITY),
    )
    rows: list[tuple[Cell, ...]] = []
    for payer in Perspective:
        name = texts(f"payer.{payer.value}")
        if is_untouched(result, payer):
            rows.append((name, *("–",) * (len(columns) - 1)))
            continue
        rows.append(
            (
                name,
                result.money.extra_cost[payer],
                *result.money.yearly_saving[payer],
                result.money.net_saving[payer].mean[shown - 1],
                *recouped(result, payer, texts),
            )
        )
    note = texts("note.payers")
    if claim.discounted:
        note += texts("note.payers.discounted")
    if claim.clock_start is ClockStart.ENROLMENT:
        note += texts("note.payers.enrolment")
    if result.scenario.not_modelled:
        note += texts("note.payers.not_modelled")
    return Table(
        title=texts(
            "title.payers",
            price_year=result.scenario.time.price_year,
            costs=texts(f"costs.{claim.costs.value}"),
        ),
        columns=columns,
        rows=tuple(rows),
        note=note,
        horizon=claim.horizon_years,
    )


def recouped(result: Result, payer: Perspective, texts: Texts) -> tuple[Cell, Cell]:
    """Payback in years and its probability, by the headline's own definition.

    Dashes for a foundation: it expects nothing back, unless the claim is its own.
    """
    claim, payback = result.headline, result.paybacks.headline[payer]
    if payer.gives and claim.perspective is not payer:
        return "–", "–"
    years = payback.first_years if claim.crossing is Crossing.FIRST else payback.sustained_years
    within = sentences.probability_within(payback, claim.within_years)
    return (
        years if result.money.extra_cost[payer] else texts("no_cost"),
        claim.probability if payer is claim.perspective else within,
    )


def year_head(scenario: Scenario, year: int, texts: Texts) -> str:
    """Head of a year's column: the calendar year where years are calendar years, else its number from the start."""
    start = scenario.time.start
    if (start.month, start.day) == (1, 1):
        return str(start.year + year)
    return texts("column.year", year=year + 1)


def is_untouched(result: Result, payer: Perspective) -> bool:
    """Whether a payer neither pays for the programme nor saves by it; its payback of zero years would mislead."""
    return result.paybacks.headline[payer].untouched


def has_a_stake(result: Result, payer: Perspective) -> bool:
    """Whether a payer has both a cost to recoup and savings to recoup it with, so that an S-curve says something."""
    return result.money.extra_cost[payer] != 0 and any(result.money.yearly_saving[payer])


def moved(result: Result, texts: Texts) -> Table:
    """Person-years that moved most among states that cost money, and moves into the priced states of children."""
    scenario = result.scenario
    priced = _priced_states(scenario)
    years = [key for key in priced if key in result.moved.person_years]
    years = sorted(years, key=lambda key: -abs(_difference(result.moved.person_years[key])))[:STATES_SHOWN]
    rows = [
        (_state(scenario, key, texts), *result.moved.person_years[key], _difference(result.moved.person_years[key]))
        for key in years
    ]
    for key in priced:
        clock = key.partition(".")[0]
        if key in result.moved.entries and scenario.clocks[clock].members == "children":
            label = texts("moves_into", state=_state(scenario, key, texts))
            rows.append((label, *result.moved.entries[key], _difference(result.moved.entries[key])))
    return Table(
        title=texts("title.moved", years=texts.count("years", result.headline.within_years)),
        columns=_with_without(texts("column.state"), texts),
        rows=tuple(rows),
    )


def entries(result: Result, texts: Texts) -> Table:
    """All moves into states until the headline's date."""
    scenario = result.scenario
    rows = tuple(
        (
            f"{clock_label(scenario, key.partition('.')[0], texts)}: {_state(scenario, key, texts)}",
            *both,
            _difference(both),
        )
        for key, both in result.moved.entries.items()
    )
    return Table(
        title=texts("title.entries", years=texts.count("years", result.headline.within_years)),
        columns=_with_without(texts("column.state"), texts),
        rows=rows,
    )


def strongest_drivers(result: Result) -> list[Driver]:
    """The drivers worth naming: not a copy of another's draw, and beyond what chance gives at this number of draws."""
    return beyond_chance(result.drivers, result.run.draws, quantities(result.scenario))


def turning(result: Result, texts: Texts, *, shown: int = DRIVERS_SHOWN) -> Table:
    """The assumptions that turn the verdict most, and those that tie with the last of them.

    The first column holds the description and the key, a line break between them; the key alone where there is none.
    """
    declared = quantities(result.scenario)
    strongest = strongest_drivers(result)
    if len(strongest) > shown:
        least = abs(strongest[shown - 1].correlation) - TIED
        near = [driver for driver in strongest[shown : 2 * shown] if abs(driver.correlation) >= least]
        strongest = [*strongest[:shown], *near]
    rows: list[tuple[Cell, ...]] = [
        (
            "\n".join(filter(None, (described(result.scenario, driver.key, texts), driver.key))),
            driver.correlation,
            _declared(declared.get(driver.key), texts),
        )
        for driver in strongest
    ]
    return Table(
        title=texts("title.drivers", years=texts.plain(result.headline.within_years)),
        columns=(
            Column(texts("column.key"), width=44),
            Column(texts("column.correlation"), Kind.CORRELATION),
            Column(texts("column.origin_short"), width=34),
        ),
        rows=tuple(rows),
        note="" if rows else _no_driver(result, texts),
    )


def turning_line(result: Result, texts: Texts) -> str:
    """The three that turn it most in one sentence, each with its correlation and grade."""
    declared = quantities(result.scenario)
    named = [
        f"{described(result.scenario, driver.key, texts) or driver.key} "
        f"{texts.number(driver.correlation, 2, sign=True)} ({_grade(declared.get(driver.key), texts)})"
        for driver in strongest_drivers(result)[:DRIVERS_SHOWN]
    ]
    return texts("drivers.line", drivers=", ".join(named)) if named else _no_driver(result, texts)


def turns_line(result: Result, texts: Texts) -> str | None:
    """The nearest values at which the claim turns in one sentence, each with the one that is declared; None without."""
    named = [texts("turns.one", what=turning_name(result, one, texts), **turning_values(one, texts)).replace("  ", " ")
             for one in result.turning]  # fmt: skip
    return texts("turns.line", values=", ".join(named)) if named else None


def turning_name(result: Result, one: TurningPoint, texts: Texts) -> str:
    """What turns the claim, in words."""
    if one.key is None:
        return texts("turns.cost")
    section, *rest = split(one.key)
    if section == NOT_MODELLED:  # that it is not modelled stands beside it wherever it is a driver
        return texts.named(result.scenario.not_modelled[rest[0]].label)
    return input_name(result.scenario, one.key, texts)


def turning_values(one: TurningPoint, texts: Texts) -> dict[str, str]:
    """The value at which a claim turns and the declared one, with the unit."""
    about = texts("turns.about") if one.approximate else ""
    unit = texts("turns.per_family") if one.key is None else unit_name(one.unit, texts, one.key)
    return {
        "value": about + in_unit(one.value, one.unit, texts),
        "declared": in_unit(one.declared, one.unit, texts),
        "unit": unit,
    }


def _no_driver(result: Result, texts: Texts) -> str:
    return texts("drivers.nothing" if result.money.extrapolated_share is None else "drivers.none")


def _grade(quantity: Quantity | None, texts: Texts) -> str:
    return texts("driver.sampled") if quantity is None else str(quantity.evidence_grade)


def _declared(quantity: Quantity | None, texts: Texts) -> str:
    if quantity is None:
        return texts("driver.sampling")
    value = texts.plain(quantity.value)
    if quantity.low is not None and quantity.high is not None:
        value += f" ({texts.plain(quantity.low)}–{texts.plain(quantity.high)})"
    unit = texts(f"unit.{quantity.unit}")
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


def _state(scenario: Scenario, key: str, texts: Texts) -> str:
    clock, _, state = key.partition(".")
    return state_label(scenario, clock, state, texts)


def _difference(both: tuple[float, float]) -> float:
    return both[0] - both[1]


def _with_without(head: str, texts: Texts) -> tuple[Column, ...]:
    return (
        Column(head, width=46),
        Column(texts("column.with"), Kind.NUMBER),
        Column(texts("column.without"), Kind.NUMBER),
        Column(texts("column.difference"), Kind.SIGNED),
    )
