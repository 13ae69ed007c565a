# The names of these targets are a contract: everybody's scripts rely on them.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test check bench test-postgres test-browser test-spark ci

SHELL := bash
VENV := .venv
BIN := $(VENV)/bin
# --no-compile: Python compiles what is used when it is first used, a fraction of what is installed.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# Python 3.11 or later, the newest of those that are installed and really start.
FIND_PYTHON = for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && exit 0; done; \
	echo "Dianzhang needs Python 3.11 or later with venv. On Debian or Ubuntu: apt install python3 python3-venv" >&2; exit 1
CATALOGUES := $(wildcard dianzhang/*/locale/*/LC_MESSAGES/django.po)

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 24

setup: $(VENV)/.run $(CATALOGUES:.po=.mo) ## make the environment, nothing else

setup-dev: setup $(VENV)/.dev

run: setup ## start Dianzhang; on an empty data folder with a demonstration department
	@exec $(BIN)/dianzhang serve --demo-if-empty

start: setup ## start Dianzhang for a department of your own: the address that it prints leads through the first day
	@exec $(BIN)/dianzhang serve

test: setup-dev ## the tests on the embedded database
	$(BIN)/python -m pytest -n 2 -m "not postgres and not browser and not spark"

test-postgres: setup-dev ## the same tests on a PostgreSQL of their own
	$(BIN)/python -m tools.postgres -- $(BIN)/python -m pytest -n 2 -m "not browser and not spark"

test-browser: setup-dev ## the tests in a real Chromium
	$(BIN)/python -m pytest -m browser

test-spark: setup-dev $(VENV)/.spark ## every measure on a distributed engine too; needs Java 17
	$(BIN)/python -m pytest -m spark tests/spark

check: setup-dev ## format, lint, types, layers, migrations, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m django makemigrations --settings dianzhang.config.settings --check --dry-run
	$(BIN)/python -m tools.translations check

bench: setup-dev ## speed, measured against the raw limit of this machine
	$(BIN)/python -m bench

ci: ## all of the above from a clean clone
	bash .ci/run

$(BIN)/python:
	@python=$$($(FIND_PYTHON)) && echo "making $(VENV) with $$python" && $$python -m venv $(VENV)

$(VENV)/.run: requirements/base.txt pyproject.toml | $(BIN)/python
	@echo "installing what Dianzhang needs into $(VENV); the first time this takes a minute or two"
	@$(PIP) install --quiet --no-compile --require-hashes -r requirements/base.txt
	@$(PIP) install --quiet --no-compile --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	@$(PIP) install --quiet --no-compile --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.spark: requirements/spark.txt $(VENV)/.dev
	@$(PIP) install --quiet --no-compile --no-build-isolation --require-hashes -r requirements/spark.txt
	@touch $@

%.mo: %.po $(VENV)/.run
	@$(BIN)/python -m tools.translations compile $<
