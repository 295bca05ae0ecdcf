"""What charges book, as arrays for the kernel that adds it up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from businesscase.core.recent import of_itself
from businesscase.core.vocabulary import Strategy
from businesscase.engines.common.occupancy import Occupancy
from businesscase.ledger.ledger import Line
from businesscase.model.compiled import CompiledModel
from businesscase.model.tariffs.charges import Charge
from businesscase.rules.bookings import Booking, Memo, Where
from businesscase.rules.evaluate import Columns, Numbers
from businesscase.rules.moving import resident

if TYPE_CHECKING:
    from businesscase.ledger.adding import Counts

Floats = NDArray[np.float64]
_CHUNK = 100  # draws taken at a time: bounds the amounts of all bookings


def line_of(booking: Booking) -> Line:
    """The line of the ledger on which a booking stands."""
    return Line(booking.payer, booking.category, booking.department)


def book(
    model: CompiledModel,
    occupancy: Occupancy,
    charges: Sequence[Charge],
    chosen: Sequence[int],
    effective: Mapping[str, Floats],
    lines: Sequence[Line],
    memo: Memo,
    amounts: Floats,
) -> None:
    """Add to amounts, DKK of shape (line, draw, half, strategy, period), what charges book.

    Args:
        model, occupancy: of the same draws.
        charges: some of the model's.
        chosen: positions of the segments whose money it is.
        effective: family-years of full effect by profile, shape (draw, half or 1, period).
        lines: those of the bookings.
        memo: which bookings.
        amounts: changed in place.
    """
    from businesscase.ledger.adding import Booked, Space, add_up

    draws, halves, strategies, segments, periods, _ = occupancy.quantities.shape
    counts = _counted(charges, chosen, effective, occupancy)
    used = len(counts.used)
    space = Space(
        np.zeros((used, segments, halves, strategies, periods)),
        np.zeros((used, segments), np.bool_),
        np.zeros((halves, strategies, periods)),
        np.zeros(periods),
    )
    epochs, rows = model.tariffs.epochs, {line: row for row, line in enumerate(lines)}
    sums = [_sums(charge, memo, _prices(model)) for charge in charges]
    every = Booked(
        first=_begins(sums),
        line=np.array([rows[line] for some in sums for line, _ in some], np.int64),
        where=np.array([_PLACES.index(where) for some in sums for _, where in some], np.int64),
        amount=np.zeros((0, 0, 0)),
        residing=_residing(model, occupancy),
        **_runs(epochs.share),
    )
    for begin in range(0, draws, _CHUNK):
        part = slice(begin, min(begin + _CHUNK, draws))
        some = every._replace(
            amount=_amounts(sums, part, len(epochs.moments)),
            residing=every.residing[:, part] if every.residing.shape[1] > 1 else every.residing,
        )
        own = counts._replace(effective=counts.effective[:, part])
        add_up(occupancy.quantities[part], own, some, space, amounts[:, part])


def _counted(
    charges: Sequence[Charge], chosen: Sequence[int], effective: Mapping[str, Floats], occupancy: Occupancy
) -> Counts:
    """What each charge counts: cells of segments, under which strategies, and family-years of effect."""
    from businesscase.ledger.adding import Counts

    draws, _, strategies, _, periods, _ = occupancy.quantities.shape
    cells = [[(cell, one) for cell in charge.cells for one in charge.segments if one in chosen] for charge in charges]
    used, cell = np.unique(np.array([each for some in cells for each, _ in some], np.int64), return_inverse=True)
    years = [np.broadcast_to(each, (draws, *each.shape[1:])) for each in effective.values()]
    return Counts(
        used=used,
        first=_begins(cells),
        cell=cell,
        segment=np.array([one for some in cells for _, one in some], np.int64),
        paid=np.array([[strategy in charge.strategies for strategy in range(strategies)] for charge in charges]),
        profile=np.array([-1 if one.profile is None else list(effective).index(one.profile) for one in charges]),
        effective=np.array(years) if years else np.zeros((0, draws, 1, periods)),
        programme=Strategy.PROGRAMME.axis,
    )


def _amounts(sums: Sequence[Mapping[tuple[Line, Where], Floats]], part: slice, epochs: int) -> Floats:
    """DKK that a unit books in some of the draws, shape (sum, draw, epoch)."""
    found = np.zeros((sum(len(each) for each in sums), part.stop - part.start, epochs))
    for place, each in enumerate(one for some in sums for one in some.values()):
        found[place] = each[part] if len(each) > 1 else each
    return found


_PLACES = (Where.ALL, Where.HERE, Where.AWAY)


@of_itself(2)  # both views of a block take the same prices
def _prices(model: CompiledModel) -> Numbers:
    return Numbers(model.inputs.values, Columns(model.tariffs.epochs.moments))


def _sums(charge: Charge, memo: Memo, prices: Numbers) -> dict[tuple[Line, Where], Floats]:
    """DKK that a unit of a charge books, shape (draw or 1, epoch or 1): what levies book on one line is added up."""
    found: dict[tuple[Line, Where], Floats] = {}
    for booking in charge.bookings:
        if booking.memo is memo:
            key = (line_of(booking), booking.where)
            found[key] = found.get(key, 0.0) + prices.of(booking.unit)
    return found


def _residing(model: CompiledModel, occupancy: Occupancy) -> Floats:
    """Share of the families of which each of `_PLACES` is booked, shape (place, draw or 1, period)."""
    stay = resident(model.tariffs.moving, model.inputs.values, occupancy.edges)
    everywhere = np.ones((1, occupancy.quantities.shape[4])) if stay is None else np.ones(stay.shape)
    return np.array([everywhere, everywhere, everywhere] if stay is None else [everywhere, stay, 1.0 - stay])


def _runs(share: Floats) -> dict[str, NDArray[Any]]:
    """Periods that lie alike in a stretch: the first of each run, the first behind it, the stretch, and the share.

    Args:
        share: of each period that lies in each stretch, shape (epoch, period).
    """
    changes = np.diff(share, axis=1, prepend=np.nan) != 0.0
    epoch, since = np.nonzero(changes)
    until = np.where(np.append(epoch[1:], -1) == epoch, np.append(since[1:], 0), share.shape[1])
    counts = share[epoch, since] > 0.0
    since, until, epoch = since[counts], until[counts], epoch[counts]
    return {"since": since, "until": until, "epoch": epoch, "share": share[epoch, since]}


def _begins(parts: Sequence[Collection[object]]) -> NDArray[np.int64]:
    """Where each part begins when all lie behind one another, and where the last one ends."""
    return np.cumsum([0, *(len(part) for part in parts)], dtype=np.int64)
