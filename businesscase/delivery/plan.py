"""`TeamPlan`: a declared team as numbers, one for each draw of the inputs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.core.errors import UsageError
from businesscase.core.timeline import years_since
from businesscase.core.words import Words
from businesscase.model.inputs.inputs import Inputs
from businesscase.scenario.declare.quantity import parse_span
from businesscase.scenario.declare.team import Team
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Post:
    """A post of the team.

    Attributes:
        name: by which its random numbers are addressed.
        profession: of whoever holds it.
        pair: position of its pair.
        begins: years since programme start to its first holder's first day.
    """

    name: str
    profession: str
    pair: int
    begins: float


@dataclass(frozen=True)
class TeamPlan:
    """A team in numbers. Times in years since programme start, rates per year; arrays have the shape (draw,).

    Attributes:
        pairs: their names.
        posts: of all pairs.
        chosen: whether each family waits for the pair of its own choice.
        until: when service ends for everybody.
        caseload: places of a pair whose members count in full.
        shared: of the work with a family, what members of other pairs can do.
        lead, start_up, at_first: of a successor: time until the first day, time until it counts in full, and the
            share of its places that it counts before.
        spells, spell_length, turnover: of sickness and of leaving.
        withdraws, drops_out: of families that wait, and that are served.
        length, spread: mean time in service, and its standard deviation over that.
        phases: time in service from which each phase holds, and the places that a family then takes.
        visits: places of a pair that its visits take while they go on.
        visits_begin: when they begin.
        closes: of each pair, from when on it takes no new family; its posts end when its last family has left. Empty:
            no pair closes.
        loss: of the effect, what goes with the time that the team has, what is lost with each year of waiting, and
            what while no settled member is there, shape (draw, 3).
    """

    pairs: tuple[str, ...]
    posts: tuple[Post, ...]
    chosen: bool
    until: float
    caseload: Floats
    lead: Floats
    start_up: Floats
    at_first: Floats
    spells: Floats
    spell_length: Floats
    turnover: Floats
    withdraws: Floats
    drops_out: Floats
    length: Floats
    spread: Floats
    phases: tuple[tuple[float, Floats], ...]
    shared: Floats
    visits: Floats
    visits_begin: float
    loss: Floats
    closes: tuple[float, ...] = ()

    @property
    def open(self) -> tuple[tuple[float, float], ...]:
        """From when until when each pair takes families."""
        begins = [min(post.begins for post in self.posts if post.pair == pair) for pair in range(len(self.pairs))]
        return tuple(zip(begins, self.closes or (np.inf,) * len(begins), strict=True))

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.caseload)


def plan_of(scenario: Scenario, inputs: Inputs, *, begins: tuple[float, ...] | None = None) -> TeamPlan:
    """The declared team, or one of as many pairs as `begins` says when they begin.

    Args:
        scenario: declares a team, and that it serves.
        inputs: drawn for it.
        begins: of each pair, years since programme start to its first day; a larger team repeats the declared pairs.
    """
    team = team_of(scenario)
    declared = list(team.pairs.items())
    starts = begins if begins is not None else (parse_span(team.begins),) * len(declared)
    pairs, posts = list[str](), list[Post]()
    for number, start in enumerate(starts):
        name, members = declared[number % len(declared)]
        name = name if number < len(declared) else f"{name} {number // len(declared) + 1}"
        for place, profession in enumerate(members):
            posts.append(Post(f"{name}/{place + 1}", profession, number, start))
        pairs.append(name)
    nothing, all_of_it = np.zeros(inputs.draws), np.ones(inputs.draws)
    until, served = scenario.programme.served.until, inputs["programme.served.length"]

    def given(key: str, declared: object, missing: Floats = nothing) -> Floats:
        return missing if declared is None else inputs[f"team.{key}"]

    phases = tuple(
        (parse_span(phase.after), inputs[f"team.cases.phases.{name}.places"])
        for name, phase in team.cases.phases.items()
    )
    weaker, recruitment = team.weaker_effect, team.recruitment
    losses = [given(f"weaker_effect.{name}", getattr(weaker, name)) for name in ("intensity", "waiting", "relation")]
    return TeamPlan(
        pairs=tuple(pairs),
        posts=tuple(posts),
        chosen=team.contact == "chosen",
        until=scenario.time.horizon_years if until is None else years_since(scenario.time.start, until),
        caseload=inputs["team.caseload"],
        lead=given("hiring.lead", team.hiring),
        start_up=given("hiring.start_up", team.hiring),
        at_first=given("hiring.at_first", team.hiring, all_of_it),
        spells=given("sickness.spells", team.sickness),
        spell_length=given("sickness.length", team.sickness),
        turnover=given("turnover", team.turnover),
        withdraws=given("waiting.withdraws", team.waiting),
        drops_out=given("cases.drops_out", team.cases.drops_out),
        length=served,
        spread=given("cases.spread", team.cases.spread),
        phases=phases or ((0.0, all_of_it),),
        shared=given("shared", team.shared),
        visits=given("recruitment.places", None if recruitment is None else recruitment.places),
        visits_begin=0.0 if recruitment is None else parse_span(recruitment.begins),
        loss=np.stack(losses, axis=1),
    )


def team_of(scenario: Scenario) -> Team:
    """The team that a scenario declares.

    Raises:
        UsageError: if it declares none.
    """
    if scenario.team is None:
        raise UsageError(Words("team.ask.none"))
    return scenario.team
