# Two commands matter: `make site` and `make test`. Both set up their own .venv from the lock files.
# Debian's own Python, where it is there and new enough: it is built with optimisations, unlike many others.
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; assert sys.version_info >= (3, 11)' 2>/dev/null && echo /usr/bin/python3 || echo python3)
BIN := .venv/bin

.PHONY: site test fuzz audit advisories golden check serve new import bundle bench walk clean schema vocabulary rules \
	lock screenshots looks

# The tests start hundreds of processes: compiled once, whatever the shell says, each begins in two thirds of the time.
test fuzz audit: export PYTHONDONTWRITEBYTECODE =

site: .venv/ready
	@$(BIN)/gongkai build

test: .venv/ready-dev
	$(BIN)/ruff format --quiet --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

# Properties (hypothesis) with ten times as many examples, others each time; SEED=n repeats those of a run. What is found
# is printed and kept as a patch in .hypothesis/patches that adds it to its test as an @example: `git apply` it, and
# `make test`, whose other examples are always the same, tries it from then on (import `example` from hypothesis there).
fuzz: .venv/ready-dev
	@seed=$${SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; echo "SEED=$$seed"; \
	$(BIN)/pytest -m hypothesis --hypothesis-profile=fuzz --hypothesis-seed=$$seed $(TESTS)

# What measures time, which depends on the machine, or is too slow for every run of `make test`; with Lighthouse, whose
# table it prints and leaves in build/lighthouse.md. WHERE="tests/…" takes files of it.
AUDIT ?= audit
audit: .venv/ready-dev
	$(BIN)/pytest -m "$(AUDIT)" $(WHERE)

# Whether a hole is known in any library of the lock files. Asks a public service: where that cannot be reached, nothing is
# found out, and it says so.
advisories: .venv/advisories
	@for lock in requirements.lock requirements-publish.lock; do \
	.venv/pip-audit/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r $$lock && continue; \
	echo "$$lock: 没有查成，或者有漏洞，见上面几行。没有互联网的机器上查不了，请在能上网的机器上运行 make advisories。" >&2; exit 1; done

# Keeps what a build and an import make now as what the tests compare with; the diff shows what changed.
golden: .venv/ready-dev
	$(BIN)/python tests/golden.py

check: .venv/ready
	@$(BIN)/gongkai check

serve: .venv/ready
	@$(BIN)/gongkai serve

# make new document=wuhu/2026-yaodian from=wuhu/2025-yaodian; also site=, agency=, topic=, policy=, unit=, with name=
new: .venv/ready
	@$(BIN)/gongkai new $(foreach kind,site agency document topic policy unit,$(if $($(kind)),$(kind) "$($(kind))")) \
	$(foreach option,name from host organiser contact,$(if $($(option)),--$(option) "$($(option))"))

# make import file=要点.docx out=content/wuhu; without out the draft is only shown. A corrected source:
# make import file=更正.docx into=content/wuhu/2026-yaodian.yml before=要点.docx
import: .venv/ready
	@$(BIN)/gongkai import "$(file)" $(if $(out),--out "$(out)") $(if $(into),--into "$(into)" --before "$(before)")

# What a machine without internet needs, in gongkai-offline.tar.gz; the same system and Python as here.
bundle: .venv/ready
	rm -rf build/offline && mkdir -p build/offline/gongkai
	$(BIN)/pip download --quiet --disable-pip-version-check --require-hashes -r requirements.lock -d build/offline/gongkai/wheels
	$(BIN)/pip wheel --quiet --disable-pip-version-check --no-deps -w build/offline/gongkai/wheels .
	$(BIN)/python -c 'import platform; print(platform.python_version())' > build/offline/gongkai/python-version
	cp requirements.lock docs/install-offline.sh build/offline/gongkai
	tar -C build/offline -czf gongkai-offline.tar.gz gongkai

# PEERS=1 also runs Hugo and MkDocs on the same pages; TASKS="100 1000" takes other sizes.
# Thousands of edits at random (STEPS=2000): each incremental build must equal a cold one to the byte.
walk: .venv/ready-dev
	cd tests && PYTHONPATH=.. $(abspath $(BIN))/python walk.py --steps $(or $(STEPS),2000)

bench: .venv/ready-bench
	$(BIN)/python -m bench $(TASKS)

schema: .venv/ready
	@$(BIN)/gongkai schema

# What Python and the browser code both hold, written for the latter.
vocabulary: .venv/ready
	$(BIN)/python -X utf8 -c 'from generator.search.vocabulary import javascript; print(end=javascript())' > build-vocabulary.js
	mv build-vocabulary.js templates/assets/search/vocabulary.js

# The table of the checks in docs/checks.md, and their names for an editor.
rules: .venv/ready
	$(BIN)/python -X utf8 docs/rules.py
	@$(BIN)/gongkai schema > /dev/null

screenshots: .venv/ready-dev
	$(BIN)/python docs/screenshots.py

# Pages in every way to read them, side by side in build/looks, to be looked at: SITE=folder PAGES="a/index.html …"
looks: .venv/ready-dev
	$(BIN)/python docs/contact_sheets.py $(or $(SITE),site) $(PAGES)

clean:
	rm -rf site .gongkai-site .venv node_modules bench/node/node_modules

# Writes the lock files anew from pyproject.toml; needs uv.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra bench -c requirements.lock pyproject.toml -o requirements-bench.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra publish -c requirements.lock pyproject.toml -o requirements-publish.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group stand-in -o requirements-moto.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group advisories -o requirements-advisories.lock

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新的版本" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/ready-bench: .venv/ready-dev requirements-bench.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

# What `gongkai publish` to SFTP and object storage needs.
.venv/ready-publish: .venv/ready-dev requirements-publish.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-publish.lock
	@touch $@

# What stands in for object storage in the tests.
.venv/stand-in: requirements-moto.lock
	$(PYTHON) -m venv .venv/moto
	.venv/moto/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-moto.lock
	@touch $@

.venv/advisories: requirements-advisories.lock
	$(PYTHON) -m venv .venv/pip-audit
	.venv/pip-audit/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-advisories.lock
	@touch $@
