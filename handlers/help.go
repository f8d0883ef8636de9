package handlers

import (
	"context"
	"strings"
)

// help says what can be asked here, and how.
func (c *Core) help(ctx context.Context, r Request, out Sender) error {
	tag := c.speaks(r, "")
	items := []string{c.say(tag, "help_duties", nil), c.say(tag, "help_agency", nil), c.say(tag, "help_office", nil), c.say(tag, "help_walk", nil), c.say(tag, "help_documents", nil), c.say(tag, "help_forget", nil), c.say(tag, "help_help", nil)}
	if r.Role == Admin {
		items = append(items, c.say(tag, "help_reindex", nil))
	}
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{
		{Kind: Lead, Text: c.say(tag, "help_title", nil)},
		{Kind: Para, Text: c.say(tag, "help_ask", nil)},
		{Kind: List, Items: c.Examples(tag)},
		{Kind: List, Items: items},
	}})
}

// Examples gives questions that people may start with.
func (c *Core) Examples(tag string) []string {
	var out []string
	for _, key := range [...]string{"example_1", "example_2", "example_3"} {
		if s := c.say(tag, key, nil); s != "" && !strings.HasPrefix(s, "example_") {
			out = append(out, s)
		}
	}
	return out
}
