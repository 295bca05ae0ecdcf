"""A commented scenario to start from, with the schema that lets an editor help."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from businesscase.core.errors import UsageError
from businesscase.core.files import write_file
from businesscase.core.system import system_words
from businesscase.core.words import Words
from businesscase.scenario.explain.json_schema import FILE_NAME, committed_schema_text

STARTER_NAME = "my_programme.yaml"


def starter_text(language: str = "en") -> str:
    """The scenario to start from, its comments and reasons in a language; the numbers are the same."""
    name = "starter.da.yaml" if language == "da" else "starter.yaml"
    return (files("businesscase.scenario.explain") / name).read_text(encoding="utf-8")


def write_starter(directory: Path | str, text: str | None = None, language: str = "en") -> tuple[Path, Path]:
    """Writes a scenario and its schema into a directory, which is made if need be.

    Args:
        directory: where to.
        text: of the scenario; missing: the one to start from.
        language: of the one to start from.

    Returns:
        The scenario file and the schema file.

    Raises:
        UsageError: if one of the files is there already, or the directory cannot be written; nothing is written then.
    """
    folder = Path(directory)
    check_free(folder)
    scenario, schema = folder / STARTER_NAME, folder / FILE_NAME
    try:
        write_file(schema, committed_schema_text().encode())
        write_file(scenario, (starter_text(language) if text is None else text).encode())
    except UsageError as error:
        raise UsageError(Words("unwritable", folder=folder, why=error)) from None
    return scenario, schema


def check_free(folder: Path) -> None:
    """See that neither file is there already; the folder is made if need be.

    Raises:
        UsageError: if one is, or the folder cannot be made or read.
    """
    scenario, schema = folder / STARTER_NAME, folder / FILE_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if scenario.exists() or scenario.is_symlink():
            raise UsageError(Words("starter_there", file=scenario))
        if schema.exists() and not (schema.is_file() and schema.read_text(encoding="utf-8") == committed_schema_text()):
            raise UsageError(Words("schema_there", file=schema))
    except (OSError, UnicodeDecodeError) as error:
        reason = system_words(error)
        raise UsageError(Words("unwritable", folder=folder, why=reason)) from None
