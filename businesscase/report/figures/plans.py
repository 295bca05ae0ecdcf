"""Plans side by side: what each costs and saves by the claim's date; and what a rule for places is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from businesscase.analysis.plans.results import Chosen, Plans
from businesscase.report.figures.figures import GREY, head, picture
from businesscase.report.tables.plans import plan_name
from businesscase.report.texts.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COST, _SAVED, _RULE = "#D55E00", "#009E73", "#0072B2"
_ROW = 0.62  # inches


def plans_picture(found: Plans, texts: Texts) -> dict[str, bytes]:
    """The picture as "png" and "svg": bars for each plan, and beside them a curve for each that has places for some."""
    return picture(lambda: _draw(found, texts))


def _draw(found: Plans, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    sides = 1 + len(found.chosen)
    size = (7.6 + 5.2 * len(found.chosen), max(4.6, 1.9 + _ROW * len(found.rows)))
    figure = Figure(figsize=size, dpi=150, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(1, sides, squeeze=False, width_ratios=[7.6, *[5.2] * len(found.chosen)])[0]
    _bars(axes[0], found, texts)
    for each, chosen in zip(axes[1:], found.chosen, strict=True):
        _curves(each, found, chosen, texts)
    return figure


def _bars(axes: Axes, found: Plans, texts: Texts) -> None:
    for row, one in enumerate(found.rows):
        words = texts.number(one.at_date / 1e6, 1, sign=True)
        axes.barh(row - 0.18, one.cost / 1e6, height=0.34, color=_COST, label=texts("plan.column.cost"))
        axes.barh(row + 0.18, one.saved / 1e6, height=0.34, color=_SAVED, label=texts("plan.column.saved"))
        end = max(one.cost, one.saved, 0.0) / 1e6
        note = f"{words}, P {texts.probability(one.probability.value)}"
        axes.annotate(note, (end, row), xytext=(6, 0), textcoords="offset points", va="center", color=GREY)
    axes.set_yticks(range(len(found.rows)), [plan_name(found, one.name, texts) for one in found.rows])
    axes.set_ylim(len(found.rows) - 0.4, -0.6)
    low, high = axes.get_xlim()
    axes.set_xlim(low, high + 0.28 * (high - low))
    axes.axvline(0.0, color="black", linewidth=0.9)
    axes.xaxis.set_major_formatter(lambda value, _: texts.plain(round(value, 6)))
    handles, labels = axes.get_legend_handles_labels()
    axes.legend(handles[:2], labels[:2], frameon=False, loc="lower right")
    years = texts.count("years", found.asked.claim.within_years)
    head(axes, texts("plan.title", title=found.scenario.title), texts("plan.figure.subtitle", years=years))


def _curves(axes: Axes, found: Plans, chosen: Chosen, texts: Texts) -> None:
    places = np.array([one.families for one in chosen.curve])
    styles: tuple[tuple[str, dict[str, Any]], ...] = (
        ("best", {"color": GREY, "linestyle": (0, (5, 2)), "linewidth": 1.6}),
        ("rule", {"color": _RULE, "linestyle": "-", "linewidth": 2.6}),
        ("everyone", {"color": "black", "linestyle": (0, (1, 1.2)), "linewidth": 1.6}),
    )
    for of, style in styles:
        values = [getattr(one, of) / 1e3 for one in chosen.curve]
        axes.plot(places, values, label=texts(f"plan.figure.{of}"), **style)
    at, error = chosen.rule.value / 1e3, chosen.gain.error / 1e3
    axes.errorbar([chosen.families], [at], yerr=[error], color=_RULE, marker="D", markersize=8, capsize=4)
    axes.set_xlim(0.0, float(places[-1]) * 1.02)
    axes.set_ylim(bottom=0.0 if min(one.everyone for one in chosen.curve) > 0.0 else None)
    axes.yaxis.set_major_formatter(lambda value, _: texts.number(value, 0))
    axes.set_xlabel(texts("plan.figure.places"))
    axes.set_ylabel(texts("plan.figure.up"))
    axes.legend(frameon=False, loc="lower left")
    years = texts.count("years", found.asked.claim.within_years)
    head(axes, plan_name(found, chosen.plan, texts), texts("plan.figure.each", years=years))
