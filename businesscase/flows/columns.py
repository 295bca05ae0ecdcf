"""Which column of a table holds what: by its head, in English or Danish; columns of draws are numbered."""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.core.errors import Fault, ScenarioError, nearest
from businesscase.core.words import Words
from businesscase.flows.cells import OF, Cell, Grid
from businesscase.flows.heads import AMOUNTS, HEADS, NUMBERED, Kind

EXPECTED = Words("flows.columns")


@dataclass(frozen=True)
class Columns:
    """Places of columns.

    Attributes:
        period: of years or months; `monthly` says which.
        amounts: kind -> places, one for all draws or one for each.
    """

    period: int
    monthly: bool
    payer: int | None
    draw: int | None
    item: int | None
    amounts: dict[Kind, tuple[int, ...]]

    @property
    def wide(self) -> int:
        """How many draws stand in columns; 1 where none do."""
        return max(len(places) for places in self.amounts.values())


def columns_of(grid: Grid) -> Columns:
    """Read the heads.

    Raises:
        ScenarioError: with every fault of them.
    """
    single: dict[Kind, int] = {}
    numbered: dict[Kind, dict[int, int]] = {}
    faults: list[Fault] = []
    for place, head in enumerate(grid.heads):
        name = "" if head.value is None else str(head.value).strip().lower()
        kind, match = HEADS.get(name), NUMBERED.fullmatch(name)
        series = HEADS.get(match[1]) if match else None
        if kind is not None:
            if kind in single:
                second = Words("flows.second", kind=Words(f"flows.kind.{kind}"))
                faults.append(head.fault(second, expected=Words("flows.one_of_each")))
            single.setdefault(kind, place)
        elif match and series in AMOUNTS:
            number = int(match[2])
            if number in numbered.setdefault(series, {}):
                faults.append(head.fault(Words("flows.draw_twice", draw=number), expected=Words("flows.each_draw")))
            numbered[series][number] = place
        elif head.empty:
            faults.append(head.fault(Words("flows.headless"), expected=EXPECTED))
        else:
            faults.append(head.fault(Words("flows.no_column"), expected=EXPECTED, near=nearest(name, HEADS)))
    faults += _missing(grid.heads[0], single, numbered, guessed=bool(faults))
    if faults:
        raise ScenarioError(faults, of=OF)
    amounts: dict[Kind, tuple[int, ...]] = {kind: (single[kind],) for kind in AMOUNTS if kind in single}
    amounts |= {kind: tuple(places[number] for number in sorted(places)) for kind, places in numbered.items()}
    monthly = "month" in single
    period = single["month" if monthly else "year"]
    return Columns(period, monthly, single.get("payer"), single.get("draw"), single.get("item"), amounts)


def _missing(
    first: Cell, single: dict[Kind, int], numbered: dict[Kind, dict[int, int]], *, guessed: bool
) -> list[Fault]:
    """What heads lack together, or have too much of; `guessed`: a misspelt one may be what is missing."""
    found: list[Fault] = []

    def say(message: str, expected: str) -> None:
        found.append(Fault(message, file=first.file, line=first.line, expected=expected))

    periods = [kind for kind in ("year", "month") if kind in single]
    if len(periods) == 2:
        say(Words("flows.year_and_month"), Words("flows.one_period"))
    if not periods and not guessed:
        say(Words("flows.no_period"), Words("flows.a_period"))
    given = {*single, *numbered} & set(AMOUNTS)
    if not given and not guessed:
        say(Words("flows.no_money"), Words("flows.money"))
    if "net" in given and len(given) > 1:
        say(Words("flows.net_beside"), Words("flows.net_alone"))
    for kind in sorted({*single} & {*numbered}):
        say(Words("flows.numbered", kind=Words(f"flows.kind.{kind}")), Words("flows.one_column"))
    sets = {tuple(sorted(numbers)) for numbers in numbered.values()}
    if len(sets) > 1:
        say(Words("flows.other_draws"), Words("flows.same_numbers"))
    if numbered and "draw" in single:
        say(Words("flows.rows_and_columns"), Words("flows.a_draw"))
    return found
