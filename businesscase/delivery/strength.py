"""How much of its effect a family's service has, where the team falls short: an assumption, and by default all of it.

    strength = (1 - a (1 - intensity)) exp(-b wait) (1 - c (1 - relation))

with a, b and c as declared (`team.weaker_effect`). *Intensity* is the time that the family's pair has for it over the
time that it was to have, *relation* the share of time in which a settled member of that pair is there; both are means
over the family's time in service. It is one number a family: who is served by a team in trouble is helped less
throughout, and what is left after the service fades from there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from businesscase.delivery.records import Records
from businesscase.delivery.rooms import rooms_of, settled_of
from businesscase.delivery.team import Case
from businesscase.model.offer import Offer, Stretches

Floats = NDArray[np.float64]


def strengths(records: Records) -> Floats | None:
    """Of every family's effect what its service has, shape (draw, family), 1 where it got none; None: all of it."""
    loss = records.plan.loss
    if not loss.any():
        return None
    a, b, c = loss.T[:, :, None]
    waits = np.subtract(records.begins, records.arrives, out=np.zeros(records.begins.shape), where=records.served)
    found = np.exp(-b * waits)
    if c.any():
        found = found * (1.0 - c * (1.0 - relation(records)))
    if a.any():
        found = found * (1.0 - a * (1.0 - intensity(records)))
    return np.asarray(np.where(records.served, found, 1.0))


def strength_of(offer: Offer, draw: int, case: Case) -> float:
    """The same of one family when its service begins; what the team will have time for is not known then."""
    _, b, c = offer.loss[draw].tolist()
    there = 1.0
    if c > 0.0 and case.ends > case.begins:
        there = _there(offer.settled[draw][case.pair], case.begins, case.ends) / (case.ends - case.begins)
    return float(np.exp(-b * (case.begins - case.arrives)) * (1.0 - c * (1.0 - there)))


def relation(records: Records) -> Floats:
    """Share of each family's time in service in which a member of its pair past start-up is there.

    Shape (draw, family), 1 for those that got no service.
    """
    found = np.ones(records.begins.shape)
    for draw, posts in enumerate(records.posts):
        settled = settled_of(records.plan, posts)
        for number in np.flatnonzero(records.served[draw]):
            begins, ends = records.begins[draw, number], records.ends[draw, number]
            if ends > begins:
                there = _there(settled[records.pair[draw, number]], begins, ends)
                found[draw, number] = there / (ends - begins)
    return found


def held(records: Records) -> Floats:
    """Mean relation of a team's families, by their time in service, shape (draw,); 1 where none was served."""
    years = np.diff(records.intervals(), axis=2)[:, :, 0]
    whole = years.sum(axis=1)
    found = np.divide((years * relation(records)).sum(axis=1), whole, out=np.ones(len(whole)), where=whole > 0.0)
    return np.asarray(found)


def intensity(records: Records) -> Floats:
    """Time that the team has for each family over what it was to have, mean over its time in service.

    What a pair's own families take beyond its places is missed by all of them alike; the shared part of the work is
    done as far as anybody in the team has room. Shape (draw, family), 1 for those that got no service.
    """
    plan, found = records.plan, np.ones(records.begins.shape)
    for draw in range(plan.draws):
        served = np.flatnonzero(records.served[draw])
        begins, ends, pair = (each[draw, served] for each in (records.begins, records.ends, records.pair))
        moments, places = _places(records, draw, begins, ends)
        taken = np.zeros((len(plan.pairs), len(moments)))
        limits = [*(after for after, _ in plan.phases), np.inf]
        for number, (after, takes) in enumerate(plan.phases):
            since, until = np.minimum(begins + after, ends), np.minimum(begins + limits[number + 1], ends)
            np.add.at(taken, (pair, np.searchsorted(moments, since)), takes[draw])
            np.add.at(taken, (pair, np.searchsorted(moments, until)), -takes[draw])
        taken = np.maximum(np.cumsum(taken, axis=1), 0.0)
        shared = float(plan.shared[draw])
        own, lent = (1.0 - shared) * taken, shared * taken.sum(axis=0)
        spare = np.maximum(places - own, 0.0).sum(axis=0)
        done = (1.0 - shared) * _part(places, own) + shared * _part(spare, lent)[None, :]
        summed = np.zeros((len(plan.pairs), len(moments)))
        summed[:, 1:] = np.cumsum(done[:, :-1] * np.diff(moments), axis=1)
        lasts = ends - begins
        years = summed[pair, np.searchsorted(moments, ends)] - summed[pair, np.searchsorted(moments, begins)]
        found[draw, served] = np.divide(years, lasts, out=np.ones(len(lasts)), where=lasts > 0.0)
    return found


def _places(records: Records, draw: int, begins: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """Moments at which something changes, and the places of each pair from each on, shape (pair, moment)."""
    plan = records.plan
    rooms = rooms_of(plan, draw, records.posts[draw], float(records.visited[draw]))
    after = [np.minimum(begins + later, ends) for later, _ in plan.phases]
    moments = np.unique(np.concatenate([[0.0], *(room.since for room in rooms), *after, ends]))
    places = np.zeros((len(rooms), len(moments)))
    for row, room in enumerate(rooms):
        position = np.searchsorted(room.since, moments, side="right")
        places[row] = np.concatenate([[0.0], room.places])[position]
    return moments, places


def _part(there: Floats, needed: Floats) -> Floats:
    """What there is over what is needed, at most all of it."""
    return np.minimum(np.divide(there, needed, out=np.ones_like(needed), where=needed > 1e-9), 1.0)


def _there(stretches: Stretches, begins: float, ends: float) -> float:
    return sum(max(min(b, ends) - max(a, begins), 0.0) for a, b in stretches)
