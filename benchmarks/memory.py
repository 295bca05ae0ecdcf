"""Peak memory of simulating few families and many, each in a process of its own.

`python -m benchmarks.memory run DRAWS` runs the Aarhus scenario from file to result.
`python -m benchmarks.memory describe FAMILIES DRAWS FILE` compiles a model and writes what the engine needs;
`python -m benchmarks.memory simulate FILE` reads it and simulates. Both print what they measured as JSON.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.tables import show

MEGABYTE = 1e6
OF_FAMILIES = ("family_", "clock_", "covariates")


def memory(*, quick: bool) -> None:
    """Print peak resident memory against the number of families."""
    if peak() is None:
        print("\n3. Memory: skipped, this system does not tell the peak of a process")
        return
    draws = 2 if quick else 4
    rows, left = [], []
    for families in (62, 300) if quick else (62, 1_000, 10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            file = str(Path(folder) / "model.pickle")
            described = _measured("describe", str(families), str(draws), file)
            simulated = _measured("simulate", file)
        left.append(simulated["peak"] - simulated["arrays"])
        rows.append(
            (
                f"{families:,}",
                f"{simulated['clocks']:,}",
                f"{simulated['seconds']:.2f}",
                f"{simulated['peak'] / MEGABYTE:,.0f}",
                f"{simulated['arrays'] / MEGABYTE:,.1f}",
                f"{left[-1] / MEGABYTE:,.0f}",
                f"{simulated['service'] / MEGABYTE:,.1f}",
                f"{described['peak'] / MEGABYTE:,.0f}",
                f"{described['seconds']:.1f}",
            )
        )
    show(
        f"3. Peak memory, MB, by number of families ({draws} draws of 2 replications, one thread)",
        (
            "families",
            "clocks",
            "seconds",
            "peak",
            "family arrays",
            "without",
            "service in a chunk",
            "compiling",
            "seconds",
        ),
        rows,
        "Peak: the whole process that simulates, with Python, NumPy and the compiled kernels. Family arrays:",
        "identities, clocks, ages and couplings of the listed families. Compiling: another process, which lists",
        "families as objects.",
        f"Without the family arrays the peak grows by {(left[-1] - left[0]) / MEGABYTE:,.0f} MB "
        f"over {rows[-1][0]} families.",
    )

    show(
        "3b. Peak memory of a whole run of the Aarhus scenario, MB, by number of draws",
        ("draws", "peak", "seconds"),
        [
            (f"{many:,}", f"{found['peak'] / MEGABYTE:,.0f}", f"{found['seconds']:.0f}")
            for many in ((20, 120) if quick else (300, 1_000, 3_000, 10_000))
            for found in [_measured("run", str(many))]
        ],
    )


def _measured(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.memory", *arguments], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def peak() -> int | None:
    """Peak resident memory of this process in bytes. (What getrusage tells includes the parent of a fork.)"""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:")), None)


def describe(families: int, draws: int, file: str) -> dict[str, float]:
    """Compile the family model and write it without the objects that only name its families."""
    from benchmarks.family_model import family_model

    begin = time.perf_counter()
    model = family_model(draws, families=families)
    seconds = time.perf_counter() - begin
    with open(file, "wb") as out:
        pickle.dump(replace(model, families=()), out, protocol=5)
    return {"peak": peak() or 0, "seconds": seconds}


def run_draws(draws: int) -> dict[str, float]:
    """Run the Aarhus scenario."""
    from benchmarks.starting import AARHUS
    from businesscase.pipeline import run

    begin = time.perf_counter()
    run(AARHUS, draws=draws)
    return {"peak": peak() or 0, "seconds": time.perf_counter() - begin}


def simulate_file(file: str) -> dict[str, float]:
    """Simulate a model that `describe` wrote."""
    from businesscase.delivery.schedule import Exposure
    from businesscase.engines.montecarlo.engine import simulate

    with open(file, "rb") as source:
        model = pickle.load(source)
    exposure = Exposure(model.schedule)
    begin = time.perf_counter()
    simulate(model, exposure, replications=2, workers=1)
    seconds = time.perf_counter() - begin
    arrays = [array for name, array in model.arrays._asdict().items() if name.startswith(OF_FAMILIES)]
    return {
        "peak": peak() or 0,
        "seconds": seconds,
        "arrays": sum(array.nbytes for array in arrays) + model.schedule.rank.nbytes,
        "clocks": model.arrays.clock_id.shape[0],
        "service": exposure.intervals(slice(0, model.draws)).nbytes,
    }


if __name__ == "__main__":
    if sys.argv[1] == "describe":
        print(json.dumps(describe(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])))
    elif sys.argv[1] == "run":
        print(json.dumps(run_draws(int(sys.argv[2]))))
    else:
        print(json.dumps(simulate_file(sys.argv[2])))
