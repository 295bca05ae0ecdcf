"""The command `breakeven`: what would have to be true for a claim to turn."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from businesscase.cli.shared import (
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


def breakeven(
    file: ScenarioFile,
    claim: Annotated[str | None, typer.Option(help="The claim; otherwise the headline.", metavar="NAME")] = None,
    key: Annotated[
        str | None,
        typer.Option(
            "--input", help="Only this input, with all draws; also one held fixed, and cost_per_family.", metavar="KEY"
        ),
    ] = None,
    department: Annotated[
        str | None, typer.Option(help="Break even for a department of the municipality.", metavar="NAME")
    ] = None,
    probability: Annotated[
        bool, typer.Option("--probability", help="Turn where the probability is the wanted confidence.")
    ] = False,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help="Input that is mapped against the cost per family, or twice: against another; also programme.stop.",
            metavar="KEY",
        ),
    ] = None,
    variant: Variant = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Annotated[
        int | None, typer.Option(min=1, help="Draws of the uncertain assumptions (1000; with --probability 200).")
    ] = None,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option(help="Write the map into this folder.", metavar="DIR")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Print every value that turns the claim.")] = False,
    json: Json = None,
    language: Spoken = Language.EN,
) -> None:
    """Find the value of each input at which a claim turns."""
    with errors(language):
        from businesscase.analysis.breakeven.breakeven import breakeven as found_by
        from businesscase.core.files import check_folder, write_file
        from businesscase.report.json.analyses import as_analysis_json
        from businesscase.report.terminal.breakeven import print_breakeven
        from businesscase.report.texts.texts import Texts

        if out is not None:
            check_folder(out)
        check_json(json)
        scenario, texts = scenario_of(file), Texts(language)
        with progress() as told:
            found = found_by(
                scenario, claim=claim, key=key, department=department, probability=probability, mapped=mapped or (),
                variant=variant, engine=engine, draws=draws, replications=replications, seed=seed, workers=workers,
                progress=told,
            )  # fmt: skip
        written: list[Path] = []
        if out is not None and found.map is not None:
            from businesscase.report.figures.breakeven import breakeven_picture

            for form, content in breakeven_picture(found, texts).items():
                written.append(out / f"breakeven.{form}")
                write_file(written[-1], content)
        show(
            json,
            lambda: as_analysis_json(found),
            lambda: print_breakeven(found, texts, console(), everything=everything),
        )
        if written:
            notice_written(", ".join(str(path) for path in written))
