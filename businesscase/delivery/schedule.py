"""Who is served, from when to when: as declared, or as a team gave it in each draw (`serving`)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from businesscase.model.compiled import Schedule

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Exposure:
    """When families are served. Holds the schedule, so that it takes no memory by draw and family until asked.

    Attributes:
        schedule: the declared service.
        cohort: whether every family enrols at programme start (the view of one cohort).
    """

    schedule: Schedule
    cohort: bool = False

    @property
    def intake(self) -> Floats:
        """Length of the intake in years, shape (draw,)."""
        return np.zeros_like(self.schedule.intake) if self.cohort else self.schedule.intake

    @property
    def until(self) -> float:
        """Time from which nobody is served; a cohort that enrols on the first day is served to its end."""
        return np.inf if self.cohort else self.schedule.until

    def of_draws(self, draws: slice) -> Exposure:
        """The exposure of some draws only, small enough to wait in a queue."""
        return replace(self, schedule=self.schedule.of_draws(draws))

    def intervals(self, draws: slice) -> Floats:
        """Beginning and end of service in years since programme start, shape (draw, family, 2)."""
        given = self.schedule.given
        if given is not None:
            return given[draws] - given[draws, :, :1] if self.cohort else given[draws]
        begin = self.intake[draws, None] * self.schedule.rank[None, :]
        end = np.minimum(begin + self.schedule.length[draws, None], self.until)
        return np.stack([begin, np.maximum(end, begin)], axis=2)

    def service(self, draws: slice) -> Floats:
        """Beginning, end and strength of service: what the engines read, shape (draw, family, 3)."""
        intervals, strength = self.intervals(draws), self.schedule.strength
        wide = np.ones(intervals.shape[:2]) if strength is None else strength[draws]
        return np.concatenate([intervals, wide[:, :, None]], axis=2)

    def family_years(self, chosen: NDArray[np.bool_], edges: Floats) -> Floats:
        """Years of service scheduled for the chosen families in each period, shape (draw, period).

        Families begin at intake x rank, so the years given until t are a sum over the sorted ranks below t / intake.
        """
        ranks = np.sort(self.schedule.rank[chosen])
        summed = np.concatenate([[0.0], np.cumsum(ranks)])

        def since_begin(moment: Floats) -> Floats:
            """Sum over families of the time since they began, (moment - begin)+, shape (draw, edge)."""
            intake = self.intake[:, None]
            position = np.divide(moment, intake, out=np.full_like(moment, np.inf), where=intake > 0.0)
            begun = np.searchsorted(ranks, np.where(moment > 0.0, position, -np.inf), side="right")
            return np.asarray(begun * moment - intake * summed[begun])

        wide = np.broadcast_to(np.minimum(edges, self.until), (self.intake.shape[0], edges.shape[0]))
        given = since_begin(wide) - since_begin(wide - self.schedule.length[:, None])
        return np.asarray(np.diff(given, axis=1))
