"""The screens of `businesscase capacity` and `businesscase rollout`."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from businesscase.analysis.team.capacity import PATIENT, Capacity
from businesscase.analysis.team.money import Spread
from businesscase.analysis.team.rollout import Outlook, RolledOut
from businesscase.delivery.plan import team_of
from businesscase.delivery.routine import is_simulated
from businesscase.report.tables.rollout import purse_of, rollout_tables
from businesscase.report.tables.team import capacity_tables
from businesscase.report.terminal.terminal import print_table
from businesscase.report.texts.texts import Texts


def print_capacity(found: Capacity, texts: Texts, console: Console) -> None:
    """Teams of several sizes, the smallest for the stated wait, and what the declared one costs."""
    console.print(Text(texts("team.capacity.title", scenario=found.scenario.title), style="bold"))
    console.print()
    for line in _capacity_lines(found, texts):
        console.print(Text(line))
    for table in capacity_tables(found, texts):
        console.print()
        print_table(table, texts, console)


def print_rollout(found: RolledOut, texts: Texts, console: Console, *, everything: bool = False) -> None:
    """Peak funding, the two paybacks, and by year the team, its staff and the budget: `everything` has all years."""
    console.print(Text(texts("rollout.title", scenario=found.scenario.title), style="bold"))
    console.print()
    families = int(found.records.served.shape[1])
    purse = purse_of(found, texts)
    console.print(Text(texts("rollout.families", families=texts.number(families, 0), served=texts.number(
        float(found.records.served.sum(axis=1).mean()), 0), cost=_kroner(found.per_family, texts))))  # fmt: skip
    if found.strength is not None:
        console.print(Text(texts("team.weaker", strength=_percent(found.strength, texts))))
    ceiling = found.scenario.rollout.ceiling if found.scenario.rollout is not None else None
    if ceiling is not None:
        last = found.years[-1]
        planned = texts.count("planned_pairs", last.planned)
        words = {"ceiling": texts.plain(ceiling), "pairs": last.pairs, "planned": planned}
        console.print(Text(texts("rollout.ceiling", **words)))
    years = texts.count("years", found.peak_after, decimals=0)
    console.print(Text(texts("rollout.peak", peak=_mio(found.peak, texts), purse=purse, years=years)))
    console.print(Text(texts("rollout.programme", **_outlook(found.programme, found, texts))))
    cohort = texts("rollout.cohort", **_outlook(found.cohort, found, texts))
    console.print(Text(f"{cohort} {texts('rollout.cohort.earlier')}" if found.still_pays else cohort))
    if found.late is not None:
        words = {"families": texts.count("families", found.late.families, decimals=0), "year": str(found.late.year)}
        words |= {"left": texts.count("years", found.late.left, decimals=1)}
        horizon = texts.count("years", found.scenario.time.horizon_years)
        console.print(Text(texts("rollout.late", **words, years=horizon)))
    console.print(Text(texts("rollout.assumed", draws=texts.count("draws", found.records.plan.draws))))
    for table in rollout_tables(found, texts, everything=everything):
        console.print()
        print_table(table, texts, console)


def _outlook(outlook: Outlook, found: RolledOut, texts: Texts) -> dict[str, str]:
    """Words of a payback and its probability."""
    if outlook.payback is None:
        payback = texts("rollout.never", years=texts.count("years", found.scenario.time.horizon_years))
    else:
        payback = texts.count("years", outlook.payback, decimals=1)
    return {
        "payback": payback,
        "years": texts.count("years", found.claim.within_years),
        "probability": texts.probability(outlook.probability.value),
        "bounds": texts.bounds(outlook.probability.lower, outlook.probability.upper),
    }


def _capacity_lines(found: Capacity, texts: Texts) -> list[str]:
    lines = []
    best = found.soonest
    if found.wait is not None and best is not None:
        key = "team.smallest" if found.smallest is not None else "team.smallest.none"
        words = {"share": texts.percent(PATIENT), "within": texts.percent(best.within or 0.0, decimals=1)}
        families = texts.number(best.records.served.shape[1], 0)
        served = texts("team.smallest.served", served=texts.number(best.served.mean, 1), families=families)
        lines.append(
            texts(key, wait=texts.spoken(found.wait), pairs=texts.count("pairs", best.pairs), **words) + served
        )
    simulated, declared = found.project
    lines.append(texts("team.project", simulated=_mio(simulated, texts), declared=_mio(declared, texts)))
    own = next((one for one in found.sizes if one.pairs == found.declared), None)
    if own is not None:
        words = {"full": _kroner(own.at_full_use, texts), "project": _kroner(own.per_family, texts)}
        if found.steady_state is None:
            lines.append(texts("team.routine", **words))
        else:
            beside = texts("team.routine.beside", **words, declared=_kroner(found.steady_state, texts))
            lines.append(beside + _apart(own.at_full_use, found, texts))
    if own is not None and own.strength is not None:
        lines.append(texts("team.weaker", strength=_percent(own.strength, texts)))
    visits = "" if team_of(found.scenario).recruitment is None else texts("team.assumed.visits")
    lines.append(texts("team.assumed", draws=texts.count("draws", found.draws), visits=visits))
    return lines


def _apart(full: Spread, found: Capacity, texts: Texts) -> str:
    """That the price which a run takes is another than the team's; empty where they agree or are the same."""
    declared = found.steady_state
    if declared is None or is_simulated(found.scenario) or declared.low <= full.mean <= declared.high:
        return ""
    side = "above" if full.mean > declared.high else "below"
    return " " + texts("team.routine.apart", side=texts(f"team.routine.{side}"))


def _percent(share: Spread, texts: Texts) -> str:
    mean, low, high = map(texts.percent, (share.mean, share.low, share.high))
    return texts("team.spread", mean=mean, low=low, high=high)


def _mio(amount: Spread, texts: Texts) -> str:
    low, high = texts.millions(amount.low, 1), texts.millions(amount.high, 1)
    return texts("team.spread.mio", mean=texts.millions(amount.mean, 1), low=low, high=high)


def _kroner(amount: Spread, texts: Texts) -> str:
    mean, low, high = (texts.number(round(number, -3), 0) for number in (amount.mean, amount.low, amount.high))
    return texts("team.spread", mean=mean, low=low, high=high)
