"""What happened to every family and every post, and what is derived from it afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.plan import TeamPlan
from businesscase.delivery.staff import Stint
from businesscase.delivery.team import Ending

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Records:
    """Families and posts of a team, one life of it in each draw. Times in years since programme start.

    Attributes:
        plan: the team.
        families: names.
        arrives, begins, ends: when a family accepts, when its service begins, and when it ends or the wait does; of
            what does not happen infinite; shape (draw, family).
        pair: position of the pair that serves it, -1 for none, shape (draw, family).
        ending: how it ended (`team.Ending`), shape (draw, family).
        taken: places x years that it took, shape (draw, family).
        whole: places x years that it takes where nothing but completion or drop-out ends its service, whether it was
            served or not, shape (draw, family).
        posts: stints of every post, by draw and post.
        visited: until when pairs visit families that are not served yet, shape (draw,).
    """

    plan: TeamPlan
    families: tuple[str, ...]
    arrives: Floats
    begins: Floats
    ends: Floats
    pair: NDArray[np.int64]
    ending: NDArray[np.int64]
    taken: Floats
    whole: Floats
    posts: list[list[tuple[Stint, ...]]]
    visited: Floats

    @property
    def served(self) -> NDArray[np.bool_]:
        """Families whose service began, shape (draw, family)."""
        return self.pair >= 0

    @property
    def service_years(self) -> Floats:
        """Family-years of service, shape (draw,)."""
        return np.asarray(np.diff(self.intervals(), axis=2)[:, :, 0].sum(axis=1))

    @property
    def waits(self) -> Floats:
        """Years waited by those who came: to the beginning of service, to the withdrawal, or to the end; else NaN."""
        came = self.ending != Ending.NEVER_CAME
        waited = np.where(self.served, self.begins, self.ends)[came] - self.arrives[came]
        found = np.full(came.shape, np.nan)
        found[came] = waited
        return found

    def intervals(self) -> Floats:
        """Beginning and end of service, empty for those who got none, shape (draw, family, 2)."""
        begin = np.where(self.served, self.begins, self.plan.until)
        return np.stack([begin, np.where(self.served, self.ends, self.plan.until)], axis=2)

    def events(self, draw: int) -> list[tuple[float, str, str, str]]:
        """Time, family, event and pair of one life of the team, in the order of time."""
        found = []
        for number, family in enumerate(self.families):
            ending = Ending(int(self.ending[draw, number]))
            if ending is Ending.NEVER_CAME:
                continue
            pair = self.plan.pairs[self.pair[draw, number]] if self.served[draw, number] else ""
            found.append((float(self.arrives[draw, number]), family, "arrived", pair))
            if self.served[draw, number]:
                found.append((float(self.begins[draw, number]), family, "began", pair))
            found.append((float(self.ends[draw, number]), family, ending.name.lower(), pair))
        order = {"arrived": 0, "began": 1}
        return sorted(found, key=lambda row: (row[0], order.get(row[2], 2), row[1]))


def present(records: Records, moments: Floats) -> dict[str, Floats]:
    """Families that wait, are served, are done, and gave up at some moments, each of shape (draw, moment)."""
    arrives, begins, ends = (each[:, :, None] for each in (records.arrives, records.begins, records.ends))
    served, came = records.served[:, :, None], (records.ending != Ending.NEVER_CAME)[:, :, None]
    stops = np.where(served, begins, ends)
    gave_up = np.isin(records.ending, (Ending.WITHDREW, Ending.DROPPED_OUT))[:, :, None]
    past = came & (ends <= moments)
    return {
        "waiting": (came & (arrives <= moments) & (moments < stops)).sum(axis=1),
        "served": (served & (begins <= moments) & (moments < ends)).sum(axis=1),
        "done": (past & served & ~gave_up).sum(axis=1),
        "gave_up": (past & gave_up).sum(axis=1),
    }


def typical(records: Records) -> int:
    """The draw whose life of the team is the most ordinary: nearest to the medians over draws, in their spreads.

    Compared are families served, those of them that the end cut off, median time in service, and mean wait.
    """
    served, came = records.served, records.ending != Ending.NEVER_CAME
    lasts = np.where(served, records.ends - np.where(served, records.begins, 0.0), np.nan)
    waits = np.where(came, records.waits, 0.0).sum(axis=1) / np.maximum(came.sum(axis=1), 1)
    median = [float(np.nanmedian(row)) if one.any() else 0.0 for row, one in zip(lasts, served, strict=True)]
    cut_off = (records.ending == Ending.SERVED).sum(axis=1)
    told = np.stack([served.sum(axis=1), cut_off, np.array(median), waits], axis=1)
    away, spread = told - np.median(told, axis=0), told.std(axis=0)
    far = np.divide(away, spread, out=np.zeros(told.shape), where=spread > 0.0)
    return int(np.argmin((far**2).sum(axis=1)))


def utilisation(records: Records, room: Floats) -> Floats:
    """Places x years that families took over those that there were, shape (draw,).

    Args:
        room: places x years of all pairs, shape (draw,) (`rooms.room_years`).
    """
    return np.asarray(np.divide(records.taken.sum(axis=1), room, out=np.zeros(len(room)), where=room > 0.0))
