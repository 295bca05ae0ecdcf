"""The tornado: each input from its 5th to its 95th percentile, the widest bar on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesscase.analysis.sensitivity.results import Sensitivity
from businesscase.report.figures.figures import GREY, head, picture
from businesscase.report.tables.sensitivity import APPROXIMATELY, approximately
from businesscase.report.texts.inputs import in_unit, input_name, unit_name
from businesscase.report.texts.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = 15
_LOW, _HIGH = "#56B4E9", "#0072B2"
_ROW = 0.38  # inches


def tornado_picture(found: Sensitivity, texts: Texts) -> dict[str, bytes]:
    """The picture as "png" and "svg"."""
    return picture(lambda: _draw(found, texts))


def _draw(found: Sensitivity, texts: Texts) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    payer = found.asked.claim.perspective
    shown = [bar for bar in found.bars if bar.swing(payer) > 0.0][:SHOWN]
    figure = Figure(figsize=(11.0, 1.4 + _ROW * max(1, len(shown))), dpi=150, facecolor="white", layout="constrained")
    FigureCanvasAgg(figure)
    axes, base = figure.subplots(), found.base.at_date[payer] / 1e6
    names = []
    for row, bar in enumerate(shown):
        assert bar.at_low is not None
        assert bar.at_high is not None
        ends = bar.at_low.at_date[payer] / 1e6, bar.at_high.at_date[payer] / 1e6
        for end, colour, value in zip(ends, (_LOW, _HIGH), (bar.low, bar.high), strict=True):
            axes.barh(row, end - base, left=base, color=colour, height=0.68)
            outward = end > base or (end == base and colour == _HIGH)
            axes.annotate(
                in_unit(value, bar.unit, texts), (end, row), xytext=(4 if outward else -4, 0), fontsize=8,
                textcoords="offset points", va="center", ha="left" if outward else "right",
            )  # fmt: skip
        unit = unit_name(bar.unit, texts)
        name = input_name(found.scenario, bar.key, texts)
        mark = f" {APPROXIMATELY}" if bar.approximate else ""
        names.append((f"{name}, {unit}" if unit else name) + mark)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.axvline(base, color="black", linewidth=1.0)
    axes.axvline(0.0, color=GREY, linewidth=0.9, linestyle=(0, (4, 2)))  # to its right the cost is recouped by the date
    axes.margins(x=0.2)
    axes.xaxis.set_major_formatter(lambda value, _: texts.plain(round(value, 6)))
    years = texts.count("years", found.asked.claim.within_years)
    if any(bar.approximate for bar in shown):
        figure.supxlabel(approximately(found, texts), fontsize=9, color=GREY)
    head(axes, texts("drive.title", title=found.scenario.title), texts("drive.figure", years=years))
    return figure
