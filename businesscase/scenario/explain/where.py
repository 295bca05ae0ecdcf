"""Sentences on where a value of a scenario acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from businesscase.core.vocabulary import (
    Savings,
    Strategy,
)
from businesscase.core.words import Figure, Words
from businesscase.scenario.declare.booked import department_of
from businesscase.scenario.declare.clocks import Coupling
from businesscase.scenario.declare.dated import Dated, numbers_of
from businesscase.scenario.declare.finance import Financing, Price
from businesscase.scenario.declare.keys import join, quantities, split
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.explain.where_programme import (
    chained,
    either,
    listed,
    on_effects,
    on_goals,
    on_not_modelled,
    on_observations,
    on_programme,
    on_team,
    payer_words,
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
        yield Words("where.start", members=_members(clock.members), clock=name, state=entry)
        yield from _prices_of(scenario, name, entry)
    elif kind == "states":
        yield from _prices_of(scenario, name, entry)
    elif kind == "transitions":
        source, target = entry.split(" -> ")
        yield Words("where.hazard", members=_members(clock.members), clock=name, source=source, target=target)
        if path[4:5] == ("couplings",) and len(path) > 5:
            coupling = clock.transitions[entry].couplings[path[5]]
            yield Words("where.while", clock=coupling.clock, **_of(coupling))
        else:
            for label, coupling in clock.transitions[entry].couplings.items():
                yield Words("where.coupling", name=label, clock=coupling.clock, **_of(coupling))
        yield from _effects_on(scenario, name, entry)
        yield from _prices_of(scenario, name, source)
        yield from _prices_of(scenario, name, target)


def _effects_on(scenario: Scenario, clock: str, move: str) -> Iterator[str]:
    for name, level in scenario.effects.levels.items():
        for label, target in level.targets.items():
            if level.clock == clock and move in target.transitions:
                yield Words("where.solved_level", level=name, target=label)
    for name, goal in scenario.goals.items():
        if any(own == clock and move in transitions for own, transitions in goal.acts_on):
            yield Words("where.solved_goal", name=name)
    for name, ratio in scenario.effects.ratios.items():
        if ratio.clock == clock and move in ratio.transitions:
            yield Words("where.changed_ratio", name=name, kind=Words(f"where.kind.{ratio.kind}"))


def _prices_of(scenario: Scenario, clock: str, state: str) -> Iterator[str]:
    for name, price in scenario.prices.items():
        if price.clock == clock and state in price.states:
            said = {"state": state, "name": name, "payers": _payers(scenario.financing[price.financing])}
            by_time = price.per_time is not None
            yield Words("where.time_priced", **said) if by_time else Words("where.entry_priced", **said)


def _price(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) < 2:
        return
    price = scenario.prices[path[1]]
    said = {"states": either(price.states), "clock": price.clock, "who": _who(scenario, price)}
    yield Words("where.time_in", **said) if price.per_time is not None else Words("where.entry_in", **said)
    yield Words("where.paid_by", payers=_payers(scenario.financing[price.financing]), name=price.financing)
    booked = Words("where.booked", category=price.category)
    yield Words("where.booked_income", category=price.category) if price.to_household else booked
    amount = price.per_time or price.per_entry
    if price.mutual_support is not None:
        support = price.mutual_support
        states, segments = either(list(support.partner)), listed(support.segments)
        yield Words("where.less_partner", states=states, segments=segments)
    if price.means_test is not None:
        prices = listed([*price.means_test.benefits, *price.means_test.wages])
        yield Words("where.less_means", prices=prices)
    for other, paid in scenario.prices.items():
        if paid.means_test is not None and path[1] in (*paid.means_test.wages, *paid.means_test.benefits):
            yield Words("where.reduces", name=other)
        for state, income in paid.mutual_support.partner.items() if paid.mutual_support is not None else ():
            if path[1] in (*income.wages, *income.benefits):
                yield Words("where.reduces_partner", name=other, state=state)
    numbers = [] if amount is None else [number for _, _, number in numbers_of(amount)]
    years = sorted({str(number.price_year) for number in numbers} - {str(scenario.time.price_year)})
    if years:
        index = scenario.index_of[price.category]
        yield Words("where.brought", years=listed(years), year=scenario.time.price_year, index=index)
    if len(numbers) > 1:
        yield _dates(scenario)
    for name, rule in scenario.yearly_refusion.items():
        if path[1] in rule.of:
            yield Words("where.refunded", name=name)
    for name, contribution in scenario.contributions.items():
        if path[1] == contribution.on:
            step, payer = contribution.from_step, payer_words(contribution.payer)
            yield Words("where.contributed", step=step, payer=payer, name=name)
        elif path[1] == contribution.less.of:
            yield Words("where.taken_off", name=name)
    if price.to_household:
        for name, levy in scenario.levies.items():
            if price.category in levy.on:
                payer, receiver = payer_words(levy.payer), payer_words(levy.receiver)
                yield Words("where.base", name=name, payer=payer, receiver=receiver)


def _yearly_refusion(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) < 2:
        return
    rule = scenario.yearly_refusion[path[1]]
    prices = listed([f"prices.{name}" for name in rule.of if name in scenario.prices])
    yield Words("where.yearly", payer=payer_words(rule.payer), prices=prices)
    yield Words("where.booked", category=rule.category)
    if path[2:3] == ("since",) and len(path) > 3:
        later = [year for year in rule.since if year > int(path[3])]
        first = int(path[3]) == next(iter(rule.since))
        since = Words("where.from_start") if first else Words("where.from_year", year=path[3])
        pooled = Words(f"where.pooled.{rule.since[int(path[3])].pooled}")
        if later:
            yield Words("where.since_until", since=since, year=later[0] - 1, pooled=pooled)
        else:
            yield Words("where.since_on", since=since, pooled=pooled)


def _who(scenario: Scenario, price: Price) -> str:
    members = price.members or scenario.clocks[price.clock].members
    said = _members(members)
    if price.segments:
        said = Words("where.in_segments", who=said, segments=listed(price.segments))
    return said if price.strategy is None else Words(_STRATEGY[price.strategy], who=said)


def _members(members: str) -> Words:
    return Words(f"where.members.{members}")


def _of(coupling: Coupling) -> dict[str, str]:
    return {"of": Words(f"where.of.{coupling.of}"), "states": either(coupling.states)}


def _payers(rule: Financing) -> str:
    if rule.staircase is not None:
        return Words("where.staircase")
    if not rule.shares:
        return Words("where.nobody")
    said = {payer: share if isinstance(share, str) else _percent(share) for payer, share in rule.shares.items()}
    each = [Words("where.share", payer=payer_words(payer), share=share) for payer, share in said.items()]
    return chained("where.comma", each)


def _percent(share: Quantity | Dated[Quantity]) -> str:
    said: list[str] = []
    for _, begin, number in numbers_of(share):
        percent = Figure(f"{number.canonical * 100:.6g} %")
        said.append(percent if begin is None else Words("where.share_from", share=percent, date=begin))
    return chained("where.comma", said)


def _dates(scenario: Scenario) -> str:
    if scenario.frozen is not None:
        return Words("where.frozen", date=scenario.frozen)
    return Words("where.dated")


def _financing(scenario: Scenario, path: Path) -> Iterator[str]:
    for name, price in scenario.prices.items():
        if path[1:2] == (price.financing,):
            yield Words("where.financing", name=name, category=price.category)


def _levies(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) > 1:
        levy = scenario.levies[path[1]]
        payer, receiver = payer_words(levy.payer), payer_words(levy.receiver)
        yield Words("where.levy", base=listed(levy.on), payer=payer, receiver=receiver)


def _contributions(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) > 1:
        declared = scenario.contributions[path[1]]
        payer, receiver = payer_words(declared.payer), payer_words(declared.receiver)
        yield Words("where.contribution", payer=payer, receiver=receiver, name=declared.on)
        yield Words("where.contribution_from", step=declared.from_step, category=declared.category)


def _indices(scenario: Scenario, path: Path) -> Iterator[str]:
    for category, index in scenario.index_of.items():
        if path[1:2] == (index,):
            yield Words("where.indexed", category=category, year=scenario.time.price_year)


def _discounting(scenario: Scenario, _path: Path) -> Iterator[str]:
    claims = [name for name, claim in scenario.claims.items() if claim.discounted]
    yield Words("where.discounted", claims=listed(claims)) if claims else Words("where.discounted_none")


def _population(scenario: Scenario, path: Path) -> Iterator[str]:
    if path[1:2] == ("frailty",):
        for label, clock in scenario.clocks.items():
            exponents = {move: transition.frailty for move, transition in clock.transitions.items()}
            moves = [f"{move} ({exponent:+d})" for move, exponent in exponents.items() if exponent]
            if moves:
                yield Words("where.frailty", clock=label, moves=listed(moves))
    elif path[1:2] == ("segments",) and len(path) > 2:
        priced = [f"prices.{name}" for name, price in scenario.prices.items() if path[2] in (price.segments or ())]
        alone = Words("where.segment", segment=path[2])
        yield Words("where.segment_priced", segment=path[2], prices=listed(priced)) if priced else alone
    else:
        yield Words("where.families")


def _uncertainty(scenario: Scenario, key: str) -> Iterator[str]:
    numbers = quantities(scenario)
    for name, group in scenario.correlations.items():
        if key in group.keys:
            others = [other for other in group.keys if other != key]
            yield Words("where.correlated", others=listed(others), name=name)
    number = numbers.get(key)
    if number is not None and number.draws_with is not None:
        yield Words("where.draws_with", other=number.draws_with)
    for other, candidate in numbers.items():
        if candidate.draws_with == key and number is not None:
            yield Words("where.drawn_with", other=other)
    for name, values in scenario.variants.items():
        changed = (join(split(other)) for other in values)
        if any(f"{key}.".startswith(f"{other}.") or f"{other}.".startswith(f"{key}.") for other in changed):
            yield Words("where.variant", name=name)


def _reducible(scenario: Scenario, path: Path) -> Iterator[str]:
    if len(path) > 1:
        rule = scenario.budget_reducible[path[1]]
        budget = rule.by or department_of(scenario).get(path[1])
        alone = Words("where.reducible", category=path[1])
        yield alone if budget is None else Words("where.reducible_of", department=budget, category=path[1])
        claims = [name for name, claim in scenario.claims.items() if claim.savings is Savings.BUDGET_REDUCIBLE]
        if claims:
            yield Words("where.claims", claims=listed(claims))


_STRATEGY = {Strategy.PROGRAMME: "where.with_only", Strategy.COUNTERFACTUAL: "where.without_only"}
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
