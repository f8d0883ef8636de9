# make run   builds, serves the samples and the web chat, and Telegram and
#            Discord where a token is set
# make test  runs the tests: no network, no service
.DEFAULT_GOAL := build
GO ?= go
SHARED ?= ../shared
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
export CGO_ENABLED ?= 0

.PHONY: build run test test-llm race lint bench peers eval fuzz prove clean

build: ## one static binary, bin/vanthu
	$(GO) build -trimpath -ldflags='-s -w' -o bin/vanthu ./bot

run: build
	bin/vanthu serve

test:
	$(GO) vet ./...
	$(GO) test ./...

race: ## the tests under the race detector
	CGO_ENABLED=1 $(GO) test -race -timeout 20m ./...

lint:
	@test -z "$$(gofmt -l .)" || { echo "not gofmt-ed:"; gofmt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) vet -tags realmodel ./handlers/llm
	$(GO) run $(STATICCHECK) -checks inherit,-ST1005 ./... # names of companies start errors too

bench: build ## benchmarks, and plain bleve beside the product; with the large corpus of $(SHARED) also the figures of the whole product
	$(GO) test -run '^$$' -bench . -benchmem -timeout 30m ./...
	$(GO) run ./bot/benchmark -plain corpus/samples/documents -questions handlers/testdata/golden_questions.jsonl -now 2025-10-20
	@if [ -d $(SHARED)/data/law ]; then \
	  $(GO) run ./bot/benchmark -plain $(SHARED)/data/law/large.jsonl.gz -questions $(SHARED)/data/law/questions_large.jsonl; fi
	$(GO) run ./bot/benchmark -shared $(SHARED)

PEERS ?= /tmp/race
peers: build ## races the product against other engines, with the kit of $(SHARED)/race; PEERS keeps what is compiled
	@missing=; for tool in python3 java javac mvn cargo; do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	if [ ! -f $(SHARED)/race/race.py ]; then echo "no $(SHARED)/race: no race"; \
	elif [ -n "$$missing" ]; then echo "not installed:$$missing; no race"; \
	else python3 $(SHARED)/race/race.py --bin bin/vanthu --docs $(SHARED)/data/law/large.jsonl.gz \
	  --questions $(SHARED)/data/law/questions_large.jsonl --n 0 --work $(PEERS); fi

eval: build ## the scorers of $(SHARED)/eval, and the product's own golden questions
	@d=$$(mktemp -d); bin/vanthu --data $$d index corpus/samples/documents && bin/vanthu --data $$d eval handlers/testdata/samples_questions.jsonl && bin/vanthu --data $$d --now 2025-10-20 eval handlers/testdata/golden_questions.jsonl; rm -rf $$d
	@if [ -d $(SHARED)/eval ]; then \
	  $(SHARED)/eval/score.py --bin bin/vanthu --docs $(SHARED)/seeds --questions $(SHARED)/eval/questions_dev.jsonl && \
	  $(SHARED)/eval/retrieval.py --bin bin/vanthu --docs $(SHARED)/data/law/large.jsonl.gz --questions $(SHARED)/data/law/questions_large.jsonl --n 100; \
	else echo "no $(SHARED)/eval: only the product's own questions were scored"; fi

FUZZTIME ?= 20s
# Go before 1.27 may report the end of FUZZTIME as a failure without an input
# (go.dev/issue/75804): that is none.
fuzz: ## every fuzz target for FUZZTIME
	@log=$$(mktemp); for p in $$($(GO) list ./...); do for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	  echo "$$p $$f"; if ! $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$p >$$log 2>&1; then \
	    cat $$log; grep -q 'context deadline exceeded' $$log && ! grep -q 'Failing input' $$log || exit 1; \
	  else tail -1 $$log; fi; done; done; rm -f $$log

# A server of a small model to try summaries with: one that runs already, or
# llama-server with weights. What they say is not judged, only that they hold.
LLM_URL ?= http://127.0.0.1:18082/v1
LLM_MODEL ?= test
LLAMA_SERVER ?=
LLM_WEIGHTS ?=
test-llm: build ## summaries by a real model at LLM_URL, or by LLAMA_SERVER with LLM_WEIGHTS
	@set -e; if [ -n "$(LLAMA_SERVER)" ]; then \
	  $(LLAMA_SERVER) --host 127.0.0.1 --port 18082 -m $(LLM_WEIGHTS) -t 1 -c 4096 --no-jinja --chat-template gemma --alias $(LLM_MODEL) >/dev/null 2>&1 & \
	  server=$$!; trap "kill $$server" EXIT; \
	  n=0; until curl -sf http://127.0.0.1:18082/health >/dev/null; do n=$$((n+1)); [ $$n -lt 60 ] || exit 1; sleep 1; done; fi; \
	VANTHU_TEST_LLM_URL=$(LLM_URL) VANTHU_TEST_LLM_MODEL=$(LLM_MODEL) $(GO) test -count=1 -v -timeout 30m -tags realmodel -run RealModel ./handlers/llm; \
	d=$$(mktemp -d); bin/vanthu --data $$d index corpus/samples/documents >/dev/null; \
	head -20 handlers/testdata/samples_questions.jsonl > $$d/questions.jsonl; \
	bin/vanthu --data $$d --llm-url $(LLM_URL) --llm-model $(LLM_MODEL) --llm-first 30s --llm-total 60s eval --summaries $$d/questions.jsonl; rm -rf $$d

prove: ## the long tests: kills, outages, fuzzing
	VANTHU_PROVE=1 $(GO) test -count=1 -timeout 60m ./...
	$(MAKE) fuzz FUZZTIME=60s

clean:
	rm -rf bin
