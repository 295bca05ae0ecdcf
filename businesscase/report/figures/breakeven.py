"""The map of two inputs, or of an input against the cost per family, with the line on which the claim turns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.breakeven.results import COST, STOP, Axis, BreakEven, BreakEvenMap
from businesscase.report.figures.figures import GREY, head, picture
from businesscase.report.texts.inputs import in_unit, input_name, unit_name
from businesscase.report.texts.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HOLDS, _FAILS, _LINE = "#009E73", "#D55E00", "#000000"


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
    across, up = np.array(plane.across.values), np.array(plane.up.values)
    balance, margin = (np.array(each).T for each in (plane.balance, plane.margin))
    scale = 1e3 if plane.up.key == COST else 1.0
    net = balance / 1e3
    levels = [level for level in MaxNLocator(8).tick_values(float(net.min()), float(net.max())) if level]
    lines = axes.contour(across, up / scale, net, levels=levels, colors=GREY, linewidths=0.7)
    axes.clabel(lines, fmt=lambda value: texts.number(value, 0, sign=True), fontsize=8)
    axes.contourf(across, up / scale, margin, levels=[-np.inf, 0.0, np.inf], colors=[_FAILS, _HOLDS], alpha=0.14)
    declared = plane.across.declared, plane.up.declared / scale
    _turning(axes, plane, texts, scale)
    axes.plot(*declared, marker="D", markersize=8, color="#0072B2", clip_on=False)
    right = declared[0] > 0.8 * across[-1] + 0.2 * across[0]
    axes.annotate(
        texts("turn.map.declared"), declared, xytext=(-9 if right else 9, -14), textcoords="offset points",
        ha="right" if right else "left",
    )  # fmt: skip
    _sides(axes, margin, texts)
    axes.set_xlim(float(across[0]), float(across[-1]))
    axes.set_ylim(float(up[0]) / scale, float(up[-1]) / scale)
    axes.xaxis.set_major_formatter(
        lambda value, _: texts.plain(value) if plane.across.key == STOP else in_unit(value, plane.across.unit, texts)
    )
    name, label = _named(found, plane.across, texts)
    axes.set_xlabel(label)
    if plane.up.key == COST:
        axes.yaxis.set_major_formatter(lambda value, _: texts.number(value, 0))
        axes.set_ylabel(texts("turn.map.y.stop" if plane.across.key == STOP else "turn.map.y"))
        title = texts("turn.map.title", name=name)
    else:
        axes.yaxis.set_major_formatter(lambda value, _: in_unit(value, plane.up.unit, texts))
        other, label = _named(found, plane.up, texts)
        axes.set_ylabel(label)
        title = texts("turn.map.title.two", name=name, other=other)
    years = texts.count("years", found.asked.claim.within_years)
    head(axes, "\n".join(textwrap.wrap(title, 92)), texts("turn.map.subtitle", years=years))
    return figure


def _turning(axes: Axes, plane: BreakEvenMap, texts: Texts, scale: float) -> None:
    """The line on which the claim turns, where it is on the map, and its name."""
    top = plane.up.values[-1]
    line = [(value, at / scale) for value, at in zip(plane.across.values, plane.turning, strict=True)
            if at is not None and at <= top]  # fmt: skip
    if not line:
        return
    axes.plot(*zip(*line, strict=True), color=_LINE, linewidth=2.6)
    at = 2 * len(line) // 3  # so far to the right that its name has room to the left
    rises = len(line) == 1 or line[min(at + 1, len(line) - 1)][1] >= line[max(at - 1, 0)][1]
    axes.annotate(
        texts("turn.map.line"), line[at], xytext=(-3, 9 if rises else -9), textcoords="offset points",
        fontweight="bold", ha="right", va="bottom" if rises else "top", zorder=5,
        bbox={"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 2},
    )  # fmt: skip


def _sides(axes: Axes, margin: NDArray[np.float64], texts: Texts) -> None:
    """Which side is which: a word in the corner of the map that is farthest from turning."""
    corners = {(0.02, 0.03): margin[0, 0], (0.98, 0.03): margin[0, -1], (0.02, 0.96): margin[-1, 0],
               (0.98, 0.96): margin[-1, -1]}  # fmt: skip
    for words, sign in (("turn.map.fails", -1.0), ("turn.map.holds", 1.0)):
        (across, up), farthest = max(corners.items(), key=lambda one, sign=sign: sign * one[1])  # type: ignore[misc]
        if sign * farthest > 0.0:
            axes.annotate(
                texts(words), (across, up), xycoords="axes fraction", color=GREY,
                ha="left" if across < 0.5 else "right", va="top" if up > 0.5 else "bottom",
                bbox={"facecolor": "white", "alpha": 0.8, "linewidth": 0, "pad": 2}, zorder=5,
            )  # fmt: skip


def _named(found: BreakEven, axis: Axis, texts: Texts) -> tuple[str, str]:
    """The name of a side, and what stands beside it."""
    if axis.key == STOP:
        return texts("turn.map.stop"), texts("turn.map.x.stop")
    name = input_name(found.scenario, axis.key, texts)
    return name, texts("turn.map.x", name=name, unit=unit_name(axis.unit, texts) or "%")
