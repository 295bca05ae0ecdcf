"""The screens: the answer first, everything else behind `--all`. Plain text where the output is not a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from businesscase.core.vocabulary import Verdict
from businesscase.measures.result import Result
from businesscase.report.tables import account_tables, details, returns, tables
from businesscase.report.tables import purses as pockets
from businesscase.report.tables.table import Kind, Table, written
from businesscase.report.texts import sentences
from businesscase.report.texts.labels import text

FIRST_COLUMN = 44  # characters that the names of rows may take before they are broken
_BROKEN = 16  # characters below which names are not broken further
_COLOURS = {Verdict.SUPPORTED: "bold green", Verdict.REFUTED: "bold red", Verdict.UNDECIDED: "bold yellow"}


def print_first_screen(result: Result, language: str, console: Console) -> None:
    """The verdict, who pays and saves, what moved, what it turns on, what is extrapolation and what the evidence is."""
    claim = result.headline
    title = sentences.title(result, language)
    console.print(Text(title, style="bold"), Text(sentences.subtitle(result, language), style="dim"), sep="\n")
    for line in sentences.edited(result, language):
        console.print(Text(line))
    console.print()
    verdict = Text(sentences.verdict_sentence(result, language))
    verdict.stylize(_COLOURS[claim.verdict], 0, len(text(f"verdict.{claim.verdict.value}", language)))
    console.print(verdict)
    gate = sentences.gate(result, language)
    if gate is not None:
        console.print(Text(gate))
    console.print(Text(sentences.conditions(claim, language), style="dim"))
    console.print()
    print_table(tables.by_payer(result, language), language, console)
    for line in sentences.under_payers(result, language):
        console.print(Text(line))
    if result.scenario.departments:  # without them the payers above are all there is
        console.print()
        print_table(pockets.matrix(result, language), language, console)
    accounts = account_tables.accounts_line(result, language)
    if accounts is not None:
        console.print(Text(accounts))
    if result.savings_views:
        console.print()
        print_table(pockets.reducible(result, language), language, console)
    console.print()
    print_table(tables.moved(result, language), language, console)
    console.print()
    _print_turning(tables.turning(result, language, short=True), language, console)
    console.print()
    for line in closing_lines(result, language):
        console.print(Text(line))
    omitted = sentences.left_out(result, language)
    if omitted is not None:
        console.print(Text(omitted))


def closing_lines(result: Result, language: str) -> Iterator[str]:
    """Extrapolation, evidence and noise."""
    yield sentences.extrapolation(result, language)
    yield sentences.evidence(result, language)
    yield sentences.noise(result, language)
    warning = sentences.precision(result, language)
    if warning is not None:
        yield warning


def print_details(result: Result, language: str, console: Console) -> None:
    """Everything behind `--all`: claims, paybacks, S-curves, savings, outcomes, moves, segments, grades, drivers."""
    shown = [
        details.claims(result, language, short=True),
        details.paybacks(result, language),
        *([details.paybacks(result, language, cohort=True)] if result.cohort_payback else []),
        details.probabilities(result, language),
        details.net_savings(result, language, short=True),
        returns.returns(result, language),
        pockets.paybacks(result, language),
        pockets.by_year(result, language),
        pockets.by_year(result, language, others=True),
        *_budget_tables(result, language),
        *details.outcomes(result, language, short=True),
        tables.entries(result, language),
        *([details.segments(result, language)] if result.segment_saving else []),
        details.grades(result, language),
        *([details.approximations(result, language)] if result.approximations else []),
    ]
    for table in shown:
        console.print()
        print_table(table, language, console)
    unverified = account_tables.unverified_line(result, language)
    if unverified is not None:
        console.print(Text(unverified))
    console.print()
    console.print(Text(text("title.successes", language), style="bold"))
    for line in returns.success_lines(result, language):
        console.print(Text(line))
    console.print()
    _print_turning(tables.turning(result, language, shown=10), language, console)
    omissions = sentences.left_out_in_full(result, language)
    if omissions:
        console.print()
        console.print(Text(text("title.left_out", language), style="bold"))
        for omission in omissions:
            console.print(Text(omission))
    for sentence in sentences.redrawn(result, language):
        console.print()
        console.print(sentence)


def _budget_tables(result: Result, language: str) -> Iterator[Table]:
    if result.savings_views:
        yield pockets.reducible(result, language, every_cost=True)
        yield pockets.reducible_by_category(result, language)
    if result.accounts is not None:
        yield account_tables.functions(result, language)
        yield account_tables.areas(result, language)
        yield account_tables.frame(result, language)


def _print_turning(table: Table, language: str, console: Console) -> None:
    """What it is with its value, and the key, which may be long, whole: beside it where it fits, else below."""
    console.print(Text(table.title, style="bold"))
    for name, correlation, origin in table.rows:
        shown = written(correlation, table.columns[1].kind, language, table)
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


def print_table(table: Table, language: str, console: Console) -> None:
    """A table under its title, with its note."""
    console.print(Text(table.title, style="bold"))
    if table.rows:
        console.print(_grid(table, language, console.width))
    if table.note:
        console.print(Text(table.note, style="dim"))


def _grid(table: Table, language: str, width: int) -> Grid:
    """The table as a grid; where it is too wide, the names of rows are broken, never the columns after them cut."""
    rows = [
        [written(cell, column.kind, language, table) for cell, column in zip(row, table.columns, strict=True)]
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
