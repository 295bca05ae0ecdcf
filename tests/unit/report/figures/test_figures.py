"""The picture: the same bytes each time, and what it must show."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from businesscase.report.figures import figures
from businesscase.report.texts.texts import Texts
from tests.unit.measures.builders import altered, noisy_ledger, result
from tests.unit.measures.test_basis import seen

FOUND = result(draws=100)


def words(found=FOUND, language: str = "en") -> list[str]:
    import matplotlib as mpl
    from matplotlib.text import Text

    with mpl.rc_context(figures.RC):
        figure = figures._draw(found, Texts(language))
        figure.canvas.draw()
        return [each.get_text() for each in figure.findobj(Text) if each.get_text()]


def test_same_result_same_bytes_and_both_forms_are_what_they_say() -> None:
    once, again = (figures.payback_picture(FOUND, Texts("en")) for _ in range(2))
    assert once == again
    assert set(once) == {"png", "svg"}
    image = Image.open(io.BytesIO(once["png"]))
    assert image.size[0] > 1500
    assert "Software" not in image.info
    assert once["svg"].startswith(b"<?xml")
    assert not re.search(rb"\d{4}-\d\d-\d\dT", once["svg"]), "a date would change the bytes"


def test_a_long_verdict_stands_above_the_curves() -> None:
    import matplotlib as mpl

    with mpl.rc_context(figures.RC):
        figure = figures._draw(seen(predicted=1e4), Texts("da"))
        figure.canvas.draw()
        said, titles = figure.texts[1], [axes.title for axes in figure.axes]
        assert said.get_text().count("\n") >= 3
        assert "forudsagt" in said.get_text()
        assert said.get_window_extent().y0 > max(title.get_window_extent().y1 for title in titles)


def test_lines_are_named_in_place_with_years_and_confidence() -> None:
    shown = words()
    for name in ("Municipality", "Public sector"):
        assert shown.count(name) == 2, name
    for name in ("Central government", "Foundation"):
        assert shown.count(name) == 1, "no curve for who has no cost to recoup, or no saving"
    assert "Region" not in shown, "a payer without cost or saving has no line"
    assert shown.count("5 years") == 2
    assert "needed: 0.80" in shown
    assert "extrapolation" in shown
    assert any("families like these" in " ".join(each.split()) for each in shown)


def test_danish_has_danish_words_and_decimal_commas() -> None:
    shown = words(language="da")
    assert "Kommunen" in shown
    assert "krav: 0,80" in shown
    assert "0,2" in shown
    assert not [each for each in shown if re.fullmatch(r"−?\d+\.\d+", each)]


def test_nothing_to_extrapolate_is_not_shaded() -> None:
    assert "extrapolation" not in words(altered(FOUND, observed_until=20.0))


def test_a_programme_that_moves_nothing_still_draws() -> None:
    ledger = noisy_ledger(draws=3, saving=0.0, spread=0.0, noise=0.0)
    still = replace(ledger, amounts=np.zeros_like(ledger.amounts))
    found = result(draws=3, ledger=still, cohort_ledgers=None, segment_ledgers={}, inputs={})
    assert figures.payback_picture(found, Texts("en"))["png"]


def test_tick_labels_are_all_different() -> None:
    for scale in (1.0, 0.01, 30.0):
        ledger = noisy_ledger(draws=5, saving=2.2e5, spread=5e4, noise=0.0)
        found = result(draws=5, ledger=replace(ledger, amounts=ledger.amounts * scale), inputs={})
        import matplotlib as mpl

        with mpl.rc_context(figures.RC):
            axes = figures._draw(found, Texts("en")).axes[0]
            axes.figure.canvas.draw()
            ticks = [each.get_text() for each in axes.get_yticklabels()]
        assert len(set(ticks)) == len(ticks), ticks


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6).map(sorted))
def test_labels_never_overlap_and_keep_their_order_and_centre(places: list[float]) -> None:
    moved = figures.spread(places, 0.05)
    assert all(after - before >= 0.05 - 1e-9 for before, after in itertools.pairwise(moved))
    assert sum(moved) == pytest.approx(sum(places)), "groups move around their own mean"


def test_labels_that_do_not_collide_stay_where_they_are() -> None:
    assert figures.spread([0.1, 0.5, 0.9], 0.05) == [0.1, 0.5, 0.9]
