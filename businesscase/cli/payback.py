"""The command `payback`: a table of costs and savings that somebody else computed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from businesscase.cli.shared import (
    Json,
    Language,
    Seed,
    check_json,
    console,
    errors,
    is_standard_input,
    notice_written,
    show,
    standard_input,
)
from businesscase.core.vocabulary import ClockStart


class FlowsClock(StrEnum):
    """From when years count: a table does not say who enrolled when."""

    FIRST_OUTLAY = ClockStart.FIRST_OUTLAY.value
    PROGRAMME_START = ClockStart.PROGRAMME_START.value


def payback(
    file: Annotated[
        Path,
        typer.Argument(
            help="Table: year or month, payer, cost, saving (or net); .csv, .xlsx, or - for a CSV on standard input.",
            metavar="FLOWS.csv|xlsx",
            show_default=False,
        ),
    ],
    outlay: Annotated[
        list[str] | None,
        typer.Option(help="Paid at time 0, when the first period begins; again for another.", metavar="PAYER=AMOUNT"),
    ] = None,
    first_at_once: Annotated[
        bool, typer.Option("--first-at-once", help="The first period is that moment, and not a year that passes.")
    ] = False,
    clock_start: Annotated[
        FlowsClock, typer.Option(help="From when years count: first_outlay, or programme_start (time 0).")
    ] = FlowsClock.FIRST_OUTLAY,
    within: Annotated[float, typer.Option(help="Years in which the cost is to be recouped.", metavar="YEARS")] = 5.0,
    rate: Annotated[
        str | None,
        typer.Option(help="Yearly discount rate, 0.035 or 3.5%; without it the state's falling rates.", metavar="RATE"),
    ] = None,
    flows_at: Annotated[
        str, typer.Option(help="Where in its year money is discounted: middle or end.", metavar="middle|end")
    ] = "middle",
    unit: Annotated[
        str, typer.Option(help="Unit of the amounts: DKK, thousand or million.", metavar="DKK|thousand|million")
    ] = "DKK",
    payer: Annotated[str | None, typer.Option(help="Whose answer stands first.", metavar="NAME")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook; the first.", metavar="NAME")] = None,
    seed: Seed = 1,
    out: Annotated[Path | None, typer.Option(help="Write the picture into this folder.", metavar="DIR")] = None,
    json: Json = None,
    language: Annotated[Language, typer.Option(help="Language of all output.")] = Language.EN,
) -> None:
    """Payback, values, ratios and rates of a table of costs and savings by year and payer."""
    with errors(language):
        from businesscase.core.files import check_folder, write_file
        from businesscase.flows.picture import flows_picture
        from businesscase.flows.running import payback as measured
        from businesscase.flows.screen import as_flows_json, print_flows
        from businesscase.flows.written import outlays_of, rate_of
        from businesscase.report.texts.texts import Texts

        if out is not None:
            check_folder(out)
        check_json(json)
        table = standard_input()[0] if is_standard_input(file) else file
        result = measured(
            table, outlay=outlays_of(outlay or ()), first_at_once=first_at_once, clock_start=clock_start.value,
            within=within, rate=None if rate is None else rate_of(rate), flows_at=flows_at, unit=unit, payer=payer,
            sheet=sheet, seed=seed,
        )  # fmt: skip
        texts, written = Texts(language), []
        if out is not None:
            for form, content in flows_picture(result, texts).items():
                write_file(out / f"payback.{form}", content)
                written.append(str(out / f"payback.{form}"))
        show(json, lambda: as_flows_json(result), lambda: print_flows(result, texts, console()))
        if written:
            notice_written(", ".join(written))
