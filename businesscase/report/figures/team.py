"""Pictures of the team: one simulated life of it, and teams of several sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from businesscase.analysis.team.capacity import Capacity
from businesscase.analysis.team.rollout import RolledOut
from businesscase.delivery.plan import team_of
from businesscase.delivery.records import Records, present
from businesscase.delivery.staff import Standing
from businesscase.delivery.team import Ending
from businesscase.report.figures.figures import GREY, head, picture
from businesscase.report.tables.rollout import purse_of
from businesscase.report.texts.texts import Texts
from businesscase.scenario.load.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe and Ito, safe for colour-blind readers; each kind differs in height or hatching too
_WAITING, _SERVED, _DONE, _GAVE_UP = "#E69F00", "#0072B2", "#B8D4E8", "#D55E00"
_STANDINGS = {Standing.FULL: ("#0072B2", ""), Standing.NEW: ("#56B4E9", "///"), Standing.SICK: ("#D55E00", "xxx")}
_MOST = 80  # families that rows have room for
_NAMED = 24  # posts whose professions have room beside them


def life_picture(scenario: Scenario, records: Records, draw: int, texts: Texts) -> dict[str, bytes]:
    """One life of a scenario's team as "png" and "svg": how many families stand where, each family, and each post."""
    return picture(lambda: _draw_life(scenario, records, draw, texts))


def capacity_picture(found: Capacity, texts: Texts) -> dict[str, bytes]:
    """Teams of several sizes as "png" and "svg": families and wait, cost per family, probability."""
    return picture(lambda: _draw_capacity(found, texts))


def rollout_picture(found: RolledOut, texts: Texts) -> dict[str, bytes]:
    """A roll-out as "png" and "svg": families by where they stand, and the purse's accumulated net saving."""
    return picture(lambda: _draw_rollout(found, texts))


def _draw_rollout(found: RolledOut, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12.6, 4.9), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.06, right=0.98, top=0.75, bottom=0.12, wspace=0.16)
    figure.text(0.06, 0.92, texts("rollout.title", scenario=found.scenario.title), fontsize=14, fontweight="bold")
    moments = _until_the_end(found.records, 300)
    for name, colour in (("served", _SERVED), ("waiting", _WAITING)):
        counts = present(found.records, moments)[name]
        low, high = np.percentile(counts, [5, 95], axis=0)
        left.fill_between(moments, low, high, color=colour, alpha=0.18, linewidth=0)
        left.plot(moments, counts.mean(axis=0), color=colour, linewidth=2, label=texts(f"team.figure.{name}"))
    left.legend(frameon=False, loc="upper left")
    head(left, texts("team.figure.counts"), texts("team.figure.band"))
    years = np.arange(found.balance.shape[1])
    low, high = np.percentile(found.balance / 1e6, [5, 95], axis=0)
    right.fill_between(years, low, high, color=_SERVED, alpha=0.15, linewidth=0)
    right.plot(years, found.balance.mean(axis=0) / 1e6, color=_SERVED, linewidth=2)
    right.axhline(0.0, color="black", linewidth=0.8)
    right.yaxis.set_major_formatter(lambda value, _: texts.number(value, 0))
    head(right, texts("rollout.figure.balance", purse=purse_of(found, texts)), texts("team.figure.band"))
    for axes in (left, right):
        axes.set_xlabel(texts("rollout.figure.years"))
        axes.set_xlim(left=0.0)
    left.set_ylim(bottom=0.0)
    return figure


def _until_the_end(records: Records, count: int) -> NDArray[np.float64]:
    """Moments from the beginning until just before service ends for everybody."""
    return np.linspace(0.0, records.plan.until - 1e-6, count)


def _draw_life(scenario: Scenario, records: Records, draw: int, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    posts = len(records.plan.posts)
    figure = Figure(figsize=(11.5, 9.2), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    top, middle, low = figure.subplots(3, 1, sharex=True, height_ratios=[2.0, 3.4, 0.35 + 0.14 * posts])
    figure.subplots_adjust(left=0.19, right=0.89, top=0.86, bottom=0.06, hspace=0.3)
    figure.text(0.19, 0.96, scenario.title, fontsize=14, fontweight="bold")
    figure.text(0.19, 0.932, texts("team.figure.life"), fontsize=10.5)
    _draw_counts(top, records, draw, texts)
    _draw_families(middle, records, draw, texts)
    _draw_posts(low, scenario, records, draw, texts)
    low.set_xlabel(texts("team.figure.years"))
    low.set_xlim(0.0, records.plan.until)
    return figure


def _draw_counts(axes: Axes, records: Records, draw: int, texts: Texts) -> None:
    moments = _until_the_end(records, 400)
    found = {name: counts[draw] for name, counts in present(records, moments).items()}
    order = (("done", _DONE), ("gave_up", _GAVE_UP), ("served", _SERVED), ("waiting", _WAITING))
    bottom, ends = np.zeros(len(moments)), list[tuple[float, str, str]]()
    for name, colour in order:
        axes.fill_between(moments, bottom, bottom + found[name], color=colour, step="post", linewidth=0)
        ends.append((float(bottom[-1] + found[name][-1] / 2), name, colour))
        bottom = bottom + found[name]
    size = float(bottom.max()) or 1.0
    axes.set_ylim(0.0, 1.08 * size)
    last = -1.0
    for place, name, colour in ends:
        last = max(place, last + 0.13 * size)
        axes.annotate(
            texts(f"team.figure.{name}"), (records.plan.until, last), xytext=(6, 0), textcoords="offset points",
            color=colour if name != "done" else GREY, fontsize=9.5, va="center", annotation_clip=False,
        )  # fmt: skip
    head(axes, texts("team.figure.counts"), "")


def _draw_families(axes: Axes, records: Records, draw: int, texts: Texts) -> None:
    came = np.flatnonzero(records.ending[draw] != Ending.NEVER_CAME)
    order = came[np.argsort(records.arrives[draw, came], kind="stable")][:_MOST]
    for row, family in enumerate(order):
        arrives, begins, ends = (each[draw, family] for each in (records.arrives, records.begins, records.ends))
        served, ending = bool(records.served[draw, family]), Ending(int(records.ending[draw, family]))
        axes.plot([arrives, begins if served else ends], [row, row], color=_WAITING, linewidth=1.2)
        if served:
            axes.plot([begins, ends], [row, row], color=_SERVED, linewidth=2.6, solid_capstyle="butt")
        if ending in (Ending.WITHDREW, Ending.DROPPED_OUT):
            axes.plot([ends], [row], marker="x", color=_GAVE_UP, markersize=5)
        elif ending in (Ending.COMPLETED, Ending.SUCCEEDED):
            axes.plot([ends], [row], marker="o", color=_SERVED, markersize=3)
        elif ending is Ending.SERVED:
            axes.plot([ends], [row], marker=">", color=_GAVE_UP, markersize=5, clip_on=False)
    axes.set_ylim(len(order) + 0.5, -1.5)
    axes.set_yticks([])
    head(axes, texts("team.figure.families"), texts("team.figure.families.note"))


def _draw_posts(axes: Axes, scenario: Scenario, records: Records, draw: int, texts: Texts) -> None:
    for row, stints in enumerate(records.posts[draw]):
        for one in stints:
            if one.standing in _STANDINGS:
                colour, hatch = _STANDINGS[one.standing]
                axes.barh(
                    row, one.ends - one.begins, left=one.begins, height=0.7, color=colour, hatch=hatch,
                    edgecolor="white", linewidth=0,
                )  # fmt: skip
    posts = records.plan.posts
    axes.set_ylim(len(posts) - 0.4, -0.6)
    axes.set_yticks([])
    if len(posts) <= _NAMED:
        professions = team_of(scenario).professions
        names = [texts.named(professions[post.profession].label) for post in posts]
        axes.set_yticks(range(len(posts)), names, fontsize=8.5)
        axes.tick_params(axis="y", length=0)
    for row in range(1, len(posts)):
        if posts[row].pair != posts[row - 1].pair:
            axes.axhline(row - 0.5, color=GREY, linewidth=0.6)
    head(axes, texts("team.figure.posts"), texts("team.figure.posts.note"))


def _draw_capacity(found: Capacity, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11.5, 8.6), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    panels = figure.subplots(2, 2).ravel()
    figure.subplots_adjust(left=0.07, right=0.98, top=0.86, bottom=0.07, wspace=0.18, hspace=0.5)
    title = texts("team.capacity.title", scenario=found.scenario.title)
    figure.text(0.07, 0.955, title, fontsize=14, fontweight="bold")
    years = texts.count("years", found.claim.within_years)
    pairs = [one.pairs for one in found.sizes]
    drawn = (
        ("families_served", [one.served for one in found.sizes], 1.0),
        ("wait", [one.wait for one in found.sizes], 12.0),
        ("per_family", [one.per_family for one in found.sizes], 1e-3),
        ("balance", [one.balance for one in found.sizes], 1e-6),
    )
    for axes, (name, spreads, scale) in zip(panels, drawn, strict=True):
        low, high = ([getattr(one, end) * scale for one in spreads] for end in ("low", "high"))
        axes.fill_between(pairs, low, high, color=_SERVED, alpha=0.15, linewidth=0)
        axes.plot(pairs, [one.mean * scale for one in spreads], color=_SERVED, marker="o", linewidth=2)
        axes.axvline(found.declared, color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
        if name == "balance":
            axes.axhline(0.0, color="black", linewidth=0.8)
        else:
            axes.set_ylim(bottom=0.0)
        axes.set_xticks(pairs)
        axes.set_xlabel(texts("team.figure.pairs"))
        axes.yaxis.set_major_formatter(lambda value, _: texts.number(value, 0))
        head(axes, texts(f"team.figure.{name}", years=years), texts("team.figure.band"))
    panels[0].annotate(
        texts("team.figure.declared"), (found.declared, 0.0), xytext=(5, 6), textcoords="offset points", color=GREY,
        fontsize=9.5,
    )  # fmt: skip
    return figure
