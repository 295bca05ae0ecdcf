"""What each group of inputs is worth knowing, as bars; and what studies are worth, over families and years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesscase.analysis.voi.results import Voi
from businesscase.report.figures.figures import GREY, head, picture
from businesscase.report.tables.voi import group_name, outcome_name, worth_knowing
from businesscase.report.texts.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = 12
_KRONE = 1.0  # worth less than that to all families is worth nothing
_ROW = 0.42  # inches
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#000000")
_DASHES = ("-", (0, (5, 2)), (0, (1, 1.2)), (0, (7, 1.5, 1.5, 1.5)), (0, (3, 1, 1, 1, 1, 1)), (0, (4, 1, 1, 1)))


def worth_picture(found: Voi, texts: Texts) -> dict[str, bytes]:
    """Bars of EVPPI below that of everything, as "png" and "svg"."""
    return picture(lambda: _bars(found, texts))


def sampling_picture(found: Voi, texts: Texts) -> dict[str, bytes]:
    """Worth and net benefit of studies over their families, a line for each follow-up, as "png" and "svg"."""
    return picture(lambda: _curves(found, texts))


def _bars(found: Voi, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    shown = worth_knowing(found)[:SHOWN]
    names = [texts("voi.everything"), *(group_name(found, one, texts) for one in shown)]
    worths = [found.decision.perfect, *(one.worth for one in shown)]
    figure = Figure(figsize=(11.0, 1.9 + _ROW * len(names)), dpi=150, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for row, one in enumerate(worths):
        value, error = (found.of_all(each) / 1e6 for each in (one.value, one.error))
        axes.barh(row, value, color=GREY if row == 0 else _COLOURS[0], height=0.66)
        low = max(0.0, value - error)
        axes.plot([low, value + error], [row, row], color="black", linewidth=1.3)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(left=0.0)
    axes.xaxis.set_major_formatter(lambda value, _: texts.plain(round(value, 9)))
    head(axes, texts("voi.title", title=found.scenario.title), texts("voi.figure.worth"))
    return figure


def _curves(found: Voi, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11.0, 5.4), dpi=150, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    points = found.sampling.points
    years = sorted({point.follow_up for point in points})
    told = any(one.told for one in found.sampling.methods.values())
    nothing = not told or max(point.worth for point in points) < _KRONE
    panels = [("worth", "voi.figure.gross", outcome_name(found, texts)), ("net", "voi.figure.net", "")]
    panels = panels[1:] if nothing else panels  # a worth that is not told from zero is no curve
    sides = figure.subplots(1, len(panels), squeeze=False)[0]
    for axes, (of, words, below) in zip(sides, panels, strict=True):
        alike: dict[tuple[float, ...], list[int]] = {}  # years of follow-up between which nothing differs
        for year in years:
            values = tuple(round(getattr(point, of), -4) for point in points if point.follow_up == year)
            alike.setdefault(values, []).append(year)
        for place, (year, *more) in enumerate(alike.values()):
            own = [point for point in points if point.follow_up == year]
            last = texts.count("years", more[-1] if more else year)
            axes.plot(
                [point.families for point in own], [getattr(point, of) / 1e6 for point in own], marker="o",
                markersize=3.5, color=_COLOURS[place % 6], linestyle=_DASHES[place % 6],
                label=f"{texts.plain(year)}–{last}" if more else last,
            )  # fmt: skip
        axes.set_xscale("log", base=2)
        sizes = sorted({point.families for point in points})
        axes.set_xticks(sizes, [texts.number(size, 0) for size in sizes])
        axes.minorticks_off()
        axes.set_xlabel(texts("voi.figure.families"))
        axes.yaxis.set_major_formatter(lambda value, _: texts.plain(round(value, 6)))
        if of == "worth":
            axes.set_ylim(bottom=0.0)
        axes.axhline(0.0, color=GREY, linewidth=0.9)
        said = texts("voi.figure.net.subtitle") + (f". {texts('voi.figure.nothing')}" if nothing else "")
        head(axes, texts(words), below or said)
    sides[0].legend(title=texts("voi.figure.follow_up"), frameon=False)
    if found.sampling.pays:
        best = found.sampling.best
        sides[-1].plot([best.families], [best.net / 1e6], marker="D", markersize=9, color="black", linestyle="none")
    return figure
