"""Checks of the team: pairs that can serve, posts that somebody pays, families that find a team when they come."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.timeline import years_since
from businesscase.scenario.declare.document import Document
from businesscase.scenario.declare.places import Path
from businesscase.scenario.declare.quantity import Quantity, parse_span
from businesscase.scenario.declare.rollout import Rollout
from businesscase.scenario.declare.team import Team
from businesscase.scenario.read.faults import fault, unknown_name


def team_faults(scenario: Document) -> Iterator[Fault]:
    """Faults of `team`, and of a service that is left to a team which is not declared."""
    team, served = scenario.team, scenario.programme.served
    if scenario.rollout is not None:
        yield from _rollout_faults(scenario, scenario.rollout)
    if team is None:
        if served.by == "team":
            message = "the service is left to a team, and none is declared"
            yield fault(scenario.provenance, ("programme", "served", "by"), message, found="team", expected="team:")
        return
    yield from _pair_faults(scenario, team)
    yield from _payer_faults(scenario, team)
    yield from _time_faults(scenario, team)
    yield from _case_faults(scenario, team)
    yield from _feedback_faults(scenario, team)


def _pair_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    origin = scenario.provenance
    used = {profession for members in team.pairs.values() for profession in members}
    for name, members in team.pairs.items():
        path: Path = ("team", "pairs", name)
        if not members:
            message = f"the pair '{name}' has no member"
            yield fault(origin, path, message, expected="professions of its members, such as two", at_key=True)
        for index, profession in enumerate(members):
            if profession not in team.professions:
                at = (*path, str(index))
                yield unknown_name(origin, at, "profession", profession, team.professions)
    for profession in team.professions:
        if profession not in used:
            message = f"no pair has a member of the profession '{profession}'"
            at = ("team", "professions", profession)
            yield fault(origin, at, message, expected="use it, or leave it out", at_key=True)
    if team.caseload.canonical <= 0:
        message = "a pair that holds no family serves none"
        expected = "a caseload above 0 families"
        yield fault(origin, ("team", "caseload"), message, found=_said(team.caseload), expected=expected)


def _payer_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    origin = scenario.provenance
    paid = {("team", "professions", name): one.department for name, one in team.professions.items()}
    paid |= {("team", "overheads", name): one.department for name, one in team.overheads.items()}
    for path, department in paid.items():
        what = "profession" if path[1] == "professions" else "overhead"
        if department is None:
            message = f"no department pays the {what} '{path[2]}'"
            names = ", ".join(scenario.departments) or "the name of a department"
            yield fault(origin, path, message, expected=f"department: one of: {names}", at_key=True)
        elif scenario.departments and department not in scenario.departments:
            yield unknown_name(origin, (*path, "department"), "department", department, scenario.departments)


def _time_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    origin, served, recruitment = scenario.provenance, scenario.programme.served, team.recruitment
    exists, ends = parse_span(team.begins), end_of_service(scenario)
    if exists >= ends:
        message = "the team begins when nobody is served any more"
        expected = f"less than {ends:.2f} years from programme start"
        yield fault(origin, ("team", "begins"), message, found=team.begins, expected=expected)
    elif recruitment is None and exists > 0:
        message = "families come from programme start on, before the team exists"
        expected = "begins: 0 weeks, or recruitment: that begins with the team"
        yield fault(origin, ("team", "begins"), message, found=team.begins, expected=expected)
    elif recruitment is not None and parse_span(recruitment.begins) < exists:
        message, path = "families are visited before the team exists", ("team", "recruitment", "begins")
        expected = f"at least {team.begins}, when the team begins"
        yield fault(origin, path, message, found=recruitment.begins, expected=expected)
    if served.length.canonical > ends:
        message = "a family is served for longer than the programme lasts"
        path = ("programme", "served", "length")
        yield fault(origin, path, message, found=_said(served.length), expected=f"at most {ends:.2f} years")


def _feedback_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    if team.feedback and not scenario.programme.served.ends_when:
        message = "nothing feeds back: no situation of a family ends its service"
        expected = "programme.served.ends_when, or no feedback"
        yield fault(scenario.provenance, ("team", "feedback"), message, found="true", expected=expected)


def _case_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    origin, before = scenario.provenance, ""
    for name, phase in team.cases.phases.items():
        path: Path = ("team", "cases", "phases", name)
        after = parse_span(phase.after)
        if not before and after != 0.0:
            message = "the first phase of a case begins with its first day"
            yield fault(origin, (*path, "after"), message, found=phase.after, expected="0 weeks")
        elif before and after <= parse_span(before):
            message = "phases follow one another"
            expected = f"more than {before}"
            yield fault(origin, (*path, "after"), message, found=phase.after, expected=expected)
        if phase.places.canonical <= 0:
            message = "a family that is served takes some place"
            yield fault(origin, (*path, "places"), message, found=_said(phase.places), expected="above 0")
        before = phase.after


def _rollout_faults(scenario: Document, rollout: Rollout) -> Iterator[Fault]:
    origin = scenario.provenance
    if scenario.team is None:
        message = "a roll-out needs the team that is rolled out, and none is declared"
        yield fault(origin, ("rollout",), message, expected="team:", at_key=True)
    for kind in ("cohorts", "pairs"):
        for year, number in getattr(rollout, kind).items():
            path: Path = ("rollout", kind, str(year))
            if not 1 <= year <= rollout.lasts:
                message = f"the year {year} lies outside the roll-out"
                yield fault(origin, path, message, expected=f"1 to {rollout.lasts}", at_key=True)
            if number < 1:
                message = f"nobody: {number} {'families' if kind == 'cohorts' else 'pairs'}"
                yield fault(origin, path, message, found=number, expected="at least 1, or leave the year out")
    if min(rollout.cohorts) < min(rollout.pairs):
        message = "families come before the team exists"
        expected = f"from year {min(rollout.pairs)} on, in which the first pair begins"
        yield fault(origin, ("rollout", "cohorts", str(min(rollout.cohorts))), message, expected=expected, at_key=True)
    if rollout.lasts > scenario.time.horizon_years:
        message = "the roll-out lasts beyond the years that are looked at"
        expected = f"at most {scenario.time.horizon_years}"
        yield fault(origin, ("rollout", "lasts"), message, found=rollout.lasts, expected=expected)


def end_of_service(scenario: Document) -> float:
    """Years from programme start until nobody is served any more."""
    until = scenario.programme.served.until
    return scenario.time.horizon_years if until is None else years_since(scenario.time.start, until)


def _said(quantity: Quantity) -> str:
    return f"{quantity.value:g} {quantity.unit}"
