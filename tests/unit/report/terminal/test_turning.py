"""The screens and pictures of break-even and sensitivity, of a scenario with two uncertain numbers."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from businesscase.analysis.breakeven.breakeven import breakeven
from businesscase.analysis.sensitivity import tornado
from businesscase.analysis.sensitivity.results import Index, Share
from businesscase.analysis.sensitivity.sensitivity import sensitivity
from businesscase.report.figures import sensitivity as figures
from businesscase.report.figures.breakeven import breakeven_picture
from businesscase.report.figures.sensitivity import tornado_picture
from businesscase.report.tables.breakeven import turning_table
from businesscase.report.tables.sensitivity import bars, bars_by_payer
from businesscase.report.terminal.breakeven import opening, print_breakeven
from businesscase.report.terminal.sensitivity import evidence_lines, print_sensitivity
from businesscase.report.texts.texts import Texts
from tests.unit.analysis.test_breakeven import small

LINES, WIDTH = 40, 80


@pytest.mark.parametrize("language", ["en", "da"])
def test_each_answer_is_one_screen_and_one_picture(language: str) -> None:
    texts = Texts(language)
    turning, driving = breakeven(small(), draws=50, mapped="prices.stay.per_time"), sensitivity(small(), draws=50)
    for show in (
        lambda console: print_breakeven(turning, texts, console),
        lambda console: print_sensitivity(driving, texts, console),
    ):
        out = io.StringIO()
        show(Console(file=out, width=WIDTH, highlight=False))
        lines = out.getvalue().splitlines()
        assert len(lines) <= LINES, out.getvalue()
        assert max(map(len, lines)) <= WIDTH
        assert "None" not in out.getvalue()
    for picture in (breakeven_picture(turning, texts), tornado_picture(driving, texts)):
        assert set(picture) == {"png", "svg"}
    assert turning.map is not None
    # the line rises with the price: the more is saved, the more it may cost
    assert all(later > earlier for earlier, later in zip(turning.map.turning, turning.map.turning[1:], strict=False))


def test_the_table_tells_the_probability_at_each_value() -> None:
    found = breakeven(small(), draws=50)
    table = turning_table(found, Texts("en"))
    (place,) = [place for place, column in enumerate(table.columns) if column.head == "P there"]
    assert [row[place] for row in table.rows] == [one.chance for one in found.values]
    sure = turning_table(breakeven(small(), draws=50, probability=True), Texts("en"))
    assert "P there" not in [column.head for column in sure.columns]


@pytest.mark.parametrize(("language", "words"), [("en", "about a coin toss"), ("da", "omtrent plat eller krone")])
def test_it_says_that_breaking_even_is_not_yet_sure_enough(language: str, words: str) -> None:
    """At a value at which the central curve breaks even; where it is sure enough, another search says."""
    texts = Texts(language)
    said = opening(breakeven(small(), draws=20, key="prices.stay.per_time"), texts)
    assert words in said
    assert "--probability" in said
    assert texts.number(0.8, 2) in said


def test_ends_that_come_from_a_few_draws_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the tables and in the picture, which also shows where the balance is nothing."""
    texts, effect, price = Texts("en"), "effects.ratios.none.ratio", "prices.stay.per_time"
    monkeypatch.setattr(figures, "picture", lambda draw: draw())
    all_drawn = sensitivity(small(), draws=200)
    monkeypatch.setattr(tornado, "EXACT", 0)
    few = sensitivity(small(), draws=200)
    assert {bar.key: bar.approximate for bar in few.bars} == {effect: True, price: False}
    for table in (bars(few, texts), bars_by_payer(few, texts)):
        (place,) = [place for place, column in enumerate(table.columns) if not column.head]
        assert [row[place] for row in table.rows] == ["≈" if bar.approximate else "" for bar in few.bars]
        assert "≈: change taken from 16 draws" in table.note
    assert "≈" not in bars(all_drawn, texts).note
    assert all(column.head for column in bars(all_drawn, texts).columns)
    for found, marks in ((few, 1), (all_drawn, 0)):
        (axes,) = tornado_picture(found, texts).axes  # type: ignore[attr-defined]
        names = [label.get_text() for label in axes.get_yticklabels()]
        assert sum("≈" in name for name in names) == marks
        assert any(set(line.get_xdata()) == {0.0} for line in axes.lines)


@pytest.mark.parametrize(
    ("errors", "named", "too_few"),
    [((0.02, 0.17, 0.05), ["A", "D"], False), ((0.02, 0.26, 0.05), [], True), ((0.2, 0.17, 0.25), [], False)],
)
def test_only_grades_beyond_their_error_are_named(errors: tuple[float, ...], named: list[str], too_few: bool) -> None:
    """A grade without numbers neither; and none where the largest error is above 25 points."""
    shares = [Share("A", 0.1, errors[0], 2), Share("B", 0.0, 0.0, 0)]
    shares += [Share("C", 0.004, errors[1], 3), Share("D", 0.2, errors[2], 1)]
    for language in ("en", "da"):
        texts = Texts(language)
        said = evidence_lines(replace(sensitivity(small(), draws=50), grades=tuple(shares)), texts)[0]
        assert re.findall(r"\b([A-D]) \d", said) == named
        assert ("26" in said) is too_few


def test_a_design_goes_by_totals_and_says_when_its_points_are_too_few() -> None:
    """A total below what a topic explains alone cannot be; what explains under a hundredth is not worth improving."""
    found = sensitivity(small(), draws=50)
    alone = Index(("prices",), 0.5, 0.01, "D", 0.6, 0.01)
    little, together = Index(("clocks",), 0.2, 0.01, "D", 0.009, 0.0), Index(("effects",), 0.0, 0.01, "D", 0.4, 0.01)
    fine = replace(found, indices=(alone, together))
    assert fine.worth_improving == (alone, together)
    assert not fine.coarse
    coarse = replace(found, indices=(alone, little))
    assert coarse.worth_improving == (alone,)
    assert coarse.coarse
