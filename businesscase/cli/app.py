"""The command line: parse, call, print, exit code. Results go to stdout, notices and progress to stderr."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from businesscase.cli.breakeven import breakeven
from businesscase.cli.capacity import capacity
from businesscase.cli.compare import compare
from businesscase.cli.evidence import evidence
from businesscase.cli.export import export
from businesscase.cli.fit import fit
from businesscase.cli.init import init
from businesscase.cli.payback import payback
from businesscase.cli.plans import plans
from businesscase.cli.rollout import rollout
from businesscase.cli.sensitivity import sensitivity
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
    is_standard_input,
    name_of,
    notice,
    notice_written,
    progress,
    scenario_of,
    show,
    standard_input,
    stem_of,
)
from businesscase.cli.spoken import SpokenCommandLine, SpokenGroup
from businesscase.cli.voi import voi
from businesscase.core.version import VERSION
from businesscase.core.vocabulary import Engine

LEAST_PRECISION = 0.001  # which takes 960,000 draws at a probability of one half

app = SpokenCommandLine(
    name="businesscase",
    cls=SpokenGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"businesscase {VERSION}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    language: Annotated[
        Language | None, typer.Option(help="Language of this help, and of a command that is given no other.")
    ] = None,
) -> None:
    """Tell honestly whether helping vulnerable families pays back: for whom, when, and how surely."""
    if language is not None:
        assert isinstance(context.command, SpokenGroup)
        context.default_map = {name: {"language": language.value} for name in context.command.commands}


@app.command("run")
def run_command(
    file: ScenarioFile,
    variant: Variant = None,
    engine: EngineChoice = Engine.AUTO,
    draws: Draws = 1000,
    replications: Replications = None,
    seed: Seed = 1,
    workers: Workers = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write pictures, workbook and manifest into this folder.", metavar="DIR"),
    ] = None,
    keep: Annotated[
        bool,
        typer.Option(
            "--keep", help="Keep all quantities there too (large): other prices, more draws, go on from them."
        ),
    ] = False,
    precision: Annotated[
        float | None,
        typer.Option(
            min=LEAST_PRECISION,
            max=0.5,
            metavar="HALF-WIDTH",
            help="Add draws until the headline's probability is as sure as this (half of its 95 % interval).",
        ),
    ] = None,
    sobol: Annotated[bool, typer.Option("--sobol", help="Draw scrambled Sobol points: evener than random.")] = False,
    assumptions: Annotated[
        Path | None,
        typer.Option(help="Take the numbers that were changed in this exported workbook.", metavar="BOOK.xlsx"),
    ] = None,
    json: Json = None,
    everything: Annotated[bool, typer.Option("--all", help="Print everything behind the first screen.")] = False,
    language: Annotated[
        Language | None, typer.Option(help="Language of all output; otherwise en, and da in the workbook.")
    ] = None,
) -> None:
    """Test the claims of a scenario and print the verdict."""
    with errors(language):
        from businesscase.core.errors import UsageError
        from businesscase.core.files import check_folder
        from businesscase.core.words import Words
        from businesscase.engines.shelf import Shelf
        from businesscase.output import check_unedited, write_results
        from businesscase.pipeline import run
        from businesscase.report.json.document import as_json
        from businesscase.report.terminal.terminal import print_details, print_first_screen
        from businesscase.report.texts.texts import Texts

        if keep and out is None:
            raise UsageError(Words("run.keep"))
        if out is not None:
            check_folder(out)
            check_unedited(out / f"{stem_of(file)}.xlsx")
        check_json(json)
        scenario, edits = scenario_of(file), None
        if assumptions is not None:
            from businesscase.delivery.routine import with_routine_cost
            from businesscase.workbook.reading import read_edits

            chosen = with_routine_cost(scenario if variant is None else scenario.variant(variant))
            edits = read_edits(assumptions, chosen, variant)
        beside = () if assumptions is None else (assumptions.parent,)
        shelf = Shelf(f"{stem_of(file)}.quantities", out, beside, writes=keep)
        with progress() as told:
            result = run(
                scenario,
                variant=variant,
                engine=engine,
                draws=draws,
                replications=replications,
                seed=seed,
                workers=workers,
                progress=told,
                store=shelf,
                edits=edits,
                precision=precision,
                sobol=sobol,
            )
        if result.run.origin.file is not None:
            notice(Words("done.valued", folder=result.run.origin.file))
        elif result.run.origin.read:
            notice(Words("done.kept", read=result.run.origin.read, draws=result.run.draws))
        if result.run.origin.instead:
            notice(Words("done.anew", why=result.run.origin.instead))
        spoken = Texts(language or Language.EN)

        def screen() -> None:
            terminal = console()
            print_first_screen(result, spoken, terminal)
            if everything:
                print_details(result, spoken, terminal)

        written: list[Path] = []
        if out is not None:  # before anything is printed, so that a reader who stops reading loses nothing
            in_excel = Texts(language or Language.DA)
            written = write_results(result, out, stem_of(file), pictures=spoken, workbook=in_excel)
            written += [shelf.own] if shelf.own else []
        show(json, lambda: as_json(result), screen)
        if written:
            notice_written(", ".join(str(path) for path in written))


app.command()(export)
app.command()(compare)
app.command()(evidence)
app.command()(breakeven)
app.command()(sensitivity)
app.command()(voi)
app.command()(plans)
app.command()(fit)
app.command()(capacity)
app.command()(rollout)
app.command()(payback)


@app.command()
def check(file: ScenarioFile, language: Spoken = Language.EN) -> None:
    """Read a scenario and report every fault, without running it."""
    with errors(language):
        from businesscase.report.terminal.explained import check_lines
        from businesscase.report.texts.texts import Texts

        for line in check_lines(scenario_of(file), name_of(file), Texts(language)):
            typer.echo(line)


@app.command()
def explain(
    file: ScenarioFile,
    key: Annotated[str, typer.Argument(help="Dotted key, such as effects.attribution.", metavar="KEY")],
    language: Spoken = Language.EN,
) -> None:
    """Print where a number comes from and where it acts."""
    with errors(language):
        from businesscase.report.terminal.explained import explanation_lines
        from businesscase.report.texts.texts import Texts
        from businesscase.scenario.explain.explain import explain as explained

        for line in explanation_lines(explained(scenario_of(file), key), Texts(language)):
            typer.echo(line)


@app.command()
def som(
    file: Annotated[
        Path, typer.Argument(help="The SØM file, or - for standard input.", metavar="FILE", show_default=False)
    ],
    draws: Draws = 1000,
    seed: Seed = 1,
    json: Json = None,
    language: Annotated[Language, typer.Option(help="Language of what is printed.")] = Language.EN,
) -> None:
    """Calculate as the state's model SØM does, and add payback, uncertainty and phase-in."""
    with errors(language):
        from businesscase.report.texts.texts import Texts
        from businesscase.scenario.read.reading import parse_bytes
        from businesscase.som.reading import load_som
        from businesscase.som.running import run_som
        from businesscase.som.screen import as_som_json, print_som

        check_json(json)
        scenario = load_som(parse_bytes(*standard_input()) if is_standard_input(file) else file)
        result = run_som(scenario, draws=draws, seed=seed)
        show(json, lambda: as_som_json(result), lambda: print_som(result, Texts(language), console()))


@app.command()
def prices(
    find: Annotated[
        str | None, typer.Option(help="Only those with these words in name, label or source, in full.", metavar="WORD")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Print every dated amount with its source.")] = False,
    json: Json = None,
    language: Annotated[Language, typer.Option(help="Language of what is printed.")] = Language.EN,
) -> None:
    """List the catalogue of Danish prices, rates and shares, each with its source."""
    with errors(language):
        from businesscase.report.tables.price_list import as_price_json, print_prices
        from businesscase.report.texts.texts import Texts
        from businesscase.scenario.read.price_list import find_prices, price_list

        check_json(json)
        found, full = price_list() if find is None else find_prices(find), everything or find is not None
        show(json, lambda: as_price_json(found), lambda: print_prices(found, Texts(language), console(), full=full))


@app.command()
def schema(
    of_result: Annotated[bool, typer.Option("--result", help="Of what `run --json` writes instead.")] = False,
    of_analyses: Annotated[
        bool, typer.Option("--analyses", help="Of what breakeven, sensitivity, voi and plans write instead.")
    ] = False,
) -> None:
    """Print the JSON Schema of scenario files, for editors."""
    with errors():
        from businesscase.report.json.analyses import analyses_schema_text
        from businesscase.report.json.schema import result_schema_text
        from businesscase.scenario.explain.json_schema import json_schema_text

        text = analyses_schema_text if of_analyses else result_schema_text if of_result else json_schema_text
        typer.echo(text(), nl=False)


app.command()(init)
