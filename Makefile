# Needs GNU make and Python 3.11 or newer; everything else is installed by the commands themselves.
PYTHON ?= python3
FOUND = command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) fehlt: Nötig ist Python 3.11 oder neuer (unter anderem Namen: make run PYTHON=python3.12)."; exit 1; }
RUN = @$(FOUND); $(PYTHON) scripts/run.py
.DEFAULT_GOAL := help
.PHONY: run test test-sqlite test-postgres test-browser check format messages lock bench help

run: ## Seite starten: http://localhost:8000 (anderer Port: PORT=8123 make run)
	$(RUN) start

test: ## alle Tests: SQLite, PostgreSQL, Browser
	$(RUN) test $(ARGS)

test-sqlite: ## nur die Tests mit SQLite (Auswahl: make test-sqlite ARGS="tests/core")
	$(RUN) test sqlite $(ARGS)

test-postgres: ## nur die Tests mit PostgreSQL
	$(RUN) test postgres $(ARGS)

test-browser: ## nur die Wege im Browser
	$(RUN) test browser $(ARGS)

check: ## Format, Lint, Typen, Vorlagen, Migrationen, Übersetzungen, Produktion
	$(RUN) check $(ARGS)

format: ## Code in Form bringen
	$(RUN) format

messages: ## neue Texte in den englischen Katalog aufnehmen
	$(RUN) messages

lock: ## Abhängigkeiten festschreiben (neuere: make lock ARGS=--upgrade)
	$(RUN) lock $(ARGS)

bench: ## Kosten der Seiten messen (schneller: make bench ARGS=--quick)
	$(RUN) bench $(ARGS)

help: ## diese Übersicht
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done
