"""Own records: conjugate updates against closed forms, and what may not be updated refused by its name."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from businesscase.core.errors import ScenarioError
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.report.terminal.explained import check_lines
from businesscase.report.texts.texts import DANISH, ENGLISH
from businesscase.scenario import Scenario, as_scenario, from_yaml, load_scenario, quantities, to_yaml
from businesscase.scenario.declare.distribution import mean_and_variance
from businesscase.scenario.declare.quantity import Quantity
from businesscase.scenario.explain.own_records import other_durations, updates
from businesscase.scenario.load.conjugate import hazard_of, posterior_rate
from businesscase.scenario.read.reading import read_yaml
from tests.loaded import loaded

ROOT = Path(__file__).parents[4]
INVENTED = ROOT / "tests" / "invented_municipality.yaml"
STARTER = ROOT / "businesscase" / "scenario" / "explain" / "starter.yaml"
MOVES = "clocks.public_benefit.transitions."
PENSION = f"{MOVES}on_benefit -> pension.exponential.rate"
MANY = 1_000_000
RECORD = {"clock": "public_benefit", "move": "on_benefit -> pension", "source": "our own system, 2022-2024"}

# move, what else a record of it must say -> key of the number, and the hazard of its declaration at that time
LAWS: list[tuple[str, dict[str, Any], str]] = [
    ("on_benefit -> pension", {}, "exponential.rate"),
    ("on_benefit -> supported_job", {}, "exponential.probability"),
    ("supported_job -> on_benefit", {}, "exponential.mean_duration"),
    ("on_benefit -> job", {"duration": "5 years"}, "weibull.probability"),
    ("job -> on_benefit", {"band": "12 months"}, "bands.12 months"),
]


def scenario(moves: dict[str, Any] | None = None, stocks: dict[str, Any] | None = None, **more: Any) -> Scenario:
    data = read_yaml(INVENTED).data
    return as_scenario({**data, "own_records": {"moves": moves or {}, "stocks": stocks or {}, **more}})


def hazard(found: Scenario, clock: str, move: str, band: str | None, duration: float | None) -> float:
    """The hazard of a transition as declared, at the time of a record."""
    transition = found.clocks[clock].transitions[move]
    part, law = hazard_of(transition, band, duration)
    number = quantities(found)[f"clocks.{clock}.transitions.{move}.{part}"]
    return law.level * float(law.of(np.array([number.canonical]))[0])


@pytest.mark.parametrize(("move", "more", "part"), LAWS)
def test_a_record_of_a_million_persons_moves_the_hazard_to_its_rate(move: str, more: dict[str, Any], part: str) -> None:
    record = {**RECORD, "move": move, **more, "count": 0.123 * MANY, "person_years": MANY}
    found = scenario({"many": record})
    duration = 5.0 if "duration" in more else None
    assert hazard(found, "public_benefit", move, more.get("band"), duration) == pytest.approx(0.123, rel=5e-3)
    number = quantities(found)[f"{MOVES}{move}.{part}"]
    assert number.low is not None
    assert number.high is not None
    assert (number.high - number.low) / number.value < 0.01


def test_a_gompertz_law_is_scaled_as_a_whole() -> None:
    record = {"clock": "placement", "move": "placed -> at_home", "duration": "2 years", "source": "ours"}
    found = scenario({"many": {**record, "count": 0.3 * MANY, "days": 365 * MANY}})
    law = found.clocks["placement"].transitions["placed -> at_home"].gompertz
    assert law is not None
    assert law.rate.canonical * math.exp(2 * law.slope.canonical) == pytest.approx(0.3, rel=5e-3)
    assert law.slope == loaded(INVENTED).clocks["placement"].transitions["placed -> at_home"].gompertz.slope  # type: ignore[union-attr]


@pytest.mark.parametrize(("move", "more", "part"), LAWS)
def test_a_record_of_nobody_leaves_every_number_to_the_last_digit(move: str, more: dict[str, Any], part: str) -> None:
    found = scenario({"none": {**RECORD, "move": move, **more, "count": 0, "person_years": 0}})
    assert quantities(found) == quantities(loaded(INVENTED))
    assert f"{MOVES}{move}.{part}" in quantities(found)
    assert updates(found) == ()
    of_nobody = {"clock": "public_benefit", "state": "job", "persons": 0, "of": 0, "source": "ours"}
    assert quantities(scenario(stocks={"none": of_nobody})) == quantities(loaded(INVENTED))


def test_the_posterior_of_a_rate_is_the_gamma_of_the_closed_form() -> None:
    prior = quantities(loaded(INVENTED))[PENSION]
    mean, variance = mean_and_variance(prior)
    shape, rate = mean**2 / variance + 12, mean / variance + 200
    exact = stats.gamma(shape, scale=1 / rate)
    number = quantities(scenario({"ours": {**RECORD, "count": 12, "person_years": 200}}))[PENSION]
    found = (number.value, number.low, number.high)
    assert found == pytest.approx((shape / rate, exact.ppf(0.05), exact.ppf(0.95)), rel=1e-9)
    assert number.evidence_grade == "C"
    assert (number.source or "").startswith("own records (ours): our own system")
    for part in ("12 in 200 person-years", "0.04 (0.02 to 0.06)", "invented"):
        assert part in (number.note or "")


def test_moments_of_a_lognormal_prior_are_those_of_the_formula() -> None:
    sd, median = 0.4, 0.05
    low, high = (median * math.exp(sign * 1.6448536269514722 * sd) for sign in (-1, 1))
    mean = median * math.exp(sd**2 / 2)
    prior = Quantity(value=mean, low=low, high=high, unit="per year", assumption="x")
    assert mean_and_variance(prior) == pytest.approx((mean, mean**2 * math.expm1(sd**2)), rel=1e-6)


@pytest.mark.parametrize("count", [0, 1, 7, 400])
def test_the_number_that_is_drawn_is_the_posterior(count: int) -> None:
    draws = 20_000
    found = scenario({"ours": {**RECORD, "count": count, "person_years": 150}})
    drawn = draw_inputs(found, draws=draws, seed=7)[PENSION]
    mean, variance = mean_and_variance(quantities(loaded(INVENTED))[PENSION])
    exact = stats.gamma(mean**2 / variance + count, scale=1 / (mean / variance + 150))
    assert abs(drawn.mean() - exact.mean()) < 4 * exact.std() / math.sqrt(draws)
    for share in (0.05, 0.95):
        error = math.sqrt(share * (1 - share) / draws)
        assert abs(np.mean(drawn < exact.ppf(share)) - share) < 4 * error


def test_records_of_several_years_count_as_one() -> None:
    years = {f"year {year}": {**RECORD, "count": 4, "person_years": 50} for year in range(3)}
    three, one = scenario(years), scenario({"all": {**RECORD, "count": 12, "person_years": 150}})
    assert quantities(three)[PENSION].value == pytest.approx(quantities(one)[PENSION].value, rel=1e-12)
    (update,) = updates(three)
    assert (update.count, update.of, update.records) == (12, 150, tuple(years))


@pytest.mark.parametrize(
    ("exposure", "years"),
    [
        ({"person_years": 30}, 30),
        ({"days": 365 * 4}, 4),
        ({"persons": 10, "years": 3}, 30),
        ({"starters": 10, "years": 3}, 27),  # two left, on average halfway
    ],
)
def test_exposure_is_told_in_four_ways(exposure: dict[str, Any], years: float) -> None:
    (update,) = updates(scenario({"ours": {**RECORD, "count": 2, **exposure}}))
    assert update.of == pytest.approx(years)


def test_a_design_effect_makes_a_count_tell_less() -> None:
    whole = {**RECORD, "count": 12, "person_years": 200}
    half = quantities(scenario({"ours": {**whole, "count": 6, "person_years": 100}}))[PENSION]
    found = quantities(scenario({"ours": {**whole, "design_effect": 2.0}}))[PENSION]
    assert (found.value, found.low) == pytest.approx((half.value, half.low))


def test_a_transformed_number_is_the_posterior_of_the_hazard() -> None:
    prior = quantities(loaded(INVENTED))[f"{MOVES}supported_job -> on_benefit.exponential.mean_duration"]
    transition = loaded(INVENTED).clocks["public_benefit"].transitions["supported_job -> on_benefit"]
    _, law = hazard_of(transition, None, None)
    mean, variance = mean_and_variance(prior, lambda years: 1 / years)
    shape, rate = mean**2 / variance + 5, mean / variance + 20
    value, low, high = posterior_rate(prior, law, 5, 20)
    exact = stats.gamma(shape, scale=1 / rate)
    assert value == pytest.approx(rate / (shape - 1), rel=1e-4)
    assert (low, high) == pytest.approx((1 / exact.ppf(0.95), 1 / exact.ppf(0.05)))


def test_a_stock_updates_the_share_by_the_beta_of_the_closed_form() -> None:
    key = "clocks.public_benefit.start.job.share"
    prior = quantities(loaded(INVENTED))[key]
    mean, variance = mean_and_variance(prior)
    both = mean * (1 - mean) / variance - 1
    exact = stats.beta(mean * both + 3, (1 - mean) * both + 37)
    stock = {"clock": "public_benefit", "state": "job", "persons": 3, "of": 40, "source": "ours"}
    number = quantities(scenario(stocks={"ours": stock}))[key]
    found = (number.value, number.low, number.high)
    assert found == pytest.approx((exact.mean(), exact.ppf(0.05), exact.ppf(0.95)), rel=1e-9)


def test_a_large_stock_by_duration_moves_the_time_so_far_to_its_mean() -> None:
    sd = math.sqrt(math.log1p((3 / 7) ** 2))
    law = stats.lognorm(sd, scale=7 * math.exp(-(sd**2) / 2))
    limits = [0, 2, 4, 6, 8, 12]
    shares = np.diff([*law.cdf(limits), 1.0])
    counts = {f"{limit} years": float(round(share * MANY)) for limit, share in zip(limits, shares, strict=True)}
    persons = sum(counts.values())
    stock = {"clock": "public_benefit", "state": "on_benefit", "persons": persons, "of": persons, "source": "ours"}
    found = scenario(stocks={"ours": {**stock, "by_duration": counts}})
    elapsed = found.clocks["public_benefit"].start["on_benefit"].elapsed
    assert elapsed is not None
    assert elapsed.mean.value == pytest.approx(7, rel=0.01)
    assert elapsed.spread == loaded(INVENTED).clocks["public_benefit"].start["on_benefit"].elapsed.spread  # type: ignore[union-attr]
    data = read_yaml(INVENTED).data
    spread = {"value": 2, "low": 1, "high": 4, "unit": "years", "assumption": "invented"}
    data["clocks"]["public_benefit"]["start"]["on_benefit"]["elapsed"]["spread"] = spread
    both = as_scenario({**data, "own_records": {"stocks": {"ours": {**stock, "by_duration": counts}}}})
    elapsed = both.clocks["public_benefit"].start["on_benefit"].elapsed
    assert elapsed is not None
    assert (elapsed.mean.value, elapsed.spread.value) == pytest.approx((7, 3), rel=0.01)


def test_an_updated_scenario_can_be_written_read_and_changed() -> None:
    found = scenario({"ours": {**RECORD, "count": 12, "person_years": 200}})
    again = from_yaml(to_yaml(found))
    assert again == found
    assert quantities(again)[PENSION] == quantities(found)[PENSION]
    more = found.with_values({"own_records.moves.ours.count": 24})
    assert quantities(more) == quantities(scenario({"ours": {**RECORD, "count": 24, "person_years": 200}}))
    without = found.with_values({"own_records.moves.ours": None})
    assert quantities(without) == quantities(loaded(INVENTED))
    held = found.with_values({PENSION: 0.5})
    assert quantities(held)[PENSION].value == 0.5
    assert updates(held) == ()
    other = found.with_values({"time.horizon_years": 11})
    assert quantities(other)[PENSION] == quantities(found)[PENSION]


def test_the_place_of_an_updated_number_is_that_of_the_record(tmp_path: Path) -> None:
    text = INVENTED.read_text(encoding="utf-8")
    own = (
        "own_records:\n  moves:\n    ours:\n      clock: public_benefit\n      move: on_benefit -> pension\n"
        "      count: 12\n      person_years: 200\n      source: ours\n"
    )
    file = tmp_path / "mine.yaml"
    file.write_text(text + own, encoding="utf-8")
    place = load_scenario(file).provenance.place(("clocks", *PENSION.split(".")[1:]))
    assert place is not None
    assert place.key_line == (text + own)[: (text + own).index("    ours:")].count("\n") + 1


# ---- a file of counts -----------------------------------------------------------------------------------------------

HEAD = "name;clock;move;band;duration;count;person_years;starters;years;state;since;persons;of;source"
ROWS = [
    "pensions;public_benefit;on_benefit -> pension;;;12;200,5;;;;;;;2022-2024",
    "jobs;public_benefit;on_benefit -> job;;5 years;9;;80;1;;;;;2024",
    "who;public_benefit;;;;;;;;on_benefit;0 years;10;40;2024",
    "who;public_benefit;;;;;;;;on_benefit;4 years;20;40;2024",
    "at work;public_benefit;;;;;;;;job;;3;40;2024",
]


def with_file(tmp_path: Path, content: str, **more: Any) -> Scenario:
    (tmp_path / "counts.csv").write_text(content, encoding="utf-8")
    text = INVENTED.read_text(encoding="utf-8") + "own_records: {file: counts.csv}\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    return load_scenario(tmp_path / "mine.yaml").with_values(more) if more else load_scenario(tmp_path / "mine.yaml")


def test_a_file_of_counts_is_the_same_as_writing_them(tmp_path: Path) -> None:
    found = with_file(tmp_path, "\n".join([HEAD, *ROWS]))
    job = {**RECORD, "move": "on_benefit -> job", "duration": "5 years", "count": 9, "starters": 80, "years": 1}
    stock = {"clock": "public_benefit", "of": 40, "source": "2024"}
    there = {"0 years": 10, "4 years": 20}
    written = scenario(
        {"pensions": {**RECORD, "count": 12, "person_years": 200.5, "source": "2022-2024"}, "jobs": job},
        {
            "who": {**stock, "state": "on_benefit", "persons": 30, "by_duration": there},
            "at work": {**stock, "state": "job", "persons": 3},
        },
    )
    numbers, other = quantities(found), quantities(written)
    assert {key: each.value for key, each in numbers.items()} == {key: each.value for key, each in other.items()}
    assert len(updates(found)) == 4
    assert from_yaml(to_yaml(found)) == found
    assert found.with_values({"time.horizon_years": 11}).own_records == found.own_records


@pytest.mark.parametrize(
    ("content", "words", "line"),
    [
        ("", ("holds no counts", "ingen antal"), None),
        (HEAD.replace("count", "cuont") + "\n" + ROWS[0], ("unknown column 'cuont'", "ukendt kolonne"), 1),
        (HEAD.replace("band", "move") + "\n" + ROWS[0], ("stands twice", "to gange"), 1),
        (HEAD + "\n" + ROWS[0].replace("12", "a dozen"), ("'count' is not a number", "ikke et tal"), 2),
        (HEAD + "\n" + ROWS[0] + ";;;9", ("17 cells", "17 celler"), 2),
        (HEAD + "\n" + ROWS[4].replace("job", ""), ("a move or a stock", "en overgang eller en bestand"), 2),
        (HEAD + "\n" + ROWS[0] + "\n" + ROWS[0], ("already", "allerede"), 3),
        (HEAD + '\n"' + ROWS[0], ("not a CSV", "ikke en CSV"), None),
        (HEAD + "\n" + ROWS[0].replace("pension;", "pensoin;"), ("has no move", "ingen overgang"), 2),
        (HEAD + "\n" + ROWS[0] + " 0102" + "701234", ("CPR", "CPR"), 2),
    ],
)
def test_a_broken_file_is_refused_with_its_line(
    tmp_path: Path, content: str, words: tuple[str, str], line: int | None
) -> None:
    with pytest.raises(ScenarioError) as caught:
        with_file(tmp_path, content)
    for language, part in zip(("en", "da"), words, strict=True):
        assert part in caught.value.said(language)
    assert caught.value.faults[0].line == line
    assert caught.value.faults[0].file.endswith("counts.csv")


@pytest.mark.parametrize("name", ["other.csv", "counts.xlsx"])
def test_a_file_that_is_not_there_or_a_workbook_is_refused(tmp_path: Path, name: str) -> None:
    text = INVENTED.read_text(encoding="utf-8") + f"own_records: {{file: {name}}}\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"own_records\.file"):
        load_scenario(tmp_path / "mine.yaml")


# ---- what cannot be updated -----------------------------------------------------------------------------------------

OURS: dict[str, Any] = {**RECORD, "count": 12, "person_years": 200}
STOCK: dict[str, Any] = {"clock": "public_benefit", "state": "job", "persons": 3, "of": 40, "source": "ours"}
WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("moves", {**OURS, "clock": "publik_benefit"}, "there is no clock 'publik_benefit'", "mente du: public_benefit?"),
    ("moves", {**OURS, "move": "on_benefit -> pensoin"}, "has no move", "mente du: on_benefit -> pension?"),
    ("moves", {**OURS, "move": "a.b"}, "has no move", "ingen overgang"),
    ("moves", {**OURS, "move": "job -> on_benefit"}, "which one was counted?", "hvilket er talt?"),
    ("moves", {**OURS, "move": "job -> on_benefit", "band": "3 months"}, "no such band", "ikke dette bånd"),
    ("moves", {**OURS, "band": "0 months"}, "has no bands", "har ingen bånd"),
    ("moves", {**OURS, "move": "on_benefit -> job"}, "how long had those counted been", "hvor længe"),
    ("moves", {**OURS, "days": 5}, "exactly one of person_years", ""),
    ("moves", {**OURS, "years": 5}, "years go with persons or starters", ""),
    ("moves", {**OURS, "person_years": 0}, "of nobody", ""),
    ("moves", {**RECORD, "count": 12, "starters": 10, "years": 1}, "more moved than began", ""),
    ("moves", {**OURS, "count": -1}, "'count'", "mindst 0"),
    ("stocks", {**STOCK, "state": "jbo"}, "nobody starts in the state", "mente du: job?"),
    ("stocks", {**STOCK, "clock": "x"}, "there is no clock 'x'", "der er intet forløb"),
    ("stocks", {**STOCK, "state": "on_benefit"}, "rest of its mix", "resten af fordelingen"),
    ("stocks", {**STOCK, "persons": 41}, "more than all", ""),
    ("stocks", {**STOCK, "by_duration": {"0 years": 1, "2 years": 2}}, "no elapsed time", "ingen forløben tid"),
    ("stocks", {**STOCK, "by_duration": {"0 years": 1}}, "adds up to 1", ""),
    ("stocks", {**STOCK, "state": "on_benefit", "by_duration": {"1 years": 1, "2 years": 2}}, "rising", "stigende"),
    ("stocks", {**STOCK, "clock": "placement", "state": "placed"}, "has no interval", "intet interval"),
]


@pytest.mark.parametrize(("kind", "record", "english", "danish"), WRONG)
def test_what_cannot_be_updated_is_refused_by_its_name(
    kind: str, record: dict[str, Any], english: str, danish: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario(**{kind: {"ours": record}})
    assert english in caught.value.said("en")
    assert danish in caught.value.said("da")
    assert f"own_records.{kind}.ours" in caught.value.said("en")


def test_all_of_them_are_told_at_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario({"one": {**OURS, "clock": "x"}, "two": {**OURS, "move": "job -> on_benefit"}}, {"three": WRONG[-1][1]})
    assert len(caught.value.faults) >= 2


def test_two_stocks_by_duration_of_one_state_are_refused() -> None:
    stock = {**STOCK, "state": "on_benefit", "by_duration": {"0 years": 1, "2 years": 2}}
    with pytest.raises(ScenarioError, match="already"):
        scenario(stocks={"one": stock, "two": stock})


def test_priors_are_the_librarys_to_set(tmp_path: Path) -> None:
    own = "own_records: {priors: [{key: a, number: {value: 1}}]}\n"
    (tmp_path / "mine.yaml").write_text(INVENTED.read_text(encoding="utf-8") + own, encoding="utf-8")
    with pytest.raises(ScenarioError, match="the library sets it"):
        load_scenario(tmp_path / "mine.yaml")


# ---- what is said ---------------------------------------------------------------------------------------------------


def test_check_shows_prior_data_and_posterior_in_both_languages() -> None:
    found = scenario({"ours": OURS})
    lines = " ".join(" ".join(check_lines(found, "mine.yaml", ENGLISH)).split())
    assert "on benefit → disability pension: before 0.04 (0.02–0.06); 12 in 200 person-years; now 0.0486" in lines
    assert "12 på 200 personår; nu 0,0486" in " ".join(" ".join(check_lines(found, "mine.yaml", DANISH)).split())
    assert "own records" not in "\n".join(check_lines(loaded(INVENTED), "mine.yaml", ENGLISH))


def test_a_number_that_shared_the_draw_is_told_of() -> None:
    record = {**RECORD, "move": "job -> on_benefit", "band": "0 months", "count": 12, "person_years": 20}
    found = scenario({"ours": record})
    assert updates(found)[0].followers == (f"{MOVES}job -> on_benefit.bands.12 months",)
    assert "has no counts of its own" in "\n".join(check_lines(found, "mine.yaml", ENGLISH)).replace(
        "\n" + " " * 13, " "
    )


def test_a_duration_at_start_other_than_that_of_the_hazards_is_told_of() -> None:
    starter = loaded(STARTER)
    (told,) = other_durations(starter)
    assert (told.state, told.years, told.stated, told.moves) == ("kontanthjaelp", 6, 9, ("kontanthjaelp -> job",))
    assert "kontanthjaelp -> foertidspension" in told.constant
    for texts, word in ((ENGLISH, "notice"), (DANISH, "bemærk")):
        lines = list(check_lines(starter, "mine.yaml", texts))
        assert any(line.strip().startswith(word) for line in lines)
    key = "clocks.public_benefit.start.kontanthjaelp.elapsed.mean"
    nine = {"value": 9, "low": 7, "high": 11, "unit": "years", "assumption": "as the catalogue"}
    assert list(other_durations(starter.with_values({key: nine}))) == []
    record = {"clock": "public_benefit", "move": "kontanthjaelp -> job", "duration": "6 years", "source": "ours"}
    counted = {"own_records": {"moves": {"ours": {**record, "count": 9, "person_years": 100}}}}
    assert list(other_durations(starter.with_values(counted))) == []


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_hazard_of_a_real_scenario_can_be_updated(path: Path) -> None:
    """By a small and a large count; what is known without an interval is refused by its key."""
    found = load_scenario(path)
    for count, years in ((0, 40), (3, 100), (5_000, 100_000)):
        moves = {}
        for name, clock in found.clocks.items():
            for move, transition in clock.transitions.items():
                for band in transition.bands or [None]:
                    changes = transition.weibull is not None or transition.gompertz is not None
                    if any(number.is_uncertain for number in _level(transition, band)):
                        moves[f"{name} {move} {band}"] = {
                            "clock": name, "move": move, "count": count, "person_years": years, "source": "ours",
                            **({"band": band} if band else {}), **({"duration": "6 years"} if changes else {}),
                        }  # fmt: skip
        assert len(updates(found.with_values({"own_records": {"moves": moves}}))) == len(moves)


def _level(transition: Any, band: str | None) -> list[Quantity]:
    part, _ = hazard_of(transition, band, 6.0)
    kind, field = part.split(".", 1)
    law = getattr(transition, kind)
    return [law[field] if kind == "bands" else getattr(law, field)]


def test_the_table_and_the_json_have_what_was_moved() -> None:
    from businesscase.pipeline import run
    from businesscase.report.json.document import as_document
    from businesscase.report.tables.own_records import own_records

    found = scenario({"ours": OURS})
    ((name, before, counted, after, unit),) = own_records(found, DANISH).rows
    assert str(name).endswith("på hjælp → pension")
    assert (before, counted, unit) == ("0,04 (0,02–0,06)", "12 på 200 personår", "pr. år")
    assert str(after).startswith("0,04864 (0,03309")
    (told,) = as_document(run(found, draws=4, replications=2))["scenario"]["own_records"]
    assert (told["key"], told["count"], told["of"]) == (PENSION, 12, 200)
    assert told["after"][0] == pytest.approx(quantities(found)[PENSION].value)
