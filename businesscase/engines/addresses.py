"""What quantities come from, as a hash: equal hash, equal quantities; and in words, where it is something else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from businesscase.core.compiling import sources_hash
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Words
from businesscase.delivery.schedule import Exposure
from businesscase.engines.common.chunks import occupancy_key
from businesscase.model.compiled import CompiledModel

FORMAT = 6  # of the files in which quantities are kept
AS_NEEDED, SOBOL, RANDOM = "as few as needed", "Sobol points", "random"
_WORDS = {AS_NEEDED: "kept.as_needed", SOBOL: "kept.sobol", RANDOM: "kept.random"}
_NAMES = {
    "code": "kept.name.code", "engine": "kept.name.engine", "draws": "kept.name.draws",
    "replications": "kept.name.replications", "seed": "kept.name.seed",
}  # fmt: skip
_PLACES = ("laws", "model", "delivery", "engines", "core/randomness.py", "core/timeline.py", "core/compiling.py")


@dataclass(frozen=True)
class Address:
    """What a simulation comes from: `hash` of all of it, and what of that can be told in words."""

    hash: str
    told: dict[str, str | int]


@dataclass(frozen=True)
class Origins:
    """What all chunks of a run come from but their draws: a hash of it, and what of that can be told in words."""

    key: str
    told: dict[str, str | int]


def address_of(
    model: CompiledModel, probe: CompiledModel, *, engine: Engine | str, replications: int | None, cohort: bool
) -> Address:
    """Hash of all that quantities come from: the arrays, what is counted, the choice of the engine, this very code.

    Args:
        model: as it is simulated.
        probe: the few draws with which the engine is chosen.
        engine: that is asked for.
        replications: that are asked for, None: as the engine finds.
        cohort: whether the cohort view is simulated too.
    """
    structure = model.structure
    names = (
        structure.cells, model.segments, [each.states for each in structure.types],
        [edge.name for edge in structure.edges], [ending.name for ending in model.schedule.endings],
    )  # fmt: skip
    told: dict[str, str | int] = {
        "code": code_hash(), "engine": str(engine), "draws": model.draws,
        "replications": AS_NEEDED if replications is None else replications, "seed": model.inputs.seed,
    }  # fmt: skip
    parts = (
        FORMAT, told, cohort, names,
        *(occupancy_key(each, Exposure(each.schedule), replications or 0) for each in (model, probe)),
    )  # fmt: skip
    return Address(hashlib.sha256(repr(parts).encode()).hexdigest(), told)


def origins_of(
    probe: CompiledModel, *, engine: Engine | str, replications: int | None, cohort: bool, seed: int, sobol: bool
) -> Origins:
    """Hash of what all chunks of a run come from.

    Args:
        probe: the few draws with which the engine is chosen; they show whatever the scenario's own content changes.
        engine, replications: that are asked for.
        cohort: whether the cohort view is simulated too.
        seed: of the run.
        sobol: whether its draws are Sobol points.
    """
    told: dict[str, str | int] = {
        "code": code_hash(), "engine": str(engine), "seed": seed, "draws": SOBOL if sobol else RANDOM,
        "replications": AS_NEEDED if replications is None else replications,
    }  # fmt: skip
    parts = (FORMAT, told, cohort, occupancy_key(probe, Exposure(probe.schedule), 0))
    return Origins(hashlib.sha256(repr(parts).encode()).hexdigest(), told)


def code_hash() -> str:
    """Hash of all modules that quantities hang on."""
    return sources_hash(_PLACES)


def differs(kept: dict[str, Any], wanted: dict[str, str | int]) -> str:
    """In what the origins of quantities that are kept are not those that are wanted."""
    found: Words | None = None
    for name, value in wanted.items():
        if kept.get(name) != value:
            one = Words("kept.differs", name=Words(_NAMES[name]), kept=_told(kept.get(name)), wanted=_told(value))
            found = one if found is None else Words("kept.and", one=found, other=one)
    return found or Words("kept.changed")


def _told(value: object) -> object:
    """An origin in words that both languages have, where it is in words."""
    return Words(_WORDS[value]) if isinstance(value, str) and value in _WORDS else value
