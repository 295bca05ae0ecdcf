"""The picture of predictions beside measurements: one panel an observation, one row a reading."""

from __future__ import annotations

import textwrap
from statistics import NormalDist
from typing import TYPE_CHECKING

from businesscase.measures.observations import Comparison
from businesscase.measures.result import Result
from businesscase.report.figures.figures import GREY, picture
from businesscase.report.texts import sentences
from businesscase.report.texts.observed import reading_label, unit, what
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.observations import Observation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW, _HEAD = 0.42, 1.15  # inches
Z90 = NormalDist().inv_cdf(0.9)  # the error's own 80 %, so that bar and whisker say the same
_WIDE = 95  # letters of a title that fit in a line
_BLUE, _RED = "#0072B2", "#D55E00"


def observed_picture(result: Result, texts: Texts) -> dict[str, bytes]:
    """The picture as "png" and "svg"; a scenario without observations has none."""
    return picture(lambda: _draw(result, texts))


def _draw(result: Result, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shown = result.observations.comparisons
    heights = [_HEAD + _ROW * len(one.readings) for one in shown]
    title = textwrap.wrap(f"{sentences.title(result, texts)}: {texts('figure.observed').lower()}", _WIDE)
    high = sum(heights) + 0.75 + 0.25 * len(title)
    figure = Figure(figsize=(10.5, high), dpi=150, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle("\n".join(title), fontweight="bold", x=0.01, ha="left")
    panels = figure.subplots(len(shown), 1, height_ratios=heights, squeeze=False)
    for axes, one in zip(panels[:, 0], shown, strict=True):
        _panel(axes, result, one, result.scenario.observations[one.name], texts)
    figure.supxlabel(texts("figure.observed.subtitle"), fontsize=9, color=GREY)
    return figure


def _panel(axes: Axes, result: Result, one: Comparison, declared: Observation, texts: Texts) -> None:
    scale = {"money": 1e3, "share": 0.01, "time": 1 / 365.0}.get("money" if declared.is_money else declared.measure, 1)
    for row, each in enumerate(one.readings):
        axes.plot([each.p10 / scale, each.p90 / scale], [row, row], color=_BLUE, linewidth=7, alpha=0.45,
                  solid_capstyle="butt")  # fmt: skip
        axes.plot([each.p50 / scale], [row], marker="|", markersize=15, markeredgewidth=2.5, color=_BLUE)
        axes.errorbar(
            [one.measured / scale], [row], xerr=[Z90 * each.standard_error / scale], color=_RED, marker="D",
            markersize=6, capsize=3, linewidth=1.2,
        )  # fmt: skip
    names = [reading_label(each, declared, texts) for each in one.readings]
    axes.set_yticks(range(len(names)), [f"{name} ({texts.percent(each.weight)})" for name, each in
                                        zip(names, one.readings, strict=True)])  # fmt: skip
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda value, _: texts.number(value, 0 if abs(value) >= 10 or value == 0 else 1))
    axes.set_title(texts.named(declared.label), fontsize=11)
    axes.set_xlabel(f"{what(result, declared, texts)}, {'%' if scale == 0.01 else unit(declared, texts)}", fontsize=9)
