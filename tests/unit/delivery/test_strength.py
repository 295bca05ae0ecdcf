"""What the effect loses where the team falls short, by hand and by a plain count over time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from businesscase.core.randomness import run_key
from businesscase.delivery.records import Records
from businesscase.delivery.rooms import room_years, rooms_of
from businesscase.delivery.serving import live, offer_of
from businesscase.delivery.staff import Standing, Stint
from businesscase.delivery.strength import held, intensity, relation, strength_of, strengths
from businesscase.delivery.team import Case, Ending
from tests.queues import plan, served

BUSY = {
    "turnover": 0.5, "lead": 0.3, "start_up": 0.4, "at_first": 0.5, "spells": 0.4, "spell_length": 0.3, "spread": 0.4,
    "withdraws": 0.5, "drops_out": 0.2,
}  # fmt: skip
DRAWS = 8


def records_of(team, posts, begins, ends, pair, arrives=None):
    """Records of one draw, written by hand."""
    begins, ends, pair = (np.array([each]) for each in (begins, ends, pair))
    return Records(
        plan=team, families=tuple(f"family {n}" for n in range(begins.shape[1])),
        arrives=begins if arrives is None else np.array([arrives]), begins=begins, ends=ends, pair=pair,
        ending=np.full(begins.shape, int(Ending.COMPLETED)), taken=ends - begins, whole=ends - begins, posts=[posts],
        visited=np.zeros(1),
    )  # fmt: skip


def stints(*limits):
    """(moment, standing) pairs as stints, to year 10."""
    ends = [*(moment for moment, _ in limits[1:]), 10.0]
    return tuple(Stint(begin, end, standing) for (begin, standing), end in zip(limits, ends, strict=True))


ALWAYS = stints((0.0, Standing.FULL))
AWAY = stints((0.0, Standing.FULL), (1.0, Standing.EMPTY), (2.0, Standing.NEW), (3.0, Standing.FULL))


def one_pair(**numbers):
    return plan(pairs=1, **{"caseload": 4.0, "at_first": 0.5, **numbers})


def test_the_relation_holds_when_one_is_away_and_weakens_when_both_are_new():
    life = records_of(one_pair(), [ALWAYS, AWAY], [0.0, 0.5], [4.0, 2.5], [0, 0])
    np.testing.assert_array_equal(relation(life), [[1.0, 1.0]])
    life = records_of(one_pair(), [AWAY, AWAY], [0.0, 0.5], [4.0, 2.5], [0, 0])
    np.testing.assert_allclose(relation(life), [[2.0 / 4.0, 0.5 / 2.0]])
    assert held(life)[0] == pytest.approx(2.5 / 6.0)


def test_a_full_pair_has_half_the_time_when_one_is_away():
    """Four families in four places; from year 1 on one member is away for a year and counts half in the next."""
    life = records_of(one_pair(), [ALWAYS, AWAY], [0.0] * 4, [4.0] * 3 + [2.0], [0] * 4)
    in_the_third_year = min(4 * 0.75 / 3, 1.0)  # one family has left: three in three places
    expected = (1.0 + 0.5 + in_the_third_year + 1.0) / 4
    np.testing.assert_allclose(intensity(life), [[expected] * 3 + [0.75]])


def test_a_pair_with_room_to_spare_misses_nothing():
    life = records_of(one_pair(), [ALWAYS, AWAY], [0.0, 0.0], [4.0, 4.0], [0, 0])
    np.testing.assert_array_equal(intensity(life), 1.0)


def test_shared_work_is_done_by_who_has_room():
    """Two pairs of four places; the first holds four families and loses a member, the second holds none."""
    posts = [ALWAYS, AWAY, ALWAYS, ALWAYS]
    apart, together = (
        records_of(plan(pairs=2, caseload=4.0, at_first=0.5, shared=shared), posts, [1.0] * 4, [2.0] * 4, [0] * 4)
        for shared in (0.0, 0.25)
    )
    np.testing.assert_allclose(intensity(apart), 0.5)
    np.testing.assert_allclose(intensity(together), 0.75 * (2.0 / 3.0) + 0.25)


@pytest.fixture(scope="module")
def life():
    names = tuple(f"family {number}" for number in range(60))
    arrives = np.tile(np.linspace(0.1, 5.0, 60), (DRAWS, 1))
    loss = np.tile([0.4, 0.2, 0.3], (DRAWS, 1))
    team = replace(plan(pairs=3, draws=DRAWS, shared=0.2, **BUSY), loss=loss)
    team = replace(team, phases=((0.0, np.full(DRAWS, 1.2)), (0.5, np.full(DRAWS, 0.9))))
    return live(team, run_key(1, np.arange(DRAWS), 1), names, arrives)


def test_intensity_by_a_count_over_time(life):
    """A plain loop over a thousand moments of a family's service, for each pair what it has and what it needs."""
    found, team, draw = intensity(life), life.plan, 3
    rooms = rooms_of(team, draw, life.posts[draw], 0.0)
    for family in np.flatnonzero(life.served[draw])[::9]:
        begins, ends, done = life.begins[draw, family], life.ends[draw, family], []
        for moment in begins + (np.arange(1000) + 0.5) / 1000 * (ends - begins):
            places, needs = np.zeros(3), np.zeros(3)
            for pair, room in enumerate(rooms):
                places[pair] = next(p for s, p in zip(room.since[::-1], room.places[::-1], strict=True) if s <= moment)
            for other in np.flatnonzero(life.served[draw]):
                if life.begins[draw, other] <= moment < life.ends[draw, other]:
                    takes = 1.2 if moment < life.begins[draw, other] + 0.5 else 0.9
                    needs[life.pair[draw, other]] += takes
            own, pair = 0.8 * needs, life.pair[draw, family]
            spare = np.maximum(places - own, 0.0).sum()
            done.append(0.8 * min(places[pair] / own[pair], 1.0) + 0.2 * min(spare / (0.2 * needs.sum()), 1.0))
        assert found[draw, family] == pytest.approx(np.mean(done), abs=0.01)
    assert (found < 1.0).any()


def test_the_strength_is_what_is_left_of_all_three(life):
    found = strengths(life)
    waits = np.where(life.served, life.begins - life.arrives, 0.0)
    expected = np.exp(-0.2 * waits) * (1 - 0.3 * (1 - relation(life))) * (1 - 0.4 * (1 - intensity(life)))
    np.testing.assert_allclose(found, np.where(life.served, expected, 1.0), rtol=1e-12)
    assert ((found > 0.0) & (found <= 1.0)).all()
    assert found[life.served].std() > 0.01


def test_nothing_is_lost_where_nothing_is_declared(life):
    assert strengths(replace(life, plan=replace(life.plan, loss=np.zeros((DRAWS, 3))))) is None


def test_what_is_known_when_service_begins_is_the_same(life):
    """Without the time that the team will have, of which a host cannot know."""
    loss = life.plan.loss * [0.0, 1.0, 1.0]
    team = replace(life.plan, loss=loss)
    found = strengths(replace(life, plan=team))
    offer = offer_of(team, run_key(1, np.arange(DRAWS), 1), life.families, life.arrives, life.posts, life.visited)
    for draw, family in zip(*np.nonzero(life.served), strict=True):
        case = Case(life.arrives[draw, family], 1.0, 1.0, 1.0, 0)
        case.begins, case.ends, case.pair = (each[draw, family] for each in (life.begins, life.ends, life.pair))
        assert strength_of(offer, draw, case) == pytest.approx(found[draw, family], rel=1e-12)


def test_what_is_shared_waits_for_anybody_with_room():
    """Each waits for the pair of its choice, whose own part of a second family is half a place."""
    chosen = np.array([0, 0, 0, 1])
    alone = served([0.0, 0.1, 0.2, 0.3], [5.0] * 4, 2, until=20.0, chosen=chosen)
    assert [case.begins for case in alone] == [0.0, 5.0, 10.0, 0.3]
    pooled = served([0.0, 0.1, 0.2, 0.3], [5.0] * 4, 2, until=20.0, chosen=chosen, shared=0.5)
    # two places in all: the first two families take them, the fourth waits for the first to be done
    assert [case.begins for case in pooled] == [0.0, 0.1, 5.0, 5.1]


def test_visits_take_places_while_they_go_on():
    team = replace(plan(pairs=2, caseload=4.0, visits=1.0), visits_begin=0.5)
    posts = [ALWAYS] * 4
    (first, second) = rooms_of(team, 0, posts, 2.0)
    assert first == second
    assert (first.since, first.places) == ((0.0, 0.5, 2.0), (4.0, 3.0, 4.0))
    life = replace(records_of(team, posts, [0.0], [1.0], [0]), visited=np.array([2.0]))
    assert room_years(life)[0] == pytest.approx(2 * (4 * 10 - 1.5))
    assert rooms_of(plan(pairs=2, caseload=4.0), 0, posts, 2.0)[0].places == (4.0,)
