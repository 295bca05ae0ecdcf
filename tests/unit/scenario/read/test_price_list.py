"""The price catalogue: every entry is sound, known figures are where they should be, and what is derived follows."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from businesscase.core.errors import ScenarioError, UsageError
from businesscase.scenario.declare.dated import parse_since
from businesscase.scenario.declare.distribution import quantile
from businesscase.scenario.declare.keys import quantities
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.read.parts import part_names
from businesscase.scenario.read.price_entry import PriceEntry
from businesscase.scenario.read.price_list import (
    dated_mapping,
    find_prices,
    price_entry,
    price_list,
    price_topics,
    read_topics,
)
from tests.loaded import loaded

ROOT = Path(__file__).parents[4]
FOLDER = ROOT / "businesscase" / "catalogue" / "prices" / "amounts"
ENTRIES = price_list()
TOPICS = (
    "activation",
    "benefits",
    "financing_shares",
    "health",
    "indices",
    "other_purses",
    "outcome_values",
    "refusion",
)
TOPICS += ("schools_and_youth", "social_measures", "staff", "tax", "wages", "young_adults")


def amount_on(entry: PriceEntry, day: date) -> Quantity:
    """The amount in force on a day: the last one that begins on or before it."""
    begun = [amount for key, amount in entry.since.items() if parse_since(key) <= day]
    if not begun:
        raise LookupError(f"the first is from {next(iter(entry.since))}")
    if entry.until is not None and day >= entry.until:
        raise LookupError(f"it ended on {entry.until}")
    return begun[-1]


def amount(name: str, day: str) -> Quantity:
    return amount_on(ENTRIES[name], parse_since(day))


# ---- the whole catalogue --------------------------------------------------------------------------------------------


def test_the_catalogue_holds_every_topic_and_what_was_collected() -> None:
    assert tuple(topic.name for topic in price_topics()) == TOPICS
    assert len(ENTRIES) >= 240
    assert sum(len(entry.since) for entry in ENTRIES.values()) >= 449


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_sound(name: str) -> None:
    """Beyond what the declarations check: names, dates that are years when they can be, grades with intervals."""
    entry = ENTRIES[name]
    assert re.fullmatch(r"[a-z0-9_]+", name)
    assert entry.label.en
    assert entry.label.da
    days = [parse_since(key) for key in entry.since]
    assert all(before < after for before, after in pairwise(days))
    assert all(not key.endswith("-01-01") for key in entry.since)
    for number in entry.since.values():
        whole = number.dimension == "share" and number.value in (0.0, 1.0)
        if number.evidence_grade in ("C", "D") and not whole:
            assert number.is_uncertain
        if number.evidence_grade == "D":
            assert not number.second_hand
        if number.url is not None:
            assert re.match(r"https?://\S+\.\S+$", number.url)
        text = f"{number.source} {number.assumption} {number.note}".lower()
        assert not re.search(r"read directly|main list|not found:|\bid\b", text), (
            "the words of the collection, not ours"
        )


@pytest.mark.parametrize("name", ENTRIES)
def test_every_amount_can_be_drawn_where_a_scenario_names_it(name: str) -> None:
    """Its value can be the mean with that interval, and a positive quantity has a low above 0."""
    for number in ENTRIES[name].since.values():
        if number.is_uncertain:
            assert number.low is not None
            assert number.low > 0 or number.dimension == "number"
            assert np.isfinite(quantile(number, np.array([-3.0, 0.0, 3.0]))).all()


def test_a_tariff_of_one_provider_says_so() -> None:
    for name, entry in ENTRIES.items():
        notes = " ".join(number.note or "" for number in entry.since.values())
        assert entry.one_provider == ("one provider's tariff" in notes), name


def test_labels_differ_within_a_topic() -> None:
    for topic in price_topics():
        for language in ("en", "da"):
            labels = [getattr(entry.label, language) for entry in topic.entries.values()]
            assert len(set(labels)) == len(labels)


def test_the_catalogue_of_prices_is_no_part_that_a_scenario_includes() -> None:
    assert not {"prices", *TOPICS} & set(part_names())


def test_the_files_are_shipped_with_the_package() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = wanted["tool"]["setuptools"]["package-data"]["businesscase"]
    files = sorted(FOLDER.glob("*.yaml"))
    assert [path.stem for path in files] == list(TOPICS)
    for path in files:
        held = path.relative_to(ROOT / "businesscase").as_posix()
        assert any(fnmatch(held, each) for each in patterns), held


# ---- what the scenarios use -----------------------------------------------------------------------------------------


def certificate(number: Quantity) -> tuple[object, ...]:
    return number.value, number.low, number.high, number.unit, number.price_year, number.source, number.assumption


@pytest.mark.parametrize("scenario", ["opgang_til_opgang", "familien_paa_vej"])
def test_what_the_scenarios_price_stands_in_the_catalogue(scenario: str) -> None:
    """Same value, interval, unit, price year and origin; what is drawn with another number repeats that number."""
    known = {certificate(number) for entry in ENTRIES.values() for number in entry.since.values()}
    values = {certificate_[:5] for certificate_ in known}
    priced = {
        key: number
        for key, number in quantities(loaded(ROOT / "scenarios" / f"{scenario}.yaml")).items()
        if key.split(".")[0] in ("prices", "levies", "contributions", "indices", "financing", "discounting")
        or key.startswith(("programme.displaced", "programme.steady_state"))
    }
    assert len(priced) > 50
    for key, number in priced.items():
        if number.draws_with is None:
            assert certificate(number) in known, key
        else:
            assert certificate(number)[:5] in values, key


# ---- known figures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day", "value", "grade"),
    [
        ("kontanthjaelp_provider", "2023", 15874, "A"),
        ("kontanthjaelp_provider", "2025-06-30", 16972, "C"),
        ("kontanthjaelp_non_provider", "2024", 12326, "A"),
        ("foertidspension_single", "2024", 20370, "A"),
        ("foertidspension_couple", "2023", 16778, "A"),
        ("dagpenge_maximum", "2025", 21092, "A"),
        ("ny_kontanthjaelp_child_supplement", "2025-07-01", 2784, "A"),
        ("ny_kontanthjaelp_forhoejet_sats", "2025-12-31", 12770, "D"),
        ("sho_ydelse_non_provider", "2023", 6350, "C"),
        ("employment_effort", "2022", 31991, "B"),
        ("placement_average", "2024", 899000, "C"),
        ("residential_care", "2019", 1160000, "B"),
        ("supportive_measures_stock", "2021", 136000, "C"),
        ("central_refusion_25_percent", "2020", 830000, "A"),
        ("central_refusion_50_percent", "2022-07-01", 1680000, "A"),
        ("central_refusion_75_percent", "2024", 2251000, "D"),
        ("municipal_tax_aarhus", "2020", 0.244, "A"),
        ("municipal_tax_aarhus", "2023", 0.2452, "B"),
        ("municipal_tax_jammerbugt", "2018", 0.257, "B"),
        ("kl_pl", "2023", 0.026, "A"),
        ("state_refusion_weeks_53_on", "2020", 0.2, "A"),
    ],
)
def test_a_known_figure(name: str, day: str, value: float, grade: str) -> None:
    found = amount(name, day)
    assert (found.value, found.evidence_grade) == (value, grade)


@pytest.mark.parametrize("name", ["kontanthjaelp_provider", "kontanthjaelp_non_provider", "foertidspension_single"])
@pytest.mark.parametrize("year", range(2019, 2026))
def test_published_rates_follow_satsregulering(name: str, year: int) -> None:
    """Each year's rate is last year's times the growth, within rounding of the rate and of the percentage."""
    before, after = amount(name, str(year - 1)).value, amount(name, str(year)).value
    assert after / before - 1 == pytest.approx(amount("satsregulering", str(year)).value, abs=5e-4)


def test_the_chain_of_2022_to_2023_gives_the_published_rate() -> None:
    grown = amount("kontanthjaelp_provider", "2022").value * (1 + amount("satsregulering", "2023").value)
    assert grown == pytest.approx(amount("kontanthjaelp_provider", "2023").value, rel=5e-4)


def test_the_index_of_services_gives_the_foster_fee_that_follows_it() -> None:
    fee = amount("foster_fee_unit", "2017").value
    for year in range(2018, 2024):
        fee *= 1 + amount("kl_pl", str(year)).value
    assert fee == pytest.approx(amount("foster_fee_unit", "2023").value, rel=1e-3)


def test_thresholds_rise_with_the_step_and_with_the_year() -> None:
    quarter, half, most = (ENTRIES[f"central_refusion_{step}_percent"] for step in (25, 50, 75))
    for year in range(2018, 2027):
        day = date(year, 1, 1)
        assert amount_on(quarter, day).value < amount_on(half, day).value
        if year > 2018:
            assert amount_on(quarter, date(year - 1, 1, 1)).value < amount_on(quarter, day).value
    assert all(
        amount_on(half, date(year, 1, 1)).value < amount_on(most, date(year, 1, 1)).value for year in range(2021, 2027)
    )
    with pytest.raises(LookupError, match="the first is from 2021"):
        amount_on(most, date(2020, 12, 31))


def test_the_long_term_series_joins_the_old_rate_and_the_new_one() -> None:
    for year in range(2018, 2026):
        joined = amount("kontanthjaelp_long_term_provider", str(year))
        assert certificate(joined) == certificate(amount("kontanthjaelp_provider", str(year)))
    for day in ("2025-07-01", "2026"):
        parts = [amount(f"ny_kontanthjaelp_{part}", day).value for part in ("forhoejet_sats", "child_supplement")]
        assert amount("kontanthjaelp_long_term_provider", day).value == sum(parts)
        alone = sum(parts) + amount("ny_kontanthjaelp_lone_provider_supplement", day).value
        assert amount("kontanthjaelp_long_term_lone_provider", day).value == alone


def test_the_composed_series_reach_back_to_where_scenarios_start() -> None:
    for name in ("kontanthjaelp_long_term_provider", "ledighedsydelse_long_term", "fleksloentilskud_average"):
        assert parse_since(next(iter(ENTRIES[name].since))) <= date(2018, 1, 1)


@pytest.mark.parametrize("year", range(2018, 2027))
def test_ledighedsydelse_is_weighed_alike_in_every_year(year: int) -> None:
    weighed = amount("ledighedsydelse_long_term", str(year))
    assert weighed.low is not None
    assert weighed.high is not None
    assert (weighed.value - weighed.low) / (weighed.high - weighed.low) == pytest.approx(0.372, abs=0.005)


@pytest.mark.parametrize("year", [2018, 2019, 2020, 2021, 2024, 2025, 2026])
def test_fleksloentilskud_is_carried_by_satsregulering(year: int) -> None:
    anchor = 2022 if year < 2022 else 2023
    carried = amount("fleksloentilskud_average", str(anchor)).value
    for step in range(min(year, anchor) + 1, max(year, anchor) + 1):
        growth = 1 + amount("satsregulering", str(step)).value
        carried = carried * growth if year > anchor else carried / growth
    assert amount("fleksloentilskud_average", str(year)).value == pytest.approx(carried, abs=10)


# ---- worked examples ------------------------------------------------------------------------------------------------


def refunded(case: float, day: str) -> float:
    """What the state refunds of a case a year: 25, 50 and 75 % of the parts above the thresholds."""
    limits = [amount(f"central_refusion_{step}_percent", day).value for step in (25, 50, 75)]
    return sum(0.25 * max(0.0, case - limit) for limit in limits)


def test_three_siblings_in_residential_care_in_2024() -> None:
    """Pooled: a quarter of 871,000, half of 467,000 and three quarters of 1,676,000; alone: a quarter of 396,000."""
    each = amount("residential_care", "2024").value
    pooled = 0.25 * 871_000 + 0.5 * 467_000 + 0.75 * 1_676_000
    assert refunded(3 * each, "2024") == pytest.approx(pooled) == pytest.approx(1_708_250)
    assert refunded(3 * each, "2024") / (3 * each) == pytest.approx(0.435, abs=0.001)
    assert refunded(each, "2024") == pytest.approx(99_000)


def test_the_month_of_a_recipient_above_a_year_in_2024() -> None:
    """16,382 after 52 weeks at a tax of 24.5 %: 10,107 of it stays with the municipality, 1,806 with the state."""
    rate, state = amount("kontanthjaelp_provider", "2024").value, amount("state_refusion_weeks_53_on", "2024").value
    taxed = rate - amount("personfradrag", "2024").value / 12
    assert (1 - state) * rate - 0.245 * taxed == pytest.approx(13_106 - 2_999, abs=1)
    assert state * rate - amount("bundskat", "2024").value * taxed == pytest.approx(3_276 - 1_470, abs=1)
    pension = amount("foertidspension_single", "2024").value
    assert (1 - state) * (pension - rate) == pytest.approx(3_190, abs=1)


def test_what_is_left_of_a_krone_of_wage_in_2025() -> None:
    """Below the ceiling, at 24.5 %: 19.5 to the municipality, 19.0 to the state, 16.7 from a lone parent."""
    am, bottom = amount("am_bidrag", "2025").value, amount("bundskat", "2025").value
    allowance = amount("beskaeftigelsesfradrag", "2025").value
    lone = amount("beskaeftigelsesfradrag_lone_parent", "2025").value
    assert 0.245 * (1 - am - allowance) == pytest.approx(0.195, abs=5e-4)
    assert 0.245 * (1 - am - allowance - lone) == pytest.approx(0.167, abs=5e-4)
    assert am + (1 - am) * bottom == pytest.approx(0.190, abs=5e-4)


# ---- reading --------------------------------------------------------------------------------------------------------


def test_amounts_begin_on_their_day_and_end_with_the_entry() -> None:
    entry = ENTRIES["kontanthjaelp_long_term_provider"]
    assert amount_on(entry, date(2025, 6, 30)).value == 16972
    assert amount_on(entry, date(2025, 7, 1)).value == 15554
    assert amount_on(entry, date(2030, 1, 1)) is entry.latest[1]
    ended = ENTRIES["kontanthjaelp_provider"]
    assert amount_on(ended, date(2025, 6, 30)).value == 16972
    with pytest.raises(LookupError, match="it ended on 2025-07-01"):
        amount_on(ended, date(2025, 7, 1))


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("kontanthjaelp_provider", "kontanthjaelp_provider"),
        ("FØRTIDSPENSION", "foertidspension_single"),
        ("foertidspension, enlig", "foertidspension_single"),
        ("Plejefamilie skaleret", "foster_care_scaled"),
        ("seniorfolk", "foertidspension_couple"),
        ("krisecenter", "krisecenter_109_state"),
    ],
)
def test_finding_by_name_label_and_source(word: str, name: str) -> None:
    found = find_prices(word)
    assert name in found
    assert len(found) < len(ENTRIES)


def test_nothing_found_names_what_is_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean: kontanthjaelp_provider"):
        find_prices("kontanthjælp_provder")
    with pytest.raises(UsageError, match="businesscase prices lists them all"):
        find_prices("zzzz")


@pytest.mark.parametrize("name", ["kontanthjaelp_provider", "wage_fleksjob", "municipal_tax_aarhus", "kl_pl"])
def test_a_mapping_for_a_scenario_keeps_where_it_stands(name: str) -> None:
    data, source = dated_mapping(name)
    entry = price_entry(name)
    text = (FOLDER / Path(source.name).name).read_text(encoding="utf-8").splitlines()
    single = len(entry.since) == 1 and entry.until is None
    assert ("since" in data) == (not single)
    assert data.get("until") == entry.until
    for key, number in entry.since.items():
        path = ("value",) if single else ("since", key, "value")
        place = source.places[path]
        assert str(place.text) in text[place.line - 1][place.column - 1 :]
        assert float(place.text) == number.value
    assert source.from_catalogue


def test_every_entry_can_be_cut_out() -> None:
    for name, entry in ENTRIES.items():
        assert f"{price_entry(name).since}" == f"{entry.since}"


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(ScenarioError, match="did you mean: wage_fleksjob"):
        dated_mapping("wage_flexjob")


VALID = """\
prices:
  lunch:
    label: {en: Lunch, da: Frokost}
    index: services
    since:
      2018: {value: 30, unit: DKK, price_year: 2018, grade: A, source: a menu}
      2025-07-01: {value: 40, low: 35, high: 45, unit: DKK, price_year: 2025, assumption: a guess}
"""


def test_a_valid_file() -> None:
    (topic,) = read_topics({"food": VALID})
    entry = topic.entries["lunch"]
    assert isinstance(entry, PriceEntry)
    assert amount_on(entry, date(2025, 7, 1)).value == 40


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ("grade: A, ", "", ("a source needs its grade",), 6),
        (", price_year: 2018", "", ("needs its price_year",), 6),
        ("low: 35, high: 45, ", "", ("needs low and high",), 7),
        ("unit: DKK, price_year: 2018", "unit: kroner", ("unknown unit 'kroner'",), 6),
        ("2018: {", "2026: {", ("does not come after", "rising dates"), 2),
        ("2018: {", "last_year: {", ("'last_year' is no date", "2025-07-01"), 6),
        ("index: services", "index: service", ("'service' cannot stand here", "did you mean: services?"), 4),
        ("index: services", "until: 2020-01-01", ("until is 2020-01-01",), 2),
        ("index: services", "payer: munipality_pays", ("did you mean: municipality_pays?",), 4),
        ("index: services", "refusion: central", ("no yearly_refusion rule 'central'", "central_refusion"), 4),
        ("index: services", "untill: 2030-01-01", ("unknown key 'untill'", "did you mean: until?"), 4),
        (", source: a menu", ", source: a menu, draws_with: x", ("draws_with in 2018",), 2),
        (
            "source: a menu",
            "source: a menu, second_hand: yes",
            ("'second_hand' must be true or false",),
            6,
        ),
        ("assumption: a guess", "assumption: a guess, second_hand: true", ("second_hand is said of a source",), 7),
        ("unit: DKK, price_year: 2018", "unit: share", ("measure different things",), 2),
        ("value: 30", "value: 1.000", ("did you mean 1000?",), 6),
    ],
)
def test_a_broken_file_says_where_and_why(old: str, new: str, words: tuple[str, ...], line: int) -> None:
    assert VALID.count(old) == 1
    with pytest.raises(ScenarioError) as caught:
        read_topics({"food": VALID.replace(old, new)})
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("catalogue/prices/amounts/food.yaml", line)
    for word in words:
        assert word in str(fault)


def test_faults_of_all_files_come_at_once_and_names_stand_once() -> None:
    broken = VALID.replace("index: services", "index: service")
    with pytest.raises(ScenarioError) as caught:
        read_topics({"breakfast": broken, "food": VALID, "meals": VALID})
    first, second = caught.value.faults
    assert first.file == "catalogue/prices/amounts/breakfast.yaml"
    assert second.file == "catalogue/prices/amounts/meals.yaml"
    assert "stands in 'food' too" in second.message
