"""The release: the wheel is the same bytes wherever it is built, and an audit does not take silence for good news."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from benchmarks import audit

ROOT = Path(__file__).parents[2]
BUILT_FROM = ("businesscase", "pyproject.toml", "README.md", "LICENSE")


def backend() -> int:
    """Version of the build backend that is installed, 0 for none."""
    try:
        return int(version("setuptools").split(".")[0])
    except PackageNotFoundError:
        return 0


@pytest.mark.slow
@pytest.mark.skipif(backend() < 77, reason="needs the build backend: setuptools 77 or later")
def test_two_wheels_built_in_two_folders_are_equal(tmp_path: Path) -> None:
    digests = []
    for place in ("one", "another/deeper"):
        folder = tmp_path / place
        folder.mkdir(parents=True)
        for name in BUILT_FROM:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            ignore = {"ignore": shutil.ignore_patterns("__pycache__")} if (ROOT / name).is_dir() else {}
            copy(ROOT / name, folder / name, **ignore)
        for path in folder.rglob("*"):
            os.utime(path, (1e9 + len(str(path)),) * 2)
        code = "from setuptools import build_meta; print(build_meta.build_wheel('.'))"
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": str(len(digests))},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        (wheel,) = folder.glob("*.whl")
        digests.append(hashlib.sha256(wheel.read_bytes()).hexdigest())
        with zipfile.ZipFile(wheel) as parts:
            names = set(parts.namelist())
        assert "businesscase/catalogue/prices/danish_prices.yaml" in names
        assert "businesscase/report/texts/da.po" in names
    assert digests[0] == digests[1]


def test_an_audit_says_what_it_could_not_check(capsys: pytest.CaptureFixture[str]) -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    weak = {"name": "b", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
    unknown = {"name": "c", "skip_reason": "could not be audited"}
    assert audit.tell([sound]) == 0
    assert audit.tell([sound, weak, unknown]) == audit.KNOWN
    assert "b 1: CVE-1, mended in 2" in capsys.readouterr().out
    assert audit.tell([sound, unknown]) == audit.UNCHECKED
    assert audit.tell([]) == audit.UNCHECKED
    assert "NOT CHECKED: 1 packages" in capsys.readouterr().out


def test_an_audit_without_the_service_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "Traceback\nConnectionError: no route\n")
    monkeypatch.setattr(audit, "_tool", lambda *_: failed)
    assert audit.main() == audit.UNCHECKED
    said = capsys.readouterr().out
    assert "NOT CHECKED" in said
    assert "no route" in said


def test_a_licence_that_reaches_further_is_marked() -> None:
    assert audit.to_look_at("GPL-3.0-only")
    assert audit.to_look_at("UNKNOWN")
    assert not any(map(audit.to_look_at, ("MIT", "LGPL-3.0", "BSD-3-Clause; GPL-2.0", "MPL-2.0", "GPL-2.0 OR MIT")))
