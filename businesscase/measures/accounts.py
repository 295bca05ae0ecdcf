"""The municipality's money in its chart of accounts: what the programme changes, by year, function, dranst and art.

As in municipal accounts, expenditure is positive: every amount is with the programme less without it, on the central
curve. What is not modelled has no account unless the scenario names one. Rules: docs/explanation/accounts.md.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from businesscase.core.categories import is_counted
from businesscase.core.payers import Payer
from businesscase.core.timeline import calendar_years
from businesscase.core.vocabulary import Area, Strategy
from businesscase.ledger.ledger import Ledger, Line
from businesscase.measures.rows import AccountRecord, Accounts, AreaTotal, Frame
from businesscase.rules.accounts import OWN, REFUNDED, REFUSION, Entry, Total, booked
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.scenario.declare.booked import bookings_of, chart_row, has_account
from businesscase.scenario.declare.finance import Claim
from businesscase.scenario.declare.municipality import ChartRow
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
_PROGRAMME, _COUNTERFACTUAL = Strategy.PROGRAMME.axis, Strategy.COUNTERFACTUAL.axis


def accounts(
    scenario: Scenario, headline: Claim, central: Ledger, refunded: Ledger, *, until: float
) -> Accounts | None:
    """Book the central ledger; None if the scenario does not say where anything is booked.

    Args:
        scenario: chart of accounts and where each category is booked.
        headline: its cost definition says which of the programme's costs are booked.
        central: of the programme view, one draw and one half.
        refunded: the state's part of it that is booked on dranst 2 (`ledger.central`).
        until: the headline's date, years since programme start.
    """
    if not scenario.account_of:
        return None
    years = calendar_years(scenario.time.start, central.edges)
    before = np.clip((until - central.edges[:-1]) / np.diff(central.edges), 0.0, 1.0)
    amounts: dict[tuple[int, str, int, str | None], float] = {}
    early: dict[tuple[Area, int], float] = {}
    for year, function, (dranst, art, *_), flow in _booked(scenario, headline, central, refunded, years):
        key = (year, function, dranst, art)
        amounts[key] = amounts.get(key, 0.0) + float(flow.sum())
        area = _row(scenario, function, year).area
        early[area, dranst] = early.get((area, dranst), 0.0) + float(flow @ before)
    records = tuple(
        AccountRecord(
            *key,
            area=_row(scenario, key[1], key[0]).area,
            amount=amount,
            verified=_row(scenario, key[1], key[0]).verified,
        )
        for key, amount in sorted(amounts.items(), key=lambda item: (item[0][:3], item[0][3] or ""))
        if amount
    )
    totals = tuple(
        AreaTotal(
            area,
            gross=sum((amount for (one, dranst), amount in early.items() if one is area and dranst != REFUSION), 0.0),
            refusion=early.get((area, REFUSION), 0.0),
        )
        for area in Area
        if any(one is area for one, _ in early)
    )
    return Accounts(
        records=records,
        by_year={
            int(year): _frame([(one.area, one.dranst, one.amount) for one in records if one.year == year])
            for year in np.unique(years)
        },
        within=_frame([(area, dranst, amount) for (area, dranst), amount in early.items()]),
        areas=totals,
        unverified=tuple(sorted({one.function for one in records if not one.verified})),
    )


def _booked(
    scenario: Scenario, headline: Claim, ledger: Ledger, refunded: Ledger, years: NDArray[np.int64]
) -> Iterator[tuple[int, str, Entry, Floats]]:
    """Every row of every municipal line: year, function, entry, and its flow in that year's periods (0 elsewhere)."""
    for line in ledger.lines:
        own = line.payer is Payer.MUNICIPALITY and is_counted(line.category, headline.costs)
        if not own or not has_account(scenario, line.category):
            continue
        state = [one for one in refunded.lines if one.category == line.category]
        flows = {OWN.name: _change(ledger, line), REFUNDED.name: _change(refunded, *state)}
        at = Numbers({}, Columns(()), flows)
        for year in np.unique(years):
            for booking in bookings_of(scenario, line.category, line.department, int(year)):
                for entry in booked(booking):
                    yield int(year), booking.function, entry, entry.share * at.of(entry.amount)[0] * (years == year)


def _change(ledger: Ledger, *lines: Line) -> Floats:
    """With the programme less without it, shape (1, period); nothing if there is no line."""
    rows = [ledger.lines.index(line) for line in lines]
    money = ledger.amounts[0, 0][:, rows].sum(axis=1)
    change: Floats = (money[_PROGRAMME] - money[_COUNTERFACTUAL])[None, :]
    return change


def _frame(parts: list[tuple[Area, int, float]]) -> Frame:
    return Frame(
        **{
            total.value: sum((amount for area, dranst, amount in parts if total.counts(area, dranst)), 0.0)
            for total in Total
        }
    )


def _row(scenario: Scenario, function: str, year: int) -> ChartRow:
    row = chart_row(scenario, function, year)
    assert row is not None  # the scenario was checked
    return row
