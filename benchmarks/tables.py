"""Plain tables on the terminal."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Answer = TypeVar("Answer")


def show(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *notes: str) -> None:
    """Print a table: first column to the left, the others to the right.

    Raises:
        ValueError: if a cell is no number that can be compared; a benchmark that prints nan has measured nothing.
    """
    bad = [row for row in rows if any(cell.strip("+-% ").lower() == "nan" for cell in row)]
    if bad:
        raise ValueError(f"{title}: not a number in {bad[0]}")
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    print(f"\n{title}\n{'-' * len(title)}")
    for row in (header, *rows):
        first, *others = (
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join((first, *others)).rstrip())
    for note in notes:
        print(f"  {note}")


def verdict(value: float, goal: float) -> str:
    """Whether a goal is reached."""
    return f"{value:.3g} (goal {goal:g}: {'reached' if value >= goal else 'NOT reached'})"


@dataclass(frozen=True)
class Timing:
    """Seconds by the clock on the wall, and of processor time over all threads."""

    wall: float
    processor: float

    @property
    def processors(self) -> float:
        """Processors in use on average; below the number of threads when the machine was busy with other work."""
        return self.processor / self.wall


def timed(work: Callable[[], Answer]) -> tuple[Answer, Timing]:
    """Run something once."""
    wall, processor = time.perf_counter(), time.process_time()
    answer = work()
    return answer, Timing(time.perf_counter() - wall, time.process_time() - processor)


def machine() -> str:
    """The machine in general words."""
    load = f", load {os.getloadavg()[0]:.1f} at this moment" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} virtual cores{load}"
