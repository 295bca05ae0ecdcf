"""The command line: streams, files, exit codes, and answers to mistakes."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import time
from pathlib import Path

import openpyxl
import pytest

from tests.commands import ROOT, businesscase, in_own_process

INVENTED = ROOT / "tests" / "invented_municipality.yaml"
SOM = ROOT / "examples" / "som_example.yaml"
QUICK = ("--draws", "6", "--replications", "2")
SAMPLED = (*QUICK, "--engine", "montecarlo")  # where the engine is not what is tested: choosing one takes longest


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """One run with everything it can write."""
    folder = tmp_path_factory.mktemp("results")
    done = in_own_process(
        "run", INVENTED, *QUICK, "--out", folder / "out", "--keep", "--json", folder / "result.json", "--all"
    )
    assert done.returncode == 0, done.stderr
    return done, folder


def test_help_answers_in_under_half_a_second() -> None:
    """The least of several tries: what the command needs, not what else the machine was doing."""
    took = []
    for _ in range(5):
        start = time.perf_counter()
        done = in_own_process("--help")
        took.append(time.perf_counter() - start)
        assert done.returncode == 0
    assert min(took) < 0.5
    listed = "run export compare breakeven sensitivity voi plans som payback check explain prices schema init"
    for command in listed.split():
        assert f"\n  {command} " in done.stdout


def test_version_is_that_of_the_package() -> None:
    import importlib

    done = in_own_process("--version")
    assert done.stdout == f"businesscase {importlib.import_module('businesscase').__version__}\n"


def test_run_prints_results_on_stdout_and_notices_on_stderr(ran: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    done, folder = ran
    assert "families like these" in " ".join(done.stdout.split())
    assert "All claims" in done.stdout
    assert "Written" not in done.stdout
    assert str(folder / "out" / "manifest.json") in done.stderr
    assert "\x1b" not in done.stdout + done.stderr, "no colours or bars where nobody looks at a terminal"


def test_run_writes_exactly_its_files(ran: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, folder = ran
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "invented_municipality.quantities", "invented_municipality.xlsx", "manifest.json", "payback.png",
        "payback.svg", "purses.png", "purses.svg"
    ]  # fmt: skip
    told = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert (told["draws"], told["replications"], told["seed"]) == (6, 0, 1)  # expected samples nothing


def test_variants_are_compared_with_their_file(tmp_path: Path) -> None:
    book = tmp_path / "cases.xlsx"
    done = businesscase("compare", INVENTED, *SAMPLED, "--out", book, "--json", tmp_path / "cases.json")
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "cases.json").read_text(encoding="utf-8"))
    names = [case["name"] for case in told["cases"]]
    assert names[0] == INVENTED.stem
    assert len(names) > 1
    assert all(name in done.stdout for name in names[1:])
    assert f"{names[1]} (2 of {len(names)})" in done.stderr, "which case is at work"
    assert told["cases"][0]["result"]["run"]["variant"] is None
    assert openpyxl.load_workbook(book).sheetnames[:3] == ["Læsmig", "Resume", "Forudsætninger"]
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    alone = businesscase("compare", INVENTED, *SAMPLED, "--variant", names[1], "--json", "-")
    assert [case["name"] for case in json.loads(alone.stdout)["cases"]] == names[:2]
    assert json.loads(alone.stdout)["cases"][1] == told["cases"][1], "a case is the same in whatever company"
    plain = in_own_process("run", INVENTED, *SAMPLED, "--variant", names[1], "--json", "-")
    assert json.loads(plain.stdout) == told["cases"][1]["result"], "and the same as its own run"


def test_faults_of_all_files_to_compare_are_told_before_any_is_run(tmp_path: Path) -> None:
    text = INVENTED.read_text(encoding="utf-8")
    for name in ("one", "other"):
        (tmp_path / f"{name}.yaml").write_text(text.replace("horizon_years:", f"horizon_yeers_{name}:"), "utf-8")
    done = businesscase("compare", INVENTED, tmp_path / "one.yaml", tmp_path / "other.yaml", *QUICK)
    assert done.returncode == 3
    assert "in 3 scenarios" in done.stderr
    assert "horizon_yeers_one" in done.stderr
    assert "horizon_yeers_other" in done.stderr
    assert "solving" not in done.stderr


def test_an_edited_workbook_is_valued_again_and_never_overwritten(
    ran: tuple[subprocess.CompletedProcess[str], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    shutil.copytree(ran[1] / "out", folder)
    book = folder / "invented_municipality.xlsx"
    edited = openpyxl.load_workbook(book)
    row = next(each for each in edited["Forudsætninger"].iter_rows() if each[12].value == "kan ændres")
    key, before = str(row[0].value), float(row[2].value)
    row[2].value = before * 1.01
    edited.save(book)
    done = businesscase("run", INVENTED, *QUICK, "--assumptions", book, "--json", tmp_path / "result.json")
    assert done.returncode == 0, done.stderr
    assert "nothing was simulated" in done.stderr
    assert "simulating" not in done.stderr
    assert "solving the forward" not in done.stderr
    assert f"numbers of {book.name} (1)" in " ".join(done.stdout.split())
    assert key in done.stdout
    told = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))["run"]["assumptions"]
    assert told["workbook_sha256"] == hashlib.sha256(book.read_bytes()).hexdigest()
    assert told["changed"] == [{"key": key, "file": before, "workbook": before * 1.01, "fixed": False}]
    content = book.read_bytes()
    for command in (("run", INVENTED, *QUICK, "--assumptions", book, "--out", folder), ("export", INVENTED, book)):
        refused = businesscase(*command)
        assert refused.returncode == 2
        assert "was saved by somebody since it was written" in refused.stderr
    assert book.read_bytes() == content
    again = businesscase("run", INVENTED, *QUICK, "--assumptions", book, "--out", tmp_path / "new")
    assert again.returncode == 0, again.stderr
    manifest = json.loads((tmp_path / "new" / "manifest.json").read_text(encoding="utf-8"))
    given = {"workbook_sha256": told["workbook_sha256"], "values": {key: before * 1.01}, "fixed": []}
    assert manifest["assumptions"] == given


def test_json_on_stdout_is_alone_there_and_equal_to_the_file(
    ran: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    _, folder = ran
    done = in_own_process("run", INVENTED, *QUICK, "--json", "-", "--workers", "1")
    assert done.returncode == 0
    assert json.loads(done.stdout) == json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert done.stderr


def test_without_out_no_file_is_written(tmp_path: Path) -> None:
    done = businesscase("run", INVENTED, *SAMPLED, cwd=tmp_path)
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_language_sets_terminal_and_files(tmp_path: Path) -> None:
    import openpyxl

    done = businesscase("run", INVENTED, *SAMPLED, "--language", "da", "--out", tmp_path)
    assert "Kommunen" in done.stdout
    assert "Municipality" not in done.stdout
    done = businesscase("run", INVENTED, *SAMPLED, "--language", "en", "--out", tmp_path)
    assert "Municipality" in done.stdout
    assert openpyxl.load_workbook(tmp_path / "invented_municipality.xlsx").sheetnames[:2] == ["Read me", "Summary"]
    assert not list(tmp_path.glob("*.npz")), "quantities are kept where that is asked for"


def test_som_prints_its_table_and_the_json_is_alone_on_stdout(tmp_path: Path) -> None:
    done = businesscase("som", SOM, "--draws", "50", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Net result by year and payer" in done.stdout
    assert "What the method ignores" in done.stdout
    assert "\x1b" not in done.stdout
    assert list(tmp_path.iterdir()) == []
    danish = businesscase("som", SOM, "--draws", "50", "--language", "da", "--json", tmp_path / "som.json")
    assert "Nettoresultat" in danish.stdout
    alone = businesscase("som", SOM, "--draws", "50", "--json", "-")
    assert json.loads(alone.stdout) == json.loads((tmp_path / "som.json").read_text(encoding="utf-8"))
    other = businesscase("som", SOM, "--draws", "50", "--json", "-", "--seed", "2")
    assert json.loads(other.stdout)["timed"] != json.loads(alone.stdout)["timed"]


def test_a_seed_changes_the_result_and_the_same_seed_does_not(
    ran: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    """The first seed is that of the run in a process of its own."""
    own = json.loads((ran[1] / "result.json").read_text(encoding="utf-8"))
    same, other = (
        json.loads(businesscase("run", INVENTED, *QUICK, "--json", "-", "--seed", seed).stdout) for seed in (1, 2)
    )
    assert same == own
    assert other["claims"] != own["claims"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run",), "Missing argument"),
        (("run", INVENTED, "--draws", "0"), "--draws"),
        (("run", INVENTED, "--language", "fr"), "--language"),
        (("simulate", INVENTED), "No such command"),
        (("run", INVENTED, "--out", INVENTED), "cannot write in the folder"),
        (("run", INVENTED, "--json", ROOT), "it is a folder"),
        (("run", INVENTED, "--keep"), "expected --out DIR with it"),
        (("run", INVENTED, "--assumptions", INVENTED), "is not a workbook"),
        (("compare", INVENTED, INVENTED), "named twice"),
        (("compare", INVENTED, SOM, "--variant", "x"), "--variant names variants of one file"),
        (("compare", INVENTED, "--out", "cases.xls"), "ends with .xlsx"),
        (("run", INVENTED, "--assumptions", "no_such_book.xlsx"), "no_such_book.xlsx"),
        (("run", INVENTED, "--json", INVENTED / "below.json"), "cannot write in the folder"),
        (("run", INVENTED, "--seed", 2**64), "--seed"),
        (("run", INVENTED, "--seed", -1), "--seed"),
        (("som", SOM, "--seed", 2**64), "--seed"),
        *(((name, INVENTED, "--replications", 3), "3 is odd") for name in ("run", "compare", "evidence", "fit")),
        (("export", INVENTED, "x.xlsx", "--replications", 3), "3 is odd"),
    ],
)
def test_usage_errors_exit_with_2_and_say_what(arguments: tuple[object, ...], words: str) -> None:
    done = businesscase(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""
    assert "simulating" not in done.stderr, "refused before a long run, not after it"
    assert "solving" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "no_such_file.yaml"), "no_such_file.yaml"),
        (("run", INVENTED, "--variant", "no such variant"), "no variant 'no such variant'"),
        (("explain", INVENTED, "effects.atribution"), "did you mean: effects.attribution?"),
        (("som", "no_such_file.yaml"), "no_such_file.yaml"),
        (("som", INVENTED), "this is a scenario of families"),
        (("run", SOM), "this is a SØM scenario"),
        (("compare", INVENTED, "--variant", "no such"), "no variant 'no such'"),
    ],
)
def test_scenario_errors_exit_with_3_and_say_what(arguments: tuple[object, ...], words: str) -> None:
    done = businesscase(*arguments)
    assert done.returncode == 3
    assert words in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = INVENTED.read_text(encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(text.replace("price_year: 2024}", "price_yaer: 2024}", 1), encoding="utf-8")
    done = businesscase("check", broken)
    assert done.returncode == 3
    assert "price_yaer" in done.stderr
    assert "price_year" in done.stderr
    assert f"{broken}:" in done.stderr, "with file and line"


def test_numerical_errors_exit_with_4(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import businesscase.pipeline
    from businesscase.cli.app import app
    from businesscase.core.errors import NumericalError

    def fail(*arguments: object, **options: object) -> None:
        raise NumericalError("the level cannot be reached")

    monkeypatch.setattr(businesscase.pipeline, "run", fail)
    with pytest.raises(SystemExit) as ended:
        app(["run", str(INVENTED)])
    assert ended.value.code == 4
    assert capsys.readouterr().err == "the level cannot be reached\n"


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import businesscase.pipeline
    from businesscase.cli.app import app

    def interrupt(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(businesscase.pipeline, "run", interrupt)
    with pytest.raises(SystemExit) as ended:
        app(["run", str(INVENTED)])
    assert ended.value.code == 130
    assert capsys.readouterr().err == "Interrupted.\n"


def test_check_explain_and_init_speak_danish(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text(INVENTED.read_text(encoding="utf-8").replace("title: N", "title: Nabo: n"), encoding="utf-8")
    for command in (("check", broken), ("explain", broken, "effects.attribution")):
        done = businesscase(*command, "--language", "da")
        assert done.returncode == 3
        assert "broken.yaml:3:12: ikke YAML: et kolon" in done.stderr
        assert "    3 | title: Nabo: neighbour"[:20] in done.stderr
    assert "gyldig" in businesscase("check", INVENTED, "--language", "da").stdout
    explained = businesscase("explain", INVENTED, "effects.attribution", "--language", "da")
    assert "0,2 til 0,8 (5- og 95-percentil)" in explained.stdout
    assert businesscase("init", tmp_path / "new", "--language", "da").returncode == 0
    again = businesscase("init", tmp_path / "new", "--language", "da")
    assert again.returncode == 2
    assert "findes allerede; intet blev skrevet" in again.stderr


def test_check_tells_what_the_numbers_rest_on() -> None:
    done = businesscase("check", INVENTED)
    assert done.returncode == 0
    assert ": valid." in done.stdout
    assert "D: assumption" in done.stdout


def test_explain_prints_value_interval_origin_place_and_effect() -> None:
    done = businesscase("explain", INVENTED, "effects.attribution")
    assert done.returncode == 0
    for part in ("value", "interval", "grade", "assumption", f"{INVENTED.name}:", "acts on"):
        assert part in done.stdout


def test_schema_is_json_schema() -> None:
    done = businesscase("schema")
    assert json.loads(done.stdout)["$schema"].startswith("http://json-schema.org/draft-07")


def test_init_writes_a_scenario_that_is_valid_and_overwrites_nothing(tmp_path: Path) -> None:
    done = businesscase("init", tmp_path / "mine")
    assert done.returncode == 0
    (written,) = [Path(line) for line in done.stdout.splitlines() if line.endswith(".yaml")]
    assert businesscase("check", written).returncode == 0
    again = businesscase("init", tmp_path / "mine")
    assert again.returncode == 2
    assert again.stdout == ""


def test_danish_letters_survive_a_pipe_with_a_plain_locale() -> None:
    done = in_own_process(
        "run", INVENTED, *SAMPLED, "--language", "da", PYTHONUTF8="0", LC_ALL="C", PYTHONIOENCODING=""
    )
    assert done.returncode == 0, done.stderr
    assert "år" in done.stdout


AT_WORK = "at work: {of: any_parent, clock: public_benefit, states: [job], lasting: 6 months}"
ENDS = f"    ends_when:\n      {AT_WORK}\n  costs:\n"


@pytest.fixture
def with_ending(tmp_path: Path) -> Path:
    """The invented municipality, where half a year at work ends the service."""
    file = tmp_path / "ending.yaml"
    file.write_text(INVENTED.read_text(encoding="utf-8").replace("  costs:\n", ENDS, 1), encoding="utf-8")
    return file


def test_auto_takes_the_engine_that_can_and_says_why(with_ending: Path) -> None:
    done = businesscase("run", with_ending, *QUICK, "--json", "-")
    assert done.returncode == 0, done.stderr
    assert "engine discrete_event: a family's own situation ends its service: at work" in done.stderr
    result = json.loads(done.stdout)
    assert result["run"]["engine"] == "discrete_event"
    solved = businesscase("run", INVENTED, *QUICK, "--json", "-")
    assert json.loads(solved.stdout)["run"]["engine"] == "expected"
    assert json.loads(solved.stdout)["run"]["noise_share"] == 0.0
    assert "engine expected: expectations can be solved, without simulation noise" in solved.stderr


def test_auto_samples_what_cannot_be_solved_and_says_why(tmp_path: Path) -> None:
    """A clock that begins at an age where ages are drawn: life courses under auto, refused by name when asked for."""
    file = tmp_path / "late.yaml"
    content, members = INVENTED.read_text(encoding="utf-8"), "da: helbred}\n    members: parents\n"
    assert members in content
    file.write_text(content.replace(members, members + "    ages: {since: 40}\n"), encoding="utf-8")
    sampled = businesscase("run", file, *QUICK, "--json", "-")
    assert sampled.returncode == 0, sampled.stderr
    assert json.loads(sampled.stdout)["run"]["engine"] == "montecarlo"
    reason = "clock 'health': it begins at an age, and ages are drawn"
    assert f"engine montecarlo: engine expected cannot represent this: {reason}" in sampled.stderr
    refused = businesscase("run", file, *QUICK, "--engine", "expected")
    assert refused.returncode == 4
    assert refused.stdout == ""
    assert reason in refused.stderr
    assert "engine montecarlo can" in refused.stderr


def test_an_engine_that_cannot_represent_the_scenario_refuses(with_ending: Path) -> None:
    done = businesscase("run", with_ending, *QUICK, "--engine", "montecarlo")
    assert done.returncode == 4
    assert "programme.served.ends_when.at work" in done.stderr
    assert "discrete_event can" in done.stderr
    assert done.stdout == ""


def test_processes_change_no_figure_and_engines_agree() -> None:
    """The readable engine on a scenario without endings: the figures of the fast one, in one process or two."""
    results = []
    for call, arguments in (
        (businesscase, ("--engine", "montecarlo")),
        (businesscase, ("--engine", "discrete_event", "--workers", "1")),
        (in_own_process, ("--engine", "discrete_event", "--workers", "2")),
    ):
        done = call("run", INVENTED, *QUICK, "--json", "-", *arguments)
        assert done.returncode == 0, done.stderr
        results.append(json.loads(done.stdout))
    assert results[1] == results[2]
    assert results[0]["claims"] == results[1]["claims"]


# ---- the price catalogue --------------------------------------------------------------------------------------------


def test_prices_lists_every_entry_within_eighty_columns(tmp_path: Path) -> None:
    from businesscase.scenario.read.price_list import price_list

    done = businesscase("prices", cwd=tmp_path, COLUMNS="80")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    for name, entry in price_list().items():
        (line,) = [line for line in lines if line.startswith(f"{name} ")]
        day, amount = entry.latest
        assert f" {day} " in f"{line} "
        assert line.split()[-1].startswith(amount.evidence_grade)
        assert ("*" in line.split()[-1], "°" in line.split()[-1]) == (amount.second_hand, entry.one_provider)
    assert "Not verified" in " ".join(lines)


def test_finding_prices_shows_every_amount_with_its_certificate() -> None:
    done = businesscase("prices", "--find", "KONTANTHJÆLP_PROVIDER", "--language", "da")
    assert done.returncode == 0, done.stderr
    assert "\nYdelser\n" in done.stdout
    assert "foertidspension" not in done.stdout
    for words in ("2018        14.993 kr. pr. måned, i 2018-priser  A*", "15.173 kr. pr. måned (15.100 til 15.250)"):
        assert words in done.stdout
    assert "https://bm.dk/satser/satser-for-2023/kontanthjaelp/\n" in done.stdout
    assert "ophørt 2025-07-01" in done.stdout


def test_prices_as_json_hold_every_amount(tmp_path: Path) -> None:
    from businesscase.scenario.read.price_list import price_list

    done = businesscase("prices", "--json", tmp_path / "prices.json", "--all")
    assert done.returncode == 0, done.stderr
    read = json.loads((tmp_path / "prices.json").read_text(encoding="utf-8"))["prices"]
    assert list(read) == list(price_list())
    page = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    for name, entry in price_list().items():
        assert {day: row["value"] for day, row in read[name]["since"].items()} == {
            day: amount.value for day, amount in entry.since.items()
        }
        for key in (*read[name], *next(iter(read[name]["since"].values()))):
            assert f"`{key}`" in page
    alone = businesscase("prices", "--find", "bundskat", "--json", "-")
    assert list(json.loads(alone.stdout)["prices"]) == ["bundskat"]


def test_no_price_found_is_a_mistake_of_use_with_the_nearest_name() -> None:
    done = businesscase("prices", "--find", "fleksløntilskut")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no price has 'fleksløntilskut'" in done.stderr
    assert "did you mean: fleksloentilskud" in done.stderr


def test_a_table_of_flows_is_measured_and_drawn(tmp_path: Path) -> None:
    table = tmp_path / "flows.csv"
    table.write_text("år;betaler;udgift;besparelse\n2025;kommunen;1,5;\n2026;kommunen;;1\n2027;kommunen;;1\n")
    done = businesscase(
        "payback", table, "--unit", "million", "--rate", "3,5 %", "--outlay", "kommunen=0.25", "--out", tmp_path / "out"
    )
    assert done.returncode == 0, done.stderr
    assert "is recouped after 2.75 years, not" in done.stdout
    assert "Read as a Danish CSV" in done.stdout
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["payback.png", "payback.svg"]
    as_json = businesscase("payback", table, "--json", "-", "--first-at-once", "--clock-start", "programme_start")
    assert json.loads(as_json.stdout)["clock_start"] == "programme_start"


def test_a_fault_of_a_table_or_an_option_has_its_exit_code(tmp_path: Path) -> None:
    table = tmp_path / "flows.csv"
    table.write_text("year,cost\n2025,x\n")
    done = businesscase("payback", table)
    assert done.returncode == 3
    assert f"{table}:2:2: an amount must be a number alone" in done.stderr
    assert businesscase("payback", tmp_path / "none.csv").returncode == 2
    for option in (("--outlay", "5"), ("--rate", "7"), ("--rate", "x")):
        done = businesscase("payback", table, *option)
        assert done.returncode == 2, option
        assert "expected" in done.stderr
