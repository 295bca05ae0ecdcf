"""Every closed set has words, and what a scenario declares its own name."""

from __future__ import annotations

from pathlib import Path

import pytest

from businesscase.core.payers import Payer, Perspective
from businesscase.core.vocabulary import (
    COST_CATEGORIES,
    TAX_CATEGORIES,
    ClockStart,
    Costs,
    Crossing,
    Savings,
    Strategy,
    Verdict,
)
from businesscase.report.texts import labels
from businesscase.report.texts.labels import part_label
from businesscase.report.texts.texts import DANISH, ENGLISH, Texts, humanised
from businesscase.scenario.declare.finance import Category
from businesscase.scenario.declare.quantity import UNITS, Label
from tests.loaded import loaded
from tests.unit.measures.builders import scenario

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("payer", [*Payer, *Perspective]),
        ("payer_short", list(Perspective)),
        ("for", list(Perspective)),
        ("costs", list(Costs)),
        ("costs_short", list(Costs)),
        ("savings", list(Savings)),
        ("crossing", list(Crossing)),
        ("conditions", list(Crossing)),
        ("clock_start", list(ClockStart)),
        ("verdict", list(Verdict)),
        ("verdict_short", list(Verdict)),
        ("strategy", list(Strategy)),
        ("category", [*COST_CATEGORIES, *TAX_CATEGORIES]),
        ("unit", list(UNITS)),
        ("grade", ["A", "B", "C", "D", "what if"]),
        ("discounted", [True, False]),
        ("kind", ["time", "entry"]),
    ],
)
def test_closed_sets_are_complete(prefix: str, names: list[object]) -> None:
    assert [name for name in names if f"{prefix}.{name}" not in ENGLISH] == []


def test_names_come_from_the_scenario_and_fall_back_on_the_key() -> None:
    ours = scenario()
    assert labels.state_label(ours, "public_benefit", "job", Texts("da")) == "Job (da)"
    assert labels.state_label(ours, "public_benefit", "moved_away", Texts("en")) == "Moved away"
    assert labels.clock_label(ours, "social_measure", Texts("en")) == "Social measure"
    assert labels.clock_label(ours, "not_declared", Texts("en")) == "Not declared"


def test_a_category_is_called_what_the_scenario_calls_it_before_what_the_code_does() -> None:
    ours = scenario()
    transport = {"special_transport": Category(label=Label(en="Special transport", da="Kørsel"))}
    renamed = ours.model_copy(update={"categories": transport})
    given = ours.model_copy(update={"categories": {"grant": Category(label=Label(en="Gift", da="Gave"))}})
    assert Texts("da").category("special_transport", ours) == "Special transport"
    assert Texts("da").category("special_transport", renamed) == "Kørsel"
    assert Texts("en").category("special_transport", renamed) == "Special transport"
    assert Texts("da").category("grant", ours) == "Tilskud"
    assert Texts("da").category("grant", given) == "Gave"


def test_dotted_keys_are_described_where_words_are_known() -> None:
    ours = scenario()
    words = {
        "prices.support.per_time": "Support",
        "clocks.public_benefit.transitions.support -> job.exponential.rate": "Public benefit: Support → Job",
        "effects.ratios.placement_entry.ratio": "effect: placement entry",
        "effects.levels.work.targets.job (sampled)": "effect: work, job",
        "effects.attribution": "effect: share ascribed to the programme",
        "population.families": "",
        "clocks.noise": "",
    }
    assert {key: labels.described(ours, key, Texts("en")) for key in words} == words


def test_names_of_couplings_of_the_catalogue_are_danish_in_danish() -> None:
    scenarios = (loaded(path) for path in sorted((ROOT / "scenarios").glob("*.yaml")))
    clocks = (clock for scenario in scenarios for clock in scenario.clocks.values())
    names = {name for clock in clocks for move in clock.transitions.values() for name in move.couplings}
    assert "parent_in_work" in names
    assert {name for name in names if part_label(name, DANISH) == humanised(name).lower()} == set()
