# One command sets up and reads the bundled reports (make demo), one sets up and runs the tests (make test).
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: torture demo test install dev lint types contract floors check corpus lexicons benchmark clean

demo: install
	$(BIN)/dateline read samples

install: $(VENV)/installed

$(VENV)/installed: pyproject.toml $(shell find src -name '*.py' -not -path '*/data/*') | $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check .
	touch $@

dev: $(VENV)/developing

$(VENV)/developing: pyproject.toml | $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(VENV)/made:
	$(PYTHON) -m venv $(VENV)
	touch $@

test: dev
	$(BIN)/python -m pytest

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev
	$(BIN)/mypy

contract: dev
	$(BIN)/lint-imports

floors: dev
	$(BIN)/python -m benchmarks.accuracy --floors

check: test lint types contract floors

corpus: dev
	$(BIN)/python -m corpus.notation check corpus/reports
	$(BIN)/python -m corpus.notation coverage
	$(BIN)/python -m corpus.notation build

lexicons: dev
	$(BIN)/python -m lexicons.compile

benchmark: dev
	$(BIN)/python -m benchmarks.accuracy
	$(BIN)/python -m benchmarks.speed

torture: dev
	$(BIN)/python -m benchmarks.torture

clean:
	rm -rf $(VENV) build dist
