"""What all commands share: how they speak, how they fail, and how they show that they are at work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from businesscase.core.errors import BusinessCaseError, NumericalError, ScenarioError, UsageError
from businesscase.core.vocabulary import Engine

if TYPE_CHECKING:
    from rich.console import Console

EXIT_CODES: dict[type[BusinessCaseError], int] = {UsageError: 2, ScenarioError: 3, NumericalError: 4}
INTERRUPTED = 130
NARROWEST = 80  # columns that the tables need


class Language(StrEnum):
    """Languages of what is printed."""

    EN = "en"
    DA = "da"


class Sign(StrEnum):
    """What is positive in a workbook."""

    EXPENDITURE = "expenditure"
    GAIN = "gain"

    @property
    def factor(self) -> float:
        """What expenditure is multiplied by."""
        return 1.0 if self is Sign.EXPENDITURE else -1.0


# Options that several commands take.
Spoken = Annotated[Language, typer.Option("--language", help="Language of what is printed, faults included.")]
ScenarioFile = Annotated[Path, typer.Argument(help="The scenario file.", show_default=False)]
Variant = Annotated[str | None, typer.Option(help="Run a variant of the file.", metavar="NAME")]
EngineChoice = Annotated[
    Engine, typer.Option(help="How quantities are computed; auto takes what can represent the scenario.")
]
Draws = Annotated[int, typer.Option(min=1, help="Draws of the uncertain assumptions.")]
Replications = Annotated[
    int | None,
    typer.Option(min=2, help="Life courses per family and draw, an even number (8; engine mixed: as few as needed)."),
]
Seed = Annotated[int, typer.Option(min=0, help="Seed of all random numbers.")]
Workers = Annotated[
    int | None, typer.Option(min=1, help="Threads, by default one per processor; discrete_event: processes.")
]
Json = Annotated[
    Path | None, typer.Option("--json", help="Write the results as JSON to a file, or - for stdout.", metavar="FILE|-")
]

SignChoice = Annotated[
    Sign, typer.Option("--sign", help="What is positive: expenditure, as in municipal accounts, or a gain.")
]


def console() -> Console:
    """The terminal, at least as wide as the tables need."""
    from rich.console import Console

    found = Console(highlight=False, markup=False, emoji=False)
    found.width = max(NARROWEST, found.width)
    return found


def notice(words: str) -> None:
    """Say something on stderr."""
    typer.echo(words, err=True)


@contextmanager
def errors(language: Language | None = None) -> Iterator[None]:
    """Errors of the package as a message and an exit code; everything else is a fault in the package and is shown.

    The message is in `language` as far as its words are in both (core/fault_texts.py).
    """
    try:
        yield
    except BusinessCaseError as error:
        notice(error.said(language or Language.EN))
        raise typer.Exit(EXIT_CODES.get(type(error), 1)) from None
    except KeyboardInterrupt:
        notice("Interrupted.")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None


def check_json(json: Path | None) -> None:
    """Refuse a file that cannot be written before anything is computed."""
    from businesscase.core.files import check_file

    if json is not None and str(json) != "-":
        check_file(json)


def show(json: Path | None, as_json: Callable[[], str], screen: Callable[[], None]) -> None:
    """Print the screen, and write JSON to a file beside it; on stdout JSON stands alone."""
    from businesscase.core.files import write_file

    if json is not None and str(json) == "-":
        sys.stdout.write(as_json())
        return
    screen()
    if json is not None:
        write_file(json, as_json().encode())
        notice(f"Written: {json}")


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """A bar on stderr where that is a terminal; otherwise a line per stage."""
    if not sys.stderr.isatty():
        said: list[str] = []

        def tell(stage: str, _fraction: float) -> None:
            if stage not in said:
                said.append(stage)
                notice(f"{stage} ...")

        yield tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda stage, fraction: bar.update(task, description=stage, completed=fraction)
