"""Claims with and without what is not modelled, and what the screen, the frames and the document say of it."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Discrepancy, Engine, Verdict, is_not_modelled
from businesscase.measures.result import Result
from businesscase.pipeline import run
from businesscase.report.frames import rows_of
from businesscase.report.json.document import as_document
from businesscase.report.terminal.terminal import print_details, print_first_screen
from businesscase.report.texts.texts import Texts
from tests.tiny import document, fixed, label

DRAWS = 60


def amount(value: float, low: float, high: float) -> dict[str, Any]:
    return {
        "value": value, "low": low, "high": high, "unit": "DKK per year", "price_year": 2020, "assumption": "invented"
    }  # fmt: skip


ENTRIES = {
    "school": {
        "label": label("School"), "per_family": amount(9_000, 1_000, 17_000), "payer": "municipality",
        "department": "schools", "profile": "plain",
    },
    "care": {"label": label("Care"), "per_family": amount(-500, -900, -100), "payer": "region", "profile": "plain"},
}  # fmt: skip


def content(entries: dict[str, Any]) -> dict[str, Any]:
    """A programme of a million for fifty families that saves a little by itself."""
    found = document(
        states=["support", "job"],
        transitions={"support -> job": {"exponential": {"rate": fixed(0.2, "per year")}}},
        start={"support": {"share": "rest"}},
        ratios={
            "help": {
                "clock": "life", "kind": "hazard_ratio", "transitions": ["support -> job"], "profile": "plain",
                "ratio": {"value": 1.3, "low": 1.05, "high": 1.7, "unit": "ratio", "assumption": "invented"},
            }
        },
        not_modelled=entries,
        departments={
            "work": {"label": label("Work"), "categories": ["support"]},
            "schools": {"label": label("Schools")},
        },
    )  # fmt: skip
    cost = found["programme"]["costs"]["team"]
    cost |= {"total": fixed(0.6, "mio DKK", price_year=2020), "departments": {"work": fixed(1, "share")}}
    own = found["claims"]["recouped"]
    found["claims"] = {"recouped": own, "first": {**own, "headline": False, "crossing": "first", "within_years": 4}}
    if entries:
        found["claims"]["modelled_only"] = {**own, "headline": False, "not_modelled": "left_out"}
    found["budget_reducible"] = {
        "support": {"share": fixed(0.5, "share"), "lag": fixed(0, "years"), "ramp": fixed(1, "months")}
    }
    return found


def answered(entries: dict[str, Any]) -> Result:
    return run(content(entries), draws=DRAWS, replications=2, workers=1, engine=Engine.MONTECARLO)


@pytest.fixture(scope="module")
def found() -> Result:
    return answered(ENTRIES)


@pytest.fixture(scope="module")
def plain() -> Result:
    return answered({})


def claim(result: Result, name: str) -> Any:
    return next(each for each in result.claims if each.name == name)


def test_every_claim_is_answered_with_and_without(found: Result, plain: Result) -> None:
    for name in ("recouped", "first"):
        own = claim(found, name)
        assert own.not_modelled is Discrepancy.COUNTED
        assert own.probability == own.with_not_modelled
        assert own.without_not_modelled == claim(plain, name).probability
        assert own.with_not_modelled > own.without_not_modelled + 0.1
    assert claim(plain, "recouped").without_not_modelled is claim(plain, "recouped").with_not_modelled is None


def test_a_claim_may_leave_it_out(found: Result) -> None:
    own, headline = claim(found, "modelled_only"), claim(found, "recouped")
    assert own.not_modelled is Discrepancy.LEFT_OUT
    assert own.probability == own.without_not_modelled == headline.without_not_modelled
    assert own.with_not_modelled == headline.probability


def test_the_headline_and_its_purses_count_it(found: Result, plain: Result) -> None:
    counted = {name: saved for name, saved in found.money.by_category.items() if is_not_modelled(name)}
    assert list(counted) == ["not_modelled:school"]
    assert sum(plain.money.by_category.values()) == pytest.approx(
        sum(found.money.by_category.values()) - sum(counted.values())
    )
    purses = {(one.payer, one.department): one for one in found.purses}
    schools, region = purses[Payer.MUNICIPALITY, "schools"], purses[Payer.REGION, None]
    assert schools.saves == schools.not_modelled == pytest.approx(counted["not_modelled:school"])
    assert schools.modelled == 0.0
    assert region.not_modelled == region.saves == pytest.approx(found.money.not_modelled["care"])
    assert region.saves < 0.0
    assert purses[Payer.MUNICIPALITY, "work"].not_modelled == 0.0
    assert purses[Payer.MUNICIPALITY, None].not_modelled == pytest.approx(counted["not_modelled:school"])


def test_entries_of_zero_move_no_answer(plain: Result) -> None:
    zero = {name: {**one, "per_family": fixed(0, "DKK per year", price_year=2020)} for name, one in ENTRIES.items()}
    nothing = answered(zero)
    for name in ("recouped", "first"):
        assert claim(nothing, name).probability == claim(plain, name).probability
        assert claim(nothing, name).without_not_modelled == claim(plain, name).probability
    assert nothing.money.net_saving == plain.money.net_saving
    assert nothing.paybacks.headline == plain.paybacks.headline
    assert nothing.run.origin.hash == plain.run.origin.hash  # the same quantities


def test_no_budget_is_cut_by_a_judged_saving_and_a_judged_cost_counts_in_full(plain: Result) -> None:
    dear = {"school": {**ENTRIES["school"], "per_family": amount(-2_000, -6_000, 2_000)}}
    for entries, whole in ((ENTRIES, False), (dear, True)):
        result = answered(entries)
        (cut, before) = (each.paybacks.by_savings[1].saved for each in (result, plain))
        judged = result.money.not_modelled["school"]
        assert cut - before == pytest.approx(judged if whole else 0.0, abs=1e-6)


def test_it_is_a_driver_by_its_own_name(found: Result) -> None:
    assert "not_modelled.school.per_family" in [driver.key for driver in found.drivers]


def screen(result: Result, language: str, *, everything: bool = False) -> str:
    out = Console(file=StringIO(), width=100)
    print_first_screen(result, Texts(language), out)
    if everything:
        print_details(result, Texts(language), out)
    return " ".join(out.file.getvalue().split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["en", "da"])
def test_the_first_screen_gives_both_and_marks_it(found: Result, language: str) -> None:
    texts, headline = Texts(language), found.headline
    said = screen(found, language)
    assert headline.with_not_modelled is not None
    assert headline.without_not_modelled is not None
    assert texts.probability(headline.with_not_modelled) in said
    without = texts.probability(headline.without_not_modelled)
    assert (f"without it P is {without}." if language == "en" else f"uden er P {without}.") in said
    assert texts("not_modelled") in said
    everything = screen(found, language, everything=True)
    assert texts("category.not_modelled", name="School") in everything
    assert texts("title.not_modelled") in everything


@pytest.mark.parametrize("language", ["en", "da"])
def test_below_a_hundredth_says_what_it_leaves_out_unless_that_is_declared(language: str) -> None:
    remark = Texts(language)("not_modelled.nothing").strip()
    declared = content(ENTRIES)
    for entries in (ENTRIES, {}):
        declared = content(entries)
        declared["programme"]["costs"]["team"]["total"] = fixed(90, "mio DKK", price_year=2020)
        result = run(declared, draws=DRAWS, replications=2, workers=1, engine=Engine.MONTECARLO)
        assert result.headline.verdict is Verdict.UNLIKELY
        assert (remark in screen(result, language)) is (not entries)


def test_frames_and_document_carry_both(found: Result) -> None:
    frame = {row["name"]: row for row in rows_of(found, "claims")}
    assert frame["recouped"]["without_not_modelled"] == found.headline.without_not_modelled
    assert frame["modelled_only"]["not_modelled"] == "left_out"
    written = as_document(found)
    assert written["scenario"]["not_modelled"] == {"school": "School", "care": "Care"}
    assert written["claims"][0]["with_not_modelled"] == found.headline.probability
    assert set(written["money"]["not_modelled"]) == {"school", "care"}
