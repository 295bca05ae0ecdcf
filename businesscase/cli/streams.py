"""Standard output and error, set up and looked after in one place: any name can be printed, no failure is a traceback.

A name that is not text in UTF-8 is printed escaped. Standard output that takes nothing more (a full disk) ends the
command with one line and exit code 1; files that were written stay. So does one that was
closed from the start. A reader who stops reading ends it quietly.
"""

from __future__ import annotations

import os
import sys
from errno import EBADF
from io import BytesIO, TextIOWrapper
from typing import Any, TextIO

import typer

from businesscase.core.heap import share_heap
from businesscase.core.system import system_words
from businesscase.core.words import Words, said

UNWRITABLE = 1
SPEAKING = ["en"]  # languages: of the command that ran, and of the one that runs, last: threads say things in it too


class CommandLine(typer.Typer):
    """All commands, with streams that are looked after."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Run a command."""
        out = sys.stdout
        if out is None:  # closed by whoever started it
            os.open(os.devnull, os.O_WRONLY)  # or a file that is opened later would stand in its place
            out = sys.stdout = Closed()
        prepare()
        share_heap()
        try:
            try:
                return super().__call__(*arguments, **options)
            except SystemExit as end:
                if isinstance(end.__context__, BrokenPipeError):  # typer's own answer to it is exit code 1
                    raise end.__context__ from None
                raise
            finally:
                out.flush()
        except BrokenPipeError:
            _silence(out)
            sys.exit(0)
        except OSError as error:
            if error.filename is not None:  # of a file, not of a stream: a fault of the package
                raise
            _silence(out)
            complain(said(Words("stream.unwritable", why=system_words(error)), SPEAKING[-1]))
            sys.exit(UNWRITABLE)


class Closed(TextIOWrapper):
    """Standard output that was closed: what is written on it is an error, not lost."""

    def __init__(self) -> None:
        super().__init__(BytesIO(), encoding="utf-8")

    def write(self, text: str) -> int:
        """Nothing can be.

        Raises:
            OSError: where there is something.
        """
        if text:
            raise OSError(EBADF, Words("stream.nobody"))
        return 0


def prepare() -> None:
    """Every name can be printed: in UTF-8 also where the locale is plain, escaped where it is not text at all."""
    for stream in (sys.stdout, sys.stderr):  # a pipe on Windows or in a plain locale has no æ, ø, å
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def complain(words: str) -> None:
    """Say something on stderr; if nobody can be told, the work goes on."""
    try:
        typer.echo(words, err=True)
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO | None) -> None:
    """Let what is still to be written there go nowhere: Python would try again when it ends."""
    if stream is None:
        return
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
