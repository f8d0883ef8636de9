package handlers

import (
	"context"
	"slices"
	"strings"

	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
)

// emergency tells somebody in danger whom to call, first of all.
func (c *Core) emergency(ctx context.Context, r Request, kinds []string, out Sender) error {
	past, err := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if err != nil {
		return err
	}
	if r.Language == "" {
		r.Language = c.Answerer.Blank(answer.Question{Text: r.Text, Prior: first(past.Language, first(r.Hint, "vi"))}).Language
	}
	tag := r.Language
	near, others := c.Emergency.Call(kinds)
	if len(near) == 0 {
		near, others = others, nil
	}
	var calls, rest []string
	for _, n := range near {
		calls = append(calls, c.say(tag, "emergency_call", i18n.Args{"Number": c.name(n.Number, tag), "Of": c.say(tag, "emergency_"+n.Of, nil)}))
	}
	for _, n := range others {
		rest = append(rest, c.say(tag, "emergency_number", i18n.Args{"Number": c.name(n.Number, tag), "Of": c.say(tag, "emergency_"+n.Of, nil)}))
	}
	reply := Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Lead, Text: strings.Join(calls, " · ")}}}
	kind := "emergency_now"
	if slices.Contains(kinds, "suicide") {
		kind = "emergency_suicide"
	}
	reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: c.say(tag, kind, nil)})
	if len(rest) > 0 {
		reply.Blocks = append(reply.Blocks, Block{Kind: Para, Text: strings.Join(rest, " · ")})
	}
	return c.send(ctx, r, out, reply)
}
