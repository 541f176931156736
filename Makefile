.DEFAULT_GOAL := help
.PHONY: help run test test-all lint format bench messages requirements wheel clean

python := .venv/bin/python

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: ## Serve the demonstration site on PORT (8000); installs what it needs first
	@scripts/run.sh

test: dev catalogues ## Run the tests on SQLite
	@env -u DATABASE_URL -u TEST_DATABASE_URL -u REDIS_URL $(python) -m pytest -n 2 --dist loadfile -m "not postgres and not e2e and not full"

test-all: dev ## Run all tests: full walks, PostgreSQL, Redis and Chromium too
	@$(python) scripts/check_test_services.py
	@$(MAKE) --no-print-directory test
	@scripts/test_all.sh

lint: dev catalogues ## Check style, types, import layers, templates, migrations, settings, catalogues
	@scripts/lint.sh

format: dev ## Put Python and templates into the one format
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format --quiet .
	@find templates -name '*.html' -exec .venv/bin/djhtml --tabwidth 2 {} +

bench: dev catalogues ## Measure queries, time and bytes of the declared workloads
	@$(python) -m benchmarks

messages: dev ## Collect translatable strings into the catalogues and compile them (needs gettext)
	@$(python) scripts/messages.py
	@$(MAKE) --no-print-directory catalogues

requirements: ## Pin the dependencies anew from the .in files
	@scripts/requirements.sh

wheel: dev ## Build the wheel, the plugin for other Wagtail projects, into dist/
	@$(python) -m build --wheel --outdir dist .

clean: ## Remove what make made; var/ with the site's data stays
	@rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@find cms/locale cms/locale_admin -name '*.mo' -delete

# Not in the list: what others build on.
.PHONY: dev catalogues
dev:
	@scripts/venv.sh requirements-dev.txt

catalogues: dev
	@scripts/compile_catalogues.sh
