"""A team in an environment, which it may share with whatever else lives there."""

from __future__ import annotations

from collections.abc import Callable

from simpy import Environment

from businesscase.delivery.team import Case, Room, Team
from businesscase.model.offer import Offer


def host(
    world: Environment, offer: Offer, draw: int, told: Callable[[Case], None] | None = None
) -> tuple[Team, list[Case]]:
    """Let a team serve in an environment, and its families as it sees them, in their order.

    Args:
        world: the environment; whoever runs it lets the team work.
        offer: the team.
        draw: which of its draws.
        told: called with a family when its service begins, and when it ends.
    """
    cases = [
        Case(arrives, length, drops_out, patience, int(choice))
        for arrives, length, drops_out, patience, choice in offer.families[draw].tolist()
    ]
    team = Team(
        world,
        [Room(*room) for room in offer.rooms[draw]],
        cases,
        phases=[(after, takes) for after, takes in offer.phases[draw].tolist()],
        until=offer.until,
        chosen=offer.chosen,
        shared=float(offer.shared[draw]),
        closes=offer.closes,
        told=told,
    )
    return team, cases
