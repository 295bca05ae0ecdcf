"""Sheets that are values of the run: sensitivity, uncertainty, and indicators to compare with what happens."""

from __future__ import annotations

from businesscase.analysis.voi.gains import gain
from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Strategy
from businesscase.measures.levels import SAMPLED
from businesscase.measures.result import Result
from businesscase.report.tables import goals, levels
from businesscase.report.tables.tables import strongest_drivers, turning_name
from businesscase.report.texts import sentences
from businesscase.report.texts.inputs import percentile, unit_name
from businesscase.report.texts.labels import clock_label, state_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities
from businesscase.workbook.grid import Chart, Page, chart_rows
from businesscase.workbook.layout import HEAD, heads, money, titled
from businesscase.workbook.remarks import Remarks
from businesscase.workbook.term import Term


def sensitivity(result: Result, sign: Term, texts: Texts) -> Page:
    """Uncertain inputs by how they go with the result, and the net saving of each kind of family."""
    page = Page(texts("book.sheet.sensitivity"))
    titled(page, texts("book.title.sensitivity"), texts("book.note.sensitivity"))
    heads(
        page,
        HEAD,
        [
            texts(f"book.column.{key}")
            for key in ("key", "label", "correlation", "value", "low", "high", "unit", "grade")
        ],
    )
    declared, remarks, row = quantities(result.scenario), Remarks(result.scenario, texts), HEAD + 1
    for driver in strongest_drivers(result)[:25]:
        number = declared.get(driver.key)
        page.put(row, 0, driver.key.removesuffix(SAMPLED), "wrap")
        page.put(row, 1, remarks.label(driver.key.removesuffix(SAMPLED)), "wrap")
        page.put(row, 2, driver.correlation, "correlation")
        if number is not None:
            for column, value in enumerate((number.value, number.low, number.high), start=3):
                page.put(row, column, value, "plain")
            page.put(row, 6, texts(f"unit.{number.unit}"), "aside")
            page.put(row, 7, texts(f"grade.{number.evidence_grade}"), "wrap")
        else:
            page.put(row, 7, texts("driver.sampling"), "wrap")
        row += 1
    if row > HEAD + 1:
        row = _tornado(page, row, texts)
    else:
        page.put(row, 0, texts("book.sensitivity.none"), "note")
    if result.turning:
        row = _turning(page, row + 1, result, texts)
    row += 1
    page.put(row, 0, texts("book.sensitivity.segments"), "heading")
    page.put(row, 3, texts("book.spread.as_run"), "note")
    for name, saved in result.money.by_segment.items():
        row += 1
        page.put(row, 0, texts.named(result.scenario.population.segments[name].label))
        page.put(row, 2, -(page.put(row, 3, saved, "kroner") * sign), "kroner")
    for column, width in enumerate((46, 40, 12, 12, 12, 12, 16, 26)):
        page.widths[column] = width
    page.frozen, page.head, page.whole = (HEAD + 1, 1), HEAD, True
    return page


def _turning(page: Page, row: int, result: Result, texts: Texts) -> int:
    """What would have to be true for the claim to turn, one at a time, nearest first; the row after it."""
    page.put(row, 0, texts("book.sensitivity.turning"), "heading")
    row += 1
    heads(page, row, [texts(f"book.column.{key}") for key in ("turns", "as_declared", "turning", "unit", "percentile")])
    for one in result.turning:
        row += 1
        page.put(row, 0, turning_name(result, one, texts), "wrap")
        for column, value in ((1, one.declared), (2, one.value)):
            page.put(row, column, value, "percent" if one.unit == "share" else "thousands")
        page.put(row, 3, texts("turns.per_family") if one.key is None else unit_name(one.unit, texts, one.key), "aside")
        page.put(row, 4, percentile(one.percentile, texts))
    return row + 1


def _tornado(page: Page, row: int, texts: Texts) -> int:
    """Bars of the correlations below them, the longest first; the row after the picture."""
    names, found = page.down(1, HEAD + 1, row - 1), page.down(2, HEAD + 1, row - 1)
    title, head = texts("book.chart.tornado"), page.down(2, HEAD, HEAD)
    words = texts(
        "book.chart.tornado.alt", first=names.values[0], correlation=texts.number(found.numbers[0], 2, sign=True)
    )
    lines = [(Term(head.text.partition(":")[0], ""), found)]
    page.charts.append(
        Chart(row + 1, 0, title, words, names, lines, texts("book.column.correlation"), "0.0", bars=True)
    )
    return row + 2 + chart_rows(page.charts[-1])


def _worth_of_knowing(result: Result) -> float:
    """Expected value of perfect information on the headline's balance at its date, DKK a family, undiscounted."""
    saved = result.per_draw.net_saving[result.headline.perspective]
    year = min(max(round(result.headline.within_years), 1), saved.shape[1]) - 1
    each = saved[:, year] / result.moved.families
    return gain(each, float(each.mean()))


def uncertainty(result: Result, sign: Term, texts: Texts) -> Page:
    """Probability of payback by year, the band of the net saving, and every claim with its simulation error."""
    page = Page(texts("book.sheet.uncertainty"))
    money(page, "uncertainty", result.scenario.time.price_year, texts)
    shown = [
        one for one in Perspective if one in result.paybacks.headline and not result.paybacks.headline[one].untouched
    ]
    years = len(result.paybacks.headline[shown[0]].probability_by_year) if shown else 0
    page.put(HEAD, 0, texts("book.uncertainty.curve"), "head")
    axis = page.series(HEAD, 1, [float(year + 1) for year in range(years)], "integer+head")
    row, lines = HEAD + 1, []
    for one in shown:
        label = page.put(row, 0, texts(f"payer.{one.value}"))
        found = page.series(row, 1, list(result.paybacks.headline[one].probability_by_year), "probability")
        if one in (result.headline.perspective, Perspective.PUBLIC_SECTOR, Perspective.CENTRAL_GOVERNMENT):
            lines.append((label, found.span))
        row += 1
    if lines:
        page.charts.append(
            Chart(
                row + 1,
                0,
                texts("book.chart.curve"),
                texts("book.chart.curve.alt"),
                axis.span,
                lines,
                texts("book.chart.probability"),
                "0.0",
            )
        )
        row += 23
    saved = result.money.net_saving[result.headline.perspective]
    page.put(row, 0, texts("book.uncertainty.band"), "head")
    page.series(row, 1, list(saved.years), "integer+head")
    bands = {"mean": saved.mean, "p10": saved.p10, "p90": saved.p90}
    page.put(row + len(bands) + 1, 0, texts("book.spread.as_run"), "note")
    for place, (key, values) in enumerate(bands.items(), start=1):
        shown_at, kept_at = row + place, row + len(bands) + 1 + place
        for at in (shown_at, kept_at):
            page.put(at, 0, texts(f"book.uncertainty.{key}"))
        kept = page.series(kept_at, 1, list(values), "kroner")
        page.series(shown_at, 1, [-(kept[year] * sign) for year in range(len(kept))], "kroner")
    row += 2 * len(bands) + 3
    keys = ("claim", "probability", "lower", "upper", "error", "raw")
    heads(page, row, [texts(f"book.column.{key}") for key in keys])
    page.put(row, len(keys), texts("book.column.verdict"), "head")
    for claim in result.claims:
        row += 1
        page.put(row, 0, texts.named(result.scenario.claims[claim.name].label), "wrap")
        for column, value in enumerate(
            (claim.probability, claim.lower, claim.upper, claim.monte_carlo_error, claim.raw_probability), start=1
        ):
            page.put(row, column, value, "probability")
        page.put(row, len(keys), sentences.verdict_word(claim, texts), "aside")
    row += 1
    page.put(row, 0, sentences.ranges((one.confidence for one in result.claims), texts), "note")
    row += 2
    page.put(row, 0, texts("book.uncertainty.knowing"), "wrap")
    page.put(row, 1, _worth_of_knowing(result), "thousands")
    row += 1
    page.put(row, 0, texts("book.uncertainty.knowing.read"), "note")
    row += 2
    page.put(row, 0, texts("book.uncertainty.read"), "heading")
    for key in ("probability", "bounds", "percentile", "verdict"):
        row += 1
        page.put(
            row,
            0,
            texts(
                f"book.uncertainty.read.{key}",
                draws=texts.count("draws", result.run.draws),
                replications=result.run.replications,
            ),
        )
    page.widths |= {0: 52, len(keys): 18}
    page.frozen, page.keys, page.whole = (0, 1), 1, True
    return page


def follow_up(result: Result, texts: Texts) -> Page:
    """Shares of members in each state at the end of each year, with room for what was measured."""
    page = Page(texts("book.sheet.follow_up"))
    titled(page, texts("book.title.follow_up"), texts("book.note.follow_up"))
    heads(page, HEAD, [texts(f"book.column.{key}") for key in ("clock", "state", "what")])
    count = result.scenario.time.horizon_years
    start = result.scenario.time.start
    ends = [start.replace(year=start.year + year + 1, day=min(start.day, 28)) for year in range(count)]
    page.series(HEAD, 3, list(ends), "date+head")
    row = HEAD + 1
    for clock, books in result.moved.outcomes.items():
        for state in books[Strategy.PROGRAMME.value]:
            words = (
                clock_label(result.scenario, clock, texts),
                state_label(result.scenario, clock, state, texts),
            )
            for strategy in Strategy:
                credited = strategy is Strategy.PROGRAMME and clock in {each.clock for each in result.moved.levels}
                whose = texts("strategy.credited" if credited else f"strategy.{strategy.value}")
                for column, word in enumerate((*words, whose)):
                    page.put(row, column, word)
                page.series(row, 3, list(books[strategy.value][state]), "percent")
                row += 1
            page.rules.add(row - len(Strategy))
            for column, word in enumerate((*words, texts("book.follow_up.measured"))):
                page.put(row, column, word)
            for column in range(count):
                page.put(row, 3 + column, None, "entry", unlocked=True)
            row += 1
    if result.moved.levels:
        row = _levels(page, row + 1, result, texts) + 1
    if result.moved.goals:
        _goals(page, row + 1, result, texts)
    for column, width in enumerate((24, 36, 18, *[10.5] * count)):
        page.widths[column] = width
    page.frozen, page.head, page.keys = (HEAD + 1, 3), HEAD, 3
    return page


def _levels(page: Page, row: int, result: Result, texts: Texts) -> int:
    """What was reported, what would have been anyway, and what is credited, at each level's date; the last row."""
    page.put(row, 0, texts("title.levels"), "heading")
    page.put(row + 1, 0, levels.note(result, texts), "note")
    row += 2
    names = ("column.clock", "column.level", "column.measured")
    figures = (
        levels.reported(result, texts),
        *(texts(f"column.{key}") for key in ("without", "credited", "share_of_gap")),
    )
    heads(
        page, row, [*(texts(name) for name in names), *(" ".join(figure.split()) for figure in figures)], numbers_from=3
    )
    for each in result.moved.levels:
        row += 1
        page.put(row, 0, clock_label(result.scenario, each.clock, texts))
        page.put(row, 1, levels.level_label(result, each, texts))
        page.put(row, 2, each.measured, "date")
        for column, value in enumerate((each.reported, each.without, each.credited), start=3):
            page.put(row, column, value, "percent")
        page.put(row, 6, "–" if each.share_of_gap is None else each.share_of_gap, "percent")
    return row


def _goals(page: Page, row: int, result: Result, texts: Texts) -> None:
    """Every goal by its date: without, the goal, in the model, and how much of it is met."""
    table = goals.goals(result, texts)
    page.put(row, 0, table.title, "heading")
    page.put(row + 1, 0, table.note, "note")
    row += 2
    first, when, *figures = (" ".join(column.head.split()) for column in table.columns)
    heads(page, row, [texts("column.clock"), first, when, *figures], numbers_from=3)
    for each, cells in zip(result.moved.goals, table.rows, strict=True):
        row += 1
        clocks = (clock_label(result.scenario, clock, texts) for clock in each.clock.split(", "))
        page.put(row, 0, ", ".join(clocks))
        page.put(row, 1, cells[0])
        page.put(row, 2, each.until, "date")
        for column, value in enumerate(cells[2:5], start=3):
            page.put(row, column, value)
        page.put(row, 6, each.met, "percent")
        page.put(row, 7, each.ratio, "number")
