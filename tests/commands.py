"""The command line called as a user does: inside this process, or in one of its own where that is what is tested."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest

ROOT = Path(__file__).parents[1]


def in_own_process(*arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """As a shell does it: for streams and locales, for start-up, and where nothing may be left of an earlier run."""
    return subprocess.run(
        [sys.executable, "-m", "businesscase", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment},
        check=False,
    )


def businesscase(
    *arguments: object, cwd: Path = ROOT, told: str | bytes = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """The same answer without the two seconds in which a process starts and finds its compiled kernels."""
    from businesscase.cli.app import app

    words = list(map(str, arguments))
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2))
    given = TextIOWrapper(BytesIO(told.encode() if isinstance(told, str) else told), encoding="utf-8")
    around = (chdir(cwd), patch.dict(os.environ, environment), patch.object(sys, "stdin", given))
    with ExitStack() as whole:
        for one in (*around, redirect_stdout(out), redirect_stderr(err)):
            whole.enter_context(one)
        with pytest.raises(SystemExit) as end:
            app(words, prog_name="businesscase")
    said = []
    for stream in (out, err):
        stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, BytesIO)
        said.append(buffer.getvalue().decode("utf-8"))
    return subprocess.CompletedProcess(words, int(end.value.code or 0), *said)
