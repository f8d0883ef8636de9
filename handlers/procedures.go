package handlers

import (
	"context"
	"errors"
	"strings"

	"vanthu/corpus"
	"vanthu/handlers/answer"
	"vanthu/handlers/i18n"
	"vanthu/handlers/state"
)

// offeredFields are the fields of a procedure offered as next steps, in the
// order people ask for them.
var offeredFields = [...]string{"papers", "fee", "time_limit", "steps", "office"}

// fieldButtons offers the fields of a procedure that its document has, but
// for the one just shown.
func (c *Core) fieldButtons(d *corpus.Document, shown, tag string) []Button {
	var out []Button
	for _, f := range offeredFields {
		if f == shown || len(out) == 3 {
			continue
		}
		if quotes, err := c.Answerer.Field(d, f); err != nil || len(quotes) == 0 {
			continue
		}
		out = append(out, Button{Label: c.say(tag, "field_"+f, nil), Action: "field:" + f + ":" + d.ID})
	}
	return out
}

// field shows one field of a procedure.
func (c *Core) field(ctx context.Context, r Request, arg string, out Sender) error {
	name, id, _ := strings.Cut(arg, ":")
	d, err := c.Library.Document(ctx, id)
	past, merr := c.Memory.Conversation(ctx, r.Conversation.Key(), c.Now())
	if merr != nil {
		return merr
	}
	tag := c.speaks(r, past.Language)
	if errors.Is(err, state.ErrNotFound) || err == nil && (!r.Viewer.Sees(d.Visibility) || d.Procedure == nil) {
		return c.send(ctx, r, out, Reply{Language: tag, Final: true, Blocks: []Block{{Kind: Notice, Text: c.say(tag, "more_gone", nil)}}})
	}
	if err != nil {
		return err
	}
	quotes, err := c.Answerer.Field(d, name)
	if err != nil {
		return err
	}
	label := c.say(tag, "field_"+name, nil)
	reply := Reply{Language: tag, Final: true, Buttons: c.fieldButtons(d, name, tag)}
	if len(quotes) == 0 {
		reply.Blocks = []Block{{Kind: Notice, Text: c.say(tag, "field_missing", i18n.Args{"Field": label})}}
		return c.send(ctx, r, out, reply)
	}
	reply.Blocks = []Block{{Kind: Lead, Text: label + " · " + d.Title}}
	for i, q := range quotes {
		b := c.quoteOf(q, tag)
		if i < len(quotes)-1 {
			b.Source = nil // one source line for the whole field
		}
		reply.Blocks = append(reply.Blocks, b)
	}
	past.Last = &answer.Turn{Question: d.Title, Language: d.Language, Documents: []string{d.ID}}
	if err := c.Memory.SaveConversation(ctx, r.Conversation.Key(), past, c.Now()); err != nil {
		return err
	}
	return c.send(ctx, r, out, reply)
}
