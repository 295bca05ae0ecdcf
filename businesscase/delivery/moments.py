"""Moments on SimPy's clock."""

from __future__ import annotations

import math

from simpy import Environment, Event
from simpy.events import Timeout


def at(world: Environment, moment: float) -> Event:
    """An event at exactly this moment; SimPy counts from now, and the sum must round to the moment itself."""
    now: float = world.now
    delay = max(moment - now, 0.0)
    while now + delay < moment:
        delay = math.nextafter(delay, math.inf)
    while now + delay > moment:
        delay = math.nextafter(delay, 0.0)
    return Timeout(world, delay)
