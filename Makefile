# PhuSong: make run, make test. `make help` lists all.

# A checkout that git does not trust (sudo, containers) must build too.
export GOFLAGS := -buildvcs=false $(GOFLAGS)

web_sources := $(shell find web/src web/public -type f 2>/dev/null) web/index.html \
	$(wildcard web/*.config.ts web/*.config.js web/tsconfig*.json)

.PHONY: help run build test check bench prove real clean-state clean install FORCE

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1 \t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: install bin/phusong ## Install what is missing, build, serve the invented sample province; ARGS="--addr localhost:8081 --state DIR"
	@exec bin/phusong demo $(ARGS)

build: install bin/phusong ## Build bin/phusong

test: ## Run every test: Go with a real PostGIS, the web code, a real browser
	@.ci/test

check: web/node_modules/.stamp web/dist/index.html ## The quick tests: form, vet, layout, types; known holes in modules and packages, gosec
	@.ci/test quick

bench: build ## Measure: every benchmark and the whole province, with the machine's name; PKG=./geo/... for some benchmarks only, PKG=limits for ours beside others and what was aimed at
	@.ci/bench $(PKG)

prove: build ## Plant holes and see them found, listen to 200,000 answers, seek masts on the public map; half an hour
	@.ci/prove

real: build ## Import real boundaries, terrain and people from ../shared/real, compute, print gaps
	@.ci/real $(ARGS)

clean-state: bin/phusong ## Forget the private database and all that is in it; ARGS="--state DIR"
	@exec bin/phusong forget --yes $(ARGS)

clean: ## Delete what was built; the data stays
	rm -rf bin web/node_modules
	find web/dist -mindepth 1 ! -name .keep -delete

install:
	@.ci/install run

# npm ci only when the lock file changed; the build only when a source did.
web/node_modules/.stamp: web/package-lock.json
	@echo '▸ web: npm ci'
	@cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/index.html: web/node_modules/.stamp $(web_sources)
	@echo '▸ web: build'
	@cd web && npm run --silent build -- --logLevel error
	@touch $@

# The Go tool knows better than make what has changed.
bin/phusong: web/dist/index.html FORCE
	@echo '▸ go build'
	@go build -o $@ .
