"""The command `sensitivity`: what drives a claim."""

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


def sensitivity(
    file: ScenarioFile,
    claim: Annotated[str | None, typer.Option(help="The claim; otherwise the headline.", metavar="NAME")] = None,
    design: Annotated[
        int | None,
        typer.Option(help="Find shares of the spread, totals too, by a Sobol design of N points.", metavar="N"),
    ] = None,
    variant: Variant = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Draws = 1000,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option(help="Write the tornado into this folder.", metavar="DIR")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Print every input, by payer, and every share.")] = False,
    json: Json = None,
    language: Spoken = Language.EN,
) -> None:
    """Find what drives a claim: one input at a time, and shares of its spread."""
    with errors(language):
        from businesscase.analysis.sensitivity.sensitivity import sensitivity as found_by
        from businesscase.core.files import check_folder, write_file
        from businesscase.report.json.analyses import as_analysis_json
        from businesscase.report.terminal.sensitivity import print_sensitivity
        from businesscase.report.texts.texts import Texts

        if out is not None:
            check_folder(out)
        check_json(json)
        scenario, texts = scenario_of(file), Texts(language)
        with progress() as told:
            found = found_by(
                scenario, claim=claim, design=design, variant=variant, engine=engine, draws=draws,
                replications=replications, seed=seed, workers=workers, progress=told,
            )  # fmt: skip
        written: list[Path] = []
        if out is not None:
            from businesscase.report.figures.sensitivity import tornado_picture

            for form, content in tornado_picture(found, texts).items():
                written.append(out / f"tornado.{form}")
                write_file(written[-1], content)
        show(
            json,
            lambda: as_analysis_json(found),
            lambda: print_sensitivity(found, texts, console(), everything=everything),
        )
        if written:
            notice_written(", ".join(str(path) for path in written))
