"""The Aarhus scenario from file to report, stage by stage."""

from __future__ import annotations

import importlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.starting import AARHUS
from benchmarks.tables import show, timed

STAGES = {  # where it is called, by what name
    ("pipeline", "compile_model"): "compile and calibrate",
    ("simulating", "choose"): "choose the engine and its settings",
    ("running", "engine_of"): "quantities",
    ("predicting", "value"): "value",
    ("gathering", "measure"): "measure",
}


def aarhus(*, quick: bool) -> None:
    """Print the seconds of each stage, and the share of noise that is left."""
    try:
        line: Any = importlib.import_module("businesscase.pipeline")
        report: Any = importlib.import_module("businesscase.output")
        load: Any = importlib.import_module("businesscase.scenario.load.resolve").load_scenario
    except ImportError as missing:
        print(f"\n5. The Aarhus scenario: skipped, {missing}")
        return
    draws = 20 if quick else line.DRAWS
    spent: dict[tuple[str, str], list[float]] = {}
    places = {stage: importlib.import_module(f"businesscase.{stage[0]}") for stage in STAGES}
    originals = {stage: getattr(places[stage], stage[1]) for stage in STAGES}
    scenario, reading = timed(lambda: load(AARHUS))
    for stage, original in originals.items():
        watch = _watched_engine if stage[1] == "engine_of" else _watched
        setattr(places[stage], stage[1], watch(original, spent.setdefault(stage, [])))
    try:
        result, running = timed(lambda: line.run(scenario, draws=draws))
    finally:
        for stage, original in originals.items():
            setattr(places[stage], stage[1], original)
    with tempfile.TemporaryDirectory() as folder:
        _, writing = timed(lambda: report.write_results(result, Path(folder), "aarhus"))
    rows = [("read the scenario", "1", f"{reading.wall:.2f}")]
    rows += [(words, f"{len(spent[stage])}", f"{sum(spent[stage]):.2f}") for stage, words in STAGES.items()]
    rest = running.wall - sum(sum(seconds) for seconds in spent.values())
    rows.append(("the rest of the run, less what was done side by side", "", f"{rest:.2f}"))
    rows.append(("workbook, pictures, manifest", "1", f"{writing.wall:.2f}"))
    rows.append(("together", "", f"{reading.wall + running.wall + writing.wall:.2f}"))
    headline = result.headline
    show(
        f"5. The Aarhus scenario end to end: {draws} draws, engine {result.run.engine}",
        ("stage", "times", "seconds"),
        rows,
        f"share of the variance of K({headline.within_years:g}) that is noise inside draws: "
        f"{result.run.noise_share or 0.0:.1%}; processors in use: {running.processors:.2f}",
        "The horizon is 15 years. Quantities twice where a claim counts from each family's enrolment.",
    )


def _watched_engine(choose_function: Callable[..., Any], seconds: list[float]) -> Callable[..., Any]:
    """What hands out the engine: the engine is watched, not the handing out."""
    return lambda *arguments, **options: _watched(choose_function(*arguments, **options), seconds)


def _watched(function: Callable[..., Any], seconds: list[float]) -> Callable[..., Any]:
    def watched(*arguments: Any, **options: Any) -> Any:
        begin = time.perf_counter()
        try:
            return function(*arguments, **options)
        finally:
            seconds.append(time.perf_counter() - begin)

    return watched
