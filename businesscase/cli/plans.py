"""The command `plans`: the claim under other plans for the same families."""

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
    Spoken,
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


def plans(
    file: ScenarioFile,
    claim: Annotated[str | None, typer.Option(help="The claim; otherwise the headline.", metavar="NAME")] = None,
    plan: Annotated[
        list[str] | None, typer.Option(help="A plan of the file; may be given again. Otherwise all.", metavar="NAME")
    ] = None,
    variant: Variant = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Draws = 1000,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option(help="Write the picture into this folder.", metavar="DIR")] = None,
    json: Json = None,
    language: Spoken = Language.EN,
) -> None:
    """Lay other plans beside the programme: stopped early, places for some, against another effort."""
    with errors(language):
        from businesscase.analysis.plans.plans import plans as found_by
        from businesscase.core.files import check_folder, write_file
        from businesscase.report.json.analyses import as_analysis_json
        from businesscase.report.terminal.plans import print_plans
        from businesscase.report.texts.texts import Texts

        if out is not None:
            check_folder(out)
        check_json(json)
        scenario, texts = scenario_of(file), Texts(language)
        with progress() as told:
            found = found_by(
                scenario, claim=claim, only=plan or (), variant=variant, engine=engine, draws=draws,
                replications=replications, seed=seed, workers=workers, progress=told,
            )  # fmt: skip
        written: list[Path] = []
        if out is not None:
            from businesscase.report.figures.plans import plans_picture

            for form, content in plans_picture(found, texts).items():
                written.append(out / f"plans.{form}")
                write_file(written[-1], content)
        show(json, lambda: as_analysis_json(found), lambda: print_plans(found, texts, console()))
        if written:
            notice_written(", ".join(str(path) for path in written))
