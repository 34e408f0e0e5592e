# Mesh Council. `make` lists what there is; `make demo` and `make test` fetch all they need.

# The first Python 3.11 or newer that is found; MESHCOUNCIL_PYTHON names another.
PYTHON = $(shell for p in $$MESHCOUNCIL_PYTHON python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
SETUP = @p="$(PYTHON)"; test -n "$$p" || { echo "Python 3.11 or newer is needed: install it," \
	"or name it: MESHCOUNCIL_PYTHON=/path/to/python make $@" >&2; exit 1; }; $$p -m tools.setup
BIN = .venv/bin

# Node's own programs when there is no Node on the PATH.
export PATH := $(PATH):$(CURDIR)/$(BIN)

.DEFAULT_GOAL := help
.PHONY: help demo test setup lint fmt islands islands-check docs pictures bench clean

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Serve a gathering with nine bots and a free seat (sets up what is missing)
	$(SETUP) demo
	@$(BIN)/meshcouncil demo $(ARGS)

test: ## Run every check and every test, in the browser too (sets up what is missing)
	$(SETUP) test
	@$(MAKE) --no-print-directory lint islands-check
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

setup: ## Fetch uv, the environment, the npm packages and a browser, and stop there
	$(SETUP) test

lint: ## Check style, types and import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fmt: ## Format the code and mend what can be mended by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

islands: ## Build the browser islands into web/static/dist (commit the result)
	$(SETUP) test
	npm run --silent build

islands-check: ## Rebuild the islands elsewhere and compare them with the committed ones
	npm run --silent check

docs: ## Regenerate the reference pages from the code
	$(SETUP) demo
	$(BIN)/python -m tools.reference

pictures: ## Play a demo and take the pictures of the documents (a few minutes)
	$(SETUP) test
	$(BIN)/python -m tools.pictures

bench: ## Measure latency, deliveries, memory and start-up, side by side (Linux)
	$(SETUP) bench
	@$(BIN)/python -m benchmarks

clean: ## Remove the environment, fetched tools and caches
	rm -rf .venv .tools node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-output
