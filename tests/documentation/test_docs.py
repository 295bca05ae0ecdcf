"""The documentation is true where a machine can tell: links, code, YAML, fields, options, keys."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft7Validator

from tests.commands import businesscase

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGES.md", *sorted((ROOT / "docs").rglob("*.md"))]
SOM_PAGE = ROOT / "docs/how_to/use_som.md"
WRITTEN = (ROOT / "docs/how_to/write_a_scenario.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path, language: str) -> list[str]:
    return [code for kind, code in _FENCE.findall(text_of(path)) if kind == language]


def anchors(path: Path) -> set[str]:
    """Anchors of the headings, as forges make them."""
    heads = re.findall(r"^#+ (.+)$", _FENCE.sub("", text_of(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.replace("`", "").lower()).strip().replace(" ", "-") for head in heads}


def tracked_texts() -> list[Path]:
    """Every text of the repository, git or not: what a reader of a clone sees."""
    folders = [ROOT / name for name in ("businesscase", "scenarios", "examples", "tests", "docs", "benchmarks", ".ci")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    files = [path for path in files if not any(part.startswith(".") for part in path.relative_to(ROOT).parts[1:])]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    return [path for path in files if path.suffix in {".py", ".md", ".yaml", ".json", ".toml", ".txt", ".typed", ""}]


# ---- links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_internal_link_resolves(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", text_of(page))):
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), f"{name_of(page)} links to {link}"
        if anchor:
            assert anchor in anchors(file), f"{name_of(page)} links to {link}; headings: {sorted(anchors(file))}"


def test_the_readme_leads_to_every_page() -> None:
    reached, front = {ROOT / "README.md"}, [ROOT / "README.md"]
    while front:
        page = front.pop()
        for link in _LINK.findall(_FENCE.sub("", text_of(page))):
            file = (page.parent / link.partition("#")[0]).resolve()
            if file.suffix == ".md" and file not in reached:
                reached.add(file)
                front.append(file)
    named = text_of(ROOT / "README.md")
    unread = [page for page in PAGES if page not in reached and "decisions" not in page.parts]
    lonely = [name_of(page) for page in unread if f"`{name_of(page)}`" not in named]
    assert lonely == []


def test_decisions_are_numbered_without_gaps() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert text_of(page).startswith(f"# {int(page.name[:4])}. ")
        for part in ("**Context.**", "**Decision.**", "**Consequence.**"):
            assert part in text_of(page), f"{name_of(page)} lacks {part}"


# ---- code and YAML --------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=name_of)
def test_every_python_block_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page one after the other, as a reader would type them, in the folder of the repository."""
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {"__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for code in blocks(page, "python"):
            exec(compile(code, name_of(page), "exec"), names)


@pytest.mark.parametrize(
    ("page", "fragment"),
    [pytest.param(page, code, id=name_of(page)) for page in PAGES for code in blocks(page, "yaml")],
)
def test_every_yaml_fragment_parses_and_fits_the_schema(page: Path, fragment: str) -> None:
    from businesscase.scenario.explain.json_schema import json_schema
    from businesscase.scenario.read.dumping import to_json
    from businesscase.scenario.read.reading import parse_yaml
    from businesscase.som.reading import load_som

    if page == SOM_PAGE:
        load_som(parse_yaml(fragment, name_of(page)).data)
        return
    label = {"en": "a", "da": "b"}
    data = json.loads(to_json(parse_yaml(fragment, name_of(page)).data))
    scenario = {"version": 1, "title": "a fragment", "evidence": label, **data}
    faults = [f"{list(error.path)}: {error.message}" for error in Draft7Validator(json_schema()).iter_errors(scenario)]
    assert faults == []


def test_the_numbers_of_the_fragments_have_sound_certificates() -> None:
    from businesscase.scenario.declare.observations import Measured
    from businesscase.scenario.declare.places import looks_like_quantity
    from businesscase.scenario.declare.quantity import Quantity
    from businesscase.scenario.read.reading import parse_yaml

    def found(data: Any) -> Iterator[dict[str, Any]]:
        if isinstance(data, dict):
            if looks_like_quantity(data):
                yield data
            else:
                for item in data.values():
                    yield from found(item)

    numbers = [
        n for code in blocks(ROOT / "docs/how_to/write_a_scenario.md", "yaml") for n in found(parse_yaml(code, "").data)
    ]
    assert len(numbers) > 40
    for number in numbers:
        kind = Measured if "index" in number else Quantity  # what was measured has no interval
        kind.model_validate_json(json.dumps(number))


# ---- nothing left out -----------------------------------------------------------------------------------------------


def declarations() -> set[type[Any]]:
    """Every declaration that a scenario can hold."""
    from businesscase.scenario.declare.quantity import Declaration
    from businesscase.scenario.load.scenario import Scenario

    def below(annotation: Any) -> Iterator[Any]:
        yield annotation
        for part in get_args(annotation):
            yield from below(part)

    found: set[type[Any]] = set()
    waiting: list[type[Any]] = [Scenario]
    while waiting:
        kind = waiting.pop()
        if kind in found:
            continue
        found.add(kind)
        for field in kind.model_fields.values():
            waiting += [
                part for part in below(field.annotation) if isinstance(part, type) and issubclass(part, Declaration)
            ]
    return found


@pytest.mark.parametrize("kind", sorted(declarations(), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_every_field_of_the_format_is_described(kind: type[Any]) -> None:
    described = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`\n]+)`", _FENCE.sub("", WRITTEN)))))
    shown = set(re.findall(r"\b([a-z_]+):", " ".join(blocks(ROOT / "docs/how_to/write_a_scenario.md", "yaml"))))
    heads = {"time", "population", "clocks", "programme", "effects", "prices", "claims", "variants"}
    heads |= {"financing", "levies", "indices", "discounting", "correlations"}
    fields = {field for field in kind.model_fields if field not in ("en", "da")}
    assert fields - described - (heads & shown) == set(), "describe it in docs/how_to/write_a_scenario.md"
    library = {"what_if", "priors", "number"}  # what only the library sets
    assert fields - shown - library - {"draws_with", "source"} == set(), "show it in a fragment"


def test_every_field_of_a_som_file_is_described_and_shown() -> None:
    from businesscase.som.declaration import SomScenario

    page = text_of(SOM_PAGE)
    shown = set(re.findall(r"^([a-z_]+):", "".join(blocks(SOM_PAGE, "yaml")), re.MULTILINE))
    assert shown == set(SomScenario.model_fields)
    assert [field for field in SomScenario.model_fields if f"`{field}`" not in page] == []


def test_every_unit_and_every_part_of_the_catalogue_is_named() -> None:
    from businesscase.core.payers import Payer, Perspective
    from businesscase.core.vocabulary import COST_CATEGORIES, ClockStart, Costs, Crossing, Savings
    from businesscase.scenario.declare.quantity import UNITS
    from businesscase.scenario.read.parts import part_names

    closed = [*ClockStart, *Costs, *Crossing, *Payer, *Perspective, *Savings]
    for word in (*UNITS, *part_names(), *COST_CATEGORIES, *(member.value for member in closed)):
        assert f"`{word}`" in WRITTEN, word


def test_every_command_and_option_is_described() -> None:
    import typer.main

    from businesscase.cli.app import app

    page = text_of(ROOT / "docs/reference/cli.md")
    group = typer.main.get_command(app)
    assert "`--version`" in page
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert f"\n## {name}\n" in page
        for parameter in command.params:
            for option in (each for each in parameter.opts if each.startswith("--")):
                assert f"`{option}`" in page, f"{name} {option}"


def test_exit_codes_are_described() -> None:
    from businesscase.cli.shared import EXIT_CODES, INTERRUPTED

    page = text_of(ROOT / "docs/reference/cli.md")
    for code in (0, *EXIT_CODES.values(), INTERRUPTED):
        assert f"\n| {code} | " in page


@pytest.mark.slow
def test_every_key_of_the_json_document_is_described() -> None:
    done = businesscase("run", "tests/invented_municipality.yaml", "--json", "-", "--draws", 4, "--replications", 2)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    page = text_of(ROOT / "docs/reference/json.md")
    paybacks, money = document["paybacks"], document["money"]
    keys = set(document)
    described = [document[group] for group in ("scenario", "run", "paybacks", "money", "moved", "accounts")]
    described += [document["claims"][0], document["drivers"][0], document["purses"][0], paybacks["rows"][0]]
    described += [paybacks["by_savings"][0], money["net_saving"]["municipality"], money["returns"][0]]
    described += [money["successes"], document["accounts"]["records"][0], document["accounts"]["areas"][0]]
    described += [document["accounts"]["within"]]
    for each in described:
        keys |= set(each)
    for key in sorted(keys):
        assert f"`{key}`" in page, key


# ---- fit to be published --------------------------------------------------------------------------------------------


def test_no_text_names_a_machine_or_a_registry() -> None:
    # in two parts each, so that this file does not name them itself
    halves = [
        "/|root/",
        "/|home/",
        "/|work/",
        "/|tmp/",
        "/|Users/",
        "C:|\\",
        "local|host",
        "py|pi.",
        "file|://",
        "conda|.",
    ]
    halves += ["--index|-url", "--extra-index|-url", "git|hub.com"]
    words = [word.replace("|", "") for word in halves]
    found = [
        f"{name_of(path)}:{number}: {word}"
        for path in tracked_texts()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        for word in words
        if word in line
    ]
    assert found == []


def test_lines_of_the_documentation_are_short() -> None:
    """Tables of evidence may be wide."""
    long = [
        f"{name_of(page)}:{number}"
        for page in PAGES
        for number, line in enumerate(text_of(page).splitlines(), start=1)
        if len(line) > 120 and not (line.startswith("|") and page.name in ("evidence_gaps.md", "backtest.md"))
    ]
    assert [place for place in long if "evidence_gaps" not in place and "speed" not in place] == []


def test_changes_has_its_heading_for_results_that_moved() -> None:
    assert re.search(r"^#+ Results that moved$", text_of(ROOT / "CHANGES.md"), re.MULTILINE)


def test_the_windows_lines_name_files_that_exist() -> None:
    readme = text_of(ROOT / "README.md")
    assert r".venv\Scripts\pip install -c constraints.txt -e ." in readme
    assert (ROOT / "constraints.txt").exists()
    assert (ROOT / re.findall(r"businesscase run (scenarios\\\S+)", readme)[0].replace("\\", "/")).exists()
