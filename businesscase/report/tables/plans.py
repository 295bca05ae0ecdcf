"""Tables of other plans: a row for each, and the groups of a rule that says who is served first."""

from __future__ import annotations

from businesscase.analysis.plans.results import Chosen, Group, Plans, Row
from businesscase.analysis.plans.results import Kind as Form
from businesscase.analysis.plans.traits import Asks, Question
from businesscase.report.tables.table import Cell, Column, Kind, Table
from businesscase.report.texts.labels import part_label
from businesscase.report.texts.texts import Texts
from businesscase.scenario.declare.plans import TRAITS

SMALL = 4.5  # families: a group of fewer is named by the screen, as one that no rule for others can rest on


def plan_table(found: Plans, texts: Texts) -> Table:
    """The claim under each plan, the programme as declared first."""
    rows: list[tuple[Cell, ...]] = []
    for one in found.rows:
        payback: Cell = texts("plan.nothing") if one.untouched else one.payback
        rows.append(
            (
                plan_name(found, one.name, texts), one.family_years, one.cost, one.saved, one.at_date, payback,
                None if one.untouched else one.probability.value,
            )
        )  # fmt: skip
    return Table(
        title=texts("plan.table", years=texts.count("years", found.asked.claim.within_years)),
        columns=(
            Column(texts("plan.column.plan"), width=34),
            Column(texts("plan.column.service"), Kind.INTEGER),
            Column(texts("plan.column.cost"), Kind.MILLIONS),
            Column(texts("plan.column.saved"), Kind.MILLIONS),
            Column(texts("plan.column.balance"), Kind.MILLIONS),
            Column(texts("plan.column.payback"), Kind.PAYBACK),
            Column("P", Kind.PROBABILITY),
        ),
        rows=tuple(rows),
        horizon=found.scenario.time.horizon_years,
    )


def group_table(found: Plans, one: Chosen, texts: Texts) -> Table:
    """Who is served first: groups of families in the order in which they get places."""
    rows: list[tuple[Cell, ...]] = [
        (
            group_name(found, group, texts), round(group.families), round(group.served),
            round(group.saved.value, -2), round(group.saved.error, -2),
        )
        for group in one.groups
    ]  # fmt: skip
    return Table(
        title=texts("plan.groups", plan=plan_name(found, one.plan, texts)),
        columns=(
            Column(texts("plan.column.group"), width=44),
            Column(texts("plan.column.families"), Kind.INTEGER),
            Column(texts("plan.column.places"), Kind.INTEGER),
            Column(texts("plan.column.each"), Kind.KRONER),
            Column(texts("voi.column.error"), Kind.KRONER),
        ),
        rows=tuple(rows),
    )


def plan_name(found: Plans, name: str, texts: Texts) -> str:
    """What a plan is called."""
    return texts.named(found.scenario.plans[name].label) if name else texts("plan.declared")


def group_name(found: Plans, group: Group, texts: Texts) -> str:
    """A group by what its families answered."""
    words = [answered(found, question, yes, texts) for question, yes in group.answers]
    if not words:
        return texts("plan.all")
    return ", ".join([words[0], *(f"{each[:1].lower()}{each[1:]}" for each in words[1:])])


def answered(found: Plans, question: Question, yes: bool, texts: Texts) -> str:
    """An answer in words: "At least 3 children"."""
    if question.asks is Asks.IS:
        segments = found.scenario.population.segments
        others = [name for name in segments if name != question.value]
        if yes or len(others) == 1:
            return texts.named(segments[str(question.value) if yes else others[0]].label)
        return texts("plan.ask.not", name=texts.named(segments[str(question.value)].label).lower())
    name = question.trait if question.trait in TRAITS else "covariate"
    value = texts.plain(float(question.value))
    return texts(f"plan.ask.{name}.{'yes' if yes else 'no'}", value=value, name=part_label(question.trait, texts))


def change_words(found: Plans, one: Row, texts: Texts) -> str:
    """What a plan changes: cost, saving and balance of the central curve, and the balance over draws with its error.

    Of a plan against another effort it is that effort, which would be gone without, that is told.
    """
    base, sign = found.rows[0], -1.0 if one.kind is Form.AGAINST else 1.0
    changes = [sign * (own - whole) for own, whole in (
        (one.cost, base.cost), (one.saved, base.saved), (one.at_date, base.at_date),
    )]  # fmt: skip
    cost, saved, balance = (texts.amount(each, 1, sign=sign > 0.0, beside=changes) for each in changes)
    mean = texts.figure(sign * one.change.value, 1, sign=sign > 0.0, beside=changes)
    error = texts.figure(one.change.error, 1, beside=changes)
    told = {"cost": cost, "saved": saved, "balance": balance, "mean": mean, "error": error}
    return texts("plan.other" if sign < 0.0 else "plan.change", plan=plan_name(found, one.name, texts), **told)


def worth_words(found: Plans, one: Chosen, texts: Texts) -> str:
    """What the rule is worth per family that is served, beside any order and what can be known of each family."""
    everyone, rule, best = (texts.number(each.value, -2) for each in (one.everyone, one.rule, one.best))
    gain, gain_error = texts.number(one.gain.value, -1, sign=True), texts.number(one.gain.error, -1)
    regret, regret_error = (texts.number(each, -1) for each in (one.regret.value, one.regret.error))
    years = texts.count("years", found.asked.claim.within_years)
    name = "plan.worth" if one.regret.value > 0.0 else "plan.worth.none"
    return texts(
        name, years=years, everyone=everyone, rule=rule, best=best, gain=gain, gain_error=gain_error,
        regret=regret, regret_error=regret_error, choosing=one.choosing, judging=one.judging,
    )  # fmt: skip


def small_words(one: Chosen, texts: Texts) -> list[str]:
    """A warning for each size of group that is too small to say something about other families."""
    sizes = sorted({max(1, round(group.families)) for group in one.groups if group.families < SMALL})
    return [texts("plan.small", count=size) for size in sizes]
