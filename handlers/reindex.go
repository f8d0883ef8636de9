package handlers

import (
	"context"
	"strconv"
	"sync"
	"time"

	"vanthu/handlers/i18n"
	"vanthu/handlers/ingest"
)

// progressEvery is how often a progress message is edited: platforms limit
// edits to about one a second.
const progressEvery = 3 * time.Second

// listedProblems is how many unread files a report names.
const listedProblems = 10

// reindex reads all documents again and reports on it in the chat.
func (c *Core) reindex(ctx context.Context, r Request, out Sender) error {
	if r.Role != Admin {
		return c.notice(ctx, r, out, "admins_only", nil)
	}
	tag := c.speaks(r, "")
	roots, err := c.Indexer.Roots(ctx)
	if err != nil {
		return err
	}
	if len(roots) == 0 {
		return c.notice(ctx, r, out, "reindex_nothing", nil)
	}
	line := func(kind BlockKind, text string) Reply {
		return Reply{Language: tag, Blocks: []Block{{Kind: kind, Text: text}}}
	}
	id, err := out.Send(ctx, r.Conversation, line(Para, c.say(tag, "reindex_started", nil)))
	if err != nil {
		return err
	}
	var mu sync.Mutex
	var told time.Time
	report, err := c.Indexer.Index(ctx, roots, ingest.Options{Progress: func(p ingest.Progress) {
		mu.Lock()
		defer mu.Unlock()
		if now := c.Now(); now.Sub(told) >= progressEvery {
			told = now
			// A progress message that is not delivered is no reason to stop.
			_ = out.Edit(ctx, r.Conversation, id, line(Para, c.progressLine(p, tag)))
		}
	}})
	if err != nil {
		c.Log.Error("reindex", "error", err)
		failed := line(Notice, c.say(tag, "reindex_failed", i18n.Args{"Cause": shorten(err.Error(), 200)}))
		failed.Final = true
		return c.send(ctx, r, out, failed)
	}
	done := c.report(report, tag)
	if err := out.Edit(ctx, r.Conversation, id, done); err != nil {
		return c.send(ctx, r, out, done)
	}
	return nil
}

func (c *Core) progressLine(p ingest.Progress, tag string) string {
	if p.Phase == ingest.Indexing {
		return c.say(tag, "reindex_indexing", i18n.Args{"Documents": strconv.Itoa(p.Documents), "Of": strconv.Itoa(p.Of)})
	}
	percent := 100
	if p.Total > 0 {
		percent = int(100 * p.Bytes / p.Total)
	}
	return c.say(tag, "reindex_progress", i18n.Args{"Percent": strconv.Itoa(percent), "Documents": strconv.Itoa(p.Documents)})
}

func (c *Core) report(report ingest.Report, tag string) Reply {
	reply := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Lead, Text: c.say(tag, "reindex_done", i18n.Args{
		"Read": strconv.Itoa(report.Read), "Unchanged": strconv.Itoa(report.Unchanged),
		"Dropped": strconv.Itoa(report.Dropped), "Documents": strconv.Itoa(report.Documents)})}}}
	if n := len(report.Problems); n > 0 {
		reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: c.Catalog.SayN(tag, "reindex_problems", n, nil)})
		var items []string
		for _, p := range report.Problems[:min(n, listedProblems)] {
			items = append(items, p.Path+": "+p.Detail)
		}
		reply.Blocks = append(reply.Blocks, Block{Kind: List, Items: items})
	}
	return reply
}
