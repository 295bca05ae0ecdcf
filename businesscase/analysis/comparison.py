"""`compare`: several scenarios, or variants of one, run one after the other and laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Unpack

from businesscase.core.door import Settings, check_kind, check_settings
from businesscase.core.errors import Fault, ScenarioError, UsageError
from businesscase.core.words import Words
from businesscase.measures.comparison import Case, Comparison, compare_cases, without_draws
from businesscase.pipeline import run
from businesscase.scenario.load.resolve import as_scenario
from businesscase.scenario.load.scenario import Scenario

Progress = Callable[[str, float], None]
Source = str | Path | Scenario
SOURCES = "scenarios or paths of their files: one with variants, several, or several by name"


@dataclass(frozen=True)
class Asked:
    """A case to run: its name, the scenario, where it stands, and its variant."""

    name: str
    scenario: Scenario
    file: str
    variant: str | None = None


def asked_cases(
    sources: Source | Sequence[Source] | Mapping[str, Source], variants: str | Sequence[str] = ()
) -> tuple[Asked, ...]:
    """The cases that are meant: several scenarios; or one, and the variants named or all it has.

    Raises:
        ScenarioError: with the faults of all files.
        UsageError: if it is not clear which cases are meant, or there are fewer than two.
    """
    check_kind("sources", sources, (str, Path, Scenario, Sequence, Mapping), SOURCES)
    given = (sources,) if isinstance(sources, (str, Path, Scenario)) else tuple(sources)
    variants = (variants,) if isinstance(variants, str) else tuple(variants)
    named = [str(name) for name in sources] if isinstance(sources, Mapping) else None
    given = tuple(sources.values()) if isinstance(sources, Mapping) else given
    for each in given:
        check_kind("sources", each, (str, Path, Scenario), SOURCES)
    if not given or (named is not None and len(given) < 2):
        raise UsageError(Words("asked.nothing", count=len(given)))
    if len(given) > 1 and variants:
        raise UsageError(Words("asked.variants"))
    files = [Path(each).resolve() for each in given if not isinstance(each, Scenario)]
    twice = [str(file) for file, count in Counter(files).items() if count > 1]
    twice += [name for name, count in Counter(variants).items() if count > 1]
    if twice:
        raise UsageError(Words("asked.twice", names=", ".join(twice)))
    loaded, names = _loaded(given), named or _names(given)
    if len(given) > 1:
        return tuple(Asked(name, one, _place(one)) for name, one in zip(names, loaded, strict=True))
    (scenario,), (own,), where = loaded, names, _place(loaded[0])
    chosen = variants or tuple(scenario.variants)
    if not chosen:
        raise UsageError(Words("asked.no_variants", where=where))
    for name in chosen:
        scenario.variant(name)  # an unknown one is told before anything is run
    own = own if own not in chosen else where
    return (Asked(own, scenario, where), *(Asked(name, scenario, where, name) for name in chosen))


def compare(
    sources: Source | Sequence[Source] | Mapping[str, Source],
    variants: str | Sequence[str] = (),
    *,
    progress: Progress | None = None,
    **settings: Unpack[Settings],
) -> Comparison:
    """Run several scenarios, or variants of one, and lay them side by side.

    Args:
        sources: scenarios or their files; or one, whose variants are compared with it; or several by the names that
            they are to have.
        variants: of the one, those that are meant; missing: all it has.
        progress: called with the case and its stage, and the fraction done.
        settings: of every run, as `run` takes them.

    Raises:
        ScenarioError, NumericalError, UsageError: as `run`; or if it is not clear which cases are meant.
    """
    check_settings(settings)
    return compare_asked(asked_cases(sources, variants), progress=progress, **settings)


def compare_asked(
    asked: Sequence[Asked], *, progress: Progress | None = None, **settings: Unpack[Settings]
) -> Comparison:
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
        raise UsageError(Words("asked.one_name", twice=twice))
    cases = []
    for place, each in enumerate(asked):
        say = None
        if progress is not None:
            say = _of_case(Words("stage.case", name=each.name, place=place + 1, count=len(asked)), progress)
        result = run(each.scenario, variant=each.variant, progress=say, **settings)
        cases.append(Case(each.name, each.file, without_draws(result)))
    return compare_cases(tuple(cases))


def _of_case(name: str, progress: Progress) -> Progress:
    return lambda stage, fraction: progress(Words("stage.of", name=name, stage=stage), fraction)


def _loaded(given: Sequence[Source]) -> list[Scenario]:
    """The scenarios that are given or stand in the files, with the faults of all files at once."""
    loaded: list[Scenario] = []
    faults: list[Fault] = []
    for each in given:
        try:
            loaded.append(as_scenario(each))
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults, of=Words("of.scenarios", count=len(given)) if len(given) > 1 else "the scenario")
    return loaded


def _file(given: Source) -> str:
    """The file that a case stands in, "" if it was made in Python."""
    if not isinstance(given, Scenario):
        return str(given)
    place = given.provenance.place(("title",))
    return "" if place is None else place.file


def _place(given: Source) -> str:
    """The file that a case stands in; of a scenario made in Python, its title."""
    return _file(given) or (given.title if isinstance(given, Scenario) else "")


def _names(given: Sequence[Source]) -> list[str]:
    """What cases are called: as their files; files in full and scenarios numbered where two are called the same."""
    stems = [Path(_file(each)).stem or _place(each) for each in given]
    short = [stem if stems.count(stem) == 1 else _place(each) for stem, each in zip(stems, given, strict=True)]
    seen = [short[:at].count(name) for at, name in enumerate(short, start=1)]
    return [name if at == 1 else f"{name} ({at})" for name, at in zip(short, seen, strict=True)]
