"""Hypothesis strategies for small scenarios that are valid by construction: every law, coupling and kind of effect.

`scenarios()` gives mappings for `as_scenario`, with a handful of listed or generated families, one to three clocks of
parents and of children, and at least one effect. What it draws from:

- laws: exponential (all three forms, marginal or not), Weibull (all four forms), Gompertz, bands; on the time scales
  entry, start and age; dates on which a transition opens or closes; covariates (listed families); frailty exponents;
- couplings of every kind, always from an earlier clock to a later one, so there are no circles;
- a clock that ends its member, clocks of everyone, clocks that begin or end at an age;
- start states with elapsed time and accumulated benefit time; states that count as benefit or as self-support, and a
  refusion staircase wherever a benefit state exists;
- a price that falls with the income of the other parent; a contribution to a benefit from a step of the staircase on;
- effects with lag, ramp and fading, as hazard ratios and time ratios; a service that a date may cut short;
- where `endings` are asked for, situations of a family that end its service;
- numbers that are fixed or uncertain, one by one; `uncertain=False` makes all of them fixed.

Reported levels are left out: they are solved for when a model is compiled, the same for every engine.
Keyword arguments leave parts out, for engines that refuse them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from businesscase.scenario.declare.clocks import LAWS

START = date(2020, 1, 1)
HORIZON = 5  # years
TIMES = ("entry", "start", "age")
PLURAL = {"parent": "parents", "child": "children"}
Mapping = dict[str, Any]


def label(name: str) -> Mapping:
    return {"en": name, "da": name}


def fixed(value: float, unit: str, **more: Any) -> Mapping:
    """A known number."""
    return {"value": value, "unit": unit, "source": "invented", "grade": "A", **more}


def uncertain(value: float, unit: str, **more: Any) -> Mapping:
    """A positive number with its mean well inside the interval, so that a distribution with these percentiles exists.

    Shares stay away from one: their upper percentile is a fifth of the way there.
    """
    wide = min(0.3 * value, 0.2 * (1.0 - value)) if unit == "share" else 0.3 * value
    return {
        "value": value, "low": value - wide, "high": value + wide, "unit": unit, "assumption": "invented", **more
    }  # fmt: skip


@st.composite
def scenarios(
    draw: st.DrawFn,
    *,
    laws: tuple[str, ...] = LAWS,
    times: tuple[str, ...] = TIMES,
    couplings: bool = True,
    frailty: bool = True,
    ages: bool = True,
    dates: bool = True,
    uncertain: bool = True,
    endings: bool = False,
    clocks: int = 3,
    families: int = 4,
) -> Mapping:
    """A valid scenario with up to `clocks` clocks and `families` families; the flags allow what they name.

    With `endings` there are one or two situations of a family that end its service; otherwise none.
    """
    make = _Maker(draw, laws, times, couplings, frailty, ages, dates, uncertain)
    listed = draw(st.booleans())
    make.covariates = listed and draw(st.booleans())
    declared: Mapping = {}
    for position in range(draw(st.integers(1, clocks))):
        declared[f"clock{position}"] = make.clock(f"clock{position}", declared)
    if not any(clock["members"] != "children" for clock in declared.values()):
        declared["own"] = make.clock("own", {}, members="parents")
    moves = [move for clock in declared.values() for move in clock["transitions"].values()]
    make.covariates = any("covariates" in move for move in moves)  # what no transition uses would be a fault
    benefit = {
        name: [state for state, one in clock["states"].items() if one.get("counts") == "benefit"]
        for name, clock in declared.items()
    }
    benefit = {name: states for name, states in benefit.items() if states}
    scenario: Mapping = {
        "version": 1,
        "title": "A small model",
        "evidence": label("invented"),
        "time": {"start": START, "horizon_years": HORIZON, "price_year": 2020},
        "population": _population(make, listed, families),
        "clocks": declared,
        "programme": _programme(make, declared if endings else {}),
        "effects": _effects(make, declared),
        **_money(make, declared, benefit),
        "discounting": {"rates": {"0 years": fixed(0.035, "per year")}},
        "claims": {
            "recouped": {
                "label": label("recouped"), "headline": True, "perspective": "municipality",
                "costs": "net_of_grants_and_displaced", "within_years": 3, "source": "invented",
            }
        },
    }  # fmt: skip
    if any("frailty" in move for move in moves):
        scenario["population"]["frailty"] = {"variance": make.number(0.1, 1.5, "ratio")}
    if make.flag(0.5):
        scenario["not_modelled"] = {
            f"left out {i}": {
                "label": label("left out"), "payer": make.pick(["municipality", "region", "household"]),
                "per_family": make.number(-30_000, 50_000, "DKK per year", price_year=2020),
                "profile": make.pick(list(scenario["effects"]["profiles"])),
            }
            for i in range(make.pick([1, 2]))
        }  # fmt: skip
    return scenario


def mutual_support(wages: dict[str, str], **more: Any) -> Mapping:
    """Mutual support of couples against wages: state of the partner -> the price that is the wage."""
    return {
        "segments": ["couple"], "married": fixed(0.5, "share"), "contribution": fixed(0.08, "share"),
        "fixed": fixed(90, "DKK per month", price_year=2020), "disregard": "hourly",
        "disregards": {
            "hourly": {
                "per_hour": fixed(25, "DKK per hour", price_year=2020), "at_most": fixed(160, "hours per month")
            }
        },
        "partner": {
            state: {"wages": [wage], "hours": fixed(100, "hours per month")} for state, wage in wages.items()
        },
        **more,
    }  # fmt: skip


class _Maker:
    """Draws the parts of a scenario; holds what may occur in it."""

    def __init__(
        self,
        draw: st.DrawFn,
        laws: tuple[str, ...],
        times: tuple[str, ...],
        couplings: bool,
        frailty: bool,
        ages: bool,
        dates: bool,
        may_be_uncertain: bool,
    ) -> None:
        self.draw, self.laws, self.times = draw, laws, times
        self.couplings, self.frailty, self.ages, self.dates = couplings, frailty, ages, dates
        self.may_be_uncertain, self.covariates = may_be_uncertain, False
        self.ended: set[str] = set()  # roles that have a clock which ends them

    def flag(self, often: float = 0.5) -> bool:
        return self.draw(st.integers(0, 99)) < 100 * often

    def pick(self, options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def number(self, low: float, high: float, unit: str, **more: Any) -> Mapping:
        # whole steps, so that a failing example reads well
        value = round(low + (high - low) * self.draw(st.integers(0, 50)) / 50.0, 6)
        if self.may_be_uncertain and value > 0.0 and self.flag():
            return uncertain(value, unit, **more)
        return fixed(value, unit, **more)

    def clock(self, name: str, earlier: Mapping, members: str | None = None) -> Mapping:
        members = members or self.pick(["parents", "children", "everyone"])
        roles = {"parents": {"parents"}, "children": {"children"}, "everyone": {"parents", "children"}}[members]
        ends = not (roles & self.ended) and self.flag(0.25)
        names = [f"s{i}" for i in range(self.pick([2, 2, 3, 4]))]
        states = {
            state: {"label": label(state), "counts": self.pick(["neither", "neither", "benefit", "self_support"])}
            for state in names
        }
        if ends:
            self.ended |= roles
            states["gone"] = {"label": label("gone"), "ends_member": True}
        clock: Mapping = {"label": label(name), "members": members, "states": states}
        if self.ages and self.flag(0.3):
            clock["ages"] = self.pick([{"until": 18}, {"since": 3, "until": 20}, {"since": 15}]) | (
                {} if members == "children" else self.pick([{"since": 18, "until": 42}, {"since": 41, "until": 90}])
            )
        clock["start"] = self._start(names, states)
        moves = [(one, names[(i + 1) % len(names)]) for i, one in enumerate(names)]  # a circle: every state is reached
        moves += [
            (one, other) for one in names for other in names if one != other and (one, other) not in moves
            and self.flag(0.3)
        ]  # fmt: skip
        if ends:
            moves += [(one, "gone") for i, one in enumerate(names) if i == 0 or self.flag(0.3)]
        clock["transitions"] = {
            f"{source} -> {target}": self._transition(members, ends, earlier, rare=target == "gone")
            for source, target in moves
        }
        return clock

    def _start(self, names: list[str], states: Mapping) -> Mapping:
        start: Mapping = {}
        for position, state in enumerate(names[:3]):
            if position and self.flag(0.4):
                continue
            begin: Mapping = {"share": self.number(0.05, 0.25, "share") if position else "rest"}
            if self.flag():
                begin["elapsed"] = {"mean": self.number(0.2, 8.0, "years"), "spread": self.number(0.1, 3.0, "years")}
            if states[state]["counts"] == "benefit" and self.flag(0.4):
                begin["benefit_time"] = self.number(5.0, 100.0, "weeks")
            start[state] = begin
        return start

    def _transition(self, members: str, ends: bool, earlier: Mapping, *, rare: bool) -> Mapping:
        time = self.pick(self.times)
        transition: Mapping = {"time": time, **self._law(time, 0.4 if rare else 1.0)}
        if self.frailty and self.flag(0.4):
            transition["frailty"] = self.pick([-1, 1])
            if "exponential" in transition and self.flag():
                transition["marginal"] = True
        if self.couplings and earlier and self.flag(0.5):
            found = self._couplings(members, ends, earlier)
            if found:
                transition["couplings"] = found
        if self.covariates and self.flag(0.4):
            transition["covariates"] = {"burden": fixed(self.pick([-0.7, -0.2, 0.3, 0.8]), "number")}
        if self.dates and self.flag(0.2):
            transition["opens"] = date(2020, self.pick([3, 7]), 1)
        if self.dates and self.flag(0.2):
            transition["closes"] = date(self.pick([2021, 2022]), 10, 1)
        return transition

    def _law(self, time: str, level: float) -> Mapping:
        kind = self.pick(self.laws)
        aged = time == "age"
        if kind == "exponential":
            form = self.pick(["rate", "mean_duration", "probability"])
            if form == "rate":
                return {kind: {"rate": self.number(0.05 * level, 2.5 * level, "per year")}}
            if form == "mean_duration":
                return {kind: {"mean_duration": self.number(4.0 / level, 60.0 / level, "months")}}
            return {kind: {"probability": self.number(0.05 * level, 0.7 * level, "share"), "over": "9 months"}}
        if kind == "weibull":
            law: Mapping = {"shape": self.number(0.5, 2.0, "ratio")}
            form = "scale" if aged else self.pick(["scale", "mean_duration", "probability", "rate"])
            low, high = (20.0, 60.0) if aged else (0.4, 5.0)
            if form in ("scale", "mean_duration"):
                law[form] = self.number(low / level, high / level, "years")
            elif form == "probability":
                law |= {form: self.number(0.1 * level, 0.6 * level, "share"), "over": "1 year"}
            else:
                law |= {form: self.number(0.1 * level, 1.0 * level, "per year"), "at": "6 months"}
            return {kind: law}
        if kind == "gompertz":
            low, high = (-0.02, 0.04) if aged else (-0.4, 0.4)
            slope = round(low + (high - low) * self.draw(st.integers(0, 10)) / 10.0, 6)
            return {
                kind: {"rate": self.number(0.05 * level, 1.0 * level, "per year"), "slope": fixed(slope, "per year")}
            }
        limits = ["0 months", *(["4 years", "12 years", "41 years"] if aged else ["6 months", "18 months"])]
        return {kind: {limit: self.number(0.1 * level, 2.0 * level, "per year") for limit in limits}}

    def _couplings(self, members: str, ends: bool, earlier: Mapping) -> Mapping:
        found: Mapping = {}
        for position in range(self.pick([1, 1, 2])):
            options = [
                (of, name)
                for name, clock in earlier.items()
                for of in ("self", "any_parent", "all_parents", "each_parent")
                if self._may_read(of, members, ends, clock["members"])
            ]
            if not options:
                return {}
            of, name = self.pick(options)
            states = [state for state, one in earlier[name]["states"].items() if not one.get("ends_member")]
            found[f"coupling{position}"] = {
                "of": of, "clock": name,
                "states": self.draw(st.lists(st.sampled_from(states), min_size=1, unique=True)),
                "ratio": self.number(0.3, 3.0, "ratio"),
            }  # fmt: skip
        return found

    @staticmethod
    def _may_read(of: str, members: str, ends: bool, other: str) -> bool:
        if of == "self":  # a clock that ends a member comes before the member's others, so it reads none of them
            return not ends and other in (members, "everyone")
        return members == "children" and other != "children"


def _population(make: _Maker, listed: bool, families: int) -> Mapping:
    count = make.draw(st.integers(2, families))
    population: Mapping = {
        "families": fixed(count, "families"),
        "segments": {
            "single": {"label": label("single"), "parents": 1, "share": make.number(0.5, 0.5, "share")},
            "couple": {"label": label("couple"), "parents": 2, "share": "rest"},
        },
        "parent_ages": {"mean": fixed(38, "years"), "spread": make.number(1.0, 6.0, "years")},
    }
    if not listed:
        return {**population, "children_per_family": fixed(make.pick([0, 1, 2]), "children")}
    named: Mapping = {}
    for position in range(count):
        parents = make.pick([1, 2])
        named[f"family{position}"] = {
            "segment": "single" if parents == 1 else "couple",
            "parents": [make.pick([17.5, 29.0, 39.25, 66.0]) for _ in range(parents)],
            "children": make.draw(st.lists(st.sampled_from([0.0, 2.5, 8.0, 14.5, 17.0]), max_size=3)),
            **({"covariates": {"burden": make.pick([-1.0, 0.0, 1.5])}} if make.covariates else {}),
        }
    children = sum(len(family["children"]) for family in named.values())
    return {**population, "children_per_family": fixed(children / count, "children"), "listed": named}


def _programme(make: _Maker, watched: Mapping) -> Mapping:
    served: Mapping = {
        "intake": fixed(make.pick([0, 6, 12]), "months"),
        "length": make.number(4.0, 20.0, "months"),
    }
    if make.dates and make.flag(0.3):
        served["until"] = date(2021, 4, 1)
    if watched:
        served["ends_when"] = {f"ending{i}": _ending(make, watched) for i in range(make.pick([1, 1, 2]))}
    programme: Mapping = {
        "served": served,
        "costs": {"team": {"label": label("team"), "total": fixed(1, "mio DKK", price_year=2020), "years": [2020]}},
        "displaced": {
            "casework": {"label": label("casework"), "per_family": fixed(20_000, "DKK per year", price_year=2020)}
        },
    }
    return programme


def _ending(make: _Maker, clocks: Mapping) -> Mapping:
    name = make.pick(list(clocks))
    states = [state for state, one in clocks[name]["states"].items() if not one.get("ends_member")]
    roles = {"parents": ["parent"], "children": ["child"], "everyone": ["parent", "child"]}[clocks[name]["members"]]
    of = [f"{how}_{who}" for role in roles for how, who in (("any", role), ("all", PLURAL[role]))]
    return {
        "of": make.pick(of),
        "clock": name,
        "states": make.draw(st.lists(st.sampled_from(states), min_size=1, unique=True)),
        "lasting": make.pick(["0 weeks", "6 weeks", "6 months"]),
    }


def _effects(make: _Maker, clocks: Mapping) -> Mapping:
    moves = [(name, move) for name, clock in clocks.items() for move in clock["transitions"]]
    chosen = make.draw(st.lists(st.sampled_from(moves), min_size=1, max_size=3, unique=True))
    profiles, ratios = {}, {}
    for position, (name, move) in enumerate(chosen):
        law = clocks[name]["transitions"][move]
        kinds = ["hazard_ratio", "time_ratio"] if {"exponential", "weibull"} & set(law) else ["hazard_ratio"]
        profile = make.pick([f"profile{position}", *profiles])
        if profile not in profiles:
            profiles[profile] = {
                "lag": fixed(make.pick([0, 2, 9]), "months"), "ramp": fixed(make.pick([0, 3, 15]), "months"),
                "half_life": make.number(0.2, 4.0, "years"),
            }  # fmt: skip
        ratios[f"effect{position}"] = {
            "clock": name, "kind": make.pick(kinds), "transitions": [move], "profile": profile,
            "ratio": make.number(0.3, 2.5, "ratio"),
        }  # fmt: skip
    return {"attribution": fixed(1, "share"), "profiles": profiles, "ratios": ratios}


def _money(make: _Maker, clocks: Mapping, benefit: dict[str, list[str]]) -> Mapping:
    """A price on the first state of every clock, and the staircase for whatever counts as benefit."""
    prices: Mapping = {}
    supported: Mapping = {}
    for name, clock in clocks.items():
        first = next(iter(clock["states"]))
        prices[f"stay in {name}"] = {
            "label": label(name), "clock": name, "states": [first], "category": "support", "financing": "town",
            "per_time": make.number(50_000, 200_000, "DKK per year", price_year=2020),
        }  # fmt: skip
        second = list(clock["states"])[1]
        if clock["members"] != "children" and make.flag(0.4):
            prices[f"wage in {name}"] = {
                "label": label(name), "clock": name, "states": [second], "category": "wage", "financing": "town",
                "per_time": make.number(50_000, 300_000, "DKK per year", price_year=2020),
            }  # fmt: skip
            split = f"benefit in {name}" if name in benefit and make.flag() else f"stay in {name}"
            supported[split] = mutual_support({second: f"wage in {name}"})
        if name in benefit:
            prices[f"benefit in {name}"] = {
                "label": label(name), "clock": name, "states": benefit[name], "category": "benefit",
                "financing": "staircase", "per_time": fixed(150_000, "DKK per year", price_year=2020),
            }  # fmt: skip
    contributions: Mapping = {}
    for name, states in benefit.items():
        if make.flag():
            prices[f"earned in {name}"] = {
                "label": label(name), "clock": name, "states": states, "category": "wage", "financing": "town",
                "per_time": make.number(10_000, 90_000, "DKK per year", price_year=2020),
            }  # fmt: skip
            contributions[f"added in {name}"] = {
                "label": label(name), "on": f"benefit in {name}", "category": "added",
                "from_step": make.pick(["0 weeks", "26 weeks", "52 weeks"]),
                "base": make.number(150_000, 250_000, "DKK per year", price_year=2020),
                "share": make.number(0.2, 0.4, "share"),
                "less": {"share": make.number(0.1, 0.9, "share"), "of": f"earned in {name}"},
                "payer": "central_government", "receiver": "municipality",
            }  # fmt: skip
    for name, support in supported.items():
        prices[name]["mutual_support"] = support
    financing: Mapping = {"town": {"label": label("town"), "shares": {"municipality": fixed(1, "share")}}}
    if benefit:
        refusion = {"0 weeks": 0.8, "4 weeks": 0.4, "26 weeks": 0.3, "52 weeks": 0.2}
        financing["staircase"] = {
            "label": label("staircase"),
            "staircase": {
                "refusion": {limit: fixed(share, "share") for limit, share in refusion.items()},
                "reset_after": "1 year", "reset_within": "3 years",
            },
        }  # fmt: skip
    return {"prices": prices, "financing": financing, "contributions": contributions}
