# Everything runs in .venv, which is made where it is missing; no environment has to be active.
# Stamps (files named .installed-*) see to it that nothing is installed twice.

PORT ?= 8501
ADDRESS ?= localhost
PYTHON ?= python3 python3.13 python3.12 python3.11

python := .venv/bin/python
node_modules := tests/javascript/node_modules
player := app/player/static
pytest := $(python) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
scripts := $(player) app/static tests/browser/*.js tests/javascript/*.js tests/javascript/core benchmarks/*.js
prettier := $(node_modules)/.bin/prettier --config tests/javascript/prettier.config.js --log-level warn
in_venv := PATH="$(CURDIR)/.venv/bin:$$PATH"

# Settings of another environment, active or left over, are none of ours.
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help run test test-long lint lint-python lint-player bench format clean browser

help: ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run: .venv/.installed-run ## serve the app on http://localhost:8501 (PORT=8600 for another port)
	@$(python) -m streamlit run app/server.py --server.address "$(ADDRESS)" --server.port "$(PORT)" </dev/null

test: lint browser ## check the style and the types, run the tests that take minutes
	@$(pytest) -m "not long" </dev/null

test-long: browser ## run the tests that take longer: every trial of a new thing, long searches
	@$(pytest) -m long </dev/null

# The two halves beside each other: neither uses more than one processor.
lint: .venv/.installed-dev $(node_modules)/.installed ## only the style and the types, of Python, JavaScript and CSS
	@$(MAKE) --no-print-directory --jobs=2 lint-python lint-player

lint-python:
	@$(python) -m ruff check
	@$(python) -m ruff format --check
	@$(python) -m mypy

lint-player:
	@$(in_venv) $(node_modules)/.bin/tsc --project tests/javascript/tsconfig.json
	@$(in_venv) $(node_modules)/.bin/eslint --config tests/javascript/eslint.config.js --max-warnings 0 \
	  --no-error-on-unmatched-pattern $(player) app/static tests/javascript benchmarks
	@$(in_venv) $(node_modules)/.bin/stylelint --config tests/javascript/stylelint.config.js \
	  --allow-empty-input "$(player)/**/*.css" "app/static/*.css"
	@$(in_venv) $(prettier) --check $(scripts)

bench: .venv/.installed-dev ## measure the engine and the app
	@$(python) -m benchmarks

format: .venv/.installed-dev $(node_modules)/.installed ## format Python, JavaScript and CSS, mend what can be mended
	@$(python) -m ruff check --fix
	@$(python) -m ruff format
	@$(in_venv) $(prettier) --write $(scripts)

clean: ## remove .venv, the JavaScript tools and all caches
	@rm -rf .venv $(node_modules) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(python):
	@for python in $(PYTHON); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  python=; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Python 3.11 or newer is needed, and none of these is one: $(PYTHON)" >&2; \
	  echo "Name yours: make PYTHON=/path/to/python3 ..." >&2; \
	  exit 1; \
	fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "$$python cannot make a virtual environment: its venv module is missing." >&2; \
	  echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; \
	fi; \
	"$$python" -m venv --clear .venv

.venv/.installed-run: requirements.txt | $(python)
	@echo "Installing what the app needs ..."
	@$(python) -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	@touch $@

.venv/.installed-dev: requirements.txt requirements-dev.txt | $(python)
	@echo "Installing what the app, its tests and its benchmarks need ..."
	@$(python) -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	@touch $@ .venv/.installed-run

$(node_modules)/.installed: tests/javascript/package-lock.json tests/javascript/package.json .venv/.installed-dev
	@echo "Installing the JavaScript checks ..."
	@$(in_venv) NODE_USE_SYSTEM_CA=1 npm ci --prefix tests/javascript --no-audit --no-fund --loglevel=error
	@touch $@

# The browser tests take the first of these that is there, else the one that Playwright has installed.
browser: .venv/.installed-dev
	@for name in chromium chromium-browser google-chrome; do \
	  if command -v "$$name" >/dev/null; then exit 0; fi; \
	done; \
	echo "Installing a browser for the tests ..."; \
	if [ "$$(id -u)" = 0 ] && grep -qx ID=debian /etc/os-release 2>/dev/null; then \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	else \
	  $(python) -m playwright install chromium; \
	fi
