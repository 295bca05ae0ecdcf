"""The screens: the answer first, everything else behind `--all`. Plain text where the output is not a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from businesscase.core.vocabulary import Verdict
from businesscase.measures.result import Result
from businesscase.report.tables import account_tables, details, goals, levels, purses, returns, tables
from businesscase.report.tables.own_records import own_records
from businesscase.report.tables.table import Kind, Table, written
from businesscase.report.tables.who import who_pays_and_saves
from businesscase.report.texts import goals as goals_in_words
from businesscase.report.texts import not_modelled, observed, saved, sentences, team
from businesscase.report.texts.held import held
from businesscase.report.texts.texts import Texts

FIRST_COLUMN = 44  # characters that the names of rows may take before they are broken
_BROKEN = 16  # characters below which names are not broken further
_COLOURS = {
    **dict.fromkeys(Verdict, "bold yellow"),
    **dict.fromkeys((Verdict.SUPPORTED, Verdict.LIKELY), "bold green"),
    **dict.fromkeys((Verdict.REFUTED, Verdict.UNLIKELY), "bold red"),
}


def print_first_screen(result: Result, texts: Texts, console: Console) -> None:
    """The answer on one screen: verdict, what was measured, who pays and saves, what it turns on, the evidence."""
    claim = result.headline
    console.print(Text(sentences.title(result, texts), style="bold"))
    console.print(Text(sentences.subtitle(result, texts), style="dim"))
    for line in sentences.edited(result, texts):
        console.print(Text(line))
    verdict = Text(sentences.verdict_sentence(result, texts))
    verdict.stylize(_COLOURS[claim.verdict], 0, len(sentences.verdict_words(claim.verdict, claim.confidence, texts)))
    both_ways = not_modelled.both_ways(result, texts)
    if both_ways is not None:
        verdict.append(" ").append(both_ways, style="bold")
    console.print(verdict)
    _print_lines([team.served_by_team(result, texts)], console)
    said_of_draws = (sentences.gate, sentences.precision, sentences.sought, sentences.sobol)
    _print_lines([say(result, texts) for say in said_of_draws], console)
    met = goals_in_words.briefly(result, texts)
    if met is not None:
        console.print(Text(met))
    said = [saved.found_and_why(result, texts), held(result, texts), *observed.observed_briefly(result, texts)]
    if any(said):
        console.print(Text(" ".join(filter(None, said))))
    _print_of(result, who_pays_and_saves(result, texts), texts, console)
    more = f"{sentences.evidence(result, texts)} {sentences.more(result, texts)}"
    turns = " ".join(filter(None, (tables.turning_line(result, texts), tables.turns_line(result, texts))))
    _print_lines([turns, more], console)


def _print_lines(lines: Iterable[str | None], console: Console, style: str = "") -> None:
    for line in lines:
        if line is not None:
            console.print(Text(line, style=style))


def print_details(result: Result, texts: Texts, console: Console) -> None:
    """Everything behind `--all`: claims, paybacks, S-curves, savings, levels, goals, outcomes, grades, drivers."""
    console.print()
    _print_lines([sentences.rules(result, texts), sentences.conditions(result.headline, texts)], console)
    shown = [
        tables.by_payer(result, texts),
        *([purses.matrix(result, texts)] if result.scenario.departments else []),
        *([purses.reducible(result, texts)] if result.paybacks.by_savings else []),
        tables.moved(result, texts),
        details.claims(result, texts, short=True),
        details.paybacks(result, texts),
        *([details.paybacks(result, texts, cohort=True)] if result.paybacks.cohort else []),
        details.probabilities(result, texts),
        details.net_savings(result, texts, short=True),
        returns.returns(result, texts),
        purses.paybacks(result, texts),
        purses.by_year(result, texts),
        purses.by_year(result, texts, others=True),
        *_budget_tables(result, texts),
        *([levels.levels(result, texts)] if result.moved.levels else []),
        *([goals.goals(result, texts)] if result.moved.goals else []),
        *details.outcomes(result, texts, short=True),
        tables.entries(result, texts),
        *([details.not_modelled(result, texts)] if result.scenario.not_modelled else []),
        *([details.segments(result, texts)] if result.money.by_segment else []),
        *([own_records(result.scenario, texts)] if result.scenario.own_records else []),
        details.grades(result, texts),
        *([details.approximations(result, texts)] if result.run.approximations else []),
    ]
    for table in shown:
        console.print()
        _print_of(result, table, texts, console)
    console.print()
    _print_lines(saved.under_payers(result, texts), console)
    _print_lines([account_tables.accounts_line(result, texts), account_tables.unverified_line(result, texts)], console)
    console.print()
    console.print(Text(texts("title.successes"), style="bold"))
    _print_lines(returns.success_lines(result, texts), console)
    console.print()
    _print_turning(tables.turning(result, texts, shown=10), texts, console)
    console.print()
    _print_lines([sentences.extrapolation(result, texts), sentences.noise(result, texts)], console)
    omissions = sentences.left_out_in_full(result, texts)
    if omissions:
        console.print()
        console.print(Text(texts("title.left_out"), style="bold"))
        _print_lines(omissions, console)
    for sentence in sentences.redrawn(result, texts):
        console.print()
        console.print(sentence)


def _budget_tables(result: Result, texts: Texts) -> Iterator[Table]:
    if result.paybacks.by_savings:
        yield purses.reducible(result, texts, every_cost=True)
        yield purses.reducible_by_category(result, texts)
    if result.accounts is not None:
        yield account_tables.functions(result, texts)
        yield account_tables.areas(result, texts)
        yield account_tables.frame(result, texts)


def _print_turning(table: Table, texts: Texts, console: Console) -> None:
    """What it is with its value, and the key, which may be long, whole: beside it where it fits, else below."""
    console.print(Text(table.title, style="bold"))
    for name, correlation, origin in table.rows:
        shown = written(correlation, table.columns[1].kind, texts, table)
        description, _, key = str(name).rpartition("\n")
        line = f"{shown:>6}  " + (description or key) + (" " if str(origin).startswith("(") else ": ") + str(origin)
        if not description and len(line) > console.width:
            line, key = f"{shown:>6}  {key}", str(origin)
        elif description and len(line) + len(key) + 2 <= console.width:
            line += "  " + key
        below = f"        {key}" if key and key not in line else ""
        if len(line) > console.width and description:
            line = textwrap.fill(line, console.width, subsequent_indent=" " * 8)
        console.print(Text(line, overflow="ignore", no_wrap=True), soft_wrap=True)
        if below:
            console.print(Text(below, style="dim", overflow="ignore", no_wrap=True), soft_wrap=True)
    if table.note:
        console.print(Text(table.note, style="dim"))


def _print_of(result: Result, table: Table, texts: Texts, console: Console) -> None:
    """A table of a result: a probability below 0.01 says whether anything outside the model is counted in it."""
    chances = [place for place, column in enumerate(table.columns) if column.kind is Kind.PROBABILITY]
    declared = bool(result.scenario.not_modelled)
    said = {not_modelled.remark(row[place], texts, declared=declared) for row in table.rows for place in chances}
    print_table(replace(table, note=table.note + "".join(said)), texts, console)


def print_table(table: Table, texts: Texts, console: Console) -> None:
    """A table under its title, with its note."""
    console.print(Text(table.said(table.title, texts), style="bold"))
    if table.rows:
        console.print(_grid(table, texts, console.width))
    if table.note:
        console.print(Text(table.said(table.note, texts), style="dim"))


def _grid(table: Table, texts: Texts, width: int) -> Grid:
    """The table as a grid; where it is too wide, the names of rows are broken, never the columns after them cut."""
    rows = [
        [written(cell, column.kind, texts, table) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    longest = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    heads = [max(map(len, column.head.split("\n"))) for column in table.columns]
    others = sum(max(pair) + 1 for pair in zip(longest[1:], heads[1:], strict=True))
    names = longest[0] if longest[0] <= FIRST_COLUMN else None
    if names is not None and names > width - others >= _BROKEN:
        names = width - others
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=0, header_style="none")
    for place, column in enumerate(table.columns):
        numeric = column.kind is not Kind.TEXT
        grid.add_column(
            column.head,
            justify="right" if numeric else "left",
            vertical="bottom",
            no_wrap=numeric,
            overflow="fold",
            min_width=longest[place] if numeric else names if place == 0 else None,
        )
    for row in rows:
        grid.add_row(*row)
    return grid
