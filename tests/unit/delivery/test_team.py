"""The team: its staff, its families, and what is derived from their records."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simpy import Environment

from businesscase.core.randomness import run_key
from businesscase.delivery.records import present, typical, utilisation
from businesscase.delivery.recruiting import _moments, _visit_numbers
from businesscase.delivery.rooms import room_years
from businesscase.delivery.routine import at_full_use
from businesscase.delivery.serving import live
from businesscase.delivery.staff import Standing, lives_of_posts
from businesscase.delivery.strength import held
from businesscase.delivery.team import Case, Ending, Room, Team
from tests.queues import NEVER, plan, served
from tests.standing import years_in

BUSY = {
    "caseload": 3.0, "lead": 0.4, "start_up": 0.5, "at_first": 0.4, "spells": 1.5, "spell_length": 0.3, "turnover": 0.5,
    "withdraws": 0.5, "drops_out": 0.2, "length": 1.5, "spread": 0.6,
}  # fmt: skip


def keys(draws, seed=1):
    return run_key(seed, np.arange(draws), 1)


@pytest.fixture(scope="module")
def life():
    """Forty lives of a team that falls ill and leaves, with families that wait, withdraw and give up."""
    names = tuple(f"family {number}" for number in range(40))
    arrives = np.sort(np.random.default_rng(6).uniform(0.0, 8.0, (40, 40)), axis=1)
    return live(plan(pairs=3, draws=40, **BUSY), keys(40), names, arrives)


def test_every_hour_of_a_post_is_accounted_for(life):
    for posts in life.posts:
        for stints in posts:
            assert stints[0].begins == 0.0
            assert stints[-1].ends == life.plan.until
            assert all(one.ends == other.begins for one, other in pairwise(stints))
    total = sum(years_in(life, standing) for standing in Standing)
    np.testing.assert_allclose(total, life.plan.until, rtol=1e-12)


def test_staff_are_away_as_often_as_declared():
    team = plan(pairs=2, draws=400, until=20.0, **BUSY)
    posts = lives_of_posts(team, keys(400))
    years = {
        s: np.array([sum(x.ends - x.begins for p in d for x in p if x.standing is s) for d in posts]) for s in Standing
    }
    held_years = sum(years[s] for s in (Standing.SICK, Standing.NEW, Standing.FULL))
    empty = years[Standing.EMPTY] / (4 * 20.0)
    # holders stay 1 / 0.5 years and are followed after 0.4: the alternating renewal, from a start that is held, is
    # empty for 0.2 / 1.2 x (1 - (1 - exp(-rt)) / rt) at most; the limit without the start
    assert empty.mean() < 0.4 / 2.4
    assert empty.mean() == pytest.approx(_mean_empty(0.5, 0.4, 20.0), abs=4 * empty.std() / 20)
    assert (years[Standing.SICK] / held_years).mean() < 1.5 * 0.3 / (1 + 1.5 * 0.3)  # ended by leaving
    assert (years[Standing.SICK] / held_years).mean() > 0.2


def _mean_empty(rate, lead, until):
    """Share of time that a post is empty, from a held start: P'(t) = -r P(t) + r P(t - lead), solved in small steps."""
    step, held_at = 1e-3, [1.0]
    delay = round(lead / step)
    for now in range(round(until / step)):
        back = held_at[now - delay] if now >= delay else 0.0
        held_at.append(held_at[-1] + step * rate * (back - held_at[-1]))
    return 1.0 - np.mean(held_at)


def test_no_family_is_served_twice_and_no_pair_is_overfull(life):
    assert set(np.unique(life.ending)) >= {Ending.WITHDREW, Ending.COMPLETED, Ending.DROPPED_OUT, Ending.SERVED}
    assert (life.begins >= life.arrives)[life.served].all()
    assert (life.ends > life.begins)[life.served].all()
    assert (life.ends <= life.plan.until)[life.served].all()
    for draw in range(40):
        for pair in range(3):
            own = life.pair[draw] == pair
            for begin in life.begins[draw, own]:
                there = (life.begins[draw, own] <= begin) & (begin < life.ends[draw, own])
                assert there.sum() <= 3


def test_everybody_stands_somewhere(life):
    moments = np.linspace(0.0, 9.99, 37)
    found = present(life, moments)
    came = (life.arrives[:, :, None] <= moments).sum(axis=1)
    np.testing.assert_array_equal(sum(found.values()), came)


def test_utilisation_and_the_relation_lie_between_nothing_and_all(life):
    used, relation = utilisation(life, room_years(life)), held(life)
    assert ((used > 0.3) & (used <= 1.3)).all()  # families stay when a member falls ill: above 1 is possible
    assert ((relation > 0.3) & (relation < 1.0)).all()


def test_the_typical_life_is_near_the_medians(life):
    chosen = typical(life)
    served, waits = life.served.sum(axis=1), np.nanmean(life.waits, axis=1)
    median = [np.median((life.ends - life.begins)[draw][life.served[draw]]) for draw in range(40)]
    for told in (served, (life.ending == Ending.SERVED).sum(axis=1), waits, np.array(median)):
        ranks = np.abs(told - np.median(told)).argsort(kind="stable")
        assert ranks.tolist().index(chosen) < 25  # no draw is the nearest in all, none of the furthest is chosen
        assert abs(told[chosen] - np.median(told)) < told.std()


def test_events_tell_the_same(life):
    events = life.events(0)
    assert [time for time, *_ in events] == sorted(time for time, *_ in events)
    assert sum(event == "began" for _, _, event, _ in events) == life.served[0].sum()


def test_a_life_hangs_on_its_address_alone():
    names = tuple(f"family {number}" for number in range(20))
    arrives = np.tile(np.linspace(0.0, 4.0, 20), (3, 1))
    team = plan(draws=3, **BUSY)
    whole = live(team, keys(3), names, arrives)
    alone = live(plan(draws=1, **BUSY), keys(3)[2:], names, arrives[2:])
    np.testing.assert_array_equal(whole.begins[2:], alone.begins)
    np.testing.assert_array_equal(whole.ends[2:], alone.ends)


def test_families_wait_for_the_pair_of_their_choice():
    cases = served([0.0, 0.1, 0.2], [5.0, 5.0, 5.0], 2, until=20.0, chosen=np.array([0, 0, 1]))
    assert [case.begins for case in cases] == [0.0, 5.0, 0.2]
    assert [case.pair for case in cases] == [0, 0, 1]


def test_later_phases_take_less_room():
    cases = served([0.0, 0.1], [5.0, 5.0], 1, until=20.0, phases=((0.0, 1.0), (2.0, 0.0)))
    assert [case.begins for case in cases] == [0.0, 2.0]


def test_a_family_that_leaves_early_frees_its_place():
    world, first, second = Environment(), Case(0.0, 5.0, NEVER, NEVER, 0), Case(0.5, 5.0, NEVER, NEVER, 0)
    told = []
    team = Team(world, [Room((0.0,), (1.0,))], [first, second], until=20.0, told=lambda case: told.append(case.ending))
    world.run(until=3.0)
    team.leave(first)
    team.leave(first)
    world.run(until=20.0)
    assert (first.ends, first.ending, second.begins, second.ends) == (3.0, Ending.SUCCEEDED, 3.0, 8.0)
    assert told == [Ending.SERVED, Ending.SUCCEEDED, Ending.SERVED, Ending.COMPLETED]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.integers(1, 4))
def test_doors_are_visited_in_turn(first, at_most):
    """Against a plain loop over rounds and doors."""
    first = np.minimum(first, at_most)
    expected, number = [], 0
    for visit in range(at_most):
        for door in first:
            if door >= visit:
                number += 1
                if door == visit:
                    expected.append(number)
    numbers, last = _visit_numbers(first, at_most)
    np.testing.assert_array_equal(numbers, expected)
    assert last == number


def test_pairs_that_begin_later_visit_later():
    np.testing.assert_allclose(_moments(np.arange(1, 7), [0.0, 2.0], 1.0), [1.0, 2.0, 2.5, 3.0, 3.5, 4.0])


def test_a_familys_whole_service_is_not_cut_off_by_the_end():
    """All of it counts though the programme ends first: no drop-out, one place, two years of fixed length in one."""
    names, arrives = tuple(f"family {number}" for number in range(50)), np.full((2, 50), 0.2)
    fixed = live(plan(draws=2, until=1.0, caseload=100.0), keys(2), names, arrives)
    assert (fixed.ending == Ending.SERVED).all()
    np.testing.assert_array_equal(fixed.whole, 2.0)
    np.testing.assert_allclose(at_full_use(fixed, np.array([400.0, 400.0])), 400.0 / 200.0 * 2.0)


def test_families_of_all_lengths_stand_for_the_whole_service():
    """Lengths vary, and those who are done before the end are the short ones: the mean is that of all lengths."""
    names, arrives = tuple(f"family {number}" for number in range(400)), np.full((20, 400), 0.1)
    varied = live(plan(draws=20, until=2.0, caseload=9999.0, spread=0.6), keys(20), names, arrives)
    short = varied.ending == Ending.COMPLETED
    assert varied.whole[short].mean() < 1.6
    np.testing.assert_allclose(varied.whole[short], varied.taken[short], rtol=1e-12)
    error = varied.whole.std() / np.sqrt(varied.whole.size)
    assert error == pytest.approx(0.6 * 2.0 / np.sqrt(varied.whole.size), rel=0.1)
    assert varied.whole.mean() == pytest.approx(2.0, abs=4 * error)


def test_families_choose_among_the_pairs_that_are_there():
    """Not one that begins later, nor one that has closed: nobody waits for years before an empty place."""
    names, arrives = tuple(f"family {number}" for number in range(60)), np.tile(np.linspace(0.0, 5.9, 60), (4, 1))
    team = plan(pairs=3, draws=4, caseload=99.0, until=10.0)
    posts = tuple(replace(post, begins=2.0) if post.pair == 2 else post for post in team.posts)
    team = replace(team, chosen=True, posts=posts, closes=(NEVER, 4.0, NEVER))
    found = live(team, keys(4), names, arrives)
    assert found.served.all()
    np.testing.assert_array_equal(found.begins, arrives)
    assert set(found.pair[arrives < 2.0]) == {0, 1}
    assert set(found.pair[(arrives >= 2.0) & (arrives < 4.0)]) == {0, 1, 2}
    assert set(found.pair[arrives >= 4.0]) == {0, 2}


def test_who_waits_for_a_pair_that_closes_waits_for_another():
    world = Environment()
    cases = [Case(0.0, 5.0, NEVER, NEVER, 0), Case(0.1, 5.0, NEVER, NEVER, 1), Case(0.2, 5.0, NEVER, 1.5, 1)]
    cases += [Case(0.3, 5.0, NEVER, NEVER, 0), Case(0.4, 5.0, NEVER, NEVER, 1)]
    rooms = [Room((0.0,), (1.0,)), Room((0.0,), (1.0,))]
    team = Team(world, rooms, cases, until=20.0, chosen=True, closes=(NEVER, 1.0))
    world.run(until=20.0)
    team.close()
    # the second is served to its end by the pair that closed; the third withdraws from the queue it was moved to
    assert [case.begins for case in cases] == [0.0, 0.1, NEVER, 5.0, 10.0]
    assert cases[2].ending == Ending.WITHDREW and cases[2].ends == pytest.approx(1.7)
    assert [case.pair for case in cases] == [0, 1, -1, 0, 0]
