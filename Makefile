# Two commands set everything up on a machine that has Python 3.11 or later and make:
#
#   make demo     install into .venv, index the seeds, ask them a question
#   make test     everything that must hold: lint, format, types, layers, tests

PYTHON ?= python3
BIN := .venv/bin
DEMO := .demo
CODE := index search tui tests benchmarks

.PHONY: demo test checks tests torture bench man format clean
.DEFAULT_GOAL := demo

.venv/installed: pyproject.toml
	@echo "· making .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; name one with: make PYTHON=/path/to/python" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@echo "· installing what searching needs"
	@$(BIN)/python -m pip install --quiet --no-compile --editable .
	@touch $@

.venv/developing: .venv/installed
	@echo "· installing what developing needs"
	@$(BIN)/python -m pip install --quiet --no-compile --group dev
	@touch $@

demo: .venv/installed
	@echo "· indexing seeds/ into $(DEMO)"
	@$(BIN)/search --archive $(DEMO) index seeds
	@echo '· search query "GSOMIA renewal"'
	@echo
	@$(BIN)/search --archive $(DEMO) query "GSOMIA renewal"
	@echo
	@echo "Next, type:"
	@echo "  source $(BIN)/activate; export SEARCH_ARCHIVE=\"$$PWD/$(DEMO)\""
	@echo "  search show 1        read the first of them"
	@echo "  search tui           search as you type; F1 for help, Ctrl+Q to leave"
	@echo "  search --help        everything else"

# Both at once: types are checked by one process, and tests that wait leave room for it.
test: .venv/developing
	@$(MAKE) --no-print-directory -j 2 checks tests

checks: .venv/developing
	@echo "· lint";   $(BIN)/ruff check --quiet .
	@echo "· format"; $(BIN)/ruff format --check --quiet .
	@echo "· types";  $(BIN)/mypy
	@echo "· layers"; $(BIN)/lint-imports --no-cache

tests: .venv/developing
	@echo "· tests";  $(BIN)/python -m pytest -n 3 --dist worksteal

# An hour or so. TORTURE_SEED=N runs the same again; as root there are full disks and power cuts too.
torture: .venv/developing
	@PYTHONPATH=tests $(BIN)/python -m torture
	@TORTURE=1 $(BIN)/python -m pytest -n 2 tests/test_archive_machine.py tests/test_modelled_failures.py $$(grep -l '@given' tests/test_*.py)

bench: .venv/developing
	@$(BIN)/python -m pip install --quiet --group bench
	@$(BIN)/python -m benchmarks

# Read it with: man -l build/search.1
man: .venv/installed
	@mkdir -p build
	@$(BIN)/python -m tui.cli help --man > build/search.1
	@echo "· build/search.1"

format: .venv/developing
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf .venv $(DEMO) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
