"""Sheets that are values of the run: sensitivity, uncertainty, and indicators to compare with what happens."""

from __future__ import annotations

from businesscase.core.vocabulary import Perspective, Strategy
from businesscase.measures.result import Result
from businesscase.report.tables.tables import strongest_drivers
from businesscase.report.texts import sentences
from businesscase.report.texts.labels import SAMPLED, clock_label, named, state_label, text
from businesscase.scenario.declare.keys import quantities
from businesscase.workbook.grid import Chart, Page, chart_rows
from businesscase.workbook.layout import HEAD, heads, money, say, titled
from businesscase.workbook.remarks import Remarks
from businesscase.workbook.term import Term


def sensitivity(result: Result, sign: Term, language: str) -> Page:
    """Uncertain inputs by how they go with the result, and the net saving of each kind of family."""
    page = Page(say("sheet.sensitivity", language))
    titled(page, say("title.sensitivity", language), say("note.sensitivity", language))
    heads(
        page,
        HEAD,
        [
            say(f"column.{key}", language)
            for key in ("key", "label", "correlation", "value", "low", "high", "unit", "grade")
        ],
    )
    declared, remarks, row = quantities(result.scenario), Remarks(result.scenario, language), HEAD + 1
    for driver in strongest_drivers(result)[:25]:
        number = declared.get(driver.key)
        page.put(row, 0, driver.key.removesuffix(SAMPLED), "wrap")
        page.put(row, 1, remarks.label(driver.key.removesuffix(SAMPLED)), "wrap")
        page.put(row, 2, driver.correlation, "correlation")
        if number is not None:
            for column, value in enumerate((number.value, number.low, number.high), start=3):
                page.put(row, column, value, "plain")
            page.put(row, 6, text(f"unit.{number.unit}", language), "aside")
            page.put(row, 7, text(f"grade.{number.evidence_grade}", language), "wrap")
        else:
            page.put(row, 7, text("driver.sampling", language), "wrap")
        row += 1
    if row > HEAD + 1:
        row = _tornado(page, row, language)
    else:
        page.put(row, 0, say("sensitivity.none", language), "note")
    row += 1
    page.put(row, 0, say("sensitivity.segments", language), "heading")
    page.put(row, 3, say("spread.as_run", language), "note")
    for name, saved in result.segment_saving.items():
        row += 1
        page.put(row, 0, named(result.scenario.population.segments[name].label, language))
        page.put(row, 2, -(page.put(row, 3, saved, "kroner") * sign), "kroner")
    for column, width in enumerate((46, 40, 12, 12, 12, 12, 16, 26)):
        page.widths[column] = width
    page.frozen, page.head, page.whole = (HEAD + 1, 1), HEAD, True
    return page


def _tornado(page: Page, row: int, language: str) -> int:
    """Bars of the correlations below them, the longest first; the row after the picture."""
    names, found = page.down(1, HEAD + 1, row - 1), page.down(2, HEAD + 1, row - 1)
    title, head = say("chart.tornado", language), page.down(2, HEAD, HEAD)
    words = say("chart.tornado.alt", language, first=names.values[0], correlation=f"{found.numbers[0]:+.2f}")
    lines = [(Term(head.text.partition(":")[0], ""), found)]
    page.charts.append(
        Chart(row + 1, 0, title, words, names, lines, say("column.correlation", language), "0.0", bars=True)
    )
    return row + 2 + chart_rows(page.charts[-1])


def uncertainty(result: Result, sign: Term, language: str) -> Page:
    """Probability of payback by year, the band of the net saving, and every claim with its simulation error."""
    page = Page(say("sheet.uncertainty", language))
    money(page, "uncertainty", result.scenario.time.price_year, language)
    shown = [
        one for one in Perspective if one in result.headline_payback and not result.headline_payback[one].untouched
    ]
    years = len(result.headline_payback[shown[0]].probability_by_year) if shown else 0
    page.put(HEAD, 0, say("uncertainty.curve", language), "head")
    axis = page.series(HEAD, 1, [float(year + 1) for year in range(years)], "integer+head")
    row, lines = HEAD + 1, []
    for one in shown:
        label = page.put(row, 0, text(f"payer.{one.value}", language))
        found = page.series(row, 1, list(result.headline_payback[one].probability_by_year), "probability")
        if one in (result.headline.perspective, Perspective.PUBLIC_SECTOR, Perspective.CENTRAL_GOVERNMENT):
            lines.append((label, found.span))
        row += 1
    if lines:
        page.charts.append(
            Chart(
                row + 1,
                0,
                say("chart.curve", language),
                say("chart.curve.alt", language),
                axis.span,
                lines,
                say("chart.probability", language),
                "0.0",
            )
        )
        row += 23
    saved = result.net_saving[result.headline.perspective]
    page.put(row, 0, say("uncertainty.band", language), "head")
    page.series(row, 1, list(saved.years), "integer+head")
    bands = {"mean": saved.mean, "p10": saved.p10, "p90": saved.p90}
    page.put(row + len(bands) + 1, 0, say("spread.as_run", language), "note")
    for place, (key, values) in enumerate(bands.items(), start=1):
        shown_at, kept_at = row + place, row + len(bands) + 1 + place
        for at in (shown_at, kept_at):
            page.put(at, 0, say(f"uncertainty.{key}", language))
        kept = page.series(kept_at, 1, list(values), "kroner")
        page.series(shown_at, 1, [-(kept[year] * sign) for year in range(len(kept))], "kroner")
    row += 2 * len(bands) + 3
    keys = ("claim", "probability", "lower", "upper", "error", "raw")
    heads(page, row, [say(f"column.{key}", language) for key in keys])
    page.put(row, len(keys), say("column.verdict", language), "head")
    for claim in result.claims:
        row += 1
        page.put(row, 0, named(result.scenario.claims[claim.name].label, language), "wrap")
        for column, value in enumerate(
            (claim.probability, claim.lower, claim.upper, claim.monte_carlo_error, claim.raw_probability), start=1
        ):
            page.put(row, column, value, "probability")
        page.put(row, len(keys), sentences.verdict_word(claim, language), "aside")
    row += 2
    page.put(row, 0, say("uncertainty.read", language), "heading")
    for key in ("probability", "bounds", "percentile", "verdict"):
        row += 1
        page.put(row, 0, say(f"uncertainty.read.{key}", language, draws=result.draws, replications=result.replications))
    page.widths |= {0: 52, len(keys): 14}
    page.frozen, page.keys, page.whole = (0, 1), 1, True
    return page


def follow_up(result: Result, language: str) -> Page:
    """Shares of members in each state at the end of each year, with room for what was measured."""
    page = Page(say("sheet.follow_up", language))
    titled(page, say("title.follow_up", language), say("note.follow_up", language))
    heads(page, HEAD, [say(f"column.{key}", language) for key in ("clock", "state", "what")])
    count = result.scenario.time.horizon_years
    start = result.scenario.time.start
    ends = [start.replace(year=start.year + year + 1, day=min(start.day, 28)) for year in range(count)]
    page.series(HEAD, 3, list(ends), "date+head")
    row = HEAD + 1
    for clock, books in result.outcomes.items():
        for state in books[Strategy.PROGRAMME.value]:
            words = (
                clock_label(result.scenario, clock, language),
                state_label(result.scenario, clock, state, language),
            )
            for strategy in Strategy:
                for column, word in enumerate((*words, text(f"strategy.{strategy.value}", language))):
                    page.put(row, column, word)
                page.series(row, 3, list(books[strategy.value][state]), "percent")
                row += 1
            page.rules.add(row - len(Strategy))
            for column, word in enumerate((*words, say("follow_up.measured", language))):
                page.put(row, column, word)
            for column in range(count):
                page.put(row, 3 + column, None, "entry", unlocked=True)
            row += 1
    for column, width in enumerate((24, 36, 18, *[10.5] * count)):
        page.widths[column] = width
    page.frozen, page.head, page.keys = (HEAD + 1, 3), HEAD, 3
    return page
