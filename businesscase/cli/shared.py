"""What all commands share: how they speak, how they fail, and how they show that they are at work."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from businesscase.cli.streams import SPEAKING, complain
from businesscase.core.door import MOST_SEED, MOST_WORKERS
from businesscase.core.errors import BusinessCaseError, NumericalError, ScenarioError, UsageError
from businesscase.core.system import system_words
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words, said

if TYPE_CHECKING:
    from rich.console import Console

    from businesscase.scenario.load.scenario import Scenario

EXIT_CODES: dict[type[BusinessCaseError], int] = {UsageError: 2, ScenarioError: 3, NumericalError: 4}
INTERRUPTED = 130
STANDARD_INPUT = "standard input"
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
ScenarioFile = Annotated[
    Path, typer.Argument(help="The scenario file, or - for standard input.", metavar="FILE", show_default=False)
]
Variant = Annotated[str | None, typer.Option(help="Run a variant of the file.", metavar="NAME")]
EngineChoice = Annotated[
    Engine, typer.Option(help="How quantities are computed; auto takes what can represent the scenario.")
]


def _even(number: int | None) -> int | None:
    """Life courses are split in halves, whose difference is the noise."""
    if number is not None and number % 2:
        raise typer.BadParameter(Words("usage.odd", number=number))
    return number


Draws = Annotated[int, typer.Option(min=1, help="Draws of the uncertain assumptions.")]
Replications = Annotated[
    int | None,
    typer.Option(
        min=2,
        callback=_even,
        help="Life courses per family and draw, an even number (8; engine mixed: as few as needed).",
    ),
]
Seed = Annotated[int, typer.Option(min=0, max=MOST_SEED, help="Seed of all random numbers.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_WORKERS, help="Threads, by default one per processor; discrete_event: processes."),
]
Json = Annotated[
    Path | None, typer.Option("--json", help="Write the results as JSON to a file, or - for stdout.", metavar="FILE|-")
]

SignChoice = Annotated[
    Sign, typer.Option("--sign", help="What is positive: expenditure, as in municipal accounts, or a gain.")
]


def scenario_of(file: Path) -> Scenario:
    """The scenario of a file, or the one on standard input.

    Raises:
        ScenarioError: as `load_scenario`.
        UsageError: if standard input is closed.
    """
    from businesscase.scenario.load.resolve import load_scenario, read_scenario

    return read_scenario(*standard_input()) if is_standard_input(file) else load_scenario(file)


def is_standard_input(file: Path) -> bool:
    """Whether a file is named - : standard input."""
    return str(file) == "-"


def standard_input() -> tuple[bytes, str]:
    """All of standard input, and what messages call it.

    Raises:
        UsageError: if it is closed or cannot be read.
    """
    try:
        return sys.stdin.buffer.read(), STANDARD_INPUT
    except (AttributeError, OSError, ValueError) as error:
        why = system_words(error) if isinstance(error, OSError) else Words("stream.closed")
        raise UsageError(Words("stream.unreadable", why=why)) from None


def name_of(file: Path) -> str:
    """What messages call a file."""
    return STANDARD_INPUT if is_standard_input(file) else str(file)


def stem_of(file: Path) -> str:
    """What files of a run are named after."""
    return STANDARD_INPUT.replace(" ", "_") if is_standard_input(file) else file.stem


def console() -> Console:
    """The terminal, at least as wide as the tables need."""
    from rich.console import Console

    class Terminal(Console):
        def on_broken_pipe(self) -> None:
            raise  # noqa: PLE0704  # called while it is handled; who stops reading ends every command alike

    found = Terminal(highlight=False, markup=False, emoji=False)
    found.width = max(NARROWEST, found.width)
    return found


def notice(words: str) -> None:
    """Say something on stderr, in the command's language where it is in both."""
    complain(said(words, SPEAKING[-1]))


def notice_written(files: object) -> None:
    """Say on stderr what was written."""
    notice(Words("done.written", files=files))


class Warned(logging.Handler):
    """Says the package's own warnings as everything else is said."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say one."""
        notice(record.msg if isinstance(record.msg, Words) else record.getMessage())


@contextmanager
def errors(language: Language | None = None) -> Iterator[None]:
    """Errors of the package as a message and an exit code; everything else is a fault in the package and is shown.

    All that is said meanwhile is in `language` as far as its words are in both (core/fault_texts.py).
    """
    SPEAKING.append(language or Language.EN)
    log, warned = logging.getLogger("businesscase"), Warned()
    log.addHandler(warned)
    try:
        yield
    except BusinessCaseError as error:
        notice(error.said(SPEAKING[-1]))
        raise typer.Exit(EXIT_CODES.get(type(error), 1)) from None
    except KeyboardInterrupt:
        notice(Words("done.interrupted"))
        raise typer.Exit(INTERRUPTED) from None
    finally:
        log.removeHandler(warned)
        SPEAKING[0] = SPEAKING.pop()


def check_json(json: Path | None) -> None:
    """Refuse a file that cannot be written before anything is computed."""
    from businesscase.core.files import check_file

    if json is not None and str(json) != "-":
        check_file(json)


def show(json: Path | None, as_json: Callable[[], str], screen: Callable[[], None]) -> None:
    """Print the screen, and write JSON to a file before it; on stdout JSON stands alone."""
    from businesscase.core.files import write_file

    if json is not None and str(json) == "-":
        typer.echo(as_json(), nl=False)
        return
    if json is not None:  # first, so that a reader who stops reading, or a full disk, loses nothing
        write_file(json, as_json().encode(errors="backslashreplace"))
    screen()
    if json is not None:
        notice_written(json)


def _in_language(words: str) -> str:
    found: str = said(words, SPEAKING[-1])
    return found


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """A bar on stderr where that is a terminal; otherwise a line per stage."""
    if sys.stderr is None or not sys.stderr.isatty():
        told: list[str] = []

        def tell(stage: str, _fraction: float) -> None:
            if stage not in told:
                told.append(stage)
                notice(f"{_in_language(stage)} ...")

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
        yield lambda stage, fraction: bar.update(task, description=_in_language(stage), completed=fraction)
