"""Sentences on where a value of a scenario acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from businesscase.core.vocabulary import (
    Savings,
    Strategy,
)
from businesscase.scenario.declare.booked import department_of
from businesscase.scenario.declare.dated import Dated, numbers_of
from businesscase.scenario.declare.finance import Financing, Price
from businesscase.scenario.declare.keys import join, quantities, split
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.explain.where_programme import (
    listed,
    on_effects,
    on_goals,
    on_not_modelled,
    on_observations,
    on_programme,
    on_team,
)
from businesscase.scenario.load.scenario import Scenario


def acts_on(scenario: Scenario, path: Path) -> Iterator[str]:
    """One sentence for each place where the value at `path` acts, and for each number whose draw it shares."""
    if not path:
        return
    describe = _SECTIONS.get(path[0])
    if describe is not None:
        yield from describe(scenario, path)
    yield from _uncertainty(scenario, join(path))


def _clock(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) < 4:
        return
    name, kind, entry = path[1:4]
    clock = scenario.clocks[name]
    if kind == "start":
        yield f"where the {clock.members} start in the clock {name}: in the state {entry}"
        yield from _prices_of(scenario, name, entry)
    elif kind == "states":
        yield from _prices_of(scenario, name, entry)
    elif kind == "transitions":
        source, target = entry.split(" -> ")
        yield f"the hazard of the {clock.members} in the clock {name} moving from {source} to {target}"
        if path[4:5] == ("couplings",) and len(path) > 5:
            coupling = clock.transitions[entry].couplings[path[5]]
            yield f"while the clock {coupling.clock} ({coupling.of}) is in {' or '.join(coupling.states)}"
        else:
            for label, coupling in clock.transitions[entry].couplings.items():
                states = " or ".join(coupling.states)
                yield f"multiplied by the coupling {label} while {coupling.clock} ({coupling.of}) is in {states}"
        yield from _effects_on(scenario, name, entry)
        yield from _prices_of(scenario, name, source)
        yield from _prices_of(scenario, name, target)


def _effects_on(scenario: Scenario, clock: str, move: str) -> Iterator[str]:
    for name, level in scenario.effects.levels.items():
        for label, target in level.targets.items():
            if level.clock == clock and move in target.transitions:
                yield f"its hazard under the programme is solved for from effects.levels.{name}.targets.{label}"
    for name, goal in scenario.goals.items():
        if any(own == clock and move in transitions for own, transitions in goal.acts_on):
            yield f"its hazard under the programme is solved for from goals.{name}"
    for name, ratio in scenario.effects.ratios.items():
        if ratio.clock == clock and move in ratio.transitions:
            yield f"changed under the programme by effects.ratios.{name} ({ratio.kind.replace('_', ' ')})"


def _prices_of(scenario: Scenario, clock: str, state: str) -> Iterator[str]:
    for name, price in scenario.prices.items():
        if price.clock == clock and state in price.states:
            form = "time spent in" if price.per_time is not None else "each entry to"
            yield f"{form} {state} is priced by prices.{name}, paid by {_payers(scenario.financing[price.financing])}"


def _price(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) < 2:
        return
    price = scenario.prices[path[1]]
    form = "time spent" if price.per_time is not None else "each entry"
    yield f"{form} in {' or '.join(price.states)} of the clock {price.clock}: {_who(scenario, price)}"
    yield f"paid by {_payers(scenario.financing[price.financing])} (financing.{price.financing})"
    yield f"booked as {price.category}" + (", income of the household" if price.to_household else "")
    amount = price.per_time or price.per_entry
    if price.mutual_support is not None:
        support = price.mutual_support
        yield f"less where the other parent is in {' or '.join(support.partner)} ({', '.join(support.segments)})"
    if price.means_test is not None:
        yield f"less the more the parents have of {listed([*price.means_test.benefits, *price.means_test.wages])}"
    for other, paid in scenario.prices.items():
        if paid.means_test is not None and path[1] in (*paid.means_test.wages, *paid.means_test.benefits):
            yield f"income of the household that reduces prices.{other}"
        for state, income in paid.mutual_support.partner.items() if paid.mutual_support is not None else ():
            if path[1] in (*income.wages, *income.benefits):
                yield f"income that reduces prices.{other} of a partner of those in {state}"
    numbers = [] if amount is None else [number for _, _, number in numbers_of(amount)]
    years = sorted({str(number.price_year) for number in numbers} - {str(scenario.time.price_year)})
    if years:
        index = scenario.index_of[price.category]
        yield f"brought from the prices of {listed(years)} to {scenario.time.price_year} by indices.{index}"
    if len(numbers) > 1:
        yield _dates(scenario)
    for name, rule in scenario.yearly_refusion.items():
        if path[1] in rule.of:
            yield f"refunded above limits by yearly_refusion.{name}"
    for name, contribution in scenario.contributions.items():
        if path[1] == contribution.on:
            step, payer = contribution.from_step, contribution.payer.value
            yield f"contributed to from {step} of benefit time on by {payer} (contributions.{name})"
        elif path[1] == contribution.less.of:
            yield f"a share of it is taken off contributions.{name}"
    if price.to_household:
        for name, levy in scenario.levies.items():
            if price.category in levy.on:
                yield f"base of levies.{name}, from {levy.payer.value} to {levy.receiver.value}"


def _yearly_refusion(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) < 2:
        return
    rule = scenario.yearly_refusion[path[1]]
    prices = listed([f"prices.{name}" for name in rule.of if name in scenario.prices])
    yield f"refunded by {rule.payer.value} to the municipality of what a case costs in a calendar year: {prices}"
    yield f"booked as {rule.category}"
    if path[2:3] == ("since",) and len(path) > 3:
        later = [year for year in rule.since if year > int(path[3])]
        since = "from the start" if int(path[3]) == next(iter(rule.since)) else f"from 1 January {path[3]}"
        pooled = rule.since[int(path[3])].pooled
        yield since + (f" to the end of {later[0] - 1}" if later else " on") + f", costs added by {pooled}"


def _who(scenario: Scenario, price: Price) -> str:
    members = price.members or scenario.clocks[price.clock].members
    said = members + (f" in the segments {', '.join(price.segments)}" if price.segments else "")
    return said + (f", {_STRATEGY[price.strategy]}" if price.strategy is not None else "")


def _payers(rule: Financing) -> str:
    if rule.staircase is not None:
        return "the state and the municipality by the refusion staircase"
    if not rule.shares:
        return "nobody in the public sector"
    said = {payer.value: share if isinstance(share, str) else _percent(share) for payer, share in rule.shares.items()}
    return ", ".join(f"{payer} {share}" for payer, share in said.items())


def _percent(share: Quantity | Dated[Quantity]) -> str:
    said = []
    for _, begin, number in numbers_of(share):
        said.append(f"{number.canonical * 100:.6g} %" + (f" from {begin}" if begin is not None else ""))
    return ", ".join(said)


def _dates(scenario: Scenario) -> str:
    if scenario.frozen is not None:
        return f"the number in force on {scenario.frozen} is used throughout (rules)"
    return "each number is used from its date on (rules: as_legislated)"


def _financing(scenario: Scenario, path: Path) -> Iterator[str]:
    for name, price in scenario.prices.items():
        if path[1:2] == (price.financing,):
            yield f"who pays prices.{name} ({price.category})"


def _levies(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) > 1:
        levy = scenario.levies[path[1]]
        base = listed(levy.on)
        yield f"a share of {base} that passes from {levy.payer.value} to {levy.receiver.value}; left out before tax"


def _contributions(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) > 1:
        declared = scenario.contributions[path[1]]
        yield f"paid by {declared.payer.value} to {declared.receiver.value} wherever prices.{declared.on} is"
        yield f"from {declared.from_step} of benefit time on, booked as {declared.category}"


def _indices(scenario: Scenario, path: Path) -> Iterator[str]:
    for category, index in scenario.index_of.items():
        if path[1:2] == (index,):
            yield f"brings the amounts of {category} to the prices of {scenario.time.price_year}"


def _discounting(scenario: Scenario, _path: Path) -> Iterator[str]:
    claims = [name for name, claim in scenario.claims.items() if claim.discounted]
    yield "discounted figures only, the net present value among them" + (
        f", as in the claims {listed(claims)}" if claims else "; no claim is discounted"
    )


def _population(scenario: Scenario, path: Path) -> Iterator[str]:
    if path[1:2] == ("frailty",):
        for label, clock in scenario.clocks.items():
            exponents = {move: transition.frailty for move, transition in clock.transitions.items()}
            moves = [f"{move} ({exponent:+d})" for move, exponent in exponents.items() if exponent]
            if moves:
                yield f"the clock {label}: {listed(moves)}"
    elif path[1:2] == ("segments",) and len(path) > 2:
        priced = [f"prices.{name}" for name, price in scenario.prices.items() if path[2] in (price.segments or ())]
        yield f"how many of the families are {path[2]}" + (f"; priced apart by {listed(priced)}" if priced else "")
    else:
        yield "the families, in both strategies"


def _uncertainty(scenario: Scenario, key: str) -> Iterator[str]:
    numbers = quantities(scenario)
    for name, group in scenario.correlations.items():
        if key in group.keys:
            others = [other for other in group.keys if other != key]
            yield f"correlated with {listed(others)} (correlations.{name})"
    number = numbers.get(key)
    if number is not None and number.draws_with is not None:
        yield f"its draw is that of {number.draws_with}"
    for other, candidate in numbers.items():
        if candidate.draws_with == key and number is not None:
            yield f"{other} shares its draw"
    for name, values in scenario.variants.items():
        changed = (join(split(other)) for other in values)
        if any(f"{key}.".startswith(f"{other}.") or f"{other}.".startswith(f"{key}.") for other in changed):
            yield f"changed by the variant '{name}'"


def _reducible(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) > 1:
        rule = scenario.budget_reducible[path[1]]
        budget = rule.by or department_of(scenario).get(path[1])
        whose = "" if budget is None else f" of the department {budget}"
        yield f"what a budget{whose} can be cut by of the saving in {path[1]}"
        claims = [name for name, claim in scenario.claims.items() if claim.savings is Savings.BUDGET_REDUCIBLE]
        if claims:
            yield f"counted in the claims {listed(claims)}"


_STRATEGY = {Strategy.PROGRAMME: "with the programme only", Strategy.COUNTERFACTUAL: "without the programme only"}
_SECTIONS: dict[str, Callable[[Scenario, Path], Iterator[str]]] = {
    "clocks": _clock,
    "prices": _price,
    "programme": on_programme,
    "observations": on_observations,
    "effects": on_effects,
    "goals": on_goals,
    "financing": _financing,
    "levies": _levies,
    "contributions": _contributions,
    "yearly_refusion": _yearly_refusion,
    "indices": _indices,
    "discounting": _discounting,
    "population": _population,
    "budget_reducible": _reducible,
    "not_modelled": on_not_modelled,
    "team": on_team,
    "rollout": on_team,
}
