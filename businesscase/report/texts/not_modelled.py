"""What is said of what is not modelled: with and without it, whose it is, and where nothing of it is counted."""

from __future__ import annotations

from businesscase.core.payers import Payer
from businesscase.core.vocabulary import Discrepancy, is_not_modelled
from businesscase.measures.result import Result
from businesscase.measures.rows import Purse
from businesscase.report.texts.texts import Texts

HARDLY = 5e3  # DKK, which a table shows as 0.00 mio.
_BELOW = 0.005  # a probability that is shown as below 0.01


def both_ways(result: Result, texts: Texts) -> str | None:
    """What the headline counts of what is not modelled, and its probability otherwise; None where nothing is."""
    claim = result.headline
    if claim.with_not_modelled is None or claim.without_not_modelled is None:
        return None
    counted = claim.not_modelled is Discrepancy.COUNTED
    amount = sum(saved for category, saved in result.money.by_category.items() if is_not_modelled(category))
    return texts(
        f"not_modelled.{claim.not_modelled.value}",
        amount=texts.amount(amount, 2, sign=True),
        probability=texts.probability(claim.without_not_modelled if counted else claim.with_not_modelled),
    )


def chances(result: Result, texts: Texts) -> str | None:
    """The headline's probability with and without what is not modelled; None where nothing is declared."""
    claim = result.headline
    if claim.with_not_modelled is None or claim.without_not_modelled is None:
        return None
    both = (claim.with_not_modelled, claim.without_not_modelled)
    with_it, without = map(texts.probability, both)
    return texts("not_modelled.both_ways", with_it=with_it, without=without)


def remark(probability: object, texts: Texts, *, declared: bool) -> str:
    """What a probability below 0.01 must carry where nothing outside the model is counted; else empty.

    `declared`: whether anything is.
    """
    below = isinstance(probability, float) and probability < _BELOW
    return texts("not_modelled.nothing") if below and not declared else ""


def untreated(result: Result, texts: Texts) -> str | None:
    """A word on the region's zero: no effect on treatment is in the model; None where one is, or it saves by others."""
    purse = next(each for each in result.purses if each.payer is Payer.REGION)
    if not has_no_effect(result, purse):
        return None
    said = texts("not_modelled.region")
    if abs(purse.not_modelled) >= HARDLY:
        said += texts("not_modelled.region.declared", amount=texts.amount(purse.not_modelled, 2, sign=True))
    return said


def has_no_effect(result: Result, purse: Purse) -> bool:
    """Whether a purse is the region's, and reads zero because no effect acts on what it pays for."""
    scenario = result.scenario
    paid = {
        price.clock
        for price in scenario.prices.values()
        if Payer.REGION in (scenario.financing[price.financing].shares or {})
    }
    acted_on = {level.clock for level in scenario.effects.levels.values()}
    acted_on |= {clock for goal in scenario.goals.values() for clock, _ in goal.acts_on}
    acted_on |= {ratio.clock for ratio in scenario.effects.ratios.values()}
    return purse.payer is Payer.REGION and abs(purse.modelled) < HARDLY and bool(paid) and not paid & acted_on
