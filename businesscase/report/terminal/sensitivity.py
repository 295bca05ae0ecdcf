"""The screen of `businesscase sensitivity`."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from businesscase.analysis.sensitivity.results import WORTH, Sensitivity
from businesscase.report.tables.sensitivity import bars, bars_by_payer, index_name, indices, switches
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts.inputs import in_unit, input_name, unit_name
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.keys import quantities

_SIGNS, _SOURCES, _MORE = 2, 10, 20  # inputs of unknown sign named; sources and bars behind --all
_TOO_LARGE = 0.25  # error of a grade's share at which the spread cannot be divided by grade
_LONGEST = 56  # characters of a source


def print_sensitivity(found: Sensitivity, texts: Texts, console: Console, *, everything: bool = False) -> None:
    """Bars, switches, on what evidence the spread rests, and what to improve first."""
    console.print(Text(texts("drive.title", title=found.scenario.title), style="bold"))
    console.print(Text(opening(found, texts)))
    console.print()
    print_table(bars(found, texts), texts, console)
    print_table(switches(found, texts), texts, console)
    if found.design:
        print_table(indices(found, texts), texts, console)
        together = texts.percent(found.together)
        console.print(Text(texts("drive.by_design", points=found.design, together=together)))
        if found.coarse:
            console.print(Text(texts("drive.by_design.coarse")))
    for line in evidence_lines(found, texts):
        console.print(Text(line))
    console.print(Text(texts("drive.worth"), style="bold"))
    for line in worth_lines(found, texts):
        console.print(Text(textwrap.fill(line, console.width, subsequent_indent="   ")))
    if everything:
        console.print()
        console.print(Text(sources_line(found, texts)))
        for table in (
            bars(found, texts, shown=_MORE),
            bars_by_payer(found, texts),
            *(() if found.design else (indices(found, texts),)),
        ):
            console.print()
            print_table(table, texts, console)


def opening(found: Sensitivity, texts: Texts) -> str:
    """How the claim stands, and how far it varies over draws."""
    net = found.base.at_date[found.asked.claim.perspective]
    return texts(
        "drive.base",
        amount=texts.money(abs(net), 1),
        short=texts("turn.short" if net < 0 else "turn.over"),
        years=texts.count("years", found.asked.claim.within_years),
        spread=texts.money(found.spread, 1),
    )


def evidence_lines(found: Sensitivity, texts: Texts) -> list[str]:
    """Shares of the spread by grade and source, and the inputs of which not even the sign is known."""
    said = [grades_line(found, texts)]
    if found.signs:
        names = "; ".join(input_name(found.scenario, key, texts) for key in found.signs[:_SIGNS])
        more = len(found.signs) - _SIGNS
        said.append(texts("drive.signs", names=f"{names} (+ {more})" if more > 0 else names))
    return said


def grades_line(found: Sensitivity, texts: Texts) -> str:
    """Shares by grade, of those that are beyond their error; of none where the draws are too few to divide by grade."""
    error = max(one.error for one in found.grades)
    if error > _TOO_LARGE:
        return texts("drive.grades.few", error=texts.percent(error))
    shares = ", ".join(
        f"{one.name} {texts.percent(min(1.0, one.share))} (±{texts.percent(one.error)})"
        for one in found.grades
        if one.share > one.error
    )
    return texts("drive.grades", shares=shares) if shares else texts("drive.grades.none")


def sources_line(found: Sensitivity, texts: Texts) -> str:
    """Shares of the spread by source, all assumptions together."""
    sources = "; ".join(
        f"{textwrap.shorten(texts.note(one.name), _LONGEST, placeholder='…') or texts('drive.assumptions')} "
        f"{texts.percent(min(1.0, max(0.0, one.share)))}"
        for one in found.sources[:_SOURCES]
    )
    return texts("drive.sources", shares=sources)


def worth_lines(found: Sensitivity, texts: Texts) -> list[str]:
    """The five numbers most worth improving: share of the spread, on what it rests, its interval, and its key."""
    if not found.worth_improving:
        return [texts("drive.worth.none")]
    declared, said = quantities(found.scenario), []
    for place, one in enumerate(found.worth_improving, start=1):
        head = texts(
            "drive.worth.one", place=place, name=index_name(found, one, texts), share=texts.percent(one.explains),
            error=texts.percent(one.explains_error), grade=one.grade,
        )  # fmt: skip
        number = declared.get(one.keys[0])
        if number is None or number.low is None or number.high is None:
            said.append(f"{head} [{one.keys[0]}].")
            continue
        what = texts("drive.worth.assumed" if number.source is None else "drive.worth.sourced")
        low, high = (in_unit(end, number.unit, texts) for end in (number.low, number.high))
        known = texts("drive.worth.known", what=what, low=low, high=high, unit=unit_name(number.unit, texts))
        said.append(f"{head}; {known} [{one.keys[0]}].".replace("  [", " ["))
    if len(said) < WORTH:
        said.append(texts("drive.worth.fewer", draws=texts.count("draws", found.draws)))
    return said
