"""The shape of the package: floors, short modules, and nothing heavy before it is needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "businesscase").rglob("*.py"))
HEAVY = ("numpy", "babel", "scipy", "pydantic", "matplotlib", "numba", "ruamel", "xlsxwriter", "openpyxl", "simpy")
LONGEST = 300  # lines


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def heavy_after(code: str, *arguments: str) -> str:
    """Names of heavy packages that are loaded once `code` has run."""
    ending = f"import sys\nprint('loaded', [name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    done = python(f"{code}\n{ending}", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stderr.strip().splitlines()[-1].removeprefix("loaded ")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is(module: Path) -> None:
    import ast

    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    assert said
    assert len(said.split()) >= 3, f"{said!r} does not say what the module is for"


def writes(module: Path) -> set[str]:
    """Calls with which a module would make or change a file by itself."""
    import ast

    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        last = name.rsplit(".", 1)[-1]
        modes = [
            each.value for each in (*node.args, *(one.value for one in node.keywords)) if isinstance(each, ast.Constant)
        ]
        writing = any(
            isinstance(mode, str) and set(mode) & set("wax+") and set(mode) <= set("rwabxt+") for mode in modes
        )
        if last in {"write_text", "write_bytes", "mkstemp", "mkdtemp", "NamedTemporaryFile", "touch", "to_csv"}:
            found.add(last)
        if (last in {"open", "fdopen"} and writing) or name in {"os.open", "os.replace", "os.rename", "shutil.move"}:
            found.add(name)
    return found


def test_one_module_writes_files() -> None:
    """Links, devices, half files: thought of in one place (`core.files`)."""
    allowed = {
        "core/files.py": {"os.open", "os.fdopen"},
        "cli/streams.py": {"os.open"},  # the null device
        "engines/store.py": {"kept.open"},  # a member of an archive that is itself written there
    }
    package = ROOT / "businesscase"
    assert {path.relative_to(package).as_posix(): found for path in MODULES if (found := writes(path))} == allowed


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert heavy_after("import businesscase") == "[]"


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help"), ("--version",)], ids=" ".join)
def test_asking_for_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """Of a command's own help typer itself may load pydantic, to read its options."""
    code = "import sys\nfrom businesscase.cli.app import app\ntry:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass"
    allowed = ("[]", "['pydantic']") if arguments[0] == "run" else ("[]",)
    assert heavy_after(code, *arguments) in allowed


def test_every_public_name_can_be_imported() -> None:
    code = "import businesscase\nfor name in businesscase.__all__:\n    assert getattr(businesscase, name) is not None"
    done = python(code)
    assert done.returncode == 0, done.stderr


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    import businesscase

    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        businesscase.simulate  # noqa: B018


def test_the_floors_hold() -> None:
    """The contracts of pyproject.toml, by import-linter itself."""
    done = python("from importlinter.cli import lint_imports_command\nlint_imports_command()")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_top_level_holds_what_it_should() -> None:
    expected = {"businesscase", "scenarios", "examples", "tests", "docs", "benchmarks"}
    expected |= {"pyproject.toml", "Makefile", "LICENSE", "constraints.txt"}
    expected |= {"README.md", "CONTRIBUTING.md", "CHANGES.md"}
    made = {"results", "build", "dist"}  # by running, ignored by git
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".") and path.suffix != ".egg-info"}
    assert found - made - {"__pycache__"} == expected


def test_the_compile_cache_knows_every_module_that_is_compiled() -> None:
    """A kernel does not notice that what it calls was edited, so the cache folder is named by a hash of all of them."""
    from businesscase.core.compiling import COMPILED

    package = ROOT / "businesscase"
    texts = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in MODULES}
    listed = {name for name in texts for one in COMPILED if name == one or name.startswith(f"{one}/")}
    kernels = {name for name, text in texts.items() if "\n@compiled\n" in text or "\n@inlined\n" in text}
    # a function that is compiled elsewhere, constants, and tuples whose fields a kernel reads by their place
    taken_in = {"core/randomness.py", "model/arrays.py", "engines/expected/arrays.py"}
    needed = {*kernels, *taken_in, "engines/common/numbers.py"}
    assert {name for name in COMPILED if name.endswith(".py")} <= needed <= listed
    untyped = {name for name, text in texts.items() if text.startswith("# mypy: allow-untyped-defs")}
    assert untyped == kernels


@pytest.mark.parametrize("module", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.stem)
def test_what_a_benchmark_imports_is_there(module: Path) -> None:
    """Benchmarks are run by hand, so a name that moved would be noticed late."""
    import ast
    import importlib.util

    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("businesscase", "benchmarks")):
            assert node.module is not None
            found = importlib.import_module(node.module)
            for alias in node.names:
                named = f"{node.module}.{alias.name}"
                assert hasattr(found, alias.name) or importlib.util.find_spec(named) is not None, named


def test_a_benchmark_that_prints_no_number_fails(capsys: pytest.CaptureFixture[str]) -> None:
    from benchmarks.tables import show

    show("Sound", ("what", "seconds"), [("nano", "1.0")])
    assert "nano" in capsys.readouterr().out
    for cell in ("nan", "+nan", "nan%"):
        with pytest.raises(ValueError, match="Broken: not a number"):
            show("Broken", ("what", "seconds"), [("fine", "1.0"), ("bad", cell)])
