"""The picture: accumulated net saving per payer, and how likely it is recouped by when. The same bytes each time."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from businesscase.core.payers import Perspective
from businesscase.measures.result import Result
from businesscase.report.figures.matplotlib_folder import import_matplotlib_quietly
from businesscase.report.tables.tables import has_a_stake, is_untouched
from businesscase.report.texts import not_modelled, sentences
from businesscase.report.texts.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Floats = NDArray[np.float64]

# Okabe and Ito's colours, safe for colour-blind readers; dashes and widths tell the lines apart in black and white.
_STYLES: dict[str, dict[str, Any]] = {
    "municipality": {"color": "#0072B2", "linestyle": "-"},
    "region": {"color": "#E69F00", "linestyle": (0, (1, 1.2))},
    "central_government": {"color": "#009E73", "linestyle": (0, (5, 2))},
    "public_sector": {"color": "#000000", "linestyle": (0, (7, 1.5, 1.5, 1.5))},
    "foundation": {"color": "#CC79A7", "linestyle": (0, (3, 1, 1, 1, 1, 1))},
}
_OTHER_STYLE: dict[str, Any] = {"color": "#D55E00", "linestyle": (0, (4, 1, 1, 1))}
_DRAWN = [each for each in Perspective if each.public or each.gives]  # households' income is no purse to recoup
RC: dict[Any, Any] = {
    "svg.hashsalt": "businesscase",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
}
GREY = "#666666"
_LINE = 0.034  # height of a line of the verdict, as a share of the picture
_LABEL_GAP = 0.055  # least distance between two labels, as a share of the axis


def payback_picture(result: Result, texts: Texts) -> dict[str, bytes]:
    """The picture as "png" and "svg".

    Left: accumulated net saving per payer (mean, 10-90 % band over draws), headline cost; what lies after the last
    observed outcome is shaded. Right: probability of having paid back for good by year. Households are left out: their
    income is not what the claim is about, and would set the scale.
    """
    return picture(lambda: _draw(result, texts))


def _draw(result: Result, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12.6, 5.9), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2, width_ratios=[1.25, 1])
    said = filter(None, (sentences.verdict_sentence(result, texts), not_modelled.chances(result, texts)))
    lines = textwrap.wrap(" ".join(said), 132)
    top = 0.72 - _LINE * max(0, len(lines) - 3)
    figure.subplots_adjust(left=0.06, right=0.885, top=top, bottom=0.10, wspace=0.46)
    title = sentences.title(result, texts)
    figure.text(0.06, 0.945, title, fontsize=14, fontweight="bold")
    figure.text(0.06, 0.915, "\n".join(lines), fontsize=10.5, verticalalignment="top", linespacing=1.35)
    _draw_savings(left, result, [payer for payer in _DRAWN if not is_untouched(result, payer)], texts)
    _draw_probabilities(right, result, [payer for payer in _DRAWN if has_a_stake(result, payer)], texts)
    return figure


def style_of(payer: str) -> dict[str, Any] | None:
    """The line of a payer or perspective by its plain word; None of one that has no line of its own."""
    return _STYLES.get(payer)


def _style(payer: Perspective) -> dict[str, Any]:
    return _STYLES.get(payer.value, _OTHER_STYLE)


def _draw_savings(axes: Axes, result: Result, payers: list[Perspective], texts: Texts) -> None:
    claim, edges = result.headline, result.central_ledger.edges
    ends = []
    for payer in payers:
        fan, style = result.fans[payer], _style(payer)
        mean, low, high = fan.mean / 1e6, fan.p10 / 1e6, fan.p90 / 1e6
        axes.fill_between(edges, low, high, color=style["color"], alpha=0.13, linewidth=0)
        for limit in (low, high):
            axes.plot(edges, limit, color=style["color"], linewidth=0.5, alpha=0.6)
        axes.plot(edges, mean, linewidth=2.8 if payer is claim.perspective else 1.7, **style)
        ends.append((payer, float(mean[-1])))
    axes.set_xlim(float(edges[0]), float(edges[-1]))
    axes.axhline(0, color="black", linewidth=0.9)
    axes.axvline(claim.within_years, color=GREY, linewidth=1.2, linestyle=(0, (4, 3)))
    _mark_years(axes, claim.within_years, texts)
    _shade_extrapolation(axes, result, texts)
    bottom, top = axes.get_ylim()
    axes.set_ylim(bottom - 0.07 * (top - bottom), top)  # room for the word under the lines
    step = float(np.diff(axes.get_yticks())[0])
    decimals = next((places for places in range(4) if round(step, places) == round(step, 6)), 4)
    axes.yaxis.set_major_formatter(lambda value, _: texts.number(value, decimals))
    _name_lines(axes, ends, claim.perspective, texts)
    costs = texts(f"costs.{claim.costs.value}") + (texts("figure.counted") if result.scenario.not_modelled else "")
    head(axes, texts("figure.saving"), texts("figure.saving.subtitle", costs=costs))
    axes.set_xlabel(texts("figure.years"))


def _draw_probabilities(axes: Axes, result: Result, payers: list[Perspective], texts: Texts) -> None:
    claim = result.headline
    ends = []
    for payer in payers:
        curve = result.paybacks.headline[payer].probability_by_year
        own = payer is claim.perspective
        axes.plot(
            range(1, len(curve) + 1),
            curve,
            linewidth=2.8 if own else 1.7,
            marker="o" if own else None,
            markersize=4,
            clip_on=False,
            **_style(payer),
        )
        ends.append((payer, curve[-1]))
    axes.set_xlim(0, len(result.paybacks.rows[0].probability_by_year))
    axes.set_ylim(0, 1)
    axes.axhline(claim.confidence, color=GREY, linewidth=1.2, linestyle=(0, (1, 2)))
    needed = texts("figure.confidence", confidence=texts.number(claim.confidence, 2))
    axes.annotate(needed, (0, claim.confidence), xytext=(4, 3), textcoords="offset points", color=GREY, fontsize=9)
    axes.axvline(claim.within_years, color=GREY, linewidth=1.2, linestyle=(0, (4, 3)))
    _mark_years(axes, claim.within_years, texts)
    _mark_claim(axes, result, texts)
    _name_lines(axes, ends, claim.perspective, texts)
    axes.yaxis.set_major_formatter(lambda value, _: texts.number(value, 1))
    asked = ("crossing", "costs", "savings", "discounted")
    subtitle = ", ".join(texts(f"{field}.{getattr(claim, field)}") for field in asked)
    head(axes, texts("figure.probability"), subtitle)
    axes.set_xlabel(texts("figure.within", clock_start=texts(f"clock_start.{claim.clock_start.value}")))


def _mark_claim(axes: Axes, result: Result, texts: Texts) -> None:
    """The headline's probability with its 95 % bounds, where the S-curve and the claim ask the same."""
    claim = result.headline
    axes.errorbar(
        [claim.within_years],
        [claim.probability],
        yerr=[[claim.probability - claim.lower], [claim.upper - claim.probability]],
        color=_style(claim.perspective)["color"] if claim.perspective in _DRAWN else "black",
        marker="D",
        markersize=6,
        capsize=4,
        zorder=5,
        clip_on=False,
    )
    above = claim.probability < 0.9
    axes.annotate(
        texts.probability(claim.probability),
        (claim.within_years, claim.upper if above else claim.lower),
        xytext=(-7, 6 if above else -14),
        textcoords="offset points",
        horizontalalignment="right",
        fontweight="bold",
        fontsize=11,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85},
        zorder=6,
    )


def _shade_extrapolation(axes: Axes, result: Result, texts: Texts) -> None:
    observed = result.money.observed_until or 0.0
    end = float(result.central_ledger.edges[-1])
    if observed >= end:
        return
    axes.axvspan(observed, end, color="#000000", alpha=0.05, linewidth=0, zorder=0)
    axes.annotate(
        texts("figure.extrapolated"),
        (1, 0),
        xycoords="axes fraction",
        xytext=(-5, 5),
        horizontalalignment="right",
        textcoords="offset points",
        color=GREY,
        fontsize=9,
    )


def _mark_years(axes: Axes, years: float, texts: Texts) -> None:
    axes.annotate(
        texts.count("years", years),
        (years, 1),
        xycoords=("data", "axes fraction"),
        xytext=(4, -10),
        textcoords="offset points",
        color=GREY,
        fontsize=9,
    )


def _name_lines(axes: Axes, ends: list[tuple[Perspective, float]], bold: Perspective, texts: Texts) -> None:
    """Names at the right ends of the lines, moved apart where they would overlap, with a thin leader to the line."""
    low, high = axes.get_ylim()
    ordered = sorted(ends, key=lambda end: end[1])
    wanted = [(value - low) / (high - low) for _, value in ordered]
    for (payer, _), at, place in zip(ordered, wanted, spread(wanted, _LABEL_GAP), strict=True):
        axes.annotate(
            texts(f"payer.{payer.value}"),
            (1.0, at),
            xycoords="axes fraction",
            xytext=(1.035, place),
            textcoords="axes fraction",
            color=_style(payer)["color"],
            fontweight="bold" if payer is bold else "normal",
            verticalalignment="center",
            fontsize=9.5,
            arrowprops={
                "arrowstyle": "-",
                "color": _style(payer)["color"],
                "linewidth": 0.8,
                "shrinkA": 1,
                "shrinkB": 1,
            },
            annotation_clip=False,
        )


def spread(places: list[float], gap: float) -> list[float]:
    """Rising places moved as little as needed to lie at least `gap` apart: groups that collide share their mean."""
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while len(groups) > 1 and _low(groups[-1], gap) < _high(groups[-2], gap) + gap - 1e-12:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [_low(group, gap) + gap * number for group in groups for number in range(len(group))]


def _low(group: list[float], gap: float) -> float:
    return sum(group) / len(group) - gap * (len(group) - 1) / 2


def _high(group: list[float], gap: float) -> float:
    return sum(group) / len(group) + gap * (len(group) - 1) / 2


def head(axes: Axes, title: str, subtitle: str) -> None:
    """Title and subtitle above a panel."""
    axes.set_title(title, pad=22)
    axes.annotate(
        subtitle, (0, 1), xycoords="axes fraction", xytext=(0, 8), textcoords="offset points", color=GREY, fontsize=9.5
    )


def picture(draw: Callable[[], Figure]) -> dict[str, bytes]:
    """A figure, drawn in the house style, as "png" and "svg", without anything that differs between two runs."""
    import_matplotlib_quietly()
    import matplotlib as mpl

    with mpl.rc_context(RC):
        figure = draw()
        return {
            "png": _saved(figure, "png", {"Software": None}),
            "svg": _saved(figure, "svg", {"Date": None, "Creator": None}),
        }


def _saved(figure: Figure, form: str, metadata: dict[str, str | None]) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form, metadata=metadata)
    return buffer.getvalue()
