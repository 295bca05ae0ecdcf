"""Expressions evaluated by numpy: all draws and all columns at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from businesscase.rules import expressions as e

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Columns:
    """Stretches of time.

    Attributes:
        moments: a day whose rules and amounts hold in each.
        calendar: the calendar year in which each lies; empty where no rule asks.
    """

    moments: tuple[date, ...]
    calendar: tuple[int, ...] = ()


@dataclass
class Numbers:
    """Evaluates expressions for some draws and columns, each once.

    Attributes:
        values: declared or drawn numbers by key, shape (draw,).
        columns: the stretches of time.
        flows: what is counted by name, shape (draw or 1, column).
    """

    values: Mapping[str, Floats]
    columns: Columns
    flows: Mapping[str, Floats] = field(default_factory=dict)
    _found: dict[e.Expression, Floats] = field(default_factory=dict, repr=False)

    def of(self, expression: e.Expression) -> Floats:
        """The numbers of an expression, shape (draw or 1, column or 1).

        Raises:
            KeyError: if a number or a flow is missing.
        """
        found = self._found.get(expression)
        if found is None:
            found = self._found[expression] = self._evaluated(expression)
        return found

    def _evaluated(self, expression: e.Expression) -> Floats:
        of = self.of
        match expression:
            case e.Constant(value) | e.Count(value=value):
                return np.array([[float(value)]])
            case e.Input(key, level):
                drawn = np.asarray(self.values[key], dtype=np.float64)[:, None]
                return drawn if level is None else drawn * of(level)
            case e.Step(_, inner):
                return of(inner)
            case e.Flow(name):
                return self.flows[name]
            case e.InForce() | e.Applies() | e.Carried() | e.ByNumber():
                return self._by_column(expression)
            case e.Sum(terms):
                return _folded([of(term) for term in terms], np.add, 0.0)
            case e.Product(factors):
                return _folded([of(factor) for factor in factors], np.multiply, 1.0)
            case e.Difference(left, right):
                return np.asarray(of(left) - of(right))
            case e.Quotient(left, right):
                under = of(right)  # zero only where a `WhereNone` leaves the quotient out
                return np.asarray(of(left) / np.where(under == 0.0, 1.0, under))
            case e.Larger(left, right):
                return np.asarray(np.maximum(of(left), of(right)))
            case e.Smaller(left, right):
                return np.asarray(np.minimum(of(left), of(right)))
            case e.WhereNone(whole, otherwise, then):
                return np.where(of(whole) == 0.0, of(otherwise), of(then))
            case e.OverTime(inner):
                return np.asarray(np.broadcast_to(of(inner), self._wide(of(inner))).sum(axis=1, keepdims=True))
            case e.Root(inner):
                return np.asarray(np.sqrt(of(inner)))
            case e.Size(inner):
                return np.asarray(np.abs(of(inner)))
            case e.Rounded(inner):
                return np.asarray(np.sign(of(inner)) * np.floor(np.abs(of(inner)) + 0.5))
            case e.Above(left, right):
                return np.asarray(of(left) > of(right), dtype=np.float64)
            case e.Never():
                return np.array([[np.inf]])
        return self._along(expression)

    def _along(self, expression: e.Expression) -> Floats:
        """Numbers that hang on other columns than their own."""
        of = self.of
        match expression:
            case e.Turnover(inner):
                return np.asarray(np.abs(of(inner)).sum(axis=1, keepdims=True))
            case e.Remaining(inner):
                return np.cumsum(of(inner)[:, ::-1], axis=1)[:, ::-1]
            case e.Previous(inner, first):
                found = of(inner)
                return np.concatenate([np.broadcast_to(of(first), (len(found), 1)), found[:, :-1]], axis=1)
            case e.FirstOf(flags):
                there = of(flags) > 0.0
                return np.where(there.any(axis=1), np.argmax(there, axis=1) + 1.0, 0.0)[:, None]
            case e.At(inner, place):
                at, found = np.maximum(of(place).astype(np.int64) - 1, 0), of(inner)
                return np.take_along_axis(np.broadcast_to(found, (len(at), found.shape[1])), at, axis=1)
        raise TypeError(f"no rule for {type(expression).__name__}")

    def _by_column(self, expression: e.Expression) -> Floats:
        """Numbers that change from column to column."""
        match expression:
            case e.InForce():
                return self._joined([expression.on(moment) for moment in self.columns.moments])
            case e.Applies(rules=rules):
                return self._joined([rules[expression.on(moment)] for moment in self.columns.moments])
            case e.Carried(_, levels, to_year, None):
                known = levels if to_year in levels else {}
                return self._joined(
                    [levels[to_year] / known[year] if year in known else e.ONE for year in self.columns.calendar]
                )
            case e.Carried(_, levels, to_year, int(from_year)):
                return np.asarray(self.of(levels[to_year]) / self.of(levels[from_year]))
            case e.ByNumber(number, options):
                return self._joined([options[round(float(one))] for one in self.of(number)[0]])
        raise TypeError(f"no rule for {type(expression).__name__}")

    def _joined(self, chosen: list[e.Expression]) -> Floats:
        """One expression for each column, shape (draw or 1, column); equal neighbours are evaluated once."""
        wide = [self.of(one) for one in chosen]
        each = [one[:, min(place, one.shape[1] - 1)] for place, one in enumerate(wide)]
        return np.stack(np.broadcast_arrays(*each), axis=1)

    def _wide(self, found: Floats) -> tuple[int, int]:
        return found.shape[0], max(found.shape[1], len(self.columns.moments))


def _folded(parts: list[Floats], with_: np.ufunc, empty: float) -> Floats:
    if not parts:
        return np.array([[empty]])
    found = parts[0]
    for part in parts[1:]:
        found = with_(found, part)
    return found
