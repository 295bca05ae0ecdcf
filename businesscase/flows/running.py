"""`payback`: the door for a table of costs and savings that somebody else computed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from businesscase.core.door import check_kind, check_name, check_whole
from businesscase.core.errors import Fault, UsageError
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import ClockStart
from businesscase.core.words import Words
from businesscase.flows.measures import FlowsResult, measure_flows, party_places
from businesscase.flows.numbers import MOST
from businesscase.flows.reading import read_flows
from businesscase.flows.table import RESERVED, Flows, Terms, identity, recognised
from businesscase.scenario.declare.finance import Discounting
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.read.dumping import to_json
from businesscase.scenario.read.parts import read_part

CLOCKS = (ClockStart.FIRST_OUTLAY, ClockStart.PROGRAMME_START)  # a table does not say who enrolled when
UNITS = {"DKK": 1.0, "thousand": 1e3, "million": 1e6}
PLACES = ("middle", "end")


def payback(
    flows: str | Path | Mapping[str, Any] | Any,
    *,
    outlay: Mapping[str, float] | None = None,
    first_at_once: bool = False,
    clock_start: ClockStart | str = ClockStart.FIRST_OUTLAY,
    within: float = 5.0,
    rate: float | None = None,
    flows_at: str = "middle",
    unit: str = "DKK",
    payer: str | None = None,
    sheet: str | None = None,
    seed: int = 1,
) -> FlowsResult:
    """Payback, values, ratios and rates of a table of costs and savings by period and payer.

    Args:
        flows: a .csv or .xlsx file, a list of rows, columns by name, or a data frame: `year` (or `month`), `payer`,
            `cost` and `saving` (or `net`, positive where saved), and if wanted `draw` and `item`.
        outlay: payer -> what is paid at time 0, the moment at which the first period of the table begins.
        first_at_once: the first period of the table is that moment, and not a year that passes.
        clock_start: from when years count, first_outlay or programme_start (time 0).
        within: years in which the cost is to be recouped.
        rate: yearly discount rate, 0.035 for 3.5 %; the state's falling rates without it.
        flows_at: where in its year money is discounted, middle or end.
        unit: of the amounts: DKK, thousand or million.
        payer: whose answer stands first; without it the municipality, else who pays most.
        sheet: of a workbook; without it the first.
        seed: of the bootstrap behind a probability.

    Raises:
        ScenarioError: with every fault of the table: its cell, what was found, what was expected.
        UsageError: if an argument is not what is asked for, or a file cannot be read.
    """
    check_name(Words("flows.what.clock"), clock_start, CLOCKS)
    check_name(Words("flows.what.place"), flows_at, PLACES)
    check_name(Words("flows.what.unit"), unit, UNITS)
    check_whole("seed", seed, least=0)
    check_kind("first_at_once", first_at_once, bool, "True or False")
    _check_number("within", within, Words("flows.years"), lambda value: value > 0.0)
    if rate is not None:
        _check_number("rate", rate, Words("flows.rate_above"), lambda value: -1.0 < value < 10.0)
    for name, money in (outlay or {}).items():
        _check_number(
            Words("flows.outlay_of", name=name), money, Words("flows.amount"), lambda value: abs(value) <= MOST
        )
    read = read_flows(flows, unit=UNITS[unit], outlay=outlay, at_once=first_at_once, sheet=sheet)
    terms = Terms(
        clock_start=ClockStart(clock_start),
        within=float(within),
        rates=state_rates() if rate is None else {0.0: float(rate)},
        given=rate is not None,
        at_end=flows_at == "end",
        payer=_first(read, payer),
        seed=seed,
    )
    return measure_flows(read, terms)


def state_rates() -> dict[float, float]:
    """The state's discount rates in the catalogue: lower limit in years -> yearly rate."""
    declared = Discounting.model_validate_json(to_json(read_part("danish_financing").data["discounting"]))
    assert declared.rates is not None
    return {parse_span(limit): rate.canonical for limit, rate in declared.rates.items()}


def _first(flows: Flows, wanted: str | None) -> str:
    """The party whose answer stands first."""
    parties = list(party_places(flows))
    if wanted is None:
        towns = [name for name in flows.payers if recognised(name) is Payer.MUNICIPALITY]
        totals = flows.paid.mean(axis=1).sum(axis=-1)
        return towns[0] if towns else flows.payers[int(totals.argmax())]
    for name in parties:
        if identity(name) == identity(wanted.replace(" ", "_") if identity(name) in RESERVED else wanted):
            return name
    check_name(Words("flows.what.payer"), wanted, parties)
    return wanted


def _check_number(name: str, found: object, expected: str, holds: Any) -> None:
    sound = isinstance(found, (int, float)) and not isinstance(found, bool) and math.isfinite(found) and holds(found)
    if not sound:
        raise UsageError(Fault(Words("must_be", name=name, expected=expected), found=repr(found), expected=expected))
