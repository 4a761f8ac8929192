# Two commands are all there is to setting up: `make run` and `make test`. `make help` lists the others.
SHELL := /bin/sh
MANAGE := .venv/bin/python manage.py
.DEFAULT_GOAL := help

.PHONY: help run test check servers servers-down format messages lock schema clean

help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

run: ## start the shop with demo data: admin, GraphQL and explorer (PORT=8000)
	@scripts/environment.sh run
	@exec $(MANAGE) run

test: ## run every test this machine has the servers for
	@scripts/environment.sh dev
	@.venv/bin/python -m scripts.run_tests

check: ## formatting, lint, types, layers, migrations, schema, messages
	@scripts/environment.sh dev
	@.venv/bin/python -m scripts.run_checks

servers: ## bring what the larger tests need: PostgreSQL, Elasticsearch and Chromium
	@scripts/servers.sh up

servers-down: ## stop what `make servers` has started
	@scripts/servers.sh down

format: ## put the code into shape
	@scripts/environment.sh dev
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

messages: ## bring the message catalogues up to date with the code
	@scripts/environment.sh dev
	@$(MANAGE) messages

schema: ## write graphql/schema.graphql anew
	@scripts/environment.sh run
	@$(MANAGE) graphql_schema

lock: ## lock the dependencies of pyproject.toml with their hashes
	@scripts/environment.sh dev
	@scripts/lock.sh

clean: ## remove the environment, caches and what was collected; the shop's data in var/ stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis static node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
