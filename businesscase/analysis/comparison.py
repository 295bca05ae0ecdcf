"""`compare`: several scenarios, or variants of one, run one after the other and laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from businesscase.core.errors import Fault, ScenarioError, UsageError
from businesscase.measures.comparison import Case, Comparison, compare_cases, without_draws
from businesscase.pipeline import run
from businesscase.scenario.load.resolve import load_scenario
from businesscase.scenario.load.scenario import Scenario

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Asked:
    """A case to run: its name, the scenario, where it stands, and its variant."""

    name: str
    scenario: Scenario
    file: str
    variant: str | None = None


def asked_cases(files: Sequence[Path], variants: Sequence[str] = ()) -> tuple[Asked, ...]:
    """The cases that are meant: several files; or a file, and the variants named or all it has.

    Raises:
        ScenarioError: with the faults of all files.
        UsageError: if it is not clear which cases are meant, or there are fewer than two.
    """
    if len(files) > 1 and variants:
        raise UsageError("--variant names variants of one file: expected one FILE with it, or several FILEs without")
    twice = [str(file) for file, count in Counter(file.resolve() for file in files).items() if count > 1]
    twice += [name for name, count in Counter(variants).items() if count > 1]
    if twice:
        raise UsageError(f"named twice: {', '.join(twice)}; expected different cases")
    loaded: list[Scenario] = []
    faults: list[Fault] = []
    for file in files:
        try:
            loaded.append(load_scenario(file))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults, of=f"{len(files)} scenarios" if len(files) > 1 else "the scenario")
    if len(files) > 1:
        return tuple(Asked(name, one, str(path)) for name, one, path in zip(_names(files), loaded, files, strict=True))
    scenario, where = loaded[0], str(files[0])
    chosen = tuple(variants) or tuple(scenario.variants)
    if not chosen:
        raise UsageError(f"'{where}' has no variants: expected at least two cases to compare, such as another FILE")
    for name in chosen:
        scenario.variant(name)  # an unknown one is told before anything is run
    own = files[0].stem if files[0].stem not in chosen else files[0].name
    return (Asked(own, scenario, where), *(Asked(name, scenario, where, name) for name in chosen))


def compare(
    sources: str | Path | Sequence[str | Path] | Mapping[str, Scenario],
    variants: Sequence[str] = (),
    *,
    progress: Progress | None = None,
    **settings: Any,
) -> Comparison:
    """Run several scenarios, or variants of one, and lay them side by side.

    Args:
        sources: files; or one file, whose variants are compared with it; or scenarios by the names they are to have.
        variants: of the one file, those that are meant; missing: all it has.
        progress: called with the case and its stage, and the fraction done.
        settings: of every run, as `run` takes them.

    Raises:
        ScenarioError, NumericalError, UsageError: as `run`; or if it is not clear which cases are meant.
    """
    if isinstance(sources, Mapping):
        return compare_asked([Asked(name, one, name) for name, one in sources.items()], progress=progress, **settings)
    files = [sources] if isinstance(sources, (str, Path)) else sources
    return compare_asked(asked_cases([Path(file) for file in files], variants), progress=progress, **settings)


def compare_asked(asked: Sequence[Asked], *, progress: Progress | None = None, **settings: Any) -> Comparison:
    """Run the cases with the same seed and draws; only what is compared is kept of each.

    Args:
        asked: the cases, the first of which the others are compared with.
        progress: called with the case and its stage, and the fraction done.
        settings: of every run, as `pipeline.run` takes them.

    Raises:
        NumericalError, UsageError: as `pipeline.run`; or if two cases have one name.
    """
    names = Counter(each.name for each in asked)
    if len(names) < len(asked):
        twice = ", ".join(name for name, count in names.items() if count > 1)
        raise UsageError(f"two cases are called {twice}: expected names that tell them apart")
    cases = []
    for place, each in enumerate(asked):
        say = None
        if progress is not None:
            say = _of_case(f"{each.name} ({place + 1} of {len(asked)})", progress)
        result = run(each.scenario, variant=each.variant, progress=say, **settings)
        cases.append(Case(each.name, each.file, without_draws(result)))
    return compare_cases(tuple(cases))


def _of_case(name: str, progress: Progress) -> Progress:
    return lambda stage, fraction: progress(f"{name}: {stage}", fraction)


def _names(files: Sequence[Path]) -> list[str]:
    """The names of the files; in full where two are the same."""
    stems = Counter(file.stem for file in files)
    return [file.stem if stems[file.stem] == 1 else str(file) for file in files]
