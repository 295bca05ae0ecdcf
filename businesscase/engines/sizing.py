"""How long a run takes and how much memory it needs: told where it is much, refused where no memory would do.

Estimated from counts that the scenario declares. The constants were measured on two virtual cores (Python 3.11, numba
0.68) with the Aarhus scenario (1,000 to 10,000 draws: docs/explanation/speed.md) and with the tests' invented
municipality (20 to 20,000 families); another machine differs by its speed, so what is told is rounded to one digit.
"""

from __future__ import annotations

import logging
import math
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from businesscase.core.errors import UsageError
from businesscase.core.spill import IN_MEMORY
from businesscase.core.timeline import years_since
from businesscase.core.vocabulary import Engine
from businesscase.core.words import Figure, Words
from businesscase.engines.shelf import Shelf
from businesscase.scenario.load.scenario import Scenario

WARNED_SECONDS, WARNED_SHARE, MOST_SHARE = 300.0, 0.5, 0.9  # of the machine's memory
BLOCK = 50  # draws that are simulated, valued and put aside at a time: bounds memory
_MOST = 10**18  # beyond which numbers are only told to be too large
_REPLICATIONS = 8  # of a sampling engine that is not told otherwise

# Seconds of wall, two threads
_PER_STATE = 1.8e-6  # per draw, state, month and segment: levels, forward equations, valuing, both views
_PER_FAMILY = 25e-6  # per draw and family: expectations
_PER_LIFE = 7e-6  # per draw, replication and family: both strategies, both views
_CHOOSING = 2.2e-3  # per family: how finely the engine expected must look, once
_SLOWER = 100.0  # SimPy against the kernel
_PER_GOAL_STATE = 2.5e-6  # per draw, outcome of goals, state, month and segment: expected
_PER_LOOKED = 12e-6  # per draw, outcome of goals, life and family: lives, and what is true of a family
_OUTCOMES = (6, 4)  # of the goals that a draw takes until they are met: and for each goal

# Bytes
_START = 2e8  # Python with its packages
_OF_BLOCK = 1000.0  # per draw of a block, state, month and segment: quantities and what is made of them
_OF_DRAW, _OF_FAMILY, _OF_LIFE = 15e3, 10e3, 8.0
_OF_TABLE = 60e3  # per draw of the table of amounts that the state's model is (examples/som_example.yaml)
_SPILLED = 80.0  # per draw, state and month: money of every draw, put aside in the temporary folder
_KEPT = 35.0  # per draw, state, month and segment: quantities kept on disk, as compressed (16 to 33 measured)
_FILES = 5e6  # workbook, pictures and manifest (2.8 MB measured of the Aarhus scenario)
_OF_LOOKED = 60e3  # per family, beyond those of a block of goals: histories of its lives, two threads


@dataclass(frozen=True)
class Size:
    """Of a run: seconds, bytes of memory (those of draws, families and replications apart), bytes put aside."""

    seconds: float
    draws: float
    families: float
    replications: float
    fixed: float
    aside: float

    @property
    def memory(self) -> float:
        """Bytes of memory in all."""
        return self.fixed + self.draws + self.families + self.replications


_COUNTED = {"draws": "sizing.of.draws", "families": "sizing.of.families", "replications": "sizing.of.replications"}


def check_size(
    scenario: Scenario, *, engine: Engine | str, draws: int, replications: int | None, memory: float | None = None
) -> None:
    """Say in one line if a run will be long or large.

    Args:
        scenario: with its families, states and months.
        engine: that is asked for.
        draws: of the inputs.
        replications: that are asked for.
        memory: of the machine, in bytes; None: found.

    Raises:
        UsageError: if it needs more memory than the machine has; says what fits.
    """
    draws, replications = min(draws, _MOST), None if replications is None else min(replications, _MOST)
    size = size_of(scenario, engine=engine, draws=draws, replications=replications)
    has = memory_of_machine() if memory is None else memory
    asked = Words("sizing.asked", draws=Figure(f"{draws:,}"), families=Figure(f"{_families(scenario):,}"))
    if size.memory > MOST_SHARE * has:
        counts = {"draws": draws, "families": _families(scenario), "replications": replications or _REPLICATIONS}
        most = max(counts, key=lambda name: float(getattr(size, name)))
        room = MOST_SHARE * has - size.fixed - sum(getattr(size, name) for name in counts if name != most)
        fits = math.floor(counts[most] * max(room, 0.0) / getattr(size, most))
        raise UsageError(
            Words(
                "sizing.memory",
                asked=asked,
                memory=_bytes(size.memory),
                has=_bytes(has),
                fits=Figure(f"{_rounded(fits):,}"),
                most=Words(_COUNTED[most]),
            )
        )
    if size.seconds > WARNED_SECONDS or size.memory > WARNED_SHARE * has:
        logging.getLogger("businesscase").warning(
            Words(
                "sizing.long", asked=asked, time=_time(size.seconds), memory=_bytes(size.memory),
                aside=_bytes(size.aside),
            )
        )  # fmt: skip


def check_room(scenario: Scenario, shelf: Shelf | None, *, draws: int) -> None:
    """See that the disk has room for what a run writes: found out before it rather than at its end.

    Args:
        scenario: with its states and months.
        shelf: where pictures and workbook go, and the quantities of every draw where they are kept; what is there of
            them already needs no room. None: nothing is written but what is put aside.
        draws: of the inputs.

    Raises:
        UsageError: if less is free than needed; says both.
    """
    draws, cells = min(draws, _MOST), _cells(scenario)
    aside = draws * _SPILLED * cells / len(scenario.population.segments)
    needs = {Path(tempfile.gettempdir()): aside if aside > IN_MEMORY else 0.0}
    if shelf is not None and shelf.folder is not None:
        quantities = 0.0 if shelf.own is None else max(0.0, draws * _KEPT * cells - _bytes_in(shelf.own))
        needs[shelf.folder] = needs.get(shelf.folder, 0.0) + _FILES + quantities
    on_disk = {place: _disk_of(place) for place in needs}
    for place, (disk, has) in on_disk.items():
        needed = sum(needs[each] for each, (other, _) in on_disk.items() if other == disk)
        if needs[place] and needed > has:
            asked = Words("sizing.asked", draws=Figure(f"{draws:,}"), families=Figure(f"{_families(scenario):,}"))
            fits = Figure(f"{_rounded(math.floor(draws * has / needed)):,}")
            said = {"needed": _bytes(needed), "free": _bytes(has), "fits": fits}
            raise UsageError(Words("sizing.disk", asked=asked, folder=place, **said))


def _disk_of(folder: Path) -> tuple[int, float]:
    """Which disk a folder is on, or would be, and the bytes that are free there."""
    place = next((each for each in (folder, *folder.absolute().parents) if each.exists()), Path())
    return place.stat().st_dev, float(shutil.disk_usage(place).free)


def _bytes_in(folder: Path) -> float:
    return float(sum(each.stat().st_size for each in folder.iterdir())) if folder.is_dir() else 0.0


def check_table(draws: int, *, memory: float | None = None) -> None:
    """See that the draws of a table of amounts, as the state's model has it, fit into memory.

    Raises:
        UsageError: if they do not; says how many do.
    """
    has = memory_of_machine() if memory is None else memory
    needed = _START + min(draws, _MOST) * _OF_TABLE
    if needed > MOST_SHARE * has:
        fits = math.floor(max(MOST_SHARE * has - _START, 0.0) / _OF_TABLE)
        raise UsageError(
            Words(
                "sizing.draws",
                draws=Figure(f"{draws:,}"),
                needed=_bytes(needed),
                has=_bytes(has),
                fits=Figure(f"{_rounded(fits):,}"),
            )
        )  # fmt: skip


def size_of(scenario: Scenario, *, engine: Engine | str, draws: int, replications: int | None) -> Size:
    """The estimate."""
    families, months = _families(scenario), 12 * scenario.time.horizon_years
    states, cells = sum(len(clock.states) for clock in scenario.clocks.values()), _cells(scenario)
    lived = replications or _REPLICATIONS
    choosing = _CHOOSING * families
    if engine in (Engine.MONTECARLO, Engine.DISCRETE_EVENT):
        each = _PER_LIFE * lived * families * (_SLOWER if engine == Engine.DISCRETE_EVENT else 1.0)
        choosing = 0.0
    else:
        each = _PER_FAMILY * families
    return Size(
        seconds=draws * (_PER_STATE * cells + each + _of_goals(scenario)) + choosing,
        draws=draws * _OF_DRAW,
        families=families * (_OF_FAMILY + (_OF_LOOKED if _way(scenario) == "families" else 0.0)),
        replications=min(draws, BLOCK) * lived * _OF_LIFE,
        fixed=_START + min(draws, BLOCK) * _OF_BLOCK * cells,
        aside=draws * _SPILLED * states * months,
    )


def _way(scenario: Scenario) -> str:
    """How the outcomes of goals are found (`engines.goals`), as far as the declaration tells."""
    if any(goal.parts for goal in scenario.goals.values()):
        return "families"
    served = scenario.programme.served
    return "lives" if served.ends_when or served.by == "team" else "expected"


def _of_goals(scenario: Scenario) -> float:
    """Seconds that a draw takes until its goals are met."""
    goals = list(scenario.goals.values())
    if not goals:
        return 0.0
    from businesscase.engines.goals.evaluating import FOLLOWED, REPLICATIONS
    from businesscase.engines.goals.together import LIVES

    outcomes, families, way = _OUTCOMES[0] + _OUTCOMES[1] * len(goals), _families(scenario), _way(scenario)
    if scenario.programme.served.ends_when:
        return outcomes * FOLLOWED * families * _PER_LIFE * _SLOWER
    if way != "expected":
        return outcomes * families * (LIVES * _PER_LOOKED if way == "families" else REPLICATIONS * _PER_LIFE)
    clocks, last = set[str](), max(goal.until for goal in goals)
    for name in (clock for goal in goals for clock, _ in goal.counted_on):
        moves = scenario.clocks[name].transitions.values()
        clocks |= {name} | {one.clock for move in moves for one in move.couplings.values()}
    months = math.ceil(12 * min(years_since(scenario.time.start, last), scenario.time.horizon_years))
    states = sum(len(scenario.clocks[name].states) for name in clocks)
    return outcomes * _PER_GOAL_STATE * states * months * len(scenario.population.segments)


def memory_of_machine() -> float:
    """Bytes of memory, or of the container; infinite where the system does not tell."""
    found = [math.inf]
    if hasattr(os, "sysconf") and {"SC_PAGE_SIZE", "SC_PHYS_PAGES"} <= set(os.sysconf_names):
        found.append(float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES"))
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        try:
            said = (Path("/sys/fs/cgroup") / name).read_text().strip()
        except OSError:
            continue
        found += [float(said)] if said.isdigit() else []
    return min(found)


def _cells(scenario: Scenario) -> int:
    """States, months and segments multiplied."""
    states = sum(len(clock.states) for clock in scenario.clocks.values())
    return 12 * scenario.time.horizon_years * states * len(scenario.population.segments)


def _families(scenario: Scenario) -> int:
    listed = scenario.population.listed
    return int(scenario.population.families.value) if listed is None else len(listed)


def _rounded(number: int) -> int:
    """Down to two digits: an estimate knows no more."""
    unit = int(10 ** max(0, len(str(number)) - 2))
    return number // unit * unit


def _bytes(number: float) -> str:
    if number > 1e15:
        return Words("sizing.beyond")
    return Figure(f"{number / 1e9:,.1f} GB" if number < 1e10 else f"{number / 1e9:,.0f} GB")


def _time(seconds: float) -> str:
    if seconds < 90 * 60:
        return Words("sizing.minutes", number=max(1, round(seconds / 60)))
    if seconds < 72 * 3600:
        return Words("sizing.hours", number=Figure(f"{seconds / 3600:,.0f}"))
    return Words("sizing.days", number=Figure(f"{seconds / 86400:,.0f}"))
