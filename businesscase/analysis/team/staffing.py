"""The staffing plan: posts held by profession and department, year by year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.team.money import Spread, spread
from businesscase.core.timeline import month_edges
from businesscase.delivery.costs import person_years
from businesscase.delivery.plan import team_of
from businesscase.delivery.records import Records
from businesscase.scenario.load.scenario import Scenario

Floats = NDArray[np.float64]
MONTHS = 12


@dataclass(frozen=True)
class Staffed:
    """Person-years for which posts are held, sick or well.

    Attributes:
        profession: as declared; None for all of a department.
        department: who pays the posts.
        years: mean over draws in each year, shape (year,).
        total: until service ends for everybody.
    """

    profession: str | None
    department: str
    years: Floats
    total: Spread


def staffing(scenario: Scenario, records: Records) -> tuple[Staffed, ...]:
    """Each department that pays posts, followed by its professions."""
    declared, found = team_of(scenario).professions, list[Staffed]()
    held = person_years(records, month_edges(int(np.ceil(records.plan.until))))
    payers = {name: declared[name].department or "" for name in held}
    for department in dict.fromkeys(payers.values()):
        own = {name: held[name] for name, payer in payers.items() if payer == department}
        found.append(_staffed(None, department, np.sum(list(own.values()), axis=0)))
        found += [_staffed(name, department, months) for name, months in own.items()]
    return tuple(found)


def _staffed(profession: str | None, department: str, months: Floats) -> Staffed:
    years = months.reshape(len(months), -1, MONTHS).sum(axis=2)
    return Staffed(profession, department, years.mean(axis=0), spread(years.sum(axis=1)))
