"""A price on the pair of the parents' states, from declaration to payers: the worked example of a fleksjob."""

from __future__ import annotations

import numpy as np
import pytest

from businesscase.core.payers import Payer
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.occupancy import Occupancy
from businesscase.engines.montecarlo.engine import simulate
from businesscase.ledger.valuation import value
from businesscase.model.compile import compile_model
from businesscase.scenario.load.resolve import as_scenario
from tests.small_models import mutual_support
from tests.tiny import document, fixed, label

STEPS = {"0 weeks": 0.8, "4 weeks": 0.4, "26 weeks": 0.3, "52 weeks": 0.2}
PUBLIC = (Payer.MUNICIPALITY, Payer.CENTRAL_GOVERNMENT)


def price(state, per_month, **more):
    amount = fixed(per_month, "DKK per month", price_year=2020)
    return {
        "label": label(state), "clock": "life", "states": [state], "per_time": amount, "category": "benefit",
        "financing": "staircase", "to_household": True, **more,
    }  # fmt: skip


def couples(married=1.0, **support):
    """Singles and couples between kontanthjælp, an average fleksjob and førtidspension, at the rates of 2023."""
    content = document(
        states={
            "kontanthjaelp": {"counts": "benefit"},
            "fleksjob": {"counts": "benefit"},
            "pension": {"counts": "benefit"},
        },
        start={"kontanthjaelp": {"share": "rest"}},
        transitions={
            "kontanthjaelp -> fleksjob": {"exponential": {"rate": fixed(0.3, "per year")}},
            "fleksjob -> pension": {"exponential": {"rate": fixed(0.3, "per year")}},
        },
    )
    content["population"]["segments"] = {
        "single": {"label": label("single"), "parents": 1, "share": fixed(0.5, "share")},
        "couple": {"label": label("couple"), "parents": 2, "share": "rest"},
    }
    partner = {
        "fleksjob": {"wages": ["wage"], "hours": fixed(9, "hours per week"), "benefits": ["tilskud"]},
        "pension": {"benefits": ["pension"], "above_own_rate": True},
    }
    owed = mutual_support({}, partner=partner, married=fixed(married, "share"), **support)
    content["prices"] = {
        "kontanthjaelp": price("kontanthjaelp", 15_874, mutual_support=owed),
        "tilskud": price("fleksjob", 17_404),
        "wage": price("fleksjob", 6_430, category="wage", financing="employer"),
        "pension": price("pension", 16_778),
    }
    content["financing"] = {
        "staircase": {
            "label": label("staircase"),
            "staircase": {
                "refusion": {limit: fixed(share, "share") for limit, share in STEPS.items()},
                "reset_after": "52 weeks",
                "reset_within": "156 weeks",
            },
        },
        "employer": {"label": label("employer"), "shares": {}},
    }
    content["levies"] = {
        "tax": {
            "label": label("tax"), "on": ["benefit"], "rate": fixed(0.25, "share"), "payer": "household",
            "receiver": "municipality", "category": "tax",
        }
    }  # fmt: skip
    return content


@pytest.fixture(scope="module")
def model():
    return compile_model(as_scenario(couples()), draws=2)


def ledger(model, persons, *, segment="couple", band=3):
    """Money of persons who stay for a year, each (state, partner's situation or None where time is not split)."""
    quantities = np.zeros(
        (model.draws, 2, 2, len(model.segments), model.arrays.edges.shape[0] - 1, len(model.structure.cells)),
        dtype=np.float32,
    )
    for state, partner in persons:
        (cell,) = model.structure.cells.find("life", (state,), band=band, partner=partner)
        quantities[:, :, 1, model.segments.index(segment), :12, cell] += 1 / 12
    occupancy = Occupancy(quantities, model.structure.cells, model.arrays.edges, model.segments, 2, "")
    return value(model, occupancy, Exposure(model.schedule))


def a_month(book, payers, *categories):
    return float(book.total(payers, categories or None)[0, 0, 1].sum()) / 12


def test_a_fleksjob_saves_a_couple_4850_a_month_and_costs_a_single_1530(model):
    both = ledger(model, [("kontanthjaelp", ())] * 2)
    one = ledger(model, [("kontanthjaelp", ("fleksjob",)), ("fleksjob", None)])
    assert a_month(both, PUBLIC, "benefit") == pytest.approx(31_748)
    assert a_month(both, PUBLIC, "benefit") - a_month(one, PUBLIC, "benefit") == pytest.approx(4_850, abs=1)
    alone = ledger(model, [("kontanthjaelp", ())], segment="single")
    working = ledger(model, [("fleksjob", None)], segment="single")
    assert a_month(working, PUBLIC, "benefit") - a_month(alone, PUBLIC, "benefit") == pytest.approx(1_530)


def test_a_pension_takes_904_from_the_other(model):
    left = ledger(model, [("kontanthjaelp", ("pension",))])
    assert a_month(left, PUBLIC, "benefit") == pytest.approx(15_874 - 904)


@pytest.mark.parametrize(("band", "state_share"), list(enumerate(STEPS.values())))
def test_payers_share_what_is_left_by_the_recipients_own_band(model, band, state_share):
    book = ledger(model, [("kontanthjaelp", ("fleksjob",))], band=band)
    left = 2 * 15_874 - (0.92 * 6_430 - 90 - 25 * 39 + 17_404)
    assert a_month(book, (Payer.CENTRAL_GOVERNMENT,), "benefit") == pytest.approx(state_share * left)
    assert a_month(book, (Payer.MUNICIPALITY,), "benefit") == pytest.approx((1 - state_share) * left)
    assert a_month(book, (Payer.HOUSEHOLD,), "benefit") == pytest.approx(-left)
    assert a_month(book, (Payer.MUNICIPALITY,), "tax") == pytest.approx(-0.25 * left)
    assert a_month(book, tuple(Payer)) == pytest.approx(0.0, abs=1e-6)  # what is paid is received


def test_factors_reduce_what_is_paid():
    content = couples()
    content["prices"]["kontanthjaelp"]["factor"] = fixed(0.9, "ratio")
    less = compile_model(as_scenario(content), draws=1)
    full = compile_model(as_scenario(couples()), draws=1)
    for situation in ((), ("fleksjob",), ("pension",)):
        persons = [("kontanthjaelp", situation)]
        paid = a_month(ledger(less, persons), PUBLIC, "benefit")
        assert paid == pytest.approx(0.9 * a_month(ledger(full, persons), PUBLIC, "benefit"))


def test_the_allowance_is_a_switch():
    allowance = {
        "amount": fixed(2_500, "DKK per month", price_year=2020),
        "taper": fixed(0.65, "share"),
        "ceiling": fixed(19_728, "DKK per month", price_year=2020),
    }
    hourly = mutual_support({})["disregards"]["hourly"]
    declared = couples(disregards={"hourly": hourly, "allowance": allowance})
    scenario = as_scenario(declared)
    switched = scenario.with_values({"prices.kontanthjaelp.mutual_support.disregard": "allowance"})
    persons = [("kontanthjaelp", ("fleksjob",))]
    before, after = (a_month(ledger(compile_model(s, draws=1), persons), PUBLIC) for s in (scenario, switched))
    net = 0.92 * 6_430 - 90
    assert after - before == pytest.approx(0.75 * ((net - 25 * 39) - 0.65 * (net - 2_500)))  # after tax


def test_amounts_follow_the_index_of_the_price():
    content = couples()
    content["time"]["price_year"] = 2021
    content["programme"]["costs"]["team"]["total"]["price_year"] = "as_spent"
    content["indices"] = {"all": {"label": label("all"), "growth": {2021: fixed(0.1, "per year")}}}
    content["index_of"] = dict.fromkeys(("benefit", "wage", "programme_cost"), "all")
    later = compile_model(as_scenario(content), draws=1)
    now = compile_model(as_scenario(couples()), draws=1)
    persons = [("kontanthjaelp", ("fleksjob",))]
    assert a_month(ledger(later, persons), PUBLIC) == pytest.approx(1.1 * a_month(ledger(now, persons), PUBLIC))


def test_who_are_not_married_get_what_they_got_before():
    """The same lives, valued with nobody married and without the declaration: the same money to seven digits."""
    plain = couples()
    del plain["prices"]["kontanthjaelp"]["mutual_support"]
    books = []
    for content in (couples(married=0.0), plain):
        one = compile_model(as_scenario(content), draws=3)
        exposure = Exposure(one.schedule)
        books.append(value(one, simulate(one, exposure, replications=4, workers=1), exposure))
    assert books[0].lines == books[1].lines
    np.testing.assert_allclose(books[0].amounts, books[1].amounts, rtol=1e-5, atol=1.0)


def test_without_a_declaration_no_cell_is_split():
    plain = couples()
    del plain["prices"]["kontanthjaelp"]["mutual_support"]
    model = compile_model(as_scenario(plain), draws=1)
    assert all(cell.partner is None for cell in model.structure.cells.cells)
    assert np.all(model.arrays.state_pairs == 1)
    assert np.all(model.arrays.state_situation == 0)


def test_cells_lie_band_by_band_and_situation_by_situation(model):
    cells = model.structure.cells
    own = cells.find("life", ("kontanthjaelp",))
    assert list(own) == list(range(own[0], own[0] + 12))
    found = [(cells.cells[at].band, cells.cells[at].partner) for at in own]
    assert found == [(band, where) for band in range(4) for where in ((), ("fleksjob",), ("pension",))]
    assert list(cells.find("life", ("kontanthjaelp",), band=1, partner=("pension",))) == [own[0] + 5]
    assert cells.cells[int(cells.find("life", ("fleksjob",))[0])].partner is None
