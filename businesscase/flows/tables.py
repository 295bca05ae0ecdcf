"""The tables and sentences of a table of flows."""

from __future__ import annotations

from collections.abc import Iterator

from businesscase.core.payers import Perspective
from businesscase.core.vocabulary import ClockStart
from businesscase.flows.measures import FlowsResult, PartyFlows, Valued
from businesscase.flows.reading import ONE_PAYER
from businesscase.flows.table import EVERYONE, recognised
from businesscase.measures.claims import Probability
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.texts import Texts


def label(name: str, texts: Texts) -> str:
    """A party in words: a free name as it was written."""
    payer = recognised(name)
    if name in (EVERYONE, Perspective.PUBLIC_SECTOR.value):
        return texts(f"payer.{name}")
    return texts(f"payer.{payer.value}") if payer is not None else texts("flows.one") if name == ONE_PAYER else name


def subtitle(result: FlowsResult, texts: Texts) -> str:
    """Which periods, how many draws."""
    flows = result.flows
    drawn = texts.count("draws", result.draws) if flows.drawn else texts("flows.no_draws")
    length = texts.count("years", float(flows.edges[-1]), decimals=None if flows.edges[-1] % 1 == 0 else 1)
    return texts("flows.subtitle", begins=flows.begins, ends=flows.ends, length=length, draws=drawn)


def declared(result: FlowsResult, texts: Texts) -> Iterator[str]:
    """What the answer hangs on: time 0, the clock, discounting, and what was taken for granted in reading."""
    flows, terms = result.flows, result.terms
    if flows.opens:
        paid = "; ".join(
            f"{label(name, texts)} {texts.money(float(net), 2)}"
            for name, net in zip(
                flows.payers, (flows.paid - flows.saved)[:, :, 0].mean(axis=1), strict=True
            )
            if net
        )  # fmt: skip
        yield texts("flows.opening", paid=paid)
    if terms.clock_start is ClockStart.PROGRAMME_START:
        yield texts("flows.clock.programme_start")
    elif result.clock == 0.0:
        yield texts("flows.clock.first_outlay.now")
    else:
        after = texts.count("years", result.clock, decimals=2 if result.clock % 1 else 0)
        yield texts("flows.clock.first_outlay", after=after)
    shown = ", ".join(
        texts("flows.rate", rate=texts.percent(rate, decimals=1), since=texts.plain(limit))
        if limit
        else texts.percent(rate, decimals=1)
        for limit, rate in sorted(terms.rates.items())
        if limit < float(flows.edges[-1])
    )
    yield texts(
        "flows.discounting",
        whose="" if terms.given else texts("flows.discounting.state"),
        rates=shown,
        place=texts("flows.at_end" if terms.at_end else "flows.at_middle"),
    )
    for remark in flows.remarks:
        yield texts(f"flows.remark.{remark.name.value}", **remark.values)


def answer(result: FlowsResult, texts: Texts) -> str:
    """What is answered of the party that stands first, in sentences."""
    own, terms = result.headline, result.terms
    name = label(own.name, texts)
    if not own.pays:
        return texts("flows.answer.no_cost", name=name)
    said = texts(
        "flows.answer",
        name=name,
        cost=texts.money(own.undiscounted.cost, 2),
        plain=_recouped(result, own.undiscounted, texts),
        discounted=_recouped(result, own.discounted, texts),
    )
    chance = own.undiscounted.probability
    if chance is None:
        beyond = bool(own.undiscounted.probability_by_year) or own.undiscounted.never_share is not None
        return said + texts("flows.answer.beyond", years=texts.count("years", terms.within)) if beyond else said
    other = own.discounted.probability
    assert other is not None
    return said + texts(
        "flows.answer.probability",
        years=texts.count("years", terms.within),
        probability=texts.probability(chance.value),
        bounds=texts.bounds(chance.lower, chance.upper),
        other=texts.probability(other.value),
        other_bounds=texts.bounds(other.lower, other.upper),
    )


def _recouped(result: FlowsResult, own: Valued, texts: Texts) -> str:
    if own.sustained_years is None:
        return texts(
            "flows.never", years=texts.count("years", result.horizon, decimals=0 if result.horizon % 1 == 0 else 1)
        )
    years = texts.count("years", own.sustained_years, decimals=2)
    if own.first_years is not None and own.first_years < own.sustained_years - 0.005:
        return texts("flows.after.first", years=years, first=texts.number(own.first_years, 2))
    return texts("flows.after", years=years)


def paybacks(result: FlowsResult, texts: Texts, *, discounted: bool) -> Table:
    """Cost, saving, net, ratio and payback of every party, all of them discounted or none."""
    columns = [
        Column(texts("column.payer"), width=22),
        Column(texts("flows.column.cost"), Kind.MILLIONS),
        Column(texts("flows.column.saving"), Kind.MILLIONS),
        Column(texts("flows.column.present_net" if discounted else "flows.column.net"), Kind.MILLIONS),
        Column(texts("flows.column.ratio"), Kind.RATIO),
        Column(texts("flows.column.first"), Kind.YEARS),
        Column(texts("flows.column.sustained"), Kind.YEARS),
    ]
    rows: list[tuple[Cell, ...]] = []
    for party in result.parties:
        own = party.discounted if discounted else party.undiscounted
        ratio: Cell = "–" if own.ratio is None else own.ratio.central
        years: tuple[Cell, Cell] = (own.first_years, own.sustained_years)
        if not party.pays:
            years = (texts("no_cost"), texts("no_cost"))
        row: list[Cell] = [label(party.name, texts), own.cost, own.saving, own.net.central, ratio, *years]
        rows.append(tuple(row))
    return Table(
        title=texts(f"flows.title.{'discounted' if discounted else 'undiscounted'}"),
        columns=tuple(columns),
        rows=tuple(rows),
        note=texts("flows.note.ratio") if discounted else "",
        horizon=result.horizon,
    )


def chances(result: FlowsResult, texts: Texts) -> Table:
    """Probability of payback within the limit, of every party that has something to recoup; needs draws."""
    rows: list[tuple[Cell, ...]] = []
    for party in result.parties:
        plain, discounted = party.undiscounted.probability, party.discounted.probability
        if party.pays and plain is not None and discounted is not None:
            never = party.undiscounted.never_share
            said = (_chance(plain, texts), _chance(discounted, texts))
            rows.append((label(party.name, texts), *said, "" if never is None else texts.probability(never)))
    return Table(
        title=texts("flows.title.chances", years=texts.count("years", result.terms.within)),
        columns=(
            Column(texts("column.payer"), width=22),
            Column(texts("flows.column.undiscounted"), Kind.PROBABILITY),
            Column(texts("flows.column.discounted"), Kind.PROBABILITY),
            Column(texts("flows.column.never"), Kind.PROBABILITY),
        ),
        rows=tuple(rows),
        note=texts("flows.note.draws"),
    )


def _chance(found: Probability, texts: Texts) -> str:
    return f"{texts.probability(found.value)} ({texts.bounds(found.lower, found.upper)})"


def rates(result: FlowsResult, texts: Texts) -> Table:
    """Internal rates and the largest deficit of every party."""
    rows: list[tuple[Cell, ...]] = [
        (
            label(party.name, texts),
            party.peak_need.central,
            "–" if party.peak_years is None else party.peak_years,
            _rates(party, texts),
        )
        for party in result.parties
    ]
    return Table(
        title=texts("flows.title.rates"),
        columns=(
            Column(texts("column.payer"), width=22),
            Column(texts("flows.column.need"), Kind.MILLIONS),
            Column(texts("flows.column.when"), Kind.RATIO),
            Column(texts("flows.column.rates"), Kind.TEXT, 24),
        ),
        rows=tuple(rows),
        note=texts("flows.note.rates"),
        horizon=result.horizon,
    )


def _rates(party: PartyFlows, texts: Texts) -> str:
    said = ", ".join(texts.percent(rate, decimals=1) for rate in party.internal_rates)
    if party.internal_rate_of_return is not None:
        return said
    return texts("flows.rates.several" if said else "flows.rates.none", rates=said)
