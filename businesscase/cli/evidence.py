"""The command `evidence`: what was measured, beside what the model predicts for it."""

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
    ScenarioFile,
    Seed,
    Variant,
    Workers,
    check_json,
    console,
    errors,
    notice_written,
    progress,
    scenario_of,
    show,
)
from businesscase.core.vocabulary import Engine


def evidence(
    file: ScenarioFile,
    variant: Variant = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Draws = 1000,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option(help="Write the picture into this folder.", metavar="DIR")] = None,
    json: Json = None,
    language: Annotated[Language, typer.Option(help="Language of all output.")] = Language.EN,
) -> None:
    """Compare the model with what was measured: how surprising it is, and what would explain it."""
    with errors(language):
        from businesscase.core.files import check_folder, write_file
        from businesscase.pipeline import run
        from businesscase.report.figures.observed import observed_picture
        from businesscase.report.json.document import as_json
        from businesscase.report.terminal.observed import print_observed
        from businesscase.report.texts.texts import Texts

        if out is not None:
            check_folder(out)
        check_json(json)
        scenario = scenario_of(file)
        with progress() as told:
            result = run(
                scenario, variant=variant, engine=engine, draws=draws, replications=replications, seed=seed,
                workers=workers, progress=told,
            )  # fmt: skip
        texts = Texts(language)
        written = []
        if out is not None and result.observations.comparisons:
            for form, content in observed_picture(result, texts).items():
                write_file(out / f"evidence.{form}", content)
                written.append(str(out / f"evidence.{form}"))
        show(json, lambda: as_json(result), lambda: print_observed(result, texts, console()))
        if written:
            notice_written(", ".join(written))
