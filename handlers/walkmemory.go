package handlers

import (
	"context"
)

// walks lists the procedures that a conversation is on its way through.
func (c *Core) walks(ctx context.Context, r Request, out Sender) error {
	_, tag, err := c.past(ctx, r)
	if err != nil {
		return err
	}
	walks, err := c.Memory.Walks(ctx, r.Conversation.Key())
	if err != nil {
		return err
	}
	reply := Reply{Language: tag, Final: true}
	list := Block{Kind: List}
	for _, w := range walks {
		d, err := c.openProcedure(ctx, w.Document, r.Viewer)
		if err != nil {
			return err
		}
		if d == nil || len(reply.Buttons) == listedWalks {
			continue
		}
		list.Items = append(list.Items, c.foreign(d.Title, d.Language, tag)+" · "+c.say(tag, "walk_stage_"+string(w.Stage), nil))
		reply.Buttons = append(reply.Buttons, Button{Label: shorten(d.Title, labelRunes), Action: "walk:" + d.ID})
	}
	if len(list.Items) == 0 {
		return c.notice(ctx, r, out, "walk_none", nil)
	}
	reply.Blocks = []Block{{Kind: Lead, Text: c.say(tag, "walk_under_way", nil)}, list}
	return c.send(ctx, r, out, reply)
}
