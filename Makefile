# Every job of the project. Each sets up what it needs first.
PY := .venv/bin/python
export PYTHONDONTWRITEBYTECODE =
READY := .venv/.ready

.PHONY: help setup run test check screenshots bench soak fuzz objects lock translations test-pythons package-check
.PHONY: package-check-windows packages clean

help:
	@echo "make run          set everything up and open the sample municipality"
	@echo "make test         set everything up and run the tests"
	@echo "make check        style, types, architecture, translations"
	@echo "make screenshots  draw every screen into screenshots/"
	@echo "make bench        measure, and write tests/benchmarks/RESULTS.md"
	@echo "make soak         the long tests: runs killed at random moments"
	@echo "make fuzz         20,000 damaged agendas, read without an error"
	@echo "make packages     build the installers for Linux into dist/"
	@echo "make package-check  build the .deb and try it in a clean Debian"
	@echo "make objects      what the tests of object storage run against (300 MB, and npm)"
	@echo "make package-check-windows  build setup.exe and .msi and try them under wine"
	@echo "make lock         choose versions anew (needs uv)"

setup: $(READY)

$(READY): requirements-dev.txt pyproject.toml tools/setup
	@tools/setup

run: $(READY)
	@$(PY) tools/run.py

test: $(READY)
	@$(PY) -m pytest -n 2 --dist worksteal

check: $(READY)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@MYPYPATH=packaging:desktop $(PY) -m mypy packaging/*.py
	@.venv/bin/lint-imports
	@$(PY) tools/translations --check
	@$(PY) tools/shape.py

screenshots: $(READY)
	@QT_QPA_PLATFORM=offscreen $(PY) tools/screenshots.py screenshots

bench: $(READY)
	@$(PY) -m tests.benchmarks

soak: $(READY)
	@$(PY) -m pytest -n 2 -m soak --soak -p no:randomly

# COUNT and SEED choose others: make fuzz COUNT=500 SEED=20000
COUNT ?= 20000
SEED ?= 0
fuzz: $(READY)
	@$(PY) -m tests.agenda.fuzz --count $(COUNT) --seed $(SEED)

objects:
	@tools/objects

lock:
	@tools/lock

translations: $(READY)
	@$(PY) tools/translations

# The tests again with every other Python from 3.11 on that this machine has.
test-pythons:
	@tools/test-pythons

# Everything of packaging/README.md that can be tried here.
package-check: $(READY)
	@$(PY) packaging/check.py

# The same for Windows, under wine. It takes longer.
package-check-windows: $(READY)
	@$(PY) packaging/check_windows.py --build

packages: $(READY)
	@$(PY) packaging/build.py linux

clean:
	rm -rf .venv .run build dist screenshots
