"""The picture of wrong pockets: what each purse pays and saves, and when its balance turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Standing
from businesscase.measures.result import Result
from businesscase.measures.rows import Purse
from businesscase.report.figures.figures import GREY, head, picture
from businesscase.report.tables.purses import purse_label, shown_purses, standing
from businesscase.report.texts import sentences
from businesscase.report.texts.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito's vermilion and blue, safe for colour-blind readers; hatching tells the bars apart in black and white.
_PAYS, _SAVES = "#D55E00", "#0072B2"
_MOST = 16  # years that a row of numbers has room for; beyond it every second, third, ... year is shown
_DARK = 0.18  # luminance below which white is read more easily than black


def purses_picture(result: Result, texts: Texts) -> dict[str, bytes]:
    """The picture as "png" and "svg".

    Left: what each purse pays (hatched, to the left) and saves (to the right) until the headline's date, and its net.
    Right: its accumulated net saving at the end of each year, as numbers on a ground that is darker the further from
    zero. Both are undiscounted means over draws.
    """
    return picture(lambda: _draw(result, texts))


def _draw(result: Result, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    chosen = shown_purses(result) or [purse for purse in result.purses if _is_whole(purse)]
    figure = Figure(figsize=(15.0, 1.95 + 0.46 * max(len(chosen), 4)), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    inch = 1.0 / float(figure.get_figheight())
    left, right = figure.subplots(1, 2, width_ratios=[1.0, 1.2])
    figure.subplots_adjust(left=0.17, right=0.99, top=1 - 1.1 * inch, bottom=0.62 * inch, wspace=0.07)
    title = sentences.title(result, texts)
    figure.text(0.012, 1 - 0.38 * inch, f"{title}: {texts('figure.purses')}", fontsize=14, fontweight="bold")
    _draw_bars(left, result, chosen, texts)
    _draw_years(right, chosen, texts)
    return figure


def _draw_bars(axes: Axes, result: Result, chosen: list[Purse], texts: Texts) -> None:
    reach = max((max(abs(one.pays), abs(one.saves), abs(one.net)) for one in chosen), default=0.0) / 1e6 or 1.0
    for row, purse in enumerate(chosen):
        bars = ((-purse.pays, _PAYS, "////", "pays"), (purse.saves, _SAVES, "", "saves"))
        for place, (amount, colour, hatch, _) in enumerate(bars):
            axes.barh(
                row + (place - 0.5) * 0.32,
                amount / 1e6,
                height=0.32,
                facecolor="white" if hatch else colour,
                edgecolor=colour,
                hatch=hatch,
                linewidth=1.0,
            )
        axes.plot(purse.net / 1e6, row, marker="D", color="black", markersize=5.5, markeredgecolor="white", zorder=4)
        said = texts.number(purse.net / 1e6, 2, sign=True)
        axes.text(1.30 * reach, row, said, horizontalalignment="right", verticalalignment="center", fontsize=9.5)
        axes.text(
            1.36 * reach,
            row,
            standing(result, purse, texts),
            verticalalignment="center",
            fontsize=9.5,
            fontweight="bold" if purse.standing is Standing.PAYS else "normal",
        )
    axes.set_xlim(-1.06 * reach, 2.05 * reach)
    axes.set_ylim(len(chosen) - 0.5, -0.5)
    axes.axvline(0, color="black", linewidth=0.9)
    ticks = [tick for tick in axes.get_xticks() if abs(tick) <= 1.06 * reach]
    axes.set_xticks(ticks)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
    decimals = next((places for places in range(4) if round(step, places) == round(step, 6)), 4)
    axes.xaxis.set_major_formatter(lambda value, _: texts.number(value, decimals))
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_bounds(-1.06 * reach, 1.06 * reach)
    axes.tick_params(axis="y", length=0)
    axes.set_yticks(range(len(chosen)), [purse_label(result, purse, texts) for purse in chosen])
    for label, purse in zip(axes.get_yticklabels(), chosen, strict=True):
        label.set_fontweight("bold" if _is_whole(purse) else "normal")
    _separate(axes, chosen)
    for share, key, ha in ((0.02, "pays", "right"), (-0.02, "saves", "left")):
        axes.annotate(
            texts(f"figure.{key}"), (0, 0), xycoords=("data", "axes fraction"), xytext=(-300 * share, -24),
            textcoords="offset points", horizontalalignment=ha, fontsize=9.5, color=_PAYS if key == "pays" else _SAVES,
        )  # fmt: skip
    claim = result.headline
    costs = texts(f"costs.{claim.costs.value}")
    bars_title = texts("figure.purses.bars", years=texts.count("years", claim.within_years))
    head(axes, bars_title, texts("figure.purses.bars.subtitle", costs=costs))


def _draw_years(axes: Axes, chosen: list[Purse], texts: Texts) -> None:
    from matplotlib.colors import to_rgb

    curves = np.array([np.cumsum(purse.net_by_year) / 1e6 for purse in chosen]).reshape(len(chosen), -1)
    every = -(-curves.shape[1] // _MOST)
    years = np.arange(every, curves.shape[1] + 1, every)
    shown = curves[:, years - 1]
    most = float(np.abs(shown).max(initial=0.0)) or 1.0
    shade = np.sqrt(np.abs(shown) / most)[..., None]  # of the square root, so that small amounts are seen beside large
    colour = np.where((shown < 0)[..., None], np.array(to_rgb(_PAYS)), np.array(to_rgb(_SAVES)))
    ground = 1.0 - shade * (1.0 - colour)
    light = (ground**2.2) @ np.array([0.2126, 0.7152, 0.0722])  # luminance (sRGB)
    axes.imshow(ground, aspect="auto", interpolation="nearest")
    for row, column in np.ndindex(shown.shape):
        said = texts.number(float(shown[row, column]), 1, sign=True)
        axes.text(
            column,
            row,
            said,
            horizontalalignment="center",
            verticalalignment="center",
            fontsize=7.5,
            color="white" if light[row, column] < _DARK else "black",
        )
    axes.set_xticks(range(len(years)), [str(year) for year in years])
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_xticks(np.arange(len(years) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(chosen) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="minor", length=0)
    _separate(axes, chosen)
    head(axes, texts("figure.purses.heat"), texts("figure.purses.heat.subtitle"))
    axes.set_xlabel(texts("figure.years"))


def _is_whole(purse: Purse) -> bool:
    return purse.payer is Payer.MUNICIPALITY and purse.department is None


def _separate(axes: Axes, chosen: list[Purse]) -> None:
    """A line under the municipality, which the rows above it add up to."""
    for row, purse in enumerate(chosen[:-1]):
        if _is_whole(purse):
            axes.axhline(row + 0.5, color=GREY, linewidth=1.2)
