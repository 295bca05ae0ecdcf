"""`Expression`: a rule of money as data. Whoever evaluates it decides what a number is: an array, or a cell of a sheet.

Numbers that a scenario declares are `Input`, what is counted is `Flow`; the rest is arithmetic on them. What changes in
time changes from one *column* to the next: a column is a stretch of time with a day whose rules hold in it (its
moment), a calendar year, and a number. Expressions hold no numbers of the field and no words for readers.

Two expressions are the same only if they are one object, so that what is used twice is evaluated, and written, once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from businesscase.core.timeline import latest


class Expression:
    """A number by draw and column, before anybody has said how numbers are kept."""

    __slots__ = ()

    def __add__(self, other: Expression) -> Expression:
        return Sum((self, other))

    def __sub__(self, other: Expression) -> Expression:
        return Difference(self, other)

    def __mul__(self, other: Expression) -> Expression:
        return Product((self, other))

    def __truediv__(self, other: Expression) -> Expression:
        return Quotient(self, other)

    def __neg__(self) -> Expression:
        return Difference(ZERO, self)


@dataclass(frozen=True, eq=False)
class Constant(Expression):
    """0 or 1: the only numbers that a rule may hold by itself."""

    value: int


@dataclass(frozen=True, eq=False)
class Count(Expression):
    """How many things a rule is about, such as the departments among which a cost is divided."""

    name: tuple[str, ...]
    value: int


@dataclass(frozen=True, eq=False)
class Input(Expression):
    """A declared number in canonical units.

    Attributes:
        key: its dotted key.
        level: what brings an amount of money to the price year; None where it is in it already, or is no money.
    """

    key: str
    level: Expression | None = None


@dataclass(frozen=True, eq=False)
class InForce(Expression):
    """Of dated numbers the one in force at the column's moment; the first also stands for what was before it."""

    key: str
    numbers: tuple[tuple[date | None, Expression], ...]

    def on(self, moment: date) -> Expression:
        """The number in force on a day."""
        return latest(self.numbers, moment)


@dataclass(frozen=True, eq=False)
class Applies(Expression):
    """Of several rules the one that applies at the column's moment.

    Attributes:
        name: what is chosen.
        since: day -> name of the rule, rising.
        rules: each rule by name.
    """

    name: tuple[str, ...]
    since: tuple[tuple[date | None, str], ...]
    rules: Mapping[str, Expression]

    def on(self, moment: date) -> str:
        """The rule that applies on a day."""
        return latest(self.since, moment)


@dataclass(frozen=True, eq=False)
class Carried(Expression):
    """What brings money of one year to the price year: level there over level here.

    Attributes:
        index: its name.
        levels: level of the index by year.
        to_year: the price year.
        from_year: None: the column's calendar year, and 1 where its level is not known.
    """

    index: str
    levels: Mapping[int, Expression]
    to_year: int
    from_year: int | None = None


@dataclass(frozen=True, eq=False)
class ByNumber(Expression):
    """By the column's number: such as the factor of the year of discounting in which it lies."""

    number: Flow
    options: Mapping[int, Expression]


@dataclass(frozen=True, eq=False)
class Flow(Expression):
    """What is counted, by column: whoever evaluates says how much of it there is."""

    name: str


@dataclass(frozen=True, eq=False)
class Sum(Expression):
    """Terms added up; nothing if there are none."""

    terms: Sequence[Expression]


@dataclass(frozen=True, eq=False)
class Difference(Expression):
    """Left less right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, eq=False)
class Product(Expression):
    """Factors multiplied in order."""

    factors: Sequence[Expression]


@dataclass(frozen=True, eq=False)
class Quotient(Expression):
    """Left over right."""

    left: Expression
    right: Expression


@dataclass(frozen=True, eq=False)
class Larger(Expression):
    """The larger of two."""

    left: Expression
    right: Expression


@dataclass(frozen=True, eq=False)
class Smaller(Expression):
    """The smaller of two."""

    left: Expression
    right: Expression


@dataclass(frozen=True, eq=False)
class WhereNone(Expression):
    """`otherwise` where a whole is zero, else `then`."""

    whole: Expression
    otherwise: Expression
    then: Expression


@dataclass(frozen=True, eq=False)
class OverTime(Expression):
    """All columns of a flow added up."""

    of: Expression


@dataclass(frozen=True, eq=False)
class Turnover(Expression):
    """All columns of a flow added up without their signs."""

    of: Expression


@dataclass(frozen=True, eq=False)
class Remaining(Expression):
    """A flow added up from each column to the last."""

    of: Expression


@dataclass(frozen=True, eq=False)
class Previous(Expression):
    """What stood in the column before; `first` in the first."""

    of: Expression
    first: Expression


@dataclass(frozen=True, eq=False)
class FirstOf(Expression):
    """Position, from 1, of the first column with a 1; 0 if there is none."""

    flags: Expression


@dataclass(frozen=True, eq=False)
class At(Expression):
    """What stands in the column at a position."""

    of: Expression
    place: Expression


@dataclass(frozen=True, eq=False)
class Above(Expression):
    """1 where left is more than right, else 0."""

    left: Expression
    right: Expression


@dataclass(frozen=True, eq=False)
class Size(Expression):
    """A number without its sign."""

    of: Expression


@dataclass(frozen=True, eq=False)
class Rounded(Expression):
    """The nearest whole number, halves away from zero."""

    of: Expression


@dataclass(frozen=True, eq=False)
class Never(Expression):
    """A time that does not come within the horizon."""


@dataclass(frozen=True, eq=False)
class Root(Expression):
    """The square root."""

    of: Expression


@dataclass(frozen=True, eq=False)
class Step(Expression):
    """A result on the way that a reader wants to see: a row of its own on a sheet.

    Attributes:
        name: what it is, from the general to the particular: ("price", "kontanthjaelp"), ("price", NAME, "support",
            STATE, "left"). The words are for whoever writes it down.
    """

    name: tuple[str, ...]
    of: Expression


ZERO, ONE, NEVER = Constant(0), Constant(1), Never()


def product(factors: Sequence[Expression]) -> Expression:
    """Factors multiplied; one factor is itself, none are 1."""
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def total(terms: Sequence[Expression]) -> Expression:
    """Terms added up; one term is itself, none are 0."""
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))
