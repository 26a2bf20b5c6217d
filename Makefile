# `make demo` and `make test` set everything up themselves; the README explains both.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check proof setup lock wheel bench bench-million bench-peers

demo: setup
	$(BIN)/amanat demo

test: setup check

check:
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/typos src docs README.md changes
	$(BIN)/pytest -n 2 --dist loadfile -m "not proof"

# The long proofs: kill points, big inputs, rules emptied one by one, wheels of every platform, and
# every page in a browser. Without npm or Chromium those of the browser say that they were left out.
proof: setup
	-npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund
	$(BIN)/pytest -m proof
	$(BIN)/python bench/wheels.py

bench: setup
	$(BIN)/python bench/end_to_end.py

# A million people, 10 GB: needs 30 GB of disk and most of an hour.
bench-million: setup
	$(BIN)/python bench/million.py --write

# Other tools, each in an environment of its own, and the linking of 500,000 people: ten minutes.
# PII_DATA=FOLDER names labelled records (JSONL with id, text and spans) for the accuracy of each.
bench-peers: setup
	$(BIN)/python bench/peers.py --write $(if $(PII_DATA),--data $(PII_DATA))
	$(BIN)/python bench/linking.py --write

setup: .venv/.ready

.venv/.ready: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --group dev -o requirements-dev.txt

wheel: setup
	$(BIN)/uv build --wheel --no-build-isolation --python $(BIN)/python
