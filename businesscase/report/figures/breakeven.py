"""The map of an input against the cost per family, with the line on which the claim turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from businesscase.analysis.breakeven.results import BreakEven, BreakEvenMap
from businesscase.report.figures.figures import GREY, head, picture
from businesscase.report.texts.inputs import in_unit, input_name, unit_name
from businesscase.report.texts.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HOLDS, _FAILS, _LINE = "#009E73", "#D55E00", "#000000"
_STEPS = 41  # of cost
_ROOM = 1.25  # times the largest cost that is shown


def breakeven_picture(found: BreakEven, texts: Texts) -> dict[str, bytes]:
    """The picture as "png" and "svg"; of a claim that has a map."""
    assert found.map is not None
    plane = found.map
    return picture(lambda: _draw(found, plane, texts))


def _draw(found: BreakEven, plane: BreakEvenMap, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(9.0, 6.0), dpi=150, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    top = _ROOM * max(plane.cost, float(np.minimum(plane.turning, 4.0 * plane.cost).max())) / 1e3
    costs = np.linspace(0.0, top, _STEPS)
    net = plane.saved[None, :] / 1e3 - costs[:, None]
    levels = [level for level in MaxNLocator(8).tick_values(float(net.min()), float(net.max())) if level]
    lines = axes.contour(plane.values, costs, net, levels=levels, colors=GREY, linewidths=0.7)
    axes.clabel(lines, fmt=lambda value: texts.number(value, 0, sign=True), fontsize=8)
    turning = np.minimum(plane.turning / 1e3, top)
    axes.fill_between(plane.values, 0.0, turning, color=_HOLDS, alpha=0.16, linewidth=0)
    axes.fill_between(plane.values, turning, top, color=_FAILS, alpha=0.12, linewidth=0)
    axes.plot(plane.values, turning, color=_LINE, linewidth=2.6)
    axes.plot([plane.declared], [plane.cost / 1e3], marker="D", markersize=8, color="#0072B2")
    axes.annotate(
        texts("turn.map.declared"), (plane.declared, plane.cost / 1e3), xytext=(9, -14), textcoords="offset points"
    )
    at = len(plane.values) // 4
    axes.annotate(
        texts("turn.map.line"), (plane.values[at], turning[at]), xytext=(0, 9), textcoords="offset points",
        fontweight="bold", ha="right",
    )  # fmt: skip
    for words, (across, up) in (("turn.map.fails", (0.02, 0.96)), ("turn.map.holds", (0.98, 0.03))):
        axes.annotate(
            texts(words), (across, up), xycoords="axes fraction", color=GREY,
            ha="left" if across < 0.5 else "right", va="top" if up > 0.5 else "bottom",
        )  # fmt: skip
    axes.set_xlim(float(plane.values[0]), float(plane.values[-1]))
    axes.set_ylim(0.0, top)
    axes.xaxis.set_major_formatter(lambda value, _: in_unit(value, plane.unit, texts))
    axes.yaxis.set_major_formatter(lambda value, _: texts.number(value, 0))
    name = input_name(found.scenario, plane.key, texts)
    axes.set_xlabel(texts("turn.map.x", name=name, unit=unit_name(plane.unit, texts) or "%"))
    axes.set_ylabel(texts("turn.map.y"))
    years = texts.count("years", found.asked.claim.within_years)
    head(axes, texts("turn.map.title", name=name), texts("turn.map.subtitle", years=years))
    return figure
