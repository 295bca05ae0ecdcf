"""What the programme itself costs: outlays by year and department, grants and whom they relieve, money by service.

A grant relieves the departments in proportion to what each pays in that year (where nothing is paid, as in a what-if,
in proportion to all years). Uncertain shares are scaled to sum to one in every draw, so the parts sum to the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from businesscase.core.errors import UsageError
from businesscase.core.payers import Payer
from businesscase.core.vocabulary import DISPLACED_CASEWORK, GRANT, ON_PAYROLL, PROGRAMME_COST, STEADY_STATE_COST
from businesscase.core.words import Words
from businesscase.rules.amounts import Amounts
from businesscase.rules.expressions import ONE, ZERO, Count, Expression, Flow, OverTime, Step, WhereNone, product, total
from businesscase.scenario.declare.booked import department_of
from businesscase.scenario.declare.programme import Cost, Grant

SERVICE = Flow("service")  # family-years of service


@dataclass(frozen=True)
class Outlay:
    """Money of the programme.

    Attributes:
        item: name of the cost or grant that it is of; "" where it is of none.
        payer, category, department: who pays, for what.
        money: DKK by column; negative is received.
        whole: of a department's part of a cost or grant, the whole; None where it is not divided.
        unit: DKK per family-year of service, where money goes with service; else None.
    """

    item: str
    payer: Payer
    category: str
    department: str | None
    money: Expression
    whole: Expression | None = None
    unit: Expression | None = None


@dataclass(frozen=True)
class ProgrammeMoney:
    """All outlays of a programme.

    Attributes:
        costs: by item and department.
        total: all costs together.
        all_years: department -> its part of the costs of all years; None: the whole municipality.
        in_year: department -> its part of the costs of the column's year.
        grants: as their payers pay them, each followed by what it relieves the departments of.
        on_payroll: by department, what is no extra cost, since its staff would have been paid anyway.
        services: casework saved, and the price of routine operation, by family-year of service.
        indices: what brings money of the year in which it is spent to the price year.
    """

    costs: tuple[Outlay, ...]
    total: Expression
    all_years: dict[str | None, Expression]
    in_year: dict[str | None, Expression]
    grants: tuple[Outlay, ...]
    on_payroll: tuple[Outlay, ...]
    services: tuple[Outlay, ...]
    indices: tuple[Expression, ...]

    @property
    def outlays(self) -> tuple[Outlay, ...]:
        """Everything that is booked: costs, grants, relief, staff paid anyway, then what goes with service."""
        relief = tuple(one for one in self.grants if one.payer is Payer.MUNICIPALITY and one.whole is not None)
        paid = tuple(one for one in self.grants if one not in relief)
        return (*self.costs, *paid, *relief, *self.on_payroll, *self.services)


def spending(kind: str, name: str) -> str:
    """Name of the flow that says which part of a cost's or grant's total falls into a column."""
    return f"{kind}.{name}"


def programme_money(amounts: Amounts) -> ProgrammeMoney:
    """The programme's outlays as expressions over its numbers and the flows `spending` and `SERVICE`."""
    programme = amounts.scenario.programme
    costs = [part for name, cost in programme.costs.items() for part in _cost(amounts, name, cost)]
    whole = Step(("effort", "total"), total([part.money for part in costs]))
    names = list(dict.fromkeys(part.department for part in costs))
    own = {name: total([part.money for part in costs if part.department == name]) for name in names}
    over_time, equal = OverTime(whole), ONE / Count(("effort", "departments"), len(names))
    all_years: dict[str | None, Expression] = {
        name: Step(
            ("effort", "all_years", name or ""),
            WhereNone(over_time, equal, OverTime(part) / over_time),
        )
        for name, part in own.items()
    }
    in_year: dict[str | None, Expression] = {
        name: Step(("effort", "in_year", name or ""), WhereNone(whole, all_years[name], part / whole))
        for name, part in own.items()
    }
    grants: list[Outlay] = []
    for name, grant in programme.grants.items():
        paid = Step(("grant", name), _spent(amounts, "grants", name, grant, GRANT))
        grants.append(Outlay(name, grant.payer, GRANT, None, paid))
        for department, part in in_year.items():
            relief = Step(("relief", name, department or ""), ZERO - paid * part)
            grants.append(Outlay(name, Payer.MUNICIPALITY, GRANT, department, relief, whole=paid))
    spent: list[tuple[str, Cost | Grant]] = [(PROGRAMME_COST, item) for item in programme.costs.values()]
    spent += [(GRANT, item) for item in programme.grants.values()]
    indices = [_index(amounts, item, category) for category, item in spent]
    return ProgrammeMoney(
        costs=tuple(costs),
        total=whole,
        all_years=all_years,
        in_year=in_year,
        grants=tuple(grants),
        on_payroll=tuple(_on_payroll(amounts, whole, grants, in_year)),
        services=tuple(_services(amounts, all_years)),
        indices=tuple(dict.fromkeys(index for index in indices if index is not None)),
    )


def _on_payroll(
    amounts: Amounts, whole: Expression, grants: list[Outlay], in_year: dict[str | None, Expression]
) -> list[Outlay]:
    """Of the cost less grants the share that is no extra cost, divided as the costs of the year are."""
    if amounts.scenario.programme.on_payroll is None:
        return []
    paid = [one.money for one in grants if one.whole is None]
    net = whole - total(paid) if paid else whole
    staff = Step(("on_payroll",), net * amounts.number("programme.on_payroll"))
    return [
        Outlay(
            "", Payer.MUNICIPALITY, ON_PAYROLL, name, Step(("on_payroll", name or ""), ZERO - staff * part), whole=staff
        )
        for name, part in in_year.items()
    ]


def _cost(amounts: Amounts, name: str, cost: Cost) -> list[Outlay]:
    whole = Step(("cost", name), _spent(amounts, "costs", name, cost, PROGRAMME_COST))
    if not cost.departments:
        return [Outlay(name, Payer.MUNICIPALITY, PROGRAMME_COST, None, whole)]
    shares = {each: amounts.number(f"programme.costs.{name}.departments.{each}") for each in cost.departments}
    together = total(list(shares.values()))
    return [
        Outlay(
            name,
            Payer.MUNICIPALITY,
            PROGRAMME_COST,
            department,
            Step(("cost", name, department), whole * share / together),
            whole=whole,
        )
        for department, share in shares.items()
    ]


def _spent(amounts: Amounts, kind: str, name: str, item: Cost | Grant, category: str) -> Expression:
    """A total by column; money `as_spent` is carried to the price year from the year in which it is spent."""
    carried = _index(amounts, item, category)
    factors = [amounts.number(f"programme.{kind}.{name}.total"), Flow(spending(kind, name))]
    return product(factors if carried is None else [*factors, carried])


def _index(amounts: Amounts, item: Cost | Grant, category: str) -> Expression | None:
    return amounts.carried(category) if item.total.price_year == "as_spent" else None


def _services(amounts: Amounts, all_years: dict[str | None, Expression]) -> list[Outlay]:
    programme, found = amounts.scenario.programme, list[Outlay]()

    def book(category: str, department: str | None, unit: Expression) -> None:
        money = Step(("service", category, department or ""), unit * SERVICE)
        found.append(Outlay("", Payer.MUNICIPALITY, category, department, money, unit=unit))

    if programme.displaced:
        saved = total([amounts.number(f"programme.displaced.{name}.per_family") for name in programme.displaced])
        book(DISPLACED_CASEWORK, department_of(amounts.scenario).get(DISPLACED_CASEWORK), -saved)
    steady = programme.steady_state
    if steady is not None and steady.per_family is None:
        raise UsageError(Words("team.ask.routine"))
    if steady is not None:  # divided as the project's cost is
        price = amounts.number("programme.steady_state.per_family") / amounts.number("programme.served.length")
        for department, share in all_years.items():
            book(STEADY_STATE_COST, department, price * share)
    return found
