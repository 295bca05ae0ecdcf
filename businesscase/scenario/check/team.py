"""Checks of the team: pairs that can serve, posts that somebody pays, families that find a team when they come."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.errors import Fault
from businesscase.core.timeline import years_since
from businesscase.core.words import Words
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
    steady = scenario.programme.steady_state
    if steady is not None and steady.use is not None:
        path = ("programme", "steady_state", "use")
        if team is None:
            message = Words("team.no_routine")
            yield fault(scenario.provenance, path, message, found=_said(steady.use), expected="team:")
        elif steady.use.canonical <= 0:
            message, expected = Words("team.no_use"), Words("team.above_0")
            yield fault(scenario.provenance, path, message, found=_said(steady.use), expected=expected)
    if team is None:
        if served.by == "team":
            message = Words("team.none")
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
            message = Words("team.no_member", name=name)
            yield fault(origin, path, message, expected=Words("team.members"), at_key=True)
        for index, profession in enumerate(members):
            if profession not in team.professions:
                at = (*path, str(index))
                yield unknown_name(origin, at, Words("a.profession"), profession, team.professions)
    for profession in team.professions:
        if profession not in used:
            message = Words("team.unused", name=profession)
            at = ("team", "professions", profession)
            yield fault(origin, at, message, expected=Words("team.use_it"), at_key=True)
    if team.caseload.canonical <= 0:
        message = Words("team.no_caseload")
        expected = Words("team.a_caseload")
        yield fault(origin, ("team", "caseload"), message, found=_said(team.caseload), expected=expected)


def _payer_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    origin = scenario.provenance
    paid = {("team", "professions", name): one.department for name, one in team.professions.items()}
    paid |= {("team", "overheads", name): one.department for name, one in team.overheads.items()}
    for path, department in paid.items():
        if department is None:
            words = "team.unpaid_profession" if path[1] == "professions" else "team.unpaid_overhead"
            names = ", ".join(scenario.departments)
            expected = Words("team.department", names=names) if names else Words("team.a_department")
            yield fault(origin, path, Words(words, name=path[2]), expected=expected, at_key=True)
        elif scenario.departments and department not in scenario.departments:
            yield unknown_name(origin, (*path, "department"), Words("a.department"), department, scenario.departments)


def _time_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    origin, served, recruitment = scenario.provenance, scenario.programme.served, team.recruitment
    exists, ends = parse_span(team.begins), end_of_service(scenario)
    if exists >= ends:
        message = Words("team.too_late")
        expected = Words("team.before_the_end", years=ends)
        yield fault(origin, ("team", "begins"), message, found=team.begins, expected=expected)
    elif recruitment is None and exists > 0:
        message = Words("team.families_first")
        expected = Words("team.begin_together")
        yield fault(origin, ("team", "begins"), message, found=team.begins, expected=expected)
    elif recruitment is not None and parse_span(recruitment.begins) < exists:
        message, path = Words("team.visits_first"), ("team", "recruitment", "begins")
        expected = Words("team.from_its_beginning", begins=team.begins)
        yield fault(origin, path, message, found=recruitment.begins, expected=expected)
    if served.length.canonical > ends:
        message = Words("team.longer_than_all")
        path = ("programme", "served", "length")
        yield fault(origin, path, message, found=_said(served.length), expected=Words("team.years_at_most", years=ends))


def _feedback_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    if team.feedback and team.weaker_effect.intensity is not None:
        message, path = Words("team.intensity_later"), ("team", "weaker_effect", "intensity")
        expected = Words("team.without_intensity")
        yield fault(scenario.provenance, path, message, found=_said(team.weaker_effect.intensity), expected=expected)
    if team.feedback and not scenario.programme.served.ends_when:
        message = Words("team.no_feedback")
        expected = Words("team.an_ending")
        yield fault(scenario.provenance, ("team", "feedback"), message, found="true", expected=expected)


def _case_faults(scenario: Document, team: Team) -> Iterator[Fault]:
    origin, before = scenario.provenance, ""
    for name, phase in team.cases.phases.items():
        path: Path = ("team", "cases", "phases", name)
        after = parse_span(phase.after)
        if not before and after != 0.0:
            message = Words("team.first_phase")
            yield fault(origin, (*path, "after"), message, found=phase.after, expected="0 weeks")
        elif before and after <= parse_span(before):
            message = Words("team.phases")
            expected = Words("team.later", before=before)
            yield fault(origin, (*path, "after"), message, found=phase.after, expected=expected)
        if phase.places.canonical <= 0:
            message = Words("team.no_place")
            yield fault(origin, (*path, "places"), message, found=_said(phase.places), expected=Words("team.above_0"))
        before = phase.after


def _rollout_faults(scenario: Document, rollout: Rollout) -> Iterator[Fault]:
    origin = scenario.provenance
    if scenario.team is None:
        message = Words("rollout.no_team")
        yield fault(origin, ("rollout",), message, expected="team:", at_key=True)
    for kind in ("cohorts", "pairs"):
        for year, number in getattr(rollout, kind).items():
            path: Path = ("rollout", kind, str(year))
            if not 1 <= year <= rollout.lasts:
                message = Words("rollout.outside", year=year)
                yield fault(origin, path, message, expected=Words("rollout.years", lasts=rollout.lasts), at_key=True)
            if number == 0 or (number < 0 and kind == "cohorts"):
                if kind == "cohorts":
                    message, expected = Words("rollout.no_families", number=number), Words("rollout.at_least")
                else:
                    message, expected = Words("rollout.no_pairs", number=number), Words("rollout.some_pairs")
                yield fault(origin, path, message, found=number, expected=expected)
    yield from _pairs_left_faults(scenario, rollout)
    if rollout.lasts > scenario.time.horizon_years:
        message = Words("rollout.too_long")
        expected = Words("rollout.horizon", years=scenario.time.horizon_years)
        yield fault(origin, ("rollout", "lasts"), message, found=rollout.lasts, expected=expected)


def _pairs_left_faults(scenario: Document, rollout: Rollout) -> Iterator[Fault]:
    """More pairs end than there are, or families come when there are none."""
    origin, left, begun = scenario.provenance, dict[int, int](), 0
    for year in sorted(rollout.pairs):
        begun += rollout.pairs[year]
        left[year] = begun
        if begun < 0:
            there = begun - rollout.pairs[year]
            message, expected = Words("rollout.too_few", year=year), Words("rollout.at_most_pairs", number=there)
            yield fault(origin, ("rollout", "pairs", str(year)), message, found=rollout.pairs[year], expected=expected)
            return
    for year in sorted(rollout.cohorts):
        before = [pairs for since, pairs in left.items() if since <= year]
        path: Path = ("rollout", "cohorts", str(year))
        if not before:
            message, expected = Words("rollout.families_first"), Words("rollout.from_year", year=min(rollout.pairs))
            yield fault(origin, path, message, expected=expected, at_key=True)
            return
        if before[-1] == 0:
            message, expected = Words("rollout.families_last"), Words("rollout.while_pairs")
            yield fault(origin, path, message, expected=expected, at_key=True)
            return


def end_of_service(scenario: Document) -> float:
    """Years from programme start until nobody is served any more."""
    until = scenario.programme.served.until
    return scenario.time.horizon_years if until is None else years_since(scenario.time.start, until)


def _said(quantity: Quantity) -> str:
    return f"{quantity.value:g} {quantity.unit}"
