"""A run that is killed ten times, each time resumed, and once left alone: `python tests/killed.py FOLDER`.

Each run is a process of its own (forked, so that the packages are loaded once) and is ended by SIGKILL. Prints as JSON
how many chunks were whole and how many had been begun after each kill, and what the run that was left alone read.
"""

from __future__ import annotations

import json
import os
import random
import signal
import struct
import sys
import time
from pathlib import Path

from businesscase.chunked import CHUNKS
from businesscase.engines.shelf import Shelf
from businesscase.measures.result import Result
from businesscase.pipeline import run
from businesscase.report.json.document import as_json

INVENTED = Path(__file__).parent / "invented_municipality.yaml"
DRAWS, KILLS, LATEST = 320, 10, 0.6  # of what a run takes here that nobody kills


def ran(shelf: Shelf | None, workers: int, begun: int | None = None) -> Result:
    def told(stage: str, fraction: float) -> None:
        if begun is not None and stage == CHUNKS:
            os.write(begun, struct.pack("d", fraction * DRAWS))

    return run(
        INVENTED, draws=DRAWS, engine="montecarlo", replications=2, workers=workers, store=shelf, progress=told
    )  # fmt: skip


def killed(shelf: Shelf, after: float) -> int:
    """How many draws were before the last chunk that was begun."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        ran(shelf, 1, writing)
        os._exit(0)
    os.close(writing)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as file:
        told = file.read()
    return round(struct.unpack("d", told[-8:])[0]) if told else 0


def main(folder: Path) -> None:
    """Kill, resume, compare."""
    whole = as_json(ran(None, 1))
    begun = time.monotonic()
    ran(None, 1)  # as those that are killed: everything is loaded
    takes = time.monotonic() - begun
    shelf, moments, seen = Shelf("x.quantities", folder), random.Random(15), []
    for _ in range(KILLS):
        before = killed(shelf, moments.uniform(0.02, LATEST) * takes)
        kept = len(list((folder / "x.quantities").glob("0*.npz")))
        seen.append((kept, before))
    last = ran(shelf, 2)
    print(json.dumps({"seen": seen, "read": last.run.origin.read, "same": as_json(last) == whole}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
