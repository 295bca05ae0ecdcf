"""The picture of a table of flows: accumulated net saving, and with draws the probability of payback by year."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from businesscase.core.payers import Payer
from businesscase.flows import tables
from businesscase.flows.measures import FlowsResult, PartyFlows
from businesscase.flows.table import recognised
from businesscase.report.figures.figures import GREY, head, picture, spread, style_of
from businesscase.report.texts.texts import Texts, size_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#000000")
_DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.2)), (0, (3, 1, 1, 1)))
_MOST = 8  # lines beyond which a picture cannot be read
_GAP = 0.055


def flows_picture(result: FlowsResult, texts: Texts) -> dict[str, bytes]:
    """The picture as "png" and "svg"."""
    return picture(lambda: _draw(result, texts))


def _draw(result: FlowsResult, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    drawn = result.flows.drawn
    figure = Figure(figsize=(12.6 if drawn else 8.6, 5.9), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    panels = figure.subplots(1, 2 if drawn else 1, squeeze=False)[0]
    lines = textwrap.wrap(tables.answer(result, texts), 132 if drawn else 88)
    figure.subplots_adjust(left=0.08, right=0.86, top=0.74 - 0.034 * max(0, len(lines) - 3), bottom=0.11, wspace=0.5)
    title = texts("flows.title", source=result.flows.source.rpartition("/")[2])
    figure.text(0.08, 0.945, title, fontsize=14, fontweight="bold")
    figure.text(0.08, 0.915, "\n".join(lines), fontsize=10.5, verticalalignment="top", linespacing=1.35)
    shown = _shown(result)
    styles = {party.name: _style(party, place) for place, party in enumerate(shown)}
    _draw_savings(panels[0], result, shown, styles, texts)
    if drawn:
        _draw_probabilities(panels[1], result, [party for party in shown if party.pays], styles, texts)
    return figure


def _shown(result: FlowsResult) -> list[PartyFlows]:
    """The parties with the most money, the first answer's always among them; households' income is not drawn."""
    parties = [party for party in result.parties if recognised(party.name) is not Payer.HOUSEHOLD]
    weight = {party.name: abs(party.fan.mean).max() for party in parties}
    kept = sorted(parties, key=lambda party: (party.name != result.terms.payer, -weight[party.name]))[:_MOST]
    return [party for party in parties if party in kept]


def _style(party: PartyFlows, place: int) -> dict[str, Any]:
    who = recognised(party.name)
    known = style_of(who.value if who is not None else party.name)
    return known or {"color": _COLOURS[place % len(_COLOURS)], "linestyle": _DASHES[place % len(_DASHES)]}


def _draw_savings(
    axes: Axes, result: FlowsResult, parties: list[PartyFlows], styles: dict[str, dict[str, Any]], texts: Texts
) -> None:
    largest = max(float(abs(party.fan.mean).max()) for party in parties)
    scale = size_of([largest])
    unit = {1e6: "amounts.millions", 1e3: "amounts.thousands", 1.0: "amounts.kroner"}[scale]
    ends = []
    for party in parties:
        edges, style = party.fan.edges - result.clock, styles[party.name]
        if result.flows.drawn:
            axes.fill_between(
                edges, party.fan.p10 / scale, party.fan.p90 / scale, color=style["color"], alpha=0.13, linewidth=0
            )
        own = party.name == result.terms.payer
        axes.plot(edges, party.fan.mean / scale, linewidth=2.8 if own else 1.7, **style)
        ends.append((party, float(party.fan.mean[-1]) / scale))
    axes.set_xlim(min(0.0, -result.clock), result.horizon)
    axes.axhline(0, color="black", linewidth=0.9)
    _mark(axes, result, texts)
    own_years = result.headline.undiscounted.sustained_years
    if own_years and result.headline.pays:
        axes.plot([own_years], [0], marker="D", markersize=6, zorder=5, color=styles[result.terms.payer]["color"])
        axes.annotate(
            texts.number(own_years, 2), (own_years, 0), xytext=(4, 7), textcoords="offset points", fontweight="bold"
        )
    step = float(np.diff(axes.get_yticks())[0])
    decimals = next((places for places in range(4) if round(step, places) == round(step, 6)), 4)
    axes.yaxis.set_major_formatter(lambda value, _: texts.number(value, decimals))
    _name_lines(axes, ends, styles, result, texts)
    head(axes, texts("flows.figure.saving", unit=texts(unit)), texts("flows.figure.saving.subtitle"))
    axes.set_xlabel(texts(f"flows.figure.years.{result.terms.clock_start.value}"))


def _draw_probabilities(
    axes: Axes, result: FlowsResult, parties: list[PartyFlows], styles: dict[str, dict[str, Any]], texts: Texts
) -> None:
    ends = []
    for party in parties:
        curve = party.undiscounted.probability_by_year
        own = party.name == result.terms.payer
        axes.plot(
            range(1, len(curve) + 1), curve, linewidth=2.8 if own else 1.7, marker="o" if own else None, markersize=4,
            clip_on=False, **styles[party.name],
        )  # fmt: skip
        if curve:
            ends.append((party, curve[-1]))
    axes.set_xlim(0, max(result.horizon, 1.0))
    axes.set_ylim(0, 1)
    _mark(axes, result, texts)
    chance = result.headline.undiscounted.probability
    if chance is not None and result.headline.pays:
        axes.errorbar(
            [result.terms.within], [chance.value], yerr=[[chance.value - chance.lower], [chance.upper - chance.value]],
            color=styles[result.terms.payer]["color"], marker="D", markersize=6, capsize=4, zorder=5, clip_on=False,
        )  # fmt: skip
        axes.annotate(
            texts.probability(chance.value), (result.terms.within, chance.value), xytext=(-7, 8), fontweight="bold",
            textcoords="offset points", horizontalalignment="right",
        )  # fmt: skip
    _name_lines(axes, ends, styles, result, texts)
    axes.yaxis.set_major_formatter(lambda value, _: texts.number(value, 1))
    head(axes, texts("figure.probability"), texts("flows.figure.probability.subtitle"))
    axes.set_xlabel(texts(f"flows.figure.years.{result.terms.clock_start.value}"))


def _mark(axes: Axes, result: FlowsResult, texts: Texts) -> None:
    axes.axvline(result.terms.within, color=GREY, linewidth=1.2, linestyle=(0, (4, 3)))
    axes.annotate(
        texts.count("years", result.terms.within), (result.terms.within, 1), xycoords=("data", "axes fraction"),
        xytext=(4, -10), textcoords="offset points", color=GREY, fontsize=9,
    )  # fmt: skip


def _name_lines(
    axes: Axes,
    ends: list[tuple[PartyFlows, float]],
    styles: dict[str, dict[str, Any]],
    result: FlowsResult,
    texts: Texts,
) -> None:
    low, high = axes.get_ylim()
    ordered = sorted(ends, key=lambda end: end[1])
    wanted = [(value - low) / (high - low) for _, value in ordered]
    for (party, _), at, place in zip(ordered, wanted, spread(wanted, _GAP), strict=True):
        colour = styles[party.name]["color"]
        axes.annotate(
            textwrap.shorten(tables.label(party.name, texts), 22), (1.0, at), xycoords="axes fraction",
            xytext=(1.035, place), textcoords="axes fraction", color=colour, verticalalignment="center", fontsize=9.5,
            fontweight="bold" if party.name == result.terms.payer else "normal", annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkA": 1, "shrinkB": 1},
        )  # fmt: skip
