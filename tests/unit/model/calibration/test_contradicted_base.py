"""Where a report contradicts what its clock starts from or how it moves, that is drawn again and the report stays.

Two states: half are in at the start, and none can leave faster than the loss rate b (a held hazard): three years on at
least 0.5 exp(-3 b) are still there, whatever the entries. A report below that is impossible with that draw's b.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import binomtest, kstest

from businesscase.core.errors import NumericalError
from businesscase.model.calibration import calibration
from businesscase.model.calibration.calibration import too_often
from businesscase.model.compile import compile_model
from businesscase.model.compiled import CompiledModel
from businesscase.model.inputs.inputs import draw_inputs
from businesscase.model.inputs.redrawing import bases
from businesscase.scenario.load.resolve import as_scenario, load_scenario
from businesscase.scenario.load.scenario import Scenario
from businesscase.scenario.read.dumping import yaml_text
from tests.loaded import loaded
from tests.tiny import document, fixed

LOSS = "clocks.life.transitions.in -> out.exponential.rate"
SHARE = "effects.levels.stock.targets.in.share"
STOCK = "effects.levels.stock.targets.in"
REPORT = 0.15
LIMIT = np.log(0.5 / REPORT) / 3.0  # loss below which the report is impossible


def assumed(value: float, low: float, high: float, unit: str) -> dict[str, Any]:
    return {"value": value, "low": low, "high": high, "unit": unit, "assumption": "invented"}


def declaration(loss: dict[str, Any] | None = None, share: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Entries are slow, so that nothing but b decides."""
    return document(
        states=["out", "in"],
        start={"out": {"share": "rest"}, "in": {"share": fixed(0.5, "share")}},
        transitions={
            "out -> in": {"exponential": {"rate": assumed(0.02, 0.01, 0.04, "per year")}},
            "in -> out": {"exponential": {"rate": loss or assumed(0.8, 0.35, 1.5, "per year")}},
        },
        ratios={},
        levels={
            "stock": {
                "clock": "life", "measured": date(2023, 1, 1), "observed": True, "profile": "plain",
                "effective_n": fixed(60, "persons"),
                "targets": {
                    "in": {"states": ["in"], "transitions": ["out -> in"], "share": share or fixed(REPORT, "share")}
                },
            }
        },
        **more,
    )  # fmt: skip


def scenario(loss: dict[str, Any] | None = None, share: dict[str, Any] | None = None, **more: Any) -> Scenario:
    """Served throughout; held at the report unless `share` says otherwise."""
    read = as_scenario(declaration(loss, share, **more))
    read = read.with_values({"programme.served.intake": 1e-9, "programme.served.length": 60})
    return read if share else read.with_values({SHARE: REPORT})


@pytest.fixture(scope="module")
def model() -> CompiledModel:
    return compile_model(scenario(), draws=1000, workers=2)


def test_hazards_are_drawn_from_their_distribution_given_the_report(model: CompiledModel) -> None:
    prior = draw_inputs(scenario(), draws=50_000, seed=7)[LOSS]
    wanted, found = prior[prior > LIMIT], model.inputs[LOSS]
    assert found.min() > LIMIT - 2e-3  # a step of a month
    assert kstest(found, wanted).pvalue > 0.01
    share = 1.0 - len(wanted) / len(prior)
    assert share > 0.05
    assert model.solved.redrawn["stock"] == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / 1000))


def test_the_report_stays_and_so_does_every_draw_that_was_possible(model: CompiledModel) -> None:
    first = draw_inputs(scenario(), draws=1000, seed=1)
    kept = model.solved.attempts["stock"] == 0
    assert np.array_equal(kept, first[LOSS] > model.inputs[LOSS].min() - 1e-9)
    np.testing.assert_array_equal(first[LOSS][kept], model.inputs[LOSS][kept])
    assert (model.solved.stocks[STOCK][0] == REPORT).all()
    for key in first.values:
        if not key.startswith("clocks.life."):
            np.testing.assert_array_equal(first[key], model.inputs[key])


def test_sampled_reports_are_those_that_any_base_would_meet() -> None:
    share = assumed(0.2, 0.15, 0.25, "share")
    contradicted = compile_model(scenario(share=share), draws=200, workers=2)
    possible = compile_model(scenario(fixed(3.0, "per year"), share=share), draws=200, workers=2)
    assert contradicted.solved.redrawn["stock"] > 0.0
    assert possible.solved.redrawn["stock"] == 0.0
    np.testing.assert_array_equal(contradicted.solved.stocks[STOCK][0], possible.solved.stocks[STOCK][0])


def test_a_draw_is_the_same_in_any_company_and_from_a_kept_solution(model: CompiledModel) -> None:
    few = compile_model(scenario(), draws=90, workers=1)
    again = compile_model(scenario(), draws=1000, workers=1, kept=model.solved)
    assert again.solved is model.solved
    for other, part in ((few, slice(90)), (again, slice(1000))):
        np.testing.assert_array_equal(other.inputs[LOSS], model.inputs[LOSS][part])
        np.testing.assert_array_equal(other.arrays.ratio, model.arrays.ratio[part])
        np.testing.assert_array_equal(other.arrays.parameters, model.arrays.parameters[part])
    elsewhere = scenario(assumed(0.8, 0.36, 1.5, "per year"))
    assert compile_model(elsewhere, draws=90, kept=few.solved).solved is not few.solved


@pytest.mark.parametrize(
    "group",
    [
        {"matrix": [[1.0, 0.7], [0.7, 1.0]], "assumption": "invented"},
        {"common": {"value": 0.7, "unit": "share", "grade": "A", "source": "invented"}},
    ],
)
def test_what_is_correlated_with_a_report_is_drawn_given_it(group: dict[str, Any]) -> None:
    """However often: the hazard drawn again goes with the report that stays as the one drawn first did."""
    share = assumed(0.2, 0.15, 0.25, "share")
    declared = scenario(share=share, correlations={"together": {"keys": [SHARE, LOSS], **group}})
    (base,) = bases(declared)
    first = draw_inputs(declared, draws=20_000, seed=3)
    draws = np.arange(20_000)
    again = base.drawn(first, draws, np.full(20_000, 5))
    np.testing.assert_array_equal(again[SHARE], first[SHARE])
    assert not np.any(again[LOSS] == first[LOSS])
    for found in (first, again):
        rank = np.corrcoef(np.argsort(np.argsort(found[SHARE])), np.argsort(np.argsort(found[LOSS])))[0, 1]
        assert abs(rank - 6 / np.pi * np.arcsin(0.35)) < 4 / np.sqrt(20_000)  # Spearman's for a normal copula of 0.7
    assert kstest(again[LOSS], first[LOSS]).pvalue > 0.01
    np.testing.assert_array_equal(base.drawn(first, draws, np.zeros(20_000, np.int64))[LOSS], first[LOSS])


def test_what_is_drawn_again_holds_partners_and_no_report() -> None:
    keys = [LOSS, "population.parent_ages.mean", SHARE]
    matrix = [[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0]]
    declared = scenario(
        share=assumed(0.2, 0.15, 0.25, "share"),
        correlations={"together": {"keys": keys, "matrix": matrix, "assumption": "invented"}},
        population={
            "families": fixed(50, "families"),
            "children_per_family": fixed(0, "children"),
            "segments": {"single": {"label": {"en": "single", "da": "single"}, "parents": 1, "share": "rest"}},
            "parent_ages": {"mean": assumed(40, 35, 45, "years"), "spread": fixed(0, "years")},
        },
    )
    (base,) = bases(declared)
    assert set(base.numbers) == {
        LOSS, "clocks.life.transitions.out -> in.exponential.rate", "population.parent_ages.mean"
    }  # fmt: skip
    in_jammerbugt = bases(loaded("scenarios/familien_paa_vej.yaml"))
    assert [base.levels for base in in_jammerbugt] == [("parents",), ("children",)]


def test_a_base_that_cannot_be_drawn_again_is_an_error() -> None:
    certain = scenario(fixed(0.3, "per year")).with_values({"clocks.life.transitions.out -> in.exponential.rate": 0.02})
    with pytest.raises(NumericalError, match=r"in 3 of 3 draws \(100\.0%\).*Nothing of clocks\.life is uncertain"):
        compile_model(certain, draws=3)


def test_a_base_that_contradicts_its_report_in_many_draws_is_an_error_that_names_the_hazard() -> None:
    slow = scenario(assumed(0.4, 0.2, 0.8, "per year"))
    with pytest.raises(
        NumericalError, match=r"effects\.levels\.stock: .*It contradicts clocks\.life\.transitions\.in -> out"
    ):
        compile_model(slow, draws=200)


def test_a_base_that_is_drawn_again_in_vain_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "ROUNDS", 1)
    with pytest.raises(NumericalError, match=r"Drawn again in vain, attempts: 1:"):
        compile_model(scenario(), draws=1000, workers=2)


def test_draws_from_a_file_cannot_be_drawn_again(tmp_path: Path) -> None:
    """What a level reports may come from a file: it is data and stays."""
    (tmp_path / "rates.csv").write_text("loss,reported\n" + "0.9,0.2\n" * 9 + "0.1,0.2\n", encoding="utf-8")
    filed = declaration(
        {"value": 0.8, "column": "loss", "unit": "per year", "assumption": "invented"},
        {"value": 0.2, "column": "reported", "unit": "share", "assumption": "invented"},
        draws={"file": "rates.csv"},
    )
    entry = filed["clocks"]["life"]["transitions"]["out -> in"]["exponential"]
    entry["rate"] = fixed(0.02, "per year")
    (tmp_path / "scenario.yaml").write_text(yaml_text(filed), encoding="utf-8")
    read = load_scenario(tmp_path / "scenario.yaml")
    with pytest.raises(NumericalError, match=r"in 1 of 10 draws.*in -> out.*the file of draws cannot be drawn again"):
        compile_model(read, draws=10)
    model = compile_model(read, draws=9)
    assert model.solved.stocks[STOCK][0].mean() == pytest.approx(0.2, abs=4 * np.sqrt(0.2 * 0.8 / 61 / 9))


@pytest.mark.parametrize(
    ("contradicting", "draws", "refused"),
    [
        (1, 1, False),
        (1, 2, False),
        (2, 2, False),
        (3, 3, True),
        (250, 1000, False),
        (272, 1000, False),
        (274, 1000, True),
    ],
)
def test_a_few_draws_do_not_decide_that_more_than_a_quarter_contradict(
    contradicting: int, draws: int, refused: bool
) -> None:
    assert too_often(contradicting, draws) is refused
    assert refused == (binomtest(contradicting, draws, 0.25, alternative="greater").pvalue < 0.05)
