# make demo: install, fit the sample plans, draw.   make test: install, lint, types, tests.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
export HF_HUB_OFFLINE := 1

.PHONY: setup demo test check bench
setup: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: setup
	$(BIN)/topics fit seeds/plans -m models/demo
	$(BIN)/topics shares -m models/demo --by district
	$(BIN)/topics chart over-time -m models/demo -o outputs/over-time.png
	$(BIN)/topics chart shares -m models/demo -o outputs/shares.png
	$(BIN)/topics chart similarity -m models/demo -o outputs/similarity.html
	$(BIN)/topics report -m models/demo --gold seeds/gold.csv -o outputs/report.html

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/pytest

bench: setup
	$(BIN)/python -m benchmarks
