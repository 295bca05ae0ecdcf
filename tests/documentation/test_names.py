"""Modules, names in them and paths that the documentation and the docstrings speak of exist under that name."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "businesscase"
MODULES = sorted(PACKAGE.rglob("*.py"))
HISTORY = {ROOT / "CHANGES.md"}  # says what things were called, as do the decisions
PAGES = [
    page
    for page in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
    if page not in HISTORY and "decisions" not in page.parts
]
_FENCE = re.compile(r"^```\w*\n.*?^```$", re.MULTILINE | re.DOTALL)
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_PATH = re.compile(r"[\w.*-]+(?:/[\w.*-]+)+/?|\w+\.py")
_SUFFIXES = ("py", "md", "yaml", "json", "toml", "txt", "po", "svg", "png", "npz")
_ENDINGS = tuple(f".{suffix}" for suffix in _SUFFIXES)


@cache
def files() -> tuple[str, ...]:
    """Files and folders of the repository, with a slash before each."""
    folders = [ROOT / name for name in ("businesscase", "scenarios", "examples", "tests", "docs", "benchmarks")]
    found = [*folders, *(path for folder in folders for path in folder.rglob("*"))]
    return tuple("/" + path.relative_to(ROOT).as_posix() for path in found if "__pycache__" not in path.parts)


@cache
def contents() -> dict[str, set[str]]:
    """Dotted name of a module, a package or a class (by itself) -> what can be asked of it."""
    found: dict[str, set[str]] = {}
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = path.relative_to(ROOT).with_suffix("").parts
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        found.setdefault(name, set()).update(_defined(tree.body))
        if package:  # what is imported when it is asked for stands there as a string
            texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
            found[name].update(text for text in texts if isinstance(text, str))
        parent = name.rpartition(".")[0]
        found.setdefault(parent, set()).add(name.rpartition(".")[2])
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, set()).update(_defined(node.body))
    return found


def _defined(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name).split(".")[0] for alias in node.names)


def declared() -> set[str]:
    """First words of keys in scenario files: some modules are called like them."""
    from businesscase.scenario.load.scenario import Scenario

    return set(Scenario.model_fields)


def shown() -> set[str]:
    """First words of keys on pages, which begin anywhere in a scenario file or in the JSON document."""
    from businesscase.report.json.document import Document

    fields = {field for path in MODULES if "declare" in path.parts for field in _annotated(path)}
    return declared() | fields | set(Document.__annotations__)


def _annotated(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def is_path(word: str) -> bool:
    """Whether files or folders end like that; a star stands for part of a name."""
    pattern = re.escape(word.rstrip("/")).replace(r"\*", "[^/]*")
    return any(re.search(f"/{pattern}$", name) for name in files()) or (ROOT / word).exists()


def is_name(word: str) -> bool:
    """Whether a dotted word is a module, or a module, package or class and what it holds."""
    known = contents()
    if any(f".{name}".endswith(f".{word}") for name in known):
        return True
    owner, _, attribute = word.rpartition(".")
    return any(attribute in held for name, held in known.items() if f".{name}".endswith(f".{owner}"))


def speaks_of_code(word: str, keys: set[str]) -> bool:
    """Whether the first part of a dotted word is a room, a module or a class of the package."""
    head = word.split(".", maxsplit=1)[0]
    return head not in keys and any(f".{name}".endswith(f".{head}") for name in contents())


def lost(words: list[str], keys: set[str]) -> list[str]:
    """Paths and names of the package that do not exist; `keys` begin other things with a dot."""
    found = [word for word in words if _PATH.fullmatch(word) and not word.startswith(".") and not is_path(word)]
    for word in words:
        if _DOTTED.fullmatch(word) and not word.endswith(_ENDINGS) and speaks_of_code(word, keys):
            found += [] if is_name(word) else [word]
    return found


def spoken(module: Path) -> str:
    """Docstrings and comments."""
    source = module.read_text(encoding="utf-8")
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    said = [ast.get_docstring(node) for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return "\n".join([*filter(None, said), *(token.string for token in tokens if token.type == tokenize.COMMENT)])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_speaks_of_what_exists(page: Path) -> None:
    words = re.findall(r"`([^`\n]+)`", _FENCE.sub("", page.read_text(encoding="utf-8")))
    words = [re.sub(r"^result\.", "Result.", word) for word in words]
    assert lost(words, shown()) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_docstring_speaks_of_what_exists(module: Path) -> None:
    text = spoken(module)
    plain = re.findall(r"(?<![\w/`.])(?:tests|docs|engines|businesscase)/[\w/.-]*\w", text)
    assert lost([*re.findall(r"`([^`\n]+)`", text), *plain], declared()) == []


@pytest.mark.parametrize(
    "word",
    ["engines.starts", "engines.common.starts.nothing", "Result.nothing", "laws.nothing", "businesscase.nothing"],
)
def test_a_stale_name_is_noticed(word: str) -> None:
    assert speaks_of_code(word, declared())
    assert not is_name(word)


def test_a_stale_path_is_noticed() -> None:
    assert lost(["engines/starts.py", "tests/unit/nothing/", "nothing.py"], set()) == [
        "engines/starts.py",
        "tests/unit/nothing/",
        "nothing.py",
    ]
    assert lost(["engines/common/starts.py", "report/texts/*.po", "laws.weibull.power"], set()) == []
