"""Cases side by side on the screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from businesscase.core.vocabulary import Crossing, Perspective
from businesscase.measures.comparison import Case, Comparison, Difference
from businesscase.report.json.document import as_document
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.tables.tables import PAYERS
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts import formats, sentences
from businesscase.report.texts.labels import text
from businesscase.scenario.declare.quantity import Quantity

INPUTS_SHOWN = 12
_NAMES = 24  # characters of a case's name in a table


def print_comparison(found: Comparison, language: str, console: Console) -> None:
    """What is not comparable, the verdicts, who is left with what, and which numbers differ."""
    first = found.cases[0].result
    console.print(Text(text("compare.title", language, count=len(found.cases)), style="bold"))
    said = {"price_year": first.scenario.time.price_year, "draws": formats.number(first.draws, 0, language)}
    console.print(Text(text("compare.subtitle", language, **said, seed=first.seed), style="dim"))
    warning = apart(found, language)
    if warning:
        console.print(Text(warning, style="bold yellow"))
    console.print()
    print_table(verdicts(found, language), language, console)
    console.print()
    print_table(balances(found, language), language, console)
    console.print()
    console.print(Text(text("compare.inputs", language), style="bold"))
    for line in differences(found, language, INPUTS_SHOWN):
        console.print(Text(textwrap.fill(line, console.width, subsequent_indent=" " * 6, break_on_hyphens=False)))
    console.print()
    console.print(Text(text("compare.levels", language)))


def verdicts(found: Comparison, language: str) -> Table:
    """Verdict, probability, cost, saving and payback of each case's headline claim."""
    columns = (
        Column(text("column.case", language), width=30),
        Column(text("column.verdict_word", language)),
        Column(text("column.p", language), Kind.PROBABILITY),
        Column(text("column.by_year", language), Kind.PLAIN),
        Column(text("column.case_cost", language), Kind.MILLIONS),
        Column(text("column.case_saved", language), Kind.MILLIONS),
        Column(text("column.case_share", language), Kind.SHARE),
        Column(text("column.case_payback", language), Kind.PAYBACK),
    )
    rows = tuple(_verdict(case, language) for case in found.cases)
    horizon = max(case.result.headline.horizon_years for case in found.cases)
    title, note = text("compare.verdicts", language), text("compare.verdicts.note", language)
    discounted = [case.name for case in found.cases if case.claim.discounted]
    if discounted:
        note += " " + text("compare.discounted", language, cases=", ".join(discounted))
    return Table(title, columns, rows, note=note, horizon=horizon)


def _verdict(case: Case, language: str) -> tuple[Cell, ...]:
    result, claim = case.result, case.result.headline
    payback = result.headline_payback[claim.perspective]
    years = payback.sustained_years if claim.crossing is Crossing.SUSTAINED else payback.first_years
    cost, saved = result.headline_cost, sum(result.saving_by_category.values())
    return (
        case.name, sentences.verdict_word(claim, language), claim.probability,
        float(claim.within_years), cost, saved, saved / cost if cost else "–", years,
    )  # fmt: skip


def balances(found: Comparison, language: str) -> Table:
    """What each payer has saved or still owes at the end of the year in which the first case's claim falls due."""
    asked = found.cases[0].result.headline.within_years
    within = next((year for year in _years(found.cases[0]) if year >= asked), _years(found.cases[0])[-1])
    shown = [payer for payer in PAYERS if payer is not Perspective.FOUNDATION]
    columns = (
        Column(text("column.case", language), width=30),
        *(Column(text(f"payer.{payer.value}", language).replace(" ", "\n"), Kind.MILLIONS) for payer in shown),
    )
    rows = [(case.name, *(_balance(case, payer, within) for payer in shown)) for case in found.cases]
    title = text("compare.balances", language, years=formats.years(within))
    return Table(title, columns, tuple(rows), note=text("compare.balances.note", language))


def _years(case: Case) -> tuple[float, ...]:
    return case.result.net_saving[Perspective.MUNICIPALITY].years


def _balance(case: Case, payer: Perspective, within: float) -> Cell:
    saving = case.result.net_saving[payer]
    return dict(zip(saving.years, saving.mean, strict=True)).get(within, "–")


def differences(found: Comparison, language: str, shown: int) -> Iterator[str]:
    """What differs, in words: the first case, then those that are not like it."""
    lines = [_differing(each.key, written_numbers(each, language), found) for each in found.differing]
    absent = text("compare.absent", language)
    lines += [
        _differing(each.key, [absent if value is None else value for value in each.values], found)
        for each in found.settings
    ]
    yield from lines[:shown] or [text("compare.inputs.none", language)]
    if len(lines) > shown:
        yield "  " + text("compare.inputs.more", language, count=len(lines) - shown)
    yield text("compare.inputs.equal", language, count=found.equal)


def _differing(key: str, written: list[str], found: Comparison) -> str:
    groups: dict[str, list[str]] = {}
    for value, case in zip(written, found.cases, strict=True):
        groups.setdefault(value, []).append(case.name)
    others = [f"{', '.join(names)}: {value}" for value, names in groups.items() if value != written[0]]
    return f"  {key}: {written[0]}; " + "; ".join(others)


def written_numbers(each: Difference, language: str) -> list[str]:
    """The numbers with their units; where that does not tell them apart, with their intervals, then with all else."""
    for told in (_value, _interval, _everything):
        written = [
            text("compare.absent", language) if number is None else told(number, language) for number in each.numbers
        ]
        if len(set(written)) == len(set(map(repr, each.numbers))):
            break
    return written


def _value(number: Quantity, language: str) -> str:
    return f"{formats.plain(number.value, language)} {text(f'unit.{number.unit}', language)}"


def _interval(number: Quantity, language: str) -> str:
    if number.low is None or number.high is None:
        return _value(number, language)
    low, high = formats.plain(number.low, language), formats.plain(number.high, language)
    return f"{_value(number, language)} ({low}–{high})"


def _everything(number: Quantity, language: str) -> str:
    """With what else acts: price year, column or partner of the draws."""
    more = (number.price_year, number.draws_with, number.column)
    return ", ".join([_interval(number, language), *(str(part) for part in more if part is not None)])


def apart(found: Comparison, language: str) -> str:
    """What makes the figures not comparable, "" where nothing does."""
    if not found.apart:
        return ""
    what = ", ".join(text(f"compare.apart.{name}", language) for name in found.apart)
    return text("compare.apart", language, what=what)


def as_comparison_json(found: Comparison) -> str:
    """The results of all cases, and where they differ."""
    document = {
        "cases": [{"name": case.name, "result": as_document(case.result)} for case in found.cases],
        "settings": [{"key": each.key, "values": list(each.values)} for each in found.settings],
        "differing": [_difference(each) for each in found.differing],
        "equal": found.equal,
        "apart": list(found.apart),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _difference(each: Difference) -> dict[str, Any]:
    numbers = [
        None if n is None else {"value": n.value, "unit": n.unit, "low": n.low, "high": n.high} for n in each.numbers
    ]
    return {"key": each.key, "numbers": numbers}
