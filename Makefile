# Kliping: set-up, demonstration, tests. `make demo` and `make test` need python3 >= 3.11 and a package index, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check format clean

demo: $(READY)
	@$(BIN)/kliping demo

test: $(READY)
	@$(BIN)/python -m pytest -n 2

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(READY)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

$(READY): pyproject.toml constraints-cpu.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Kliping needs Python 3.11 or newer: found $$($(PYTHON) --version 2>&1). Set PYTHON=/path/to/python3.11."; exit 2; }
	@echo "Setting up $(VENV) (once; a few minutes)…"
	@$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: on Debian and Ubuntu install python3-venv."; exit 2; }
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints-cpu.txt -e '.[dev]' 2>$(VENV)/install.log || \
	  { tail -n 3 $(VENV)/install.log; echo "Set-up failed: is a package index reachable? Full log: $(VENV)/install.log"; exit 2; }
	@touch $(READY)

clean:
	rm -rf $(VENV) kliping-demo kliping-data
