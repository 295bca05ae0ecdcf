"""Where matplotlib keeps its list of fonts: in a private folder where the user has no home, and without a word."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from businesscase.core.kernel_cache import private_folder

_VARIABLE = "MPLCONFIGDIR"


def import_matplotlib_quietly() -> None:
    """Load matplotlib; where it could not write, it would say so in two lines and find its fonts anew each time."""
    if "matplotlib" not in sys.modules and not all(_can_be_written(folder) for folder in _folders()):
        private = private_folder()
        if private is not None:
            os.environ[_VARIABLE] = str(private / "matplotlib")
    log = logging.getLogger("matplotlib")
    level = log.level
    log.setLevel(max(level, logging.ERROR))
    try:
        _load()
    finally:
        log.setLevel(level)


def _load() -> None:
    import matplotlib.font_manager  # noqa: F401


def _folders() -> list[Path]:
    """Where matplotlib would write; a path that is none where it would find no place at all."""
    named = os.environ.get(_VARIABLE)
    if named:
        return [Path(named)]
    try:
        home = Path.home()
    except RuntimeError:
        return [Path(os.devnull)]
    if not sys.platform.startswith(("linux", "freebsd")):
        return [home / ".matplotlib"] if sys.platform != "win32" else []
    bases = (("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache"))
    return [Path(os.environ.get(variable) or home / name) / "matplotlib" for variable, name in bases]


def _can_be_written(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
