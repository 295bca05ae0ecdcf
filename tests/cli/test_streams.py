"""Streams and special files as a shell hands them over: nothing is replaced, nothing hangs, nothing is a traceback."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "scenarios" / "family_drug_court.yaml"  # read and lived in no time: what is left is start-up
QUICK = "--draws 6 --replications 2 --engine montecarlo"  # streams know no engine, and choosing one takes longest
BASH = "/bin/bash"
pytestmark = pytest.mark.skipif(
    not (Path(BASH).exists() and Path("/dev/full").exists()), reason="needs bash, /dev/full"
)


def shell(line: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of shell in which `businesscase` is the command."""
    command = f'businesscase() {{ {shlex.quote(sys.executable)} -m businesscase "$@"; }}; S={shlex.quote(str(SMALL))}'
    return subprocess.run(
        [BASH, "-c", f"{command}\n{line}"],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        check=False,
        timeout=120,
    )


def test_json_goes_into_a_command_or_a_pipe(tmp_path: Path) -> None:
    done = shell(f"businesscase run $S {QUICK} --json >(cat > got.json); sleep 1", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "run" in json.loads((tmp_path / "got.json").read_bytes())
    done = shell(
        "rm got.json; mkfifo pipe; cat pipe > got.json & businesscase prices --find kontanthjaelp --json pipe; wait",
        tmp_path,
    )
    assert b"Written: pipe" in done.stderr
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert json.loads((tmp_path / "got.json").read_bytes())


def test_a_workbook_goes_into_a_command_or_on_stdout(tmp_path: Path) -> None:
    done = shell(f"businesscase export $S >(cat > got.xlsx) {QUICK}; sleep 1", tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "got.xlsx").read_bytes()[:2] == b"PK"
    done = shell(f"businesscase compare $S {QUICK} --out /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == "cannot write the file '/dev/full': No space left on device"
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_a_device_that_is_full_is_one_line_and_stays_a_device(tmp_path: Path) -> None:
    done = shell("businesscase prices --find kontanthjaelp --json /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode() == "cannot write the file '/dev/full': No space left on device\n"
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


@pytest.mark.parametrize(
    "command", ["--help", "--version", "check $S", "schema", "prices", "prices --json -", "run -h"]
)
def test_standard_output_on_a_full_disk_is_one_line(tmp_path: Path, command: str) -> None:
    command = command.replace("-h", "--help") if command == "run -h" else command
    for unbuffered in ("", "1"):
        done = shell(f"businesscase {command} > /dev/full", tmp_path, PYTHONUNBUFFERED=unbuffered)
        assert done.stderr.decode() == "cannot write on standard output: No space left on device\n"
        assert done.returncode == 1


def test_files_are_written_though_standard_output_is_full(tmp_path: Path) -> None:
    done = shell(f"businesscase run $S {QUICK} --out out --json result.json > /dev/full", tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1] == "cannot write on standard output: No space left on device"
    assert "Traceback" not in done.stderr.decode()
    assert json.loads((tmp_path / "result.json").read_bytes())
    assert (tmp_path / "out" / "manifest.json").exists()


@pytest.mark.parametrize("command", ["prices --all", "schema", "prices --json -", "explain $S claims"])
def test_who_stops_reading_ends_the_command_quietly(tmp_path: Path, command: str) -> None:
    done = shell(f"businesscase {command} | true; echo ${{PIPESTATUS[0]}}", tmp_path)
    assert done.stderr == b""
    assert done.stdout in (b"0\n",)


def test_nobody_to_complain_to_loses_no_result(tmp_path: Path) -> None:
    done = shell(f"businesscase run $S {QUICK} --json result.json > screen 2> /dev/full", tmp_path)
    assert done.returncode == 0
    assert json.loads((tmp_path / "result.json").read_bytes())
    done = shell(f"businesscase run $S {QUICK} --json other.json >&- 2>&-", tmp_path)
    assert done.returncode == 1  # nothing could be shown; and nobody told
    assert (tmp_path / "other.json").read_bytes() == (tmp_path / "result.json").read_bytes()


def test_names_that_are_no_text_are_printed_escaped(tmp_path: Path) -> None:
    """A folder named in another encoding: results and faults alike."""
    folder = os.fsencode(tmp_path) + b"/r\xf8dovre"
    os.mkdir(folder)
    done = shell("cd r*; cp $S s.yaml; businesscase check $PWD/s.yaml", tmp_path)
    assert done.returncode == 0, done.stderr
    line = f"cd r*; businesscase run $PWD/s.yaml {QUICK} --out $PWD/out --json $PWD/result.json"
    done = shell(line, tmp_path)
    assert done.returncode == 0, done.stderr
    assert rb"r\udcf8dovre/out/manifest.json" in done.stderr
    assert json.loads((Path(os.fsdecode(folder)) / "result.json").read_bytes())
    done = shell("cd r*; sed -i s/horizon_years:/horizon_yeers:/ s.yaml; businesscase check $PWD/s.yaml", tmp_path)
    assert done.returncode == 3
    assert rb"r\udcf8dovre/s.yaml:" in done.stderr
    assert b"horizon_yeers" in done.stderr
    done = shell(f"cd r*; cp $S s.yaml; businesscase compare s.yaml $S $PWD/s.yaml {QUICK}", tmp_path)
    assert done.returncode == 2
    assert rb"r\udcf8dovre" in done.stderr


def test_danish_letters_survive_a_plain_locale(tmp_path: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = shell(f"mkdir æøå; cp $S æøå/ø.yaml; businesscase run æøå/ø.yaml {QUICK} --out æøå/ud", tmp_path, **plain)
    assert done.returncode == 0, done.stderr
    assert sorted(path.suffix for path in (tmp_path / "æøå" / "ud").iterdir())[-1] == ".xlsx"
    done = shell("sed -i s/horizon_years:/horizon_år:/ æøå/ø.yaml; businesscase check æøå/ø.yaml", tmp_path, **plain)
    assert done.returncode == 3
    assert "horizon_år".encode() in done.stderr


@pytest.mark.slow
def test_a_run_without_a_home_to_write_in_is_quiet_and_heals_its_cache(tmp_path: Path) -> None:
    """As in a container: HOME leads nowhere; the second time every kernel that was kept is emptied or cut."""
    (tmp_path / "file").write_text("")
    (tmp_path / "t").mkdir()
    bare = f"env -i PATH=$PATH PYTHONPATH={shlex.quote(str(ROOT))} HOME=$PWD/file/home TMPDIR=$PWD/t"
    line = f"{bare} {shlex.quote(sys.executable)} -m businesscase run $S --draws 6 --out out"  # every engine's kernels
    first = shell(line, tmp_path)
    assert first.returncode == 0, first.stderr
    told = first.stderr.decode()
    assert told.count("compiled kernels are kept in") == 1
    assert "atplotlib" not in told
    assert "font" not in told
    (private,) = (tmp_path / "t").glob("businesscase-*")
    kept = sorted(private.rglob("*.nbc"))
    assert kept
    for place, file in enumerate(kept):
        file.write_bytes(b"" if place % 2 else file.read_bytes()[:1000])
    second = shell(line, tmp_path)
    assert second.returncode == 0, second.stderr
    assert second.stdout == first.stdout
    assert min(file.stat().st_size for file in kept) > 1000


def test_what_cannot_be_printed_is_said_in_the_language(tmp_path: Path) -> None:
    full = shell("businesscase check $S --language da > /dev/full", tmp_path)
    assert full.stderr.decode() == "der kan ikke skrives på standard output: der er ikke mere plads på disken\n"
    closed = shell("businesscase check $S --language da >&-", tmp_path)
    told = "der kan ikke skrives på standard output: den er lukket (> /dev/null er til det, ingen skal læse)"
    assert closed.stderr.decode().splitlines()[-1] == told


@pytest.mark.parametrize("command", ["check $S", f"run $S {QUICK} --json result.json", "prices", "run $S --json -"])
def test_a_closed_output_is_told_and_what_goes_into_a_file_stays(tmp_path: Path, command: str) -> None:
    done = shell(f"businesscase {command.replace('--json -', QUICK + ' --json -')} >&-", tmp_path)
    assert done.returncode == 1
    told = "cannot write on standard output: it is closed (> /dev/null is for what nobody is to read)"
    assert done.stderr.decode().splitlines()[-1] == told
    if "result.json" in command:
        assert json.loads((tmp_path / "result.json").read_bytes())


def test_nobody_who_reads_on_is_no_fault(tmp_path: Path) -> None:
    done = shell('businesscase check $S | head -0; echo "${PIPESTATUS[0]}"', tmp_path)
    assert (done.stdout, done.stderr) == (b"0\n", b"")
