"""The command `export`: the finance workbook of a scenario, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from businesscase.cli.shared import (
    Draws,
    EngineChoice,
    Language,
    Replications,
    ScenarioFile,
    Seed,
    Sign,
    SignChoice,
    Variant,
    Workers,
    errors,
    notice_written,
    progress,
    scenario_of,
)
from businesscase.core.vocabulary import Engine


def export(
    file: ScenarioFile,
    book: Annotated[
        Path, typer.Argument(help="The workbook to write, *.xlsx.", metavar="BOOK.xlsx", show_default=False)
    ],
    variant: Variant = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Draws = 1000,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    language: Annotated[
        Language | None, typer.Option(help="Language of all output; otherwise en, and da in the workbook.")
    ] = None,
    sign: SignChoice = Sign.EXPENDITURE,
    short: Annotated[
        bool, typer.Option("--print", help="Print version: twelve A4 pages at most; the other sheets are hidden.")
    ] = False,
) -> None:
    """Run a scenario and write the finance workbook that recalculates itself."""
    with errors(language):
        from businesscase.output import check_book, write_book
        from businesscase.pipeline import run
        from businesscase.report.texts.texts import Texts
        from businesscase.workbook.workbook import workbook_bytes

        check_book(book)
        scenario = scenario_of(file)
        with progress() as told:
            result = run(
                scenario,
                variant=variant,
                engine=engine,
                draws=draws,
                replications=replications,
                seed=seed,
                workers=workers,
                progress=told,
            )
        write_book(book, workbook_bytes(result, Texts(language or Language.DA), sign=sign.factor, short=short))
        notice_written(book)
