"""Where a number comes from and where it acts."""

from pathlib import Path

import pytest

from businesscase.core.errors import ScenarioError
from businesscase.scenario import load_scenario, quantities
from businesscase.scenario.declare.keys import nearest_key, split
from businesscase.scenario.explain.explain import explain
from tests.loaded import loaded

FILE = Path(__file__).parents[3] / "invented_municipality.yaml"
INVENTED = loaded(FILE)


def line(text: str) -> str:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return f"{FILE}:{next(number for number, one in enumerate(lines, 1) if text in one)}"


def test_a_quantity_with_its_certificate() -> None:
    found = explain(INVENTED, "programme.costs.evaluation.total")
    assert (found.kind, found.value, found.unit, found.low, found.high) == ("quantity", "400", "thousand DKK", 300, 500)
    assert (found.grade, found.source, found.assumption, found.price_year) == ("D", None, "invented", 2022)
    assert found.where == line("value: 400,")


def test_a_file_is_explained_as_the_scenario_it_declares() -> None:
    assert explain(FILE, "effects.attribution") == explain(INVENTED, "effects.attribution")


def test_a_choice_and_a_section() -> None:
    choice = explain(INVENTED, "time.price_year")
    assert (choice.kind, choice.value, choice.where) == ("choice", "2024", line("price_year: 2024}"))
    assert explain(INVENTED, "claims.in_routine.discounted").value == "false"
    assert explain(INVENTED, "prices.benefit.states").value == "on_benefit"
    section = explain(INVENTED, "programme.served")
    assert (section.kind, section.children) == (
        "section",
        ("programme.served.by", "programme.served.intake", "programme.served.length"),
    )


def test_a_part_of_a_quantity_explains_the_quantity() -> None:
    assert explain(INVENTED, "effects.attribution.low") == explain(INVENTED, "effects.attribution")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "clocks.placement.transitions.at_home->placed.exponential.rate",
            "the hazard of the children in the clock placement",
        ),
        (
            "clocks.placement.transitions.at_home -> placed.exponential.rate",
            "multiplied by the coupling parent_at_work",
        ),
        (
            "clocks.placement.transitions.at_home -> placed.exponential.rate",
            "effects.ratios.fewer_placements (hazard ratio)",
        ),
        (
            "clocks.placement.transitions.at_home -> placed.exponential.rate",
            "prices.placement, paid by municipality 100 %",
        ),
        (
            "clocks.placement.transitions.at_home -> placed.couplings.parent_at_work.ratio",
            "public_benefit (any_parent)",
        ),
        (
            "clocks.public_benefit.transitions.on_benefit -> job.weibull.shape",
            "solved for from effects.levels.end_of_project.targets.job",
        ),
        ("clocks.public_benefit.transitions.on_benefit -> job.weibull.probability", "(correlations.labour_market)"),
        ("clocks.public_benefit.transitions.job -> on_benefit.bands.0 months", "bands.12 months shares its draw"),
        ("clocks.public_benefit.transitions.job -> on_benefit.bands.12 months", "its draw is that of"),
        ("clocks.health.start.treated.share", "prices.treatment, paid by region 100 %"),
        ("prices.treatment.per_time", "from the prices of 2022 to 2024 by indices.wages"),
        ("prices.benefit.per_time", "the refusion staircase"),
        ("prices.benefit.per_time", "base of levies.income_tax, from household to municipality"),
        ("prices.placement.per_time", "changed by the variant 'dear placement'"),
        ("prices.placement_decision.per_entry", "each entry in placed of the clock placement: children"),
        ("programme.costs.team.total", "2020, 2021, 2022; counted in: the whole cost; cost net of grants"),
        ("programme.grants.foundation.total", "paid by foundation"),
        ("programme.displaced.casework.per_family", "net of grants and ordinary casework saved"),
        ("programme.steady_state.per_family", "cost in routine operation"),
        ("programme.served.length", "when each family is served"),
        ("effects.attribution", "the share of the gap to effects.levels.end_of_project"),
        ("effects.profiles.slow.lag", "how effects.levels.end_of_project grows and fades"),
        ("effects.levels.end_of_project.targets.job.share", "by the share in job on 2022-12-31"),
        ("effects.ratios.fewer_placements.ratio", "multiplies at_home -> placed of placement"),
        ("financing.regional.shares.region", "who pays prices.treatment (health)"),
        ("levies.income_tax.rate", "a share of public_benefit, wage"),
        ("indices.wages.growth.2023", "the amounts of health to the prices of 2024"),
        ("discounting.rates.0 years", "the net present value among them; no claim is discounted"),
        ("programme.success.states", "what a success costs, and how many are needed; no other figure"),
        ("population.frailty.variance", "the clock placement: at_home -> placed (+1)"),
        ("population.segments.single.share", "how many of the families are single"),
        ("population.families", "the families"),
    ],
)
def test_where_it_acts(key: str, words: str) -> None:
    assert words in " | ".join(explain(INVENTED, key).acts_on)


def test_every_quantity_acts_somewhere() -> None:
    for key in quantities(INVENTED):
        if not key.startswith("correlations."):
            assert explain(INVENTED, key).acts_on, key


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "contributions.fleksbidrag.share",
            "paid by central_government to municipality wherever prices.fleksloentilskud",
        ),
        ("contributions.fleksbidrag.base", "from 52 weeks of benefit time on, booked as fleksbidrag"),
        ("prices.fleksloentilskud.per_time", "contributed to from 52 weeks of benefit time on by central_government"),
        ("prices.wage_fleksjob.per_time", "a share of it is taken off contributions.fleksbidrag"),
    ],
)
def test_where_a_contribution_acts(key: str, words: str) -> None:
    aarhus = FILE.parents[1] / "scenarios" / "opgang_til_opgang.yaml"
    assert words in " | ".join(explain(aarhus, key).acts_on)


def test_a_what_if_says_so() -> None:
    found = explain(INVENTED.with_values({"effects.attribution": 0.3}), "effects.attribution")
    assert (found.grade, found.note, found.where) == ("what if", "set to 0.3 by with_values", "")
    in_variant = explain(INVENTED.variant("all of it caused"), "effects.attribution")
    assert in_variant.where == line("all of it caused")


@pytest.mark.parametrize(
    ("key", "close"),
    [
        ("effects.atribution", "effects.attribution"),
        ("Effects.attribution", "effects.attribution"),
        ("attribution", "effects.attribution"),
        ("treatment.per_time", "prices.treatment.per_time"),
        (
            "clocks.publik_benefit.transitions.on_benefit->jobb.weibull.shap",
            "clocks.public_benefit.transitions.on_benefit -> job.weibull.shape",
        ),
    ],
)
def test_an_unknown_key_gets_the_nearest(key: str, close: str) -> None:
    assert nearest_key(INVENTED, split(key))[0] == close
    with pytest.raises(ScenarioError, match="did you mean"):
        explain(INVENTED, key)


def test_a_figure_of_the_catalogue_shows_where_it_was_read(tmp_path: Path) -> None:
    from businesscase.report.terminal.explained import explanation_lines

    certificate = "source: a union's page, grade: A, second_hand: true, url: 'https://example.org/rates'"
    text = FILE.read_text(encoding="utf-8")
    old = "{value: 400, low: 300, high: 500, unit: thousand DKK, price_year: 2022, assumption: invented}"
    assert text.count(old) == 1
    file = tmp_path / "second_hand.yaml"
    file.write_text(text.replace(old, f"{{value: 400, unit: thousand DKK, price_year: 2022, {certificate}}}"), "utf-8")
    found = explain(load_scenario(file), "programme.costs.evaluation.total")
    assert (found.second_hand, found.url) == (True, "https://example.org/rates")
    lines = list(explanation_lines(found))
    assert "  source     a union's page (read second-hand)" in lines
    assert "  address    https://example.org/rates" in lines
