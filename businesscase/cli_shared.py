"""What all commands share: how they speak, how they fail, and how they show that they are at work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from businesscase.errors import BusinessCaseError, NumericalError, ScenarioError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

EXIT_CODES: dict[type[BusinessCaseError], int] = {UsageError: 2, ScenarioError: 3, NumericalError: 4}
INTERRUPTED = 130
NARROWEST = 80  # columns that the tables need


class Language(StrEnum):
    """Languages of what is printed."""

    EN = "en"
    DA = "da"


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
def errors() -> Iterator[None]:
    """Errors of the package as a message and an exit code; everything else is a fault in the package and is shown."""
    try:
        yield
    except BusinessCaseError as error:
        notice(str(error))
        raise typer.Exit(EXIT_CODES.get(type(error), 1)) from None
    except KeyboardInterrupt:
        notice("Interrupted.")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None


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
