# The commands of this repository. `make` alone lists them.

.DEFAULT_GOAL := help
.PHONY: help build generate docs demo test load bench report fuzz mutants timing audit reproducible labels lint clean package modules browser chromium servers providers upstreams examples newest
.PHONY: lint-format lint-clippy lint-clippy-browser lint-clippy-edge lint-types

MAKEFLAGS += --no-print-directory
BIN := node_modules/.bin

# Nothing that runs here phones home.
export WRANGLER_SEND_METRICS := false
export CLOUDFLARE_CF_FETCH_ENABLED := false

help: ## print this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

build: package ## compile the Wasm modules, the npm package, the demo page and the Worker
	@echo "build: the demo page" >&2
	@npm run --silent build -w www >&2
	@echo "build: the Worker" >&2
	@npm run --silent build -w worker >&2

generate: modules ## write anew what is generated and committed: the table of errors, the test persons, the fuzz manifest
	@node pkg/build/generate.mjs

demo: build $(if $(ONCE),chromium) ## serve the demo page against a stand-in of the provider (ONCE=1: sign in once and end; RUNTIME=node: without workerd)
	@ONCE="$(ONCE)" RUNTIME="$(RUNTIME)" exec node tests/world/demo/main.mjs

test: ## build, lint and test everything; the last line says `N passed, N failed`
	@pkg/build/requirements.sh
	@node tests/runner/main.mjs

load: build servers ## drive sign-ins and reads, with faults, restarts and rotations, and print rates (LOAD="--seconds 60")
	@node tests/measure/load/main.mjs $(LOAD)

bench: build ## measure this package beside its alternatives, in turns, some minutes (BENCH="verify --rounds 10")
	@tests/runner/servers.sh nginx apache >&2
	@node tests/measure/bench/main.mjs $(BENCH)

docs: package ## write the reference of the npm package and of the crate, from the comments of their sources, into pkg/docs
	@node pkg/build/reference.mjs
	@RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --lib --target-dir target
	@rm -rf pkg/docs/rust && cp -R target/doc pkg/docs/rust
	@echo "docs: pkg/docs/index.html, pkg/docs/rust/fc_pivot/index.html" >&2

report: build ## run what has figures (attacks, vectors, differential tests, fuzz corpus) and write tests/REPORT.md
	@node tests/measure/report/main.mjs

fuzz: SECONDS = 60
fuzz: JOBS = 1
fuzz: ## run every fuzz target under libFuzzer on a nightly toolchain and write tests/adversary/fuzz/figures.json (SECONDS=60 for each, JOBS=2)
	@node tests/adversary/fuzz/main.mjs $(SECONDS) $(JOBS) $(TARGETS)

mutants: ## mutate the code and ask the unit tests whether they notice: an hour for all of it (FILES="src/worker/session.rs")
	@node tests/adversary/mutants/main.mjs $(FILES)

timing: build ## ask the compiled Wasm for leaks by time: a statistical test, some minutes (TIMING="--samples 20000")
	@node --no-warnings --expose-gc tests/adversary/timing/main.mjs $(TIMING)

audit: ## ask the networks' databases about our dependencies: needs cargo-deny and a registry that answers npm audit
	@cargo deny check
	@npm audit

reproducible: node_modules/.package-lock.json ## build the Wasm modules twice from nothing and compare their hashes, some minutes
	@pkg/build/reproducible.sh

labels: ## write pkg/data/communes.txt anew: the names of all communes, from INSEE's lists as npm has them
	@node pkg/build/labels/main.mjs

# Each step says its name, and says it again with `ok` once it has passed: the test suite counts these lines.
lint: lint-format lint-clippy lint-clippy-browser lint-clippy-edge lint-types ## check formats, lints and types

clean: ## remove what was built; what was installed stays
	rm -rf target .build/wasm pkg/dist pkg/docs www/dist www/public/labels worker/dist

# --- the parts of build; what they say goes to standard error, since `make demo ONCE=1` prints JSON on standard output ---

package: modules
	@echo "build: the npm package" >&2
	@$(BIN)/tsc -p pkg/tsconfig.json
	@node pkg/build/sbom.mjs >&2
	@sed -E 's/\[([^]]*)\]\([^)#:][^):]*\)/\1/g' README.md >pkg/README.md # without the links that lead out of the package
	@cp CHANGELOG.md LICENSE-MIT LICENSE-APACHE pkg/
	@cp LICENSE-MIT LICENSE-APACHE tests/world/standin/

modules: node_modules/.package-lock.json
	@pkg/build/wasm.sh >&2

# npm writes this file when it has installed all that package-lock.json lists.
node_modules/.package-lock.json: package-lock.json
	@pkg/build/requirements.sh
	@echo "build: installing the npm packages" >&2
	@npm ci --no-audit --no-fund >&2
	@touch $@

browser:
	@tests/runner/browser.sh chromium firefox webkit >&2

chromium:
	@tests/runner/browser.sh chromium >&2

servers:
	@tests/runner/servers.sh nginx caddy traefik redis apache >&2

providers:
	@tests/runner/providers.sh glewlwyd lemonldap-ng python >&2

examples:
	@tests/runner/examples.sh next sveltekit sveltekit-3 nuxt astro astro-7 hono >&2

newest:
	@tests/runner/newest.sh >&2

upstreams:
	@tests/runner/upstreams.sh python php ruby >&2

# --- the steps of lint ---

lint-format: node_modules/.package-lock.json
	@echo "lint: format"
	@cargo fmt --all --check
	@$(BIN)/biome format --reporter=summary
	@echo "lint: format ok"

lint-clippy:
	@echo "lint: clippy"
	@cargo clippy --quiet --workspace --all-targets --features dev -- -D warnings
	@echo "lint: clippy ok"

lint-clippy-browser lint-clippy-edge: lint-clippy-%:
	@echo "lint: clippy-$*"
	@cargo clippy --quiet --all-targets --no-default-features --features $* -- -D warnings
	@echo "lint: clippy-$* ok"

# The package is compiled and not only checked: the types of the other rooms come from its output.
lint-types: modules
	@echo "lint: types"
	@$(BIN)/tsc -p pkg/tsconfig.json
	@for project in worker/tsconfig.json www/tsconfig.json; do \
		$(BIN)/tsc -p $$project --noEmit || exit 1; \
	done
	@echo "lint: types ok"
