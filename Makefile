# Everything a developer or a trial needs; only Python 3.11 or newer and make must be present.
# The commands themselves live here alone: pre-commit and CI call these targets.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
REQUIREMENTS := requirements/build.txt requirements/run.txt requirements/dev.txt
# Named after the content, so that switching branches back and forth does not install again.
RUNS := $(VENV)/.runs-$(shell cksum < requirements/run.txt | tr ' ' '-')
STAMP := $(VENV)/.installed-$(shell cat $(REQUIREMENTS) | cksum | tr ' ' '-')
# Without compiling: Python does that itself for what is used, and a trial starts sooner.
INSTALL := $(BIN)/python -m pip install --quiet --no-compile --require-hashes
LOCK := UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-strip-extras --annotation-style line --custom-compile-command "make lock"
SOURCES := src tests conftest.py manage.py
# Each worker has a server of its own; tests of one file stay together, as they share what is prepared.
PYTEST := $(BIN)/python -m pytest -n logical --maxprocesses=4 --dist=loadfile --no-loadscope-reorder
# Each makes an installation of its own in the temporary folder and ends with 1 when a promise broke.
DRILL := $(BIN)/python -m tests.drills

export PYTHONPATH := src
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-quick check check-fast format messages lock shots pictures docs bench-cases bench-survey bench-journal bench-keys wheel store-release chromium clean

help:  ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP)  ## Install what is needed into .venv (again only when the requirements change)

# A stamp is written last, so an interrupted installation is simply continued.
$(STAMP): $(RUNS)
	@echo "Memasang alat pengembang ke $(VENV) …"
	@$(INSTALL) $(addprefix -r ,$(REQUIREMENTS))
	@touch $@

# What Prima itself needs; a trial waits for nothing else.
$(RUNS):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Prima perlu Python 3.11 atau lebih baru. Pasang dahulu, lalu: make setup PYTHON=/jalur/python3"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Modul venv belum ada. Di Debian atau Ubuntu: apt-get install python3-venv"; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Memasang pustaka ke $(VENV) …"
	@$(INSTALL) -r requirements/run.txt
	@echo "$(CURDIR)/src" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/prima.pth"
	@printf '#!/bin/sh\nexec "$$(dirname "$$0")/python" -m prima.config.cli "$$@"\n' > $(BIN)/prima && chmod +x $(BIN)/prima
	@touch $@

demo: $(RUNS)  ## Start a demo district on http://127.0.0.1:8000
	$(BIN)/python -m prima.config.cli demo $(ARGS)

test: $(STAMP) chromium  ## Run every test
	$(PYTEST) $(ARGS)

test-quick: $(STAMP)  ## Run the tests without a browser and without the slow ones
	$(PYTEST) -m "not browser and not slow" $(ARGS)

check-fast: $(STAMP)  ## Format, lint, types, floors: before each commit
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy $(SOURCES)
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src
	@find src -path '*/templates/*' -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2 --check
	$(BIN)/python manage.py makemigrations --check --dry-run

check: check-fast chromium  ## Everything: before a change is landed
	$(BIN)/deptry src
	PRIMA_SITE_URL=https://prima.example.go.id $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(PYTEST) --cov --cov-report=term-missing:skip-covered $(ARGS)

format: $(STAMP)  ## Put code and templates into their form
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)
	@find src -path '*/templates/*' -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2

messages: $(STAMP)  ## Collect the sentences of every app for translation and compile them (needs gettext)
	@for app in $$(ls -d src/prima/*/ | xargs -n1 basename); do \
	  test -d src/prima/$$app/locale || continue; \
	  (cd src/prima/$$app && PYTHONPATH=../.. DJANGO_SETTINGS_MODULE= $(CURDIR)/$(BIN)/python -m django makemessages \
	    -l en --no-location --no-obsolete --no-wrap -i tests -v 0 && \
	  sed -i '/^"POT-Creation-Date/d' locale/en/LC_MESSAGES/django.po && \
	  msgfmt --check-format -o locale/en/LC_MESSAGES/django.mo locale/en/LC_MESSAGES/django.po) || exit 1; done

lock: $(STAMP)  ## Pin all requirements again, with hashes
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) --group build -c requirements/run.txt -o requirements/build.txt
	$(LOCK) --group dev -c requirements/run.txt -c requirements/build.txt -o requirements/dev.txt

shots: $(STAMP) chromium  ## Take pictures of every page at 360 and 1280 px into shots/
	$(BIN)/python -m pytest tests/browser/test_shots.py --shots=shots -p no:randomly $(ARGS)

pictures: $(STAMP) chromium  ## Take the pictures of the manual again
	rm -f docs/id/panduan/gambar/*.png
	$(BIN)/python -m pytest tests/browser/test_manual.py -k taken --shots=docs/id/panduan/gambar -p no:randomly

docs: $(STAMP)  ## Write the generated pages of the reference again
	WRITE_DOCS=1 $(BIN)/python -m pytest -q tests/architecture/test_generated.py -p no:randomly

bench-cases: $(STAMP)  ## Measure one finished step, alone and beside 100,000 old cases (JSON)
	$(BIN)/python -m pytest src/prima/cases/tests/bench_finish.py -q -p no:randomly $(ARGS)

bench-survey: $(STAMP)  ## Measure the survey: 10,000,000 answers, a sheet of 1,000,000 rows, a sent answer (JSON)
	@# One process each: a child begins with the most memory its parent ever had.
	for one in $(BENCH_SURVEY); do BENCH_SYNCED=1 $(BIN)/python -m pytest $$one -q -s -p no:randomly $(ARGS) || exit 1; done
BENCH_SURVEY := src/prima/surveys/tests/bench_rollup.py src/prima/config/tests/bench_ikm.py tests/journeys/bench_answer.py

bench-journal: $(STAMP)  ## Measure writing and verifying 100,000 entries of the journal (JSON)
	$(BIN)/python -m pytest src/prima/kernel/tests/bench_journal.py -q -p no:randomly $(ARGS)

bench-backup: $(STAMP)  ## Measure a backup of 100,000 cases and 20,000 files, and its way back (JSON)
	$(DRILL) backup_speed

.PHONY: drill-offline drill-kill drill-slow drill-outage bench-pages drill-faults drill-proxy drill-pitr drill-backup drill-stranger bench-backup drill-full drill-guess drill-fuzz

drill-kill: $(STAMP)  ## Kill web, worker and PostgreSQL under load, ten times each (JSON)
	$(DRILL) kill

drill-slow: $(STAMP)  ## Slow clients, bodies too large, and 2,000 live listeners (JSON)
	$(DRILL) slow

drill-faults: $(STAMP)  ## Plant faults one by one; the test that claims each must fail (15 minutes)
	$(BIN)/python -m tests.faults $(ARGS)

drill-outage: $(STAMP)  ## The database away for a minute, no connection left, a mail server that hangs (JSON)
	$(DRILL) outage

drill-full: $(STAMP)  ## A full disk for files, bodies, logs and the database (JSON; needs root)
	$(DRILL) full

drill-guess: $(STAMP)  ## 20,000 guesses, telling by time, a flood of hashes (JSON)
	$(DRILL) guess

drill-fuzz: $(STAMP)  ## Every public and staff form with hostile words, one run for each role (JSON)
	$(DRILL) fuzz

.PHONY: bench-sops bench-faces bench-complaints drill-bpmn drill-signals drill-complaints

bench-complaints: $(STAMP)  ## Complaints at a running server beside 1,000,000 old ones in 50 offices (JSON)
	BENCH_SYNCED=1 $(BIN)/python -m pytest tests/journeys/bench_complaints.py -q -s -p no:randomly $(ARGS)

drill-complaints: $(STAMP)  ## Complaints, gifts and sealed reports by dice: 2,000 walks of 40 steps each, 10,000 overdue ones, 2,000 timings of wrong answers (hours, JSON)
	$(BIN)/python -m pytest src/prima/complaints/tests/drill_timing.py src/prima/complaints/tests/drill_machine.py -q -s -p no:randomly $(ARGS)
	MACHINE_RUNS=2000 MACHINE_STEPS=40 $(BIN)/python -m pytest src/prima/integrity/tests/test_machine_*.py -q -p no:randomly $(ARGS)

drill-signals: $(STAMP)  ## Honest offices and cheats by dice: false alarms of each signal, cheats heard (JSON)
	$(DRILL) signals

bench-faces: $(STAMP)  ## Measure the catalogue of 1,000 services in every format (JSON)
	$(BIN)/python -m pytest src/prima/standards/tests/bench_faces.py -q -s -p no:randomly $(ARGS)

bench-sops: $(STAMP)  ## Measure procedures: validating, drawing, BPMN, papers, copies (JSON)
	$(BIN)/python -m pytest src/prima/sops/tests/bench_*.py -q -p no:randomly $(ARGS)

drill-bpmn: $(STAMP)  ## Procedures as BPMN under the OMG's schema, bpmn-moddle and bpmnlint (JSON; needs Node)
	@command -v npm >/dev/null || { echo "Perlu Node 20 atau lebih baru: pasang paket nodejs dan npm, lalu ulangi." >&2; exit 1; }
	cd tests/bpmn && npm ci --ignore-scripts --no-audit --no-fund
	$(DRILL) bpmn

bench-pages: $(STAMP)  ## CPU of the work list and the service page beside 100,000 old cases (JSON)
	$(DRILL) pages_cpu

drill-stranger: $(STAMP)  ## From the wheel to a case finished on another machine after the first is lost (JSON)
	$(DRILL) stranger

drill-offline: $(STAMP) chromium  ## The tests in a network without any route (needs root)
	unshare --net sh -c 'ip link set lo up && exec $(BIN)/python -m pytest -q tests $(ARGS)'

drill-proxy: $(STAMP)  ## Prima behind the real nginx and Caddy with TLS (needs them installed)
	$(BIN)/python -m pytest tests/installation/test_proxies.py -p no:randomly -v -rs $(ARGS)

drill-backup: $(STAMP)  ## Backups under load, then the machine is lost and comes back from them (JSON)
	$(DRILL) backup

drill-pitr: $(STAMP)  ## A dropped table: PostgreSQL back to the instant before (JSON)
	$(DRILL) pitr

bench-keys: $(STAMP)  ## Measure sealing 100,000 values and 100 MB of files anew (JSON)
	$(BIN)/python -m pytest src/prima/kernel/tests/bench_keys.py -q -p no:randomly $(ARGS)

wheel: $(STAMP)  ## Build the wheel into dist/
	$(BIN)/python -m build --no-isolation --wheel

store-release: $(STAMP)  ## Store a populated database of this version in tests/upgrade, at a release
	$(BIN)/python -m tests.upgrade.storing $(ARGS)

chromium:
	@sh .ci/chromium

clean:  ## Remove what tools left behind (not the data)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov build dist
