"""Purses, budgets and accounts as readers see them."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Verdict
from businesscase.measures.result import Result
from businesscase.report.figures.purses import purses_picture
from businesscase.report.json.document import as_document
from businesscase.report.tables.account_tables import accounts_line, frame, functions, unverified_line
from businesscase.report.tables.purses import by_year, matrix, paybacks, reducible, reducible_by_category, standing
from businesscase.report.terminal.terminal import print_details, print_first_screen
from businesscase.report.texts.texts import Texts
from tests.unit.measures.builders import HORIZON, book, declaration, label, result, scenario, sourced
from tests.unit.measures.test_accounts import BOOKED, CHART

SPENT = np.r_[1.0e6, 1.0e6, np.zeros(HORIZON - 2)]


def found() -> Result:
    base = declaration()
    programme = dict(base["programme"])
    shares = {"work": sourced(0.25, "share"), "culture": sourced(0.75, "share")}
    programme["costs"] = {"team": {**programme["costs"]["team"], "departments": shares}}
    rule = {"share": sourced(0.5, "share"), "lag": sourced(1, "years"), "ramp": sourced(0, "years")}
    declared = scenario(
        programme=programme,
        departments={
            "work": {"label": label("Employment and business"), "categories": ["public_benefit"]},
            "culture": {"label": label("Culture, citizens' services"), "categories": []},
            "idle": {"label": label("Idle"), "categories": []},
        },
        accounts=CHART,
        account_of=BOOKED,
        budget_reducible={"public_benefit": rule},
    )
    ledger = book(
        {
            (Payer.MUNICIPALITY, "programme_cost", "work"): (0.25 * SPENT, 0),
            (Payer.MUNICIPALITY, "programme_cost", "culture"): (0.75 * SPENT, 0),
            (Payer.MUNICIPALITY, "public_benefit", "work"): (1e6, 1.2e6),
            (Payer.MUNICIPALITY, "foertidspension", "work"): (1e5, 1e5),
            (Payer.CENTRAL_GOVERNMENT, "public_benefit"): (3e5, 2.5e5),
            (Payer.FOUNDATION, "grant"): (SPENT / 2, 0),
            (Payer.HOUSEHOLD, "public_benefit"): (-1.3e6, -1.45e6),
        },
        draws=30,
    )
    return result(draws=30, scenario=declared, ledger=ledger, cohort_ledgers=None)


FOUND = found()
NAMES = {
    "en": ("Loses", "Likely", "No saving counted"),
    "da": ("Taber", "Sandsynligt", "Intet talt med"),
}


def screen(language: str = "en", *, everything: bool = False) -> str:
    console = Console(width=80, file=io.StringIO(), highlight=False)
    print_first_screen(FOUND, Texts(language), console)
    if everything:
        print_details(FOUND, Texts(language), console)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def cells(table: Any, name: str) -> list[Any]:
    (row,) = [row for row in table.rows if row[0] == name]
    return list(row[1:])


def test_the_matrix_names_each_purse_once_and_leaves_out_who_neither_pays_nor_saves() -> None:
    table = matrix(FOUND, Texts("en"))
    names = [row[0] for row in table.rows]
    assert names == [
        "Employment and business", "Culture, citizens' services", "Municipality in all", "Central government",
        "Foundation", "Households",
    ]  # fmt: skip
    pays, saves, net, cut, probability, verdict = cells(table, "Employment and business")
    assert (pays, saves, net, cut) == (
        pytest.approx(5e5), pytest.approx(1e6), pytest.approx(5e5), pytest.approx(0.5 * 8e5)
    )  # fmt: skip
    assert probability == 1.0
    assert verdict == "Likely"
    assert cells(table, "Culture, citizens' services")[-2:] == ["–", "No saving counted"]
    assert cells(paybacks(FOUND, Texts("en")), "Culture, citizens' services")[2:] == ["–", "–", "–"]
    assert cells(table, "Central government")[-1] == "Loses"
    assert cells(table, "Foundation")[-2:] == ["–", "Gives"]


def test_departments_add_up_in_the_table_too() -> None:
    rows = [row for row in matrix(FOUND, Texts("da")).rows if row[0] != "Kommunen i alt"][:2]
    whole = cells(matrix(FOUND, Texts("da")), "Kommunen i alt")
    for place in range(4):
        assert sum(row[place + 1] for row in rows) == pytest.approx(whole[place])


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_line_of_the_new_tables_fits_a_screen(language: str) -> None:
    text = screen(language, everything=True)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert "…" not in screen(language)
    for name in NAMES[language]:
        assert name in text


def test_all_savings_and_reducible_ones_stand_side_by_side() -> None:
    every, cut = reducible(FOUND, Texts("en")).rows
    assert every[0] == "All, before tax"
    assert cut[0] == "What a budget can be cut by"
    assert cut[1] == pytest.approx(0.5 * every[1] * 4 / 5)
    assert (every[2], cut[2]) == (pytest.approx(10.0), None), "it is recouped later: not within the horizon"
    assert "What a budget can be cut by" in screen(everything=True)
    assert len(reducible(FOUND, Texts("en"), every_cost=True).rows) == 8
    (row,) = reducible_by_category(FOUND, Texts("en")).rows
    assert row[1:] == (pytest.approx(1e6), pytest.approx(4e5))


def test_service_frame_and_cash_are_said_in_one_line_with_their_signs() -> None:
    line = accounts_line(FOUND, Texts("en"))
    assert line is not None
    assert "service frame +2.00 mio., cash +1.00 mio. (+1.00 mio. with tax and equalisation)" in line
    assert "serviceramme +2,00 mio., kasse +1,00 mio." in str(accounts_line(FOUND, Texts("da")))
    assert frame(FOUND, Texts("en")).rows[0][1:3] == (pytest.approx(1e6), pytest.approx(8e5))
    assert unverified_line(FOUND, Texts("en")) is None, "førtidspension did not change, so its account is not in use"


def test_functions_show_gross_and_refusion_apart() -> None:
    rows = {(str(row[0])[:7], row[1]): row for row in functions(FOUND, Texts("en")).rows}
    assert rows["5.57.73", "1"][2] == pytest.approx(-2e5 + 5e4)
    assert rows["5.57.73", "2"][2] == pytest.approx(-5e4)


def test_years_of_departments_and_of_other_payers_have_a_table_each() -> None:
    own, others = by_year(FOUND, Texts("en")), by_year(FOUND, Texts("en"), others=True)
    assert len(own.rows) == len(others.rows) == HORIZON
    assert [column.head.replace("-\n", "").replace("\n", " ") for column in own.columns][1:] == [
        "Employment and business", "Culture, citizens' services", "Municipality in all",
    ]  # fmt: skip
    assert sum(own.rows[0][1:3]) == pytest.approx(own.rows[0][3])  # type: ignore[arg-type]
    assert "Foundation" not in [row[0] for row in paybacks(FOUND, Texts("en")).rows]


def test_without_departments_there_is_no_matrix_and_the_municipality_is_one_purse() -> None:
    plain = result()
    console = Console(width=80, file=io.StringIO(), highlight=False)
    print_first_screen(plain, Texts("en"), console)
    assert "Who pays against who saves" not in console.file.getvalue()  # type: ignore[attr-defined]
    assert plain.accounts is None
    assert accounts_line(plain, Texts("en")) is None
    assert "Municipality" in [row[0] for row in matrix(plain, Texts("en")).rows]
    assert purses_picture(plain, Texts("en"))["png"]


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_picture_is_the_same_each_time_and_holds_every_purse(language: str) -> None:
    first, second = purses_picture(FOUND, Texts(language)), purses_picture(FOUND, Texts(language))
    assert first == second
    assert first["png"].startswith(b"\x89PNG")


def test_the_picture_survives_a_programme_that_moves_nothing() -> None:
    nothing = book({(Payer.MUNICIPALITY, "public_benefit", "work"): (1e6, 1e6)}, draws=5)
    still = result(draws=5, scenario=FOUND.scenario, ledger=nothing, cohort_ledgers=None)
    assert purses_picture(still, Texts("en"))["svg"]
    assert matrix(still, Texts("en")).rows == ()


def test_the_document_holds_purses_savings_and_accounts() -> None:
    document = json.loads(json.dumps(as_document(FOUND)))
    work = next(one for one in document["purses"] if one["department"] == "work")
    purse = next(one for one in FOUND.purses if one.department == "work")
    assert (work["pays"], work["saves"], work["standing"]) == (purse.pays, purse.saves, purse.standing.value)
    assert document["accounts"]["records"][0]["function"] == "5.57.73"
    total = sum(record["amount"] for record in document["accounts"]["records"])
    assert total == pytest.approx(sum(year["cash"] for year in document["accounts"]["by_year"].values()), abs=1e-3)
    assert {view["savings"] for view in document["paybacks"]["by_savings"]} == {"before_tax", "budget_reducible"}
    assert as_document(result())["accounts"] is None


def test_an_amount_that_rounds_to_nothing_is_no_saving_to_speak_of() -> None:
    state = next(purse for purse in FOUND.purses if purse.payer is Payer.CENTRAL_GOVERNMENT)
    for saves, words in ((4e3, "Hardly touched"), (-4e3, "Hardly touched"), (-6e3, "Loses")):
        assert standing(FOUND, replace(state, saves=saves), Texts("en")) == words


def test_noise_that_forbids_a_verdict_forbids_it_for_a_purse_too() -> None:
    work = FOUND.purses[0]
    noisy = replace(work, claim=replace(work.claim, verdict=Verdict.UNDECIDED))
    table = matrix(replace(FOUND, purses=(noisy,)), Texts("en"))
    assert table.rows[0][-1] == "Undecided (noise)"
