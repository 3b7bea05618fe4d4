# Everything that is done to Tavolo from a shell. `make help` lists it.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

# The first Python that is new enough; `make run PYTHON=/path/to/python` picks another.
IS_NEW := -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name $(IS_NEW) && echo $$name && break; done)

# Where Node is not on the system, make installs one and links it here.
export PATH := $(CURDIR)/.make/bin:$(PATH)

PREPARE = @$(or $(PYTHON),false) $(IS_NEW) || \
	{ echo "make: Tavolo needs Python 3.11 or newer. Install it and run make again." >&2; exit 1; }; \
	$(PYTHON) static/build/prepare.py
IN_VENV := .venv/bin/python
NPM_RUN := npm run --silent

.PHONY: help run build check check-python check-browser test soak bench bench-browser screenshots format lock clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

run: ## install what is missing, then start Tavolo
	$(PREPARE) app
	@exec $(IN_VENV) wsgi.py

build: ## install and build everything, start nothing
	$(PREPARE) app

check: check-python check-browser ## format, lint, types and the rules of the house
	@$(IN_VENV) -m pytest --quiet tests/rules

check-python:
	$(PREPARE) dev
	@echo "ruff, mypy ..."
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m mypy

check-browser:
	$(PREPARE) dev
	@echo "tsc, biome ..."
	@$(NPM_RUN) check:ts
	@$(NPM_RUN) lint

# Each worker has its own servers and browsers, for whole files at a time.
SIDE_BY_SIDE := --numprocesses logical --maxprocesses 4 --dist loadfile

# The rules are among the tests, so they run once, with the others.
test: check-python check-browser ## check, then all tests: Python, Node and a real browser
	$(PREPARE) test
	@$(IN_VENV) -m tests.support.chromium --install
	@$(IN_VENV) -m tests.support.firefox --install
	@$(NPM_RUN) test:node
	@$(IN_VENV) -m pytest $(or $(TESTS),$(SIDE_BY_SIDE))

soak: ## long runs with figures: make soak RUNS="sim kill" SCALE=0.1 SEED=0; hours without RUNS
	$(PREPARE) test
	@$(IN_VENV) -m tests.soak $(RUNS) --scale $(or $(SCALE),1) --seed $(or $(SEED),0)

bench: ## load on Tavolo and its peers side by side, 25 minutes: make bench ONLY="one_board durable"
	$(PREPARE) app
	@$(IN_VENV) -m bench $(ONLY)

bench-browser: ## a big board in a real browser, beside tldraw and Excalidraw, half an hour
	$(PREPARE) test
	@$(IN_VENV) -m tests.support.chromium --install
	@$(IN_VENV) -m bench.browser
	@$(IN_VENV) -m bench.documents

screenshots: ## the pictures of README.md, and every page, tool and panel in test-results/screens
	$(PREPARE) test
	@$(IN_VENV) -m tests.support.chromium --install
	@$(IN_VENV) tests/support/screenshots.py
	@$(IN_VENV) -m tests.support.screens

format: ## format all code and apply the safe fixes
	$(PREPARE) dev
	@$(IN_VENV) -m ruff format .
	@$(IN_VENV) -m ruff check --fix --exit-zero .
	@$(NPM_RUN) format || true

lock: ## pin all packages again, after a change of requirements*.txt or package.json
	$(PREPARE) node
	@$(PYTHON) static/build/lock.py

clean: ## remove all that make made; boards and settings stay
	rm -rf .venv node_modules static/dist .make .mypy_cache .pytest_cache .ruff_cache test-results
	find board tests static/build -name __pycache__ -type d -prune -exec rm -rf {} +
