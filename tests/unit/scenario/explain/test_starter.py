"""The starter scenario and its schema, and how quickly the floor is imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from businesscase.core.errors import UsageError
from businesscase.scenario import load_scenario
from businesscase.scenario.explain.starter import STARTER_NAME, write_starter


def test_the_starter_is_a_valid_scenario_beside_its_schema(tmp_path: Path) -> None:
    scenario, schema = write_starter(tmp_path / "new" / "folder")
    assert scenario.read_text(encoding="utf-8").startswith(f"# yaml-language-server: $schema=./{schema.name}\n")
    loaded = load_scenario(scenario)
    for name in loaded.variants:
        loaded.variant(name)
    assert sorted(path.name for path in scenario.parent.iterdir()) == sorted([STARTER_NAME, schema.name])


@pytest.mark.parametrize("name", [STARTER_NAME, "scenario.schema.json"])
def test_nothing_is_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="there already"):
        write_starter(tmp_path)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["mine"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write_starter(file)
    with pytest.raises(UsageError, match="cannot be written"):
        write_starter(file / "below")


@pytest.mark.skipif(
    os.name == "nt" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root may write everywhere"
)
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="cannot be written"):
        write_starter(tmp_path)


def test_importing_the_floor_loads_neither_pydantic_nor_yaml() -> None:
    heavy = "('pydantic', 'ruamel.yaml', 'numpy')"
    code = f"import sys, businesscase.scenario; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
