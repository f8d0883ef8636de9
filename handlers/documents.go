package handlers

import (
	"context"
	"strings"
)

// listedDocuments is how many documents a message lists.
const listedDocuments = 15

// documents lists what there is to ask about.
func (c *Core) documents(ctx context.Context, r Request, out Sender) error {
	tag := c.speaks(r, "")
	titles, err := c.Library.Titles(ctx, r.Viewer.Terms(), listedDocuments+1)
	if err != nil {
		return err
	}
	n, err := c.Library.Visible(ctx, r.Viewer.Terms())
	if err != nil {
		return err
	}
	if n == 0 {
		return c.notice(ctx, r, out, "no_documents", nil)
	}
	var items []string
	for _, d := range titles[:min(len(titles), listedDocuments)] {
		line := shorten(d.Title, 100)
		if d.Number != "" && !strings.Contains(line, d.Number) {
			line = d.Number + " · " + line
		}
		line = c.foreign(line, d.Language, tag)
		if d.Issued != "" {
			line += " · " + c.Catalog.Day(tag, d.Issued)
		}
		items = append(items, line)
	}
	if rest := n - len(items); rest > 0 {
		items = append(items, c.Catalog.SayN(tag, "documents_more", rest, nil))
	}
	return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{
		{Kind: Lead, Text: c.Catalog.SayN(tag, "documents_title", n, nil)}, {Kind: List, Items: items}}})
}
