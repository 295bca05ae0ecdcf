"""The two first sheets: what this is and how to read it, and the answer on one page."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

from businesscase.core.categories import is_cost
from businesscase.core.version import VERSION
from businesscase.core.vocabulary import Area
from businesscase.measures.result import Result
from businesscase.report.texts import not_modelled, sentences
from businesscase.report.texts.texts import Texts
from businesscase.scenario.read.dumping import resolved_hash
from businesscase.workbook.grid import Page
from businesscase.workbook.layout import HEAD, heads
from businesscase.workbook.sheets.accounts import AccountSheet
from businesscase.workbook.sheets.control import Control
from businesscase.workbook.sheets.payback import Answer, PaybackSheet
from businesscase.workbook.term import Term, added, either, total

SIGN = (3, 1)  # row and column of the sign on the first sheet
_LINE = 118


def opened(texts: Texts, sign: float) -> tuple[Page, Term]:
    """The first sheet with the sign that everything is multiplied by, which may be changed."""
    page = Page(texts("book.sheet.front"))
    page.put(SIGN[0], 0, texts("book.front.sign"), "bold")
    chosen = page.put(*SIGN, sign, "input", unlocked=True)
    page.options[SIGN] = [1.0, -1.0]
    page.put(SIGN[0] + 1, 1, texts("book.front.sign.legend"), "text")
    return page, chosen


def read_me(page: Page, result: Result, control: Control, pages: Sequence[Page], texts: Texts) -> None:
    """Purpose, keys, what was run, what is unverified, and the contents."""
    page.put(0, 0, sentences.title(result, texts), "title")
    page.put(1, 0, texts("book.front.purpose"), "note")
    both_ways = not_modelled.both_ways(result, texts)
    unverified = result.accounts.unverified if result.accounts is not None else ()
    facts: list[tuple[str, Term | str | float]] = [
        ("front.answer", sentences.verdict_sentence(result, texts)),
        *([] if both_ways is None else [("front.not_modelled", both_ways)]),
        ("front.check", control.master),
        ("front.changed", control.changed),
        ("front.price_level", float(result.scenario.time.price_year)),
        ("front.unit", texts("book.front.unit.words")),
        ("front.colours", texts("book.front.colours.words")),
        ("front.rounding", texts("book.front.rounding.words")),
        ("front.curve", texts("book.front.curve.words")),
        ("front.rerun", texts("book.front.rerun.words")),
        (
            "front.rules",
            texts("book.front.rules.now") if result.scenario.frozen is None else str(result.scenario.frozen),
        ),
        ("front.version", VERSION),
        ("front.seed", float(result.run.seed)),
        ("front.draws", float(result.run.draws)),
        ("front.engine", texts(f"engine.{result.run.engine.value}")),
        ("front.hash", resolved_hash(result.scenario)),
        *([("front.edits", edited(result, texts))] if result.run.edits is not None else []),
        (
            ("front.unverified", ", ".join(unverified) or texts("book.front.none"))
            if result.accounts is not None
            else ("front.no_accounts", texts("book.front.no_accounts.words"))
        ),
    ]
    shown = [one for one in pages if not one.hidden]
    if len(shown) < len(pages):
        facts.append(("front.short", texts("book.front.short.words")))
    row = put_facts(page, facts, texts)
    put_contents(page, row + 1, shown, texts)


def put_facts(page: Page, facts: Sequence[tuple[str, Term | str | float]], texts: Texts) -> int:
    """Facts by the key of their name below the sign; the row after them."""
    row = SIGN[0] + 2
    for key, value in facts:
        page.put(row, 0, texts(f"book.{key}"), "bold")
        page.put(row, 1, value, "wrap_wide" if isinstance(value, str) else "fact")
        row += 1
    return row


def put_contents(page: Page, row: int, pages: Sequence[Page], texts: Texts) -> None:
    """Where each sheet is, with its title; the last that stands on a first sheet."""
    page.put(row, 0, texts("book.front.contents"), "heading")
    for other in pages:
        row += 1
        page.put(row, 0, other.name, "link")
        page.links[row, 0] = other.name
        page.put(row, 1, str(other.cells[0, 0].content), "text")
    page.widths.update({0: 40, 1: 104})
    page.whole = True


def edited(result: Result, texts: Texts) -> str:
    """The workbook that numbers were read from, by its hash, and those numbers."""
    assert result.run.edits is not None
    return "; ".join([result.run.edits.sha256, *(line.strip() for line in sentences.edited(result, texts))])


def summary(
    result: Result,
    paybacks: PaybackSheet,
    accounts: AccountSheet | None,
    control: Control,
    sign: Term,
    texts: Texts,
) -> Page:
    """The answer as it was run, and the same on the central curve as it stands now.

    Net savings are as on the screen, whatever the sign of the other sheets: negative is not recouped.
    """
    page, claim = Page(texts("book.sheet.summary")), result.headline
    page.put(0, 0, sentences.title(result, texts), "title")
    page.put(1, 0, texts("book.summary.note", price_year=result.scenario.time.price_year), "note")
    row = 3
    said = filter(None, (sentences.verdict_sentence(result, texts), not_modelled.both_ways(result, texts)))
    for line in (part for one in said for part in textwrap.wrap(one, _LINE)):
        page.put(row, 0, line, "verdict")
        row += 1
    page.put(row, 0, texts("book.summary.as_run"), "note")
    row += 2
    page.put(
        row,
        0,
        texts(
            "book.summary.now",
            who=texts(f"payer.{claim.perspective.value}"),
            costs=texts(f"costs.{claim.costs.value}"),
        ),
        "heading",
    )
    best = paybacks.headline
    facts = (
        ("summary.whole", best.whole_years, "answer"), ("summary.years", best.years, "years"),
        ("summary.library", best.library, "years"), ("summary.first", best.first_years, "years"),
        ("summary.asked", float(claim.within_years), "plain"),
        ("summary.probability", claim.probability, "probability"),
        ("summary.check", control.master, "answer"), ("summary.changed", control.changed, "integer"),
    )  # fmt: skip
    for key, value, form in facts:
        row += 1
        page.put(row, 0, texts(f"book.{key}"))
        page.put(row, 1, value, form)
    row = _both_nets(page, row + 1, result, paybacks, sign, texts)
    row = _overview(page, row + 2, result, paybacks, accounts, texts)
    row = _answers(page, row + 3, result, paybacks, "payers", sign, texts)
    row = _answers(page, row + 2, result, paybacks, "costs", sign, texts)
    page.parts.append(row + 2)
    row = _claims(page, row + 2, result, texts)
    row += 2
    page.put(row, 0, texts("book.summary.left_out"), "heading")
    for line in sentences.left_out_in_full(result, texts):
        for part in textwrap.wrap(line, _LINE + 20):
            row += 1
            page.put(row, 0, part)
    page.widths.update({0: 52, **dict.fromkeys(range(1, 8), 19)})
    page.frozen = (HEAD, 0)
    return page


def _both_nets(page: Page, row: int, result: Result, paybacks: PaybackSheet, sign: Term, texts: Texts) -> int:
    """The headline's net saving at its date, on the central curve and as the mean over draws, and why they differ."""
    saved, years = result.money, texts.count("years", result.headline.within_years)
    page.put(row, 0, texts("book.summary.net_central", years=years), "wrap")
    page.put(row, 1, _saved(_until(paybacks)(paybacks.headline), sign), "saved")
    page.put(row + 1, 0, texts("book.summary.net_mean"), "wrap")
    page.put(row + 1, 1, sum(saved.by_category.values()) - saved.cost, "saved")
    page.put(row + 2, 0, texts("book.summary.net_why"), "note")
    return row + 2


def _overview(
    page: Page, row: int, result: Result, paybacks: PaybackSheet, accounts: AccountSheet | None, texts: Texts
) -> int:
    """The overview of investment proposals, by class of the accounts; where there are none, that there are none."""
    left_out = accounts is not None and accounts.unbooked
    page.put(row, 0, texts("book.summary.overview.booked" if left_out else "book.summary.overview"), "heading")
    row += 1
    if accounts is None:
        page.put(row, 0, texts("book.front.no_accounts.words"), "note")
        return row
    overview = ("proposal", "invest_service", "invest_capital", "save_service", "save_transfers", "payback_whole")
    heads(page, row, [texts(f"book.column.{key}") for key in overview], numbers_from=1)
    cost = [r for r in accounts.rows if is_cost(r.account.category)]
    other = [r for r in accounts.rows if not is_cost(r.account.category) and r.area is not Area.FINANCING]
    page.put(row + 1, 0, result.scenario.title, "wrap")
    for column, rows in enumerate(
        (
            [r for r in cost if r.area is not Area.CAPITAL], [r for r in cost if r.area is Area.CAPITAL],
            [r for r in other if r.area is Area.SERVICE], [r for r in other if r.area is not Area.SERVICE],
        ), start=1,
    ):  # fmt: skip
        page.put(row + 1, column, total([added(r.amounts.span) for r in rows]), "kroner")
    page.put(row + 1, 5, paybacks.headline.whole_years, "answer")
    return row + 1


def _answers(page: Page, row: int, result: Result, paybacks: PaybackSheet, key: str, sign: Term, texts: Texts) -> int:
    """The headline's saving and discounting: by payer, or by cost definition for the headline's payer; the last row."""
    claim, until = result.headline, _until(paybacks)
    page.put(row, 0, texts(f"book.summary.{key}"), "heading")
    row += 1
    columns = ["cost", "saved_horizon", "saved_net", "saved_date", "payback_whole", "library"]
    columns += ["chance"] if key == "payers" else []
    years = texts.count("years", claim.within_years)
    heads(page, row, [texts(f"book.column.{one}", years=years) for one in (key, *columns)], numbers_from=1)
    for answer in paybacks.answers:
        asked = answer.asked
        same = asked.costs is claim.costs if key == "payers" else asked.perspective is claim.perspective
        if not same or (asked.savings, asked.discounted) != (claim.savings, claim.discounted):
            continue
        row += 1
        gives = asked.perspective.gives and claim.perspective is not asked.perspective
        who = asked.perspective if key == "payers" else asked.costs
        page.put(row, 0, texts(f"{'payer' if key == 'payers' else key}.{who.value}"))
        net, free = added(answer.flow.span), answer.cost.equals(0)  # nothing to recoup, so no payback either
        found = (answer.cost * sign, _saved(net - answer.cost, sign), _saved(net, sign), _saved(until(answer), sign))
        for column, term in enumerate(found, start=1):
            page.put(row, column, term, "saved")
        page.put(row, 5, "–" if gives else either(free, paybacks.no_cost, answer.whole_years), "answer")
        page.put(row, 6, "–" if gives or not answer.cost.number else answer.library, "years")
        if key == "payers":
            chance = sentences.probability_within(result.paybacks.headline[asked.perspective], claim.within_years)
            page.put(row, 7, "–" if gives or chance is None else chance, "probability")
    return row


def _until(paybacks: PaybackSheet) -> Callable[[Answer], Term]:
    """What an answer has accumulated at the headline's date, which is a limit of the columns."""
    edges, date = paybacks.case.periods.edges[:-1], paybacks.case.periods.date
    last = int(sum(edge < date - 1e-9 for edge in edges)) - 1
    return lambda answer: answer.accumulated[last]


def _saved(net: Term, sign: Term) -> Term:
    """A net cost in the reader's sign as a net saving: positive is saved."""
    return -(net * sign)


def _claims(page: Page, row: int, result: Result, texts: Texts) -> int:
    """Every claim with its probability and verdict, as it was run; the last row."""
    page.put(row, 0, texts("book.summary.claims"), "heading")
    row += 1
    columns = ["column.claim", "chart.probability", "column.verdict"]
    columns += ["column.with_not_modelled", "column.without_not_modelled"] if result.scenario.not_modelled else []
    heads(page, row, [texts(f"book.{key}") for key in columns], numbers_from=1)
    for claim in result.claims:
        row += 1
        page.put(row, 0, texts.named(result.scenario.claims[claim.name].label), "wrap")
        page.put(row, 1, claim.probability, "probability")
        page.put(row, 2, sentences.verdict_word(claim, texts), "right")
        if result.scenario.not_modelled:
            page.put(row, 3, claim.with_not_modelled, "probability")
            page.put(row, 4, claim.without_not_modelled, "probability")
    row += 1
    page.put(row, 0, sentences.ranges((one.confidence for one in result.claims), texts), "note")
    declared = bool(result.scenario.not_modelled)
    for said in {not_modelled.remark(claim.probability, texts, declared=declared) for claim in result.claims} - {""}:
        row += 1
        page.put(row, 0, said.strip(), "note")
    return row
