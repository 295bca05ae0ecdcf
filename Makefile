# The two commands of the README are `make run` and `make test`. They need Python 3.11 or later, make, and a package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run quick test bench fuzz audit wheel format clean

run: $(VENV)/runtime
	$(BIN)/businesscase run scenarios/opgang_til_opgang.yaml --out results

quick: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow and not libreoffice" tests/unit tests/invalid_scenarios tests/architecture

test: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist worksteal

# Modules are compiled once, not by each of the processes that tests start, whatever the machine is set to.
quick test: export PYTHONDONTWRITEBYTECODE :=

bench: $(VENV)/tested
	$(BIN)/python -m benchmarks

# Untrusted scenarios and workbooks, mutated, for so many seconds.
SECONDS_OF_FUZZING ?= 600
fuzz: $(VENV)/tested
	$(BIN)/python -m benchmarks.fuzz --seconds $(SECONDS_OF_FUZZING)

# Licences and known vulnerabilities of what is installed; exit code 3 where the latter could not be looked up.
audit: $(VENV)/tested
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[audit]'
	$(BIN)/python -m benchmarks.audit

# The same commit gives the same bytes: only committed files, dated by the commit, with the backend of constraints.txt.
wheel: $(VENV)/runtime
	$(BIN)/python -m pip install --quiet --constraint constraints.txt 'setuptools>=77'
	rm -rf build/source && mkdir -p build/source dist
	umask 022 && git archive HEAD | tar -x --no-same-permissions -f - -C build/source
	umask 022 && SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
		$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist build/source
	rm -rf build/source
	sha256sum dist/*.whl

format: $(VENV)/tested
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/runtime: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, found " + sys.version.split()[0])'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/tested: $(VENV)/runtime
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

clean:
	rm -rf $(VENV) results build *.egg-info
