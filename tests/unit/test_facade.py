"""The public names are what they say, whatever was imported before."""

from __future__ import annotations

import subprocess
import sys


def test_run_is_a_function_also_after_its_module_was_imported() -> None:
    code = "import businesscase.pipeline; from businesscase import run, load_scenario; assert callable(run)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_public_name_can_be_imported() -> None:
    import businesscase

    for name in businesscase.__all__:
        assert getattr(businesscase, name) is not None
