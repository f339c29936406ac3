# Plain `make` lists what there is.
PYTHON ?= python3
BIN := .venv/bin
export FLASK_APP := app.py
.DEFAULT_GOAL := help
.PHONY: help run demo test check bench migrate translations

help: ## list these
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

.venv/run: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: .venv/run ## the program on http://127.0.0.1:5000 (PORT overrides)
	$(BIN)/python app.py

demo: .venv/run ## the same with a demo office in instance/demo
	LIAISON_INSTANCE=instance/demo $(BIN)/flask db upgrade
	LIAISON_INSTANCE=instance/demo $(BIN)/flask demo
	LIAISON_INSTANCE=instance/demo $(BIN)/python app.py

test: .venv/dev ## the whole suite
	@command -v npm >/dev/null && npm ci --silent --no-audit --no-fund --prefix tests/formats/foreign || echo "npm is absent: the foreign calendar readers are not run"
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/dev ## lint, types, architecture
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev ## the benchmarks, as ratios
	for each in bench/[a-z]*.py; do $(BIN)/python -m bench.$$(basename $$each .py) || exit 1; done

migrate: .venv/dev ## a new revision from the models: make migrate m="what changed"
	$(BIN)/flask db migrate -m "$(m)"

translations: .venv/dev ## collect new strings into translations/ and compile them
	$(BIN)/python translations/refresh.py
