"""Checks of money: prices, levies, contributions, price indices, the years of the programme's costs, and the claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from businesscase.core.errors import Fault
from businesscase.core.vocabulary import (
    DISPLACED_CASEWORK,
    GRANT,
    NOT_MODELLED,
    PROGRAMME_COST,
    STEADY_STATE_COST,
    TAX_CATEGORIES,
    Costs,
)
from businesscase.core.words import Words
from businesscase.scenario.check.clocks import unknown
from businesscase.scenario.check.contributions import contribution_faults
from businesscase.scenario.check.dates import date_faults, in_view, out_of_reach
from businesscase.scenario.check.effects import horizon
from businesscase.scenario.check.means_test import means_test_faults
from businesscase.scenario.check.mutual_support import money_of, mutual_support_faults
from businesscase.scenario.declare.booked import ledger_categories
from businesscase.scenario.declare.dated import numbers_between
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.finance import Price
from businesscase.scenario.declare.keys import split, walk
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity, parse_span
from businesscase.scenario.read.faults import fault, unknown_name

YEARS = range(1900, 2201)  # of price levels: each year between two of them is looked up


def money_faults(scenario: Document, *, changed: bool) -> Iterator[Fault]:
    """Faults of prices, levies, contributions, indices, years, claims; a change may leave a category without prices."""
    yield from _price_faults(scenario)
    yield from mutual_support_faults(scenario)
    yield from means_test_faults(scenario)
    yield from _levy_faults(scenario, changed)
    yield from contribution_faults(scenario)
    if not changed:
        yield from _category_faults(scenario)
    yield from _index_faults(scenario)
    yield from _staircase_faults(scenario)
    yield from date_faults(scenario)
    yield from _served_faults(scenario)
    yield from _year_faults(scenario)
    yield from _grant_faults(scenario)
    yield from _claim_faults(scenario)


def amounts(scenario: Document) -> Iterator[tuple[Path, Quantity, str, list[int] | None]]:
    """Every amount of money with its path, its ledger category, and its calendar years where it has some."""
    programme = scenario.programme
    for kind, group, category in (("costs", programme.costs, PROGRAMME_COST), ("grants", programme.grants, GRANT)):
        for name, entry in group.items():
            yield ("programme", kind, name, "total"), entry.total, category, entry.years
    for name, displaced in programme.displaced.items():
        yield ("programme", "displaced", name, "per_family"), displaced.per_family, DISPLACED_CASEWORK, None
    steady = None if programme.steady_state is None else programme.steady_state.per_family
    if steady is not None:
        yield ("programme", "steady_state", "per_family"), steady, STEADY_STATE_COST, None
    for path, money in () if scenario.team is None else walk(scenario.team, ("team",)):
        if isinstance(money, Quantity) and money.price_year is not None:
            yield path, money, PROGRAMME_COST, None
    for name, price in scenario.prices.items():
        for form in ("per_time", "per_entry"):
            amount = getattr(price, form)
            for suffix, number in () if amount is None else numbers_between(amount, *in_view(scenario)):
                yield split(f"prices.{name}.{form}{suffix}"), number, price.category, None
        for path, number in money_of(("prices", name), price, *in_view(scenario)):
            yield path, number, price.category, None
    for name, left_out in scenario.not_modelled.items():
        yield ("not_modelled", name, "per_family"), left_out.per_family, NOT_MODELLED, None
    first, last = in_view(scenario)
    for name, contribution in scenario.contributions.items():
        for suffix, number in numbers_between(contribution.base, first, last):
            yield split(f"contributions.{name}.base{suffix}"), number, contribution.category, None
    for name, rule in scenario.yearly_refusion.items():
        for year, brackets in rule.since.items():
            for step, each in brackets.refunded.items():
                view = first.replace(month=1, day=1), last  # limits are those of 1 January
                for suffix, number in () if each.by_time else numbers_between(each.above, *view):
                    key = f"yearly_refusion.{name}.since.{year}.refunded.{step}.above{suffix}"
                    yield split(key), number, rule.category, None


def _price_faults(scenario: Document) -> Iterator[Fault]:
    origin = scenario.provenance
    for name, price in scenario.prices.items():
        path = ("prices", name)
        clock = scenario.clocks.get(price.clock)
        if clock is None:
            yield unknown_name(origin, (*path, "clock"), Words("a.clock"), price.clock, scenario.clocks)
        else:
            yield from unknown(
                origin, (*path, "states"), Words("a.state_of", clock=price.clock), price.states, clock.states
            )
            if price.members is not None and clock.members not in (price.members, "everyone"):
                message = Words("money.other_members", clock=price.clock, members=price.members)
                yield fault(origin, (*path, "members"), message, found=price.members, expected=clock.members)
        yield from unknown(
            origin, (*path, "segments"), Words("a.segment"), price.segments or (), scenario.population.segments
        )
        if price.financing not in scenario.financing:
            yield unknown_name(origin, (*path, "financing"), Words("a.rule"), price.financing, scenario.financing)


def _staircase_faults(scenario: Document) -> Iterator[Fault]:
    origin = scenario.provenance
    first: tuple[str, tuple[float, float]] | None = None
    for name, rule in scenario.financing.items():
        if rule.staircase is None:
            continue
        reset = (parse_span(rule.staircase.reset_after), parse_span(rule.staircase.reset_within))
        first = first or (name, reset)
        for index, field in enumerate(("reset_after", "reset_within")):
            if reset[index] != first[1][index]:
                message = Words("money.other_stairs", field=field, first=first[0])
                path: Path = ("financing", name, "staircase", field)
                expected = str(getattr(scenario.financing[first[0]].staircase, field))
                yield fault(origin, path, message, found=getattr(rule.staircase, field), expected=expected)
    for name, price in scenario.prices.items():
        financing = scenario.financing.get(price.financing)
        if financing is not None and financing.staircase is not None:
            yield from _refunded_faults(scenario, ("prices", name), price)


def _refunded_faults(scenario: Document, path: Path, price: Price) -> Iterator[Fault]:
    """A price paid by the staircase must be for benefit time: other time never moves down the stairs."""
    origin, clock = scenario.provenance, scenario.clocks.get(price.clock)
    if price.per_entry is not None:
        message = Words("money.entry_on_stairs", financing=price.financing)
        expected = Words("money.shares")
        yield fault(origin, (*path, "financing"), message, found=price.financing, expected=expected)
        return
    for state in price.states:
        declared = None if clock is None else clock.states.get(state)
        if declared is not None and declared.counts != "benefit":
            message = Words("money.no_benefit", state=state)
            expected = Words("money.counts_benefit")
            yield fault(origin, (*path, "financing"), message, found=price.financing, expected=expected)


def _levy_faults(scenario: Document, changed: bool) -> Iterator[Fault]:
    origin = scenario.provenance
    paid = {price.category: None for price in scenario.prices.values() if price.to_household}
    for name, levy in scenario.levies.items():
        path = ("levies", name)
        if not changed and origin.is_own((*path, "on")):
            yield from unknown(origin, (*path, "on"), Words("a.paid_category"), levy.on, paid)
        yield from unknown(
            origin, (*path, "segments"), Words("a.segment"), levy.segments or (), scenario.population.segments
        )
        if levy.payer == levy.receiver:
            yield fault(origin, (*path, "receiver"), Words("money.levy_itself"), found=levy.receiver.value)


def _category_faults(scenario: Document) -> Iterator[Fault]:
    origin = scenario.provenance
    categories = [*(name for name in ledger_categories(scenario) if name not in TAX_CATEGORIES), NOT_MODELLED]
    for category in scenario.index_of:
        path = ("index_of", category)
        if category not in categories and origin.is_own(path):
            yield unknown_name(origin, path, Words("a.category"), category, categories, at_key=True)


def _index_faults(scenario: Document) -> Iterator[Fault]:
    origin, target = scenario.provenance, scenario.time.price_year
    for category, index in scenario.index_of.items():
        path: Path = ("index_of", category)
        if index not in scenario.indices:
            yield unknown_name(origin, path, Words("a.index"), index, scenario.indices)
    if target not in YEARS:
        message, expected = Words("money.no_year"), Words("between", first=YEARS[0], last=YEARS[-1])
        yield fault(origin, ("time", "price_year"), message, found=target, expected=expected)
        return
    lacking: dict[str, tuple[Path, set[int]]] = {}
    for path, amount, category, years in amounts(scenario):
        if amount.price_year == "as_spent" and years is None:
            message = Words("money.as_spent")
            expected = Words("money.price_year")
            yield fault(origin, (*path, "price_year"), message, found="as_spent", expected=expected)
            continue
        if isinstance(amount.price_year, int) and amount.price_year not in YEARS:
            message, expected = Words("money.no_year"), Words("between", first=YEARS[0], last=YEARS[-1])
            yield fault(origin, (*path, "price_year"), message, found=amount.price_year, expected=expected)
            continue
        levels = years if amount.price_year == "as_spent" and years is not None else [amount.price_year]
        levels = [year for year in levels if isinstance(year, int) and year in YEARS and year != target]
        if levels and category not in scenario.index_of:
            message = Words("money.no_index", first=min(levels), category=category, target=target)
            yield fault(origin, (*path, "price_year"), message, expected=Words("money.an_index", category=category))
        elif levels and scenario.index_of[category] in scenario.indices:
            index = scenario.index_of[category]
            needed = {year for level in levels for year in range(min(level, target) + 1, max(level, target) + 1)}
            missing = needed - set(scenario.indices[index].growth)
            if missing:
                lacking.setdefault(index, (path, set()))[1].update(missing)
    for index, (path, missing) in lacking.items():
        growth = scenario.indices[index].growth
        if not origin.is_own(("indices", index)) and target not in range(min(growth) - 1, max(growth) + 1):
            reach = Words("money.index_reach", index=index, value=min(growth) - 1, last=max(growth))
            yield out_of_reach(scenario, ("time", "price_year"), reach)
            continue
        message = Words("money.no_growth", index=index, names=", ".join(map(str, sorted(missing))))
        if not origin.is_own(("indices", index)) and not origin.is_own(path):  # an amount that only that start asks for
            yield out_of_reach(scenario, ("time", "start"), message)
            continue
        expected = Words("money.all_growth", target=target)
        yield fault(origin, (*path, "price_year"), message, expected=expected)


def _served_faults(scenario: Document) -> Iterator[Fault]:
    origin, time, served = scenario.provenance, scenario.time, scenario.programme.served
    path: Path = ("programme", "served", "until")
    if served.until is not None:
        end = horizon(time)
        if served.until <= time.start:
            message = Words("served.ends_before")
            yield fault(origin, path, message, found=served.until, expected=Words("time.after", start=time.start))
            return
        if served.until > end:
            message = Words("served.ends_late")
            yield fault(origin, path, message, found=served.until, expected=Words("time.up_to", end=end))
            return
        years = (served.until - time.start).days / 365.25
        if served.intake.canonical > years + 1 / 365.25:
            message = Words("served.intake", until=served.until)
            expected = Words("served.most", years=years)
            found = f"{served.intake.value:g} {served.intake.unit}"
            yield fault(origin, ("programme", "served", "intake"), message, found=found, expected=expected)
        return  # and so nobody is served beyond the horizon
    longest = _highest(served.intake) + _highest(served.length)
    if longest > time.horizon_years:
        message = Words("served.horizon", longest=longest)
        path = ("time", "horizon_years")
        yield fault(origin, path, message, found=time.horizon_years, expected=Words("served.at_least", longest=longest))


def _year_faults(scenario: Document) -> Iterator[Fault]:
    origin, time = scenario.provenance, scenario.time
    first, last = time.start.year, (horizon(time) - timedelta(days=1)).year
    for kind, group in (("costs", scenario.programme.costs), ("grants", scenario.programme.grants)):
        for name, entry in group.items():
            for index, year in enumerate(entry.years):
                path: Path = ("programme", kind, name, "years", str(index))
                if not first <= year <= last:
                    message = Words("money.outside", year=year)
                    yield fault(origin, path, message, found=year, expected=Words("from_to", first=first, last=last))
                if year in entry.years[:index]:
                    yield fault(origin, path, Words("money.year_twice", year=year), found=year)


def _grant_faults(scenario: Document) -> Iterator[Fault]:
    """Grants of a year above its costs, where the two are in the same prices."""
    costs, grants = scenario.programme.costs, scenario.programme.grants
    for year in sorted({year for grant in grants.values() for year in grant.years}):
        paid = {name: grant for name, grant in grants.items() if year in grant.years}
        spent = [cost for cost in costs.values() if year in cost.years]
        totals = [*(grant.total for grant in paid.values()), *(cost.total for cost in spent)]
        if len({total.price_year for total in totals}) > 1:
            continue
        granted = sum(grant.total.canonical / len(grant.years) for grant in paid.values())
        costing = sum(cost.total.canonical / len(cost.years) for cost in spent)
        if granted > costing * (1 + 1e-9):
            message = Words("money.granted", year=year, granted=granted, costing=costing)
            expected = Words("money.as_is_spent")
            yield fault(
                scenario.provenance, ("programme", "grants", next(iter(paid)), "years"), message, expected=expected
            )


def _claim_faults(scenario: Document) -> Iterator[Fault]:
    origin, horizon_years = scenario.provenance, scenario.time.horizon_years
    headlines = [name for name, claim in scenario.claims.items() if claim.headline]
    if not headlines:
        message = Words("claims.no_headline")
        yield fault(origin, ("claims",), message, expected=Words("claims.one_headline"), at_key=True)
    for name in headlines[1:]:
        message = Words("claims.second", headlines=headlines[0])
        yield fault(origin, ("claims", name, "headline"), message, expected=Words("claims.one_headline"))
    for name, claim in scenario.claims.items():
        path = ("claims", name)
        if claim.costs is Costs.STEADY_STATE and scenario.programme.steady_state is None:
            message = Words("claims.routine")
            found = claim.costs.value
            yield fault(origin, (*path, "costs"), message, found=found, expected="programme.steady_state")
        if claim.within_years > horizon_years:
            message = Words("claims.beyond", horizon_years=horizon_years)
            found, expected = f"{claim.within_years:g}", Words("at_most_years", horizon_years=horizon_years)
            yield fault(origin, (*path, "within_years"), message, found=found, expected=expected)


def _highest(quantity: Quantity) -> float:
    return (quantity.value if quantity.high is None else quantity.high) * quantity.factor
