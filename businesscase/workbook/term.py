"""`Term`: a formula and its value, made together, so that what is stored is what the sheet will calculate.

Only 0 and 1 may stand in a formula as numbers; every other number has a cell of its own. Functions are those that
Excel and LibreOffice both know (`FUNCTIONS`, `OPERATORS`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Value = float | str
FUNCTIONS = frozenset(
    ("SUM", "SUMIFS", "SUMPRODUCT", "IF", "IFERROR", "AND", "OR", "INDEX")
    + ("MATCH", "NPV", "ROUND", "ABS", "MIN", "MAX", "CHOOSE")
)
OPERATORS = frozenset("+-*/<>=")
_ATOM, _PRODUCT, _SUM, _COMPARISON = 9, 2, 1, 0


@dataclass(slots=True)
class Term:
    """A piece of a formula; `rank` is how tightly its outermost operator binds.

    Nothing changes one once it is made; not frozen, because a workbook makes half a million and that takes five times
    as long.
    """

    text: str
    value: Value
    rank: int = _ATOM

    @property
    def number(self) -> float:
        """The value as a number.

        Raises:
            TypeError: if it is text.
        """
        if isinstance(self.value, str):
            raise TypeError(f"{self.text} is text, not a number")
        return self.value

    def __add__(self, other: Term | int) -> Term:
        right = lift(other)
        return Term(f"{_held(self, _SUM)}+{_held(right, _SUM)}", self.number + right.number, _SUM)

    def __sub__(self, other: Term | int) -> Term:
        right = lift(other)
        return Term(f"{_held(self, _SUM)}-{_held(right, _SUM + 1)}", self.number - right.number, _SUM)

    def __rsub__(self, other: int) -> Term:
        return lift(other) - self

    def __mul__(self, other: Term | int) -> Term:
        right = lift(other)
        return Term(f"{_held(self, _PRODUCT)}*{_held(right, _PRODUCT)}", self.number * right.number, _PRODUCT)

    def __truediv__(self, other: Term | int) -> Term:
        right = lift(other)
        quotient = self.number / right.number if right.number else 0.0  # only behind an IF that leaves it out
        return Term(f"{_held(self, _PRODUCT)}/{_held(right, _PRODUCT + 1)}", quotient, _PRODUCT)

    def __neg__(self) -> Term:
        return Term(f"0-{_held(self, _SUM + 1)}", 0.0 - self.number, _SUM)

    def __le__(self, other: Term | int) -> Term:
        return self._compared("<=", other, self.number <= lift(other).number)

    def __gt__(self, other: Term | int) -> Term:
        return self._compared(">", other, self.number > lift(other).number)

    def equals(self, other: Term | int) -> Term:
        """Whether two are the same, for an IF."""
        return self._compared("=", other, self.value == lift(other).value)

    def _compared(self, sign: str, other: Term | int, found: bool) -> Term:
        return Term(f"{_held(self, _SUM)}{sign}{_held(lift(other), _SUM)}", float(found), _COMPARISON)


@dataclass(slots=True)
class Span:
    """A run of cells in one row or one column."""

    text: str
    values: tuple[Value, ...]

    @property
    def numbers(self) -> list[float]:
        """The values as numbers; text counts as nothing, as in SUM."""
        return [0.0 if isinstance(value, str) else value for value in self.values]


def lift(given: Term | int) -> Term:
    """0 and 1 as terms.

    Raises:
        ValueError: for any other number, which needs a cell of its own.
    """
    if isinstance(given, Term):
        return given
    if given not in (0, 1):
        raise ValueError(f"the constant {given} needs a cell of its own")
    return Term(str(int(given)), float(given))


def total(terms: Sequence[Term]) -> Term:
    """Terms added up; 0 if there are none."""
    found = lift(0) if not terms else terms[0]
    for term in terms[1:]:
        found = found + term
    return found


def added(span: Span) -> Term:
    """SUM of a run."""
    return Term(f"SUM({span.text})", float(sum(span.numbers)))


def turnover(span: Span) -> Term:
    """What was added and taken away, signs left out."""
    return Term(f"SUMPRODUCT(ABS({span.text}))", float(sum(abs(value) for value in span.numbers)))


def products(left: Span, right: Span) -> Term:
    """SUMPRODUCT of two runs."""
    found = sum(a * b for a, b in zip(left.numbers, right.numbers, strict=True))
    return Term(f"SUMPRODUCT({left.text},{right.text})", float(found))


def differing(left: Span, right: Span) -> Term:
    """In how many cells two runs differ."""
    found = sum(a != b for a, b in zip(left.values, right.values, strict=True))
    return Term(f"SUMPRODUCT(({left.text}<>{right.text})*1)", float(found))


def sum_where(span: Span, criteria: Sequence[tuple[Span, Term]]) -> Term:
    """SUMIFS: of the cells where every run equals its number."""
    (found,) = sums_where([span], criteria)
    return found


def sums_where(spans: Sequence[Span], criteria: Sequence[tuple[Span, Term]]) -> list[Term]:
    """SUMIFS of several runs, beside each other, by the same criteria."""
    kept = list(range(len(spans[0].values)))
    for run, wanted in criteria:
        kept = [place for place in kept if run.values[place] == wanted.value]
    inside = ",".join(f"{run.text},{wanted.text}" for run, wanted in criteria)
    found = []
    for span in spans:
        held = [span.values[place] for place in kept]
        number = float(sum(value for value in held if not isinstance(value, str)))
        found.append(Term(f"SUMIFS({span.text},{inside})", number))
    return found


def at_exact(span: Span, keys: Span, wanted: Term) -> Term:
    """The cell beside the key that equals a number."""
    found = span.values[keys.values.index(wanted.value)]
    return Term(f"INDEX({span.text},MATCH({wanted.text},{keys.text},0))", found)


def ratio_or_one(span: Span, keys: Span, over: Term, under: Term) -> Term:
    """The cell beside one key over that beside another; 1 where a key is missing."""
    parts = [f"INDEX({span.text},MATCH({key.text},{keys.text},0))" for key in (over, under)]
    known = over.value in keys.values and under.value in keys.values
    found = [span.numbers[keys.values.index(key.value)] for key in (over, under)] if known else [1.0, 1.0]
    return Term(f"IFERROR({'/'.join(parts)},1)", found[0] / found[1])


def in_force(span: Span, since: Span, moment: Term) -> Term:
    """The cell beside the latest date that is not after a moment; the first stands for what was before it."""
    last = sum(begin <= moment.number for begin in since.numbers) or 1
    return Term(f"INDEX({span.text},IFERROR(MATCH({moment.text},{since.text},1),1))", span.values[last - 1])


def at(span: Span, position: Term) -> Term:
    """The cell at a position, counted from 1."""
    return Term(
        f"INDEX({span.text},{position.text})", span.values[round(position.number) - 1] if position.number >= 1 else 0.0
    )


def first_match(span: Span, otherwise: Term) -> Term:
    """Position of the first 1 in a run."""
    found = float(span.values.index(1.0) + 1) if 1.0 in span.values else otherwise.value
    return Term(f"IFERROR(MATCH(1,{span.text},0),{otherwise.text})", found)


def either(condition: Term, then: Term | int, otherwise: Term | int) -> Term:
    """IF."""
    yes, no = lift(then), lift(otherwise)
    return Term(f"IF({condition.text},{yes.text},{no.text})", yes.value if condition.number else no.value)


def both(*conditions: Term) -> Term:
    """AND."""
    return Term(f"AND({','.join(one.text for one in conditions)})", float(all(one.number for one in conditions)))


def larger(left: Term | int, right: Term | int) -> Term:
    """MAX of two."""
    a, b = lift(left), lift(right)
    return Term(f"MAX({a.text},{b.text})", max(a.number, b.number))


def smaller(left: Term | int, right: Term | int) -> Term:
    """MIN of two."""
    a, b = lift(left), lift(right)
    return Term(f"MIN({a.text},{b.text})", min(a.number, b.number))


def size(term: Term) -> Term:
    """ABS."""
    return Term(f"ABS({term.text})", abs(term.number))


def whole(term: Term) -> Term:
    """ROUND to a whole number, halves away from zero."""
    value = term.number
    rounded = float(int(abs(value) + 0.5)) * (1.0 if value >= 0 else -1.0)
    return Term(f"ROUND({term.text},0)", rounded)


def _held(term: Term, rank: int) -> str:
    return term.text if term.rank >= rank else f"({term.text})"
