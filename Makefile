# `make` leaves a runnable ./Application; `make help` lists the rest.
# Every step leaves a file whose time says when it was last done, so a second run has nothing to do.

MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all

bin := node_modules/.bin
# What ava is told besides package.json: `make test AVA=--tap`.
AVA ?=
# What it runs: all tests of a room in one thread and one bundle, since a thread costs a third of a second and reading and
# compiling the sources module by module as much again. A part of them: `make test TESTS='dist/test/core/**'`.
TESTS ?= 'dist/suites/*.test.js'

bundle := $(bin)/esbuild --bundle --platform=node --format=cjs --target=node20 --log-level=warning
test-bundle := $(bin)/esbuild --bundle --packages=external --platform=node --format=esm --target=node20 --log-level=warning

# What import.meta.url is in a bundle.
bundle-url := const bundleUrl = require("node:url").pathToFileURL(__filename).href;

# Folders count as sources too: deleting a file changes only its folder's time.
src := $(shell find src -path src/dashboard -prune -o \( -type d -o -name '*.ts' -o -name '*.cts' -o -name '*.proto' -o -name 'tsconfig*.json' \) -print)
# What tests start as processes of their own.
scripts := cli/relay determinism/print sweep/planted-worker live/storage/write-until-killed
tests := $(shell find test/ -type d -o -name '*.ts')

# The page, and the testcases that it carries.
page := $(shell find src/dashboard -type d -not -name pictures -o -type f -not -name '*.md' -not -name '*.png'; find testcases -name '*.conf' -o -name '*.yaml')

.PHONY: all test test-browser site screenshots lint format bench bench-live detector caches clean help

all: Application ## build ./Application (the default)

test: lint Application dist/.tests dist/.site ## lint, compile and run every test
	@$(need-node)
	@$(bin)/ava $(AVA) $(TESTS)

test-browser: Application dist/.tests dist/.site ## run the tests of the page; fail where there is no browser
	@$(need-node)
	@ORRERY_BROWSER=required $(bin)/ava $(AVA) dist/suites/browser.test.js

screenshots: dist/.tests dist/.site ## make the pictures of the README anew
	@$(need-node)
	@mkdir -p src/dashboard/pictures
	@node dist/test/browser/screenshots.js

site: dist/.site ## build the page: dist/site works from any web server, offline

lint: node_modules/.package-lock.json ## check format and lint rules
	@$(need-node)
	@$(bin)/biome check --error-on-warnings

format: node_modules/.package-lock.json ## rewrite sources in the one format, with safe lint fixes
	@$(bin)/biome check --write

bench: Application dist/.tests ## run the benchmarks, or some: BENCH='kernel large'
	@$(need-node)
	@node dist/test/bench/main.js $(BENCH)

bench-live: Application dist/.tests ## measure three real nodes beside a bare server, and etcd and Redis where installed
	@$(need-node)
	@node dist/test/bench/live/main.js $(BENCH)

detector: dist/.tests ## measure both failure detectors: table and chart in out/detector (some minutes)
	@$(need-node)
	@node dist/test/bench/detector/main.js

caches: dist/.tests ## measure copies at coordinators: each coherence with each way of prefetching
	@$(need-node)
	@node dist/test/bench/caches/main.js

clean: ## remove all that was built or logged; keeps node_modules
	rm -rf dist out Application
	rm -f ./*.log

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-12s %s\n", $$1, $$2 }'

Application: src/cli/application.sh dist/application.cjs
	@install -m 755 $< $@

# The code cache is made anew with each bundle: V8 would believe an old one whose bundle is as long.
dist/application.cjs: dist/.sources package.json
	@rm -rf dist/orrery.cache dist/warm-up
	@$(bundle) src/cli/main.ts --outfile=dist/orrery.cjs --external:undici --external:bullmq --external:ioredis --minify-syntax --minify-whitespace --line-limit=160 --sourcemap \
	  --alias:string-width=./src/cli/string-width.cts \
	  '--banner:js=$(bundle-url)' --define:import.meta.url=bundleUrl \
	  "--define:ORRERY_VERSION=$$(node -p 'JSON.stringify(require("./package.json").version)')"
	@$(bin)/esbuild src/report/html/script/main.ts --bundle --minify --format=iife --target=es2022 --charset=utf8 \
	  --log-level=warning --outfile=dist/report.js
	@$(bundle) src/cli/live/entry.ts --outfile=dist/live.cjs --minify-syntax --minify-whitespace --line-limit=160 --sourcemap \
	  --external:lmdb --external:socket.io '--external:@opentelemetry/*' '--banner:js=$(bundle-url)' --define:import.meta.url=bundleUrl
	@cp src/live/grpc/*.proto dist/
	@$(bundle) src/cli/start.ts --outfile=$@
	@mkdir dist/warm-up && cd dist/warm-up && ORRERY_WRITE_CODE_CACHE=1 node ../application.cjs ../../testcases/read.conf --quiet
	@rm -r dist/warm-up

dist/.sources: node_modules/.package-lock.json tsconfig.json $(src)
	@$(need-node)
	@$(bin)/tsc -b src src/report/html/script
	@$(call prune,src)
	@cp src/live/grpc/*.proto dist/src/live/grpc/
	@touch $@

dist/.tests: dist/.sources test/tsconfig.json $(tests)
	@$(need-node)
	@$(bin)/tsc -b test
	@$(call prune,test)
	@rm -rf dist/suites && mkdir dist/suites
	@mkdir dist/suites/lists && cd dist/test && find . -name '*.test.js' | LC_ALL=C sort | while IFS=/ read -r _ room path; do \
	  echo "import '../../test/$$room/$$path';" >> ../suites/lists/$$room.test.js; \
	done
	@$(test-bundle) --outdir=dist/suites dist/suites/lists/*
	@cp src/live/grpc/*.proto dist/suites/
	@$(test-bundle) --outdir=dist/suites/scripts --entry-names=[name] $(scripts:%=dist/test/%.js)
	@touch $@

dist/.site: dist/.sources $(page) package.json
	@$(need-node)
	@$(bin)/vue-tsc -p src/dashboard
	@$(bin)/vite build --config src/dashboard/vite.config.ts --logLevel warn
	@touch $@

node_modules/.package-lock.json: package-lock.json
	@$(need-node)
	npm ci --no-audit --no-fund
	@touch $@

# A module whose source is gone would still be run as a test or imported: drop it.
prune = find dist/$(1) -name '*.js' | while read -r js; do \
	  part=$${js%.js}; [ -f "$${part\#dist/}.ts" ] || rm -f "$$part.js" "$$part.js.map" "$$part.d.ts"; \
	done

need-node = node -e 'var v = process.versions.node.split("."); process.exit(v[0] > 20 || v[0] == 20 && v[1] >= 19 ? 0 : 1)' 2>/dev/null \
	  || { echo "Orrery needs Node 20.19 or newer on the PATH; found $$(node --version 2>/dev/null || echo none)" >&2; exit 1; }
