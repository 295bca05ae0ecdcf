"""The command `compare`: several scenarios, or variants of one, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from businesscase.cli.shared import (
    Draws,
    EngineChoice,
    Json,
    Language,
    Replications,
    Seed,
    Sign,
    SignChoice,
    Workers,
    check_json,
    console,
    errors,
    is_standard_input,
    notice_written,
    progress,
    scenario_of,
    show,
)
from businesscase.core.vocabulary import Engine


def compare(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Scenario files; one alone is compared with its variants; - is standard input.",
            metavar="FILE",
            show_default=False,
        ),
    ],
    variant: Annotated[
        list[str] | None, typer.Option(help="A variant of the file, again for another; missing: all.", metavar="NAME")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the workbook of all cases, *.xlsx.", metavar="BOOK.xlsx")
    ] = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Draws = 1000,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    json: Json = None,
    language: Annotated[
        Language | None, typer.Option(help="Language of all output; otherwise en, and da in the workbook.")
    ] = None,
    sign: SignChoice = Sign.EXPENDITURE,
) -> None:
    """Run several cases and lay them side by side."""
    with errors(language):
        from businesscase.analysis.comparison import asked_cases, compare_asked
        from businesscase.core.errors import UsageError
        from businesscase.core.words import Words
        from businesscase.output import check_book, write_book
        from businesscase.report.terminal.comparison import as_comparison_json, print_comparison
        from businesscase.report.texts.texts import Texts

        if out is not None:
            check_book(out)
        check_json(json)
        if sum(map(is_standard_input, files)) > 1:
            raise UsageError(Words("run.twice"))
        asked = asked_cases([scenario_of(file) if is_standard_input(file) else file for file in files], variant or ())
        with progress() as told:
            found = compare_asked(
                asked,
                engine=engine,
                draws=draws,
                replications=replications,
                seed=seed,
                workers=workers,
                progress=told,
            )
        if out is not None:
            from businesscase.workbook.comparison.workbook import compared_bytes

            write_book(out, compared_bytes(found, Texts(language or Language.DA), sign=sign.factor))
        spoken = Texts(language or Language.EN)
        show(json, lambda: as_comparison_json(found), lambda: print_comparison(found, spoken, console()))
        if out is not None:
            notice_written(out)
