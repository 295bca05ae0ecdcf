"""The command `fit`: the inputs updated by what was measured, and every claim before and after."""

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
    Variant,
    Workers,
    console,
    errors,
    notice_written,
    progress,
    scenario_of,
    stem_of,
)
from businesscase.core.vocabulary import Engine


def fit(
    file: ScenarioFile,
    variant: Variant = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Draws = 1000,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write pictures and workbook of the fitted draws, and the sampler's state, into this folder; a fit "
            "that was interrupted goes on from there.",
            metavar="DIR",
        ),
    ] = None,
    language: Annotated[
        Language | None, typer.Option(help="Language of all output; otherwise en, and da in the workbook.")
    ] = None,
) -> None:
    """Fit the inputs to the observations of the role fit, and test the claims before and after."""
    with errors(language):
        from businesscase.analysis.fit.fitting import fit as fitted
        from businesscase.core.files import check_folder
        from businesscase.output import check_unedited, write_results
        from businesscase.report.terminal.fitted import print_fit
        from businesscase.report.texts.texts import Texts

        stem = f"{stem_of(file)}.fitted"
        if out is not None:
            check_folder(out)
            check_unedited(out / f"{stem}.xlsx")
        scenario = scenario_of(file)
        with progress() as told:
            found = fitted(
                scenario, variant=variant, engine=engine, draws=draws, replications=replications, seed=seed,
                workers=workers, progress=told, keep=None if out is None else out / f"{stem}.state.npz",
            )  # fmt: skip
        spoken, written = Texts(language or Language.EN), []
        if out is not None and found.posterior is not None:
            in_excel = Texts(language or Language.DA)
            written = write_results(found.posterior, out, stem, pictures=spoken, workbook=in_excel)
        print_fit(found, spoken, console())
        if written:
            notice_written(", ".join(str(path) for path in written))
