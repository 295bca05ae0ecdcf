"""The command `capacity`: how large the team should be."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from businesscase.cli.shared import (
    Json,
    Language,
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


def capacity(
    file: ScenarioFile,
    variant: Variant = None,
    pairs: Annotated[
        str | None,
        typer.Option(help="Sizes of the team: 3-8, or 2,4,6; otherwise up to three above the declared.", metavar="A-B"),
    ] = None,
    wait: Annotated[
        str | None,
        typer.Option(
            help="Name the smallest team with which nine of ten of all families begin within it.", metavar='"3 months"'
        ),
    ] = None,
    draws: Annotated[int, typer.Option(min=2, help="Draws of the inputs, each with a life of the team.")] = 200,
    replications: Annotated[int, typer.Option(min=2, help="Life courses per family and draw, an even number.")] = 4,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the pictures into this folder.", metavar="DIR", show_default=False)
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", help="Write every event of the declared team's lives to this file.", metavar="FILE"),
    ] = None,
    json: Json = None,
    language: Annotated[Language, typer.Option(help="Language of all output.")] = Language.EN,
) -> None:
    """Simulate teams of several sizes: families served, waits, use, cost per family, payback."""
    with errors(language):
        from businesscase.analysis.team.asking import sizes_of
        from businesscase.analysis.team.capacity import capacity as simulated
        from businesscase.core.files import check_file, check_folder, write_file
        from businesscase.delivery.records import typical
        from businesscase.report.figures.team import capacity_picture, life_picture
        from businesscase.report.json.team import capacity_json
        from businesscase.report.tables.events import events_csv
        from businesscase.report.terminal.team import print_capacity
        from businesscase.report.texts.texts import Texts

        sizes = None if pairs is None else sizes_of(pairs)
        if out is not None:
            check_folder(out)
        if csv is not None:
            check_file(csv)
        check_json(json)
        scenario = scenario_of(file)
        chosen = scenario if variant is None else scenario.variant(variant)
        with progress() as told:
            found = simulated(
                chosen, pairs=sizes, wait=wait, draws=draws, replications=replications, seed=seed, workers=workers,
                progress=told,
            )  # fmt: skip
        texts, written = Texts(language), dict[Path, bytes]()
        own = next((one for one in found.sizes if one.pairs == found.declared), found.sizes[-1])
        if out is not None:
            drawn = {
                "capacity": capacity_picture(found, texts),
                "team": life_picture(found.scenario, own.records, typical(own.records), texts),
            }
            written |= {
                out / f"{name}.{form}": content for name, forms in drawn.items() for form, content in forms.items()
            }
        if csv is not None:
            written[csv] = events_csv(own.records)
        for path, content in written.items():
            write_file(path, content)
        show(json, lambda: capacity_json(found), lambda: print_capacity(found, texts, console()))
        if written:
            notice_written(", ".join(map(str, written)))
