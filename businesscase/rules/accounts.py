"""How the municipality books: what the state pays a part of, under which art, and what bookings add up to.

Gross with the refusion beside it on dranst 2, or the municipality's own part only. docs/explanation/accounts.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from businesscase.core.vocabulary import Area
from businesscase.rules.expressions import Expression, Flow
from businesscase.scenario.declare.municipality import Booking

OWN = Flow("own")  # what the municipality pays itself
REFUNDED = Flow("refunded")  # the state's part of what families here cost
OPERATION, REFUSION = 1, 2  # dranst
_GROSS, _BACK = OWN + REFUNDED, -REFUNDED


class Entry(NamedTuple):
    """A row that a booking makes, expenditure positive; the art is None where it is not known.

    `share`: the part of the category that is booked there, where it is divided among functions.
    """

    dranst: int
    art: str | None
    amount: Expression
    share: float = 1.0


class Total(StrEnum):
    """What the bookings of a period add up to, by class and dranst; both roads to a figure take it from here."""

    SERVICE = "service"  # the service frame
    CASH = "cash"  # everything, net of refusion
    FINANCING = "financing"  # the part of cash that is tax and equalisation

    def counts(self, area: Area | None, dranst: int) -> bool:
        """Whether a booking is in the sum; without a chart of accounts there are no classes."""
        match self:
            case Total.SERVICE:
                return area is Area.SERVICE and dranst == OPERATION
            case Total.FINANCING:
                return area is Area.FINANCING
        return True


def booked(booking: Booking) -> Iterator[Entry]:
    """The rows that a booking makes: what is booked gross has an account of its own for what comes back."""
    if booking.refusion == "booked":
        yield Entry(OPERATION, booking.art, _GROSS, booking.share)
        yield Entry(REFUSION, booking.refusion_art, _BACK, booking.share)
    else:
        yield Entry(booking.dranst, booking.art, OWN, booking.share)
