"""Cases side by side on the screen and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.text import Text

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import Crossing
from businesscase.measures.comparison import Case, Comparison, Difference
from businesscase.report.json.document import as_document
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts import not_modelled, sentences
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.quantity import Quantity

INPUTS_SHOWN = 12
_NAMES = 24  # characters of a case's name in a table


def print_comparison(found: Comparison, texts: Texts, console: Console) -> None:
    """What is not comparable, the verdicts, who is left with what, and which numbers differ."""
    first = found.cases[0].result
    console.print(Text(texts("compare.title", count=len(found.cases)), style="bold"))
    said = {"price_year": first.scenario.time.price_year, "draws": texts.count("draws", first.run.draws)}
    console.print(Text(texts("compare.subtitle", **said, seed=first.run.seed), style="dim"))
    warning = apart(found, texts)
    if warning:
        console.print(Text(warning, style="bold yellow"))
    console.print()
    print_table(verdicts(found, texts), texts, console)
    console.print()
    print_table(balances(found, texts), texts, console)
    console.print()
    console.print(Text(texts("compare.inputs"), style="bold"))
    for line in differences(found, texts, INPUTS_SHOWN):
        console.print(Text(textwrap.fill(line, console.width, subsequent_indent=" " * 6, break_on_hyphens=False)))
    console.print()
    console.print(Text(texts("compare.levels")))


def verdicts(found: Comparison, texts: Texts) -> Table:
    """Verdict, probability, cost, saving and payback of each case's headline claim."""
    columns = (
        Column(texts("column.case"), width=30),
        Column(texts("column.verdict_word")),
        Column(texts("column.p"), Kind.PROBABILITY),
        Column(texts("column.by_year"), Kind.PLAIN),
        Column(texts("column.case_cost"), Kind.MILLIONS),
        Column(texts("column.case_saved"), Kind.MILLIONS),
        Column(texts("column.case_share"), Kind.SHARE),
        Column(texts("column.case_payback"), Kind.PAYBACK),
    )
    rows = tuple(_verdict(case, texts) for case in found.cases)
    horizon = max(case.result.headline.horizon_years for case in found.cases)
    title, note = texts("compare.verdicts"), f"{texts('compare.verdicts.note')} {ranges(found, texts)}"
    discounted = [case.name for case in found.cases if case.claim.discounted]
    if discounted:
        note += " " + texts("compare.discounted", cases=", ".join(discounted))
    results = [case.result for case in found.cases]
    remarks = {
        not_modelled.remark(each.headline.probability, texts, declared=bool(each.scenario.not_modelled))
        for each in results
    }
    return Table(title, columns, rows, note=note + "".join(remarks), horizon=horizon)


def ranges(found: Comparison, texts: Texts) -> str:
    """What the words of the verdicts stand for, at the confidences of the cases."""
    return sentences.ranges((case.result.headline.confidence for case in found.cases), texts)


def _verdict(case: Case, texts: Texts) -> tuple[Cell, ...]:
    result, claim = case.result, case.result.headline
    payback = result.paybacks.headline[claim.perspective]
    years = payback.sustained_years if claim.crossing is Crossing.SUSTAINED else payback.first_years
    cost, saved = result.money.cost, sum(result.money.by_category.values())
    return (
        case.name, sentences.verdict_word(claim, texts), claim.probability,
        float(claim.within_years), cost, saved, saved / cost if cost else "–", years,
    )  # fmt: skip


def balances(found: Comparison, texts: Texts) -> Table:
    """What each payer has saved or still owes at the end of the year in which the first case's claim falls due."""
    asked = found.cases[0].result.headline.within_years
    within = next((year for year in _years(found.cases[0]) if year >= asked), _years(found.cases[0])[-1])
    shown = [payer for payer in Perspective if not payer.gives]
    columns = (
        Column(texts("column.case"), width=30),
        *(Column(texts(f"payer.{payer.value}").replace(" ", "\n"), Kind.MILLIONS) for payer in shown),
    )
    rows = [(case.name, *(_balance(case, payer, within) for payer in shown)) for case in found.cases]
    title = texts("compare.balances", years=texts.count("years", within))
    return Table(title, columns, tuple(rows), note=texts("compare.balances.note"))


def _years(case: Case) -> tuple[float, ...]:
    return case.result.money.net_saving[Perspective.MUNICIPALITY].years


def _balance(case: Case, payer: Perspective, within: float) -> Cell:
    saving = case.result.money.net_saving[payer]
    return dict(zip(saving.years, saving.mean, strict=True)).get(within, "–")


def differences(found: Comparison, texts: Texts, shown: int) -> Iterator[str]:
    """What differs, in words: the first case, then those that are not like it."""
    lines = [_differing(each.key, written_numbers(each, texts), found) for each in found.differing]
    absent = texts("compare.absent")
    lines += [
        _differing(each.key, [absent if value is None else value for value in each.values], found)
        for each in found.settings
    ]
    yield from lines[:shown] or [texts("compare.inputs.none")]
    if len(lines) > shown:
        yield "  " + texts("compare.inputs.more", count=len(lines) - shown)
    yield texts("compare.inputs.equal", count=found.equal)


def _differing(key: str, written: list[str], found: Comparison) -> str:
    groups: dict[str, list[str]] = {}
    for value, case in zip(written, found.cases, strict=True):
        groups.setdefault(value, []).append(case.name)
    others = [f"{', '.join(names)}: {value}" for value, names in groups.items() if value != written[0]]
    return f"  {key}: {written[0]}; " + "; ".join(others)


def written_numbers(each: Difference, texts: Texts) -> list[str]:
    """The numbers with their units; where that does not tell them apart, with their intervals, then with all else."""
    for told in (_value, _interval, _everything):
        written = [texts("compare.absent") if number is None else told(number, texts) for number in each.numbers]
        if len(set(written)) == len(set(map(repr, each.numbers))):
            break
    return written


def _value(number: Quantity, texts: Texts) -> str:
    return f"{texts.plain(number.value)} {texts(f'unit.{number.unit}')}"


def _interval(number: Quantity, texts: Texts) -> str:
    if number.low is None or number.high is None:
        return _value(number, texts)
    low, high = texts.plain(number.low), texts.plain(number.high)
    return f"{_value(number, texts)} ({low}–{high})"


def _everything(number: Quantity, texts: Texts) -> str:
    """With what else acts: price year, column or partner of the draws."""
    more = (number.price_year, number.draws_with, number.column)
    return ", ".join([_interval(number, texts), *(str(part) for part in more if part is not None)])


def apart(found: Comparison, texts: Texts) -> str:
    """What makes the figures not comparable, "" where nothing does."""
    if not found.apart:
        return ""
    what = ", ".join(texts(f"compare.apart.{name}") for name in found.apart)
    return texts("compare.apart", what=what)


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
