"""How the municipality books what the state pays a part of: gross with the refusion beside it, or its own part only."""

from __future__ import annotations

from businesscase.rules.expressions import Expression, Flow
from businesscase.scenario.declare.municipality import Booking

OWN = Flow("own")  # what the municipality pays itself
REFUNDED = Flow("refunded")  # the state's part of what families here cost
OPERATION, REFUSION = 1, 2  # dranst
_GROSS, _BACK = OWN + REFUNDED, -REFUNDED


def booked(booking: Booking) -> tuple[tuple[int, Expression], ...]:
    """Dranst and amount of each row that a booking makes, expenditure positive."""
    if booking.refusion == "booked":
        return (OPERATION, _GROSS), (REFUSION, _BACK)
    return ((booking.dranst, OWN),)
