# Everything that people do with the project. `make` alone lists it.
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= var
export PORT DATA_DIR COUNCIL ARGS DEBUG REQUIRE_ALL SEED

VENV := .venv/bin/python
MANAGE := $(VENV) manage.py
TEMPLATES := $(wildcard templates */templates */*/templates)

.DEFAULT_GOAL := help
.PHONY: help run test quick endurance lint format lock schema messages compile-messages audit sbom screenshots manage
.PHONY: demo-packages dev-packages

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' Makefile

run: demo-packages ## Serve the site on http://127.0.0.1:8000 (PORT=, DATA_DIR=, COUNCIL=, DEBUG=1 for developers)
	@$(VENV) scripts/run.py

test: dev-packages ## Run the tests (ARGS="tests/home -k name", REQUIRE_ALL=1)
	@$(VENV) scripts/test.py

quick: dev-packages ## Run the tests that need no browser, no second process and no long setup
	@ARGS='-q -m quick $(ARGS)' $(VENV) scripts/test.py

endurance: dev-packages ## Run the long trials in full (SEED=2, ARGS="-k name")
	@ENDURANCE=1 ARGS='-m endurance --timeout=0 $(ARGS)' $(VENV) scripts/test.py

lint: dev-packages ## Check code, types, templates, migrations and lock files
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m mypy
	$(VENV) -m djhtml --check --tabwidth 2 $(TEMPLATES)
	$(VENV) -m djlint --lint --quiet $(TEMPLATES)
	$(VENV) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(VENV) scripts/lock.py --check

format: dev-packages ## Format code and templates
	$(VENV) -m ruff check --fix .
	$(VENV) -m ruff format .
	$(VENV) -m djhtml --tabwidth 2 $(TEMPLATES)

lock: dev-packages ## Write the lock files anew from pyproject.toml (ARGS=--upgrade)
	$(VENV) scripts/lock.py $(ARGS)

messages: dev-packages ## Collect the sentences to translate into locale/
	@$(VENV) scripts/messages.py

compile-messages: dev-packages ## Compile the translations in locale/
	@$(VENV) scripts/messages.py --compile

schema: dev-packages ## Write home/schema.sql anew, after a new migration
	@$(VENV) scripts/schema.py

audit: dev-packages ## Ask whether a locked package has a known vulnerability
	@$(VENV) scripts/audit.py

sbom: dev-packages ## Write the software bill of materials (CycloneDX) to var/sbom.json
	@mkdir -p var
	@$(VENV) -W ignore -m cyclonedx_py requirements requirements.lock --pyproject pyproject.toml \
		--output-reproducible --output-file var/sbom.json
	@echo "var/sbom.json: what the site is made of on a server."

screenshots: dev-packages ## Make the pictures of the README and the guide anew
	@$(VENV) scripts/screenshots.py

manage: demo-packages ## Run a command of Django on the demo's database (ARGS="shell")
	@$(VENV) scripts/postgres.py "$(DATA_DIR)" $(MANAGE) $(ARGS)

demo-packages:
	@$(PYTHON) scripts/venv.py demo

dev-packages:
	@$(PYTHON) scripts/venv.py dev
