"""The command `export`: the finance workbook of a scenario, and nothing else."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from businesscase.cli_shared import Language, errors, notice, progress
from businesscase.errors import UsageError
from businesscase.vocabulary import Engine


class Sign(StrEnum):
    """What is positive in the workbook."""

    EXPENDITURE = "expenditure"
    GAIN = "gain"


def export(
    file: Annotated[Path, typer.Argument(help="The scenario file.", show_default=False)],
    book: Annotated[Path, typer.Argument(help="The workbook to write, *.xlsx.", show_default=False)],
    variant: Annotated[str | None, typer.Option(help="Run a variant of the file.", metavar="NAME")] = None,
    engine: Annotated[
        Engine, typer.Option(help="How quantities are computed; auto takes what can represent the scenario.")
    ] = Engine.AUTO,
    draws: Annotated[int, typer.Option(min=1, help="Draws of the uncertain assumptions.")] = 1000,
    replications: Annotated[
        int, typer.Option(min=2, help="Life courses per family and draw, an even number; engine expected samples none.")
    ] = 8,
    seed: Annotated[int, typer.Option(min=0, help="Seed of all random numbers.")] = 1,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Threads, by default one per processor; discrete_event: processes.")
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the workbook.")] = Language.DA,
    sign: Annotated[
        Sign, typer.Option(help="What is positive: expenditure, as in municipal accounts, or a gain.")
    ] = Sign.EXPENDITURE,
) -> None:
    """Run a scenario and write the finance workbook that recalculates itself."""
    with errors():
        from businesscase.pipeline import run
        from businesscase.report.book.workbook import workbook_bytes
        from businesscase.report.output import check_file, write_file

        if book.suffix != ".xlsx":
            raise UsageError(f"cannot write the workbook '{book}': expected a name that ends with .xlsx")
        check_file(book)
        with progress() as told:
            result = run(
                file,
                variant=variant,
                engine=engine,
                draws=draws,
                replications=replications,
                seed=seed,
                workers=workers,
                progress=told,
            )
        positive = 1.0 if sign is Sign.EXPENDITURE else -1.0
        write_file(book, workbook_bytes(result, language.value, sign=positive))
        notice(f"Written: {book}")
