"""Loading, overriding the catalogue, changing values, and back to YAML."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from businesscase.core.errors import ScenarioError
from businesscase.scenario import as_scenario, from_yaml, load_scenario, quantities, resolved_hash, to_yaml
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read import parts
from businesscase.scenario.read.dumping import yaml_text
from businesscase.scenario.read.merging import overlay
from businesscase.scenario.read.reading import parse_yaml
from tests.loaded import loaded

FILE = Path(__file__).parents[3] / "invented_municipality.yaml"
TEXT = FILE.read_text(encoding="utf-8")
INVENTED = loaded(FILE)
NUMBERS = quantities(INVENTED)
MOVE = "clocks.public_benefit.transitions.on_benefit -> pension"


def section(name: str) -> str:
    """The text of one top-level section of the valid file."""
    start = TEXT.index(f"\n{name}:") + 1
    end = TEXT.find("\n\n", start)
    while end != -1 and TEXT[end + 2 : end + 3] in (" ", "\n"):
        end = TEXT.find("\n\n", end + 1)
    return TEXT[start : end + 1 if end != -1 else None]


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Puts parts in the place of the catalogue."""

    def put(**texts: str) -> None:
        folder = tmp_path / "package" / "catalogue"
        folder.mkdir(parents=True)
        for name, text in texts.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(parts, "files", lambda _: tmp_path / "package")
        parts.read_part.cache_clear()

    return put


def write(folder: Path, text: str) -> Path:
    file = folder / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    return file


class TestLoading:
    def test_path_text_mapping_and_scenario_give_the_same(self) -> None:
        mapping = parse_yaml(TEXT, "").data
        assert load_scenario(str(FILE)) == as_scenario(FILE) == as_scenario(mapping) == as_scenario(INVENTED)

    def test_pickles_with_its_places(self) -> None:
        copy = pickle.loads(pickle.dumps(INVENTED))
        assert copy == INVENTED
        assert copy.provenance.place(("title",)).line == 3

    def test_places_are_not_part_of_a_scenario(self) -> None:
        assert "provenance" not in repr(INVENTED)
        assert as_scenario(parse_yaml(TEXT, "elsewhere").data) == INVENTED

    def test_quantities_are_in_order_and_can_all_be_set(self) -> None:
        assert next(iter(NUMBERS)) == "population.families"
        for key, number in NUMBERS.items():
            assert quantities(INVENTED.with_values({key: number.value}))[key].what_if

    def test_a_value_that_no_file_can_hold(self) -> None:
        with pytest.raises(ScenarioError, match="cannot be of type object"):
            as_scenario({"title": object()})


class TestCatalogue:
    def test_a_file_overrides_what_it_includes(self, catalogue: Callable[..., None], tmp_path: Path) -> None:
        catalogue(money=section("prices") + section("financing"), clocks=section("clocks"))
        mine = TEXT.replace(section("financing"), "").replace(
            section("clocks"), "clocks:\n  health:\n    ages: {until: 70}\n"
        )
        mine = (
            mine.replace(section("prices"), "prices:\n  wage: {financing: regional}\n") + "include: [money, clocks]\n"
        )
        scenario = load_scenario(write(tmp_path, mine))
        assert scenario.include == []
        assert scenario.provenance.parts == ("money", "clocks")
        assert scenario.prices["wage"].financing == "regional"
        assert scenario.clocks["health"].ages.until == 70
        # the rule that is now unused came from the catalogue, and may stay
        assert scenario.financing["employer"].shares == {}

    def test_faults_point_into_the_file_that_holds_the_value(
        self, catalogue: Callable[..., None], tmp_path: Path
    ) -> None:
        catalogue(money=section("financing").replace("region: {value: 1,", "region: {value: 2,"))
        file = write(
            tmp_path, TEXT.replace(section("financing"), "").replace("parents: 1", "parents: 3") + "include: [money]\n"
        )
        with pytest.raises(ScenarioError) as caught:
            load_scenario(file)
        assert {fault.file for fault in caught.value.faults} == {"catalogue/money.yaml", str(file)}

    def test_null_removes_and_a_quantity_is_replaced_whole(
        self, catalogue: Callable[..., None], tmp_path: Path
    ) -> None:
        catalogue(programme=section("programme"))
        mine = TEXT.replace(
            section("programme"),
            "programme:\n  costs:\n    evaluation: ~\n"
            "  steady_state:\n    per_family: {value: 9, unit: DKK, price_year: 2024, source: s, grade: A}\n",
        )
        scenario = load_scenario(write(tmp_path, mine + "include: [programme]\n"))
        assert list(scenario.programme.costs) == ["team"]
        assert scenario.programme.steady_state is not None
        assert scenario.programme.steady_state.per_family.low is None

    def test_a_replaced_quantity_is_missing_its_own_parts(self, catalogue: Callable[..., None], tmp_path: Path) -> None:
        catalogue(programme=section("programme"))
        mine = TEXT.replace(
            section("programme"),
            "programme:\n  steady_state:\n    per_family: {value: 9, price_year: 2024, source: s, grade: A}\n",
        )
        file = write(tmp_path, mine + "include: [programme]\n")
        with pytest.raises(ScenarioError, match="'unit' is missing") as caught:
            load_scenario(file)
        assert [fault.file for fault in caught.value.faults] == [str(file)]

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("include: [monny]", "did you mean: money?"),
            ("include: [money, money]", "included twice"),
            ("include: money", "a list of: money, nested"),
            ("include: [nested]", "cannot include other parts"),
        ],
    )
    def test_what_cannot_be_included(
        self, catalogue: Callable[..., None], tmp_path: Path, line: str, words: str
    ) -> None:
        catalogue(money=section("levies"), nested="include: [money]\n")
        with pytest.raises(ScenarioError) as caught:
            load_scenario(write(tmp_path, TEXT + line + "\n"))
        assert words in str(caught.value)

    def test_a_null_that_removes_nothing_is_a_fault(self, tmp_path: Path) -> None:
        with pytest.raises(ScenarioError, match="'parking' is empty"):
            load_scenario(write(tmp_path, TEXT.replace("  evaluation:", "  parking: ~\n    evaluation:")))


class TestOverlay:
    def test_a_law_replaces_the_law_of_another_form(self) -> None:
        path = ("clocks", "c", "transitions", "a -> b")
        base = {"weibull": {"shape": 1, "scale": 2}, "frailty": 1}
        assert overlay(base, {"exponential": {"rate": 3}}, path) == {"exponential": {"rate": 3}, "frailty": 1}
        assert overlay(base, {"weibull": {"shape": 3}}, path) == {"weibull": {"shape": 3}, "frailty": 1}
        assert overlay({"bands": {"0 months": 1}}, {"bands": {"0 weeks": 2}}, path) == {"bands": {"0 weeks": 2}}

    def test_lists_are_replaced_and_the_base_stays_untouched(self) -> None:
        base = {"a": [1, 2], "b": {"c": 1}}
        assert overlay(base, {"a": [3], "b": {"d": 2}}) == {"a": [3], "b": {"c": 1, "d": 2}}
        assert base == {"a": [1, 2], "b": {"c": 1}}


class TestChanges:
    def test_a_bare_number_is_a_what_if(self) -> None:
        price = INVENTED.with_values({"prices.treatment.per_time": 900}).prices["treatment"].per_time
        assert price is not None
        assert (price.value, price.unit, price.price_year, price.low) == (900, "DKK per week", 2022, None)
        assert (price.evidence_grade, price.source, price.assumption) == ("what if", None, None)
        assert price.note == "set to 900 by with_values"

    def test_a_mapping_replaces_a_quantity_whole(self) -> None:
        changed = INVENTED.with_values(
            {"effects.attribution": {"value": 0.3, "unit": "share", "source": "s", "grade": "A"}}
        )
        assert changed.effects.attribution.low is None
        assert not changed.effects.attribution.what_if

    def test_a_mapping_is_merged_into_a_section(self) -> None:
        changed = INVENTED.with_values({"time": {"horizon_years": 12}})
        assert changed.time.horizon_years == 12
        assert changed.time.start == INVENTED.time.start

    def test_a_law_of_another_form_replaces_the_law(self) -> None:
        law = {"mean_duration": {"value": 20, "unit": "years", "source": "s", "grade": "A"}}
        changed = INVENTED.with_values({"correlations.labour_market": None, f"{MOVE}.exponential": law})
        move = changed.clocks["public_benefit"].transitions["on_benefit -> pension"]
        assert move.exponential is not None
        assert move.exponential.rate is None
        weibull = {"shape": {"value": 1, "unit": "ratio", "source": "s", "grade": "A"}, "scale": law["mean_duration"]}
        changed = INVENTED.with_values({f"{MOVE}.weibull": weibull})
        assert changed.clocks["public_benefit"].transitions["on_benefit -> pension"].exponential is None

    def test_spaces_around_an_arrow_may_be_left_out(self) -> None:
        key = f"{MOVE}.exponential.rate"
        assert INVENTED.with_values({key.replace(" -> ", "->"): 0.1}) == INVENTED.with_values({key: 0.1})

    def test_a_default_can_be_set_and_entries_added_and_removed(self) -> None:
        ratio = {"clock": "health", "kind": "hazard_ratio", "transitions": ["well -> treated"], "profile": "slow"}
        changed = INVENTED.with_values(
            {
                "claims.in_routine.confidence": 0.9,
                "effects.ratios.health": {
                    **ratio,
                    "ratio": {"value": 0.9, "unit": "ratio", "source": "s", "grade": "A"},
                },
                "effects.ratios.fewer_placements": None,
                "indices.wages.growth.2024": 0.05,
            }
        )
        assert changed.claims["in_routine"].confidence == 0.9
        assert list(changed.effects.ratios) == ["health"]
        assert changed.indices["wages"].growth[2024].value == 0.05

    @pytest.mark.parametrize(
        ("key", "value", "words"),
        [
            ("effects.atribution", 1, "did you mean: effects.attribution?"),
            ("prices.placment.per_time", 1, "did you mean: prices.placement.per_time?"),
            ("prices.nothing", None, "unknown key"),
            ("claims.new", 1, "unknown key"),
            ("population.listd", {}, "unknown key"),
            ("effects.attribution.value", 1, "did you mean: effects.attribution?"),
            ("clocks.health", 1, "is not one number"),
            ("clocks.health.start.well.share", 0.2, "is the rest of its mix"),
            ("effects.attribution", 2, "cannot exceed 1"),
            ("effects.attribution", "0,5", "decimal comma"),
            ("effects.attribution", float("nan"), "must be finite"),
            ("effects.attribution", {"value": 1}, "'unit' is missing"),
            ("time.horizon_years", "long", "a whole number"),
            ("time.horizon_years", 2, "shorter than the programme"),
            ("", 1, "unknown key"),
            ("indices", {"a.b": {"label": {"en": "a", "da": "a"}, "growth": {}}}, "cannot contain a point"),
        ],
    )
    def test_what_cannot_be_set(self, key: str, value: Any, words: str) -> None:
        with pytest.raises(ScenarioError) as caught:
            INVENTED.with_values({key: value})
        assert words in str(caught.value)
        assert all(fault.line is None for fault in caught.value.faults if fault.key == key)

    def test_all_faults_of_a_change_at_once(self) -> None:
        with pytest.raises(ScenarioError) as caught:
            INVENTED.with_values({"a": 1, "b": 2, "effects.attribution": 0.1})
        assert len(caught.value.faults) == 2

    def test_a_what_if_may_leave_things_unused_and_fix_what_is_correlated(self) -> None:
        probability = "clocks.public_benefit.transitions.on_benefit -> job.weibull.probability"
        changed = INVENTED.with_values({"effects.ratios": None, "prices.treatment": None, probability: 0.1})
        assert changed.effects.ratios == {}

    def test_the_original_is_untouched(self) -> None:
        before = to_yaml(INVENTED)
        INVENTED.with_values({"effects.attribution": 1, "time.horizon_years": 20})
        assert to_yaml(INVENTED) == before

    def test_variants(self) -> None:
        dear = INVENTED.variant("dear placement")
        price = dear.prices["placement"].per_time
        assert price is not None
        assert price.note == "set to 900000 by variant 'dear placement'"
        assert dear.effects.ratios["fewer_placements"].ratio.assumption == "a stronger effect"
        assert dear.variants == INVENTED.variants
        with pytest.raises(ScenarioError, match="did you mean: dear placement"):
            INVENTED.variant("dear placements")


def canonical(scenario: Scenario) -> None:
    """YAML -> Scenario -> YAML is the identity."""
    text = to_yaml(scenario)
    again = from_yaml(text)
    assert again == scenario
    assert to_yaml(again) == text
    assert resolved_hash(again) == resolved_hash(scenario)


class TestDumping:
    def test_identity(self) -> None:
        canonical(INVENTED)
        for name in INVENTED.variants:
            canonical(INVENTED.variant(name))

    @pytest.mark.slow
    @settings(max_examples=25, deadline=None)
    @given(st.dictionaries(st.sampled_from(sorted(NUMBERS)), st.floats(0.5, 2.0), max_size=6))
    def test_identity_of_changed_scenarios(self, factors: dict[str, float]) -> None:
        values = {key: NUMBERS[key].value * factor for key, factor in factors.items()}
        try:
            changed = INVENTED.with_values(values)
        except ScenarioError:
            return  # a share that no longer fits
        canonical(changed)

    @settings(max_examples=200, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"])), st.floats(allow_nan=False, allow_infinity=False))
    def test_any_text_and_any_number_come_back(self, text: str, number: float) -> None:
        data = {
            "title": text,
            "total": {"value": number, "source": text, "account": "5.28"},
            "keys": [text],
            "2021": number,
        }
        assert parse_yaml(yaml_text(data), "").data == data

    def test_defaults_and_includes_are_left_out(self) -> None:
        text = to_yaml(INVENTED)
        assert "include" not in text
        assert "what_if" not in text
        assert "null" not in text

    def test_the_hash_is_of_what_is_declared(self) -> None:
        other = as_scenario({**parse_yaml(TEXT, "").data, "variants": {}})
        assert resolved_hash(other) == resolved_hash(INVENTED)
        assert resolved_hash(INVENTED.with_values({"effects.attribution": 0.4})) != resolved_hash(INVENTED)
        reordered = dict(reversed(parse_yaml(TEXT, "").data.items()))
        assert resolved_hash(as_scenario(reordered)) == resolved_hash(INVENTED)
