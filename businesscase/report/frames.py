"""A result as flat rows, one kind at a time: what `Result.to_frame` makes data frames of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from enum import Enum
from typing import Any

from businesscase.core.door import check_name
from businesscase.measures.result import Result

Row = dict[str, Any]


def rows_of(result: Result, name: str) -> list[Row]:
    """The rows of one kind, each with the same keys.

    Raises:
        UsageError: if there is no such kind; names the nearest.
    """
    check_name("frame", name, FRAMES)
    return list(FRAMES[name](result))


def _net_saving(result: Result) -> Iterator[Row]:
    for perspective, saving in result.money.net_saving.items():
        for year, mean, p10, p90 in zip(saving.years, saving.mean, saving.p10, saving.p90, strict=True):
            yield {"perspective": str(perspective), "year": int(year), "mean": mean, "p10": p10, "p90": p90}


def _claims(result: Result) -> Iterator[Row]:
    yield from (_flat(claim) for claim in result.claims)


def _paybacks(result: Result) -> Iterator[Row]:
    yield from (_flat(row) for row in result.paybacks.rows)


def _probabilities(result: Result) -> Iterator[Row]:
    for row in result.paybacks.rows:
        which = {"perspective": row.perspective.value, "costs": row.costs.value, "discounted": row.discounted}
        for year, probability in enumerate(row.probability_by_year, start=1):
            yield {**which, "year": year, "probability": probability}


def _purses(result: Result) -> Iterator[Row]:
    for purse in result.purses:
        yield {
            **_flat(purse), "sustained_years": purse.payback.sustained_years, "probability": purse.claim.probability
        }  # fmt: skip


def _states(counts: Callable[[Result], Any]) -> Callable[[Result], Iterator[Row]]:
    def rows(result: Result) -> Iterator[Row]:
        for key, (programme, counterfactual) in counts(result).items():
            clock, state = key.split(".", 1)
            yield {"clock": clock, "state": state, "programme": programme, "counterfactual": counterfactual}

    return rows


def _outcomes(result: Result) -> Iterator[Row]:
    for clock, strategies in result.moved.outcomes.items():
        for strategy, states in strategies.items():
            for state, shares in states.items():
                for year, share in enumerate(shares, start=1):
                    yield {"clock": clock, "strategy": strategy, "state": state, "year": year, "share": share}


def _levels(result: Result) -> Iterator[Row]:
    for row in result.moved.levels:
        yield {**_flat(row), "states": ", ".join(row.states), "measured": row.measured}


def _goals(result: Result) -> Iterator[Row]:
    for row in result.moved.goals:
        yield {**_flat(row), "states": ", ".join(row.states), "since": row.since, "until": row.until}


def _strategy_money(result: Result) -> Iterator[Row]:
    for row in result.money.strategies:
        yield {**_flat(row), **_flat(row.paid)}


def _strategy_time(result: Result) -> Iterator[Row]:
    for row in result.moved.strategies:
        yield {**_flat(row), **_flat(row.person_years)}


def _accounts(result: Result) -> Iterator[Row]:
    yield from (_flat(record) for record in (() if result.accounts is None else result.accounts.records))


def _draws(result: Result) -> Iterator[Row]:
    for perspective, saved in result.per_draw.net_saving.items():
        for draw, by_year in enumerate(saved):
            for year, amount in enumerate(by_year, start=1):
                yield {"draw": draw, "perspective": str(perspective), "year": year, "net_saving": float(amount)}


def _inputs(result: Result) -> Iterator[Row]:
    for key, values in result.per_draw.inputs.items():
        yield from ({"draw": draw, "key": key, "value": float(value)} for draw, value in enumerate(values))


def _drivers(result: Result) -> Iterator[Row]:
    yield from (_flat(driver) for driver in result.drivers)


def _observations(result: Result) -> Iterator[Row]:
    for one in result.observations.comparisons:
        for reading in one.readings:
            yield {"observation": one.name, "reading": reading.name, "measured": one.measured,
                   **{name: value for name, value in _flat(reading).items() if name != "name"}}  # fmt: skip


def _flat(row: Any) -> Row:
    """The fields of a row that are one value each."""
    found = {each.name: getattr(row, each.name) for each in fields(row)}
    return {
        name: value.value if isinstance(value, Enum) else value
        for name, value in found.items()
        if value is None or isinstance(value, (str, int, float, Enum))
    }


FRAMES: dict[str, Callable[[Result], Iterator[Row]]] = {
    "net_saving": _net_saving,
    "claims": _claims,
    "paybacks": _paybacks,
    "probabilities": _probabilities,
    "purses": _purses,
    "person_years": _states(lambda result: result.moved.person_years),
    "entries": _states(lambda result: result.moved.entries),
    "outcomes": _outcomes,
    "levels": _levels,
    "goals": _goals,
    "strategy_money": _strategy_money,
    "strategy_time": _strategy_time,
    "accounts": _accounts,
    "drivers": _drivers,
    "observations": _observations,
    "draws": _draws,
    "inputs": _inputs,
}
