"""The command `rollout`: what it takes to do it in the whole municipality."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from businesscase.cli.shared import (
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


def rollout(
    file: ScenarioFile,
    variant: Variant = None,
    ceiling: Annotated[
        float | None,
        typer.Option(help="Mio. DKK that the team may cost in a year, instead of the declared ceiling.", metavar="MIO"),
    ] = None,
    draws: Annotated[int, typer.Option(min=2, help="Draws of the inputs, each with a life of the team.")] = 200,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the picture into this folder.", metavar="DIR", show_default=False)
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write every event of the team's lives to this file.", metavar="FILE")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Print staff and budget of every year.")] = False,
    json: Json = None,
    language: Annotated[Language, typer.Option(help="Language of all output.")] = Language.EN,
) -> None:
    """Simulate the declared roll-out: staff, waiting, budget by year and purse, peak funding, two paybacks."""
    with errors(language):
        from businesscase.analysis.team.rollout import roll_out
        from businesscase.core.files import check_file, check_folder, write_file
        from businesscase.report.figures.team import rollout_picture
        from businesscase.report.json.team import rollout_json
        from businesscase.report.tables.events import events_csv
        from businesscase.report.terminal.team import print_rollout
        from businesscase.report.texts.texts import Texts

        if out is not None:
            check_folder(out)
        if csv is not None:
            check_file(csv)
        check_json(json)
        scenario = scenario_of(file)
        chosen = scenario if variant is None else scenario.variant(variant)
        if ceiling is not None and chosen.rollout is not None:
            chosen = chosen.with_values({"rollout": {"ceiling": ceiling}})
        with progress() as told:
            found = roll_out(
                chosen, draws=draws, replications=replications, seed=seed, workers=workers, progress=told
            )  # fmt: skip
        texts, written = Texts(language), dict[Path, bytes]()
        if out is not None:
            written |= {out / f"rollout.{form}": content for form, content in rollout_picture(found, texts).items()}
        if csv is not None:
            written[csv] = events_csv(found.records)
        for path, content in written.items():
            write_file(path, content)
        show(json, lambda: rollout_json(found), lambda: print_rollout(found, texts, console(), everything=everything))
        if written:
            notice_written(", ".join(map(str, written)))
