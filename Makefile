# setup: a virtual environment with locked packages · demo: read the samples and open the desk · test: everything
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup setup-dev demo test check bench docs lock clean

$(VENV)/.runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"Bywhom needs Python 3.11 or later; {sys.executable} is {v.major}.{v.minor}. Try: make $(MAKECMDGOALS) PYTHON=python3.11")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@

setup: $(VENV)/.runtime
	@echo "Ready. Try: $(BIN)/bywhom --help"

setup-dev: $(VENV)/.dev

demo: $(VENV)/.runtime
	$(BIN)/bywhom demo

check: $(VENV)/.dev
	$(BIN)/ruff check src tests scripts training
	$(BIN)/ruff format --check src tests scripts training
	$(BIN)/mypy src/bywhom
	$(BIN)/lint-imports

test: check
	$(BIN)/python -m pytest -rs -n 2 --dist loadfile

bench: $(VENV)/.dev
	$(BIN)/python scripts/bench.py

docs: $(VENV)/.dev
	$(BIN)/python scripts/make_docs.py

lock:
	uv pip compile --quiet --generate-hashes --no-annotate --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-annotate --python-version 3.11 --extra dev --extra frames --extra parquet pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build test-artifacts
