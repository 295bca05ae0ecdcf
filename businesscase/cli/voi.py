"""The command `voi`: what it is worth to know more, and which study pays."""

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

Interval = tuple[float, float, float]


def voi(
    file: ScenarioFile,
    claim: Annotated[str | None, typer.Option(help="The claim; otherwise the headline.", metavar="NAME")] = None,
    families: Annotated[
        float | None,
        typer.Option(help="Families that a roll-out takes in a year; otherwise as many as the scenario.", metavar="N"),
    ] = None,
    years: Annotated[
        int | None,
        typer.Option(help="Years for which the decision stands; otherwise as many as the scenario has.", metavar="N"),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(help="A topic or an input to know; may be given again. Otherwise every group.", metavar="NAME"),
    ] = None,
    outcome: Annotated[
        str, typer.Option(help="What a study measures: saving, success, an observation, clock.state.", metavar="NAME")
    ] = "saving",
    comparison: Annotated[
        float, typer.Option(help="Families compared with, for each that is served; 0: none.", metavar="RATIO")
    ] = 1.0,
    study_families: Annotated[
        int | None, typer.Option(help="Families of the study in all; otherwise looked for.", metavar="N")
    ] = None,
    follow_up: Annotated[
        int | None, typer.Option(help="Years of the study; otherwise looked for.", metavar="N")
    ] = None,
    fixed_cost: Annotated[
        Interval | None,
        typer.Option(help="What a study costs, assumed: DKK, 5 %, value, 95 %.", metavar="LOW VALUE HIGH"),
    ] = None,
    family_cost: Annotated[
        Interval | None,
        typer.Option(help="The same for each of its families.", metavar="LOW VALUE HIGH"),
    ] = None,
    variant: Variant = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Draws = 1000,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option(help="Write the pictures into this folder.", metavar="DIR")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Print every group that is worth knowing.")] = False,
    json: Json = None,
    language: Spoken = Language.EN,
) -> None:
    """Find what it is worth to know more before a roll-out, and which study pays."""
    with errors(language):
        from businesscase.analysis.voi.voi import voi as found_by
        from businesscase.core.files import check_folder, write_file
        from businesscase.report.json.analyses import as_analysis_json
        from businesscase.report.terminal.voi import print_voi
        from businesscase.report.texts.texts import Texts

        if out is not None:
            check_folder(out)
        check_json(json)
        scenario, texts = scenario_of(file), Texts(language)
        with progress() as told:
            found = found_by(
                scenario, claim=claim, families=families, years=years, groups=group or (), outcome=outcome,
                comparison=comparison, study_families=study_families, follow_up=follow_up, fixed_cost=fixed_cost,
                family_cost=family_cost, variant=variant, engine=engine, draws=draws, replications=replications,
                seed=seed, workers=workers, progress=told,
            )  # fmt: skip
        written: list[Path] = []
        if out is not None:
            from businesscase.report.figures.voi import sampling_picture, worth_picture

            for name, contents in (
                ("worth", worth_picture(found, texts)),
                ("sampling", sampling_picture(found, texts)),
            ):
                for form, content in contents.items():
                    written.append(out / f"{name}.{form}")
                    write_file(written[-1], content)
        show(
            json,
            lambda: as_analysis_json(found),
            lambda: print_voi(found, texts, console(), everything=everything),
        )
        if written:
            notice_written(", ".join(str(path) for path in written))
