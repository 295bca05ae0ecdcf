"""When a cost is recouped: the balance of cost less saving, where it is a deficit, and when the deficit ends.

A balance counts as zero if it is within a tolerance of its turnover (all that was added and taken away, without signs):
sums of a few hundred months carry errors of about 1e-13 of their turnover, whose sign depends on the order of the
additions, so 1e-9 is wide of rounding and far below a krone in a million. Definitions: docs/explanation/payback.md.

Whoever evaluates gives the balance at the end of each column, and what it was before the first.
"""

from __future__ import annotations

from businesscase.rules.expressions import (
    NEVER,
    ONE,
    ZERO,
    Above,
    At,
    Expression,
    FirstOf,
    Flow,
    Larger,
    OverTime,
    Previous,
    Remaining,
    Rounded,
    Size,
    Smaller,
    Turnover,
    WhereNone,
)

TOLERANCE = 1e-9

COST = Flow("cost")  # less saving, by column
BALANCE = Flow("balance")  # accumulated cost less saving at the end of each column
OPENING = Flow("opening")  # the same before the first column
SIGN = Flow("sign")  # 1 where a cost is positive, -1 where a saving is
TOLERATED = Flow("tolerated")  # TOLERANCE
BEGIN, END = Flow("begin"), Flow("end")  # limits of the columns in years
START = Flow("start")  # when the years begin to count
YEARS = Flow("years")  # a payback

SLACK = TOLERATED * (Turnover(COST) + Size(OPENING))
IN_DEFICIT = Above(BALANCE * SIGN, SLACK)
OPENS_IN_DEFICIT = Above(OPENING * SIGN, SLACK)
STAYS_OUT = WhereNone(Remaining(IN_DEFICIT), ONE, ZERO)  # of a column: no deficit at its end, nor at any later one
COMES_OUT = Previous(IN_DEFICIT, OPENS_IN_DEFICIT) * (ONE - IN_DEFICIT)
FOR_GOOD_AT, FIRST_AT = FirstOf(STAYS_OUT), FirstOf(COMES_OUT)


def _years(place: Expression) -> Expression:
    """Years until the balance reaches zero in a column, linear within it.

    0 where there never is a deficit; `NEVER` where it does not end within the horizon.
    """
    before, after = At(Previous(BALANCE, OPENING), place), At(BALANCE, place)
    begin = At(BEGIN, place)
    reached = begin + Smaller(before / (before - after), ONE) * (At(END, place) - begin)
    ever = OverTime(IN_DEFICIT) + OPENS_IN_DEFICIT
    return WhereNone(ever, ZERO, WhereNone(place, NEVER, Larger(reached - START, ZERO)))


def cleared(level: Expression) -> Expression:
    """A level of the balance, nothing where it is only rounding."""
    return WhereNone(Above(Size(level), SLACK), ZERO, level)


FOR_GOOD = _years(FOR_GOOD_AT)  # the smallest T with no deficit on all of [T, horizon]
FIRST = _years(FIRST_AT)  # the first time a deficit ends
WHOLE_YEARS = Rounded(YEARS) + Above(YEARS, Rounded(YEARS) + TOLERATED)  # rounded up; five years and a hair stay five
