"""Moments on SimPy's clock."""

from __future__ import annotations

import math

from simpy import Environment, Event


def at(world: Environment, moment: float) -> Event:
    """An event at exactly this moment; SimPy counts from now, and the sum must round to the moment itself."""
    delay = max(moment - world.now, 0.0)
    while world.now + delay < moment:
        delay = math.nextafter(delay, math.inf)
    while world.now + delay > moment:
        delay = math.nextafter(delay, 0.0)
    return world.timeout(delay)
