"""The first compilation, and starting from the cache: a process of its own, with a cache folder of its own.

`python -m benchmarks.starting FILE` prints the seconds of each step as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.tables import show

FAMILY_MODEL = Path(__file__).parent / "family_model.yaml"
AARHUS = Path(__file__).parents[1] / "scenarios" / "opgang_til_opgang.yaml"
STEPS = ("import", "read the scenario", "compile and calibrate", "simulate")


def starting(*, quick: bool) -> None:
    """Print the seconds to a first answer with an empty cache, and with a filled one."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        caches = (("filled cache", None),) if quick else (("empty cache", folder), ("filled cache", folder))
        for name, scenario in (("family model", FAMILY_MODEL), ("Aarhus scenario", AARHUS)):
            if quick and scenario is AARHUS:
                continue
            for words, cache in caches:
                environment = dict(os.environ) if cache is None else {**os.environ, "BUSINESSCASE_CACHE": cache}
                command = [sys.executable, "-m", "benchmarks.starting", str(scenario)]
                begin = time.perf_counter()
                done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
                together = time.perf_counter() - begin
                seconds: list[float] = json.loads(done.stdout)
                rows.append((f"{name}, {words}", *(f"{step:.2f}" for step in seconds), f"{together:.1f}"))
    show(
        "4. Seconds from the command to the first occupancy (2 draws of 2 replications)",
        ("scenario and cache", *STEPS, "together"),
        rows,
        "Together: the whole process. With an empty cache kernels are compiled where they are first used; the Aarhus",
        "scenario comes second and only adds what the family model did not need, the calibration of reported levels.",
    )


def steps(file: str) -> list[float]:
    """Seconds of each of the `STEPS`."""
    moments = [time.perf_counter()]
    from businesscase.delivery.schedule import Exposure
    from businesscase.engines.montecarlo.engine import simulate
    from businesscase.model.compile import compile_model
    from businesscase.scenario.load.resolve import load_scenario

    moments.append(time.perf_counter())
    scenario = load_scenario(file)
    moments.append(time.perf_counter())
    model = compile_model(scenario, draws=2)
    moments.append(time.perf_counter())
    simulate(model, Exposure(model.schedule), replications=2, workers=1)
    moments.append(time.perf_counter())
    return [end - begin for begin, end in pairwise(moments)]


if __name__ == "__main__":
    print(json.dumps(steps(sys.argv[1])))
