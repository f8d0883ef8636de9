package main

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"strings"

	"vanthu/handlers/wire"
)

// checkMemory tells when searching needs more memory than there is.
func checkMemory(ctx context.Context, c *call) wire.Check {
	k := wire.Check{Name: "memory", State: "ok"}
	st, err := c.engine.Stats(ctx)
	if err != nil {
		k.State, k.Said = "error", err.Error()
		return k
	}
	there := memory()
	k.Said = fmt.Sprintf("searching takes about %.0f MB", float64(st.Memory)/1e6)
	if there == 0 {
		return k
	}
	k.Said += fmt.Sprintf(" of %.0f MB", float64(there)/1e6)
	if st.Memory > there/memoryShare {
		k.State, k.Mend = "warning", "the documents outgrow this machine: give it more memory, raise GOMEMLIMIT if that is what is short, or index fewer documents"
	}
	return k
}

// checkAnswers tells of the answers that a running serve keeps.
func checkAnswers(c *call) wire.Check {
	k := wire.Check{Name: "answers", State: "ok", Said: "none are kept"}
	if c.answers != nil {
		n := c.answers.Count()
		k.Said = fmt.Sprintf("%d kept, %.1f of %.0f MB; %d of %d questions answered from them", n.Answers, float64(n.Bytes)/1e6, float64(n.Limit)/1e6, n.Again, n.Asked)
	}
	return k
}

// memoryShare is the part of all memory that searching may take, one in so
// many: the system's file cache and indexing need room too.
const memoryShare = 2

// memory is the memory this process may use, in bytes: the machine's, the
// container's or GOMEMLIMIT, whichever is least; 0 where nobody tells.
func memory() int64 {
	least := int64(math.MaxInt64)
	if limit := debug.SetMemoryLimit(-1); limit < least {
		least = limit
	}
	if info, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range bytes.Lines(info) {
			var kb int64
			if _, err := fmt.Sscanf(string(line), "MemTotal: %d kB", &kb); err == nil {
				least = min(least, kb<<10)
			}
		}
	}
	if limit, err := os.ReadFile("/sys/fs/cgroup/memory.max"); err == nil {
		var n int64
		if _, err := fmt.Sscanf(strings.TrimSpace(string(limit)), "%d", &n); err == nil && n > 0 {
			least = min(least, n)
		}
	}
	if least == math.MaxInt64 {
		return 0
	}
	return least
}
